/** Placing orders: by a buyer under a plan, as a trial, as the renewal of a period, as the bill of a month. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { makeReference } from '#api/kernel/reference.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { sharesFault, wholePpm } from '#api/kernel/split.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { ceilingNeeded, priceFault } from '#api/products/guard.ts';
import type { PlanRow } from '#api/products/plans-store.ts';
import type { PurposeKind } from '#api/products/rules/codes.ts';
import { inForce } from '#api/products/rules/listing.ts';
import { amountAtOrder, type PlanTerms, purposeFault } from '#api/products/rules/plan.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import type { trialStart } from './access-contract.ts';
import { requireAllowed } from './allowance.ts';
import type { placing } from './contract.ts';
import { defaultPaymentDays, endOfDay } from './rules/order.ts';
import { refuse } from './rules/refusals.ts';
import { sliced } from './rules/slices.ts';
import * as store from './store.ts';
import { type OrderOut, showOrder } from './view.ts';

/** Terms of the buyer's own, agreed on before. */
export interface Offered {
  readonly offerId: string;
  /** A plan that is offered to this buyer alone; judged by the price guard as those on the list are. */
  readonly plan: PlanRow;
  /** Told the order inside its transaction, so that an offer is used once. */
  readonly taken?: (tx: Ctx, orderId: string) => Promise<void>;
}

/** Looks for such terms, inside the order's transaction; null where those of the list hold. A room above brings its own. */
export type PriceFor = (
  tx: Ctx,
  asked: { readonly buyerId: string; readonly productId: string; readonly productNo: string },
) => Promise<Offered | null>;

export const listPrice: PriceFor = async () => null;

export type ForSale = NonNullable<Awaited<ReturnType<typeof store.productForSale>>>;

interface NewOrder {
  readonly product: ForSale;
  readonly buyerId: string;
  readonly planVersionId: string | null;
  readonly amountFen: bigint;
  /** Signed versions by agreement, where they are those of an earlier order. */
  readonly versions?: ReadonlyMap<string, number>;
  readonly purposeKind?: PurposeKind | null;
  readonly purpose?: string | null;
  readonly offerId?: string | null;
  readonly trial?: boolean;
  readonly renews?: boolean;
  readonly renewsOrderId?: string;
  readonly billOfId?: string;
  readonly billPeriod?: string;
  /** A term that was paid for elsewhere already: the order is placed when it was paid, however late we are told. */
  readonly term?: { readonly placedAt: Date; readonly from: Date; readonly to: Date };
}

/** The agreements behind a product, each with its part of the price. */
function behind(product: ForSale): { readonly agreement: ForSale['agreement']; readonly ppm: number }[] {
  return product.parts.length === 0
    ? [{ agreement: product.agreement, ppm: wholePpm }]
    : product.parts.map(({ agreement, ppm }) => ({ agreement, ppm: ppm ?? 0 }));
}

const slicesOf = (product: ForSale, amountFen: bigint) =>
  sliced(
    amountFen,
    behind(product).map(({ agreement, ppm }) => ({ agreementId: agreement.id, ppm })),
  );

/** The signed split of each slice, its agency and the treasury that agency belongs to today: they stay with the order. */
async function freezeSlices(tx: Ctx, orderId: string, one: NewOrder): Promise<void> {
  const amounts = new Map(slicesOf(one.product, one.amountFen).map((slice) => [slice.agreementId, slice.grossFen]));
  const rows = [];
  for (const { agreement, ppm } of behind(one.product)) {
    const version = one.versions?.get(agreement.id) ?? agreement.version;
    const shares = await store.signedShares(tx.db, agreement.id, version);
    const named = shares.map((share) => ({ party: `${share.partyKind}:${share.partyId}`, ppm: share.ppm }));
    if (sharesFault(named) !== null) throw refuse('orders.no_signed_split');
    rows.push({
      orderId,
      agreementId: agreement.id,
      agreementVersion: version,
      agencyId: agreement.agencyId,
      regionCode: agreement.treasury.regionCode,
      level: agreement.treasury.level,
      treasuryCode: agreement.treasury.code,
      ppm,
      grossFen: amounts.get(agreement.id) ?? 0n,
    });
  }
  await store.insertSlices(tx.db, rows);
}

