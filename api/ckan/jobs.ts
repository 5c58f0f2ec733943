import type { App } from '#api/context.ts';
import { keptExports } from './files.ts';

const daysKept = 30;

/** Exports are copies of tables that never change: one nobody asks for again is forgotten, one that is asked for is written anew. */
async function forgetExports(app: App): Promise<void> {
  const before = app.clock.now().getTime() - daysKept * 24 * 3600_000;
  for await (const { key, modifiedAt } of app.ports.files.list(keptExports))
    if (modifiedAt.getTime() < before) await app.ports.files.remove(key);
}

export const ckanJobs = { 'ckan.forget_exports': forgetExports };
/** Before dawn in Shanghai; the hours are UTC. */
export const ckanCrontab = '40 19 * * * ckan.forget_exports';
