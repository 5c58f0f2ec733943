/**
 * Sharing between agencies through the pages (Articles 12, 13; State Council Order 809): asked for and granted at once, asked for on
 * conditions, refused and objected to up to the government, corrected, suspended, over. The requester's head and the department
 * read the English pages.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '#api/people/tokens.ts';
import { proposal, startBody } from '#api/sharing/contract.ts';
import { sweepSharing } from '#api/sharing/jobs.ts';
import { consentSharing, startSharing, submitSharing } from '#api/sharing/requests.ts';
import { proposeSharingReply } from '#api/sharing/review.ts';
import { screenshot } from '#test/support/browser.ts';
import { type Desk, Journey } from '#test/support/journey-browser.ts';
import { onConditions, sharedBy } from '#test/support/journey-government.ts';
import { fromWorklist } from './journey/walk.ts';

let j: Journey;
let requester: Desk;
let requesterHead: Desk;
let provider: Desk;
let providerHead: Desk;
let department: Desk;
let open = '';
let conditional = '';
/** Addresses of the cases: at once, and on conditions. */
let atOnce = '';
let asked = '';

const asks = () => j.world.ctx('province.ecology');
const asksHead = () => j.world.ctx('province.ecology.head');
const body = (entry: string, over: object = {}) =>
  startBody.parse({
    entry,
    need: '核对企业运输与排放',
    use_basis: '《大气污染防治法》第五条',
    scenario: '移动源监管',
    use_scope: '大气处两名工作人员',
    method: 'file',
    term_until: '2026-10-19',
    ...over,
  });
/** With the head's consent, as the pages did it before. */
const filed = async (entry: string) => {
  const made = await startSharing(asks(), body(entry));
  await submitSharing(asks(), made.id, { revision: made.revision });
  return consentSharing(asksHead(), made.id, { words: '' });
};
const english = async (login: string) => {
  const desk = await j.desk();
  await desk.read('en');
  await desk.signIn(login, 'jinshu-demo-2026');
  return desk;
};
const back = (desk: Desk, login: string) => desk.signIn(login, 'jinshu-demo-2026');
const here = (desk: Desk) => new URL(desk.page.url()).pathname;

beforeAll(async () => {
  j = await Journey.begin('2026-09-07T09:30:00+08:00');
  open = (await sharedBy(j, { title: '企业排放核查结果', share_method: 'interface' })).entry.code;
  conditional = (await sharedBy(j, { title: '企业运输明细', ...onConditions })).entry.code;
}, 120_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await j.pictures();
});
afterAll(() => j?.end());

