/** Trades with oneself and money that goes round (Caizi [2024] No. 1): relations, clues, the desk, and the payout that waits. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import { addRepresentative } from '#api/licensing/file.ts';
import { digestRepresentatives } from '#api/licensing/same-person.ts';
import { examineRecent, examineSale } from '#api/market/dealing/detect.ts';
import {
  answerTradeClue,
  askAboutTrade,
  decideTradeClue,
  exportTradeClues,
  getTradeClue,
  listTradeClues,
  showTradeReview,
} from '#api/market/dealing/service.ts';
import { endRelation, enterRelation, listRelations } from '#api/market/relations/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { worklist } from '#api/overview/service.ts';
import { enterPayoutAccount, verifyPayoutAccount } from '#api/payouts/accounts.ts';
import { getIncomeMonth } from '#api/payouts/income.ts';
import { approvePayouts, getPayoutsDue, proposePayouts } from '#api/payouts/runs.ts';
import { drawStatement } from '#api/revenue/statements.ts';
import { citizenNumber, paperFile, representative } from '#test/support/enterprise-file.ts';
import { codeOf, password } from '#test/support/licensed.ts';
import { listedProduct, type Market, marketWorld, paidOrder } from '#test/support/market.ts';

let m: Market;
let product: string;
let related: OrderOut;
let auditor: Ctx;
let cityReviewer: Ctx;
const org = (key: 'buyer' | 'developer.road' | 'developer.harvest') => m.world.organization(key);
const clues = async (by: Ctx = m.reviewer, over: object = {}) =>
  (await listTradeClues(by, { page: 1, page_size: 50, ...over })).items;
const clueOf = async (orderId: string, kind: string) =>
  (await clues()).find((one) => one.order_id === orderId && one.kind === kind)!;
const relation = (over: object = {}) => ({
  kind: 'controls' as const,
  holder_uscc: org('buyer').uscc,
  held_uscc: org('developer.road').uscc,
  share_percent: '',
  basis: '公司章程',
  valid_from: '2025-01-01',
  valid_to: '',
  ...over,
});

/** A sale between others, as it would lie in the records: their whole way of licensing is not what is looked at. */
async function sale(id: string, over: Readonly<Record<string, unknown>>): Promise<string> {
  const facts = { id, no: `DD-${id}`, reference: `R${id}`.padEnd(12, '0'), renews_order_id: null, ...over };
  await m.t.database.query('alter table "order" disable trigger user');
  await m.t.database.query(
    'insert into "order" select (jsonb_populate_record(o, $1::jsonb)).* from "order" o where id = $2',
    [JSON.stringify(facts), related.id],
  );
  await m.t.database.query('alter table "order" enable trigger user');
  return id;
}

beforeAll(async () => {
  m = await marketWorld('2026-01-05T12:00:00+08:00', { from: '2026-01-05', to: '2026-12-31' });
  auditor = m.world.ctx('province.finance', { viewer: { ...m.finance.viewer!, duties: ['auditor'], powers: [] } });
  cityReviewer = m.world.ctx('taiyuan.information');
  const account = await enterPayoutAccount(m.developer, {
    account_name: org('developer.road').name,
    account_no: '6222021234567890128',
    bank_name: '中国银行太原分行',
    bank_code: '104161000012',
    password,
  });
  const { revision } = account;
  await verifyPayoutAccount(m.finance, account.id, { revision, verified: true, opinion: '', password });
  product = (await listedProduct(m)).no;
}, 180_000);
afterAll(() => m?.t.close());

