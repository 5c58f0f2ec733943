/** From a file found somewhere back to the delivery it was made for. The file is compared and forgotten. */
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { mostCopies, mostTables } from '#api/usage/rules/leak.ts';
import { compareCopy, isNamed, overall } from '#api/usage/rules/trace.ts';
import { findTable } from '#api/usage/trace-store.ts';
import { type FoundFile, keepFound, loosenFound, meetBest } from '#api/usage/tracing.ts';
import { scopeOf } from './access.ts';
import type { sharingTrace } from './contract.ts';
import { marksOf } from './marks.ts';
import * as store from './store.ts';

type TraceOut = z.input<typeof sharingTrace>;

/** Nothing is less probable than this can be written. */
const smallest = 1e-300;

/** The provider compares with what it shared, the department with what its region shared. */
export async function traceShared(ctx: Ctx, file: FoundFile, signal?: AbortSignal): Promise<TraceOut> {
  const all = scopeOf(ctx);
  const scope = { ...all, requesterId: null, bodyId: null };
  const scratch = await ctx.ports.files.scratch();
  try {
    const at = path.join(scratch.path, 'found');
    const sha256 = await keepFound(file.stream, at);
    const tables = await loosenFound(ctx, at, file.fileName, scratch.path, signal);
    const items: TraceOut['items'] = [];
    let compared = 0;
    for (const shared of await store.deliveredTables(ctx.db, scope, mostTables)) {
      const table = await findTable(ctx.db, { versionId: shared.versionId, tableNumber: shared.table });
      const best = table === null ? null : await meetBest(ctx, table, tables, signal);
      if (table === null || best === null || best.meeting.met === 0) continue;
      const deliveries = await store.deliveriesOf(ctx.db, scope, shared, mostCopies);
      const units = await store.findUnits(
        ctx.db,
        deliveries.map((one) => one.request.requesterId),
      );
      for (const delivery of deliveries) {
        compared += 1;
        const like = compareCopy(best.reading, marksOf(ctx, delivery.id));
        items.push({
          delivery_id: delivery.id,
          no: delivery.request.no,
          requester: units.get(delivery.request.requesterId)?.name ?? '',
          dataset: table.version.entry,
          version: table.version.number,
          at: delivery.at.toISOString(),
          rows_found: best.meeting.met,
          marks_read: like.marksRead,
          marks_matched: like.marksMatched,
          chance: like.chance,
        });
        // Thousands of keyed numbers a delivery: others are answered in between.
        await nextTurn();
        signal?.throwIfAborted();
      }
    }
    const judged = items
      .map((one) => ({ ...one, chance: Math.max(smallest, overall(one.chance, compared)) }))
      .sort((a, b) => a.chance - b.chance || b.rows_found - a.rows_found);
    const [first] = judged;
    const named = first !== undefined && isNamed(first.chance);
    const subject = ['organization', requireViewer(ctx.viewer).organization.id] as const;
    const facts = { sha256, compared, named: named ? first.delivery_id : null };
    await act(ctx, { action: 'sharing.trace', subject, facts }, async () => {});
    const rows = tables.reduce((sum, one) => Math.max(sum, one.rows), 0);
    return { rows, sha256, compared, named, items: judged.slice(0, 20) };
  } finally {
    await scratch.release();
  }
}
