/**
 * A data subject through the pages (Articles 10, 25): who it is, who holds what, a consent taken back, an objection answered; and the
 * steward who wants to collect what is held already, with an exception that two decide. The steward reads the English pages.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { askBody, consentBody, textBody } from '#api/collection/consent-contract.ts';
import { addConsentText, recordConsent } from '#api/collection/consents.ts';
import { startBody } from '#api/collection/contract.ts';
import { mayCollect } from '#api/collection/intakes.ts';
import { startCollection, submitCollection } from '#api/collection/items.ts';
import { approveCollection } from '#api/collection/review.ts';
import { startBody as sharingBody } from '#api/sharing/contract.ts';
import { consentSharing, startSharing, submitSharing } from '#api/sharing/requests.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { screenshot } from '#test/support/browser.ts';
import { type Desk, Journey } from '#test/support/journey-browser.ts';
import { sharedBy } from '#test/support/journey-government.ts';
import { citizen } from '#test/support/targeted.ts';
import { fromWorklist } from './journey/walk.ts';

let j: Journey;
let me: Desk;
let steward: Desk;
let reviewer: Desk;
let second: Desk;
let item = '';
const email = 'zhou.min@example.cn';
const number = citizen(21);
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** An approved item to which the subject consented at the counter, and a register that another agency uses. */
async function before(): Promise<void> {
  const asks = j.world.ctx('province.ecology');
  const wanted = {
    name: '夜间作业时段',
    meaning: '夜间作业的起止时刻',
    purpose: '办理噪声许可',
    population: '夜间作业人员',
    basis_kind: 'consent',
  };
  const made = await startCollection(asks, startBody.parse(wanted));
  await submitCollection(asks, made.id, { revision: made.revision });
  item = (await approveCollection(j.world.ctx('province.information'), made.id, { words: '' })).no;
  const words = { title: '采集夜间作业时段的同意书', text: '本单位为办理噪声许可采集夜间作业时段。', items: [item] };
  const text = await addConsentText(asks, textBody.parse(words));
  const subject = { kind: 'natural', number };
  const given = { text: text.id, subject, kind: 'given', channel: 'hall', proof: 'TY-0021' };
  await recordConsent(asks, consentBody.parse(given));
  const named = { data_type: 'C' as const, description: '', unit: '' };
  const register = await sharedBy(j, {
    title: '道路运输从业人员名册',
    items: [
      { ...named, name: '单位', label: '姓名', sensitivity: 'direct_identifier' },
      { ...named, name: '区划', label: '身份证件号码', sensitivity: 'direct_identifier' },
      { ...named, name: '排放量', label: '准驾车型', sensitivity: 'none' },
      { ...named, name: '核查说明', label: '备注', sensitivity: 'none' },
    ],
  });
  const request = sharingBody.parse({
    entry: register.entry.code,
    need: '核对夜间运输人员',
    use_basis: '《噪声污染防治法》第八条',
    scenario: '夜间施工运输监管',
    use_scope: '噪声处',
    method: 'file',
    term_until: '2026-12-31',
  });
  const shared = await startSharing(asks, request);
  await submitSharing(asks, shared.id, { revision: shared.revision });
  await consentSharing(j.world.ctx('province.ecology.head'), shared.id, { words: '' });
}

beforeAll(async () => {
  j = await Journey.begin('2026-09-07T09:30:00+08:00');
  await before();
}, 120_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await j.pictures();
});
afterAll(() => j?.end());

