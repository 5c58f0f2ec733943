import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { offer } from '#api/products/rules/offer.ts';
import { refuse } from '../rules/refusals.ts';
import type {
  ComplaintAction,
  ComplaintCategory,
  ComplaintFinding,
  ComplaintMeasure,
  ComplaintSide,
} from '../rules/voice-codes.ts';
import { complaintLifecycle } from '../rules/voice-lifecycle.ts';
import { refuse as refuseVoice } from '../rules/voice-refusals.ts';
import {
  type AboutProduct,
  daysLeft,
  isDepartment,
  type Named,
  organizationsById,
  productsById,
  without,
} from '../voice.ts';
import type { complaintLine, complaintShape } from './contract.ts';
import * as store from './store.ts';

export type ComplaintOut = z.input<typeof complaintShape>;
export type ComplaintDeed = 'answer' | 'decide' | 'withdraw' | 'carry_out';

export function sideOf(row: store.ComplaintRow, viewer: Viewer): ComplaintSide | null {
  if (viewer.organization.id === row.complainantId) return 'complainant';
  if (viewer.organization.id === row.ownerId) return 'owner';
  return isDepartment(viewer, row.regionCode) ? 'department' : null;
}

const actors: Readonly<Record<ComplaintDeed, ComplaintSide>> = {
  answer: 'owner',
  decide: 'department',
  withdraw: 'complainant',
  carry_out: 'owner',
};

export const measureWaits = (row: Pick<store.ComplaintRow, 'measure' | 'measureDoneAt'>): boolean =>
  row.measure !== null && row.measure !== 'none' && row.measureDoneAt === null;

/** Why this viewer cannot do it now; null when they can. */
export function hindrance(
  row: store.ComplaintRow,
  side: ComplaintSide,
  viewer: Viewer,
  action: ComplaintDeed,
): Refusal | null {
  if (edge(complaintLifecycle, row.state, action) === null || actors[action] !== side)
    return refuse('market.wrong_state');
  if (action === 'carry_out' && !measureWaits(row)) return refuseVoice('market.measure_done');
  return side === 'owner' ? without(viewer, 'developer') : null;
}

interface Around {
  readonly products: ReadonlyMap<string, AboutProduct>;
  readonly names: ReadonlyMap<string, Named>;
}

export async function around(ctx: Ctx, rows: readonly store.ComplaintRow[]): Promise<Around> {
  const products = await productsById(
    ctx.db,
    rows.map((row) => row.productId),
  );
  const names = await organizationsById(
    ctx.db,
    rows.flatMap((row) => [row.complainantId, row.ownerId, ...row.steps.flatMap((one) => one.organizationId ?? [])]),
  );
  return { products, names };
}

const party = (one: Named | undefined) => ({ name: one?.name ?? '', name_en: one?.nameEn ?? null });

/** The day on which the open step is due: the owner's answer, the department's decision, the measure. */
function dueOn(row: store.ComplaintRow): string | null {
  if (row.state === 'filed' && row.overdueAt === null) return row.answerDue;
  if (row.state === 'filed' || row.state === 'answered') return row.decideDue;
  return measureWaits(row) ? row.measureDue : null;
}

export function showLine(
  ctx: Ctx,
  row: store.ComplaintRow,
  side: ComplaintSide,
  { products, names }: Around,
): z.input<typeof complaintLine> {
  const product = products.get(row.productId);
  const due = dueOn(row);
  return {
    id: row.id,
    no: row.no,
    side,
    state: row.state,
    category: row.category as ComplaintCategory,
    product_no: product?.no ?? '',
    product_title: product?.title ?? '',
    product_title_en: product?.titleEn ?? null,
    complainant: party(names.get(row.complainantId)),
    owner: party(names.get(row.ownerId)),
    due_on: due,
    days_left: due === null ? null : daysLeft(ctx, due),
    late: (row.state === 'filed' && row.overdueAt !== null) || (due !== null && due < dayOf(ctx.clock.now())),
    finding: row.finding as ComplaintFinding | null,
    filed_at: row.createdAt.toISOString(),
  };
}

const deeds: readonly ComplaintDeed[] = ['answer', 'decide', 'carry_out', 'withdraw'];

export async function show(
  ctx: Ctx,
  row: store.ComplaintRow,
  side: ComplaintSide,
  viewer: Viewer,
): Promise<ComplaintOut> {
  const facts = await around(ctx, [row]);
  const order = row.orderId === null ? null : await store.orderOf(ctx.db, row.orderId);
  return {
    ...showLine(ctx, row, side, facts),
    revision: row.revision,
    product_state: facts.products.get(row.productId)?.state ?? 'withdrawn',
    order_no: order?.no ?? null,
    statement: row.statement,
    wish: row.wish,
    answer_due: row.answerDue,
    decide_due: row.decideDue,
    answer: row.answer,
    answered_at: row.answeredAt?.toISOString() ?? null,
    words: row.words,
    measure: row.measure as ComplaintMeasure | null,
    measure_due: row.measureDue,
    measure_done_at: row.measureDoneAt?.toISOString() ?? null,
    decided_at: row.decidedAt?.toISOString() ?? null,
    history: row.steps.map((one) => ({
      id: one.id,
      action: one.action as ComplaintAction,
      words: one.words,
      organization: one.organizationId === null ? null : (facts.names.get(one.organizationId)?.name ?? null),
      at: one.at.toISOString(),
    })),
    actions: deeds
      .filter((name) => edge(complaintLifecycle, row.state, name) !== null && actors[name] === side)
      .filter((name) => name !== 'carry_out' || measureWaits(row))
      .map((name) => offer(name, hindrance(row, side, viewer, name))),
  };
}