/** Freezes price, plan and signed split under a reference of its own. What costs nothing is paid at once. Call inside `act`. */
export async function insertOrder(tx: Ctx, one: NewOrder): Promise<{ readonly id: string; readonly no: string }> {
  const { product, amountFen } = one;
  const { agreement } = product;
  const at = one.term?.placedAt ?? tx.clock.now();
  const days = await numberParameter(tx, 'orders.payment_working_days', agreement.regionCode, defaultPaymentDays);
  const free = amountFen === 0n;
  const id = newId(tx, 'order');
  const no = await nextNumber(tx, 'order', 'DD');
  await store.insertOrder(tx.db, {
    id,
    no,
    reference: await freshReference(tx),
    buyerId: one.buyerId,
    developerId: product.developerId,
    productId: product.id,
    agreementId: agreement.id,
    agreementVersion: one.versions?.get(agreement.id) ?? agreement.version,
    amountFen,
    state: free ? 'paid' : 'awaiting_payment',
    revision: 1,
    placedBy: tx.viewer?.personId ?? null,
    placedAt: at,
    // What was paid before it was placed waits for nobody, and for no calendar either.
    expiresAt: endOfDay(
      one.term === undefined ? tx.calendar().addWorkingDays(dayOf(at), days) : addDays(dayOf(at), days),
    ),
    paidAt: free ? at : null,
    planVersionId: one.planVersionId,
    purposeKind: one.purposeKind ?? null,
    purpose: one.purpose ?? null,
    offerId: one.offerId ?? null,
    trial: one.trial ?? false,
    renews: one.renews ?? false,
    renewsOrderId: one.renewsOrderId ?? null,
    billOfId: one.billOfId ?? null,
    billPeriod: one.billPeriod ?? null,
    ...(one.term === undefined ? {} : { subscribed: true, termFrom: one.term.from, termTo: one.term.to }),
  });
  await freezeSlices(tx, id, one);
  if (free) await enqueue(tx, 'orders.fulfil', { order_id: id }, { key: `orders.fulfil:${id}` });
  return { id, no };
}

async function freshReference(tx: Ctx): Promise<string> {
  for (;;) {
    const reference = makeReference(tx.random(8));
    if (!(await store.referenceExists(tx.db, reference))) return reference;
  }
}

/** The product if this buyer may be sold it now. */
export async function requireForSale(tx: Ctx, product: ForSale | null, buyerId: string): Promise<ForSale> {
  if (product === null || product.state === 'draft') throw refuse('orders.not_found');
  if (product.state !== 'listed') throw refuse('orders.not_on_sale');
  const agreements = behind(product).map((one) => one.agreement);
  if (buyerId === product.developerId || agreements.some((one) => one.agencyId === buyerId))
    throw refuse('orders.self_dealing');
  const today = dayOf(tx.clock.now());
  if (agreements.some((one) => !inForce(one, today))) throw refuse('orders.agreement_not_active');
  return product;
}

/** The plan that is meant: the one named, or the first that is offered. */
export function requirePlan(product: ForSale, number: number | undefined): PlanRow {
  const plan = number === undefined ? product.plans[0] : product.plans.find((one) => one.number === number);
  if (plan === undefined) throw refuse('orders.no_plan');
  return plan;
}

/** Ceiling, purpose and allowed revenue. Refuses by name; answers what is to be paid. */
export async function requirePrice(
  tx: Ctx,
  product: ForSale,
  terms: PlanTerms,
  purpose: { readonly kind: PurposeKind | null; readonly words: string | null },
): Promise<bigint> {
  const fault = purposeFault(terms, purpose.kind, purpose.words);
  if (fault !== null) throw fault;
  const agreements = behind(product).map((one) => one.agreement);
  let needed = false;
  for (const { application, regionCode } of agreements)
    needed ||= await ceilingNeeded(tx, { authorizationKind: application.kind, regionCode });
  const guarded = await priceFault(tx, product.id, needed, terms);
  if (guarded !== null) throw guarded;
  const amountFen = amountAtOrder(terms);
  for (const slice of slicesOf(product, amountFen)) {
    const agreement = agreements.find((one) => one.id === slice.agreementId);
    if (agreement !== undefined) await requireAllowed(tx, agreement, slice.grossFen);
  }
  return amountFen;
}

