/** A run from its first page to its report. */
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import { readCkan } from './readers/ckan.ts';
import { readDcat } from './readers/dcat.ts';
import { readDcatUs } from './readers/dcat-us.ts';
import { readJinshu } from './readers/jinshu.ts';
import { type Ask, ahead, inParts, maxPages, type Reader, usualSize } from './readers/reader.ts';
import { makeWeb, type Patience, type Validators } from './readers/web.ts';
import type { Schedule, SourceKind } from './rules/codes.ts';
import type { SourceFacts } from './rules/content.ts';
import { at } from './rules/json.ts';
import { runLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import { fullDue, looksWrong, nextRun } from './rules/schedule.ts';
import { textIn } from './rules/text.ts';
import * as store from './store.ts';
import { enqueueIndexing, lockRunning, noProgress, type Progress, TakenOver, takeBatch } from './take.ts';
import { keptFault } from './view.ts';

export const readers: Readonly<Record<SourceKind, Reader>> = {
  ckan: readCkan,
  dcat: readDcat,
  dcat_us: readDcatUs,
  jinshu: readJinshu,
};

/** What is known of a source between runs. */
interface Cursor {
  readonly since: string | null;
  readonly full_at: string | null;
  readonly validators: Validators;
  readonly paged: boolean;
}

export function cursorOf(source: store.Source): Cursor {
  const cursor = source.cursor as unknown;
  return {
    since: textIn(at(cursor, 'since')) || null,
    full_at: textIn(at(cursor, 'full_at')) || null,
    validators: (at(cursor, 'validators') as Validators | undefined) ?? {},
    paged: at(cursor, 'paged') === true,
  };
}

export const factsOf = (source: store.Source): SourceFacts => ({
  url: source.url,
  name: source.name,
  regionCode: source.regionCode,
});

/** Opens a run in the open transaction of `tx`; the source is locked. Refuses `federation.running`. */
export async function openRun(tx: Ctx, source: store.Source, full: boolean): Promise<store.Run> {
  if ((await store.runsIn(tx.db, source.id, 'running')).length > 0) throw refuse('federation.running');
  const now = tx.clock.now();
  const cursor = cursorOf(source);
  const lastFull = cursor.full_at === null ? null : new Date(cursor.full_at);
  const id = newId(tx, 'run');
  await store.insertRun(tx.db, {
    id,
    sourceId: source.id,
    state: 'running',
    // An inventory is one document: it is always read wholly.
    full: full || source.kind === 'dcat_us' || cursor.since === null || fullDue(lastFull, now),
    startedAt: now,
    touchedAt: now,
  });
  await store.noteSource(tx.db, source.id, {
    nextRunAt: nextRun(source.schedule as Schedule, now),
    // Who asks for everything wants it read even when the portal says that nothing changed.
    ...(full ? { cursor: { ...cursor, validators: {} } } : {}),
  });
  await enqueueRun(tx, id);
  const run = await store.findRun(tx.db, id);
  if (run === null) throw new Error(`run ${id} was not written`);
  return run;
}

/** All harvests share one queue: however slow a portal is, it never keeps more than one worker from other work. */
export const enqueueRun = (ctx: Ctx, runId: string) =>
  enqueue(ctx, 'federation.run', { run_id: runId }, { queue: 'federation', key: `federation.run:${runId}` });

/** A slice of work ends after so long, so that other sources get their turn. */
const sliceMs = 60_000;

export type Outcome = 'over' | 'again';

/** Goes on with a run from where it stands. Safe to call at any time: who comes second leaves it alone. */
export async function workOn(app: App, runId: string, patience?: Patience, slice = sliceMs): Promise<Outcome> {
  const ctx = systemContext(app);
  const run = await store.findRun(app.db, runId);
  if (run === null || run.state !== 'running') return 'over';
  const source = await store.findSource(app.db, run.sourceId);
  if (source === null) return 'over';
  let progress = (run.position as unknown as Progress | null) ?? noProgress;
  const began = performance.now();
  try {
    const read = readers[source.kind as SourceKind];
    const batches = read(makeWeb(app, patience), factsOf(source), askOf(source, run, progress));
    for await (const batch of ahead(inParts(batches, progress.at))) {
      if (progress.step >= maxPages) throw refuse('federation.too_many_pages', { limit: maxPages });
      progress = await takeBatch(ctx, run, progress, batch);
      // A file read as a stream cannot be laid down half-way: it would be read from its beginning again.
      if (source.kind !== 'dcat_us' && performance.now() - began > slice) return 'again';
    }
    await closeRun(ctx, run, progress);
  } catch (error) {
    if (error instanceof TakenOver) return 'over';
    if (!isRefusal(error)) app.log.error({ err: error, run: runId }, 'a harvest broke on our side');
    await breakRun(ctx, run, progress, isRefusal(error) ? error : refuse('federation.broken'));
  }
  return 'over';
}

function askOf(source: store.Source, run: store.Run, progress: Progress): Ask {
  const cursor = cursorOf(source);
  return {
    since: run.full ? null : cursor.since,
    position: progress.at,
    // An inventory that did not change is passed over, unless a department asked for everything.
    validators: source.kind === 'dcat_us' ? cursor.validators : {},
    paged: cursor.paged,
    size: usualSize,
  };
}

/** Portals write their clocks and fill their indexes at different times: the next run looks back a little. */
const overlapMs = 10 * 60_000;

function nextSince(progress: Progress, before: Cursor, run: store.Run): string {
  const high = progress.high ?? before.since ?? run.startedAt.toISOString();
  const newest = Math.min(new Date(high).getTime(), run.startedAt.getTime());
  return new Date(newest - overlapMs).toISOString();
}

/** Everything was read: what nobody saw has left the portal, unless something speaks against it. */
async function closeRun(ctx: Ctx, run: store.Run, progress: Progress): Promise<void> {
  await act(ctx, { action: 'federation.finish_run', subject: ['harvest_run', run.id] }, async (tx, note) => {
    const source = await store.lockSource(tx.db, run.sourceId);
    if (source === null) throw new TakenOver(run.id);
    await lockRunning(tx, run.id, progress);
    const now = tx.clock.now();
    const doubt = run.full ? doubtOf(progress) : progress.skipped > 0 ? doubtOf(progress) : null;
    const before = cursorOf(source);
    const complete = doubt === null || doubt.code === 'federation.unnamed_failures';
    if (complete) {
      const since = nextSince(progress, before, run);
      await store.noteSource(tx.db, source.id, {
        cursor: {
          since: before.since !== null && before.since > since ? before.since : since,
          full_at: run.full ? run.startedAt.toISOString() : before.full_at,
          validators: { ...(progress.same ? before.validators : progress.validators) },
          paged: progress.paged || before.paged,
        },
      });
    }
    const counts =
      run.full && doubt === null ? await store.countUnseen(tx.db, source.id, run.id) : { unseen: 0, live: 0 };
    const held = looksWrong(counts.unseen, counts.live);
    const action = doubt !== null ? 'break' : held ? 'hold' : 'finish';
    const fault =
      doubt ?? (held ? refuse('federation.removal_guard', { count: counts.unseen, total: counts.live }) : null);
    if (run.full && doubt === null) await supersede(tx, source.id);
    const removed = counts.unseen > 0 && !held ? await remove(tx, source.id, run.id) : 0;
    await store.changeRun(tx.db, run.id, {
      state: stateAfter('running', action),
      endedAt: now,
      touchedAt: now,
      removed,
      ...(fault === null ? {} : { fault: store.json(keptFault(fault)) }),
    });
    note({ source: source.id, outcome: action, removed, ...(fault === null ? {} : { code: fault.code }) });
  });
}

/** What keeps a full run from saying that the rest is gone. */
function doubtOf(progress: Progress): Refusal | null {
  if (progress.same) return null;
  if (progress.skipped > 0) return refuse('federation.pages_skipped', { count: progress.skipped });
  if (progress.unnamed > 0) return refuse('federation.unnamed_failures', { count: progress.unnamed });
  if (progress.told !== null && progress.read < progress.told)
    return refuse('federation.incomplete', { told: progress.told, seen: progress.read });
  return null;
}

/** The run came to no end: what it took stays, nothing is removed, and it is tried again before its time. */
async function breakRun(ctx: Ctx, run: store.Run, progress: Progress, fault: Refusal): Promise<void> {
  const some = progress.read > 0;
  await act(ctx, { action: 'federation.break_run', subject: ['harvest_run', run.id] }, async (tx, note) => {
    const source = await store.lockSource(tx.db, run.sourceId);
    const locked = await store.lockRun(tx.db, run.id);
    if (source === null || locked?.state !== 'running') return;
    const now = tx.clock.now();
    await store.changeRun(tx.db, run.id, {
      state: stateAfter('running', some ? 'break' : 'fail'),
      endedAt: now,
      touchedAt: now,
      fault: store.json(keptFault(fault)),
    });
    if (source.state === 'active')
      await store.noteSource(tx.db, source.id, { nextRunAt: nextRun(source.schedule as Schedule, now, 'wrong') });
    note({ source: source.id, code: fault.code, read: progress.read });
  });
}

/** Takes out what a full run did not see, and puts in its place what was hidden behind it. */
export async function remove(tx: Ctx, sourceId: string, runId: string | null): Promise<number> {
  const now = tx.clock.now();
  const gone = await store.removeUnseen(tx.db, sourceId, runId, now);
  const heirs = await store.promote(tx.db, gone, now);
  await enqueueIndexing(tx, [...gone, ...heirs]);
  return gone.length;
}

/** A later full run knows better what is gone. */
async function supersede(tx: Ctx, sourceId: string): Promise<void> {
  for (const old of await store.runsIn(tx.db, sourceId, 'held')) {
    await store.changeRun(tx.db, old.id, {
      state: stateAfter('held', 'supersede'),
      fault: store.json(keptFault(refuse('federation.superseded'))),
    });
  }
}

export function stateAfter(state: 'running' | 'held', action: string): string {
  const taken = edge(runLifecycle, state, action);
  if (taken === null) throw new Error(`a run that is ${state} cannot ${action}`);
  return taken.to;
}
