import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';
import type { Drift } from './rules/drift.ts';
import type { Version } from './store.ts';

/** A difference that is new has not been accepted. */
export async function setDrift(db: Db, id: string, drift: Drift | null): Promise<void> {
  await db.version.update({
    where: { id },
    data: { drift: drift ?? Prisma.DbNull, driftAcceptedBy: null, driftAcceptedAt: null, driftReason: null },
  });
}

export interface Accepted {
  readonly driftAcceptedBy: string;
  readonly driftAcceptedAt: Date;
  readonly driftReason: string;
}

export async function acceptDrift(db: Db, id: string, accepted: Accepted): Promise<void> {
  await db.version.update({ where: { id }, data: accepted });
}

/**
 * What the quality room wrote down about a version: rules that block and do not hold, by its newest reports; and whether a
 * table with a blocking rule has no report made under the rules of today.
 */
export async function qualityGate(
  db: Db,
  { id, entryId, tables }: Pick<Version, 'id' | 'entryId' | 'tables'>,
): Promise<{ readonly failing: string[]; readonly pending: boolean }> {
  const reports = await db.qualityReport.findMany({
    where: { versionId: id },
    orderBy: [{ table: 'asc' }, { at: 'desc' }],
    distinct: ['table'],
    select: { table: true, blocking: true, rulesRevision: true },
  });
  const asked = await db.$queryRaw<{ table_name: string; rules_revision: number }[]>`
    SELECT DISTINCT s.table_name, h.rules_revision FROM dictionary h JOIN (
      SELECT entry_id, table_name FROM dictionary_column WHERE rules @> '[{"blocking": true}]'
      UNION SELECT d.entry_id, t.key FROM dictionary d, jsonb_each(d.table_rules) t WHERE t.value @> '[{"blocking": true}]'
    ) s USING (entry_id) WHERE h.entry_id = ${entryId}`;
  const current = asked.flatMap(({ table_name, rules_revision }) => {
    const table = tables.find((one) => one.name === table_name);
    if (table === undefined) return [];
    const report = reports.find((one) => one.table === table.number);
    return [report !== undefined && report.rulesRevision >= rules_revision ? report : null];
  });
  return { failing: current.flatMap((one) => one?.blocking ?? []), pending: current.includes(null) };
}
