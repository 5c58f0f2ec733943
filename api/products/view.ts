/** How a product is shown: to the public, and to the developer who made it. */

import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { actions } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import type { ownProductLine, ownProductShape, productLine, productShape } from './contract.ts';
import { hasSample } from './facts.ts';
import { guardFaults, listCeilings } from './guard.ts';
import { fromOf, showPlan } from './plan-view.ts';
import { plansOf } from './plans-store.ts';
import { cite } from './rules/citation.ts';
import { type DivisionFacts, divisionFaults, divisionText, partsOf } from './rules/division.ts';
import { deliveryWay, factFaults, type ProductFacts, publicFacts, rowsCounted, throughGateway } from './rules/facts.ts';
import { productLifecycle } from './rules/lifecycle.ts';
import { type AgreementFacts, inForce, listingFaults } from './rules/listing.ts';
import { offer } from './rules/offer.ts';
import { isFree } from './rules/plan.ts';
import type { ProductRow } from './store.ts';

export type ProductOut = z.input<typeof productShape>;
export type OwnProductOut = z.input<typeof ownProductShape>;

const factsOf = (row: ProductRow) => row.facts as ProductFacts | null;

/** Every agreement behind a product, its own first. */
export const agreementsBehind = (row: ProductRow): AgreementFacts[] => [
  row.agreement,
  ...row.parts.flatMap((one) => (one.agreementId === row.agreementId ? [] : [one.agreement])),
];

export const divisionFactsOf = (row: ProductRow): DivisionFacts => ({
  method: row.division,
  parts: row.parts.map(({ agreementId, ppm, agreement }) => ({
    agreementId,
    ppm,
    no: agreement.no,
    agencyName: agreement.agency.name,
  })),
  sources: row.sources,
});

export const divisionSha256 = (row: ProductRow): string => sha256(divisionText(row.no, divisionFactsOf(row)));

/** Agreements whose agency has consented to the parts as they stand. */
function consentedTo(row: ProductRow): Set<string> {
  const parts = divisionSha256(row);
  return new Set(row.consents.filter((one) => one.partsSha256 === parts).map((one) => one.agreementId));
}

/** How the price is divided among the agreements behind a product; null where there is one. */
export function showDivision(row: ProductRow): ProductOut['division'] {
  if (row.parts.length === 0) return null;
  const ppm = new Map(partsOf(divisionFactsOf(row)).map((one) => [one.agreementId, one.ppm]));
  const consented = consentedTo(row);
  return {
    method: row.division,
    parts_sha256: divisionSha256(row),
    parts: row.parts.map(({ agreementId, agreement }) => ({
      agreement_id: agreementId,
      agreement_no: agreement.no,
      agency_name: agreement.agency.name,
      agency_name_en: agreement.agency.nameEn,
      ppm: ppm.get(agreementId) ?? null,
      consented: row.division === 'agreed' ? consented.has(agreementId) : null,
    })),
  };
}

/** What stands between a draft and its listing: its own faults, then those of the price guard. */
export async function faultsOf(ctx: Ctx, row: ProductRow): Promise<Refusal[]> {
  const facts = factsOf(row);
  const own = listingFaults(
    {
      developerId: row.developerId,
      kind: row.kind,
      hasFile: row.fileKey !== null,
      agreement: row.agreement,
      others: agreementsBehind(row).slice(1),
      divisionFaults: divisionFaults(divisionFactsOf(row), consentedTo(row)),
      sources: row.sources,
      factFaults: factFaults({ kind: row.kind, facts, tableRows: row.tableRows, fileName: row.fileName }),
      plans: row.plans.map(({ terms }) => terms),
      throughGateway: throughGateway(row.kind, facts),
      rowsCounted: rowsCounted(facts),
    },
    dayOf(ctx.clock.now()),
  );
  return [...own, ...(await guardFaults(ctx, row))];
}

