import { indexEntry } from '#api/collection/known.ts';
import type { App } from '#api/context.ts';
import { configure, indexHarvested, reindex, reindexAll } from './service.ts';

export const searchJobs = {
  /** What is published is found, and compared with what agencies want to collect. */
  'search.index': async (app: App, { entryId }: { entryId: string }) => {
    await reindex(app, entryId);
    await indexEntry(app, entryId);
  },
  /** The engine takes over names and synonyms. */
  'search.configure': (app: App) => configure(app),
  'search.rebuild': async (app: App) => void (await reindexAll(app)),
  'search.index_harvested': (app: App, { recordIds }: { recordIds: readonly string[] }) =>
    indexHarvested(app, recordIds),
};

/** Nightly at 02:40 in Shanghai: whatever an engine missed while it was down, and names that changed, is put right. */
export const searchCrontab = '40 18 * * * search.rebuild';
