/** Data requests with votes and a dated answer, and corrections: every way through, every refusal, the clocks. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { answerBody, correctionBody, requestBody } from '#api/feedback/contract.ts';
import * as corrections from '#api/feedback/corrections.ts';
import { feedbackOf } from '#api/feedback/dataset.ts';
import * as desk from '#api/feedback/desk.ts';
import * as requests from '#api/feedback/requests.ts';
import { tell } from '#api/feedback/tell.ts';
import { feedbackTerms } from '#api/feedback/terms.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import { askParticipantCode, confirmParticipant } from '#api/participants/confirm.ts';
import { tokenHash } from '#api/participants/secrets.ts';
import { forgetParticipant } from '#api/participants/service.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, type Published, publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let toll: Published;

// A Monday; the third working day after it is the Thursday.
const monday = '2026-11-02T12:00:00+08:00';

beforeAll(async () => {
  t = await testApp({ at: monday, env: { PUBLIC_URL: 'https://data.example.cn' } });
  world = await makeWorld(t.app);
  server = await t.serve('api');
  const means = { steward: steward(), reviewer: department(), drain: () => t.drain() };
  toll = await publishedDataset(means, { title: '高速公路收费站基本信息' });
  await t.drain();
}, 240_000);
afterAll(() => t?.close());
beforeEach(() => t.clock.set(monday));

/** Each step at an instant of its own, as in life. */
const by = (login: string) => {
  t.clock.advance({ seconds: 1 });
  return world.ctx(login);
};
const steward = () => by('province.transport');
const department = () => by('province.information');
const transport = () => world.organization('province.transport');