describe('sharing between agencies', () => {
  it('unconditional: granted in the moment its own head consents; the provider is told and has no say', async () => {
    requester = await j.desk('province.ecology');
    await requester.turnTo('数据共享');
    await requester.follow('申请共享');
    await requester.fill('检索目录', '企业排放核查结果');
    await requester.press('检索', requester.page.locator('main'));
    await requester.see('找到 1 项');
    await screenshot(requester.page, 'sharing-find');
    await requester.follow(/企业排放核查结果/, requester.page.locator('main'));
    await requester.see('负责人同意后，平台即时开通');
    await screenshot(requester.page, 'sharing-offer');
    await requester.fill('共享需求', '核对企业排放与运输量');
    await requester.fill('使用依据', '《大气污染防治法》第五条');
    await requester.fill('使用场景', '移动源监管');
    await requester.press('保存申请');
    await requester.page.waitForURL(/\/w\/sharing\/shr_/);
    atOnce = here(requester);
    // What is missing is said before anybody else reads it.
    await requester.press('送负责人同意');
    await requester.refused();
    const draft = await requester.unfold('保存');
    await requester.fill('使用范围', '大气处两名工作人员', draft);
    await requester.fill('使用至', '2026-12-15', draft);
    await requester.press('保存', draft);
    await requester.see('已办理：保存。');
    await requester.press('送负责人同意');
    await requester.see('待本单位同意');
    requesterHead = await english('province.ecology.head');
    await fromWorklist(requesterHead, 'Sharing request to consent to');
    await requesterHead.press('Consent and file');
    await requesterHead.see('Done: Consent and file.');
    expect(await requesterHead.narrow('sharing-granted')).toBe(0);
    expect(await requesterHead.page.getByRole('list', { name: 'Where the case stands' }).innerText()).toContain(
      'Granted',
    );
    provider = await j.desk('province.transport');
    await provider.go('/taking-part');
    await provider.follow(/共享申请 .* 已由平台即时同意/);
    await provider.see('使用中');
    expect(await provider.page.getByRole('button', { name: '拟定答复' }).count()).toBe(0);
  });

  it('is taken by the system through the interface, and by hand as a file', async () => {
    await requester.go(atOnce);
    const address = (await requester.page.locator('#take code').innerText()).replace(/^GET /, '');
    const { token } = await createToken(asks(), { name: '监管系统', expires_on: '2026-12-01' });
    const at = `${j.url}${new URL(address).pathname}?limit=3`;
    const rows = await fetch(at, { headers: { authorization: `Bearer ${token}` } });
    expect(rows.status).toBe(200);
    expect(((await rows.json()) as { rows: unknown[] }).rows).toHaveLength(3);
    await requester.go(atOnce);
    await requester.see('已交付 1 次，3 行');
    const byFile = await filed(open);
    await requester.go(`/w/sharing/${byFile.id}`);
    await requester.select('格式', 'CSV');
    const file = await requester.download(requester.page.getByRole('button', { name: '下载文件' }));
    expect(file.name).toBe(`${byFile.no}-v1.csv`);
    expect(file.bytes.toString()).toContain('第7家企业');
    await requester.go(`/w/sharing/${byFile.id}`);
    await requester.see('已交付 1 次，120 行');
    expect(await requester.accessibility()).toEqual([]);
  });

  it('on conditions: supplemented once with the clock standing still, then granted in part with the reason', async () => {
    const made = await filed(conditional);
    asked = `/w/sharing/${made.id}`;
    await fromWorklist(provider, '共享申请待答复');
    await provider.see('剩 10 个工作日');
    const notice = await provider.unfold('一次性告知补正');
    await provider.fill('需要补正的全部内容', '请写明使用人员名单', notice);
    await provider.press('一次性告知补正', notice);
    await provider.see('停止计时，尚余 10 个工作日');
    await screenshot(provider.page, 'sharing-paused');
    j.t.clock.set('2026-09-14T09:30:00+08:00');
    await back(requester, 'province.ecology');
    await fromWorklist(requester, '共享申请待补正');
    await requester.see('请写明使用人员名单');
    const supplement = requester.part('提交补正');
    await requester.fill('使用范围', '大气处贺文、李岩二人', supplement);
    await requester.press('提交补正', supplement);
    await requester.see('已受理，办理中');
    // The days that were left: none was lost while it stood still.
    await requester.see('剩 10 个工作日');
    await back(provider, 'province.transport');
    await fromWorklist(provider, '共享申请待答复');
    const reply = provider.part('拟定答复');
    await provider.select('结果', '部分同意', reply);
    await provider.fill('理由', '限监管所需，不提供排放量', reply);
    await provider.press('拟定答复', reply);
    // A grant in part says which part.
    await provider.refused();
    expect(await provider.field('理由', reply).inputValue()).toBe('限监管所需，不提供排放量');
    await provider.choose('部分同意时提供的信息项', '区划', '单位');
    await provider.press('拟定答复', reply);
    await provider.see('答复待负责人确认');
    providerHead = await j.desk('province.transport.head');
    await fromWorklist(providerHead, '共享答复待确认');
    const said = await providerHead.confirm('确认同意共享');
    expect(said).toContain('不能撤回');
    await providerHead.see('已办理：确认同意共享。');
    await requester.go(asked);
    await requester.see('限监管所需，不提供排放量');
    await screenshot(requester.page, 'sharing-in-use');
    const file = await requester.download(requester.page.getByRole('button', { name: '下载文件' }));
    expect(file.bytes.toString().replace('\uFEFF', '').split(/\r?\n/)[0]).toBe('区划,单位');
  });

  it('its use is recorded, and what is wrong in it is verified within ten working days', async () => {
    await requester.go(asked);
    await requester.select('类别', '使用过程');
    await requester.fill('日期', '2026-09-14');
    await requester.fill('内容', '与排放清单比对');
    await requester.press('登记使用记录');
    await requester.see('2029');
    const wrong = await requester.unfold('申请校核');
    await requester.fill('记录', '第 7 家企业', wrong);
    await requester.fill('现在的值', '140205', wrong);
    await requester.fill('应为', '140105', wrong);
    await requester.press('申请校核', wrong);
    await requester.see(/GJ-2026-\d+/);
    await fromWorklist(provider, '共享数据校核待答复');
    await provider.see('9月28日');
    await provider.select('结果', '经核实无误，不更正');
    await provider.fill('答复', '登记的经营地址在大同市');
    await provider.press('答复校核');
    await provider.see('已保存。');
    await requester.go(asked);
    await requester.see('登记的经营地址在大同市');
  });

  it('refused on what the catalogue states, objected to by consultation, at the department and at the government', async () => {
    const made = await filed(conditional);
    const no = { outcome: 'refused', ground: 'outside_range', reason: '不在目录规定的共享范围内' };
    await proposeSharingReply(j.world.ctx('province.transport'), made.id, proposal.parse(no));
    await fromWorklist(providerHead, '共享答复待确认');
    await providerHead.see('申请单位不在目录规定的共享范围内');
    await providerHead.confirm('确认不同意共享');
    await providerHead.see('已办理：确认不同意共享。');
    const object = async (words: string) => {
      await requester.go(`/w/sharing/${made.id}`);
      const part = await requester.unfold('提出异议');
      await requester.fill('说明', words, part);
      await requester.press('提出异议', part);
      await requester.see('已办理：提出异议。');
    };
    await object('承担移动源监管职责');
    await fromWorklist(provider, '共享异议待答复');
    await provider.select('结果', '维持原决定');
    await provider.fill('答复', '目录依据没有变化');
    await provider.press('答复异议');
    await provider.see('已办理：维持原决定。');
    await object('请协调');
    department = await english('province.information');
    await fromWorklist(department, 'Sharing objection to answer');
    await department.select('Outcome', 'Uphold the decision');
    await department.fill('Answer', '提供单位的决定有目录依据');
    await department.press('Answer the objection');
    await department.see('Done: Uphold the decision.');
    await object('请省人民政府决定');
    await fromWorklist(department, 'Sharing objection to answer');
    await department.select('Outcome', 'Set aside, decide anew');
    await department.fill('Answer', '同意在监管范围内共享');
    await department.press('Answer the objection');
    // The government decides by a document with a number.
    await department.refused();
    await department.fill('Number of the government’s document (third rung)', '晋政办函〔2026〕18号');
    await department.press('Answer the objection');
    await department.see('Received, in hand');
    expect(await department.accessibility()).toEqual([]);
    await requester.go(`/w/sharing/${made.id}`);
    await requester.see('晋政办函〔2026〕18号');
  });

  it('the board shows whose clock is late and who has the ball', async () => {
    j.t.clock.set('2026-10-20T09:30:00+08:00');
    await sweepSharing(j.t.app);
    await back(department, 'province.information');
    await department.turnTo('Data sharing');
    await department.follow('Board of clocks');
    await department.follow(/^Late \d+$/);
    const row = department.page.getByRole('row', { name: /Reply/ }).first();
    expect(await row.innerText()).toMatch(/Shanxi Department of Transport/);
    expect(await row.innerText()).toMatch(/the steward of the providing unit/);
    expect(await row.innerText()).toMatch(/working days? late/);
    const csv = department.page.getByRole('link', { name: 'Export CSV' });
    expect((await department.fetch((await csv.getAttribute('href')) ?? '')).toString()).toContain('Late');
    expect(await department.accessibility()).toEqual([]);
    expect(await department.narrow('sharing-board')).toBe(0);
  });

  it('is suspended for misuse until it is remedied, and over when its term is', async () => {
    await back(provider, 'province.transport');
    await provider.go(atOnce);
    const suspend = await provider.unfold('暂停共享');
    await provider.fill('理由', '转给承办单位使用', suspend);
    await provider.fill('整改截止日', '2026-10-30', suspend);
    await provider.confirm('暂停共享', suspend);
    await provider.see('已暂停');
    await back(requester, 'province.ecology');
    await fromWorklist(requester, '共享暂停待整改');
    await requester.see('转给承办单位使用');
    expect(await requester.page.locator('#take').count()).toBe(0);
    await requester.fill('说明', '已收回并删除', requester.part('报告整改情况'));
    await requester.press('报告整改情况');
    await requester.see('已办理：报告整改情况。');
    await fromWorklist(provider, '共享整改待审核');
    await provider.see('已收回并删除');
    await provider.press('恢复共享', await provider.unfold('恢复共享'));
    await provider.see('已办理：恢复共享。');
    // The other one's term was over yesterday.
    await fromWorklist(requester, '共享数据待处置');
    await requester.fill('说明', '数据文件和中间表已删除', requester.part('报告期满处置'));
    await requester.press('报告期满处置');
    await requester.see('已处置');
  });

  it('shows nobody an error', () => {
    expect(j.faults).toEqual([]);
  });
});
