import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { type PlanRow, planVersion } from '#api/products/plans-store.ts';
import { offer } from '#api/products/rules/offer.ts';
import { refuse } from '../rules/refusals.ts';
import type { QuotationAction, QuotationKind, QuotationSide } from '../rules/voice-codes.ts';
import { quotationLifecycle } from '../rules/voice-lifecycle.ts';
import { refuse as refuseVoice } from '../rules/voice-refusals.ts';
import { type AboutProduct, isDepartment, type Named, organizationsById, productsById, without } from '../voice.ts';
import type { quotationLine, quotationShape } from './contract.ts';
import * as store from './store.ts';

export type QuotationOut = z.input<typeof quotationShape>;
export type QuotationLine = z.input<typeof quotationLine>;
/** What a person does with a quotation; that it lapses is the clock's. */
export type QuotationDeed = Exclude<QuotationAction, 'ask' | 'lapse'>;

export function sideOf(row: store.QuotationRow, viewer: Viewer): QuotationSide | null {
  if (viewer.organization.id === row.buyerId) return 'buyer';
  if (viewer.organization.id === row.ownerId) return 'owner';
  return isDepartment(viewer, row.regionCode) ? 'department' : null;
}

/** Whose turn an action is in a state: what the buyer takes back is the request, what the owner takes back the offer. */
function actor(row: Pick<store.QuotationRow, 'state'>, action: QuotationDeed): QuotationSide {
  if (action === 'withdraw') return row.state === 'asked' ? 'buyer' : 'owner';
  return action === 'accept' || action === 'reject' ? 'buyer' : 'owner';
}

/** Why this viewer cannot do it now; null when they can. */
export function hindrance(
  row: store.QuotationRow,
  side: QuotationSide,
  viewer: Viewer,
  action: QuotationDeed,
  today: string,
): Refusal | null {
  if (edge(quotationLifecycle, row.state, action) === null || actor(row, action) !== side)
    return refuse('market.wrong_state');
  if (action === 'accept' && row.lapsesAfter < today) return refuseVoice('market.offer_over', { day: row.lapsesAfter });
  return without(viewer, side === 'buyer' ? 'buyer' : 'developer');
}

interface Around {
  readonly products: ReadonlyMap<string, AboutProduct>;
  readonly organizations: ReadonlyMap<string, Named>;
}

export async function around(ctx: Ctx, rows: readonly store.QuotationRow[]): Promise<Around> {
  const products = await productsById(
    ctx.db,
    rows.map((row) => row.productId),
  );
  const organizations = await organizationsById(
    ctx.db,
    rows.flatMap((row) => [row.ownerId, row.buyerId, ...row.steps.flatMap((one) => one.organizationId ?? [])]),
  );
  return { products, organizations };
}

const party = (one: Named | undefined) => ({
  name: one?.name ?? '',
  name_en: one?.nameEn ?? null,
  uscc: one?.uscc ?? '',
});

export function showLine(
  row: store.QuotationRow,
  side: QuotationSide,
  { products, organizations }: Around,
): QuotationLine {
  const product = products.get(row.productId);
  return {
    id: row.id,
    no: row.no,
    kind: row.kind as QuotationKind,
    state: row.state,
    side,
    product_no: product?.no ?? '',
    product_title: product?.title ?? '',
    product_title_en: product?.titleEn ?? null,
    owner: party(organizations.get(row.ownerId)),
    buyer: party(organizations.get(row.buyerId)),
    lapses_after: row.lapsesAfter,
    amount_fen: row.offers.at(-1)?.amountFen.toString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}

const showPlan = (plan: PlanRow): QuotationOut['offers'][number]['plan'] => ({
  version_id: plan.versionId,
  kind: plan.kind,
  name: plan.name,
  name_en: plan.nameEn,
  terms: plan.terms as QuotationOut['offers'][number]['plan']['terms'],
  sha256: plan.sha256,
});

const deeds: readonly QuotationDeed[] = ['accept', 'reject', 'offer', 'decline', 'withdraw'];

export async function show(
  ctx: Ctx,
  row: store.QuotationRow,
  side: QuotationSide,
  viewer: Viewer,
): Promise<QuotationOut> {
  const facts = await around(ctx, [row]);
  const product = facts.products.get(row.productId);
  const today = dayOf(ctx.clock.now());
  const offers: QuotationOut['offers'] = [];
  for (const one of row.offers) {
    const plan = await planVersion(ctx.db, one.planVersionId);
    if (plan === null) continue;
    offers.push({
      number: one.number,
      stands: row.state === 'offered' && one.number === row.offers.length,
      amount_fen: one.amountFen.toString(),
      plan: showPlan(plan),
      valid_until: one.validUntil,
      words: one.words,
      at: one.at.toISOString(),
    });
  }
  const order = row.orderId === null ? null : ((await store.ordersBy(ctx.db, [row.orderId])).get(row.orderId) ?? null);
  return {
    ...showLine(row, side, facts),
    revision: row.revision,
    product_kind: product?.kind ?? 'dataset',
    product_state: product?.state ?? 'withdrawn',
    need: row.need,
    use: row.useText,
    purpose_kind: row.purposeKind,
    volume: row.volume,
    period: row.period,
    wanted_by: row.wantedBy,
    offers,
    order,
    history: row.steps.map((one) => ({
      id: one.id,
      action: one.action as QuotationAction,
      words: one.words,
      offer_number: one.offerNumber,
      organization: one.organizationId === null ? null : (facts.organizations.get(one.organizationId)?.name ?? null),
      at: one.at.toISOString(),
    })),
    actions: deeds
      .filter((name) => edge(quotationLifecycle, row.state, name) !== null && actor(row, name) === side)
      .map((name) => offer(name, hindrance(row, side, viewer, name, today))),
  };
}
