/** Clues of every kind, in one list. */
import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';

export type ClueRow = Prisma.CircumstanceClueGetPayload<{ include: { case: { select: { id: true; no: true } } } }>;
const withCase = { case: { select: { id: true, no: true } } } as const;

export const findClue = (db: Db, id: string): Promise<ClueRow | null> =>
  db.circumstanceClue.findUnique({ where: { id }, include: withCase });

export async function lockClue(db: Db, id: string): Promise<ClueRow | null> {
  await db.$queryRaw`SELECT id FROM circumstance_clue WHERE id = ${id} FOR UPDATE`;
  return findClue(db, id);
}

export const findFact = (db: Db, rule: string, factKey: string) =>
  db.circumstanceClue.findUnique({ where: { rule_factKey: { rule, factKey } }, select: { no: true } });

/** True when the fact had no clue yet. */
export async function insertClue(db: Db, data: Prisma.CircumstanceClueUncheckedCreateInput): Promise<boolean> {
  const { count } = await db.circumstanceClue.createMany({ data: [data], skipDuplicates: true });
  return count === 1;
}
export async function updateClue(db: Db, id: string, data: Prisma.CircumstanceClueUncheckedUpdateInput): Promise<void> {
  await db.circumstanceClue.update({ where: { id }, data });
}

/** Of facts that are read in a region, whoever looks into them. */
export const cluesOfRule = (db: Db, readIn: string, rule: string) =>
  db.circumstanceClue.findMany({
    where: { readIn, rule, state: { not: 'dismissed' } },
    select: { id: true, factKey: true, goneAt: true, evidenceSha256: true },
  });
export const knownKeys = async (db: Db, rule: string, keys: readonly string[]): Promise<Set<string>> => {
  const rows = await db.circumstanceClue.findMany({
    where: { rule, factKey: { in: [...keys] } },
    select: { factKey: true },
  });
  return new Set(rows.map((row) => row.factKey));
};
export async function markSeen(db: Db, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length > 0)
    await db.circumstanceClue.updateMany({ where: { id: { in: [...ids] } }, data: { seenAt: at, goneAt: null } });
}
export async function markGone(db: Db, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length > 0) await db.circumstanceClue.updateMany({ where: { id: { in: [...ids] } }, data: { goneAt: at } });
}

export interface ListedClue {
  readonly id: string;
  readonly source: 'circumstance' | 'agreement' | 'trade';
  readonly no: string;
  readonly kind: string;
  readonly circumstance: number | null;
  readonly about: string;
  readonly title: string;
  readonly state: string;
  readonly waiting: boolean;
  readonly gone: boolean;
  readonly since: string;
  readonly created_at: Date;
  readonly total: number;
}
export interface ClueFilter {
  readonly source?: string | undefined;
  readonly state?: string | undefined;
  readonly circumstance?: number | undefined;
  readonly agency?: string | undefined;
}

/** Clues of Article 27, of dispositions after a term and of trades; what waits comes first. */
export function listClues(
  db: Db,
  regions: readonly string[],
  filter: ClueFilter,
  paging: { skip: number; take: number },
) {
  const { source = null, state = null, circumstance = null, agency = null } = filter;
  return db.$queryRaw<ListedClue[]>(Prisma.sql`
    WITH every AS (
      SELECT id, 'circumstance' AS source, no, rule AS kind, circumstance, accused_id AS about, title, state::text AS state,
        state = 'open' AS waiting, gone_at IS NOT NULL AS gone, since, created_at, region_code FROM circumstance_clue
      UNION ALL
      SELECT c.id, 'agreement', c.no, c.kind, 7, c.about, a.no, c.state::text, c.state = 'open', false,
        to_char(c.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'), c.created_at, c.region_code
      FROM supervision_clue c JOIN agreement a ON a.id = c.agreement_id
      UNION ALL
      SELECT t.id, 'trade', t.no, t.kind, NULL, o.buyer_id, o.no, t.state::text, t.decided_at IS NULL, false,
        to_char(t.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'), t.created_at, t.region_code
      FROM trade_clue t JOIN "order" o ON o.id = t.order_id
    )
    SELECT *, count(*) OVER ()::int AS total FROM every
    WHERE region_code = ANY(${[...regions]}) AND (${source}::text IS NULL OR source = ${source})
      AND (${state}::text IS NULL OR state = ${state}) AND (${circumstance}::int IS NULL OR circumstance = ${circumstance})
      AND (${agency}::text IS NULL OR about = ${agency})
    ORDER BY waiting DESC, gone, created_at DESC, id LIMIT ${paging.take} OFFSET ${paging.skip}`);
}

export const openByRule = (db: Db, regions: readonly string[]) =>
  db.circumstanceClue.groupBy({
    by: ['rule'],
    where: { regionCode: { in: [...regions] }, state: 'open', goneAt: null },
    _count: true,
  });

/** Parameters of rules as they were last set for a region. */
export async function ruleParameters(db: Db, regionCode: string, keys: readonly string[]) {
  const rows = await db.parameter.findMany({
    where: { key: { in: [...keys] }, OR: [{ regionCode }, { regionCode: null }] },
    orderBy: [{ regionCode: { sort: 'asc', nulls: 'first' } }, { setAt: 'asc' }],
  });
  return new Map(rows.map((row) => [row.key, { value: row.value, documentNo: row.documentNo }]));
}
export async function putParameter(db: Db, data: Prisma.ParameterUncheckedCreateInput): Promise<void> {
  await db.parameter.create({ data });
}

/** Regions that have an information department on a day. */
export async function supervisedRegions(db: Db, today: string): Promise<string[]> {
  const rows = await db.mandate.findMany({
    where: {
      power: 'information_department',
      validFrom: { lte: today },
      OR: [{ validTo: null }, { validTo: { gte: today } }],
    },
    select: { regionCode: true },
    distinct: ['regionCode'],
    orderBy: { regionCode: 'asc' },
  });
  return rows.map((row) => row.regionCode);
}