async function placed(tx: Ctx, id: string): Promise<OrderOut> {
  const row = await store.findOrder(tx.db, id);
  if (row === null) throw refuse('orders.not_found');
  return showOrder(tx, row, 'buyer');
}

export async function placeOrder(
  ctx: Ctx,
  input: z.input<typeof placing>,
  priceFor: PriceFor = listPrice,
): Promise<OrderOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  return act(ctx, { action: 'orders.place', subject: ['order', 'new'] }, async (tx, note) => {
    const buyerId = viewer.organization.id;
    const product = await requireForSale(tx, await store.productForSale(tx.db, input.product_no), buyerId);
    const offered = await priceFor(tx, { buyerId, productId: product.id, productNo: product.no });
    const plan = offered?.plan ?? requirePlan(product, input.plan);
    if (input.plan_version !== undefined && input.plan_version !== plan.version)
      throw refuseProduct('products.plan_changed', { version: plan.version });
    const purpose = { kind: input.purpose_kind ?? null, words: input.purpose ?? null };
    const amountFen = await requirePrice(tx, product, plan.terms, purpose);
    const { id, no } = await insertOrder(tx, {
      product,
      buyerId,
      planVersionId: plan.versionId,
      amountFen,
      purposeKind: purpose.kind,
      purpose: purpose.words,
      offerId: offered?.offerId ?? null,
      // What was offered to one buyer is not on the list: it ends with its period.
      renews: input.renew === true && plan.terms.kind === 'period' && offered === null,
    });
    await offered?.taken?.(tx, id);
    note(
      {
        no,
        product: product.no,
        plan: plan.number,
        plan_version: plan.version,
        amount_fen: amountFen.toString(),
        agreement_version: product.agreement.version,
        ...(purpose.kind === null ? {} : { purpose: purpose.kind }),
        ...(offered === null ? {} : { offer: offered.offerId }),
      },
      id,
    );
    return placed(tx, id);
  });
}

/**
 * An order for a deal that was made elsewhere, on behalf of its buyer: judged, split and paid as any other. The plan is one that
 * was offered to that buyer alone. Call inside `act`, after the caller has checked who may say so.
 */
export async function placeDeal(
  tx: Ctx,
  deal: { readonly id: string; readonly productNo: string; readonly buyerId: string; readonly plan: PlanRow },
): Promise<{ readonly id: string; readonly no: string; readonly amountFen: bigint }> {
  return act(tx, { action: 'orders.place', subject: ['order', 'new'] }, async (inside, note) => {
    const { buyerId, plan } = deal;
    const product = await requireForSale(inside, await store.productForSale(inside.db, deal.productNo), buyerId);
    const amountFen = await requirePrice(inside, product, plan.terms, { kind: null, words: null });
    const planVersionId = plan.versionId;
    const made = await insertOrder(inside, { product, buyerId, planVersionId, amountFen, offerId: deal.id });
    note({ no: made.no, product: product.no, deal: deal.id, amount_fen: amountFen.toString() }, made.id);
    return { ...made, amountFen };
  });
}

/** A free taste under the trial of a plan, once an organisation and product. */
export async function startTrial(ctx: Ctx, input: z.output<typeof trialStart>): Promise<OrderOut> {
  const viewer = requireDuty(ctx.viewer, 'buyer');
  return act(ctx, { action: 'orders.start_trial', subject: ['order', 'new'] }, async (tx, note) => {
    const buyerId = viewer.organization.id;
    const product = await requireForSale(tx, await store.productForSale(tx.db, input.product_no), buyerId);
    const tried = input.plan === undefined ? product.plans.find(({ terms }) => terms.trial !== null) : undefined;
    const plan = tried ?? requirePlan(product, input.plan);
    if (plan.terms.trial === null) throw refuse('orders.no_trial');
    await store.holdTrial(tx.db, buyerId, product.id);
    if (await store.hasTrial(tx.db, buyerId, product.id)) throw refuse('orders.trial_used');
    const { id, no } = await insertOrder(tx, {
      product,
      buyerId,
      planVersionId: plan.versionId,
      amountFen: 0n,
      trial: true,
    });
    note({ no, product: product.no, plan: plan.number, plan_version: plan.version }, id);
    return placed(tx, id);
  });
}
