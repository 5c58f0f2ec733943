/**
 * The catalogue as four people keep it: a steward fills it from a workbook, the department returns and publishes, a change of law starts
 * a clock, the province makes its requirements with two people, and a head lends a duty for a term. The head's desk is in English.
 */
import exceljs from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as codes from '#api/catalog/rules/codes.ts';
import { screenshot } from '#test/support/browser.ts';
import { fullContent } from '#test/support/catalog.ts';
import { type Desk, Journey } from '#test/support/journey-browser.ts';

let j: Journey;
let steward: Desk;
let reviewer: Desk;
let head: Desk;

async function signIn(): Promise<void> {
  [steward, reviewer, head] = await Promise.all([
    j.desk('province.transport'),
    j.desk('province.information'),
    j.desk('province.information.head'),
  ]);
}

beforeAll(async () => {
  j = await Journey.begin('2026-11-03T09:30:00+08:00');
  await signIn();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await j.pictures();
});
afterAll(() => j.end());

const name = (field: codes.Field) => codes.fields.words[field][0];
const title = '高速公路服务区';
const content = fullContent({ title });

/** The agency's workbook, filled in on the template it took from the page. */
async function fillIn(template: Buffer, second: { classification: string; theme: string }): Promise<Buffer> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(template as unknown as ArrayBuffer);
  const put = (sheetName: string, rows: readonly Readonly<Record<string, string>>[]) => {
    const sheet = book.getWorksheet(sheetName)!;
    const heads = (sheet.getRow(1).values as unknown[]).map(String);
    for (const [at, row] of rows.entries())
      for (const [key, value] of Object.entries(row)) {
        expect(heads, key).toContain(key);
        sheet.getRow(at + 2).getCell(heads.indexOf(key)).value = value;
      }
  };
  const said = {
    [name('abstract')]: content.abstract,
    [name('keywords')]: content.keywords.join('、'),
    [name('theme')]: codes.themes.words[content.theme!][0],
    [name('format_category')]: codes.formatCategories.words[content.format_category!][0],
    [name('format_detail')]: content.format_detail,
    [name('update_cycle')]: codes.updateCycles.words[content.update_cycle!][0],
    [name('share_type')]: codes.shareTypes.words[content.share_type!][0],
    [name('share_method')]: codes.shareMethods.words[content.share_method!][0],
    [name('open_type')]: codes.openTypes.words[content.open_type!][0],
    [name('open_checks')]: content.open_checks.map((one) => codes.openChecks.words[one][0]).join('；'),
    [name('licence')]: codes.licences.words[content.licence!][0],
    [name('grade')]: codes.grades.words[content.grade!][0],
    [name('storage_location')]: codes.storageLocations.words[content.storage_location!][0],
  };
  const code = '信息资源分类代码';
  put('目录条目', [
    { [code]: '301001', [name('title')]: title, ...said },
    { [code]: second.classification, [name('title')]: '收费公路里程', [name('theme')]: second.theme },
  ]);
  put('信息项', [
    { [name('title')]: title, 字段名: '名称', 信息项名称: '服务区名称', 数据类型: 'C', 敏感标识: '非敏感' },
  ]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('the catalogue of an agency', () => {
  it('is filled from a workbook: what is wrong is shown cell by cell, mended, and then imported', async () => {
    await steward.turnTo('目录条目');
    await steward.follow('批量导入和导出');
    const { bytes: template } = await steward.download(steward.page.getByRole('link', { name: '空白模板' }));
    const wrong = await fillIn(template, { classification: '999999', theme: '不存在的主题' });
    await steward.upload('工作簿（.xlsx）', '目录.xlsx', wrong);
    await steward.press('上传并预览');
    await steward.page.waitForURL(/\/w\/catalogue\/imports\/\w+_/);
    await steward.see('尚未写入目录');
    const row = steward.page.getByRole('row').filter({ hasText: '收费公路里程' });
    await steward.see('有错误', row);
    await steward.see('“999999”不是目录分类中可编目的目或细目', row);
    await steward.see(/目录条目 [A-Z]+3/, row);
    await steward.see('“不存在的主题”不是“主题”的取值', row);
    // The good row is shown with what its draft will still lack.
    const good = steward.page.getByRole('row').filter({ hasText: title });
    await steward.see('提交前补正', good);
    expect(await steward.accessibility()).toEqual([]);
    await screenshot(steward.page, 'government-import-faults');

    await steward.follow('上传更正后的工作簿');
    const mended = await fillIn(template, { classification: '301001', theme: codes.themes.words.public_services[0] });
    await steward.upload('工作簿（.xlsx）', '目录-更正.xlsx', mended);
    await steward.press('上传并预览');
    await steward.see('有错误 0');
    expect(await steward.confirm('导入为草稿')).toContain('新增 2 个、修改 0 个条目');
    await steward.see('已写入目录');
    await steward.follow('查看本单位条目');
    await steward.see('收费公路里程');
  });

  it('is completed with items, handed in, taken back with a reason and handed in again', async () => {
    await steward.follow(title);
    await steward.see('补全缺少的要素后提交审核');
    const meter = steward.page.locator('progress');
    const before = Number(await meter.getAttribute('value'));
    // What is missing leads to where it is filled in.
    await steward.page
      .locator('.completeness')
      .getByRole('link', { name: name('usage_conditions') })
      .click();
    await steward.page.keyboard.type('注明来源即可使用');
    await steward.choose(name('secret'), '不涉及国家秘密、工作秘密');
    await steward.press('添加一行');
    await steward.fill('第 2 行 字段名', '车位');
    await steward.fill('第 2 行 中文名称', '停车位数量');
    await steward.select('第 2 行 数据类型', 'I');
    await steward.select('第 2 行 敏感标识', 'none');
    await steward.press('保存草稿', steward.page.locator('.form-bar'));
    await steward.see('已保存为第 2 次修订');
    await steward.see('要素已齐全，可以提交审核');
    expect(Number(await meter.getAttribute('value'))).toBe(before + 2);
    await steward.press('提交审核');
    await steward.see('已提交，由山西省行政审批服务管理局审核');

    await steward.fill('撤回理由', '服务区名单有更新，先补充');
    expect(await steward.confirm('撤回')).toContain(`撤回“${title}”`);
    await steward.see('已撤回，可以继续修改');
    await steward.fill(name('abstract'), '全省高速公路服务区的名称和停车位数量。');
    await steward.press('提交审核');
    await steward.see('已提交，由山西省行政审批服务管理局审核');
    await steward.follow('历史');
    await steward.see('服务区名单有更新，先补充');
  });

  it('goes back with an opinion on a field, is answered and published', async () => {
    await reviewer.turnTo('待办');
    const task = reviewer.page.getByRole('row').filter({ hasText: title });
    // Two working days from Tuesday: the desk says how long it has.
    await reviewer.see(/11月5日/, task);
    await reviewer.follow('目录待审核', task);
    const opinion = reviewer.page.getByRole('group', { name: /第 1 条/ });
    await reviewer.select('要素', 'keywords', opinion);
    await reviewer.fill('针对要素的意见', '请补充“停车位”', opinion);
    await reviewer.press('退回补正');
    await reviewer.see(`已办结“${title}”：退回补正`);

    await steward.turnTo('待办');
    await steward.follow('目录退回补正');
    await steward.see('请补充“停车位”');
    await steward.follow(name('keywords'));
    await steward.fill(name('keywords'), '服务区、停车位');
    await steward.press('提交审核');
    await steward.see('已提交');

    await reviewer.turnTo('审核');
    await reviewer.follow(title);
    expect(await reviewer.confirm('同意发布')).toContain(title);
    await reviewer.see(`已办结“${title}”：同意发布`);
  });
});

describe('a change of law', () => {
  it('starts a clock that both sides see, is worked in and closed', async () => {
    // What was handed in before the day of the change is not yet up to date with it.
    j.t.clock.set('2026-11-05T09:30:00+08:00');
    await signIn();
    await steward.turnTo('目录时限');
    await steward.follow('更新事由');
    await steward.follow('登记事由');
    await steward.select('类别', 'law');
    await steward.fill('依据文件', '《山西省公路条例》');
    await steward.fill('变化日期', '2026-11-05');
    const touched = steward.page.getByRole('group', { name: '受影响的条目' });
    await touched.getByLabel(title).check();
    await steward.press('登记');
    await steward.see('已登记，时限开始计算');
    await steward.see('待更新');
    // Nine working days on everybody signs in anew.
    j.t.clock.set('2026-11-18T09:30:00+08:00');
    await signIn();

    await reviewer.turnTo('目录时限');
    const line = reviewer.page.getByRole('row').filter({ hasText: '《山西省公路条例》' });
    await reviewer.see('临期', line);
    await reviewer.see(/11月19日/, line);
    await reviewer.see('山西省交通运输厅', line);
    await screenshot(reviewer.page, 'government-clocks');

    await steward.go('/w');
    await steward.follow('目录待依法更新');
    await steward.field('条目').selectOption({ index: 1 });
    await steward.fill('理由', '条例未改变本条目的依据');
    await steward.press('说明无需更新');
    await steward.see('已记录该条目无需更新');
    await steward.press('办结');
    await steward.see('已办结。');
    await reviewer.go('/w/catalogue');
    expect(await reviewer.page.getByRole('row').filter({ hasText: '《山西省公路条例》' }).count()).toBe(0);
  });
});

describe('the requirements', () => {
  it('are drafted by one person, checked by another, and then drive the form', async () => {
    await reviewer.turnTo('编制要求');
    await reviewer.fill('中文名称', '山西省政务数据目录编制要求');
    await reviewer.fill('英文名称', 'Requirements of the catalogue of Shanxi');
    await reviewer.press('开始起草');
    await reviewer.page.waitForURL(/\/w\/requirements\/1$/);
    await reviewer.unfold('新增或替换代码表');
    await reviewer.fill('代码', 'sensitive');
    const list = reviewer.part('新增或替换代码表');
    await reviewer.fill('中文名称', '敏感标识', list);
    await reviewer.fill('英文名称', 'Sensitivity', list);
    await reviewer.fill('取值', 'none | 非敏感 | Not sensitive', list);
    await reviewer.press('保存代码表');
    await reviewer.see('已保存。');
    const rule = await reviewer.unfold('新增或替换规则');
    await reviewer.fill('编号', '1', rule);
    await reviewer.select('类型', 'item_list', rule);
    await reviewer.select('信息项部分（取值范围）', 'sensitivity', rule);
    await reviewer.select('代码表（信息项取值范围）', 'sensitive', rule);
    await reviewer.fill('中文表述', '目录中的信息项不得标为敏感', rule);
    await reviewer.fill('英文表述', 'No data item of the catalogue is sensitive', rule);
    await reviewer.fill('出处文件', '《山西省政务数据目录编制要求》', rule);
    await reviewer.press('保存规则');
    await reviewer.see('目录中的信息项不得标为敏感');
    await reviewer.see('内部一致，没有放宽法定要素');
    await reviewer.press('送核');
    await reviewer.see('已送核，由另一人核定');
    // Nobody checks what they wrote.
    expect(await reviewer.page.getByRole('button', { name: '核定', exact: true }).count()).toBe(0);

    await head.go('/w?lng=en');
    await head.follow('Requirements to check');
    await head.see('Waits for another person to check it');
    await head.see('No data item of the catalogue is sensitive');
    await head.press('Approve');
    await head.see('Checked: it can be published');
    await head.fill('Document number', '晋数发〔2026〕5号');
    await head.fill('In force from', '2026-11-18');
    expect(await head.confirm('Publish')).toContain('Publish version 1?');
    await head.see('Published: in use from its day on');
    expect(await head.accessibility()).toEqual([]);

    await steward.turnTo('目录条目');
    await steward.follow('收费公路里程');
    await steward.see('按编制要求第 1 版检查');
    const offered = await steward.field('第 1 行 敏感标识').locator('option').allTextContents();
    expect(offered).toEqual(['—', '非敏感']);
  });
});

describe('a duty that is lent', () => {
  it('is performed for the head, said so everywhere, and ends when it is revoked', async () => {
    await head.go('/w/account');
    await head.follow('Delegations and departments');
    const lend = head.part('Lend duties');
    await head.select('Delegate', '郝静', lend);
    await head.choose('Duties', 'Signs and confirms for the organisation');
    await head.fill('Until', '2026-11-30', lend);
    await head.fill('Reason', '出差', lend);
    await head.press('Lend duties', lend);
    await head.see('Saved.');

    await reviewer.go('/w/delegations');
    await reviewer.press('代为办理');
    await reviewer.see('您正在代 秦岚 办理。');
    await reviewer.turnTo('编制要求');
    await reviewer.see('您正在代 秦岚 办理。');
    await reviewer.fill('中文名称', '山西省政务数据目录编制要求（修订）');
    await reviewer.fill('英文名称', 'Requirements, revised');
    await reviewer.press('开始起草');
    await reviewer.page.waitForURL(/\/w\/requirements\/2$/);

    await head.go('/w/delegations');
    const done = head.page.getByRole('row').filter({ hasText: 'compilation.draft' });
    await head.see('郝静', done);
    await head.see('秦岚', done);
    expect(await head.accessibility()).toEqual([]);
    await head.confirm('Revoke');
    await head.see('Revoked');

    await reviewer.go('/w');
    await reviewer.see('该委托已经失效，请恢复本人身份');
    await reviewer.follow('恢复本人身份');
    await reviewer.press('恢复本人身份');
    await reviewer.see('已恢复本人身份');
    await reviewer.turnTo('编制要求');
    await reviewer.see('第 2 版');
  });

  it('shows nobody an error', () => {
    expect(j.faults).toEqual([]);
  });
});
