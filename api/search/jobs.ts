import type { App } from '#api/context.ts';
import { indexHarvested, reindex } from './service.ts';

export const searchJobs = {
  'search.index': (app: App, { entryId }: { entryId: string }) => reindex(app, entryId),
  'search.index_harvested': (app: App, { recordIds }: { recordIds: readonly string[] }) =>
    indexHarvested(app, recordIds),
};
