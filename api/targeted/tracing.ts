/** From a leaked file back to the delivery it comes from. The file is compared and forgotten. */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { certain } from '#api/kernel/mark-forms.ts';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { readWhole } from '#api/ports/files/read-whole.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import type { traceOut } from './contract.ts';
import { scopeOfCase } from './deliver.ts';
import { filteredBy, scopedTable } from './grant.ts';
import { readLeak, under } from './leak.ts';
import { markerOf } from './marks.ts';
import { maxLeakBytes, maxLeakText } from './rules/limits.ts';
import { refuse } from './rules/refusals.ts';
import { compare } from './rules/trace.ts';
import * as store from './store.ts';

export type TraceOut = z.input<typeof traceOut>;
type Item = TraceOut['items'][number];

/** Nothing is less probable than this can be written. */
const smallest = 1e-300;

export async function traceTargeted(
  ctx: Ctx,
  file: { readonly stream: Readable | AsyncIterable<Uint8Array> },
): Promise<TraceOut> {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.kind !== 'agency' || !viewer.duties.includes('steward'))
    throw refuseAnywhere('auth.forbidden');
  const bytes = await readWhole(file.stream, maxLeakBytes, () =>
    refuse('targeted.leak_too_large', { limit: maxLeakText }),
  );
  const cells = await readLeak(bytes);
  if (cells === null) throw refuse('targeted.leak_unreadable');
  const cases = await store.listDeliveries(ctx.db, viewer.organization.id);
  const compared = await compareAll(ctx, cases, cells);
  if (compared.rows === null && cases.length > 0) throw refuse('targeted.leak_unreadable');
  const total = compared.items.length;
  const items = compared.items
    .map((one) => ({ ...one, chance: Math.min(1, Math.max(smallest, one.chance * Math.max(1, total))) }))
    .filter((one) => one.rows_found > 0)
    .sort((a, b) => a.chance - b.chance || b.rows_found - a.rows_found);
  const [first] = items;
  const named = first !== undefined && first.chance <= certain;
  const hash = sha256(bytes);
  const facts = { sha256: hash, compared: total, named: named ? first.no : null };
  await act(
    ctx,
    { action: 'targeted.trace', subject: ['organization', viewer.organization.id], facts },
    async () => {},
  );
  return { rows: compared.rows ?? 0, sha256: hash, compared: total, named, items: items.slice(0, 20) };
}

/** Each case's rows are read once for all its deliveries. */
async function compareAll(
  ctx: Ctx,
  cases: readonly store.CaseRow[],
  cells: readonly (readonly string[])[],
): Promise<{ items: Item[]; rows: number | null }> {
  const items: Item[] = [];
  /** Cases by the rows of a version that they were given and that stand in the file. */
  const holders = new Map<string, Set<string>>();
  const foundIn: { item: Item; keys: readonly string[] }[] = [];
  let rows: number | null = null;
  for (const row of cases) {
    const leak = under(cells, row.columns);
    if (leak === null) continue;
    rows = Math.max(rows ?? 0, leak.rows.length);
    const scope = await scopeOfCase(ctx, row);
    const table = await scopedTable(ctx, row.agencyId, scope).catch((error: unknown) => {
      // The version is gone: its rows can no longer be compared.
      if (isRefusal(error)) return null;
      throw error;
    });
    if (table === null) continue;
    for (const delivery of row.deliveries) {
      const { bits, rank } = markerOf(ctx, delivery.id);
      const found = compare(table, filteredBy(scope), leak, bits, rank);
      const keys = found.found.map((number) => `${scope.versionId}/${scope.table}/${number}`);
      for (const key of keys) holders.set(key, (holders.get(key) ?? new Set()).add(row.id));
      const item: Item = {
        case_id: row.id,
        no: row.no,
        delivery: delivery.number,
        at: delivery.at.toISOString(),
        masked_name: row.maskedName,
        rows_found: found.rowsFound,
        rows_only_here: 0,
        marks_read: found.marksRead,
        marks_matched: found.marksMatched,
        chance: found.chance,
      };
      items.push(item);
      foundIn.push({ item, keys });
    }
  }
  for (const { item, keys } of foundIn) item.rows_only_here = keys.filter((key) => holders.get(key)?.size === 1).length;
  return { items, rows };
}
