/** Sharing between agencies, from the request to the disposition; what is refused on the way, and by what name. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitEntry, withdrawEntry } from '#api/catalog/edit.ts';
import { showEntry } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { reviewEntry } from '#api/datasets/publish.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { worklist } from '#api/overview/service.ts';
import { createToken } from '#api/people/tokens.ts';
import { createHttpExchange } from '#api/ports/exchange/http.ts';
import type { Listening } from '#api/server.ts';
import * as board from '#api/sharing/board.ts';
import * as shapes from '#api/sharing/contract.ts';
import * as corrections from '#api/sharing/corrections.ts';
import * as deliver from '#api/sharing/deliver.ts';
import { sweepSharing, warnOfEnds } from '#api/sharing/jobs.ts';
import * as objections from '#api/sharing/objections.ts';
import { listSharingOffers } from '#api/sharing/offers.ts';
import * as provide from '#api/sharing/provide.ts';
import * as requests from '#api/sharing/requests.ts';
import * as review from '#api/sharing/review.ts';
import type { RequestOut } from '#api/sharing/show.ts';
import * as supervise from '#api/sharing/supervise.ts';
import { traceShared } from '#api/sharing/tracing.ts';
import { exportSharedUses, recordSharedUse } from '#api/sharing/uses.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, publishedDataset, upload } from '#test/support/catalog.ts';
import { exchangeDouble } from '#test/support/exchange-double.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let asks: Ctx;
let asksHead: Ctx;
let gives: Ctx;
let givesHead: Ctx;
let department: Ctx;
let open: { code: string; id: string };
let conditional: { code: string; id: string };

const csvOf = (rows: number) =>
  `区划,单位,排放量,核查说明\n${Array.from(
    { length: rows },
    (_, i) =>
      `${i % 2 === 0 ? '1401' : '1402'}${String((i % 8) + 5).padStart(2, '0')},第${i}家企业,${i * 3}.${String(i % 97).padStart(2, '0')},该企业于2025年第${i}批次完成核查并已归档`,
  ).join('\n')}\n`;
const items = ['区划', '单位', '排放量', '核查说明'].map((name) => ({
  name,
  label: name,
  data_type: name === '排放量' ? ('F' as const) : ('C' as const),
  description: '',
  unit: '',
  sensitivity: 'none' as const,
}));
const basis = { kind: 'law' as const, instrument: '《中华人民共和国统计法》', article: '第九条' };
const conditions = {
  share_type: '2' as const,
  share_condition: '限承担环境监管职责的单位使用',
  share_reason: '含企业经营信息',
  share_basis: basis,
};

const code = (run: Promise<unknown>) =>
  run.then(
    () => 'went through',
    (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error)),
  );
const body = (entry: string, over: Record<string, unknown> = {}) =>
  shapes.startBody.parse({
    entry,
    need: '核对企业排放与运输量',
    use_basis: '《大气污染防治法》第五条',
    scenario: '移动源监管',
    use_scope: '大气处两名工作人员',
    method: 'file',
    term_until: '2026-12-31',
    ...over,
  });
const no = { words: '' };
const start = (entry: string, over: Record<string, unknown> = {}, ctx = asks) =>
  requests.startSharing(ctx, body(entry, over));
const filed = async (
  entry: string,
  over: Record<string, unknown> = {},
  by = [asks, asksHead] as const,
): Promise<RequestOut> => {
  const made = await start(entry, over, by[0]);
  await requests.submitSharing(by[0], made.id, { revision: made.revision });
  return requests.consentSharing(by[1], made.id, no);
};
const reply = (over: Record<string, unknown> = {}) =>
  shapes.proposal.parse({ outcome: 'granted', reason: '符合条件', ...over });
const replied = async (id: string, over: Record<string, unknown> = {}) => {
  await review.proposeSharingReply(gives, id, reply(over));
  return review.confirmSharingReply(givesHead, id, no);
};
const bytesOf = async (file: deliver.SharedFile) => {
  const bytes = Buffer.concat(await file.open().toArray());
  await file.release();
  return bytes;
};
const letters = async (ctx: Ctx, about: string) =>
  (await t.app.db.participantLetter.findMany({ where: { recipientId: ctx.viewer?.personId ?? '', about } })).map(
    (one) => one.subjectZh,
  );

beforeAll(async () => {
  t = await testApp({ env: { PUBLIC_URL: 'https://data.example.cn' } });
  world = await makeWorld(t.app);
  server = await t.serve('api');
  [asks, asksHead] = [world.ctx('province.ecology'), world.ctx('province.ecology.head')];
  [gives, givesHead] = [world.ctx('province.transport'), world.ctx('province.transport.head')];
  department = world.ctx('province.information');
  const means = { steward: gives, reviewer: department, drain: () => t.drain() };
  const one = await publishedDataset(
    means,
    { title: '企业排放核查结果', items, open_type: 'none', share_method: 'interface' },
    csvOf(400),
  );
  open = { code: one.entry.code, id: one.entry.id };
  const two = await publishedDataset(
    means,
    { title: '企业运输明细', items, open_type: 'none', ...conditions },
    csvOf(60),
  );
  conditional = { code: two.entry.code, id: two.entry.id };
}, 180_000);
afterAll(() => t?.close());

describe('a request', () => {
  it('is made by an agency for data of another that are shared, complete, with the consent of a second person', async () => {
    expect(await code(start(open.code, {}, t.ctx()))).toBe('auth.required');
    expect(await code(start(open.code, {}, world.ctx('developer')))).toBe('sharing.agencies_only');
    expect(await code(start(open.code, {}, asksHead))).toBe('auth.forbidden');
    expect(await code(start(open.code, {}, gives))).toBe('sharing.own_data');
    expect(await code(start('301001/999999'))).toBe('catalog.not_found');
    expect(await code(start(open.code, { method: 'batch' }))).toBe('sharing.other_method');
    expect(await code(start(open.code, { columns: ['单位', '没有'] }))).toBe('sharing.unknown_columns');
    expect(await code(start(open.code, { kind: 'return' }))).toBe('sharing.no_return');
    const bare = await start(open.code, { need: '', use_basis: '', term_until: '' });
    expect(bare).toMatchObject({ state: 'drafting', drafted_by: '贺文', no: expect.stringMatching(/^GX-2026-\d{6}$/) });
    const refused = await requests.submitSharing(asks, bare.id, { revision: 1 }).catch((error: unknown) => error);
    expect(isRefusal(refused) && [refused.code, ...refused.fields.map((one) => one.path)]).toEqual([
      'sharing.incomplete',
      'need',
      'use_basis',
      'term_until',
    ]);
    // What is shared is found although the public search does not know it; one's own is not asked for.
    const offers = (q: string, ctx = asks) => listSharingOffers(ctx, shapes.offersQuery.parse({ q }));
    expect((await offers('企业 明细')).items).toMatchObject([{ code: conditional.code, share_type: '2' }]);
    expect((await offers(open.code)).items.map((one) => one.title)).toEqual(['企业排放核查结果']);
    expect((await offers('山西省交通运输厅')).total).toBe((await offers('')).total);
    expect((await offers('没有这样的数据')).total).toBe(0);
    expect((await offers('', gives)).total).toBe(0);
    expect(await code(offers('', world.ctx('developer')))).toBe('sharing.agencies_only');
    const { entry: _entry, kind: _kind, ...wanted } = body(open.code);
    expect(await code(requests.saveSharing(asks, bare.id, { ...wanted, revision: 9 }))).toBe(
      'sharing.changed_meanwhile',
    );
    const saved = await requests.saveSharing(asks, bare.id, { ...wanted, term_until: '2031-01-01', revision: 1 });
    expect(await code(requests.submitSharing(asks, bare.id, { revision: saved.revision }))).toBe('sharing.bad_term');
    const again = await requests.saveSharing(asks, bare.id, { ...wanted, revision: saved.revision });
    await requests.submitSharing(asks, bare.id, { revision: again.revision });
    expect(await letters(asksHead, bare.id)).toHaveLength(1);
    // A draft is nobody else's.
    for (const ctx of [gives, department, world.ctx('taiyuan.transport')])
      expect(await code(requests.showSharing(ctx, bare.id))).toBe('sharing.not_found');
    expect(await code(requests.consentSharing(asks, bare.id, no))).toBe('auth.forbidden');
    const both = { ...asks, viewer: { ...asks.viewer, duties: ['steward', 'signatory'] } } as Ctx;
    expect(await code(requests.consentSharing(both, bare.id, no))).toBe('sharing.same_person');
    const sent = await requests.sendBackSharing(asksHead, bare.id, { words: '请写明时限' });
    expect(sent.state).toBe('drafting');
    expect((await worklist(asks)).items.map((one) => [one.kind, one.id])).toContainEqual(['sharing_returned', bare.id]);
    expect(await requests.withdrawSharing(asks, bare.id, no)).toMatchObject({ state: 'withdrawn', actions: [] });
    expect(await code(requests.withdrawSharing(asks, bare.id, no))).toBe('sharing.wrong_state');
  });

  it('for what is not shared is refused with the basis its entry cites', async () => {
    const means = { steward: gives, reviewer: department, drain: () => t.drain() };
    const shut = await publishedDataset(
      means,
      {
        title: '不予共享的台账',
        items,
        open_type: 'none',
        ...conditions,
        share_type: '3',
        share_reason: '法律规定保密',
      },
      csvOf(3),
    );
    const refused = await start(shut.entry.code).catch((error: unknown) => error);
    expect(isRefusal(refused) && refused.sentence('zh')).toBe(
      '“不予共享的台账”属于不予共享类，不能申请共享。依据：《中华人民共和国统计法》第九条。理由：法律规定保密',
    );
    const offer = await requests.showSharingOffer(asks, shut.entry.code);
    expect(offer).toMatchObject({ share_type: '3', refusal: { code: 'sharing.not_shared' } });
    expect((await requests.showSharingOffer(asks, open.code)).refusal).toBe(null);
  });
});

describe('unconditional sharing', () => {
  let id: string;
  it('is granted at once, the provider is told and cannot veto', async () => {
    const granted = await filed(open.code, { method: 'interface' });
    id = granted.id;
    expect((await requests.showSharing(asks, id)).may.take).toBe(true);
    expect(granted).toMatchObject({
      state: 'in_use',
      decision: { outcome: 'granted', by: null },
      clocks: [],
    });
    expect(granted.history.map((one) => one.action)).toEqual(['start', 'submit', 'consent', 'grant_at_once', 'open']);
    expect(await letters(gives, id)).toEqual([`共享申请 ${granted.no} 已由平台即时同意`]);
    expect(await letters(asks, id)).toEqual([`共享申请 ${granted.no} 已开通`]);
    expect(await code(review.proposeSharingReply(gives, id, reply({ outcome: 'refused', ground: 'no_duty' })))).toBe(
      'sharing.no_veto',
    );
    expect(await code(review.supplementSharing(gives, id, { notice: '请补充' }))).toBe('sharing.no_veto');
    expect(await code(review.askSharingExtension(gives, id, { days: 5, reason: '忙不过来' }))).toBe('sharing.no_veto');
    await expect(t.app.db.sharingRequest.update({ where: { id }, data: { state: 'refused' } })).rejects.toThrow();
    await expect(t.app.db.sharingStep.deleteMany({ where: { requestId: id } })).rejects.toThrow();
  });

  it('is read by interface with an access token, page by page, metered; only by the requester', async () => {
    const { token } = await createToken(asks, { name: '监管系统', expires_on: '2026-12-01' });
    const read = async (query: string, bearer = token) =>
      fetch(`${server.url}/api/v1/sharing/requests/${id}/rows?${query}`, {
        headers: { authorization: `Bearer ${bearer}` },
      });
    const first = (await (await read('limit=250')).json()) as {
      rows: unknown[][];
      next_cursor: string;
      delivery_id: string;
    };
    const rest = (await (
      await read(`limit=250&cursor=${encodeURIComponent(first.next_cursor)}`)
    ).json()) as typeof first;
    expect([first.rows.length, rest.rows.length, rest.next_cursor]).toEqual([250, 150, null]);
    const found = (await (
      await read(`columns=单位&filter=${encodeURIComponent('区划:starts:1402')}`)
    ).json()) as typeof first;
    expect(found.rows[0]).toEqual(['第1家企业']);
    expect((await read('filter=%E5%8C%BA')).status).toBe(400);
    expect((await fetch(`${server.url}/api/v1/sharing/requests/${id}/rows`)).status).toBe(401);
    const stranger = await createToken(world.ctx('taiyuan.transport'), { name: '别处', expires_on: '2026-12-01' });
    expect((await read('', stranger.token)).status).toBe(404);
    expect(await code(deliver.readSharedRows(gives, id, shapes.rowsQuery.parse({})))).toBe('sharing.not_yours_to_do');
    expect(await code(deliver.downloadShared(asks, id, { format: 'csv' }))).toBe('sharing.other_way');
    const narrow = await filed(open.code, { method: 'interface', columns: ['单位'] });
    const rows = (over: object) => deliver.readSharedRows(asks, narrow.id, shapes.rowsQuery.parse(over));
    expect((await rows({ limit: 1 })).columns.map((one) => one.name)).toEqual(['单位']);
    expect(await code(rows({ columns: '排放量' }))).toBe('sharing.column_not_granted');
    expect(await code(rows({ filter: '区划:starts:1402' }))).toBe('sharing.column_not_granted');
    const shown = await requests.showSharing(gives, id);
    expect(shown.metered).toMatchObject({ deliveries: 3, rows: String(400 + found.rows.length) });
    expect(shown.deliveries[2]).toMatchObject({ id: first.delivery_id, kind: 'rows', rows: '250' });
  });

  it('is taken as files that lead back to who took them', async () => {
    const [mine, theirs] = [
      await filed(open.code),
      await filed(open.code, {}, [world.ctx('taiyuan.transport'), world.ctx('taiyuan.transport.head')]),
    ];
    const file = await bytesOf(await deliver.downloadShared(asks, mine.id, { format: 'csv' }));
    const other = await bytesOf(
      await deliver.downloadShared(world.ctx('taiyuan.transport'), theirs.id, { format: 'csv' }),
    );
    expect(file.equals(other)).toBe(false);
    const response = await fetch(`${server.url}/api/v1/sharing/requests/${mine.id}/files`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${(await createToken(asks, { name: '下载', expires_on: '2026-12-01' })).token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ format: 'xlsx' }),
    });
    expect([response.status, response.headers.get('jinshu-delivery')?.slice(0, 4)]).toEqual([200, 'dlv_']);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    const empty = new FormData();
    empty.set('note', 'x');
    const { token } = await createToken(gives, { name: '追查', expires_on: '2026-12-01' });
    const none = await fetch(`${server.url}/api/v1/sharing/trace`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: empty,
    });
    expect(((await none.json()) as { code: string }).code).toBe('sharing.no_file');
    const traced = await traceShared(gives, { fileName: 'found.csv', stream: Readable.from([other]) });
    expect(traced).toMatchObject({ named: true, items: [{ no: theirs.no, requester: '太原市交通运输局' }, {}, {}] });
    expect(traced.items[1]?.chance).toBeGreaterThan(1e-6);
    expect((await traceShared(asks, { fileName: 'found.csv', stream: Readable.from([other]) })).compared).toBe(0);
  });

  it('waits for data that are not there yet, with the provider’s clock of twenty working days', async () => {
    const made = await newEntry(gives, { title: '尚未汇聚的数据', items, open_type: 'none' });
    const sent = await submitEntry(gives, made.id, { revision: made.revision });
    const seen = { revision: sent.revision, decision: 'publish' as const, opinion: '', field_opinions: [] };
    await reviewEntry(department, made.id, seen);
    const waiting = await filed(made.code);
    expect(waiting).toMatchObject({
      state: 'granted',
      clocks: [{ kind: 'provision', ball: 'provider', due_on: '2026-11-30', days_left: 20, tone: 'green' }],
    });
    expect(await code(deliver.downloadShared(asks, waiting.id, { format: 'csv' }))).toBe('sharing.not_open');
    expect(await code(provide.provideShared(gives, waiting.id, no))).toBe('sharing.no_data');
    await upload(gives, made.id, csvOf(5));
    await t.drain();
    await sweepSharing(t.app);
    expect(await requests.showSharing(asks, waiting.id)).toMatchObject({ state: 'in_use', clocks: [] });
    const { revision } = await showEntry(gives, made.id);
    await withdrawEntry(gives, made.id, { revision, reason: '并入另一条目' });
    expect(await code(deliver.downloadShared(asks, waiting.id, { format: 'csv' }))).toBe('sharing.data_withdrawn');
    expect((await requests.showSharing(asks, waiting.id)).catalogue_changed).toBe(true);
  });
});

describe('sharing on conditions', () => {
  it('runs ten working days, stands still for a supplement asked for once, and longer only with consent', async () => {
    t.clock.set('2026-11-02T12:00:00+08:00');
    const { id, clocks } = await filed(conditional.code, { columns: ['单位', '排放量'] });
    expect(clocks).toMatchObject([
      { kind: 'reply', ball: 'provider', due_on: '2026-11-16', days_left: 10, tone: 'green' },
    ]);
    t.clock.set('2026-11-05T12:00:00+08:00');
    const stopped = await review.supplementSharing(gives, id, { notice: '请说明使用人员' });
    expect(stopped.clocks).toMatchObject([
      { kind: 'supplement', ball: 'requester', due_on: null, days_left: 7, tone: 'paused' },
    ]);
    t.clock.set('2026-11-12T12:00:00+08:00');
    const {
      entry: _e,
      kind: _k,
      ...wanted
    } = body(conditional.code, { columns: ['单位', '排放量'], use_scope: '大气处甲、乙' });
    const again = await requests.resubmitSharing(asks, id, { ...wanted, revision: stopped.revision });
    expect(again.clocks).toMatchObject([{ kind: 'reply', due_on: '2026-11-23', days_left: 7 }]);
    expect(await code(review.supplementSharing(gives, id, { notice: '再补充' }))).toBe('sharing.supplement_used');
    expect(await code(review.askSharingExtension(gives, id, { days: 11, reason: '需会商' }))).toBe(
      'sharing.extension_days',
    );
    const mandate = { power: 'information_department' as const, regionCode: '140000' };
    await t.app.db.mandate.updateMany({ where: mandate, data: { validTo: '2026-01-01' } });
    expect(await code(review.askSharingExtension(gives, id, { days: 5, reason: '需会商' }))).toBe(
      'sharing.no_authority',
    );
    await t.app.db.mandate.updateMany({ where: mandate, data: { validTo: null } });
    const asked = await review.askSharingExtension(gives, id, { days: 5, reason: '需会商' });
    expect(asked.clocks.map((one) => [one.kind, one.due_on])).toEqual([
      ['reply', '2026-11-23'],
      ['extension', '2026-11-23'],
    ]);
    expect(await code(review.askSharingExtension(gives, id, { days: 5, reason: '需会商' }))).toBe(
      'sharing.extension_used',
    );
    expect(
      await code(
        review.decideSharingExtension(world.ctx('taiyuan.information'), id, { decision: 'consented', words: '' }),
      ),
    ).toBe('sharing.not_found');
    const extended = await review.decideSharingExtension(department, id, { decision: 'consented', words: '同意' });
    expect(extended).toMatchObject({
      extension: { answer: 'consented' },
      clocks: [{ kind: 'reply', due_on: '2026-11-30' }],
    });
    expect((await letters(asks, id)).at(-1)).toContain('答复期限已延长');
    expect(await code(review.decideSharingExtension(department, id, { decision: 'declined', words: '' }))).toBe(
      'sharing.nothing_asked',
    );
    // Partial consent: fewer columns, some rows; what was not asked for cannot be granted.
    const partly = {
      outcome: 'partly',
      reason: '其余含经营秘密',
      columns: ['单位'],
      filters: [{ column: '区划', op: 'starts', value: '1401' }],
    };
    expect(await code(review.proposeSharingReply(gives, id, reply({ outcome: 'partly' })))).toBe(
      'sharing.nothing_left_out',
    );
    expect(await code(review.proposeSharingReply(gives, id, reply({ ...partly, columns: ['核查说明'] })))).toBe(
      'sharing.unknown_columns',
    );
    const proposed = await review.proposeSharingReply(gives, id, reply(partly));
    expect(proposed).toMatchObject({
      state: 'proposed',
      proposal: { outcome: 'partly' },
      clocks: [{ kind: 'confirm', ball: 'provider_head' }],
    });
    expect((await requests.showSharing(asks, id)).proposal).toBe(null);
    await review.returnSharingReply(givesHead, id, { words: '说明理由' });
    const both = { ...gives, viewer: { ...gives.viewer, duties: ['steward', 'signatory'] } } as Ctx;
    await review.proposeSharingReply(both, id, reply(partly));
    expect(await code(review.confirmSharingReply(both, id, no))).toBe('sharing.same_person');
    const decided = await review.confirmSharingReply(givesHead, id, no);
    expect(decided).toMatchObject({ state: 'in_use', decision: { outcome: 'partly' }, grant: { columns: ['单位'] } });
    const text = (await bytesOf(await deliver.downloadShared(asks, id, { format: 'csv' }))).toString();
    expect(text.split(/\r?\n/)[0]?.replace('\uFEFF', '')).toBe('单位');
    expect(text).toContain('第0家企业');
    expect(text).not.toContain('第1家企业');
    expect((await requests.showSharing(asks, id)).deliveries[0]).toMatchObject({ kind: 'file', rows: '30' });
  });

  it('is refused on what the catalogue states, and the ladder has three rungs', async () => {
    t.clock.set('2026-11-02T12:00:00+08:00');
    const by = [world.ctx('taiyuan.transport'), world.ctx('taiyuan.transport.head')] as const;
    const { id } = await filed(conditional.code, {}, by);
    expect(await code(review.proposeSharingReply(gives, id, reply({ outcome: 'refused' })))).toBe(
      'sharing.ground_missing',
    );
    const noBasis = await filed(conditional.code, {}, by);
    await t.app.db.sharingRequest.update({ where: { id: noBasis.id }, data: { shareBasis: '' } });
    const unfounded = reply({ outcome: 'refused', ground: 'no_duty' });
    expect(await code(review.proposeSharingReply(gives, noBasis.id, unfounded))).toBe('sharing.no_basis');
    const refused = await replied(id, { outcome: 'refused', ground: 'outside_range', reason: '不承担环境监管职责' });
    expect(refused).toMatchObject({
      state: 'refused',
      share_basis: '《中华人民共和国统计法》第九条',
      decision: { ground: 'outside_range' },
      clocks: [],
    });
    expect(await code(deliver.downloadShared(by[0], id, { format: 'csv' }))).toBe('sharing.not_open');
    const answer = (ctx: Ctx, outcome: 'upheld' | 'returned', document_no = '') =>
      objections.answerSharingObjection(ctx, id, { outcome, answer: '经研究', document_no });
    expect(await code(answer(gives, 'upheld'))).toBe('sharing.not_yours_to_do');
    const first = await objections.objectToSharing(by[0], id, { words: '承担移动源监管' });
    expect(first.clocks).toMatchObject([
      { kind: 'objection', ball: 'body', with: { name: '山西省交通运输厅' }, due_on: '2026-11-16' },
    ]);
    expect(await code(objections.objectToSharing(by[0], id, { words: '再次' }))).toBe('sharing.objection_open');
    await answer(gives, 'upheld');
    // Across levels the department of the region above both.
    const second = await objections.objectToSharing(by[0], id, { words: '请省级协调' });
    expect(second.objections[1]).toMatchObject({ rung: 2, body: { name: '山西省行政审批服务管理局' } });
    expect(await code(answer(gives, 'returned'))).toBe('sharing.nothing_asked');
    await answer(department, 'upheld');
    await objections.objectToSharing(by[0], id, { words: '请省政府决定' });
    expect(await code(answer(department, 'returned'))).toBe('sharing.document_missing');
    const back = await answer(department, 'returned', '晋政函〔2026〕12号');
    expect(back).toMatchObject({ state: 'filed', decision: null, clocks: [{ kind: 'reply', due_on: '2026-11-16' }] });
    expect(await replied(id)).toMatchObject({ state: 'in_use', decision: { outcome: 'granted' } });
    expect(await code(objections.objectToSharing(by[0], id, { words: '没有不满' }))).toBe('sharing.nothing_to_object');
  });

  it('is suspended for misuse with a time to remedy, resumed, ended when it passes, and expires', async () => {
    t.clock.set('2026-11-02T12:00:00+08:00');
    const { id } = await filed(conditional.code, { term_until: '2026-11-20' });
    await replied(id);
    const suspend = (remedy_by: string) => supervise.suspendSharing(gives, id, { reason: '超出使用范围', remedy_by });
    expect(await code(suspend('2026-11-02'))).toBe('sharing.bad_day');
    expect(await suspend('2026-11-05')).toMatchObject({
      clocks: [{ kind: 'remedy', ball: 'requester', due_on: '2026-11-05' }],
    });
    expect(await code(deliver.downloadShared(asks, id, { format: 'csv' }))).toBe('sharing.suspended');
    expect(await letters(department, id)).toHaveLength(1);
    expect(await code(supervise.endSharing(gives, id, { words: '终止' }))).toBe('sharing.end_without_cause');
    const waits = async (ctx: Ctx) =>
      (await worklist(ctx)).items.flatMap((one) => (one.id === id ? [[one.kind, one.due_on]] : []));
    expect(await waits(asks)).toEqual([['sharing_remedy', '2026-11-05']]);
    await supervise.reportSharingRemedy(asks, id, { words: '已收回权限' });
    // The requester has done its part: the ball is with the provider.
    expect([await waits(asks), await waits(gives)]).toEqual([[], [['sharing_resume', null]]]);
    expect((await requests.showSharing(asks, id)).clocks).toMatchObject([{ kind: 'resumption', ball: 'provider' }]);
    expect(await supervise.resumeSharing(gives, id, no)).toMatchObject({ state: 'in_use', suspend_reason: null });
    expect(await waits(asks)).toEqual([['sharing_expiring', '2026-11-20']]);
    await suspend('2026-11-05');
    const objected = await objections.objectToSharing(asks, id, { words: '没有超出范围' });
    expect(objected.objections).toHaveLength(1);
    expect(
      await objections.answerSharingObjection(gives, id, { outcome: 'returned', answer: '核实有误', document_no: '' }),
    ).toMatchObject({ state: 'in_use' });
    const use = { kind: 'process' as const, words: '比对 400 家企业', on: '2026-11-02' };
    expect(await code(recordSharedUse(asks, id, { ...use, on: '2026-11-03' }))).toBe('sharing.future_day');
    expect(await code(recordSharedUse(gives, id, use))).toBe('auth.forbidden');
    expect(await recordSharedUse(asks, id, use)).toMatchObject({ uses: [{ keep_until: '2029-11-02' }] });
    await expect(t.app.db.sharingUse.deleteMany({ where: { requestId: id } })).rejects.toThrow();
    await bytesOf(await deliver.downloadShared(asks, id, { format: 'csv' }));
    const { text } = await exportSharedUses(department, id);
    expect(text.split('\r\n')).toHaveLength(4);
    expect(text).toContain('比对 400 家企业');
    t.clock.set('2026-11-13T12:00:00+08:00');
    await warnOfEnds(t.app);
    await warnOfEnds(t.app);
    expect((await letters(asks, id)).filter((one) => one.includes('到期'))).toHaveLength(1);
    t.clock.set('2026-11-21T00:10:00+08:00');
    await sweepSharing(t.app);
    const over = await requests.showSharing(asks, id);
    expect(over).toMatchObject({
      state: 'expired',
      may: { take: false },
      clocks: [{ kind: 'disposition', ball: 'requester', due_on: '2026-12-04' }],
    });
    expect(await code(deliver.downloadShared(asks, id, { format: 'csv' }))).toBe('sharing.term_over');
    expect(await supervise.disposeShared(asks, id, { words: '已全部销毁' })).toMatchObject({
      state: 'disposed',
      disposition: '已全部销毁',
      clocks: [],
    });
    const late = await filed(conditional.code);
    await replied(late.id);
    await supervise.suspendSharing(gives, late.id, { reason: '擅自转供', remedy_by: '2026-11-24' });
    t.clock.set('2026-11-25T09:00:00+08:00');
    expect(await supervise.endSharing(gives, late.id, { words: '逾期未整改' })).toMatchObject({
      state: 'ended',
      end_reason: '逾期未整改',
    });
  });
});

describe('shared data', () => {
  it('are corrected within ten working days; "corrected" needs a new version', async () => {
    t.clock.set('2026-11-02T12:00:00+08:00');
    const { id } = await filed(conditional.code);
    const input = shapes.correctionBody.parse({ column: '排放量', record: '第3家企业', wrong: '9.03', right: '8.03' });
    expect(await code(corrections.askSharedCorrection(asks, id, input))).toBe('sharing.no_use_yet');
    await replied(id);
    const asked = await corrections.askSharedCorrection(asks, id, input);
    expect(asked.clocks).toMatchObject([{ kind: 'correction', ball: 'provider', due_on: '2026-11-16' }]);
    const [one] = asked.corrections;
    const answer = (ctx: Ctx, outcome: 'corrected' | 'kept') =>
      corrections.answerSharedCorrection(ctx, one?.id ?? '', { outcome, answer: '已核实' });
    expect(await code(answer(asks, 'kept'))).toBe('sharing.correction_not_found');
    expect(await code(answer(gives, 'corrected'))).toBe('sharing.not_corrected');
    t.clock.set('2026-11-18T12:00:00+08:00');
    expect((await requests.showSharing(asks, id)).clocks).toMatchObject([
      { kind: 'correction', tone: 'late', days_left: -2 },
    ]);
    await upload(gives, conditional.id, csvOf(61));
    await t.drain();
    expect(await answer(gives, 'corrected')).toMatchObject({
      corrections: [{ outcome: 'corrected', version: 2, late: true }],
      clocks: [],
    });
    expect(await code(answer(gives, 'kept'))).toBe('sharing.correction_answered');
  });

  it('are returned downward without further conditions, the region’s rows alone', async () => {
    t.clock.set('2026-11-02T12:00:00+08:00');
    const by = [world.ctx('taiyuan.transport'), world.ctx('taiyuan.transport.head')] as const;
    const waiting = await filed(conditional.code, { kind: 'return' }, by);
    expect(waiting).toMatchObject({ state: 'granted', kind: 'return', clocks: [{ kind: 'provision' }] });
    expect(await code(provide.provideShared(gives, waiting.id, no))).toBe('sharing.no_return_rule');
    const rule = { table: 1, column: '区划', form: 'code' as const };
    expect(await code(provide.setSharingReturnRule(asks, conditional.code, rule))).toBe('auth.forbidden');
    expect(await code(provide.setSharingReturnRule(gives, conditional.code, { ...rule, column: '城市' }))).toBe(
      'sharing.unknown_columns',
    );
    const region = (requesterRegion: string) =>
      t.app.db.sharingRequest.update({ where: { id: waiting.id }, data: { requesterRegion } });
    await region('140105');
    await provide.setSharingReturnRule(gives, conditional.code, { ...rule, column: '单位', form: 'name' });
    expect(await code(provide.provideShared(gives, waiting.id, no))).toBe('sharing.return_unknown');
    await region('140100');
    await provide.setSharingReturnRule(gives, conditional.code, rule);
    await t.drain();
    const returned = await requests.showSharing(by[0], waiting.id);
    expect(returned).toMatchObject({ state: 'in_use', decision: { outcome: 'granted', by: null } });
    const text = (await bytesOf(await deliver.downloadShared(by[0], waiting.id, { format: 'csv' }))).toString();
    expect(text).toContain('第0家企业');
    expect(text).not.toMatch(/^1402/m);
  });

  it('go in batches through the exchange platform that is named, which is told of every grant', async () => {
    t.clock.set('2026-11-02T12:00:00+08:00');
    const means = { steward: gives, reviewer: department, drain: () => t.drain() };
    const { entry } = await publishedDataset(
      means,
      { title: '批量交换的数据', items, open_type: 'none', share_method: 'batch' },
      csvOf(8),
    );
    const double = await exchangeDouble();
    const embedded = t.app.ports.exchange;
    try {
      const { id, no: number } = await filed(entry.code, { method: 'batch' });
      const sent = await deliver.sendSharedBatch(asks, id, { format: 'csv' });
      expect(sent.deliveries).toMatchObject([{ kind: 'batch', rows: '8', receipt: expect.stringMatching(/^dlv_/) }]);
      expect((await bytesOf(await deliver.takeSharedBatch(asks, id, 1))).toString()).toContain('第0家企业');
      expect(await code(deliver.takeSharedBatch(asks, id, 7))).toBe('sharing.batch_not_found');
      Object.assign(t.app.ports, { exchange: createHttpExchange({ url: double.url, token: double.token }) });
      await t.drain();
      expect(double.channels.get(number)).toMatchObject({ method: 'batch', open: true, until: '2026-12-31' });
      // The version was handed over already; the next one goes by itself.
      await sweepSharing(t.app);
      expect(double.batches.size).toBe(0);
      t.clock.advance({ hours: 1 });
      await upload(gives, entry.id, csvOf(9));
      await t.drain();
      double.set('broken');
      await sweepSharing(t.app);
      expect((await requests.showSharing(asks, id)).deliveries).toHaveLength(1);
      double.set('up');
      await sweepSharing(t.app);
      const shown = await requests.showSharing(asks, id);
      expect(shown.deliveries[0]).toMatchObject({ kind: 'batch', rows: '9', receipt: `R-${shown.deliveries[0]?.id}` });
      expect(double.batches.get(shown.deliveries[0]?.id ?? '')?.bytes.toString()).toContain('第8家企业');
      expect(await code(deliver.takeSharedBatch(asks, id, 2))).toBe('sharing.batch_elsewhere');
      await supervise.suspendSharing(gives, id, { reason: '超出范围', remedy_by: '2026-11-20' });
      await t.drain();
      expect(double.channels.get(number)).toMatchObject({ open: false });
    } finally {
      Object.assign(t.app.ports, { exchange: embedded });
      await double.close();
    }
  });
});

describe('the board', () => {
  it('shows every clock to both sides and the department, with who has the ball; nothing to others', async () => {
    t.clock.set('2026-11-02T12:00:00+08:00');
    const soon = await filed(conditional.code, { need: '看板' });
    t.clock.set('2026-11-13T12:00:00+08:00');
    const all = await board.listSharingClocks(gives, {});
    const row = all.items.find((one) => one.request_id === soon.id);
    expect(row).toMatchObject({
      kind: 'reply',
      tone: 'due',
      days_left: 1,
      mine: true,
      with: { name: '山西省交通运输厅' },
    });
    expect((await board.listSharingClocks(asks, {})).items.find((one) => one.request_id === soon.id)).toMatchObject({
      mine: false,
    });
    t.clock.set('2026-11-17T12:00:00+08:00');
    const late = await board.listSharingClocks(department, { tone: 'late', clock: 'reply' });
    expect(late.items.map((one) => one.request_id)).toContain(soon.id);
    expect(late.items.every((one) => one.tone === 'late')).toBe(true);
    expect(late.counts.late).toBeGreaterThan(0);
    const { text } = await board.exportSharingClocks({ ...department, locale: 'en' }, { tone: 'late' });
    expect(text).toContain('No.,Data,Requester');
    expect(text).toContain(',-1,Late');
    expect(await code(board.listSharingClocks(world.ctx('developer'), {}))).toBe('auth.forbidden');
    expect(
      (await board.listSharingClocks(world.ctx('taiyuan.information'), {})).items.every(
        (one) => one.requester === '太原市交通运输局',
      ),
    ).toBe(true);
    // An auditor reads the own region, of whichever side, and does nothing with it.
    const auditor = (login: string) =>
      ({ ...world.ctx(login), viewer: { ...world.ctx(login).viewer, duties: ['auditor'] } }) as Ctx;
    const read = await requests.showSharing(auditor('province.information'), soon.id);
    expect([read.actions, read.proposal, read.may.see_provider_side]).toEqual([[], null, false]);
    expect(await code(requests.withdrawSharing(auditor('province.information'), soon.id, no))).toBe(
      'sharing.not_yours_to_do',
    );
    expect(await code(requests.showSharing(auditor('taiyuan.information'), soon.id))).toBe('sharing.not_found');
    const theirs = (await board.listSharingClocks(auditor('taiyuan.information'), {})).items;
    expect(theirs.every((one) => one.requester === '太原市交通运输局')).toBe(true);
    const [figures] = (await board.showSharingFigures(t.ctx())).years;
    expect(figures).toMatchObject({ year: 2026, refused: 1 });
    expect(figures?.at_once).toBeGreaterThan(3);
    const lists = await requests.listSharing(asks, { page: 1, page_size: 20, side: 'provider' });
    expect(lists.total).toBe(0);
    expect(
      (await requests.listSharing(gives, { page: 1, page_size: 20, side: 'provider', open: 'closed' })).items.map(
        (one) => one.state,
      ),
    ).toContain('disposed');
  });
});