describe('relations', () => {
  it('are declared by an enterprise of its own, with a share from a quarter on and a term', async () => {
    const enter = (over: object, by: Ctx = m.buyer) => codeOf(enterRelation(by, relation(over)));
    expect(await enter({ held_uscc: '91140100MA0K3J7X2X' })).toBe('market.relation_unknown');
    expect(await enter({ held_uscc: org('buyer').uscc })).toBe('market.relation_self');
    expect(await enter({ kind: 'shareholder', share_percent: '24.9999' })).toBe('market.relation_share');
    expect(await enter({ valid_from: '2026-01-06' })).toBe('market.relation_term');
    expect(await enter({ valid_to: '2024-12-31' })).toBe('market.relation_term');
    expect(await enter({}, m.other)).toBe('market.relation_not_own');
    expect(await enter({}, m.agency)).toBe('auth.forbidden');
    // Neither is registered in the city, nor trades under its agreements.
    const others = relation({ holder_uscc: org('developer.harvest').uscc, held_uscc: org('buyer').uscc });
    expect(await codeOf(enterRelation(cityReviewer, others))).toBe('market.relation_not_own');
    const past = await enterRelation(
      m.buyer,
      relation({ kind: 'shareholder', share_percent: '25', valid_from: '2020-01-01' }),
    );
    expect(past).toMatchObject({ share_ppm: 250_000, source: 'declared', can_end: true });
    expect(await enter({ kind: 'shareholder', share_percent: '40' })).toBe('market.relation_known');
    const end = (last_day: string, by: Ctx = m.buyer) => endRelation(by, past.id, { last_day, why: '股权转让' });
    expect(await codeOf(end('2019-12-31'))).toBe('market.relation_term');
    expect(await codeOf(end('2025-06-30', m.other))).toBe('market.relation_not_found');
    expect(await codeOf(end('2025-06-30', m.developer))).toBe('auth.forbidden');
    expect(await end('2025-06-30')).toMatchObject({ valid_to: '2025-06-30', ended: { why: '股权转让' } });
    expect(await codeOf(end('2025-06-30'))).toBe('market.relation_ended');
    expect(await codeOf(endRelation(m.buyer, 'rel_none', { last_day: '2025-06-30', why: '无' }))).toBe(
      'market.relation_not_found',
    );
    await expect(m.t.database.query('delete from organization_relation')).rejects.toThrow(/append_only/);
    await expect(m.t.database.query("update organization_relation set valid_to = '2030-01-01'")).rejects.toThrow(
      /append_only/,
    );
    // A sale after its end is nobody's business.
    related = await paidOrder(m, product);
    expect(await clues()).toEqual([]);
  });

  it('are found where one person acts for two, by keyed digests alone', async () => {
    for (const by of [m.buyer, m.other]) await addRepresentative(by, representative(), paperFile('mandate'));
    const kept = await m.t.database.query<{ number_digest: string }>(
      'select number_digest from enterprise_representative order by id',
    );
    expect(new Set(kept.map((one) => one.number_digest)).size).toBe(1);
    expect(kept[0]?.number_digest).toMatch(/^[0-9a-f]{64}$/);
    expect(kept[0]?.number_digest).not.toBe(createHash('sha256').update(citizenNumber).digest('hex'));
    // Those entered before there were digests get theirs.
    await m.t.database.query('update enterprise_representative set number_digest = null');
    expect(await digestRepresentatives(m.t.ctx())).toBe(2);
    expect(await digestRepresentatives(m.t.ctx())).toBe(0);
    const found = (await listRelations(m.reviewer, { q: '' })).items.filter((one) => one.source === 'file');
    expect(found).toHaveLength(1);
    expect([found[0]?.holder.id, found[0]?.held.id].sort()).toEqual(
      [org('buyer').id, org('developer.harvest').id].sort(),
    );
    const own = await listRelations(m.buyer, { q: '' });
    expect(own).toMatchObject({ role: 'own' });
    expect(own.items.map((one) => one.source)).toEqual(['declared']);
    expect((await listRelations(auditor, { q: org('developer.harvest').name })).items).toHaveLength(1);
    expect(await codeOf(listRelations(m.agency, { q: '' }))).toBe('auth.forbidden');
  });
});

