/** What a payment read anew says, booked: each fact once under its key. Call inside `act`, with the payment locked. */
import { enqueue } from '#api/audit/enqueue.ts';
import type { Ctx } from '#api/context.ts';
import { newId } from '#api/context.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { cashStripe, disputeFee, pspFee, recvDispute, refundDue, unmatched } from '#api/ledger/rules/accounts.ts';
import type { Line } from '#api/ledger/rules/posting.ts';
import * as ledger from '#api/ledger/service.ts';
import { bookReceipt } from '#api/orders/payments.ts';
import { receiptFault } from '#api/orders/rules/order.ts';
import * as orders from '#api/orders/store.ts';
import { findHolder } from '#api/organizations/service.ts';
import type { Movement, ProviderDispute, ProviderPayment, ProviderRefund } from '#api/ports/payments/checkout-port.ts';
import { takeBackLost } from '#api/revenue/chargebacks.ts';
import type { CaseKind } from './rules/codes.ts';
import { closedDisputes, openDisputes } from './rules/events.ts';
import type { FactKind } from './rules/fold.ts';
import * as store from './store.ts';
import { orderOfInvoice } from './subscription-store.ts';

/** The work on one payment: what is known of it, and what this run has posted. */
export interface Work {
  readonly tx: Ctx;
  readonly payment: ProviderPayment;
  readonly eventId: string | null;
  readonly order: orders.OrderRow | null;
  readonly known: Map<string, store.FactRow>;
  readonly transactions: string[];
}

export async function startWork(tx: Ctx, payment: ProviderPayment, eventId: string | null): Promise<Work> {
  await store.lockPayment(tx.db, payment.id);
  const invoiced = payment.invoiceId === null ? null : await orderOfInvoice(tx.db, payment.invoiceId);
  const orderId = payment.orderId ?? invoiced;
  const order = orderId === null ? null : await orders.lockOrder(tx.db, orderId);
  const facts = await store.factsOf(tx.db, { paymentIntentId: payment.id });
  return { tx, payment, eventId, order, known: new Map(facts.map((row) => [row.key, row])), transactions: [] };
}

interface Said {
  readonly kind: FactKind;
  readonly objectId: string;
  readonly amountFen: bigint;
  readonly feeFen?: bigint;
}

async function remember(w: Work, key: string, said: Said, transactionId: string | null): Promise<void> {
  const row = {
    key,
    paymentIntentId: w.payment.id,
    orderId: w.order?.id ?? null,
    eventId: w.eventId,
    transactionId,
    observedAt: w.tx.clock.now(),
    feeFen: 0n,
    ...said,
  };
  await store.insertFact(w.tx.db, row);
  w.known.set(key, row);
}

async function post(w: Work, kind: string, key: string, lines: readonly Line[], effectiveAt?: Date): Promise<string> {
  const posted = await ledger.post(w.tx, {
    kind,
    key,
    lines,
    effectiveAt: effectiveAt ?? w.tx.clock.now(),
    ...(w.order === null ? {} : { orderId: w.order.id, memo: w.order.no }),
  });
  if (posted.outcome === 'posted') w.transactions.push(posted.transaction_id);
  return posted.transaction_id;
}

interface Matter {
  readonly objectId: string;
  readonly amountFen?: bigint;
  readonly currency?: string;
  /** Figures and words of the provider; nobody's name. */
  readonly detail?: string;
}

/** What a case says of the order it is about. */
type OrderRef = Pick<orders.OrderRow, 'id'> & { readonly agreement: { readonly regionCode: string } };

/** Puts a matter before a person, once. */
export async function raise(
  w: Pick<Work, 'tx' | 'eventId'> & { readonly order: OrderRef | null; readonly payment?: ProviderPayment },
  kind: CaseKind,
  key: string,
  { objectId, amountFen, currency, detail = '' }: Matter,
): Promise<void> {
  await store.openCase(w.tx.db, {
    id: newId(w.tx, 'stripeCase'),
    key,
    kind,
    eventId: w.eventId,
    orderId: w.order?.id ?? null,
    regionCode: w.order?.agreement.regionCode ?? provinceCode,
    objectId,
    paymentIntentId: w.payment?.id ?? null,
    amountFen: amountFen ?? null,
    currency: currency?.slice(0, 3) ?? null,
    detail: detail.slice(0, 300),
    openedAt: w.tx.clock.now(),
  });
}

