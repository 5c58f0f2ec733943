/**
 * Supervision and security through the pages: a hit becomes a clue, a finding, an order of the government, a criticism, a closure; a
 * draw that a stranger repeats; an incident, a review of rights, and a record that a stranger proves.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { approvePlan, draftPlan, planDrill } from '#api/security/drills.ts';
import { publishDaily } from '#api/security/roots.ts';
import { lapseCases } from '#api/supervision/cases.ts';
import { addInspector } from '#api/supervision/inspections/plan.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type Desk, Journey } from '#test/support/journey-browser.ts';
import { fromWorklist } from './journey/walk.ts';

let j: Journey;
let reviewer: Desk;
let head: Desk;
let agency: Desk;
let steward: Desk;
let stranger: Desk;
/** Addresses of the files. */
const at: Record<'case' | 'inspection' | 'incident', string> = { case: '', inspection: '', incident: '' };
const order = '晋政数改〔2026〕7号';
const here = (desk: Desk) => new URL(desk.page.url()).pathname;
const form = (desk: Desk, name: string) => desk.page.locator(`#do-${name}`);

/** Leaps of days end every session: whoever goes on signs in again. */
async function leap(instant: string): Promise<void> {
  j.t.clock.set(instant);
  await lapseCases(j.t.app);
  await publishDaily(j.t.app);
}

async function issue(desk: Desk, name: string, button: string, no: string, on: string): Promise<void> {
  const paper = form(desk, name);
  await desk.fill('文号', no, paper);
  await desk.fill('签发人', '秘书长', paper);
  await desk.fill('签发日期', on, paper);
  await desk.fill('您的密码', demoPassword, paper);
  expect(await desk.confirm(button, paper)).toContain('不能修改');
  await desk.see(/已办理/);
}

beforeAll(async () => {
  j = await Journey.begin('2026-09-01T09:30:00+08:00');
  // Two agencies have a plan and promised a drill; the drills were never held.
  for (const [login, signer] of [
    ['province.transport', 'province.transport.head'],
    ['province.ecology', 'province.ecology.head'],
  ] as const) {
    const plan = await draftPlan(j.world.ctx(login), {
      title: '数据安全应急预案',
      body: '一、组织指挥；二、处置措施；三、报告和通知。',
      contacts: '值班室',
      review_due_on: '2027-08-31',
    });
    await approvePlan(j.world.ctx(signer), plan.id);
    await planDrill(j.world.ctx(login), { title: '接口密钥外泄推演', form: 'tabletop', due_on: '2026-09-20' });
  }
  for (const login of ['province.finance', 'province.finance.cashier'])
    await addInspector(j.world.ctx('province.information'), { login, conflicts: [] });
  j.t.clock.set('2026-10-12T09:30:00+08:00');
  // The first page of a server takes its time.
  await fetch(`${j.url}/login`);
}, 180_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await j.pictures();
});
afterAll(() => j?.end());