/** SHA-256 over the canonical text of everything a buyer relies on. */
export function versionHash(row: ProductRow): string {
  const text = canonicalJson({
    no: row.no,
    kind: row.kind,
    title: row.title,
    title_en: row.titleEn,
    summary: row.summary,
    description: row.description,
    price_fen: row.priceFen.toString(),
    file_sha256: row.fileSha256,
    // What was listed before kinds had facts of their own is hashed as it was then.
    ...(row.facts === null ? {} : { facts: publicFacts(factsOf(row)) as object }),
    developer: row.developer.uscc,
    agreement: row.agreement.no,
    ...(row.divisionSha256 === null ? {} : { division: row.divisionSha256 }),
    sources: row.sources.map((s) => ({
      delivery: s.deliveryId,
      code: s.resourceCode,
      version: s.datasetVersion,
      day: s.acquiredOn,
      sha256: s.contentHash,
    })),
  });
  return sha256(text);
}

/** The price of the one-off plan as it stands; as it was entered where there is none. */
function headlineOf(row: ProductRow): bigint {
  const once = row.plans.find(({ terms }) => terms.kind === 'one_off')?.terms;
  return once?.kind === 'one_off' ? BigInt(once.amount_fen) : row.priceFen;
}

export function showLine(row: ProductRow): z.input<typeof productLine> {
  return {
    no: row.no,
    kind: row.kind,
    title: row.title,
    title_en: row.titleEn,
    summary: row.summary,
    price_fen: headlineOf(row).toString(),
    from: fromOf(row.plans),
    free: row.plans.some(({ terms }) => isFree(terms)),
    state: row.state,
    developer_name: row.developer.name,
    developer_name_en: row.developer.nameEn,
    listed_at: row.listedAt?.toISOString() ?? null,
    sources: row.sources.length,
    agencies: [...new Set(row.sources.map((source) => source.providerName))],
  };
}

export async function showProduct(ctx: Ctx, row: ProductRow): Promise<ProductOut> {
  const { sources: _count, agencies: _agencies, ...line } = showLine(row);
  const { agreement } = row;
  return {
    ...line,
    description: row.description,
    developer_uscc: row.developer.uscc,
    agreement: {
      no: agreement.no,
      agency_name: agreement.agencyName,
      agency_name_en: agreement.agencyNameEn,
      filing_no: agreement.filingNo,
      effective_from: agreement.effectiveFrom,
      effective_to: agreement.effectiveTo,
      in_force: inForce(agreement, dayOf(ctx.clock.now())),
      suspended: agreement.state === 'suspended',
    },
    division: showDivision(row),
    sources: row.sources.map(cite),
    file: row.fileSha256 === null ? null : { bytes: (row.fileBytes ?? 0n).toString(), sha256: row.fileSha256 },
    version_hash: versionHash(row),
    plans: row.plans.map(showPlan),
    facts: publicFacts(factsOf(row)) as ProductOut['facts'],
    delivery: deliveryWay(row.kind, factsOf(row)),
    table:
      row.tableKey === null
        ? null
        : {
            rows: (row.tableRows ?? 0n).toString(),
            columns: (row.tableColumns ?? []) as unknown as { name: string; type: string }[],
          },
    sample: hasSample(row),
    ceilings: (await listCeilings(ctx, row.id)).filter((one) => one.in_force),
  };
}

export async function showOwn(ctx: Ctx, row: ProductRow): Promise<OwnProductOut> {
  const faults = row.state === 'draft' ? await faultsOf(ctx, row) : [];
  return {
    ...(await showProduct(ctx, row)),
    facts: factsOf(row) as OwnProductOut['facts'],
    ended_plans: (await plansOf(ctx.db, row.id)).filter((one) => one.endedAt !== null).map(showPlan),
    upstream_secret: row.upstreamSecretSealed !== null,
    id: row.id,
    revision: row.revision,
    agreement_id: row.agreementId,
    file_name: row.fileName,
    delivery_ids: row.sources.map((source) => source.deliveryId),
    updated_at: row.updatedAt.toISOString(),
    missing: faults.map((fault) => ({
      code: fault.code,
      zh: fault.sentence('zh'),
      en: fault.sentence('en'),
      article: fault.spec.article ?? null,
    })),
    actions: actions(productLifecycle, row.state).map((name) =>
      offer(name, name === 'list' ? (faults[0] ?? null) : null),
    ),
  };
}

export async function showOwnLine(ctx: Ctx, row: ProductRow): Promise<z.input<typeof ownProductLine>> {
  return {
    ...showLine(row),
    id: row.id,
    agreement_no: row.agreement.no,
    updated_at: row.updatedAt.toISOString(),
    missing: row.state === 'draft' ? (await faultsOf(ctx, row)).length : 0,
  };
}
