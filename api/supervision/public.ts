/** What the public may see: criticisms within their term, inspections, figures. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import type * as shapes from './contract.ts';
import * as inspections from './inspections/store.ts';
import { paperContents } from './rules/papers.ts';
import * as store from './store.ts';

type Public = z.input<typeof shapes.publicOut>;

export async function showPublic(ctx: Ctx): Promise<Public> {
  const today = dayOf(ctx.clock.now());
  const papers = (await store.issuedCriticisms(ctx.db))
    .map((row) => ({ row, content: paperContents.criticism.parse(row.content) }))
    .filter(({ content }) => content.public_until >= today);
  const units = await store.findUnits(
    ctx.db,
    papers.map(({ row }) => row.case.accusedId),
  );
  const plans = await inspections.publicPlans(ctx.db);
  return {
    criticisms: papers.map(({ row, content }) => ({
      no: row.no ?? '',
      document_no: row.documentNo ?? '',
      issuer: row.issuer ?? '',
      agency: units.get(row.case.accusedId)?.name ?? '',
      agency_en: units.get(row.case.accusedId)?.nameEn ?? null,
      circumstance: String(row.case.circumstance) as Public['criticisms'][number]['circumstance'],
      facts: content.facts,
      issued_on: row.issuedOn ?? '',
      public_until: content.public_until,
      document_id: row.documentId ?? '',
    })),
    inspections: plans.map((row) => ({
      id: row.id,
      no: row.no,
      title: row.title,
      kind: row.kind,
      state: row.state,
      region_code: row.regionCode,
      bodies: row.visits.length,
      findings: row.state === 'published' ? row.visits.reduce((sum, one) => sum + one._count.findings, 0) : 0,
      commitment: row.commitment,
      at: (row.publishedAt ?? row.drawnAt ?? row.committedAt ?? row.createdAt).toISOString(),
    })),
    figures: (await store.publicFigures(ctx.db)).map((row) => ({
      ...row,
      circumstance: String(row.circumstance) as Public['figures'][number]['circumstance'],
    })),
  };
}
