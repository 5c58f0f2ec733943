/** Subscriptions as their buyer and the finance bureau see them, and their end. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { accessState } from '#api/orders/rules/access.ts';
import { move } from '#api/orders/service.ts';
import * as orders from '#api/orders/store.ts';
import { type Offer, offer } from '#api/products/rules/offer.ts';
import type { billingMail, customerShape, stopping, subscriptionLine, subscriptionShape } from './contract.ts';
import { customerOf } from './customers.ts';
import { askToStop } from './renewals.ts';
import type { StopReason, StopTime } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { foldSubscription } from './rules/subscription.ts';
import * as payments from './store.ts';
import * as store from './subscription-store.ts';

export type SubscriptionOut = z.input<typeof subscriptionShape>;
export type SubscriptionLine = z.input<typeof subscriptionLine>;
export type CustomerOut = z.input<typeof customerShape>;

function showLine(row: store.SubscriptionRow): SubscriptionLine {
  const owing = row.invoices.find((one) => one.status === 'open' && one.attempts > 0) ?? null;
  return {
    id: row.id,
    state: row.state,
    order_id: row.orderId,
    order_no: row.order.no,
    product_no: row.order.product.no,
    product_title: row.order.product.title,
    product_title_en: row.order.product.titleEn,
    plan_name: row.order.planVersion?.name ?? null,
    plan_name_en: row.order.planVersion?.nameEn ?? null,
    buyer_name: row.buyer.name,
    unit: row.unit === 'year' ? 'year' : 'month',
    amount_fen: row.amountFen.toString(),
    paid_to: row.paidTo?.toISOString() ?? null,
    ended_at: row.endedAt?.toISOString() ?? null,
    next_attempt_at: owing?.nextAttemptAt?.toISOString() ?? null,
    failed_attempts: owing?.attempts ?? 0,
    stop:
      row.stopWhen === null || row.stopAskedAt === null
        ? null
        : {
            when: row.stopWhen as StopTime,
            reason: (row.stopReason ?? 'buyer') as StopReason,
            asked_at: row.stopAskedAt.toISOString(),
          },
    ends_with_term: row.cancelAtPeriodEnd || row.stopWhen === 'period_end',
  };
}

function stops(row: store.SubscriptionRow, viewer: Viewer): Offer[] {
  if (viewer.organization.id !== row.buyerId || row.subscriptionId === null) return [];
  const rights = viewer.duties.includes('buyer') ? null : refuseAnywhere('auth.forbidden');
  const over = row.state === 'ended' || row.stopWhen === 'now' ? refuse('checkout.subscription_over') : null;
  const asked = row.stopWhen === null ? null : refuse('checkout.stop_asked');
  return [offer('stop_period_end', rights ?? over ?? asked), offer('stop_now', rights ?? over)];
}

/** Its buyer and the finance bureau of the region see it; the buyer alone gets the addresses of its invoices. */
async function readable(ctx: Ctx, id: string): Promise<{ row: store.SubscriptionRow; viewer: Viewer; own: boolean }> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.find(ctx.db, { id });
  const own = row?.buyerId === viewer.organization.id;
  if (row === null || !(own || holdsPower(viewer, 'finance_bureau', row.order.agreement.regionCode)))
    throw refuse('checkout.subscription_not_found');
  return { row, viewer, own };
}

export async function getSubscription(ctx: Ctx, id: string): Promise<SubscriptionOut> {
  const { row, viewer, own } = await readable(ctx, id);
  const standing = foldSubscription(await store.factsOf(ctx.db, id));
  return {
    ...showLine(row),
    status: row.status,
    periods: standing.periods,
    paid_fen: standing.paidFen.toString(),
    read_at: row.readAt?.toISOString() ?? null,
    invoices: row.invoices.map((one) => ({
      id: one.id,
      number: one.number,
      status: one.status,
      currency: one.currency,
      due_fen: one.dueFen.toString(),
      paid_fen: one.paidFen.toString(),
      attempts: one.attempts,
      next_attempt_at: one.nextAttemptAt?.toISOString() ?? null,
      from: one.periodFrom.toISOString(),
      to: one.periodTo.toISOString(),
      paid_at: one.paidAt?.toISOString() ?? null,
      hosted_url: own ? one.hostedUrl : null,
      pdf_url: own ? one.pdfUrl : null,
      order_id: one.orderId,
      order_no: one.order?.no ?? null,
      fault: one.fault,
    })),
    actions: stops(row, viewer),
  };
}

