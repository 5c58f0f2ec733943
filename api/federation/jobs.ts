import { act } from '#api/audit/act.ts';
import { type App, systemContext } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { enqueueRun, openRun, workOn } from './harvest.ts';
import { silentAfterMs } from './rules/schedule.ts';
import * as store from './store.ts';

/** Opens a run for every source whose time has come, and takes over those that fell silent. */
export async function startDue(app: App): Promise<void> {
  const now = app.clock.now();
  const ctx = systemContext(app);
  for (const id of await store.dueSources(app.db, now)) {
    try {
      await act(ctx, { action: 'federation.start_run', subject: ['harvest_source', id] }, async (tx, note) => {
        const source = await store.lockSource(tx.db, id);
        const due = source?.nextRunAt ?? null;
        if (source?.state !== 'active' || due === null || due > now) return note({ already: true });
        const run = await openRun(tx, source, false);
        note({ run: run.id, full: run.full, by: 'schedule' });
      });
    } catch (error) {
      // The run before is still under way: this one waits for the next round. Other sources go on.
      if (!isRefusal(error)) app.log.error({ err: error, source: id }, 'a harvest could not be started');
    }
  }
  for (const id of await store.silentRuns(app.db, new Date(now.getTime() - silentAfterMs))) await enqueueRun(ctx, id);
}

export const federationJobs = {
  'federation.due': startDue,
  'federation.run': async (app: App, { run_id: id }: { run_id: string }) => {
    if ((await workOn(app, id)) === 'again') await enqueueRun(systemContext(app), id);
  },
};

export const federationCrontab = '*/5 * * * * federation.due';
