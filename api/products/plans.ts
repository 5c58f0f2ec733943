/** Plans of a product: added, given new versions, ended. What an order was placed under never changes (decision 0045). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { ceilingNeeded, priceFault } from './guard.ts';
import { type PlanOut, planHash, showPlan } from './plan-view.ts';
import type { newPlan, planChange } from './plans-contract.ts';
import * as plans from './plans-store.ts';
import { onePriceName, productStates } from './rules/codes.ts';
import { type ProductFacts, rowsCounted, throughGateway } from './rules/facts.ts';
import { type PlanTerms, termsFault } from './rules/plan.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

const mostPlans = 8;

interface Named {
  readonly name: string;
  readonly name_en?: string | undefined;
  readonly terms: PlanTerms;
}

/** The own product, kept alone until the transaction ends; withdrawn ones sell nothing any more. */
async function ownForPlans(tx: Ctx, id: string): Promise<store.ProductRow> {
  const viewer = requireDuty(tx.viewer, 'developer');
  await plans.lockProduct(tx.db, id);
  const row = await store.findProduct(tx.db, id);
  if (row === null || row.developerId !== viewer.organization.id) throw refuse('products.not_found');
  if (row.state === 'withdrawn') {
    const label = (locale: 'zh' | 'en') => productStates.label(row.state, locale);
    throw refuse('products.wrong_state', { state: label('zh'), state_en: label('en') });
  }
  return row;
}

async function requireSound(tx: Ctx, row: store.ProductRow, terms: PlanTerms): Promise<void> {
  const facts = row.facts as ProductFacts | null;
  const fault = termsFault(terms, row.kind, throughGateway(row.kind, facts), rowsCounted(facts));
  // While drafted, the way to the product may not be stated yet; the listing asks again.
  const later = ['products.plan_not_counted', 'products.rows_not_counted'].includes(fault?.code ?? '');
  if (fault !== null && !(later && row.state === 'draft' && row.kind === 'api')) throw fault;
  if (row.state !== 'listed') return;
  const guarded = await priceFault(tx, row.id, await ceilingNeeded(tx, row.agreement), terms);
  if (guarded !== null) throw guarded;
}

async function writeVersion(
  tx: Ctx,
  planId: string,
  version: number,
  { name, name_en, terms }: Named,
): Promise<string> {
  const nameEn = name_en ?? null;
  const id = newId(tx, 'planVersion');
  await plans.insertVersion(tx.db, {
    id,
    planId,
    version,
    kind: terms.kind,
    name,
    nameEn,
    terms,
    sha256: planHash(name, nameEn, terms),
    createdBy: tx.viewer?.personId ?? null,
    createdAt: tx.clock.now(),
  });
  return id;
}

async function writePlan(tx: Ctx, productId: string, number: number, input: Named): Promise<void> {
  const id = newId(tx, 'plan');
  await plans.insertPlan(tx.db, { id, productId, number, createdAt: tx.clock.now() });
  await writeVersion(tx, id, 1, input);
}

export interface PrivateOffer extends Named {
  readonly productId: string;
  /** The buyer alone to whom it is offered. */
  readonly offeredTo: string;
  /** Of the offer before, which this one supersedes as a further version; null for the first. */
  readonly planId: string | null;
}

/**
 * Terms for one buyer: sound as those of any plan and within the price guard, never on the list. By the owner's people, under
 * `act`; the product must be on sale.
 */
export async function offerPrivately(
  tx: Ctx,
  { productId, offeredTo, planId, ...named }: PrivateOffer,
): Promise<{ readonly planId: string; readonly versionId: string }> {
  const row = await ownForPlans(tx, productId);
  await requireSound(tx, row, named.terms);
  if (planId !== null) {
    const version = await plans.nextVersion(tx.db, planId);
    return { planId, versionId: await writeVersion(tx, planId, version, named) };
  }
  const id = newId(tx, 'plan');
  const number = await plans.nextNumber(tx.db, productId);
  await plans.insertPlan(tx.db, { id, productId, number, offeredTo, createdAt: tx.clock.now() });
  return { planId: id, versionId: await writeVersion(tx, id, 1, named) };
}