describe('a related sale', () => {
  const held = async () =>
    (await getPayoutsDue(m.finance)).payees.flatMap((one) =>
      one.held.map((part) => [one.party_kind, part.order_id, part.hold]),
    );

  it('is flagged once the chain is known, through a common representative, for the region alone', async () => {
    // The buyer's representative acts for harvest too, and harvest controls the seller.
    await enterRelation(m.reviewer, relation({ holder_uscc: org('developer.harvest').uscc, valid_from: '2025-03-01' }));
    await m.t.drain();
    const [found] = await clues();
    expect(found).toMatchObject({ kind: 'related_buyer', state: 'open', order_id: related.id, region_code: '140000' });
    const full = await getTradeClue(m.finance, found!.id);
    expect(full).toMatchObject({ side: 'desk', held: true, recomputed: true });
    expect(full.evidence?.kind === 'related_buyer' && full.evidence.chain.map((one) => [one.way, one.source])).toEqual([
      ['same', 'file'],
      ['down', 'recorded'],
    ]);
    expect(await clues(cityReviewer)).toEqual([]);
    expect(await codeOf(getTradeClue(cityReviewer, found!.id))).toBe('market.trade_clue_not_found');
    expect(await codeOf(getTradeClue(m.cityFinance, found!.id))).toBe('market.trade_clue_not_found');
    expect(await codeOf(getTradeClue(m.developer, found!.id))).toBe('market.trade_clue_not_found');
    expect(await codeOf(listTradeClues(m.agency, { page: 1, page_size: 5 }))).toBe('auth.forbidden');
    expect(await clues(m.developer)).toEqual([]);
    expect((await getTradeClue(auditor, found!.id)).actions).toEqual([]);
    expect((await worklist(m.reviewer)).items.map((one) => one.kind)).toContain('trade_clue_decide');
    // Found again is the same clue.
    await examineRecent(m.t.app);
    expect(await clues()).toHaveLength(1);
  });

  it('keeps the developer’s payout back, never the treasury’s part', async () => {
    m.t.clock.set('2026-02-12T12:00:00+08:00');
    expect(await held()).toEqual([['developer', related.id, 'flagged']]);
    expect(await codeOf(proposePayouts(m.cashier, { password }))).toBe('payouts.nothing_due');
    const [line] = (await getIncomeMonth(m.developer, '2026-01')).orders;
    expect(line?.hold).toBe('flagged');
    expect(await drawStatement(m.agency, { agreement_id: m.agreement.id, period: '2026-01' })).toMatchObject({
      treasury_fen: '33333',
    });
    for (const by of [m.buyer, m.developer])
      expect(await showTradeReview(by, related.id)).toMatchObject({ review: { clue_id: null, asked: false } });
    expect(await codeOf(showTradeReview(m.other, related.id))).toBe('orders.not_found');
  });

  it('is decided by neither party, after the owner was heard', async () => {
    const { id } = await clueOf(related.id, 'related_buyer');
    let { revision } = await getTradeClue(m.reviewer, id);
    const ask = (by: Ctx, words = '请说明与购买方的关系') => askAboutTrade(by, id, { revision, words });
    const decide = (by: Ctx, decision: 'confirm' | 'dismiss', words = '经核查') =>
      decideTradeClue(by, id, { revision, decision, words });
    expect(await codeOf(ask(m.reviewer, ''))).toBe('market.trade_clue_words');
    expect(await codeOf(decide(m.reviewer, 'confirm'))).toBe('market.trade_clue_state');
    expect(await codeOf(ask(auditor))).toBe('auth.forbidden');
    // Whoever has a place in one of the parties is out, whatever hat they wear.
    const { personId } = m.reviewer.viewer!;
    const place = { personId, organizationId: org('developer.harvest').id };
    await m.t.app.db.membership.create({ data: { ...place, duties: ['buyer'], createdAt: m.t.clock.now() } });
    expect(await codeOf(ask(m.reviewer))).toBe('market.trade_clue_own_party');
    expect(await codeOf(decide(m.reviewer, 'dismiss'))).toBe('market.trade_clue_own_party');
    expect((await getTradeClue(m.reviewer, id)).actions.every((one) => one.refusal !== null)).toBe(true);
    await m.t.app.db.membership.delete({ where: { personId_organizationId: place } });
    const asked = await ask(m.reviewer);
    expect(asked).toMatchObject({ state: 'asked', due_on: '2026-03-04' });
    expect(await codeOf(ask(m.finance))).toBe('market.trade_clue_changed');
    revision = asked.revision;
    expect(await codeOf(decide(m.finance, 'confirm'))).toBe('market.trade_clue_pending');
    const mine = await getTradeClue(m.developer, id);
    expect(mine).toMatchObject({
      side: 'owner',
      evidence: null,
      parties: [],
      actions: [{ name: 'answer', refusal: null }],
    });
    expect((await worklist(m.developer)).items.map((one) => one.kind)).toContain('trade_clue_answer');
    expect(await showTradeReview(m.developer, related.id)).toMatchObject({ review: { clue_id: id, asked: true } });
    expect(await showTradeReview(m.buyer, related.id)).toMatchObject({ review: { clue_id: null, asked: false } });
    expect(await codeOf(answerTradeClue(m.reviewer, id, { revision, words: '代答' }))).toBe('auth.forbidden');
    expect(await codeOf(answerTradeClue(m.developer, id, { revision, words: '' }))).toBe('market.trade_clue_words');
    const answered = await answerTradeClue(m.developer, id, {
      revision,
      words: '价格与公开方案一致，按市场原则成交。',
    });
    revision = answered.revision;
    const confirmed = await decide(m.finance, 'confirm', '代表人相同，未披露');
    expect(confirmed).toMatchObject({ state: 'confirmed', held: true });
    revision = confirmed.revision;
    expect(await held()).toEqual([['developer', related.id, 'flagged']]);
    expect(await codeOf(decide(m.finance, 'dismiss'))).toBe('market.trade_clue_two_people');
  });

  it('is paid once the clue is dismissed, and not while another is open', async () => {
    const { id } = await clueOf(related.id, 'related_buyer');
    const { revision } = await getTradeClue(m.reviewer, id);
    const dismissed = await decideTradeClue(m.reviewer, id, { revision, decision: 'dismiss', words: '补充材料属实' });
    expect(dismissed).toMatchObject({ state: 'dismissed', held: false, actions: [] });
    expect(dismissed.history.map((one) => one.action)).toEqual([
      'opened',
      'asked',
      'answered',
      'confirmed',
      'dismissed',
    ]);
    await expect(m.t.database.query("update trade_clue set state = 'open'")).rejects.toThrow(/append_only/);
    expect(await showTradeReview(m.buyer, related.id)).toEqual({ review: null });
    const batch = await proposePayouts(m.cashier, { password });
    expect(batch.total_fen).toBe('56667');
    // Flagged between proposal and approval: the run is outdated.
    const late = { id: 'tcl_late', no: 'JY-2026-999999', regionCode: '140000', orderId: related.id };
    const at = m.t.clock.now();
    const evidence = { kind: 'circular', window_days: 1, tolerance_ppm: 1, length: 2, sales: [] };
    await m.t.app.db.tradeClue.create({ data: { ...late, kind: 'circular', evidence, state: 'open', createdAt: at } });
    const approve = () => approvePayouts(m.finance, batch.id, { revision: batch.revision, password, opinion: '' });
    expect(await codeOf(approve())).toBe('payouts.outdated');
    expect((await getTradeClue(m.reviewer, 'tcl_late')).recomputed).toBe(false);
    await decideTradeClue(m.finance, 'tcl_late', { revision: 1, decision: 'dismiss', words: '误报' });
    expect(await approve()).toMatchObject({ state: 'approved' });
  });
});

