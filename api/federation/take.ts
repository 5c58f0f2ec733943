/** One batch of a run into the catalogue: one transaction, one statement a kind of change, one audit event when anything changed. */
import { createHash } from 'node:crypto';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import type { Batch, Item, Json } from './readers/reader.ts';
import type { Validators } from './readers/web.ts';
import { type Mapped, ownCode } from './rules/content.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { type KeptFailure, keptFault } from './view.ts';

/** How far a run got; kept with it, so that a killed one goes on. */
export interface Progress {
  /** Counts the batches; whoever finds another number than it left has lost the run to someone else. */
  readonly step: number;
  readonly at: Json;
  readonly read: number;
  readonly told: number | null;
  readonly skipped: number;
  /** Failures nobody can put to a record. */
  readonly unnamed: number;
  /** The latest change the source told of. */
  readonly high: string | null;
  readonly validators: Validators;
  readonly paged: boolean;
  readonly same: boolean;
}

export const noProgress: Progress = {
  step: 0,
  at: null,
  read: 0,
  told: null,
  skipped: 0,
  unnamed: 0,
  high: null,
  validators: {},
  paged: false,
  same: false,
};

/** Thrown when another process has gone on with the run. */
export class TakenOver extends Error {}

const keptFailures = 200;

export async function takeBatch(ctx: Ctx, run: store.Run, progress: Progress, batch: Batch): Promise<Progress> {
  const next: Progress = {
    step: progress.step + 1,
    at: batch.position,
    read: progress.read + batch.read,
    told: batch.told ?? progress.told,
    skipped: progress.skipped + (batch.skipped === undefined ? 0 : 1),
    unnamed: progress.unnamed + batch.items.filter((item) => item.identifier === null).length,
    high: batch.items.reduce(
      (high, item) => latest(high, 'record' in item ? item.record.modified : null),
      progress.high,
    ),
    validators: batch.validators ?? progress.validators,
    paged: progress.paged || batch.paged === true,
    same: progress.same || batch.unchanged === true,
  };
  await act(ctx, { action: 'federation.take_records', subject: ['harvest_run', run.id] }, async (tx, note) => {
    await lockRunning(tx, run.id, progress);
    const sorted = await sortOut(tx, run, batch.items);
    const now = tx.clock.now();
    const put = [...sorted.added, ...sorted.changed];
    await store.dropKeys(tx.db, sorted.replaced);
    if (put.length > 0) await store.putRecords(tx.db, run.sourceId, run.id, now, put);
    await store.touchRecords(tx.db, sorted.touched, run.id);
    await enqueueIndexing(
      tx,
      put.map((row) => row.id),
    );
    const failures: KeptFailure[] = [
      ...sorted.failures,
      ...(batch.skipped === undefined ? [] : [{ identifier: null, ...keptFault(batch.skipped) }]),
    ];
    const same = batch.unchanged === true ? await store.touchAll(tx.db, run.sourceId, run.id) : 0;
    await store.changeRun(tx.db, run.id, {
      touchedAt: now,
      position: store.json(next),
      seen: { increment: batch.items.length + same },
      added: { increment: sorted.added.length },
      changed: { increment: sorted.changed.length },
      unchanged: { increment: sorted.unchanged + same },
      failed: { increment: failures.length },
      ...(failures.length === 0 ? {} : { failures: await withEarlier(tx, run.id, failures) }),
    });
    note({
      source: run.sourceId,
      step: next.step,
      added: sorted.added.length,
      changed: sorted.changed.length,
      unchanged: sorted.unchanged + same,
      failed: failures.length,
    });
  });
  return next;
}

const latest = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;

/**
 * Has the search look at these records again after commit. In one queue: two looks at one record never overtake each other.
 */
export async function enqueueIndexing(tx: Ctx, recordIds: readonly string[]): Promise<void> {
  for (let from = 0; from < recordIds.length; from += indexedAtOnce)
    await enqueue(
      tx,
      'search.index_harvested',
      { recordIds: recordIds.slice(from, from + indexedAtOnce) },
      { queue: 'search.harvested' },
    );
}
const indexedAtOnce = 200;

async function withEarlier(tx: Ctx, runId: string, failures: readonly KeptFailure[]) {
  const earlier = (await store.failuresOf(tx.db, runId)) as unknown as KeptFailure[];
  return store.json([...earlier, ...failures].slice(0, keptFailures));
}

/** Sees that the run is as this worker left it and its source still wanted; both stay so until the transaction ends. */
export async function lockRunning(tx: Ctx, runId: string, progress: Progress): Promise<void> {
  const locked = await store.lockWithSource(tx.db, runId);
  if (locked?.state !== 'running' || locked.step !== progress.step) throw new TakenOver(runId);
  if (locked.source_state !== 'active') throw refuse('federation.stopped');
}

