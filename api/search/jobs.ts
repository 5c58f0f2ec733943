import type { App } from '#api/context.ts';
import { reindex } from './service.ts';

export const searchJobs = {
  'search.index': (app: App, { entryId }: { entryId: string }) => reindex(app, entryId),
};
