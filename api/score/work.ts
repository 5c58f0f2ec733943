/** Works scores out and hands them to the search, which sorts by them. Safe to run any number of times. */
import type { App } from '#api/context.ts';
import { rate } from '#api/search/service.ts';
import { entryFacts, recordFacts } from './rules/facts.ts';
import { scoreOf } from './rules/score.ts';
import { whenOf } from './service.ts';
import * as store from './store.ts';

export async function scoreEntries(app: App, ids: readonly string[]): Promise<void> {
  const when = whenOf(app);
  const known = await store.loadEntries(app.db, ids);
  const scores = new Map(known.map((one) => [one.id, scoreOf(entryFacts(one, when)).score]));
  await rate(app, scores);
  await store.writeDay(app.db, when.today, scores);
}

export async function scoreRecords(app: App, ids: readonly string[]): Promise<void> {
  const when = whenOf(app);
  const known = await store.loadRecords(app.db, ids);
  await rate(app, new Map(known.map((one) => [one.id, scoreOf(recordFacts(one, when)).score])));
}

const atOnce = 500;

/** Everything the public can find: a day that passes makes some of it late. */
export async function scoreAll(app: App): Promise<void> {
  for (const [kind, work] of [
    ['entry', scoreEntries],
    ['harvested', scoreRecords],
  ] as const) {
    for (let after = '', left = true; left; ) {
      const ids = await store.listed(app.db, kind, after, atOnce);
      await work(app, ids);
      after = ids.at(-1) ?? after;
      left = ids.length === atOnce;
    }
  }
}