const code = async (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const mails = async (to: string) => (await t.app.ports.mail.kept()).filter((one) => one.to === to);
/** All that somebody was told, newest first. */
const told = async (to: string) => (await mails(to)).map((one) => `${one.subject}\n${one.text}`).join('\n\n');
let visitors = 0;
const visitor = async (locale: 'zh' | 'en' = 'zh'): Promise<{ ctx: Ctx; email: string; id: string }> => {
  visitors += 1;
  const email = `visitor${visitors}@example.cn`;
  const { challenge } = await askParticipantCode(t.ctx(), { email, locale });
  await t.drain();
  const typed = /\b\d{6}\b/.exec((await mails(email))[0]?.subject ?? '')?.[0];
  const { token, participant } = await confirmParticipant(t.ctx(), { challenge, code: typed ?? '' });
  return { ctx: t.ctx({ participantSession: tokenHash(token), locale }), email, id: participant.id };
};
const asked = (over: Partial<z.input<typeof requestBody>> = {}) =>
  requestBody.parse({
    title: '全省公交站点位置',
    purpose: '为视障人士制作出行导航应用',
    columns: '站名、经度、纬度',
    theme: 'public_services',
    ...over,
  });
const filed = async (who: Ctx, over: Partial<z.input<typeof requestBody>> = {}) =>
  requests.fileRequest(who, asked(over));
const assigned = async (who: Ctx, over: Partial<z.input<typeof requestBody>> = {}) => {
  const { id, revision } = await filed(who, over);
  return desk.assignRequest(department(), id, { revision, agency: transport().uscc });
};
const answer = (over: Partial<z.input<typeof answerBody>> & { revision: number }) =>
  answerBody.parse({ kind: 'open', text: '已经开放，请查看。', ...over });

describe('filing', () => {
  it('is open to whoever takes part, public at once, with a day to be sorted by', async () => {
    const { ctx, email } = await visitor();
    const made = await filed(ctx, { agency: transport().uscc });
    expect(made).toMatchObject({
      no: expect.stringMatching(/^XQ-2026-\d{6}$/),
      state: 'filed',
      region_code: '140000',
      votes: 1,
      voted: true,
      mine: true,
      due_on: '2026-11-05',
      days_left: 3,
      overdue: false,
      wished_agency: { uscc: transport().uscc },
      author_zh: expect.stringMatching(/^网友 /),
      actions: ['withdraw'],
    });
    await t.drain();
    expect(await told(email)).toContain('数据需求已提出');
    const public_ = await requests.showRequest(t.ctx(), made.id);
    expect(public_).toMatchObject({ mine: false, voted: false, actions: [] });
    expect((await requests.listRequests(t.ctx(), listQuery({}))).items.map((one) => one.id)).toContain(made.id);
    expect((await requests.withdrawRequest(ctx, made.id)).state).toBe('withdrawn');
  });

  it('is refused without a mailbox, with personal data, for unknown agencies and regions, and too often', async () => {
    expect(await code(filed(t.ctx()))).toBe('participants.needed');
    const { ctx } = await visitor();
    for (const personal of [{ purpose: '请打 13800138000 联系我' }, { title: '我的邮箱 a@b.cn' }])
      expect(await code(filed(ctx, personal))).toBe('participants.personal_data');
    expect(await code(filed(ctx, { agency: '111111111111111111' }))).toBe('feedback.unknown_agency');
    expect(await code(filed(ctx, { region_code: '999999' }))).toBe('feedback.unknown_region');
    expect((await filed(ctx, { region_code: '140100' })).region_code).toBe('140100');
    const rest = [];
    for (let i = 0; i < 10; i++) rest.push(await code(filed(ctx, { title: `需求之${i}` })));
    expect(rest).toEqual([...Array(9).fill('went through'), 'feedback.too_many']);
    expect(await code(filed(world.ctx('developer')))).toBe('went through');
  });

  it('shows what is alike first', async () => {
    const { ctx } = await visitor();
    const { id } = await filed(ctx, { title: '地铁站点出入口位置' });
    const alike = await requests.findSimilarRequests(t.ctx(), { title: '地铁站出入口的位置' });
    expect(alike.requests[0]?.id).toBe(id);
    expect((await requests.findSimilarRequests(t.ctx(), { title: '收费站' })).datasets[0]?.code).toBe(toll.entry.code);
    expect((await requests.findSimilarRequests(t.ctx(), { title: '毫不相干之事' })).requests).toEqual([]);
  });
});

const listQuery = (over: Record<string, unknown>) => ({ sort: 'votes' as const, page: 1, page_size: 50, ...over });

describe('votes', () => {
  it('are one a participant, withdrawable, counted when many come at once', async () => {
    const author = await visitor();
    const { id } = await filed(author.ctx, { title: '雨量站降水量' });
    // One after another: each waits for a mail of its own.
    const others = [await visitor(), await visitor(), await visitor()];
    await Promise.all([...others, ...others].map(({ ctx }) => requests.voteForRequest(ctx, id)));
    expect((await requests.showRequest(t.ctx(), id)).votes).toBe(4);
    const [first] = others;
    if (first === undefined) throw new Error('no voter');
    expect(await requests.takeVoteBack(first.ctx, id)).toMatchObject({ votes: 3, voted: false });
    expect(await code(requests.voteForRequest(t.ctx(), id))).toBe('participants.needed');
    expect(await code(requests.voteForRequest(first.ctx, 'dem_none'))).toBe('feedback.request_not_found');
    await requests.withdrawRequest(author.ctx, id);
    expect(await code(requests.voteForRequest(first.ctx, id))).toBe('feedback.not_votable');
    const top = await requests.mostWanted(t.ctx(), 50);
    expect(top.map((one) => one.id)).not.toContain(id);
    expect(top.map((one) => one.votes)).toEqual(top.map((one) => one.votes).sort((a, b) => b - a));
  });
});

describe('sorting', () => {
  it('is the department’s of the region, and only once', async () => {
    const { ctx, email } = await visitor();
    const { id, revision } = await filed(ctx);
    const input = { revision, agency: transport().uscc };
    expect(await code(desk.assignRequest(t.ctx(), id, input))).toBe('auth.required');
    for (const login of ['taiyuan.information', 'province.transport', 'developer'])
      expect(await code(desk.assignRequest(world.ctx(login), id, input)), login).toBe('auth.forbidden');
    const elsewhere = world.organization('taiyuan.transport').uscc;
    expect(await code(desk.assignRequest(department(), id, { revision, agency: elsewhere }))).toBe(
      'feedback.unknown_agency',
    );
    expect(await code(desk.assignRequest(department(), 'dem_none', input))).toBe('feedback.request_not_found');
    expect((await worklist(department())).items.find((one) => one.id === id)).toMatchObject({ kind: 'request_sort' });
    const done = await desk.assignRequest(department(), id, { ...input, text: '请于期限内答复' });
    expect(done).toMatchObject({ state: 'assigned', due_on: '2026-11-16', agency: { uscc: transport().uscc } });
    expect(await code(desk.assignRequest(department(), id, input))).toBe('feedback.changed_meanwhile');
    expect((await worklist(steward())).items.find((one) => one.id === id)).toMatchObject({
      kind: 'request_answer',
      due_on: '2026-11-16',
    });
    expect((await desk.listRequestDesk(steward(), { page: 1, page_size: 50 })).items.map((one) => one.id)).toContain(
      id,
    );
    expect(await code(desk.listRequestDesk(world.ctx('developer'), { page: 1, page_size: 50 }))).toBe('auth.forbidden');
    expect(await code(requests.withdrawRequest(ctx, id))).toBe('feedback.wrong_state');
    expect(await code(requests.withdrawRequest((await visitor()).ctx, id))).toBe('feedback.not_yours');
    await t.drain();
    expect(await told(email)).toContain('2026-11-16');
  });

  it('returns with a reason, and takes down what must not stand', async () => {
    const { ctx, email } = await visitor('en');
    const one = await filed(ctx);
    const returned = await desk.returnRequest(department(), one.id, {
      revision: one.revision,
      text: '该数据已经开放',
      hide: false,
    });
    expect(returned).toMatchObject({ state: 'returned', returned_reason: '该数据已经开放', due_on: null });
    await t.drain();
    expect(await told(email)).toContain('Your data request was returned');
    const two = await filed(ctx, { title: '辱骂某单位之词' });
    await desk.returnRequest(department(), two.id, { revision: two.revision, text: '含有侮辱内容', hide: true });
    const shown = await requests.showRequest(t.ctx(), two.id);
    expect(shown).toMatchObject({ hidden: true, title: '', purpose: '', columns: null });
    expect((await requests.listRequests(t.ctx(), listQuery({ q: '辱骂' }))).items).toEqual([]);
  });

  it('merges with the votes, each counted once, and passes on to another region', async () => {
    const [a, b, c] = [await visitor(), await visitor(), await visitor()];
    const one = await filed(a.ctx, { title: '医院门诊时间' });
    const two = await filed(b.ctx, { title: '医院的门诊时间表' });
    for (const ctx of [a.ctx, c.ctx]) await requests.voteForRequest(ctx, two.id);
    const seen = (await requests.showRequest(t.ctx(), two.id)).revision;
    const input = { revision: seen, into: one.no, text: '两项需求相同' };
    expect(await code(desk.mergeRequest(department(), two.id, { ...input, into: two.id }))).toBe(
      'feedback.merge_itself',
    );
    const merged = await desk.mergeRequest(department(), two.id, input);
    expect(merged).toMatchObject({ state: 'merged', merged_into: { id: one.id } });
    expect((await requests.showRequest(t.ctx(), one.id)).votes).toBe(3);
    await t.drain();
    expect(await told(c.email)).toContain('已合并');
    const three = await filed(a.ctx, { title: '太原市停车场' });
    const on = { revision: three.revision, region_code: '140100', text: '属太原市职责' };
    expect(await code(desk.forwardRequest(department(), three.id, { ...on, region_code: '140000' }))).toBe(
      'feedback.unknown_region',
    );
    expect((await desk.forwardRequest(department(), three.id, on)).region_code).toBe('140100');
    expect(await code(desk.forwardRequest(department(), three.id, on))).toBe('auth.forbidden');
  });
});

describe('answers', () => {
  it('say when, what, or why not, as each must', async () => {
    const { ctx, email } = await visitor();
    const voter = await visitor();
    const { id, revision } = await assigned(ctx, { title: '农村公路养护里程' });
    await requests.voteForRequest(voter.ctx, id);
    const attempt = (over: Omit<Partial<z.input<typeof answerBody>>, 'revision'>) =>
      code(desk.answerRequest(steward(), id, answer({ revision, ...over })));
    expect(await attempt({ kind: 'promise' })).toBe('feedback.answer_incomplete');
    expect(await attempt({ kind: 'promise', promised_on: '2026-11-02' })).toBe('feedback.answer_incomplete');
    expect(await attempt({ kind: 'refuse', legal_basis: '《保守国家秘密法》' })).toBe('feedback.answer_incomplete');
    expect(await attempt({ kind: 'not_held' })).toBe('feedback.answer_incomplete');
    expect(await attempt({ kind: 'open' })).toBe('feedback.answer_incomplete');
    expect(await attempt({ kind: 'open', dataset: '301001/999999' })).toBe('feedback.unknown_dataset');
    const draft = await newEntry(steward(), { title: '还没有公布的数据' });
    expect(await attempt({ kind: 'open', dataset: draft.code })).toBe('feedback.unknown_dataset');
    expect(
      await code(desk.answerRequest(world.ctx('province.ecology'), id, answer({ revision, dataset: toll.entry.code }))),
    ).toBe('auth.forbidden');
    const refused = await desk.answerRequest(
      steward(),
      id,
      answer({
        revision,
        kind: 'refuse',
        text: '涉及国家秘密',
        legal_basis: '《保守国家秘密法》第十三条',
        remedy: '可申请行政复议',
      }),
    );
    expect(refused).toMatchObject({ state: 'refused', answered_on_time: true, remedy: '可申请行政复议' });
    await t.drain();
    for (const to of [email, voter.email]) {
      const text = await told(to);
      expect(text, to).toContain('第十三条');
      expect(text, to).toContain('可申请行政复议');
      expect(text, to).toContain(`https://data.example.cn/requests/${id}`);
    }
    // The same step told twice is told once.
    const [event] = await t.database.query<{ id: string }>(
      "SELECT id FROM request_event WHERE request_id = $1 AND action = 'refuse'",
      [id],
    );
    const before = (await mails(voter.email)).length;
    await tell(t.app, event?.id ?? '');
    await t.drain();
    expect(await mails(voter.email)).toHaveLength(before);
  });

  it('that promise are late when their day passes, and kept by linking the dataset', async () => {
    const { ctx } = await visitor();
    const planned = await newEntry(steward(), { title: '规划中的客运班线数据' });
    const { id, revision } = await assigned(ctx, { title: '客运班线时刻表' });
    const promised = await desk.answerRequest(
      steward(),
      id,
      answer({ revision, kind: 'promise', promised_on: '2026-11-20', dataset: planned.code }),
    );
    expect(promised).toMatchObject({ state: 'promised', due_on: '2026-11-20', dataset: { code: planned.code } });
    // What is planned is not public yet.
    expect((await requests.showRequest(t.ctx(), id)).dataset).toBeNull();
    t.clock.set('2026-11-23T12:00:00+08:00');
    expect(await requests.showRequest(t.ctx(), id)).toMatchObject({ overdue: true });
    expect((await requests.listRequests(t.ctx(), listQuery({ overdue: '1' }))).items.map((one) => one.id)).toContain(
      id,
    );
    expect((await requests.showFeedbackFigures(t.ctx())).promises_overdue).toBe(1);
    expect((await worklist(steward())).items.find((one) => one.id === id)).toMatchObject({ kind: 'request_promise' });
    const opened = await desk.answerRequest(
      steward(),
      id,
      answer({ revision: promised.revision, dataset: toll.entry.code }),
    );
    expect(opened).toMatchObject({ state: 'opened', overdue: false, dataset: { code: toll.entry.code } });
    expect(opened.events.map((event) => event.action)).toEqual(['file', 'assign', 'promise', 'open']);
    expect((await requests.showFeedbackFigures(t.ctx())).promises_overdue).toBe(0);
    expect((await feedbackOf(t.ctx(), toll.entry.id)).requests.map((one) => one.id)).toContain(id);
    t.clock.set(monday);
  });

  it('have ten working days, once ten more, and count for punctuality when late', async () => {
    const after17 = '2026-11-17T00:30:00+08:00';
    t.clock.set(after17);
    const before = await requests.showFeedbackFigures(t.ctx());
    t.clock.set(monday);
    const { ctx } = await visitor();
    const late = await assigned(ctx, { title: '港口吞吐量' });
    const more = await assigned(ctx, { title: '桥梁检测结果' });
    expect(await code(desk.extendRequest(department(), more.id, { revision: more.revision, text: '需要' }))).toBe(
      'auth.forbidden',
    );
    const extended = await desk.extendRequest(steward(), more.id, {
      revision: more.revision,
      text: '需要征求第三方意见',
    });
    expect(extended).toMatchObject({ due_on: '2026-11-30', extended: true });
    expect(extended.actions).not.toContain('extend');
    expect(await code(desk.extendRequest(steward(), more.id, { revision: extended.revision, text: '再次延长' }))).toBe(
      'feedback.extended_once',
    );
    t.clock.set(after17);
    expect(await requests.showRequest(t.ctx(), late.id)).toMatchObject({ overdue: true, days_left: -1 });
    expect((await requests.showFeedbackFigures(t.ctx())).answers.overdue).toBe(before.answers.overdue + 1);
    const first = (await requests.listRequests(t.ctx(), { ...listQuery({}), sort: 'overdue' })).items[0];
    expect(first?.overdue).toBe(true);
    const input = answer({ revision: late.revision, kind: 'not_held', text: '非本单位职责', holder: '省水利厅' });
    expect(await desk.answerRequest(steward(), late.id, input)).toMatchObject({ answered_on_time: false });
    const partly = answer({ revision: extended.revision, kind: 'partly', dataset: toll.entry.code });
    expect(await desk.answerRequest(steward(), more.id, partly)).toMatchObject({ answered_on_time: true });
    const after = await requests.showFeedbackFigures(t.ctx());
    expect(after.answers.answered).toBe(before.answers.answered + 2);
    expect(after.answers.on_time).toBe(before.answers.on_time + 1);
    const own = after.agencies.find((one) => one.agency.uscc === transport().uscc);
    expect(own?.answers.answered).toBe(after.answers.answered);
    // Not held: assigned anew, with a clock of its own; the late answer stays counted.
    const shown = await requests.showRequest(department(), late.id);
    expect(shown.actions).toEqual(['assign']);
    const ecology = world.organization('province.ecology').uscc;
    const again = await desk.assignRequest(department(), late.id, { revision: shown.revision, agency: ecology });
    expect(again).toMatchObject({ state: 'assigned', answered_at: null, due_on: '2026-12-01' });
    expect((await requests.showFeedbackFigures(t.ctx())).answers).toMatchObject({ answered: after.answers.answered });
    t.clock.set(monday);
  });

  it('cannot be rewritten, and stay when whoever asked has withdrawn', async () => {
    const { ctx, id: who } = await visitor();
    const { id } = await assigned(ctx, { title: '航道水深' });
    for (const sql of [
      "UPDATE request_event SET text = 'x' WHERE request_id = $1",
      'DELETE FROM request_event WHERE request_id = $1',
    ])
      await expect(t.database.query(sql, [id])).rejects.toThrow(/append_only/);
    await forgetParticipant(ctx);
    const shown = await requests.showRequest(t.ctx(), id);
    expect(shown.author_en).toBe('someone whose address was withdrawn');
    expect(JSON.stringify(shown)).not.toContain(who);
  });
});

describe('corrections', () => {
  const wrong = (over: Partial<z.input<typeof correctionBody>> = {}) =>
    correctionBody.parse({
      dataset: toll.entry.code,
      version: 1,
      column: '车道数',
      row: '站名为忻州',
      wrong: '忻州站车道数写成 8',
      right: '应为 12',
      evidence_url: 'https://example.cn/xinzhou',
      ...over,
    });

  it('are checked, corrected and answered within ten working days', async () => {
    const { ctx, email } = await visitor();
    const made = await corrections.fileCorrection(ctx, wrong());
    expect(made).toMatchObject({
      state: 'filed',
      due_on: '2026-11-16',
      agency: { uscc: transport().uscc },
      mine: true,
    });
    await t.drain();
    expect(await told(email)).toContain('校核申请已收到');
    expect((await worklist(steward())).items.find((one) => one.id === made.id)).toMatchObject({
      kind: 'correction_answer',
    });
    expect(await code(corrections.acceptCorrection(world.ctx('province.ecology'), made.id, { revision: 1 }))).toBe(
      'auth.forbidden',
    );
    const accepted = await corrections.acceptCorrection(steward(), made.id, { revision: 1 });
    expect(accepted.state).toBe('accepted');
    expect(await code(corrections.acceptCorrection(steward(), made.id, { revision: 2 }))).toBe('feedback.wrong_state');
    expect(await code(corrections.findNoError(steward(), made.id, { revision: 1, text: '无误' }))).toBe(
      'feedback.changed_meanwhile',
    );
    expect(await code(corrections.correctData(steward(), made.id, { revision: 2, text: '已更正', version: 9 }))).toBe(
      'feedback.unknown_version',
    );
    const done = await corrections.correctData(steward(), made.id, { revision: 2, text: '已更正', version: 1 });
    expect(done).toMatchObject({ state: 'corrected', on_time: true, fixed_version: 1, actions: [] });
    await t.drain();
    expect(await told(email)).toContain('已更正');
    const listed = await corrections.listCorrections(t.ctx(), toll.entry.code, { page: 1, page_size: 10 });
    expect(listed.items[0]).toMatchObject({ id: made.id, mine: false });
  });

  it('are refused with a reason, late when nobody answers, and named as what they are', async () => {
    const { ctx } = await visitor();
    expect(await code(corrections.fileCorrection(t.ctx(), wrong()))).toBe('participants.needed');
    expect(await code(corrections.fileCorrection(ctx, wrong({ dataset: '301001/999999' })))).toBe(
      'feedback.unknown_dataset',
    );
    expect(await code(corrections.fileCorrection(ctx, wrong({ version: 7 })))).toBe('feedback.unknown_version');
    expect(await code(corrections.fileCorrection(ctx, wrong({ evidence: '联系 13800138000' })))).toBe(
      'participants.personal_data',
    );
    expect(await code(corrections.showCorrection(t.ctx(), 'cor_none'))).toBe('feedback.correction_not_found');
    const made = await corrections.fileCorrection(
      ctx,
      wrong({ target: 'description', field: 'update_cycle', version: undefined }),
    );
    expect(made).toMatchObject({ target: 'description', field: 'update_cycle', column: null, version: null });
    t.clock.set('2026-11-17T09:00:00+08:00');
    expect(await corrections.showCorrection(t.ctx(), made.id)).toMatchObject({ overdue: true, days_left: -1 });
    expect((await requests.showFeedbackFigures(t.ctx())).corrections).toMatchObject({ overdue: 1, on_time: 1 });
    const late = await corrections.findNoError(steward(), made.id, { revision: 1, text: '更新周期无误' });
    expect(late).toMatchObject({ state: 'no_error', on_time: false });
    expect((await requests.showFeedbackFigures(t.ctx())).corrections).toEqual({
      answered: 2,
      on_time: 1,
      overdue: 0,
      share: 0.5,
    });
    expect((await corrections.listCorrectionDesk(steward(), { page: 1, page_size: 10 })).total).toBe(2);
    expect(await code(corrections.listCorrectionDesk(world.ctx('developer'), { page: 1, page_size: 10 }))).toBe(
      'auth.forbidden',
    );
    t.clock.set(monday);
    const more = await visitor();
    const rest = [];
    for (let i = 0; i < 11; i++) rest.push(await code(corrections.fileCorrection(more.ctx, wrong())));
    expect(rest).toEqual([...Array(10).fill('went through'), 'feedback.too_many']);
  });
});

describe('over HTTP', () => {
  it('files, votes and reads with the token of a mailbox', async () => {
    const { ctx } = await visitor();
    const token = `jpt_${'x'.repeat(43)}`;
    await t.database.query('UPDATE participant_session SET id = $1 WHERE id = $2', [
      tokenHash(token),
      ctx.participantSession,
    ]);
    const call = (method: string, path: string, body?: unknown) =>
      fetch(`${server.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    // Later than whatever the tests before have filed.
    t.clock.advance({ hours: 9 });
    const bare = await fetch(`${server.url}/api/v1/requests`, { method: 'POST' });
    expect([bare.status, ((await bare.json()) as { code: string }).code]).toEqual([401, 'participants.needed']);
    const made = await call('POST', '/requests', {
      title: '高速公路车流量',
      purpose: '研究节假日拥堵',
      theme: 'public_services',
    });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    expect(((await (await call('DELETE', `/requests/${id}/vote`)).json()) as { votes: number }).votes).toBe(0);
    expect(((await (await call('PUT', `/requests/${id}/vote`)).json()) as { votes: number }).votes).toBe(1);
    expect((await fetch(`${server.url}/api/v1/requests/${id}`)).status).toBe(200);
    expect((await fetch(`${server.url}/api/v1/requests/figures`)).status).toBe(200);
    expect((await fetch(`${server.url}/api/v1/requests/similar?title=${encodeURIComponent('车流量')}`)).status).toBe(
      200,
    );
    const list = (await (await fetch(`${server.url}/api/v1/requests?theme=public_services&sort=new`)).json()) as {
      items: { id: string }[];
    };
    expect(list.items[0]?.id).toBe(id);
    expect((await fetch(`${server.url}/api/v1/datasets/${toll.entry.code}/corrections`)).status).toBe(200);
    expect((await call('POST', '/requests', { title: 'x' })).status).toBe(400);
  });
});

describe('the feeds', () => {
  const feed = async (path: string) => {
    const answered = await fetch(`${server.url}/feeds${path}`);
    return { status: answered.status, type: answered.headers.get('content-type'), text: await answered.text() };
  };
  const titles = (text: string) => [...text.matchAll(/<title>([^<]*)<\/title>/g)].slice(1).map(([, title]) => title);

  it('tell of all requests, of an agency, and of those answered; not of what was taken down or back', async () => {
    const { ctx } = await visitor();
    t.clock.advance({ hours: 12 });
    const one = await assigned(ctx, { title: '水文站逐日水位' });
    const refused = await assigned(ctx, { title: '未脱敏的病历' });
    await desk.answerRequest(
      steward(),
      refused.id,
      answer({
        revision: refused.revision,
        kind: 'refuse',
        text: '涉及个人隐私，不予开放。',
        legal_basis: '《个人信息保护法》第二十八条',
        remedy: '可以依法申请行政复议。',
      }),
    );
    const back = await filed(ctx, { title: '撤回的需求' });
    await requests.withdrawRequest(ctx, back.id);
    const all = await feed('/requests.atom');
    expect([all.status, all.type]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    // The newest first: what was answered after the other was assigned.
    expect(titles(all.text).filter((title) => /病历|水位/.test(title ?? ''))).toEqual([
      '未脱敏的病历：不予开放',
      '水文站逐日水位：办理中',
    ]);
    expect(all.text).not.toContain('撤回的需求');
    expect(all.text).toContain(`href="https://data.example.cn/requests/${one.id}"`);
    const own = await feed(`/requests.atom?agency=${transport().uscc}&lang=en`);
    expect(titles(own.text)).toContain('水文站逐日水位: With the agency');
    const answered = await feed('/requests/answered.atom');
    expect(titles(answered.text)).toContain('未脱敏的病历：不予开放');
    expect(titles(answered.text)).not.toContain('水文站逐日水位：办理中');
    expect(answered.text).toContain('涉及个人隐私，不予开放。');
    expect((await feed('/requests.atom?agency=nobody')).status).toBe(404);
  });
});

describe('the terms', () => {
  it('are told as the clocks count them, by the parameters of the region', async () => {
    expect(await feedbackTerms(t.ctx(), '140100')).toEqual({ triage: 3, answer: 10, extension: 10, correction: 10 });
    await t.app.db.parameter.create({
      data: {
        id: 'par_correction',
        key: 'feedback.correction_working_days',
        regionCode: '140100',
        value: 7,
        setAt: t.clock.now(),
      },
    });
    expect((await feedbackTerms(t.ctx(), '140100')).correction).toBe(7);
    expect((await feedbackTerms(t.ctx(), '140000')).correction).toBe(10);
  });
});
