/**
 * A data asset through the pages (Articles 17 and 28): card with the five tests, application, acceptance, formal review, public notice
 * with an objection, code and certificate that a passer-by verifies by its QR code, change, inventory, cancellation. The passer-by
 * and the department's objection desk read English.
 */
import { PDF } from '@libpdf/core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { acceptAsset, publishAsset, registerAsset } from '#api/assets/review.ts';
import { isAssetCode } from '#api/assets/rules/code.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { publishedDataset } from '#test/support/catalog.ts';
import { type Desk, Journey } from '#test/support/journey-browser.ts';
import { fromWorklist } from './journey/walk.ts';

let j: Journey;
let steward: Desk;
let department: Desk;
let entry: { code: string; id: string };
const at = { card: '', inventory: '' };
let code = '';
const here = (desk: Desk) => new URL(desk.page.url()).pathname;
const form = (desk: Desk, name: string) => desk.page.locator(`#do-${name}`);
/** Leaps of days end every session: whoever goes on signs in again. */
const leap = (day: string) => j.t.clock.set(`${day}T09:30:00+08:00`);
const tests = ['具有经济社会价值', '权属明晰', '可量化', '可控制', '可交换'];
/** The journey's own workers do it; waits until none of them is at it any more. */
const done = (table: 'version' | 'asset_inventory', states: readonly string[]): Promise<void> =>
  vi.waitFor(
    async () => {
      const sql = `select 1 as at from ${table} where state::text = any($1)`;
      if ((await j.t.database.query(sql, [states])).length > 0) throw new Error('not done yet');
    },
    { timeout: 30_000, interval: 50 },
  );

beforeAll(async () => {
  j = await Journey.begin('2026-03-02T09:30:00+08:00');
  const means = {
    steward: j.world.ctx('province.transport'),
    reviewer: j.world.ctx('province.information'),
    drain: () => done('version', ['received', 'processing']),
  };
  entry = (await publishedDataset(means, { title: '收费站车道数' })).entry;
}, 180_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await j.pictures();
});
afterAll(() => j?.end());

