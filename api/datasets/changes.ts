/** What changed between two published versions of open data. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { getOpenVersion } from './open.ts';
import { onTable } from './read.ts';
import { refuseChanges } from './rules/change-refusals.ts';
import type { changesOut, changesQuery } from './rules/changes.ts';
import * as store from './store.ts';

export type ChangesOut = z.output<typeof changesOut>;

export async function showChanges(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
  query: z.output<typeof changesQuery>,
): Promise<ChangesOut> {
  const { entry, version: after } = await getOpenVersion(ctx, code, number, query.table);
  const from = query.from ?? (await versionBefore(ctx, entry.id, after.number));
  if (from === null) throw refuseChanges('datasets.nothing_before', { number: after.number });
  if (from === after.number) throw refuseChanges('datasets.same_version');
  // Tables are the same when they have the same name; the only table of a version may be called after its file.
  const { version: alone } = await getOpenVersion(ctx, code, from);
  const single = after.tables.length === 1 && alone.tables.length === 1;
  const before = single ? alone : (await getOpenVersion(ctx, code, from, after.table.name)).version;
  const { kind, limit, offset, key } = query;
  const diff = await onTable(ctx, before, (old) =>
    onTable(ctx, after, (now) =>
      ctx.ports.tables.diff(old, now, {
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
  const published = await store.listVersions(ctx.db, entryId, 'published');
  return published.find((one) => one.number < number)?.number ?? null;
}