/** Money arrived: the order's receipt when everything fits, suspense and a person otherwise; nothing is delivered on a guess. */
export async function received(w: Work): Promise<void> {
  const { tx, payment: p, order } = w;
  const key = `stripe:${p.id}:succeeded`;
  const paidAt = p.paidAt ?? tx.clock.now();
  const matter = { objectId: p.id, amountFen: p.receivedFen, currency: p.currency };
  if (w.known.has(key)) return;
  // A ledger in yuan has no place for another currency: the money stays at the provider until a person has dealt with it.
  if (p.currency !== 'cny') return raise(w, 'wrong_currency', `currency:${p.id}`, matter);
  const receipt = {
    route: 'stripe' as const,
    amountFen: p.receivedFen,
    serial: p.id,
    payerName: p.payer,
    valueDate: dayOf(paidAt),
  };
  // A month that was closed meanwhile stays closed: what is found late is booked when it is found.
  const bookedAt = await ledger.openInstant(tx, paidAt);
  const bureau = order === null ? null : await findHolder(tx, 'finance_bureau', order.agreement.regionCode);
  const fault =
    order === null ? null : receiptFault({ ...order, paidSerial: order.payment?.bankSerial ?? null }, receipt);
  if (order === null || fault !== null || bureau === null) {
    const lines = [
      { account: cashStripe, amount_fen: p.receivedFen },
      { account: unmatched, amount_fen: -p.receivedFen },
    ];
    const id = await post(w, 'checkout.unmatched', key, lines, bookedAt);
    await remember(w, key, { kind: 'payment.unmatched', objectId: p.id, amountFen: p.receivedFen }, id);
    const kind = order === null ? 'no_order' : 'not_due';
    return raise(w, kind, `unmatched:${p.id}`, { ...matter, detail: fault?.code ?? '' });
  }
  const booked = await bookReceipt(tx, order, receipt, {
    from: [{ account: cashStripe, amount_fen: p.receivedFen }],
    effectiveAt: bookedAt,
    organizationId: bureau.id,
    confirmedBy: null,
  });
  w.transactions.push(booked.transactionId);
  await remember(w, key, { kind: 'payment.succeeded', objectId: p.id, amountFen: p.receivedFen }, booked.transactionId);
}

/** What the provider keeps, from its own booking; the operator bears it. */
export async function charged(w: Work, movement: Movement): Promise<void> {
  const key = `stripe:${movement.id}:fee`;
  if (w.known.has(key) || w.payment.currency !== 'cny') return;
  if (movement.currency !== 'cny') {
    const matter = { objectId: movement.id, amountFen: movement.amountFen, currency: movement.currency };
    return raise(w, 'settled_elsewhere', `settled:${w.payment.id}`, matter);
  }
  if (movement.feeFen === 0n) return;
  const id = await post(w, 'checkout.fee', key, [
    { account: pspFee, amount_fen: movement.feeFen },
    { account: cashStripe, amount_fen: -movement.feeFen },
  ]);
  await remember(w, key, { kind: 'fee', objectId: movement.id, amountFen: 0n, feeFen: movement.feeFen }, id);
}

export async function refunded(w: Work, r: ProviderRefund): Promise<void> {
  const { tx } = w;
  const matter = { objectId: r.id, amountFen: r.amountFen, currency: r.currency, detail: r.status };
  const own = r.cardRefundId === null ? null : await store.findCardRefund(tx.db, r.cardRefundId);
  if (own === null) return raise(w, 'refund_foreign', `refund_foreign:${r.id}`, matter);
  if (own.amountFen !== r.amountFen || own.paymentIntentId !== w.payment.id || r.currency !== 'cny')
    return raise(w, 'refund_differs', `refund_differs:${r.id}`, matter);
  const done = `stripe:${r.id}:succeeded`;
  const failed = `stripe:${r.id}:failed`;
  const said = { objectId: r.id, amountFen: r.amountFen };
  if (r.status === 'succeeded') {
    // An answer read before the failure may come after it.
    if (w.known.has(done) || w.known.has(failed)) return;
    const lines = [
      { account: own.refundId === null ? unmatched : refundDue, amount_fen: r.amountFen },
      { account: cashStripe, amount_fen: -r.amountFen },
    ];
    const id = await post(w, 'checkout.refund_paid', `refund_paid:${own.refundId ?? own.id}`, lines);
    await remember(w, done, { kind: 'refund.succeeded', ...said }, id);
    await store.saveCardRefund(tx.db, own.id, { state: 'succeeded', stripeId: r.id, settledAt: tx.clock.now() });
    if (own.caseId !== null) await close(w, { id: own.caseId }, r.id);
  } else if (r.status === 'failed' || r.status === 'canceled') {
    if (w.known.has(failed)) return;
    const paid = w.known.get(done)?.transactionId ?? null;
    const back = paid === null ? null : await ledger.reverse(tx, paid, { memo: r.id, effectiveAt: tx.clock.now() });
    if (back !== null) w.transactions.push(back.transaction_id);
    await remember(w, failed, { kind: 'refund.failed', ...said }, back?.transaction_id ?? null);
    await store.saveCardRefund(tx.db, own.id, { state: 'failed', stripeId: r.id, fault: r.fault ?? r.status });
    await raise(w, 'refund_failed', `refund_failed:${own.id}`, { ...matter, detail: r.fault ?? r.status });
  } else if (r.status === 'pending' || r.status === 'requires_action') {
    if (own.state === 'queued') await store.saveCardRefund(tx.db, own.id, { state: 'sent', stripeId: r.id });
  } else await raise(w, 'unknown_status', `status:${r.id}:${r.status}`, matter);
}