describe('a data asset, from the card to its end', () => {
  it('the steward makes a card, and the five tests decide whether it is an asset', async () => {
    steward = await j.desk('province.transport');
    await steward.turnTo('数据资产');
    await steward.follow('待建卡数据');
    await steward.choose('选择条目', `收费站车道数 ${entry.code}`);
    await steward.press('每个条目一张卡片');
    await steward.page.waitForURL(/\/w\/assets\/ast_/);
    at.card = here(steward);
    await steward.see('申请登记前还需补充');
    const card = steward.part('填写卡片');
    for (const one of tests) {
      await steward.page
        .getByRole('group', { name: one })
        .getByLabel(one === '可交换' ? '否' : '是', { exact: true })
        .check();
      await steward.fill(`理由：${one}`, '用于路网运行分析，由本厅按职责采集', card);
    }
    await steward.choose('权利内容', '数据资源持有权', '数据加工使用权');
    await steward.fill('权利依据', '省交通运输厅三定规定', card);
    await steward.select('取得方式', 'own_collection', card);
    await steward.fill('来源合法性说明', '《公路法》规定的养护管理职责', card);
    await steward.fill(/^采集成本/, '12000.50', card);
    await steward.fill('存储位置说明', '省级政务云二区', card);
    await steward.fill('保管部门或者岗位', '信息中心数据科', card);
    await steward.fill('覆盖区域', '山西省', card);
    await steward.fill('应用场景', '路网运行分析', card);
    await steward.select('安全风险评估结论', 'low', card);
    await steward.fill('安全风险评估日期', '2026-02-01', card);
    await steward.press('保存', card);
    await steward.see('以下条件回答为“否”，不能登记');
    await steward.press('申请 · 首次登记');
    await steward.see(/不符合数据资产的条件：可交换/);
    await steward.page.getByRole('group', { name: '可交换' }).getByLabel('是', { exact: true }).check();
    await steward.press('保存', steward.part('填写卡片'));
    // The notice of the first saving stands there already; that it was saved again shows in what is gone.
    await steward.page.getByText('以下条件回答为').waitFor({ state: 'hidden' });
    await steward.press('申请 · 首次登记');
    await steward.see('已申请，待受理');
  }, 60_000);

  it('the department accepts, reviews and gives notice; another agency objects; in English it is answered', async () => {
    department = await j.desk('province.information');
    await fromWorklist(department, '资产登记待受理');
    await department.press('受理', form(department, 'accept'));
    await department.see('已受理，形式审核中');
    await department.fill('说明', '材料齐全', form(department, 'publish'));
    await department.press('形式审核通过并公示', form(department, 'publish'));
    await department.see('公示中');
    const other = await j.desk('province.ecology');
    await other.go('/data-assets/notices');
    await other.follow(/收费站车道数/);
    await other.fill('异议内容', '服务区数据由多个单位共同采集，权属应当写明。');
    await other.press('提交异议');
    await other.see('已收到您的异议，登记前会答复。');
    leap('2026-03-18');
    department = await j.desk('province.information');
    await department.read('en');
    await fromWorklist(department, 'Objection to a registration to answer');
    const answer = department.page.locator('form').filter({ has: department.page.locator('[name=outcome]') });
    await department.select('Outcome', 'dismissed', answer);
    await department.fill('Answer', '经核实，采集由持有单位独立完成。', answer);
    await department.press('Send', answer);
    await department.see('Not upheld');
    await department.read('zh');
  }, 60_000);

  it('after the notice it has a code; a passer-by reads it from the QR code and verifies the certificate', async () => {
    await fromWorklist(department, '资产登记待赋码');
    expect(await department.confirm('登记赋码', form(department, 'register'))).toContain('编码不能收回');
    await department.see('登记有效');
    code = (await department.part('登记信息').locator('code').first().innerText()).trim();
    expect(isAssetCode(code)).toBe(true);
    const stranger = await j.desk();
    await stranger.read('en');
    await stranger.go(`/data-assets/${code}`);
    await stranger.see('The registration is valid');
    await stranger.see(/Valid until/);
    expect(await stranger.page.locator('main').innerText()).not.toContain('12,000.50');
    // The certificate carries the address of this page, as text and as QR code.
    const pdf = await stranger.fetch(`/api/v1/assets/register/${code}/certificate.pdf`);
    const text = (await PDF.load(pdf))
      .extractText()
      .map((page) => page.text)
      .join('')
      .replace(/\s+/g, '');
    expect(text).toContain(`/data-assets/${code}`);
    await stranger.follow('Verify', stranger.part('Registration'));
    await stranger.see(code);
    expect(await stranger.accessibility()).toEqual([]);
  }, 60_000);

  it('a change is asked for beside what holds, and goes before the public again', async () => {
    leap('2026-04-20');
    steward = await j.desk('province.transport');
    await steward.go(at.card);
    await steward.unfold('变更登记');
    const change = form(steward, 'file-change');
    await steward.press('申请 · 变更登记', change);
    await steward.see('内容与已登记的相同，没有需要登记的事项。');
    await steward.fill('应用场景', '路网运行分析，节假日疏导', change);
    await steward.fill('变更、更正、续期或者注销的理由', '新增应用场景', change);
    await steward.press('申请 · 变更登记', change);
    await steward.see('拟变更的内容');
    const changed = steward.page.getByRole('row').filter({ hasText: '应用场景' });
    expect(await changed.first().innerText()).toMatch(/路网运行分析\s+路网运行分析，节假日疏导/);
    const id = at.card.split('/').at(-1) ?? '';
    const reviewer = j.world.ctx('province.information');
    await acceptAsset(reviewer, id, { words: '' });
    const noticed = await publishAsset(reviewer, id, { words: '' });
    j.t.clock.set(`${j.t.app.calendar().addWorkingDays(noticed.cases[0]?.notice_to ?? '', 1)}T09:30:00+08:00`);
    await registerAsset(j.world.ctx('province.information'), id, { words: '' });
    steward = await j.desk('province.transport');
    await steward.go(at.card);
    const versions = steward.part('登记信息').getByRole('row');
    expect(await versions.filter({ hasText: '变更登记' }).innerText()).toMatch(/^2\s/);
    expect(await versions.filter({ hasText: '首次登记' }).count()).toBeGreaterThan(0);
  }, 60_000);

  it('an inventory of one agency finds a file that is gone; one settles it, another signs', async () => {
    const [file] = await j.t.database.query<{ source_key: string }>(
      'select source_key from version where entry_id = $1 order by number desc limit 1',
      [entry.id],
    );
    await j.t.app.ports.files.remove(file?.source_key ?? '');
    department = await j.desk('province.information');
    await department.turnTo('数据资产');
    await department.follow('盘点');
    await department.select('单位', '山西省交通运输厅');
    await department.fill('名称', '2026 年度盘点');
    await department.fill('基准日', '2026-05-01');
    await department.fill('完成期限', '2026-06-30');
    await department.press('发起盘点');
    await department.page.waitForURL(/\/w\/inventories\/asi_|\/w\/inventories\/\w+_/);
    at.inventory = here(department);
    await done('asset_inventory', ['counting']);
    await fromWorklist(steward, '资产盘点差异待处理');
    expect(here(steward)).toBe(at.inventory);
    await steward.see('存储中缺少文件');
    const settle = form(steward, 'settle');
    for (const one of await settle.getByRole('checkbox').all()) await one.check();
    await steward.select('处理', 'data_restored', settle);
    await steward.fill('处理说明', '已从备份恢复', settle);
    await steward.press('记录处理', settle);
    await steward.see('已从备份恢复');
    const head = await j.desk('province.transport.head');
    await fromWorklist(head, '资产盘点待签认');
    await head.fill('登录密码', demoPassword, form(head, 'sign'));
    await head.press('签认盘点', form(head, 'sign'));
    await head.see('已签认');
    expect(
      (await head.fetch((await head.page.getByRole('link', { name: '盘点表（PDF）' }).getAttribute('href')) ?? ''))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await head.accessibility()).toEqual([]);
  }, 60_000);

  it('is cancelled with its ground, and its page says so to everybody', async () => {
    await steward.go(at.card);
    await steward.unfold('注销登记');
    const end = form(steward, 'file-cancellation');
    await steward.fill('变更、更正、续期或者注销的理由', '不再采集', end);
    await steward.select('注销理由', 'rights_ended', end);
    await steward.press('申请 · 注销登记', end);
    await steward.see('已申请，待受理');
    await fromWorklist(department, '资产登记待受理');
    await department.press('受理', form(department, 'accept'));
    await department.see('已受理，形式审核中');
    expect(await department.confirm('登记赋码', form(department, 'register'))).toContain('将注销登记');
    await department.see('已注销');
    const stranger = await j.desk();
    await stranger.go(`/data-assets/${code}`);
    await stranger.see('登记已失效');
    await stranger.see(/编码不再使用/);
  }, 60_000);

  it('shows nobody an error', () => {
    expect(j.faults).toEqual([]);
  });
});