const onePrice = (amountFen: string): Named => ({
  name: onePriceName[0],
  name_en: onePriceName[1],
  terms: { kind: 'one_off', amount_fen: amountFen, trial: null },
});

/**
 * A product entered with one price sells for it once and for all; entered again, the price is a new version of that plan.
 * Call inside `act`.
 */
export async function keepOnePrice(tx: Ctx, productId: string, amountFen: string): Promise<void> {
  const known = await plans.plansOf(tx.db, productId);
  const first = known.find(({ number }) => number === 1);
  if (first === undefined) return writePlan(tx, productId, 1, onePrice(amountFen));
  if (first.terms.kind !== 'one_off' || first.endedAt !== null || first.terms.amount_fen === amountFen) return;
  const { name, nameEn } = first;
  await writeVersion(tx, first.id, first.version + 1, {
    name,
    ...(nameEn === null ? {} : { name_en: nameEn }),
    terms: { ...first.terms, amount_fen: amountFen },
  });
}

async function all(ctx: Ctx, productId: string): Promise<{ items: PlanOut[] }> {
  return { items: (await plans.plansOf(ctx.db, productId)).map(showPlan) };
}

/** What a buyer can choose from. */
export async function listProductPlans(ctx: Ctx, no: string): Promise<{ items: PlanOut[] }> {
  const row = await store.findByNo(ctx.db, no);
  if (row === null || row.listedAt === null) throw refuse('products.not_found');
  if (row.state === 'withdrawn') throw refuse('products.withdrawn');
  return { items: row.plans.map(showPlan) };
}

export async function listOwnPlans(ctx: Ctx, id: string): Promise<{ items: PlanOut[] }> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const row = await store.findProduct(ctx.db, id);
  if (row === null || row.developerId !== viewer.organization.id) throw refuse('products.not_found');
  return all(ctx, id);
}

export async function addPlan(ctx: Ctx, id: string, input: z.output<typeof newPlan>): Promise<{ items: PlanOut[] }> {
  requireDuty(ctx.viewer, 'developer');
  return act(ctx, { action: 'products.add_plan', subject: ['product', id] }, async (tx, note) => {
    const row = await ownForPlans(tx, id);
    if (row.plans.length >= mostPlans) throw refuse('products.too_many_plans', { limit: mostPlans });
    await requireSound(tx, row, input.terms);
    const number = await plans.nextNumber(tx.db, id);
    await writePlan(tx, id, number, input);
    note({ no: row.no, plan: number, kind: input.terms.kind });
    return all(tx, id);
  });
}

async function planToChange(tx: Ctx, row: store.ProductRow, number: number): Promise<plans.PlanRow> {
  const plan = (await plans.plansOf(tx.db, row.id)).find((one) => one.number === number);
  if (plan === undefined) throw refuse('products.plan_not_found');
  if (plan.endedAt !== null) throw refuse('products.plan_ended');
  return plan;
}

export async function changePlan(
  ctx: Ctx,
  id: string,
  number: number,
  input: z.output<typeof planChange>,
): Promise<{ items: PlanOut[] }> {
  requireDuty(ctx.viewer, 'developer');
  return act(ctx, { action: 'products.change_plan', subject: ['product', id] }, async (tx, note) => {
    const row = await ownForPlans(tx, id);
    const plan = await planToChange(tx, row, number);
    if (plan.version !== input.version) throw refuse('products.plan_changed', { version: plan.version });
    await requireSound(tx, row, input.terms);
    await writeVersion(tx, plan.id, plan.version + 1, input);
    note({ no: row.no, plan: number, version: plan.version + 1, kind: input.terms.kind });
    return all(tx, id);
  });
}

export async function endPlan(ctx: Ctx, id: string, number: number): Promise<{ items: PlanOut[] }> {
  requireDuty(ctx.viewer, 'developer');
  return act(ctx, { action: 'products.end_plan', subject: ['product', id] }, async (tx, note) => {
    const row = await ownForPlans(tx, id);
    const plan = await planToChange(tx, row, number);
    if (row.state === 'listed' && row.plans.length === 1) throw refuse('products.last_plan');
    if (!(await plans.endPlan(tx.db, plan.id, tx.clock.now()))) throw refuse('products.plan_ended');
    note({ no: row.no, plan: number });
    return all(tx, id);
  });
}
