/** Signed yearly reports: they are documents and nothing besides (decision 0093). */
import type { Db } from '#api/context.ts';

export interface ReportRow {
  readonly id: string;
  readonly no: string;
  readonly unit_id: string;
  readonly year: number;
  readonly signed_at: Date;
}

/** Of one unit, or of the units of regions; the newest first. */
export async function reportsOf(
  db: Db,
  { unitId, regions }: { readonly unitId: string; readonly regions: readonly string[] },
): Promise<ReportRow[]> {
  return db.$queryRaw<ReportRow[]>`
    SELECT d.id, d.no, d.subject_id AS unit_id, (d.canonical::jsonb->>'year')::int AS year, s.signed_at
    FROM document d JOIN signature s ON s.document_id = d.id JOIN organization o ON o.id = d.subject_id
    WHERE d.kind = 'asset_report' AND (o.id = ${unitId} OR o.region_code = ANY(${[...regions]}::text[]))
    ORDER BY year DESC, s.signed_at DESC LIMIT 500`;
}

export async function regionOfUnit(db: Db, id: string): Promise<string | null> {
  return (await db.organization.findUnique({ where: { id }, select: { regionCode: true } }))?.regionCode ?? null;
}
