/** How an order is shown to each side of it. */
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { readTerms } from '#api/products/plans-store.ts';
import { deliveryWay, type ProductFacts } from '#api/products/rules/facts.ts';
import { type Offer, offer } from '#api/products/rules/offer.ts';
import type { PlanTerms } from '#api/products/rules/plan.ts';
import { readAccount } from './account.ts';
import type { orderLine, orderShape, refundShape } from './contract.ts';
import { accessFault, accessState, renewalDays, renewalOpen } from './rules/access.ts';
import type { OrderSide } from './rules/codes.ts';
import { orderLifecycle } from './rules/lifecycle.ts';
import { payBy, refundedOf } from './rules/order.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type OrderOut = z.input<typeof orderShape>;

/** Which side of an order the viewer stands on; null for everybody it is none of their business. */
export function sideOf(row: store.OrderRow, viewer: Viewer | null): OrderSide | null {
  if (viewer === null) return null;
  if (row.buyerId === viewer.organization.id) return 'buyer';
  if (row.developerId === viewer.organization.id) return 'developer';
  return holdsPower(viewer, 'finance_bureau', row.agreement.regionCode) ? 'finance' : null;
}

/** Working days from one day to another; null where the calendar does not reach: reading is never refused for it. */
export function daysBetween(ctx: Ctx, from: string, to: string): number | null {
  const calendar = ctx.calendar();
  const years = [from, to].map((day) => Number(day.slice(0, 4)));
  const known = years.every((year) => year >= calendar.firstYear && year <= calendar.lastYear);
  return known ? calendar.workingDaysBetween(from, to) : null;
}

/** Working days left to pay; null once nothing runs. */
function daysLeft(ctx: Ctx, row: store.OrderRow): number | null {
  if (row.state !== 'awaiting_payment') return null;
  const [today, last] = [dayOf(ctx.clock.now()), payBy(row.expiresAt)];
  return daysBetween(ctx, today, last);
}

export function showLine(ctx: Ctx, row: store.OrderRow): z.input<typeof orderLine> {
  return {
    id: row.id,
    no: row.no,
    reference: row.reference,
    product_no: row.product.no,
    product_title: row.product.title,
    buyer_name: row.buyer.name,
    developer_name: row.developer.name,
    agency_name: row.agreement.agency.name,
    region_code: row.agreement.regionCode,
    amount_fen: row.amountFen.toString(),
    refunded_fen: refundedOf(row.refunds).toString(),
    state: row.state,
    placed_at: row.placedAt.toISOString(),
    pay_by: payBy(row.expiresAt),
    paid_at: row.paidAt?.toISOString() ?? null,
    days_left: daysLeft(ctx, row),
    open_refund: row.refunds.some((refund) => refund.state === 'requested'),
    plan_name: row.planVersion?.name ?? null,
    trial: row.trial,
    bill_period: row.billPeriod,
    access_to: row.accessTo?.toISOString() ?? null,
    access: accessState(row, ctx.clock.now()),
  };
}

const showRefund = (row: store.RefundRow, withSerial: boolean): z.input<typeof refundShape> => ({
  id: row.id,
  amount_fen: row.amountFen.toString(),
  reason: row.reason,
  state: row.state,
  requested_at: row.requestedAt.toISOString(),
  decided_at: row.decidedAt?.toISOString() ?? null,
  opinion: row.opinion,
  bank_serial: withSerial ? row.bankSerial : null,
});

const nameOf = (o: { id: string; name: string; nameEn: string | null; uscc: string }) => ({
  id: o.id,
  name: o.name,
  name_en: o.nameEn,
  uscc: o.uscc,
});

const wayOf = (row: store.OrderRow) => deliveryWay(row.product.kind, row.product.facts as ProductFacts | null);

/** Whether keys of this order open the product at the gateway: an API served there, or the trial of a table. */
export const callable = (row: store.OrderRow): boolean =>
  row.billOfId === null &&
  (wayOf(row) === 'gateway' || (row.trial && row.product.kind === 'dataset' && row.product.tableKey !== null));

function addressOf(row: store.OrderRow): string | null {
  const facts = row.product.facts as ProductFacts | null;
  if (facts?.kind === 'application') return facts.address;
  return facts?.kind === 'api' && facts.mode === 'external' ? facts.external_url : null;
}

/** Why the file of the product is not this order's to take, or null. */
export function fileFault(row: store.OrderRow, now: Date): Refusal | null {
  const fault = accessFault(row, now);
  if (fault !== null) return fault;
  if (row.trial) return refuse('orders.trial_has_no_file');
  // The table behind an API is what its calls are paid for.
  return wayOf(row) === 'gateway' ? refuse('orders.no_file') : null;
}

function showPlanOf(row: store.OrderRow): OrderOut['plan'] {
  const { planVersion: one } = row;
  if (one === null) return null;
  return {
    number: one.plan.number,
    version: one.version,
    version_id: one.id,
    kind: one.kind,
    name: one.name,
    name_en: one.nameEn,
    terms: readTerms(one.terms) as unknown as NonNullable<OrderOut['plan']>['terms'],
    sha256: one.sha256,
  };
}

const kindOf = (row: store.OrderRow): PlanTerms['kind'] | null =>
  row.planVersion === null ? null : readTerms(row.planVersion.terms).kind;