interface Sorted {
  readonly added: store.NewRecord[];
  readonly changed: store.NewRecord[];
  /** Ids seen again as they were, or in a shape that cannot be taken: they are there all the same. */
  readonly touched: string[];
  /** Ids among `added` and `changed` that were there before. */
  readonly replaced: string[];
  unchanged: number;
  readonly failures: KeptFailure[];
}

async function sortOut(tx: Ctx, run: store.Run, items: readonly Item[]): Promise<Sorted> {
  const sorted: Sorted = { added: [], changed: [], touched: [], replaced: [], unchanged: 0, failures: [] };
  const known = await store.knownRecords(
    tx.db,
    run.sourceId,
    items.flatMap((item) => item.identifier ?? []),
  );
  const here = new Set<string>();
  const fresh: { readonly record: Mapped; readonly hash: string; readonly before: store.Known | undefined }[] = [];
  const fail = (identifier: string | null, fault: ReturnType<typeof refuse>) =>
    sorted.failures.push({ identifier, ...keptFault(fault) });
  for (const item of items) {
    const before = item.identifier === null ? undefined : known.get(item.identifier);
    if ('fault' in item) {
      fail(item.identifier, item.fault);
      if (before !== undefined) sorted.touched.push(before.id);
      continue;
    }
    const { record } = item;
    if (here.has(record.identifier)) {
      fail(record.identifier, refuse('federation.same_identifier'));
      continue;
    }
    here.add(record.identifier);
    const hash = hashOf(record);
    if (before !== undefined && before.removedAt === null && before.contentHash === hash) {
      sorted.touched.push(before.id);
      // A page read twice (it moved meanwhile, or the run was killed in it) counts once.
      if (before.lastRunId !== run.id) sorted.unchanged += 1;
    } else if (before?.lastRunId === run.id && !isNewer(record, before)) {
      fail(record.identifier, refuse('federation.same_identifier'));
    } else fresh.push({ record, hash, before });
  }
  const instead = await findInstead(
    tx,
    run.sourceId,
    fresh.map(({ record }) => record),
  );
  for (const { record, hash, before } of fresh) {
    const duplicate = instead.get(record.identifier) ?? null;
    if (duplicate === 'ours') {
      fail(record.identifier, refuse('federation.comes_from_here'));
      if (before !== undefined) sorted.touched.push(before.id);
      continue;
    }
    const row: store.NewRecord = {
      id: before?.id ?? newId(tx, 'record'),
      identifier: record.identifier,
      content: record.content,
      hash,
      origin_url: record.originUrl,
      keys: record.keys,
      duplicate_of: duplicate,
    };
    if (before !== undefined) sorted.replaced.push(before.id);
    if (before === undefined || before.removedAt !== null) sorted.added.push(row);
    else sorted.changed.push(row);
  }
  return sorted;
}

const isNewer = (record: Mapped, before: store.Known): boolean =>
  record.modified !== null && (before.originModified === null || record.modified > before.originModified.toISOString());

/** Mappers write the members of a content in one order, so its text is its identity. */
const hashOf = (record: Mapped): string =>
  createHash('sha256')
    .update(JSON.stringify([record.originUrl, record.keys, record.content]))
    .digest('hex');

/** What is listed in the place of a copy: our own dataset first, else the record of another source that was there before. */
async function findInstead(tx: Ctx, sourceId: string, records: readonly Mapped[]): Promise<Map<string, string>> {
  const host = new URL(tx.env.PUBLIC_URL).host;
  const own = new Map(
    records.flatMap((record) => {
      const found = record.keys.map((key) => ownCode(key, host)).filter((one) => one !== null);
      return found.length === 0 ? [] : [[record.identifier, found.find((one) => one.code !== null)?.code ?? null]];
    }),
  );
  const [entries, twins] = await Promise.all([
    store.publishedEntries(
      tx.db,
      [...own.values()].filter((code) => code !== null),
    ),
    store.twins(tx.db, sourceId, [...new Set(records.flatMap((record) => record.sameAs))]),
  ]);
  const byKey = new Map(twins.map(({ key, id }) => [key, id]));
  const instead = new Map<string, string>();
  for (const record of records) {
    const code = own.get(record.identifier);
    if (code !== undefined) instead.set(record.identifier, (code === null ? undefined : entries.get(code)) ?? 'ours');
    else {
      const twin = record.sameAs.map((key) => byKey.get(key)).find((id) => id !== undefined);
      if (twin !== undefined) instead.set(record.identifier, twin);
    }
  }
  return instead;
}
