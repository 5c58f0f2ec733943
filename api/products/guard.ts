/** The price guard of Fagai Jiage [2025] No. 65: ceilings that are filed, and what they let be sold. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { dayOf, isDay } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { showPlan } from './plan-view.ts';
import type { ceilingOut, guardedProduct, newCeiling } from './plans-contract.ts';
import * as plans from './plans-store.ts';
import { ceilingFault, isFree, type PlanTerms, rateMicro, rateText } from './rules/plan.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

type GuardedOut = z.input<typeof guardedProduct>;

/** Whether the products of an agreement need a filed ceiling: under authorised operation, and wherever the region wants it. */
export async function ceilingNeeded(
  ctx: Ctx,
  agreement: { readonly authorizationKind: string; readonly regionCode: string },
): Promise<boolean> {
  if (agreement.authorizationKind === 'authorized_operation') return true;
  return (await numberParameter(ctx, 'pricing.ceiling_required', agreement.regionCode, 0)) > 0;
}

/** Why these terms are not to be priced or sold today, or null. A private offer is judged by its own terms. */
export async function priceFault(
  ctx: Ctx,
  productId: string,
  needed: boolean,
  terms: PlanTerms,
): Promise<Refusal | null> {
  return ceilingFault(terms, await plans.ceilingsOf(ctx.db, productId), needed, dayOf(ctx.clock.now()));
}

/** What the guard has against a listing with these plans. */
export async function guardFaults(ctx: Ctx, row: store.ProductRow): Promise<Refusal[]> {
  const needed = await ceilingNeeded(ctx, row.agreement);
  const ceilings = await plans.ceilingsOf(ctx.db, row.id);
  const today = dayOf(ctx.clock.now());
  const faults = row.plans.flatMap(({ terms }) => ceilingFault(terms, ceilings, needed, today) ?? []);
  const forGood = row.plans.some(({ terms }) => terms.kind === 'free' || isFree(terms));
  const operated = row.agreement.authorizationKind === 'authorized_operation';
  return operated && !forGood ? [...faults, refuse('products.no_public_interest_plan')] : faults;
}

const showCeiling = (row: plans.CeilingRow, today: string): z.input<typeof ceilingOut> => ({
  id: row.id,
  basis: row.basis,
  ceiling_yuan: rateText(row.ceilingMicro),
  document_no: row.documentNo,
  authority: row.authority,
  valid_from: row.validFrom,
  valid_to: row.validTo,
  filed_by: row.filedBy.name,
  filed_at: row.filedAt.toISOString(),
  in_force: row.validFrom <= today && today <= row.validTo,
});

/** The ceilings of a product as everybody may see them: what is filed is public. */
export async function listCeilings(ctx: Ctx, productId: string): Promise<z.input<typeof ceilingOut>[]> {
  const today = dayOf(ctx.clock.now());
  return (await plans.ceilingsOf(ctx.db, productId)).map((one) => showCeiling(one, today));
}

async function showGuarded(ctx: Ctx, row: store.ProductRow): Promise<GuardedOut> {
  const [fault = null] = await guardFaults(ctx, row);
  return {
    no: row.no,
    title: row.title,
    state: row.state,
    developer_name: row.developer.name,
    agreement_id: row.agreementId,
    agreement_no: row.agreement.no,
    needed: await ceilingNeeded(ctx, row.agreement),
    plans: row.plans.map(showPlan),
    ceilings: await listCeilings(ctx, row.id),
    fault: fault === null ? null : { code: fault.code, zh: fault.sentence('zh'), en: fault.sentence('en') },
  };
}

/** Regions in whose price affairs a viewer's organisation has a say or an eye. */
export const watchedRegions = (viewer: Viewer): string[] =>
  viewer.powers
    .filter(({ power }) => power === 'finance_bureau' || power === 'information_department')
    .map(({ regionCode }) => regionCode);

export async function listGuardedProducts(ctx: Ctx, asked: { readonly agreement_id?: string | undefined }) {
  const viewer = requireViewer(ctx.viewer);
  const ids = await plans.watchedProducts(ctx.db, {
    organizationId: viewer.organization.id,
    regionCodes: watchedRegions(viewer),
    agreementId: asked.agreement_id,
  });
  const items: GuardedOut[] = [];
  for (const id of ids) {
    const row = await store.findProduct(ctx.db, id);
    if (row !== null && (row.state !== 'draft' || row.developerId === viewer.organization.id || row.plans.length > 0))
      items.push(await showGuarded(ctx, row));
  }
  return { items };
}

/** The authorising agency, by whoever handles its authorisations or signs for it; or the finance bureau of its level. */
export function requirePriceAuthority(
  ctx: Ctx,
  agreement: { readonly agencyId: string; readonly regionCode: string },
): Viewer {
  const viewer = requireViewer(ctx.viewer);
  const agency =
    viewer.organization.id === agreement.agencyId &&
    viewer.duties.some((duty) => duty === 'licensing' || duty === 'signatory');
  const finance =
    holdsPower(viewer, 'finance_bureau', agreement.regionCode) &&
    viewer.duties.some((duty) => duty === 'finance_review' || duty === 'finance_issue');
  if (!agency && !finance) throw refuse('products.not_the_authority');
  return viewer;
}

export function requireValidity(from: string, to: string): void {
  if (!isDay(from) || !isDay(to) || from > to) throw refuse('products.bad_validity');
}

export async function fileCeiling(ctx: Ctx, no: string, input: z.output<typeof newCeiling>): Promise<GuardedOut> {
  requireViewer(ctx.viewer);
  return act(ctx, { action: 'products.file_ceiling', subject: ['product', no] }, async (tx, note) => {
    const row = await store.findByNo(tx.db, no);
    if (row === null) throw refuse('products.not_found');
    const viewer = requirePriceAuthority(tx, row.agreement);
    requireValidity(input.valid_from, input.valid_to);
    const micro = rateMicro(input.ceiling_yuan);
    if (micro === null) throw refuse('products.bad_rate', { rate: input.ceiling_yuan });
    const id = newId(tx, 'ceiling');
    await plans.insertCeiling(tx.db, {
      id,
      productId: row.id,
      basis: input.basis,
      ceilingMicro: micro,
      documentNo: input.document_no,
      authority: input.authority,
      validFrom: input.valid_from,
      validTo: input.valid_to,
      filedById: viewer.organization.id,
      filedByPerson: viewer.personId,
      filedAt: tx.clock.now(),
    });
    note({ no, ceiling: id, basis: input.basis, micro_fen: micro.toString(), document: input.document_no }, row.id);
    return showGuarded(tx, row);
  });
}
