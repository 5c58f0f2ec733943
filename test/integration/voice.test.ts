/** The buyers' voice: quotations that become orders at exactly their terms, reviews, complaints, and listings at exchanges. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { verifyDocument } from '#api/documents/service.ts';
import { complaining } from '#api/market/complaints/contract.ts';
import {
  answerComplaint,
  carryOutMeasure,
  complaintSubject,
  countComplaints,
  decideComplaint,
  fileComplaint,
  getComplaint,
  listComplaints,
  withdrawComplaint,
} from '#api/market/complaints/service.ts';
import { marketJobs } from '#api/market/jobs.ts';
import { newListing, sale } from '#api/market/listings/contract.ts';
import {
  endDataExchange,
  endExchangeListing,
  enterDataExchange,
  getListing,
  listAtExchange,
  listDataExchanges,
  listExchangeListings,
  listProductListings,
  openRightStatementPdf,
  reportExchangeSale,
  showRightStatement,
} from '#api/market/listings/service.ts';
import { accepting, asking, offering, privateOffer } from '#api/market/quotations/contract.ts';
import {
  acceptQuotation,
  askQuotation,
  declineQuotation,
  getQuotation,
  listQuotations,
  makePrivateOffer,
  offerQuotation,
  rejectQuotation,
  withdrawQuotation,
} from '#api/market/quotations/service.ts';
import {
  getReview,
  hideProductReview,
  listProductReviews,
  listProductStars,
  replyToProductReview,
  reviewProduct,
  unhideProductReview,
} from '#api/market/reviews/service.ts';
import { renewOrder, setRenewal } from '#api/orders/access.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { cancelOrder, getOrder } from '#api/orders/service.ts';
import { worklist } from '#api/overview/service.ts';
import { fileCeiling } from '#api/products/guard.ts';
import { getOwn, getProduct, withdrawProduct } from '#api/products/service.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { codeOf } from '#test/support/licensed.ts';
import { listedProduct, type Market, marketWorld, paidOrder, slip } from '#test/support/market.ts';

let m: Market;
let product: OwnProductOut;
beforeAll(async () => {
  m = await marketWorld();
  product = await listedProduct(m);
  await m.t.drain();
}, 180_000);
afterAll(() => m.t.close());

const once = (fen: string) => ({ kind: 'one_off', amount_fen: fen }) as const;
const ask = (over: object = {}, by: Ctx = m.buyer) =>
  askQuotation(
    by,
    product.no,
    asking.parse({
      need: '全省干线逐日指数，含历史五年',
      use: '物流路线规划',
      volume: '约 2000 万行',
      period: '三年',
      wanted_by: '2026-11-20',
      ...over,
    }),
  );
const offerOf = (over: object = {}) => ({
  revision: 1,
  terms: once('80000'),
  valid_until: '2026-11-30',
  words: '含历史数据',
  ...over,
});
const offer = (id: string, over: object = {}, by: Ctx = m.developer) =>
  offerQuotation(by, id, offering.parse(offerOf(over)));
const accept = (id: string, over: object, by: Ctx = m.buyer) =>
  acceptQuotation(by, id, accepting.parse({ revision: 1, offer: 1, ...over }));
const letters = async (about: string) =>
  (await m.t.database.query('select subject_zh from participant_letter where about = $1 order by id', [about])).map(
    (row) => String(row.subject_zh),
  );

describe('a request for quotation', () => {
  it('is seen by the two parties and the department, answered, superseded, and accepted at exactly its price', async () => {
    expect(await codeOf(ask({}, m.developer))).toBe('market.no_business_with_oneself');
    expect(await codeOf(ask({}, m.agency))).toBe('auth.forbidden');
    expect(await codeOf(ask({ wanted_by: '2026-10-01' }))).toBe('market.day_out_of_range');
    const q = await ask({ purpose_kind: 'industry' });
    expect(q).toMatchObject({
      kind: 'requested',
      state: 'asked',
      side: 'buyer',
      offers: [],
      lapses_after: '2026-11-20',
    });
    expect(q.no).toMatch(/^XJ-2026-\d{6}$/);
    expect(await codeOf(ask())).toBe('market.quotation_open');
    expect((await worklist(m.developer)).items.map((one) => one.kind)).toContain('quotation_offer');
    expect(await codeOf(getQuotation(m.other, q.id))).toBe('market.quotation_not_found');
    expect(await codeOf(getQuotation(m.agency, q.id))).toBe('market.quotation_not_found');
    expect((await getQuotation(m.reviewer, q.id)).actions).toEqual([]);
    expect((await listQuotations(m.reviewer, { side: 'department', page: 1, page_size: 20 })).total).toBe(1);
    expect((await listQuotations(m.other, { side: 'owner', page: 1, page_size: 20 })).total).toBe(0);

    expect(await codeOf(offer(q.id, {}, m.buyer))).toBe('market.wrong_state');
    expect(await codeOf(offer(q.id, { valid_until: '2028-01-01' }))).toBe('market.day_out_of_range');
    expect(await codeOf(offer(q.id, { revision: 9 }))).toBe('market.changed_meanwhile');
    expect(await codeOf(offer(q.id, { terms: { kind: 'free' } }))).toBe('market.free_plan_is_public');
    // A plan that counts calls does not fit what is handed over as a file.
    expect(await codeOf(offer(q.id, { terms: { kind: 'pack', amount_fen: '1', calls: 5, days: 5 } }))).toBe(
      'products.plan_not_counted',
    );
    const first = await offer(q.id);
    expect(first).toMatchObject({ state: 'offered', lapses_after: '2026-11-30', amount_fen: '80000' });
    expect((await worklist(m.buyer)).items.map((one) => one.kind)).toContain('quotation_answer');
    const second = await offer(q.id, { revision: first.revision, terms: once('75000'), words: '再优惠' });
    expect(second.offers.map((one) => [one.number, one.stands, one.amount_fen])).toEqual([
      [1, false, '80000'],
      [2, true, '75000'],
    ]);
    expect(await codeOf(accept(q.id, { revision: second.revision, offer: 1 }))).toBe('market.offer_superseded');
    expect(await codeOf(accept(q.id, { revision: second.revision, offer: 2 }, m.developer))).toBe('market.wrong_state');
    const done = await accept(q.id, { revision: second.revision, offer: 2 });
    expect(done).toMatchObject({ state: 'accepted', actions: [] });
    const order = await getOrder(m.buyer, done.order?.id ?? '');
    expect(order).toMatchObject({
      amount_fen: '75000',
      state: 'awaiting_payment',
      purpose_kind: 'industry',
      purpose: '物流路线规划',
      plan: { name: q.no, terms: { kind: 'one_off', amount_fen: '75000' } },
    });
    expect(order.offer_id).toMatch(/^qof_/);
    expect(await codeOf(accept(q.id, { revision: done.revision, offer: 2 }))).toBe('market.wrong_state');
    expect((await letters(q.id)).length).toBe(4);
    await confirmPayment(m.finance, slip(m, order));
    await m.t.drain();
    expect((await getOrder(m.buyer, order.id)).state).toBe('fulfilled');
  });

  it('never shows the private price to others, in the list, the product or an order of theirs', async () => {
    expect((await getProduct(m.t.ctx(), product.no)).plans.map((one) => one.number)).toEqual([1]);
    expect((await getOwn(m.developer, product.id)).ended_plans).toEqual([]);
    const [row] = await m.t.database.query('select plan_version_id as id from quotation_offer limit 1');
    const stolen = m.t.database.query(
      `insert into "order" (id, no, reference, buyer_id, developer_id, product_id, agreement_id, agreement_version, amount_fen, state,
        revision, placed_at, expires_at, plan_version_id)
       select 'ord_x', 'x', 'x', $2, developer_id, product_id, agreement_id, agreement_version, amount_fen, state, 1, placed_at,
        expires_at, $1 from "order" limit 1`,
      [String(row?.id), m.world.organization('developer.harvest').id],
    );
    await expect(stolen).rejects.toThrow(/private_plan/);
    await expect(m.t.database.query('update quotation_offer set amount_fen = 1')).rejects.toThrow(/step_kept/);
  });

  it('is declined with a reason, taken back, or lapses on its day', async () => {
    const q = await ask();
    expect(await codeOf(declineQuotation(m.developer, q.id, { revision: 1, words: '' }))).toBe('market.words_needed');
    const declined = await declineQuotation(m.developer, q.id, { revision: 1, words: '没有五年历史' });
    expect(declined).toMatchObject({ state: 'declined' });
    expect(declined.history.at(-1)).toMatchObject({ action: 'decline', words: '没有五年历史' });
    const back = await withdrawQuotation(m.buyer, (await ask()).id, { revision: 1, words: '' });
    expect(back.state).toBe('withdrawn');
    const third = await ask();
    const made = await offer(third.id);
    expect(await codeOf(withdrawQuotation(m.buyer, third.id, { revision: made.revision, words: '' }))).toBe(
      'market.wrong_state',
    );
    expect((await rejectQuotation(m.buyer, third.id, { revision: made.revision, words: '价格偏高' })).state).toBe(
      'rejected',
    );
    const fourth = await ask({ wanted_by: '2026-11-04' });
    const now = m.t.clock.now();
    m.t.clock.set('2026-11-05T09:00:00+08:00');
    await marketJobs['market.watch'](m.t.app);
    await marketJobs['market.watch'](m.t.app);
    const over = await getQuotation(m.buyer, fourth.id);
    expect(over.state).toBe('lapsed');
    expect(over.history.filter((one) => one.action === 'lapse')).toHaveLength(1);
    m.t.clock.set(now);
  });

  it('for the public good is offered free or not at all', async () => {
    const q = await ask({ purpose_kind: 'public_interest' });
    expect(await codeOf(offer(q.id))).toBe('products.public_interest_is_free');
    const free = await offer(q.id, { terms: once('0') });
    const done = await accept(q.id, { revision: free.revision });
    const order = await getOrder(m.buyer, done.order?.id ?? '');
    expect(order).toMatchObject({ amount_fen: '0', purpose_kind: 'public_interest' });
  });
});

describe('a private offer', () => {
  const uscc = (key: Parameters<Market['world']['organization']>[0]) => m.world.organization(key).uscc;
  const make = (over: object = {}, by: Ctx = m.developer) =>
    makePrivateOffer(
      by,
      privateOffer.parse({
        product_no: product.no,
        buyer_uscc: uscc('buyer'),
        terms: once('60000'),
        valid_until: '2026-11-10',
        ...over,
      }),
    );

  it('goes to one named buyer that is no party to the product', async () => {
    expect(await codeOf(make({ buyer_uscc: '91140000000000000X' }))).toBe('market.buyer_unknown');
    expect(await codeOf(make({ buyer_uscc: uscc('developer.road') }))).toBe('market.no_business_with_oneself');
    expect(await codeOf(make({ buyer_uscc: uscc('province.transport') }))).toBe('market.no_business_with_oneself');
    expect(await codeOf(make({}, m.other))).toBe('products.not_found');
    const q = await make();
    expect(q).toMatchObject({ kind: 'private', state: 'offered', side: 'owner', need: '' });
    const back = await withdrawQuotation(m.developer, q.id, { revision: q.revision, words: '' });
    expect(back.state).toBe('withdrawn');
  });

  it('is judged by the ceiling when it is made and when it is accepted, and ends with its day', async () => {
    const q = await make();
    await fileCeiling(m.finance, product.no, {
      basis: 'once',
      ceiling_yuan: '500',
      document_no: '晋发改价格〔2026〕9号',
      authority: '山西省发展改革委',
      valid_from: '2026-11-01',
      valid_to: '2026-11-30',
    });
    expect(await codeOf(accept(q.id, { revision: q.revision }))).toBe('products.price_above_ceiling');
    expect((await getQuotation(m.buyer, q.id)).state).toBe('offered');
    expect(await codeOf(make())).toBe('products.price_above_ceiling');
    const within = await offer(q.id, { revision: q.revision, terms: once('50000'), valid_until: '2026-11-10' });
    const now = m.t.clock.now();
    m.t.clock.set('2026-11-11T00:30:00+08:00');
    expect(await codeOf(accept(q.id, { revision: within.revision, offer: 2 }))).toBe('market.offer_over');
    m.t.clock.set(now);
    const done = await accept(q.id, { revision: within.revision, offer: 2, purpose: '路线规划' });
    const order = await getOrder(m.buyer, done.order?.id ?? '');
    expect(order).toMatchObject({ amount_fen: '50000', purpose: '路线规划' });
    await cancelOrder(m.buyer, order.id, { revision: order.revision });
  });
});

describe('a period under an offer', () => {
  it('is a plan of its own, for its time and not renewed', async () => {
    const terms = { kind: 'period', unit: 'month', amount_fen: '30000' };
    const q = await ask();
    const made = await offer(q.id, { terms, name: '三个月试点' });
    const done = await accept(q.id, { revision: made.revision });
    const id = done.order?.id ?? '';
    const order = await getOrder(m.buyer, id);
    expect(order).toMatchObject({ plan: { name: '三个月试点', kind: 'period' }, amount_fen: '30000', renews: false });
    await confirmPayment(m.finance, slip(m, order));
    await m.t.drain();
    const now = m.t.clock.now();
    m.t.clock.set('2026-11-25T10:00:00+08:00');
    expect(await codeOf(renewOrder(m.buyer, id))).toBe('orders.offer_not_renewed');
    expect(await codeOf(setRenewal(m.buyer, id, { renew: true }))).toBe('orders.offer_not_renewed');
    const { actions } = await getOrder(m.buyer, id);
    expect(actions.find((one) => one.name === 'renew')?.refusal?.code).toBe('orders.offer_not_renewed');
    m.t.clock.set(now);
  });
});

describe('a review', () => {
  let reviewed: OwnProductOut;
  let id: string;
  const write = (over: object, by: Ctx = m.buyer) =>
    reviewProduct(by, reviewed.no, { stars: 4, words: '数据准确，更新及时', ...over });

  it('is written by a buyer that paid and was delivered to, and by nobody else', async () => {
    reviewed = await listedProduct(m);
    await m.t.drain();
    expect(await codeOf(write({}))).toBe('market.review_not_bought');
    expect((await listProductReviews(m.buyer, reviewed.no)).write?.refusal?.code).toBe('market.review_not_bought');
    expect(await codeOf(write({}, m.developer))).toBe('market.no_business_with_oneself');
    expect(await codeOf(write({}, m.agency))).toBe('market.no_business_with_oneself');
    await paidOrder(m, reviewed.no);
    const made = await write({});
    id = made.id;
    expect(made).toMatchObject({ stars: 4, revision: 1, refunded: false, changed_at: null });
    expect(await codeOf(write({}))).toBe('market.changed_meanwhile');
    expect(await codeOf(write({ revision: 1 }))).toBe('market.review_unchanged');
    const again = await write({ revision: 1, stars: 5, words: '客服也很好' });
    expect(again.wordings.map((one) => one.stars)).toEqual([4, 5]);
    const list = await listProductReviews(m.t.ctx(), reviewed.no);
    expect(list).toMatchObject({ summary: { count: 1, mean: '5.0', spread: [0, 0, 0, 0, 1] }, write: null, own: null });
    expect(list.items[0]?.actions).toEqual([]);
    expect(await listProductStars(m.t.ctx(), { no: `${reviewed.no},${product.no}` })).toEqual({
      items: [{ product_no: reviewed.no, count: 1, mean: '5.0' }],
    });
    await expect(m.t.database.query("update product_review_wording set words = '改'")).rejects.toThrow(/step_kept/);
    // Nor by whoever has the database in hand: the order must be this buyer's, of this product, and kept.
    const forged = m.t.database.query(
      'update product_review set order_id = (select id from "order" where state = $1 limit 1)',
      ['cancelled'],
    );
    await expect(forged).rejects.toThrow(/not_bought/);
  });

  it('is replied to once by the owner, whose every wording is kept', async () => {
    expect(await codeOf(replyToProductReview(m.buyer, id, { revision: 2, words: '谢谢' }))).toBe(
      'market.review_not_found',
    );
    expect(await codeOf(replyToProductReview(m.other, id, { revision: 2, words: '谢谢' }))).toBe(
      'market.review_not_found',
    );
    const replied = await replyToProductReview(m.developer, id, { revision: 2, words: '谢谢' });
    expect(replied.reply?.words).toBe('谢谢');
    const reworded = await replyToProductReview(m.developer, id, { revision: 3, words: '感谢支持' });
    expect(reworded.replies.map((one) => one.words)).toEqual(['谢谢', '感谢支持']);
    expect(await codeOf(replyToProductReview(m.developer, id, { revision: 4, words: '感谢支持' }))).toBe(
      'market.review_unchanged',
    );
  });

  it('is hidden by the department alone, with the reason in its place', async () => {
    expect(await codeOf(hideProductReview(m.developer, id, { revision: 4, words: '不实' }))).toBe(
      'market.review_not_found',
    );
    const hidden = await hideProductReview(m.reviewer, id, { revision: 4, words: '含有辱骂内容' });
    expect(hidden).toMatchObject({ state: 'hidden', hidden_why: '含有辱骂内容' });
    const list = await listProductReviews(m.t.ctx(), reviewed.no);
    expect(list.summary.count).toBe(0);
    expect(list.items).toMatchObject([{ stars: null, words: null, reply: null, hidden_why: '含有辱骂内容' }]);
    expect(await codeOf(write({ revision: 5, stars: 1 }))).toBe('market.review_hidden');
    expect((await unhideProductReview(m.reviewer, id, { revision: 5, words: '复核后恢复' })).state).toBe('visible');
    expect((await getReview(m.buyer, id)).hidden_why).toBeNull();
    expect(await codeOf(getReview(m.other, id))).toBe('market.review_not_found');
  });

  it('is not written by an organisation that is entered as related', async () => {
    const [buyer, owner] = [m.world.organization('buyer').id, m.world.organization('developer.road').id];
    await m.t.database.query(
      `insert into organization_relation (id, holder_id, held_id, kind, basis, valid_from, valid_to, entered_by, source, created_at)
       values ('rel_1', $1, $2, 'controls', '登记', '2026-01-01', '2026-11-30', $1, 'declared', now())`,
      [buyer, owner],
    );
    expect(await codeOf(write({ revision: 6, stars: 1 }))).toBe('market.review_related');
  });
});

describe('a complaint', () => {
  let sold: OwnProductOut;
  const complain = (over: Partial<z.input<typeof complaining>>, by: Ctx = m.buyer) =>
    fileComplaint(by, sold.no, complaining.parse({ category: 'quality', statement: '数据缺少三个月', ...over }));

  it('is a buyer’s, or anybody’s where it is about citation or rights', async () => {
    sold = await listedProduct(m);
    expect(await codeOf(complain({}))).toBe('market.complaint_needs_purchase');
    expect(await codeOf(complain({ category: 'rights' }, m.developer))).toBe('market.complaint_against_oneself');
    const rights = await complain({ category: 'rights' }, m.other);
    expect(rights).toMatchObject({ state: 'filed', side: 'complainant', order_no: null });
    expect(await codeOf(complain({ category: 'rights' }, m.other))).toBe('market.complaint_open');
    expect(await codeOf(complain({ category: 'rights', order_no: 'DD-2026-999999' }))).toBe(
      'market.complaint_needs_purchase',
    );
    expect(await codeOf(getComplaint(m.buyer, rights.id))).toBe('market.complaint_not_found');
    const back = await withdrawComplaint(m.other, rights.id, { revision: 1, words: '' });
    expect(back.state).toBe('withdrawn');
    expect(await countComplaints(m.t.ctx(), sold.no)).toMatchObject({ open: 0, withdrawn: 1 });
  });

  it('is answered in working days, decided with words, and the measure takes the product off', async () => {
    const order = await paidOrder(m, sold.no);
    const filed = await complain({ wish: '补齐数据' });
    expect(filed).toMatchObject({
      order_no: order.no,
      answer_due: '2026-11-16',
      decide_due: '2026-12-07',
      late: false,
    });
    expect((await worklist(m.developer)).items.map((one) => one.kind)).toContain('complaint_answer');
    const decide = (over: object) =>
      decideComplaint(m.reviewer, filed.id, {
        revision: 1,
        words: '属实',
        finding: 'founded',
        measure: 'delist',
        ...over,
      });
    expect(await codeOf(decide({}))).toBe('market.decision_before_answer');
    expect(await codeOf(answerComplaint(m.buyer, filed.id, { revision: 1, words: 'x' }))).toBe('market.wrong_state');
    expect(await codeOf(answerComplaint(m.developer, filed.id, { revision: 1, words: '' }))).toBe(
      'market.words_needed',
    );
    const answered = await answerComplaint(m.developer, filed.id, { revision: 1, words: '来源方停更三个月' });
    expect(answered.state).toBe('answered');
    expect((await worklist(m.reviewer)).items.map((one) => one.kind)).toContain('complaint_decide');
    const { revision } = answered;
    expect(await codeOf(decide({ revision, finding: 'unfounded' }))).toBe('market.measure_without_fault');
    expect(await codeOf(decide({ revision, words: '' }))).toBe('market.words_needed');
    const decided = await decide({ revision });
    expect(decided).toMatchObject({
      state: 'decided',
      finding: 'founded',
      measure: 'delist',
      measure_due: '2026-11-16',
    });
    expect(await countComplaints(m.t.ctx(), sold.no)).toMatchObject({ founded: 1, measures_open: 1 });
    expect((await worklist(m.developer)).items.map((one) => one.kind)).toContain('complaint_measure');
    const done = await carryOutMeasure(m.developer, filed.id, { revision: decided.revision, words: '' });
    expect(done).toMatchObject({ product_state: 'withdrawn', actions: [] });
    expect(await codeOf(carryOutMeasure(m.developer, filed.id, { revision: done.revision, words: '' }))).toBe(
      'market.measure_done',
    );
    // Whoever bought it may complain all the same.
    expect(await complaintSubject(m.buyer, sold.no)).toEqual({ no: sold.no, title: sold.title });
    expect((await complain({ category: 'support' })).state).toBe('filed');
    await expect(m.t.database.query("update product_complaint_step set words = '改'")).rejects.toThrow(/step_kept/);
  });

  it('shows who did not answer, and is decided then; a refund must be there before it is reported', async () => {
    const now = m.t.clock.now();
    const filed = await fileComplaint(
      m.buyer,
      product.no,
      complaining.parse({ category: 'price', statement: '重复收费，请核实' }),
    );
    m.t.clock.set(`${filed.answer_due}T10:00:00+08:00`);
    await marketJobs['market.watch'](m.t.app);
    expect((await getComplaint(m.reviewer, filed.id)).late).toBe(false);
    m.t.clock.advance({ days: 1 });
    await marketJobs['market.watch'](m.t.app);
    await marketJobs['market.watch'](m.t.app);
    const late = await getComplaint(m.reviewer, filed.id);
    expect(late).toMatchObject({ late: true, due_on: filed.decide_due });
    expect(late.history.filter((one) => one.action === 'overdue')).toHaveLength(1);
    const list = await listComplaints(m.reviewer, { side: 'department', page: 1, page_size: 20 });
    expect(list.items.find((one) => one.id === filed.id)?.late).toBe(true);
    const decided = await decideComplaint(m.reviewer, filed.id, {
      revision: late.revision,
      words: '逾期未答复，予以认定',
      finding: 'founded',
      measure: 'refund',
    });
    expect(await codeOf(carryOutMeasure(m.developer, filed.id, { revision: decided.revision, words: '' }))).toBe(
      'market.measure_refund_missing',
    );
    m.t.clock.set(now);
  });
});

describe('a listing at an exchange', () => {
  let sold: OwnProductOut;
  let exchangeId: string;
  const uscc = (key: Parameters<Market['world']['organization']>[0]) => m.world.organization(key).uscc;
  const list = (over: object = {}, by: Ctx = m.developer) =>
    listAtExchange(
      by,
      newListing.parse({
        product_no: sold.no,
        exchange_id: exchangeId,
        listing_no: 'SX-0001',
        address: 'https://exchange.example/p/1',
        ...over,
      }),
    );

  it('needs an exchange the department entered, and states the right it rests on', async () => {
    sold = await listedProduct(m);
    await m.t.drain();
    const entered = { name: '山西数据交易中心', website: 'https://exchange.example', basis: '晋政函〔2026〕8号' };
    expect(await codeOf(enterDataExchange(m.developer, entered))).toBe('auth.forbidden');
    const exchange = await enterDataExchange(m.reviewer, entered);
    exchangeId = exchange.id;
    expect(await codeOf(enterDataExchange(m.reviewer, entered))).toBe('market.exchange_known');
    expect((await listDataExchanges(m.t.ctx())).items).toMatchObject([{ name: entered.name, ended: false }]);
    expect(await codeOf(list({ exchange_id: 'dex_0' }))).toBe('market.exchange_not_found');
    expect(await codeOf(list({}, m.other))).toBe('products.not_found');
    const listed = await list();
    expect(listed).toMatchObject({ state: 'listed', right_valid: true, sales: [] });
    expect(await codeOf(list({ listing_no: 'SX-0002' }))).toBe('market.listing_known');
    expect(await codeOf(getListing(m.other, listed.id))).toBe('market.listing_not_found');
    expect((await listExchangeListings(m.reviewer)).items.map((one) => one.id)).toEqual([listed.id]);
    const right = await showRightStatement(m.t.ctx(), listed.statement_no);
    expect(right).toMatchObject({
      valid: true,
      product_no: sold.no,
      owner_uscc: uscc('developer.road'),
      agreements: [{ no: m.agreement.no, agency_name: m.world.organization('province.transport').name }],
    });
    expect(await verifyDocument(m.t.ctx(), listed.statement_no)).toMatchObject({
      kind: 'right_statement',
      intact: true,
    });
    expect((await openRightStatementPdf(m.t.ctx(), listed.statement_no)).bytes.length).toBeGreaterThan(5000);
    expect(await codeOf(showRightStatement(m.t.ctx(), 'QS-2026-999999'))).toBe('market.right_statement_not_found');
    const { url } = await m.t.serve('api');
    const get = (path: string) => fetch(`${url}/api/v1${path}`);
    const pdf = await get(`/right-statements/${listed.statement_no}/statement.pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await get('/own/quotations')).status).toBe(401);
    const counted = await (await get(`/products/${sold.no}/complaints`)).json();
    expect(counted).toEqual({ open: 0, founded: 0, unfounded: 0, settled: 0, withdrawn: 0, measures_open: 0 });
    expect(await (await get(`/products/${sold.no}/reviews`)).json()).toMatchObject({ write: null, items: [] });
  });

  it('enters a deal made there as an order that pays the treasury', async () => {
    const [one] = (await listExchangeListings(m.developer)).items;
    const report = (over: object = {}) =>
      reportExchangeSale(
        m.developer,
        one?.id ?? '',
        sale.parse({
          revision: one?.revision,
          external_ref: 'CJ-1',
          sold_on: '2026-11-02',
          buyer_uscc: uscc('buyer'),
          plan: 1,
          amount_fen: '120000',
          ...over,
        }),
      );
    expect(await codeOf(report({ sold_on: '2026-10-01' }))).toBe('market.sale_day');
    expect(await codeOf(report({ buyer_uscc: '91140000000000000X' }))).toBe('market.buyer_unknown');
    expect(await codeOf(report({ buyer_uscc: uscc('developer.road') }))).toBe('market.no_business_with_oneself');
    expect(await codeOf(report({ plan: 9 }))).toBe('market.sale_terms');
    const done = await report();
    expect(done.sales).toMatchObject([{ external_ref: 'CJ-1', amount_fen: '120000', order_state: 'awaiting_payment' }]);
    expect(await codeOf(report({ revision: done.revision }))).toBe('market.sale_known');
    const order = await getOrder(m.buyer, done.sales[0]?.order_id ?? '');
    expect(order.instructions).toMatchObject({ route: 'bank', amount_fen: '120000' });
    await confirmPayment(m.finance, slip(m, order));
    await m.t.drain();
    const [held] = await m.t.database.query(`select count(*)::int as n from allocation where order_id = $1`, [
      order.id,
    ]);
    expect(held?.n).toBeGreaterThan(0);
    expect((await getOrder(m.buyer, order.id)).state).toBe('fulfilled');
  });

  it('ends by itself with the right, and its owner is told', async () => {
    const [one] = (await listExchangeListings(m.developer)).items;
    const own = await getOwn(m.developer, sold.id);
    await withdrawProduct(m.developer, sold.id, own.revision);
    expect(await showRightStatement(m.t.ctx(), one?.statement_no ?? '')).toMatchObject({
      valid: false,
      why_not: 'product_withdrawn',
    });
    await marketJobs['market.watch'](m.t.app);
    await marketJobs['market.watch'](m.t.app);
    const over = await getListing(m.developer, one?.id ?? '');
    expect(over).toMatchObject({ state: 'ended', ended_why: 'product_withdrawn', actions: [] });
    expect(await letters(one?.id ?? '')).toHaveLength(1);
    expect(await codeOf(endExchangeListing(m.developer, over.id, { revision: over.revision }))).toBe(
      'market.listing_ended',
    );
    expect(await codeOf(list())).toBe('market.product_not_on_sale');

    const other = await listedProduct(m);
    const second = await list({ product_no: other.no, listing_no: 'SX-0009' });
    await byHand('agreement', "update agreement set state = 'suspended' where id = $1", [m.agreement.id]);
    expect((await listProductListings(m.t.ctx(), other.no)).items).toMatchObject([
      { state: 'listed', right_valid: false },
    ]);
    const third = list({ product_no: other.no, listing_no: 'SX-0010' });
    expect(await codeOf(third)).toBe('market.listing_known');
    await marketJobs['market.watch'](m.t.app);
    expect((await getListing(m.developer, second.id)).ended_why).toBe('agreement_not_in_force');
    expect(await codeOf(list({ product_no: other.no, listing_no: 'SX-0010' }))).toBe('market.no_right');
    await byHand('agreement', "update agreement set state = 'active' where id = $1", [m.agreement.id]);
    expect((await endDataExchange(m.reviewer, exchangeId)).ended).toBe(true);
    expect(await codeOf(list({ product_no: other.no, listing_no: 'SX-0010' }))).toBe('market.exchange_ended');
  });
});

/** Past every trigger, as the room that owns the row would in its own way. */
async function byHand(table: string, sql: string, values: unknown[] = []): Promise<void> {
  await m.t.database.query(`alter table ${table} disable trigger user`);
  await m.t.database.query(sql, values);
  await m.t.database.query(`alter table ${table} enable trigger user`);
}
