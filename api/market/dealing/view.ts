/** How a clue is shown: to whoever looks into it with its evidence, to the owner of the product with the question. */
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { auditReach, isSelf, type PersonLike } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { type Offer, offer } from '#api/products/rules/offer.ts';
import { deskRegions } from '../relations/service.ts';
import { holdingStates, type TradeClueAction, type TradeClueKind, tradeClueStates } from '../rules/dealing-codes.ts';
import { tradeClueLifecycle } from '../rules/dealing-lifecycle.ts';
import { refuseDealing as refuse } from '../rules/dealing-refusals.ts';
import { type Evidence, holds, partiesOf } from '../rules/evidence.ts';
import type { tradeClueLine, tradeClueShape } from './contract.ts';
import * as store from './store.ts';

export type TradeClueOut = z.input<typeof tradeClueShape>;
export type TradeClueLine = z.input<typeof tradeClueLine>;
export type Side = TradeClueOut['side'];
export type Verb = 'ask' | 'answer' | 'confirm' | 'dismiss';

/** Working days the owner has to answer, where its region says nothing else: as with changed sources. */
export const defaultAnswerDays = 10;

/** On which side of a clue the viewer stands; null for everybody it is none of their business. */
export function sideOf(viewer: Viewer, row: store.ClueRow, sale: store.SaleRow): Side | null {
  if (deskRegions(viewer).includes(row.regionCode)) return 'desk';
  if (auditReach(viewer).includes(row.regionCode)) return 'auditor';
  const asked = row.steps.some((one) => one.action === 'asked');
  return asked && viewer.organization.id === sale.developerId ? 'owner' : null;
}

export const evidenceOf = (row: store.ClueRow): Evidence => row.evidence as unknown as Evidence;

export const wrongState = (row: store.ClueRow): Refusal =>
  refuse('market.trade_clue_state', {
    no: row.no,
    state: tradeClueStates.label(row.state, 'zh'),
    state_en: tradeClueStates.label(row.state, 'en'),
  });

/** Why this person cannot do it now, or null. `party`: the person belongs to one of those the clue is about. */
export function hindrance(
  row: store.ClueRow,
  verb: Verb,
  { viewer, today, party }: { readonly viewer: PersonLike; readonly today: string; readonly party: boolean },
): Refusal | null {
  if (edge(tradeClueLifecycle, row.state, verb) === null) return wrongState(row);
  if (verb !== 'answer' && party) return refuse('market.trade_clue_own_party');
  if (verb === 'confirm' && row.state === 'asked' && row.dueOn !== null && today <= row.dueOn)
    return refuse('market.trade_clue_pending', { due: row.dueOn });
  if (verb === 'dismiss' && row.state === 'confirmed' && isSelf(viewer, row.decidedBy))
    return refuse('market.trade_clue_two_people');
  return null;
}

/** Whether the viewer or their organisation has a part in the trade or in what the clue rests on. */
export function isParty(ctx: Ctx, viewer: Viewer, row: store.ClueRow, sale: store.SaleRow): Promise<boolean> {
  const all = [sale.buyerId, sale.developerId, ...partiesOf(evidenceOf(row))];
  if (all.includes(viewer.organization.id)) return Promise.resolve(true);
  return store.belongsTo(ctx.db, viewer.personId, all);
}

function daysLeft(ctx: Ctx, row: store.ClueRow): number | null {
  if (row.state !== 'asked' || row.dueOn === null) return null;
  const [today, calendar] = [dayOf(ctx.clock.now()), ctx.calendar()];
  const last = Math.max(Number(row.dueOn.slice(0, 4)), Number(today.slice(0, 4)));
  return last > calendar.lastYear ? null : calendar.workingDaysBetween(today, row.dueOn);
}

export function lineOf(ctx: Ctx, row: store.ClueRow, sale: store.SaleRow): TradeClueLine {
  return {
    id: row.id,
    no: row.no,
    kind: row.kind as TradeClueKind,
    state: row.state,
    region_code: row.regionCode,
    order_id: sale.id,
    order_no: sale.no,
    product_no: sale.product.no,
    product_title: sale.product.title,
    buyer: sale.buyer,
    owner: sale.developer,
    amount_fen: sale.amountFen.toString(),
    paid_on: dayOf(sale.paidAt ?? sale.placedAt),
    due_on: row.dueOn,
    days_left: daysLeft(ctx, row),
    found_at: row.createdAt.toISOString(),
    decided_at: row.decidedAt?.toISOString() ?? null,
  };
}

const verbs: Readonly<Record<Side, readonly Verb[]>> = {
  desk: ['ask', 'confirm', 'dismiss'],
  owner: ['answer'],
  auditor: [],
};

export async function shown(
  ctx: Ctx,
  row: store.ClueRow,
  sale: store.SaleRow,
  { viewer, side }: { readonly viewer: Viewer; readonly side: Side },
): Promise<TradeClueOut> {
  const evidence = side === 'owner' ? null : evidenceOf(row);
  const names = await store.namesOf(ctx.db, [
    ...(evidence === null ? [] : partiesOf(evidence)),
    ...row.steps.flatMap((one) => one.organizationId ?? []),
  ]);
  const asking = {
    viewer,
    today: dayOf(ctx.clock.now()),
    party: await isParty(ctx, viewer, row, sale),
  };
  const actions: Offer[] = verbs[side]
    .filter((verb) => edge(tradeClueLifecycle, row.state, verb) !== null)
    .map((verb) => offer(verb, hindrance(row, verb, asking)));
  const held = (holdingStates as readonly string[]).includes(row.state);
  return {
    ...lineOf(ctx, row, sale),
    revision: row.revision,
    side,
    held,
    held_since: held ? (row.heldAt?.toISOString() ?? null) : null,
    evidence,
    recomputed: evidence === null ? null : holds(evidence),
    parties: evidence === null ? [] : partiesOf(evidence).map((id) => ({ id, name: names.get(id) ?? '' })),
    words: row.words,
    history: row.steps.map((one) => ({
      id: one.id,
      action: one.action as TradeClueAction,
      words: one.words,
      organization: one.organizationId === null ? null : (names.get(one.organizationId) ?? null),
      at: one.at.toISOString(),
    })),
    actions,
  };
}