describe('a data subject', () => {
  it('proves who it is, without an account', async () => {
    me = await j.desk();
    await me.go('/my-data');
    await me.follow('确认邮箱');
    await me.fill('电子邮箱', email);
    await me.press('发送验证码');
    await me.page.waitForURL(/taking-part\/code/);
    const code = await vi.waitFor(
      async () => {
        const mail = (await j.t.app.ports.mail.kept()).find((one) => one.to === email);
        const found = /\b\d{6}\b/.exec(mail?.subject ?? '')?.[0];
        if (found === undefined) throw new Error('no mail yet');
        return found;
      },
      { timeout: 15_000, interval: 50 },
    );
    await me.fill('验证码', code);
    await me.press('确认');
    await me.page.waitForURL('**/my-data');
    await me.ready();
    await me.select('核验单位', '山西省生态环境厅');
    await me.fill('姓名', '周敏');
    await me.fill('公民身份号码', `${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}`);
    await me.press('提交');
    await me.refused();
    expect(await me.field('姓名').inputValue()).toBe('周敏');
    await me.fill('公民身份号码', number);
    await me.press('提交');
    await me.see('周*');
    await me.upload('附身份证明材料', '证件.png', picture);
    await me.press('上传');
    await me.see('已附材料');
    expect(await me.page.content()).not.toContain(number);
    steward = await j.desk();
    await steward.read('en');
    await steward.signIn('province.ecology', demoPassword);
    await fromWorklist(steward, 'Identity to verify');
    const look = steward.part('Proof of identity');
    await steward.field('Reason to look', look).first().fill('to verify the identity');
    await steward.press('Look', look);
    await steward.see(number);
    await steward.select('Result', 'Verified');
    await steward.press('Submit');
    await steward.see('None to verify.');
  });

  it('sees who holds and who uses which kinds of data about it, and takes a consent back', async () => {
    await me.go('/my-data');
    const drawn = me.page.getByRole('img', { name: /1 个单位持有，1 个单位使用/ });
    expect(await drawn.innerHTML()).toMatch(/山西省交通运输厅[\s\S]*山西省生态环境厅/);
    const held = me.part('单位持有和共享的个人数据');
    await me.see('姓名、身份证件号码', held);
    await me.see('夜间施工运输监管', held);
    expect(await me.accessibility()).toEqual([]);
    await screenshot(me.page, 'my-data');
    await me.read('en');
    await me.go('/my-data');
    expect(await me.narrow('my-data')).toBe(0);
    await me.read('zh');
    await me.go('/my-data');
    const collected = me.part('向自然人采集的数据');
    const said = await me.confirm('撤回同意', collected);
    expect(said).toContain('不影响您正在办理的事项');
    await me.see('已办理。');
    expect(await me.part('向自然人采集的数据').getByRole('button', { name: '撤回同意' }).count()).toBe(0);
    const asked = askBody.parse({ item, subject: { kind: 'natural', number } });
    expect(await mayCollect(j.world.ctx('province.ecology'), asked)).toMatchObject({ allowed: false });
  });

  it('objects, adds what is missing, is told that it takes longer, and is answered with the reason', async () => {
    const ask = me.part('提出请求');
    await me.select('关于', '夜间作业时段 · 山西省生态环境厅', ask);
    await me.select('请求', '限制或者拒绝处理', ask);
    await me.fill('说明', '请不要再使用我的作业时段', ask);
    await me.press('提交请求');
    await me.see(/GR-2026-\d+/);
    await fromWorklist(steward, 'Objection of a data subject to answer');
    await steward.fill('Reason to look', 'to answer');
    await steward.press('Look');
    await steward.see('请不要再使用我的作业时段');
    const more = await steward.unfold('Name what is missing');
    await steward.fill('Everything that is missing', '请写明在哪个工地', more);
    await steward.press('Name what is missing', more);
    await steward.see('Stopped with 15 working days left');
    expect(await steward.narrow('subject-request')).toBe(0);
    j.t.clock.set('2026-09-14T09:30:00+08:00');
    await me.go('/my-data');
    await me.see('停止计时，尚余 15 个工作日');
    await me.see('请写明在哪个工地');
    await screenshot(me.page, 'my-data-more');
    await me.fill('补充内容', '迎泽大街的工地');
    await me.press('提交补充');
    await me.see('已办理。');
    await steward.signIn('province.ecology', demoPassword);
    await fromWorklist(steward, 'Objection of a data subject to answer');
    const longer = await steward.unfold('Take longer');
    await steward.fill('Working days', '5', longer);
    await steward.fill('Reason for taking longer', '须向施工单位核实', longer);
    await steward.press('Take longer', longer);
    await steward.see(/^5 working days$/);
    await me.go('/my-data');
    await me.see('须向施工单位核实');
    await steward.select('Outcome', 'Granted in part');
    await steward.fill('Answer', '已停止使用，许可档案依法保存', steward.part('Answer'));
    await steward.press('Submit', steward.part('Answer'));
    await steward.refused();
    await steward.fill('Legal basis', '《行政许可法》第六十一条');
    await steward.press('Submit', steward.part('Answer'));
    await steward.see(/^Answered$/);
    expect(await steward.accessibility()).toEqual([]);
    await me.go('/my-data');
    await me.see('已停止使用，许可档案依法保存');
    await me.see('已答复 · 部分同意');
  });
});

describe('a collection of what is held already', () => {
  it('is refused with a pointer to the data to ask for', async () => {
    await steward.turnTo('Collection');
    await steward.follow('Register an item');
    const form = steward.part('The item');
    await steward.fill('Item', '身份证号', form);
    await steward.fill('Meaning', '办理噪声许可时核对的身份证号', form);
    await steward.fill('Who is asked', '道路运输从业人员', form);
    await steward.fill('Purpose', '办理噪声许可', form);
    await steward.select('Basis', 'None: consent is needed', form);
    await steward.press('Save the draft');
    await steward.page.waitForURL(/\/w\/collection\/cli_/);
    await steward.press('Check and submit');
    await steward.see('The same data are held already: ask for them instead');
    await steward.see('道路运输从业人员名册');
    const pointer = steward.page.getByRole('link', { name: 'Ask for this data' });
    expect(await pointer.getAttribute('href')).toMatch(/^\/w\/sharing\/new\?entry=/);
    expect(await steward.accessibility()).toEqual([]);
    const exception = await steward.unfold('Ask for an exception');
    await steward.fill('Reason', '涉及行政复议，须由本人当场填写', exception);
    await steward.press('Ask for an exception', exception);
    await steward.see('Exception asked for');
  });

  it('is excepted when two of the department find a reason, and only then approved', async () => {
    reviewer = await j.desk('province.information');
    await fromWorklist(reviewer, '采集例外待提意见');
    await reviewer.see('涉及行政复议，须由本人当场填写');
    await reviewer.select('意见', '同意例外');
    await reviewer.fill('理由', '共享的号码不能代替当场确认');
    await reviewer.press('提出例外意见');
    await reviewer.see('例外意见待复核');
    // Not by the same person.
    await reviewer.see('例外须由信息部门的另一人复核');
    second = await j.desk('province.information.head');
    await fromWorklist(second, '采集例外待复核');
    await second.press('同意例外');
    await second.see('待信息部门审核');
    await fromWorklist(reviewer, '采集项待审核');
    await reviewer.press('批准采集');
    await reviewer.see('已批准');
    await steward.page.reload();
    await steward.see('Approved');
  });

  it('shows nobody an error', () => {
    expect(j.faults).toEqual([]);
  });
});
