import type { Db } from '#api/context.ts';
import type { CitedQuery } from './rules/citation-query.ts';

export interface CitationRow {
  readonly id: string;
  readonly versionId: string;
  readonly table: number;
  readonly query: CitedQuery;
  readonly queryHash: string;
  readonly rowCount: bigint;
  readonly resultSha256: string;
  readonly createdAt: Date;
}

export async function findCitation(db: Db, id: string) {
  const row = await db.queryCitation.findUnique({
    where: { id },
    include: { version: { select: { number: true, publishedAt: true, entry: { select: { code: true } } } } },
  });
  return row === null ? null : { ...row, query: row.query as unknown as CitedQuery };
}

export async function findByQuery(db: Db, versionId: string, table: number, queryHash: string): Promise<string | null> {
  const where = { versionId_table_queryHash: { versionId, table, queryHash } };
  return (await db.queryCitation.findUnique({ where, select: { id: true } }))?.id ?? null;
}

export async function insertCitation(db: Db, row: CitationRow): Promise<void> {
  const { filter, sort, columns, q } = row.query;
  const query = { filter: [...filter], sort: [...sort], columns: [...columns], q };
  await db.queryCitation.create({ data: { ...row, query } });
}
