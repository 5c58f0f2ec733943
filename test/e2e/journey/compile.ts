/** Steps 1 to 4: a steward compiles and treats, the information department reviews, a citizen finds and downloads. */
import { expect, it } from 'vitest';
import * as codes from '#api/catalog/rules/codes.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import type { Word } from '#api/kernel/words.ts';
import { screenshot } from '#test/support/browser.ts';
import type { Desk } from '#test/support/journey-browser.ts';
import {
  personalColumns,
  sectionBasis,
  sectionContent,
  sectionFile,
  stationContent,
  stationFile,
  stationRows,
} from '#test/support/journey-data.ts';
import type { Walk } from './walk.ts';

const rows = 480;
const zh = (list: { readonly words: Readonly<Record<string, Word>> }, code: string | null) =>
  list.words[code ?? '']?.[0] ?? '';
const name = (field: keyof typeof codes.fields.words) => codes.fields.words[field][0];

/** Starts a draft and uploads its file; answers the entry's address. */
async function draft(desk: Desk, content: EntryContent, file: { name: string; bytes: Buffer }): Promise<string> {
  await desk.turnTo('目录条目');
  await desk.follow('新建条目');
  await desk.select(name('classification_code'), '301001');
  await desk.fill(name('title'), content.title);
  await desk.press('建立草稿');
  await desk.page.waitForURL(/\/w\/entries\/ent_/);
  const entry = new URL(desk.page.url()).pathname;
  await desk.follow('数据文件');
  await desk.fill('版本说明', '首次归集');
  await desk.upload('数据文件', file.name, file.bytes);
  await desk.press('上传');
  return entry;
}

/** Fills the form of an entry as far as the content goes; the data items come from the file. */
async function describe(desk: Desk, content: EntryContent): Promise<void> {
  await desk.fill(name('title_en'), content.title_en);
  await desk.fill(name('abstract'), content.abstract);
  await desk.fill(name('keywords'), content.keywords.join('、'));
  await desk.select(name('theme'), content.theme ?? '');
  await desk.select(name('format_category'), content.format_category ?? '');
  await desk.fill(name('format_detail'), content.format_detail);
  await desk.select(name('update_cycle'), content.update_cycle ?? '');
  await desk.choose(name('share_type'), zh(codes.shareTypes, content.share_type));
  await desk.select(name('share_method'), content.share_method ?? '');
  if (content.share_condition !== '') await desk.fill(name('share_condition'), content.share_condition);
  await desk.fill(name('usage_conditions'), content.usage_conditions);
  await desk.choose(name('open_type'), zh(codes.openTypes, content.open_type));
  if (content.open_condition !== '') await desk.fill(name('open_condition'), content.open_condition);
  await desk.choose(name('open_checks'), ...content.open_checks.map((one) => zh(codes.openChecks, one)));
  await desk.select(name('licence'), content.licence ?? '');
  await desk.choose(name('secret'), '不涉及国家秘密、工作秘密');
  await desk.select(name('grade'), content.grade ?? '');
  await desk.select(name('storage_location'), content.storage_location ?? '');
  await desk.fill(name('spatial'), content.spatial);
}

async function takeItems(desk: Desk): Promise<void> {
  await desk.press('从最新数据文件带入信息项');
  await desk.see('已从数据文件带入信息项');
}