describe('a finding, from the hit to the closure', () => {
  it('a detector’s hit becomes a clue with evidence; one is dismissed with its reason', async () => {
    reviewer = await j.desk('province.information');
    await reviewer.turnTo('监督');
    await reviewer.follow('线索');
    await reviewer.press('立即检测');
    await reviewer.see(/新线索 \d+ 条/);
    const row = (name: string) => reviewer.page.getByRole('row').filter({ hasText: name }).filter({ hasText: '演练' });
    await row('山西省生态环境厅').first().getByRole('link').first().click();
    await reviewer.see('与登记时一致');
    await reviewer.see(/^[0-9a-f]{64}$/);
    await reviewer.unfold('不构成问题');
    await reviewer.press('不构成问题', form(reviewer, 'dismiss'));
    await reviewer.refused();
    await reviewer.fill(/核实意见/, '经省消防总队联合开展过演练，仅未登记。', form(reviewer, 'dismiss'));
    await reviewer.press('不构成问题', form(reviewer, 'dismiss'));
    await reviewer.see('经省消防总队联合开展过演练，仅未登记。');
    await reviewer.go('/w/supervision/clues');
    await row('山西省交通运输厅').first().getByRole('link').first().click();
    await reviewer.fill(/核实意见/, '应于九月二十日前演练，至今没有开展。', form(reviewer, 'confirm'));
    await reviewer.press('确认为问题');
    await reviewer.see(/监督案件 JD/);
    at.case = here(reviewer);
  });

  it('the agency states its view, in English', async () => {
    agency = await j.desk('province.transport.head');
    await agency.read('en');
    await fromWorklist(agency, 'Your case to state');
    await agency.see(/^File JD/);
    await agency.fill('Statement of the agency', '系统迁移占用人力，愿限期补做。', form(agency, 'state'));
    await agency.press('State the case');
    await agency.see(/^Done:/);
    expect(await agency.accessibility()).toEqual([]);
  });

  it('the head issues the order in the name of the government, with its term, and a passer-by verifies it', async () => {
    await fromWorklist(reviewer, '监督案件待处理');
    const draft = form(reviewer, 'draft_order');
    await reviewer.fill('整改要求', '补做应急演练\n把演练列入年度计划', draft);
    await reviewer.fill('改正期限', '2027-12-31', draft);
    await reviewer.fill(/渠道/, '向省行政审批服务管理局提出', draft);
    await reviewer.press('拟制责令限期改正通知书', draft);
    await reviewer.refused();
    expect(await reviewer.field('整改要求', draft).inputValue()).toContain('年度计划');
    await reviewer.fill('改正期限', '2026-10-16', draft);
    await reviewer.press('拟制责令限期改正通知书', draft);
    await reviewer.see(/已办理/);
    head = await j.desk('province.information.head');
    await fromWorklist(head, '监督文书待签发');
    expect(await head.field('签发机关').inputValue()).toBe('山西省人民政府');
    await issue(head, 'issue_order', '签发责令限期改正通知书', order, '2026-10-12');
    const papers = head.part('文书');
    const href = (await papers.getByRole('link', { name: '查阅' }).first().getAttribute('href')) ?? '';
    expect((await head.fetch(href)).subarray(0, 5).toString()).toBe('%PDF-');
    stranger = await j.desk();
    await stranger.go((await papers.getByRole('link', { name: '查验' }).first().getAttribute('href')) ?? '');
    await stranger.see('真实、完整');
    await stranger.see(order);
    await stranger.see('山西省人民政府');
  });

  it('an incident runs its timeline to a sealed report', async () => {
    steward = await j.desk('province.transport');
    await steward.go('/w/incidents');
    await steward.fill('事件名称', '路况接口密钥外泄');
    await steward.select('类型', '数据泄露');
    await steward.select('等级', '较大');
    await steward.fill('涉及系统', '路况发布系统');
    await steward.fill('涉及数据', '路况观测数据，不含个人信息');
    await steward.press('登记事件');
    await steward.page.waitForURL(/\/w\/incidents\/[a-z]/);
    at.incident = here(steward);
    await steward.fill('说明', '吊销密钥并排查调用记录', form(steward, 'note'));
    await steward.press('记录处置', form(steward, 'note'));
    await steward.see('已保存');
    await steward.unfold('向上级报告');
    await steward.fill('报告对象', '省委网信办', form(steward, 'report'));
    await steward.fill('说明', '首次报告', form(steward, 'report'));
    await steward.press('向上级报告', form(steward, 'report'));
    await steward.see('省委网信办');
    await steward.unfold('宣布已控制');
    await steward.fill('说明', '新密钥已更换', form(steward, 'contain'));
    await steward.press('宣布已控制', form(steward, 'contain'));
    await steward.see(/^已控制$/);
    await agency.go(at.incident);
    await agency.unfold('Close');
    await agency.fill('Cause', '密钥写入了公开仓库', form(agency, 'close'));
    await agency.fill('Lessons', '提交前扫描密钥', form(agency, 'close'));
    await agency.press('Close', form(agency, 'close'));
    await agency.page.getByRole('link', { name: 'Open the PDF' }).waitFor();
    const steps = agency.part('Timeline').getByRole('listitem');
    expect(await steps.count()).toBe(5);
  });

  it('the quarter’s review takes a right away with one click, and it is gone', async () => {
    await agency.go('/w/privileges');
    await agency.press('Begin the review of 2026-Q4');
    const licensing = agency.page.getByRole('form', { name: 'Handles licence applications' });
    await agency.press('Revoke', licensing);
    await agency.see('Revoked');
    for (const left of await agency.page.getByRole('button', { name: 'Keep', exact: true }).all()) {
      await left.click();
      await agency.see('Kept');
    }
    await agency.page.close();
    // Nothing opened with the old rights goes on; with the new ones the menu has no desk of licences.
    await steward.go('/w');
    expect(here(steward)).toBe('/login');
    await steward.signIn('province.transport', demoPassword);
    const menu = steward.page.getByRole('navigation', { name: '工作台导航' });
    await menu.locator('a[href="/w/entries"]').waitFor({ state: 'attached' });
    expect(await menu.locator('a[href="/w/calls"]').count()).toBe(0);
  });

  it('an inspection is planned and the seed committed to', async () => {
    await reviewer.turnTo('监督检查');
    await reviewer.follow('制定计划');
    await reviewer.fill('名称', '应急演练双随机检查');
    await reviewer.fill('检查依据', '《山西省政务数据管理应用条例》第二十三条');
    await reviewer.fill('检查范围', '应急预案、演练和改进');
    await reviewer.fill('开始', '2026-10-13');
    await reviewer.fill('结束', '2026-10-30');
    await reviewer.choose(/可检查的单位/, '山西省交通运输厅', '山西省生态环境厅');
    await reviewer.press('保存');
    await reviewer.page.waitForURL(/\/w\/inspections\/[a-z]+_/);
    at.inspection = here(reviewer);
    expect(await reviewer.confirm('公布承诺')).toContain('固定');
    await reviewer.see('抽取前不公开');
    await head.go(at.inspection);
    await head.see(/抽取/);
    expect(await head.page.getByRole('button', { name: '抽取', exact: true }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await stranger.go('/supervision');
    await stranger.follow(/^JC/);
    await stranger.see('抽取前不公开');
  });

  it('a term that is over leads to criticism in public', async () => {
    await leap('2026-10-19T09:30:00+08:00');
    await reviewer.signIn('province.information', demoPassword);
    await fromWorklist(reviewer, '逾期未改正待处理');
    await reviewer.see('逾期未改正');
    const draft = form(reviewer, 'draft_criticism');
    await reviewer.fill('通报范围', '各市政务信息管理部门', draft);
    await reviewer.fill('向社会公开至', '2026-12-31', draft);
    await reviewer.press('拟制通报批评', draft);
    await reviewer.see(/已办理/);
    await head.signIn('province.information.head', demoPassword);
    await fromWorklist(head, '监督文书待签发');
    await issue(head, 'issue_criticism', '签发通报批评', '晋政数通〔2026〕1号', '2026-10-19');
    await stranger.go('/supervision');
    await stranger.see('晋政数通〔2026〕1号');
    expect(await stranger.accessibility()).toEqual([]);
  });

  it('the agency corrects and reports, the re-check passes, the file is closed', async () => {
    await steward.signIn('province.transport', demoPassword);
    await fromWorklist(steward, '责令限期改正待整改');
    for (const number of [1, 2]) {
      await steward.unfold(`第 ${number} 项 · 填写整改情况`);
      const item = steward.page.locator('details.case-action').filter({ hasText: `第 ${number} 项` });
      await steward.fill('整改措施', '十月十七日完成', item);
      await steward.fill('证据', '演练记录', item);
      await steward.fill('责任人职务', '信息处处长', item);
      await steward.fill('完成日期', '2026-10-17', item);
      await steward.press('保存', item);
      await steward.page
        .getByRole('cell', { name: '十月十七日完成' })
        .nth(number - 1)
        .waitFor();
    }
    const signer = await j.desk('province.transport.head');
    await signer.go(at.case);
    await signer.press('提交整改报告');
    await signer.see('已报整改，待复查');
    await fromWorklist(reviewer, '整改待复查');
    const draft = form(reviewer, 'draft_recheck');
    await draft.getByRole('combobox').first().waitFor();
    for (const choice of await draft.getByRole('combobox').all()) await choice.selectOption('合格');
    await reviewer.fill('复查意见', '两项均已查验。', draft);
    await reviewer.press('拟制复查意见', draft);
    await reviewer.see(/已办理/);
    await fromWorklist(head, '监督文书待签发');
    await issue(head, 'pass', '复查合格', '晋审复〔2026〕1号', '2026-10-19');
    await fromWorklist(reviewer, '监督案件待结案');
    await reviewer.unfold('结案');
    await reviewer.fill('理由', '整改到位。', form(reviewer, 'close'));
    await reviewer.press('结案', form(reviewer, 'close'));
    await reviewer.see('已结案');
    expect(await reviewer.part('案卷时间线').getByRole('listitem').count()).toBeGreaterThan(12);
  });
});

describe('what a stranger can check', () => {
  it('the draw is revealed and drawn again', async () => {
    await head.go(at.inspection);
    await head.press('抽取');
    await head.see('抽取结果');
    await stranger.go('/supervision');
    await stranger.follow(/^JC/);
    const drawn = await stranger.page.getByRole('table', { name: '抽取结果' }).innerText();
    await stranger.unfold('重新计算');
    const script = await stranger.page.locator('details pre').innerText();
    const { stdout } = await promisify(execFile)('sh', ['-c', script]);
    expect(stdout).toContain('commitment: holds');
    const again = /^(\w{18}): (\d+) (\d+)/m.exec(stdout);
    for (const part of again?.slice(1) ?? ['nothing was drawn']) expect(drawn).toContain(part);
  });

  it('the findings of the inspection become a file', async () => {
    const names = { 山西省交通运输厅: 'province.transport.head', 山西省生态环境厅: 'province.ecology.head' };
    const visited = await head.part('被检查单位').getByRole('heading', { level: 3 }).innerText();
    const inspectors = [await j.desk('province.finance'), await j.desk('province.finance.cashier')] as const;
    const [first, second] = inspectors;
    await fromWorklist(first, '检查情况待记录');
    await first.fill('检查日期', '2026-10-19');
    await first.fill('检查情况', '查阅预案和演练台账。');
    const finding = first.page.getByRole('group', { name: /^问题 1/ });
    await first.select('情形', '未履行安全监管和保障职责', finding);
    await first.fill('条款', '第二十四条', finding);
    await first.fill('事实', '预案没有联系人轮值表。', finding);
    await first.fill('证据', '预案第三页复印件', finding);
    await first.press('提交检查记录');
    await first.see('预案第三页复印件');
    const body = await j.desk(names[visited as keyof typeof names]);
    await fromWorklist(body, '检查记录待陈述');
    await body.fill('陈述申辩', '情况属实，已补充。');
    await body.press('提交陈述');
    await body.see('情况属实，已补充。');
    for (const inspector of [first, second]) {
      await inspector.go(at.inspection);
      await inspector.fill('您的密码', demoPassword);
      await inspector.press('签名');
      await inspector.see('已签名');
    }
    await head.go(at.inspection);
    await head.fill('结果摘要', '发现问题一项，已立案。');
    await head.press('公开结果');
    await head.see('结果已公开');
    await fromWorklist(reviewer, '监督线索待核实');
    await reviewer.go('/w/supervision/clues');
    await reviewer.follow(/^XS/, reviewer.page.getByRole('row').filter({ hasText: '监督检查发现的问题' }));
    await reviewer.fill(/核实意见/, '与检查记录一致。', form(reviewer, 'confirm'));
    await reviewer.press('确认为问题');
    await reviewer.see(/监督案件 JD/);
    await reviewer.see('监督检查发现的问题');
  });

  it('a record is proved against the published root, and a changed one is not', async () => {
    await reviewer.go('/w/audit?action=supervision.issue');
    // The oldest: what was issued on the day that a root covers.
    await reviewer.follow(/^\d+$/, reviewer.page.getByRole('row').last());
    await reviewer.see('supervision.issue');
    const proof = await reviewer.download(reviewer.page.getByRole('link', { name: '下载 proof.json' }));
    await stranger.go('/audit-roots');
    await stranger.see(/2026(-10-18|年10月18日)/);
    await stranger.upload('证明文件', 'proof.json', proof.bytes);
    await stranger.press('核验证明');
    await stranger.see(/^证明成立/);
    expect(await stranger.accessibility()).toEqual([]);
    const changed = proof.bytes.toString('utf8').replace(/supervision\.issue\b/g, 'supervision.other');
    await stranger.upload('证明文件', 'proof.json', Buffer.from(changed));
    await stranger.press('核验证明');
    await stranger.see(/^证明不成立/);
    await stranger.upload('证明文件', 'proof.json', Buffer.from('no proof'));
    await stranger.press('核验证明');
    await stranger.refused();
  });

  it('shows nobody an error', () => {
    expect(j.faults).toEqual([]);
  });
});
