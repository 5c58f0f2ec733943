import type { App } from '#api/context.ts';
import { scoreAll, scoreEntries, scoreRecords } from './work.ts';

export const scoreJobs = {
  /** Set off by the search when it has taken up an entry: published, revised, given a version or a dictionary. */
  'score.entries': (app: App, { entryIds }: { entryIds: readonly string[] }) => scoreEntries(app, entryIds),
  'score.records': (app: App, { recordIds }: { recordIds: readonly string[] }) => scoreRecords(app, recordIds),
  'score.all': scoreAll,
};

/** Nightly at 03:20 in Shanghai, after the index was rebuilt. */
export const scoreCrontab = '20 19 * * * score.all';
