/** What changed between two published versions of open data. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { getOpenRow, tableNumber } from './open.ts';
import { findPublished, listPublished } from './published-store.ts';
import { onTable, publishedOf } from './read.ts';
import { refuseChanges } from './rules/change-refusals.ts';
import type { changesOut, changesQuery } from './rules/changes.ts';
import { type Compared, type RowCounts, sumCounts, tablePairs, whyNotCounted } from './rules/row-counts.ts';
import type * as store from './store.ts';

export type ChangesOut = z.output<typeof changesOut>;

export async function showChanges(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
  query: z.output<typeof changesQuery>,
): Promise<ChangesOut> {
  const { entry, version: now } = await getOpenRow(ctx, code, number);
  const after = await publishedOf(ctx, now, tableNumber(now, query.table));
  const from = query.from ?? (await versionBefore(ctx, entry.id, after.number));
  if (from === null) throw refuseChanges('datasets.nothing_before', { number: after.number });
  if (from === after.number) throw refuseChanges('datasets.same_version');
  const { version: old } = await getOpenRow(ctx, code, from);
  const pair = tablePairs(old.tables, now.tables).find(({ is }) => is?.number === after.table.number);
  const before = await publishedOf(ctx, old, pair?.was?.number ?? tableNumber(old, after.table.name));
  const { kind, limit, offset, key } = query;
  const diff = await onTable(ctx, before, (was) =>
    onTable(ctx, after, (is) =>
      ctx.ports.tables.diff(was, is, {
        limit,
        offset,
        ...(kind === undefined ? {} : { kind }),
        ...(key.length === 0 ? {} : { key }),
      }),
    ),
  );
  return {
    dataset: entry.code,
    from,
    to: after.number,
    table: after.table.name,
    key: diff.key === null ? null : [...diff.key],
    columns: {
      added: diff.columns.added.map((one) => ({ ...one })),
      dropped: diff.columns.dropped.map((one) => ({ ...one })),
      retyped: diff.columns.retyped.map((one) => ({ ...one })),
    },
    rows_before: diff.rowsBefore,
    rows_after: diff.rowsAfter,
    added: diff.added,
    removed: diff.removed,
    changed: diff.changed,
    unchanged: diff.unchanged,
    changed_columns: diff.changedColumns.map((one) => ({ ...one })),
    shown: diff.shown.map((one) => ({ ...one })),
    rows: diff.rows.map(({ before: was, after: is }) => ({
      before: was === null ? null : [...was],
      after: is === null ? null : [...is],
    })),
  };
}

async function versionBefore(ctx: Ctx, entryId: string, number: number): Promise<number | null> {
  const published = await listPublished(ctx.db, entryId);
  return published.find((one) => one.number < number)?.number ?? null;
}

/**
 * How many rows differ between two published versions of an entry, all tables together, for whoever tells of it later.
 * Answers why there is no count where the tables are too large for it.
 */
export async function countChanges(ctx: Ctx, entryId: string, from: number, to: number): Promise<RowCounts> {
  const [before, after] = [await findPublished(ctx.db, entryId, from), await findPublished(ctx.db, entryId, to)];
  if (before === null || after === null)
    throw new Error(`versions ${from} and ${to} of ${entryId} are not both public`);
  const pairs = tablePairs(before.tables, after.tables);
  const skipped = whyNotCounted(pairs);
  if (skipped !== null) return { skipped };
  const counted: Compared[] = [];
  for (const { was, is } of pairs) {
    if (was?.tableKey == null || is?.tableKey == null) {
      counted.push({ table: is?.number ?? 0, key: null, added: rows(is), removed: rows(was), changed: 0, columns: [] });
      continue;
    }
    const [old, now] = [{ tableKey: was.tableKey }, { tableKey: is.tableKey }];
    try {
      const diff = await onTable(ctx, old, (one) =>
        onTable(ctx, now, (other) => ctx.ports.tables.diff(one, other, { limit: 0 })),
      );
      const { key, added, removed, changed } = diff;
      const columns = diff.changedColumns.map((one) => one.name);
      counted.push({ table: is.number, key, added, removed, changed, columns });
    } catch (error) {
      if (isRefusal(error) && (error.code === 'tables.timeout' || error.code === 'tables.too_heavy'))
        return { skipped: 'took_too_long' };
      throw error;
    }
  }
  return { counts: sumCounts(counted) };
}

const rows = (table: store.Table | null): number => Number(table?.rowCount ?? 0n);
