/** A check a minute of every part, counted by day; what fails is a disturbance until it works again. */
import { type App, newId, systemContext } from '#api/context.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { type Part, parts } from './rules/codes.ts';
import { missedByDay, shownDays, silenceBefore } from './rules/uptime.ts';
import * as store from './store.ts';
import { type Timed, timed } from './timed.ts';

/** A job that waits longer than this is late: the runner is stuck or far behind. */
const latestJobSeconds = 600;
const patience = 10_000;

type Result = Pick<Timed, 'ok' | 'ms'>;

async function tried(app: App, part: Part, work: () => Promise<unknown>): Promise<Result> {
  const result = await timed(work, patience);
  if (!result.ok) app.log.warn({ err: result.error, part }, 'a check of the platform failed');
  return result;
}

async function results(app: App): Promise<Readonly<Record<Part, Result>>> {
  const [database, files, search, jobs] = await Promise.all([
    tried(app, 'database', () => app.db.$queryRaw`SELECT 1`),
    tried(app, 'files', () => app.ports.files.ready()),
    tried(app, 'search', () => app.ports.search.ready()),
    tried(app, 'jobs', async () => {
      const late = await store.oldestJob(app.db);
      if (late > latestJobSeconds) throw new Error(`the oldest job is ${Math.round(late)} s late`);
    }),
  ]);
  // That this runs at all is the sign of life of the process.
  return { portal: { ok: true, ms: 0 }, database, files, search, jobs };
}

export async function checkParts(app: App): Promise<void> {
  const found = await results(app);
  const now = app.clock.now();
  const ctx = systemContext(app);
  await app.db.$transaction(async (db) => {
    const last = await store.beat(db, now);
    const silence = silenceBefore(last, now);
    if (silence !== null) {
      await store.insertDisturbance(db, { id: newId(ctx, 'disturbance'), part: 'portal', kind: 'silent', ...silence });
      for (const [day, missed] of missedByDay(silence))
        await store.count(db, { part: 'portal', day, checks: missed, failed: missed, ms: 0 });
    }
    const open = new Map((await store.openDisturbances(db)).map((one) => [one.part, one]));
    for (const part of parts.codes) {
      const { ok, ms } = found[part];
      await store.count(db, { part, day: dayOf(now), checks: 1, failed: ok ? 0 : 1, ms });
      const disturbed = open.get(part);
      if (ok && disturbed !== undefined) await store.endDisturbance(db, disturbed.id, now);
      if (!ok && disturbed === undefined)
        await store.insertDisturbance(db, { id: newId(ctx, 'disturbance'), part, kind: 'failing', since: now });
    }
    await store.forgetBefore(db, addDays(dayOf(now), -2 * shownDays));
  });
}
