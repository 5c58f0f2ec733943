import type { Db } from '#api/context.ts';
import type { HandingOver } from '#api/organizations/rules/offices.ts';

export interface Moving {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly publishedRevision: number | null;
}

/** Held until the transaction ends: nobody saves or decides while they change hands. */
export async function lockStanding(db: Db, fromId: string, codes: readonly string[] | null): Promise<Moving[]> {
  return db.$queryRaw<Moving[]>`SELECT id, code, title, published_revision AS "publishedRevision" FROM entry
    WHERE provider_id = ${fromId} AND state <> 'withdrawn' AND (${codes === null} OR code = ANY(${[...(codes ?? [])]}::text[]))
    ORDER BY id FOR UPDATE`;
}

export async function titlesOf(db: Db, providerId: string, titles: readonly string[]): Promise<string[]> {
  const rows = await db.entry.findMany({ where: { providerId, title: { in: [...titles] } }, select: { title: true } });
  return rows.map(({ title }) => title);
}

/** Codes of those that take part in something under way with the agency that gives them up. */
export async function busyAmong(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<
    { code: string }[]
  >`SELECT e.code FROM entry e WHERE e.id = ANY(${[...ids]}::text[]) AND (
    EXISTS (SELECT 1 FROM sharing_request s WHERE s.entry_id = e.id AND s.state NOT IN ('refused', 'withdrawn', 'disposed'))
    OR EXISTS (SELECT 1 FROM agreement_resource r JOIN agreement a ON a.id = r.agreement_id
      WHERE r.entry_id = e.id AND a.state NOT IN ('expired', 'terminated'))
    OR EXISTS (SELECT 1 FROM application_resource r JOIN application a ON a.id = r.application_id
      WHERE r.entry_id = e.id AND a.state NOT IN ('refused', 'certified', 'withdrawn'))
    OR EXISTS (SELECT 1 FROM correction c WHERE c.entry_id = e.id AND c.state IN ('filed', 'accepted')))
    ORDER BY e.code`;
  return rows.map(({ code }) => code);
}

export async function transfer(
  db: Db,
  ids: readonly string[],
  { fromId, toId, documentNo, effectiveOn, caseId }: HandingOver,
  at: Date,
): Promise<void> {
  // The guard of the table lets the provider change only as the newest line here says.
  await db.$executeRaw`INSERT INTO entry_transfer (entry_id, number, from_id, to_id, document_no, effective_on, case_id, at)
    SELECT e.id, coalesce((SELECT max(t.number) FROM entry_transfer t WHERE t.entry_id = e.id), 0) + 1, ${fromId}, ${toId},
      ${documentNo}, ${effectiveOn}, ${caseId}, ${at}::timestamptz
    FROM entry e WHERE e.id = ANY(${[...ids]}::text[])`;
  await db.entry.updateMany({ where: { id: { in: [...ids] } }, data: { providerId: toId } });
}

export async function transfersOf(db: Db, entryId: string) {
  return db.entryTransfer.findMany({ where: { entryId }, orderBy: { number: 'desc' } });
}
