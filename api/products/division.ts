/** Products that rest on agreements of several agencies: which, by what parts, and the agencies' consent to them (Article 21). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { consenting, dividedProduct, dividing } from './contract.ts';
import { refuse } from './rules/refusals.ts';
import { step } from './service.ts';
import * as store from './store.ts';
import { divisionSha256, type OwnProductOut, showDivision } from './view.ts';

type DividedOut = z.input<typeof dividedProduct>;

/** Names the agreements behind a draft and how its price is divided; sources under agreements that are gone go with them. */
export async function divideProduct(ctx: Ctx, id: string, input: z.output<typeof dividing>): Promise<OwnProductOut> {
  return step(ctx, id, input.revision, 'divide', async (tx, row) => {
    const ppm = new Map(input.parts.map((one) => [one.agreement_id, one.ppm ?? null]));
    for (const agreementId of ppm.keys()) {
      const agreement = await store.findAgreement(tx.db, agreementId);
      if (agreement?.developerId !== row.developerId) throw refuse('products.no_agreement');
    }
    if (!ppm.has(row.agreementId)) ppm.set(row.agreementId, null);
    const several = ppm.size > 1;
    const agreed = several && input.method === 'agreed';
    const parts = several ? [...ppm].map(([agreementId, own]) => ({ agreementId, ppm: agreed ? own : null })) : [];
    await store.replaceParts(tx.db, id, row.agreementId, parts);
    return {
      data: { division: agreed ? 'agreed' : 'sources' },
      facts: { method: agreed ? 'agreed' : 'sources', agreements: parts.map((one) => one.agreementId) },
    };
  });
}

/** Products made with data of the viewer's agency and of others. */
export async function listDividedProducts(ctx: Ctx): Promise<{ items: DividedOut[] }> {
  const viewer = requireViewer(ctx.viewer);
  const rows = await store.dividedWith(ctx.db, viewer.organization.id);
  return { items: rows.flatMap((row) => show(ctx, row) ?? []) };
}

function show(ctx: Ctx, row: store.ProductRow): DividedOut | null {
  const division = showDivision(row);
  if (division === null) return null;
  const nos = new Map(division.parts.map((one) => [one.agreement_id, one.agreement_no]));
  const own = ownParts(row, ctx.viewer?.organization.id ?? '');
  const open = division.parts.some((one) => own.includes(one.agreement_id) && one.consented === false);
  return {
    id: row.id,
    no: row.no,
    title: row.title,
    state: row.state,
    developer_name: row.developer.name,
    sources: row.sources.map((one) => ({
      agreement_no: nos.get(one.agreementId) ?? '',
      resource_code: one.resourceCode,
      resource_name: one.resourceName,
    })),
    division,
    can_consent: open && row.state === 'draft' && (ctx.viewer?.duties.includes('signatory') ?? false),
  };
}

const ownParts = (row: store.ProductRow, organizationId: string): string[] =>
  row.parts.filter((one) => one.agreement.agencyId === organizationId).map((one) => one.agreementId);

/** One agency's consent to exactly these parts, by a signatory, with the own password again. */
export async function consentToDivision(ctx: Ctx, id: string, input: z.output<typeof consenting>): Promise<DividedOut> {
  const viewer = requireDuty(ctx.viewer, 'signatory');
  return act(ctx, { action: 'products.consent', subject: ['product', id] }, async (tx, note) => {
    await store.lockProduct(tx.db, id);
    const row = await store.findProduct(tx.db, id);
    const own = row === null ? [] : ownParts(row, viewer.organization.id);
    if (row === null || own.length === 0) throw refuse('products.not_found');
    if (row.state !== 'draft' || row.division !== 'agreed') throw refuse('products.needs_no_consent');
    const partsSha256 = divisionSha256(row);
    if (partsSha256 !== input.parts_sha256) throw refuse('products.division_changed');
    const given = new Set(row.consents.filter((one) => one.partsSha256 === partsSha256).map((one) => one.agreementId));
    const open = own.filter((one) => !given.has(one));
    if (open.length === 0) throw refuse('products.consented_already');
    await requirePasswordAgain(tx, input.password);
    const common = { productId: id, partsSha256, personId: viewer.personId, at: tx.clock.now() };
    await store.insertConsents(
      tx.db,
      open.map((agreementId) => ({ ...common, id: newId(tx, 'consent'), agreementId })),
    );
    note({ no: row.no, parts_sha256: partsSha256, agreements: open });
    const shown = await store.findProduct(tx.db, id);
    const out = shown === null ? null : show(tx, shown);
    if (out === null) throw new Error(`product ${id} lost its parts`);
    return out;
  });
}