describe('a ring of three', () => {
  it('flags every sale of it, each once', async () => {
    const paid = (day: string) => ({ placed_at: `${day}T01:00:00Z`, paid_at: `${day}T02:00:00Z`, state: 'fulfilled' });
    const [a, b, c] = [org('buyer').id, org('developer.road').id, org('developer.harvest').id];
    await sale('ord_bc', { buyer_id: b, developer_id: c, amount_fen: 104_000, ...paid('2026-02-10') });
    await sale('ord_ca', { buyer_id: c, developer_id: a, amount_fen: 96_000, ...paid('2026-02-11') });
    const closing = await paidOrder(m, product);
    const ring = (await clues(m.reviewer, { kind: 'circular', state: 'open' })).map((one) => one.order_id).sort();
    expect(ring).toEqual([closing.id, 'ord_bc', 'ord_ca'].sort());
    const full = await getTradeClue(m.finance, (await clueOf('ord_ca', 'circular')).id);
    expect(full.recomputed).toBe(true);
    expect(full.evidence?.kind === 'circular' && full.evidence.sales.map((one) => one.payer_id)).toEqual([a, b, c]);
    await examineSale(m.t.app, { order_id: closing.id });
    expect(await clues(m.reviewer, { kind: 'circular', state: 'open' })).toHaveLength(3);
  });
});

describe('an outlier of price', () => {
  it('is found against the list price, and against what was paid before', async () => {
    const day = { placed_at: '2026-02-12T03:00:00Z', paid_at: '2026-02-12T03:30:00Z', state: 'fulfilled' };
    await sale('ord_half', { ...day, amount_fen: 50_000 });
    for (let i = 0; i < 4; i++) await sale(`ord_peer${i}`, { ...day, amount_fen: 100_000 });
    await sale('ord_tenfold', { ...day, paid_at: '2026-02-12T05:00:00Z', amount_fen: 1_000_000 });
    for (const order_id of ['ord_half', 'ord_peer0', 'ord_tenfold']) await examineSale(m.t.app, { order_id });
    const found = await clues(m.reviewer, { kind: 'unusual_price' });
    expect(found.map((one) => one.order_id).sort()).toEqual(['ord_half', 'ord_tenfold']);
    const grounds = async (orderId: string) => {
      const { evidence, recomputed } = await getTradeClue(m.reviewer, (await clueOf(orderId, 'unusual_price')).id);
      return [recomputed, evidence?.kind === 'unusual_price' ? evidence.grounds : null];
    };
    expect(await grounds('ord_half')).toEqual([true, ['list_price']]);
    expect(await grounds('ord_tenfold')).toEqual([true, ['list_price', 'median']]);
  });

  it('stands in the sheet with the rest, without a formula', async () => {
    const { text, name } = await exportTradeClues(m.finance, {});
    expect(name).toMatch(/^trade-clues-2026-02-12\.csv$/);
    expect(text.trim().split('\r\n')).toHaveLength(1 + (await clues()).length);
    expect(text).toContain('"10000.00"');
    expect((await exportTradeClues(m.finance, { state: 'dismissed' })).text).toContain('补充材料属实');
    expect((await exportTradeClues(cityReviewer, {})).text.trim().split('\r\n')).toHaveLength(1);
  });
});
