/** Counts for the board, and for whoever evaluates agencies (Article 5). */
import type { Db } from '#api/context.ts';

export interface BoardCell {
  readonly accused_id: string;
  readonly circumstance: number;
  readonly clues: number;
  readonly cases: number;
  readonly next_due: string | null;
}

/** Open clues whose fact stands, and open files, by body and circumstance. */
export const boardCells = (db: Db, regionCode: string) => db.$queryRaw<BoardCell[]>`
  WITH standing AS (
    SELECT accused_id, circumstance, 1 AS clue, 0 AS file, NULL AS due FROM circumstance_clue
    WHERE region_code = ${regionCode} AND state = 'open' AND gone_at IS NULL
    UNION ALL
    SELECT accused_id, circumstance, 0, 1, due_on FROM supervision_case
    WHERE region_code = ${regionCode} AND state NOT IN ('closed', 'dropped')
  )
  SELECT accused_id, circumstance, sum(clue)::int AS clues, sum(file)::int AS cases, min(due) AS next_due
  FROM standing GROUP BY 1, 2 ORDER BY 1, 2`;

export const stageCounts = (db: Db, regionCode: string) =>
  db.supervisionCase.groupBy({ by: ['state'], where: { regionCode }, _count: true });

export const dueDays = (db: Db, regionCode: string) =>
  db.supervisionCase.findMany({
    where: { regionCode, state: { notIn: ['closed', 'dropped'] } },
    select: { dueOn: true, state: true },
  });

export interface Rectification {
  readonly agency_id: string;
  /** Findings that stand. */
  readonly findings: number;
  readonly orders: number;
  /** Orders whose correction passed the re-check and was reported within the term. */
  readonly on_time: number;
  /** Orders whose term ran out before the correction was reported. */
  readonly late: number;
  readonly open: number;
  readonly criticisms: number;
}

/** By agency, of files opened in the days from `from` to `to`, both included (Asia/Shanghai). */
export const rectification = (db: Db, regionCode: string, from: string, to: string) => db.$queryRaw<Rectification[]>`
  SELECT c.accused_id AS agency_id, count(*)::int AS findings,
    count(*) FILTER (WHERE c.first_due_on IS NOT NULL)::int AS orders,
    count(*) FILTER (WHERE c.corrected_at IS NOT NULL AND c.lapsed_on IS NULL)::int AS on_time,
    count(*) FILTER (WHERE c.lapsed_on IS NOT NULL)::int AS late,
    count(*) FILTER (WHERE c.state <> 'closed')::int AS open,
    count(*) FILTER (WHERE EXISTS (SELECT 1 FROM supervision_paper p WHERE p.case_id = c.id AND p.kind = 'criticism' AND p.state = 'issued'))::int AS criticisms
  FROM supervision_case c
  WHERE c.region_code = ${regionCode} AND c.state <> 'dropped'
    AND to_char(c.opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') BETWEEN ${from} AND ${to}
  GROUP BY 1 ORDER BY 1`;