export function compile(w: Walk): void {
  it('1, 2: the steward compiles an entry; what the file says about people holds it back', async () => {
    const steward = await w.j.desk('province.transport');
    w.steward = steward;
    w.station.path = await draft(steward, stationContent, { name: '观测站日流量.csv', bytes: stationFile(rows) });
    await steward.see('含有未处理的个人信息，不得开放');
    for (const text of ['GB18030', '逗号', '480', ...personalColumns, '公民身份号码', '手机号码'])
      await steward.see(text);
    const page = await steward.page.content();
    expect(page).not.toContain(stationRows(1)[0]?.mobile);
    expect(page).not.toContain(stationRows(1)[0]?.citizen);
    await steward.follow('目录信息');
    await takeItems(steward);
    await describe(steward, stationContent);
    await steward.press('提交审核');
    await steward.see('已提交，由山西省行政审批服务管理局审核');
    await screenshot(steward.page, 'journey-1-entry');
  });

  it('1: a restriction without reason and basis is refused, and what was typed stays', async () => {
    const { steward } = w;
    w.section.path = await draft(steward, sectionContent, { name: '路段车速.csv', bytes: sectionFile(1500) });
    await steward.see('没有识别出须处理的个人信息');
    await steward.follow('目录信息');
    await takeItems(steward);
    await describe(steward, sectionContent);
    await steward.press('提交审核');
    await steward.see('依据条例第 12 条');
    expect(await steward.field(name('abstract')).inputValue()).toBe(sectionContent.abstract);
    await screenshot(steward.page, 'journey-1-refused');
    await steward.fill(name('share_reason'), sectionBasis.share_reason);
    await steward.select('依据: 依据类别', sectionBasis.share_basis.kind ?? '');
    await steward.fill('依据: 文件名称', sectionBasis.share_basis.instrument);
    await steward.fill('依据: 条款', sectionBasis.share_basis.article);
    await steward.press('提交审核');
    await steward.see('已提交，由山西省行政审批服务管理局审核');
  });

  it('3: the information department returns what is untreated and publishes the rest', async () => {
    const reviewer = await w.j.desk('province.information');
    w.reviewer = reviewer;
    await reviewer.turnTo('审核');
    await reviewer.follow(stationContent.title);
    await reviewer.see(`暂不能发布：第 1 版的个人信息尚未处理（${personalColumns.join('、')}）`);
    expect(await reviewer.page.getByRole('button', { name: '同意发布' }).isDisabled()).toBe(true);
    await reviewer.fill('总体意见', '请先处理值班人员信息');
    await reviewer.press('退回补正');
    await reviewer.see(`已办结“${stationContent.title}”：退回补正`);
    await reviewer.follow(sectionContent.title);
    await reviewer.confirm('同意发布');
    await reviewer.see(`已办结“${sectionContent.title}”：同意发布`);
  });

  it('2, 3: the columns are dropped, the treated table is published; another region cannot do it', async () => {
    const { steward, reviewer } = w;
    await steward.go('/w');
    await steward.follow('目录退回补正');
    await steward.see('请先处理值班人员信息');
    await steward.follow('数据文件');
    for (const column of personalColumns) await steward.choose(`“${column}”列如何处理`, '删除该列');
    await steward.press('按选择处理并复查');
    await steward.see('个人信息已处理，复查通过');
    await steward.follow('目录信息');
    for (const column of personalColumns) {
      const row = steward.page.getByRole('row').filter({ has: steward.page.locator(`input[value="${column}"]`) });
      await row
        .first()
        .getByRole('button', { name: /^删除第/ })
        .click();
    }
    await steward.press('提交审核');
    await steward.see('已提交');
    const stranger = await w.j.desk('taiyuan.information');
    await stranger.turnTo('审核');
    await stranger.see('没有待审核的条目');
    await reviewer.turnTo('审核');
    await reviewer.follow(stationContent.title);
    await reviewer.confirm('同意发布');
    await reviewer.see(`已办结“${stationContent.title}”：同意发布`);
  });

  it('4: a citizen searches, looks, filters, draws, downloads and cites without an account', async () => {
    const citizen = await w.j.desk();
    w.citizen = citizen;
    await citizen.go('/');
    const finder = citizen.page.getByRole('search').first();
    await finder.getByRole('combobox').fill('观测站 日流量');
    await citizen.press('检索', finder);
    await citizen.page.waitForURL('**/datasets?*');
    await citizen.see(/找到 \d+ 个数据集/);
    const facets = citizen.page.getByRole('navigation', { name: '筛选' });
    await facets.getByText('开放属性', { exact: true }).click();
    await facets.getByRole('link', { name: /无条件开放/ }).click();
    await citizen.follow(stationContent.title);
    await citizen.page.waitForURL(/\/datasets\/301001\/\d+$/);
    w.station.code = new URL(citizen.page.url()).pathname.replace('/datasets/', '');
    await citizen.see(`全表 ${rows} 行`);
    await screenshot(citizen.page, 'journey-4-dataset');
    const filter = citizen.page.locator('#preview').getByRole('form', { name: '筛选' });
    await citizen.select('列', '县区', filter);
    await citizen.select('条件', 'eq', filter);
    await citizen.fill('值', '小店区', filter);
    await citizen.press('添加条件', filter);
    const inCounty = stationRows(rows).filter((row) => row.county === '小店区');
    await citizen.see(`符合条件 ${inCounty.length} 行`);
    const table = citizen.page.getByRole('grid', { name: new RegExp(stationContent.title) });
    await table.getByRole('link', { name: /^车流量/ }).click();
    await citizen.see('按“车流量”升序');
    const least = Math.min(...inCounty.map((row) => row.vehicles)).toLocaleString('zh-CN');
    await citizen.see(least, table.getByRole('row').nth(1));
    const builder = citizen.page.locator('#chart').getByRole('form', { name: '画一张图' });
    await citizen.select('图形', 'bar', builder);
    await citizen.select('横轴／分组', '日期', builder);
    await citizen.press('画图', builder);
    await citizen.page.waitForURL(/plot=/);
    await citizen.see(/按日期/, citizen.page.locator('#chart figcaption'));
    for (const format of ['CSV', 'XLSX', 'JSON', 'Parquet']) {
      const link = citizen.page.getByRole('link', { name: `下载第 1 版 ${format}`, exact: true });
      const { bytes, name: fileName } = await citizen.download(link);
      expect(bytes.length, fileName).toBeGreaterThan(1000);
      expect(fileName).toContain(stationContent.title);
      if (format === 'CSV') expect(bytes.toString('utf8')).not.toContain(stationRows(1)[0]?.mobile);
    }
    const cite = citizen.part('引用');
    await citizen.see(new RegExp(`山西省交通运输厅.*${stationContent.title}.*2026-11-03`), cite);
    await citizen.see(/@\w+\{/, cite);
    expect(await citizen.accessibility()).toEqual([]);
  });
}
