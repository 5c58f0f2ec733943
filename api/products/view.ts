/** How a product is shown: to the public, and to the developer who made it. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { actions } from '#api/kernel/lifecycle.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { ownProductLine, ownProductShape, productLine, productShape } from './contract.ts';
import { cite } from './rules/citation.ts';
import { productLifecycle } from './rules/lifecycle.ts';
import { inForce, listingFaults } from './rules/listing.ts';
import { offer } from './rules/offer.ts';
import type { ProductRow } from './store.ts';

export type ProductOut = z.input<typeof productShape>;
export type OwnProductOut = z.input<typeof ownProductShape>;

export const faultsOf = (ctx: Ctx, row: ProductRow) =>
  listingFaults(
    {
      developerId: row.developerId,
      kind: row.kind,
      hasFile: row.fileKey !== null,
      agreement: row.agreement,
      sources: row.sources,
    },
    dayOf(ctx.clock.now()),
  );

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
    developer: row.developer.uscc,
    agreement: row.agreement.no,
    sources: row.sources.map((s) => ({
      delivery: s.deliveryId,
      code: s.resourceCode,
      version: s.datasetVersion,
      day: s.acquiredOn,
      sha256: s.contentHash,
    })),
  });
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

export function showLine(row: ProductRow): z.input<typeof productLine> {
  return {
    no: row.no,
    kind: row.kind,
    title: row.title,
    title_en: row.titleEn,
    summary: row.summary,
    price_fen: row.priceFen.toString(),
    state: row.state,
    developer_name: row.developer.name,
    developer_name_en: row.developer.nameEn,
    listed_at: row.listedAt?.toISOString() ?? null,
    sources: row.sources.length,
    agencies: [...new Set(row.sources.map((source) => source.providerName))],
  };
}

export function showProduct(ctx: Ctx, row: ProductRow): ProductOut {
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
    },
    sources: row.sources.map(cite),
    file: row.fileSha256 === null ? null : { bytes: (row.fileBytes ?? 0n).toString(), sha256: row.fileSha256 },
    version_hash: versionHash(row),
  };
}

export function showOwn(ctx: Ctx, row: ProductRow): OwnProductOut {
  const faults = row.state === 'draft' ? faultsOf(ctx, row) : [];
  return {
    ...showProduct(ctx, row),
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

export function showOwnLine(ctx: Ctx, row: ProductRow): z.input<typeof ownProductLine> {
  return {
    ...showLine(row),
    id: row.id,
    agreement_no: row.agreement.no,
    updated_at: row.updatedAt.toISOString(),
    missing: row.state === 'draft' ? faultsOf(ctx, row).length : 0,
  };
}
