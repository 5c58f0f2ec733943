/** The data of an entry as they are shared. */
import { publishedOpenType } from '#api/catalog/read.ts';
import type { Ctx } from '#api/context.ts';
import { clearanceOf } from '#api/datasets/privacy.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import * as store from './store.ts';

export interface SharedTable {
  readonly number: number;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** A version and one table of it. `tableKey` never leaves the server. */
export interface SharedVersion {
  readonly id: string;
  readonly number: number;
  readonly tables: readonly SharedTable[];
  readonly table: SharedTable;
  readonly columns: SharedTable['columns'];
  readonly tableKey: string;
  readonly rowCount: bigint;
  /** The signed report that goes with it; null for a table about things. */
  readonly reportId: string | null;
  /** Why it may not leave yet: a table about people without a signed report. */
  readonly hindrance: Refusal | null;
}

const isOpenType = (type: string | null): boolean => type !== null && type !== 'none';

/**
 * The newest version that may be shared, with one of its tables: while a newer one still waits for its release report the one
 * before it is shared. Null while there is none; where none may leave, the newest with what hinders it.
 */
export async function sharedVersion(
  ctx: Ctx,
  { entryId, grantedTable }: Pick<store.RequestRow, 'entryId' | 'grantedTable'>,
): Promise<SharedVersion | null> {
  let first: SharedVersion | null = null;
  for (const version of await store.listShareable(ctx.db, entryId, isOpenType(await publishedOpenType(ctx, entryId)))) {
    const shared = await tableOf(ctx, version, grantedTable);
    if (shared?.hindrance === null) return shared;
    first ??= shared;
  }
  return first;
}

type Shareable = Awaited<ReturnType<typeof store.listShareable>>[number];

async function tableOf(ctx: Ctx, version: Shareable, grantedTable: number): Promise<SharedVersion | null> {
  const kept = version.tables.find((one) => one.number === grantedTable);
  if (kept?.tableKey == null) return null;
  const tables = version.tables.map(({ number, name }) => ({
    number,
    name,
    columns: version.columns.filter((one) => one.table === number).map(({ name, type }) => ({ name, type })),
  }));
  const table = tables.find((one) => one.number === grantedTable);
  if (table === undefined) return null;
  const { id, number } = version;
  const clearance = await clearanceOf(ctx, id, grantedTable);
  const { tableKey, rowCount } = kept;
  return { id, number, tables, table, columns: table.columns, tableKey, rowCount: rowCount ?? 0n, ...clearance };
}

/** The version that was let through after an instant, or null. */
export async function sharedSince(ctx: Ctx, entryId: string, after: Date): Promise<number | null> {
  const isOpen = isOpenType(await publishedOpenType(ctx, entryId));
  return (await store.listShareable(ctx.db, entryId, isOpen, after))[0]?.number ?? null;
}