type Query = { readonly page: number; readonly page_size: number };

/** The own organisation's; for a finance bureau those of its regions. */
export async function listSubscriptions(ctx: Ctx, query: Query) {
  const viewer = requireViewer(ctx.viewer);
  const regionCodes = viewer.powers.filter((one) => one.power === 'finance_bureau').map((one) => one.regionCode);
  const wanted = regionCodes.length > 0 ? { regionCodes } : { buyerId: viewer.organization.id };
  const { total, rows } = await store.list(ctx.db, wanted, query.page, query.page_size);
  return { items: rows.map(showLine), total, page: query.page, page_size: query.page_size };
}

/** Stops the charges: after the paid term, or at once with the use. What was paid is refunded only as any other order is. */
export async function stopByBuyer(ctx: Ctx, id: string, input: z.output<typeof stopping>): Promise<SubscriptionOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  return act(ctx, { action: 'checkout.stop_subscription', subject: ['subscription', id] }, async (tx, note) => {
    const row = await store.lock(tx.db, id);
    if (row === null || row.buyerId !== viewer.organization.id) throw refuse('checkout.subscription_not_found');
    const refused = stops(row, viewer).find((one) => one.name === `stop_${input.when}`)?.refusal;
    if (row.state === 'ended' || row.stopWhen === 'now' || row.subscriptionId === null)
      throw refuse('checkout.subscription_over');
    if (refused != null) throw refuse('checkout.stop_asked');
    await askToStop(tx, row, input.when, 'buyer', viewer.personId);
    if (input.when === 'now') await endUse(tx, row);
    note({ when: input.when, order: row.orderId });
    return getSubscription(tx, id);
  });
}

async function endUse(tx: Ctx, row: store.SubscriptionRow): Promise<void> {
  const now = tx.clock.now();
  for (const { orderId } of row.invoices) {
    const order = orderId === null ? null : await orders.lockOrder(tx.db, orderId);
    if (order !== null && accessState(order, now) === 'open') await move(tx, order, { accessTo: now });
  }
}

export async function showCustomer(ctx: Ctx): Promise<CustomerOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await payments.findCustomer(ctx.db, viewer.organization.id);
  return {
    on: ctx.ports.checkout !== null,
    organization_name: viewer.organization.name,
    customer_id: row?.customerId ?? null,
    billing_mail: row?.billingMail ?? null,
    created_at: row?.createdAt.toISOString() ?? null,
    may_edit: viewer.duties.includes('buyer'),
  };
}

/** Where the provider sends bills: a mailbox of the organisation's. Makes the record where there is none yet. */
export async function saveBilling(ctx: Ctx, input: z.output<typeof billingMail>): Promise<CustomerOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  const port = ctx.ports.checkout;
  if (port === null) throw refuse('checkout.off');
  const { organization } = viewer;
  const mail = input.billing_mail === '' ? null : input.billing_mail;
  if (mail !== null && !/^[^\s@<>"]{1,64}@[^\s@<>"]{1,180}\.[A-Za-z0-9-]{2,20}$/.test(mail))
    throw refuse('checkout.bad_mail');
  const { idempotency: _kept, ...plain } = ctx;
  const customerId = await customerOf(plain, port, organization);
  const asked = createHash('sha256')
    .update(`${mail ?? ''} ${ctx.clock.now().toISOString()}`)
    .digest('hex');
  await port.saveCustomer(
    customerId,
    { organizationId: organization.id, name: organization.name, mail },
    `customer:${organization.id}:${asked.slice(0, 32)}`,
  );
  await act(
    plain,
    { action: 'checkout.billing_mail', subject: ['organization', organization.id] },
    async (tx, note) => {
      await payments.saveBillingMail(tx.db, organization.id, mail);
      note({ set: mail !== null });
    },
  );
  return showCustomer(ctx);
}
