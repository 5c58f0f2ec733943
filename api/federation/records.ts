/** What the public sees of the federation. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { federationOperations } from './contract.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { type PublicSource, publicFacts, type RecordOut, showRecord } from './view.ts';

type RecordPage = z.input<(typeof federationOperations)['listRecords']['out']>;

/** Portals that are harvested, or were until they were paused. */
export async function listPortals(ctx: Ctx): Promise<{ items: PublicSource[] }> {
  const rows = await store.listSources(ctx.db, { state: { in: ['active', 'paused'] } });
  const ids = rows.map((row) => row.id);
  const [counts, runs] = await Promise.all([store.countLive(ctx.db, ids), store.lastRuns(ctx.db, ids)]);
  return { items: rows.map((row) => publicFacts(row, counts.get(row.id) ?? 0, runs.read.get(row.id) ?? null)) };
}

export async function listRecords(
  ctx: Ctx,
  asked: { source?: string | undefined; page: number; page_size: number },
): Promise<RecordPage> {
  const window = { skip: (asked.page - 1) * asked.page_size, take: asked.page_size };
  const { total, rows } = await store.listRecords(ctx.db, asked.source ?? null, window);
  const seen = await store.runTimes(
    ctx.db,
    rows.map((row) => row.lastRunId),
  );
  return {
    items: rows.map((row) => showRecord(row, seen.get(row.lastRunId) ?? null, null)),
    total,
    page: asked.page,
    page_size: asked.page_size,
  };
}

export async function getRecord(ctx: Ctx, id: string): Promise<RecordOut> {
  const row = await store.findRecord(ctx.db, id);
  if (row === null) throw refuse('federation.record_not_found');
  if (row.removedAt !== null) throw refuse('federation.record_removed', { title: row.title, on: dayOf(row.removedAt) });
  const seen = await store.runTimes(ctx.db, [row.lastRunId]);
  return showRecord(row, seen.get(row.lastRunId) ?? null, await insteadOf(ctx, row.duplicateOf));
}

async function insteadOf(ctx: Ctx, id: string | null): Promise<RecordOut['shown_instead']> {
  if (id === null) return null;
  const code = await store.codeOfEntry(ctx.db, id);
  return code === null
    ? { kind: 'record', address: `/harvested/${id}` }
    : { kind: 'dataset', address: `/datasets/${code}` };
}