const close = (w: Work, where: { id: string } | { key: string }, note: string) =>
  store.closeCase(w.tx.db, where, { closedAt: w.tx.clock.now(), closedBy: null, note });

export async function disputed(w: Work, d: ProviderDispute): Promise<void> {
  const matter = { objectId: d.id, amountFen: d.amountFen, currency: d.currency };
  if (!openDisputes.has(d.status) && !closedDisputes.has(d.status))
    await raise(w, 'unknown_status', `status:${d.id}:${d.status}`, { ...matter, detail: d.status });
  const until = d.dueBy === null ? '' : ` ${dayOf(d.dueBy)}`;
  await raise(w, 'dispute', `dispute:${d.id}`, { ...matter, detail: `${d.reason}${until}` });
  for (const movement of d.movements) await moved(w, d, movement);
  if (d.status === 'lost') await lost(w, d);
  if (closedDisputes.has(d.status)) await close(w, { key: `dispute:${d.id}` }, d.status);
}

/** Money that the card's bank took, or gave back. */
async function moved(w: Work, d: ProviderDispute, m: Movement): Promise<void> {
  const out = m.amountFen < 0n;
  const key = `stripe:${m.id}:${out ? 'withdrawn' : 'reinstated'}`;
  if (w.known.has(key)) return;
  const matter = { objectId: d.id, amountFen: m.amountFen, currency: m.currency };
  if (m.currency !== 'cny') return raise(w, 'settled_elsewhere', `settled:${m.id}`, matter);
  const amount = out ? -m.amountFen : m.amountFen;
  const gone = w.known.has(`stripe:${d.id}:lost`);
  const held = !out && gone ? unmatched : recvDispute;
  const id = await post(w, `checkout.dispute_${out ? 'withdrawn' : 'reinstated'}`, key, [
    { account: held, amount_fen: out ? amount : -amount },
    { account: disputeFee, amount_fen: m.feeFen },
    { account: cashStripe, amount_fen: m.amountFen - m.feeFen },
  ]);
  const kind = out ? 'dispute.withdrawn' : 'dispute.reinstated';
  await remember(w, key, { kind, objectId: d.id, amountFen: amount, feeFen: m.feeFen }, id);
  // The parties have given theirs back already; whose it is now, a person decides.
  if (!out && gone) await raise(w, 'dispute_won_late', `won_late:${m.id}`, matter);
}

async function lost(w: Work, d: ProviderDispute): Promise<void> {
  const key = `stripe:${d.id}:lost`;
  if (w.known.has(key)) return;
  const sum = (kind: FactKind) =>
    [...w.known.values()].reduce(
      (total, one) => (one.kind === kind && one.objectId === d.id ? total + one.amountFen : total),
      0n,
    );
  const held = sum('dispute.withdrawn') - sum('dispute.reinstated');
  if (held <= 0n) return;
  const taken =
    w.order === null || !w.known.has(`stripe:${w.payment.id}:succeeded`)
      ? { takenFen: 0n, transactions: [] }
      : await takeBackLost(w.tx, w.order.id, held, { reason: `Stripe ${d.id}: ${d.reason}`, serial: d.id });
  w.transactions.push(...taken.transactions);
  if (taken.takenFen > 0n) {
    await enqueue(w.tx, 'payouts.reverse', {}, { key: 'payouts.reverse' });
    const id = await post(w, 'checkout.dispute_lost', key, [
      { account: refundDue, amount_fen: taken.takenFen },
      { account: recvDispute, amount_fen: -taken.takenFen },
    ]);
    await remember(w, key, { kind: 'dispute.lost', objectId: d.id, amountFen: taken.takenFen }, id);
  }
  const left = held - taken.takenFen;
  if (left > 0n)
    await raise(w, 'dispute_lost_open', `dispute_lost:${d.id}`, { objectId: d.id, amountFen: left, currency: 'cny' });
}