/** What a buyer can do with what was bought. */
function uses(row: store.OrderRow, now: Date, without: Refusal | null): (Offer | null)[] {
  // A subscription renews by itself and is stopped where it stands.
  if (row.billOfId !== null || row.trial || row.subscribed) return [];
  const kind = kindOf(row);
  const running = accessState(row, now) === 'open';
  const endless = (kind === 'metered' || kind === 'free') && row.accessTo === null;
  const refused = without ?? (store.isPrivate(row) ? refuse('orders.offer_not_renewed') : null);
  return [
    kind === 'period' && running && row.renewedBy === null
      ? offer(
          'renew',
          refused ?? (renewalOpen(row, now) ? null : refuse('orders.not_renewable', { days: renewalDays })),
        )
      : null,
    kind === 'period' && running && row.renewedBy === null ? offer('set_renewal', refused) : null,
    running && endless ? offer('end', without) : null,
  ];
}

/** What this viewer can do with the order now, each with what would refuse it. */
function offers(row: store.OrderRow, side: OrderSide, viewer: Viewer | null, now: Date): Offer[] {
  const without = (...duties: readonly Duty[]) =>
    duties.some((duty) => viewer?.duties.includes(duty)) ? null : refuseAnywhere('auth.forbidden');
  const open = row.refunds.some((refund) => refund.state === 'requested');
  const refundable = can(orderLifecycle, row.state, 'refund');
  const list: (Offer | null)[] = [
    side === 'buyer' && can(orderLifecycle, row.state, 'cancel') && row.billOfId === null
      ? offer('cancel', without('buyer'))
      : null,
    ...(side === 'buyer' ? uses(row, now, without('buyer')) : []),
    side !== 'finance' && refundable && row.amountFen > 0n
      ? offer('refund', without('buyer', 'developer') ?? (open ? refuse('orders.refund_open') : null))
      : null,
    side === 'finance' && can(orderLifecycle, row.state, 'pay') ? offer('pay', without('finance_review')) : null,
    side === 'finance' && open ? offer('decide_refund', without('finance_review')) : null,
  ];
  return list.filter((one) => one !== null);
}

export async function showOrder(ctx: Ctx, row: store.OrderRow, side: OrderSide): Promise<OrderOut> {
  const shares = await store.signedShares(ctx.db, row.agreementId, row.agreementVersion);
  const names = await store.partyNames(
    ctx.db,
    shares.map((share) => share.partyId),
  );
  const { buyer_name: _b, developer_name: _d, agency_name: _a, ...line } = showLine(ctx, row);
  const refunded = refundedOf(row.refunds);
  const open = row.state === 'paid' || row.state === 'fulfilled';
  const waiting = row.state === 'awaiting_payment';
  const { fileName, fileBytes, fileSha256 } = row.product;
  return {
    ...line,
    revision: row.revision,
    side,
    product_kind: row.product.kind,
    product_title_en: row.product.titleEn,
    buyer: nameOf(row.buyer),
    developer: nameOf(row.developer),
    agency: nameOf(row.agreement.agency),
    agreement_no: row.agreement.no,
    agreement_version: row.agreementVersion,
    shares: shares.map((share) => ({
      party_kind: share.partyKind,
      party_id: share.partyId,
      party_name: names.get(share.partyId) ?? share.partyId,
      ppm: share.ppm,
    })),
    slices: row.slices.map((slice) => ({
      agreement_no: slice.agreement.no,
      agreement_version: slice.agreementVersion,
      agency_name: slice.agency.name,
      treasury_name: slice.treasury.name,
      ppm: slice.ppm,
      gross_fen: slice.grossFen.toString(),
    })),
    plan: showPlanOf(row),
    purpose_kind: row.purposeKind,
    purpose: row.purpose,
    offer_id: row.offerId,
    access_from: row.accessFrom?.toISOString() ?? null,
    renews: row.renews,
    renews_order: row.renewsOrder === null ? null : { id: row.renewsOrder.id, no: row.renewsOrder.no },
    renewed_by: row.renewedBy === null ? null : { id: row.renewedBy.id, no: row.renewedBy.no },
    bill_of: row.billOf,
    gateway: callable(row),
    address: side === 'buyer' && accessState(row, ctx.clock.now()) === 'open' ? addressOf(row) : null,
    fulfilled_at: row.fulfilledAt?.toISOString() ?? null,
    closed_at: row.closedAt?.toISOString() ?? null,
    closed_reason: row.closedReason,
    instructions: waiting
      ? ctx.ports.payments.instructions({
          orderNo: row.no,
          reference: row.reference,
          amountFen: row.amountFen,
          payBy: payBy(row.expiresAt),
          account: await readAccount(ctx, row.agreement.regionCode),
        })
      : null,
    payment:
      row.payment === null
        ? null
        : {
            amount_fen: row.payment.amountFen.toString(),
            value_date: row.payment.valueDate,
            confirmed_at: row.payment.confirmedAt.toISOString(),
            // The developer sells; from whose account the money came is between the buyer and the bureau.
            bank_serial: side === 'developer' ? null : row.payment.bankSerial,
            payer_name: side === 'developer' ? null : row.payment.payerName,
          },
    refunds: row.refunds.map((refund) => showRefund(refund, side !== 'developer')),
    refundable_fen: (open ? row.amountFen - refunded : 0n).toString(),
    file:
      side === 'buyer' && fileName !== null && fileSha256 !== null && fileFault(row, ctx.clock.now()) === null
        ? { name: fileName, bytes: (fileBytes ?? 0n).toString(), sha256: fileSha256 }
        : null,
    actions: offers(row, side, ctx.viewer, ctx.clock.now()),
  };
}
