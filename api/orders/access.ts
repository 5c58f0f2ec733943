/** The life of what was bought: renewed, ended, billed by the month. */
import { act, append } from '#api/audit/act.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { readTerms } from '#api/products/plans-store.ts';
import type { PlanTerms } from '#api/products/rules/plan.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import { insertOrder, requireForSale, requirePrice } from './place.ts';
import { accessState, renewalDays, renewalOpen } from './rules/access.ts';
import { refuse } from './rules/refusals.ts';
import { getOrder, move } from './service.ts';
import * as store from './store.ts';
import type { OrderOut } from './view.ts';

/** The terms an order was placed under; null for what is not known any more. */
export const termsOf = (row: Pick<store.OrderRow, 'planVersion'>): PlanTerms | null =>
  row.planVersion === null ? null : readTerms(row.planVersion.terms);

async function ownOrder(tx: Ctx, id: string): Promise<store.OrderRow> {
  const viewer = requireDuty(tx.viewer, 'buyer');
  const row = await store.lockOrder(tx.db, id);
  if (row === null || row.buyerId !== viewer.organization.id) throw refuse('orders.not_found');
  return row;
}

/** Places the next period's order at what the plan costs now. Call inside `act`, with the order locked. */
async function renew(tx: Ctx, row: store.OrderRow): Promise<{ readonly id: string; readonly no: string }> {
  if (row.subscribed) throw refuse('orders.renews_by_subscription');
  if (store.isPrivate(row)) throw refuse('orders.offer_not_renewed');
  if (!renewable(row, tx.clock.now())) throw refuse('orders.not_renewable', { days: renewalDays });
  if (row.renewedBy !== null && row.renewedBy.state !== 'expired' && row.renewedBy.state !== 'cancelled')
    throw refuse('orders.renewed_already', { no: row.renewedBy.no });
  const product = await requireForSale(tx, await store.productForSale(tx.db, row.product.no), row.buyerId);
  const plan = product.plans.find((one) => one.id === row.planVersion?.planId);
  if (plan === undefined || plan.terms.kind !== 'period') throw refuseProduct('products.plan_ended');
  const amountFen = await requirePrice(tx, product, plan.terms, { kind: row.purposeKind, words: row.purpose });
  return insertOrder(tx, {
    product,
    buyerId: row.buyerId,
    planVersionId: plan.versionId,
    amountFen,
    purposeKind: row.purposeKind,
    purpose: row.purpose,
    renews: row.renews,
    // A renewal that lapsed has taken the place already: the next stands for itself and starts when it is paid.
    ...(row.renewedBy === null ? { renewsOrderId: row.id } : {}),
  });
}

export const renewable = (row: store.OrderRow, now: Date): boolean =>
  termsOf(row)?.kind === 'period' && !row.trial && renewalOpen(row, now);

export async function renewOrder(ctx: Ctx, id: string): Promise<OrderOut> {
  requireDuty(ctx.viewer, 'buyer');
  return act(ctx, { action: 'orders.renew', subject: ['order', id] }, async (tx, note) => {
    const made = await renew(tx, await ownOrder(tx, id));
    note({ renews: id, no: made.no }, made.id);
    return getOrder(tx, made.id);
  });
}

export async function setRenewal(ctx: Ctx, id: string, { renew: renews }: { readonly renew: boolean }) {
  requireDuty(ctx.viewer, 'buyer');
  return act(ctx, { action: 'orders.set_renewal', subject: ['order', id] }, async (tx, note) => {
    const row = await ownOrder(tx, id);
    if (row.subscribed) throw refuse('orders.renews_by_subscription');
    if (termsOf(row)?.kind !== 'period' || row.trial) throw refuse('orders.not_renewable', { days: renewalDays });
    if (store.isPrivate(row)) throw refuse('orders.offer_not_renewed');
    await move(tx, row, { renews });
    note({ no: row.no, renews });
    return getOrder(tx, id);
  });
}

/** Whether a buyer ends it: it runs, and has no end of its own. */
export const endable = (row: store.OrderRow, now: Date): boolean =>
  row.accessTo === null && accessState(row, now) === 'open' && ['metered', 'free'].includes(termsOf(row)?.kind ?? '');

export async function endAccess(ctx: Ctx, id: string): Promise<OrderOut> {
  requireDuty(ctx.viewer, 'buyer');
  return act(ctx, { action: 'orders.end_access', subject: ['order', id] }, async (tx, note) => {
    const row = await ownOrder(tx, id);
    const now = tx.clock.now();
    if (!endable(row, now)) throw refuse('orders.nothing_to_end');
    await move(tx, row, { accessTo: now });
    note({ no: row.no, ended_at: now.toISOString() });
    return getOrder(tx, id);
  });
}

/** Job: places the orders of standing renewals before their periods end. What is refused is on record and tried again. */
export async function renewDue(app: App): Promise<void> {
  const now = app.clock.now();
  const before = new Date(now.getTime() + renewalDays * 86_400_000);
  for (const id of await store.ordersToRenew(app.db, now, before)) {
    const ctx = systemContext(app);
    try {
      await act(ctx, { action: 'orders.renew', subject: ['order', id] }, async (tx, note) => {
        const row = await store.lockOrder(tx.db, id);
        if (row === null || row.renewedBy !== null || !row.renews) return;
        const made = await renew(tx, row);
        note({ renews: id, no: made.no }, made.id);
      });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await append(ctx, 'orders.renew', 'refused', ['order', id], { code: error.code });
    }
  }
}

/**
 * The bill of a month for what was used under a metered order: an order of its own, paid and split as any other, under the
 * agreement version of the order it bills. Call inside `act`. Null when that month is billed already.
 */
export async function issueBill(
  tx: Ctx,
  of: store.OrderRow,
  period: string,
  amountFen: bigint,
): Promise<{ readonly id: string; readonly no: string } | null> {
  if (amountFen <= 0n || (await store.hasBill(tx.db, of.id, period))) return null;
  const product = await store.productForSale(tx.db, of.product.no);
  if (product === null) throw new Error(`order ${of.id} is of no product`);
  return insertOrder(tx, {
    product,
    buyerId: of.buyerId,
    planVersionId: of.planVersionId,
    amountFen,
    // The versions are those the use was agreed under; orders of before name the one of their own agreement only.
    versions: new Map([[of.agreementId, of.agreementVersion], ...(await store.versionsOf(tx.db, of.id))]),
    purposeKind: of.purposeKind,
    purpose: of.purpose,
    offerId: of.offerId,
    billOfId: of.id,
    billPeriod: period,
  });
}
