/** Finding published entries and harvested records. The port answers ids and counts; the words of the hits come from the records. */
import type { z } from 'zod';
import { enqueue } from '#api/audit/enqueue.ts';
import { openTypes, themes, updateCycles } from '#api/catalog/rules/codes.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { regionName } from '#api/kernel/regions.ts';
import type { FacetName, FacetValue, SearchQuery } from '#api/ports/search/port.ts';
import type { SearchInput, searchOperations } from './contract.ts';
import { recordMiss } from './demand.ts';
import { hintsFor } from './hints.ts';
import { sources, unstated } from './rules/codes.ts';
import { hitOf } from './show.ts';
import * as store from './store.ts';
import { refreshVocabulary } from './vocabulary.ts';

export type { SearchHit } from './show.ts';
export type SearchOut = z.input<(typeof searchOperations)['searchDatasets']['out']>;
type FacetOut = SearchOut['facets']['theme'];
type Label = readonly [zh: string, en: string];

/** Agencies are chosen by their social credit code, or by name where another portal's publisher has none here. */
export async function search(ctx: Ctx, input: SearchInput): Promise<SearchOut> {
  await refreshVocabulary(ctx);
  const known = await store.organizationsByUscc(ctx.db, input.agency);
  const query: SearchQuery = {
    text: input.q,
    chosen: {
      theme: input.theme,
      agency: input.agency.map((value) => known.find((one) => one.uscc === value)?.id ?? `name:${value}`),
      region: input.region,
      format: input.format,
      update_cycle: input.update_cycle,
      open_type: input.open_type,
      source: input.source,
    },
    sort: input.q === '' && input.sort === 'relevance' ? 'updated' : input.sort,
    offset: (input.page - 1) * input.page_size,
    limit: input.page_size,
  };
  const answer = await ctx.ports.search.search(query);
  const hints = answer.total === 0 ? await hintsFor(ctx, query) : null;
  if (answer.total === 0 && input.page === 1 && Object.values(query.chosen).every((values) => values.length === 0))
    await recordMiss(ctx, input.q);
  const values = (name: FacetName) => answer.facets[name].map((one) => one.value);
  const [hits, names, portals] = await Promise.all([
    store.findHits(ctx.db, answer.ids),
    store.organizationNames(ctx.db, values('agency')),
    store.sourceNames(ctx.db, values('source')),
  ]);
  const facet = (name: FacetName, label: (value: string) => Label): FacetOut =>
    answer.facets[name].map(({ value, count }: FacetValue) => {
      const [label_zh, label_en] = label(value);
      return { value, label_zh, label_en, count, chosen: input[name].includes(value) };
    });
  const code = (list: { labelOrCode(code: string, locale: 'zh' | 'en'): string }) => (value: string) =>
    (unstated.is(value)
      ? unstated.words[value]
      : [list.labelOrCode(value, 'zh'), list.labelOrCode(value, 'en')]) as Label;
  return {
    items: hits.map((hit) => hitOf(hit, answer.words)),
    total: answer.total,
    page: input.page,
    page_size: input.page_size,
    words: [...answer.words],
    hints,
    facets: {
      theme: facet('theme', code(themes)),
      agency: answer.facets.agency.map(({ value: id, count }) => {
        const found = names.get(id);
        const name = id.replace(/^name:/, '');
        const value = found?.uscc ?? name;
        const chosen = input.agency.includes(value);
        return { value, label_zh: found?.name ?? name, label_en: found?.nameEn ?? found?.name ?? name, count, chosen };
      }),
      region: facet('region', (value) => [regionName(value, 'zh'), regionName(value, 'en')]),
      format: facet('format', (value) => [value.toUpperCase(), value.toUpperCase()]),
      update_cycle: facet('update_cycle', code(updateCycles)),
      open_type: facet('open_type', code(openTypes)),
      source: facet('source', (value) => {
        const portal = portals.get(value);
        return portal === undefined ? code(sources)(value) : [portal.name, portal.nameEn ?? portal.name];
      }),
    },
  };
}

/** Brings one entry's record in the search up to date, or takes it out. Safe to run any number of times. */
export async function reindex(app: App, entryId: string): Promise<void> {
  await refreshVocabulary(app);
  const [record] = await store.findRecords(app.db, [entryId]);
  if (record === undefined) return app.ports.search.remove(entryId);
  await app.ports.search.index([record]);
  // What is rated is in the index first.
  await enqueue(systemContext(app), 'score.entries', { entryIds: [entryId] }, { key: `score.entries:${entryId}` });
}

/** The same for records of other portals: found by their content, gone when removed there or shown already. */
export async function indexHarvested(app: App, recordIds: readonly string[]): Promise<void> {
  await refreshVocabulary(app);
  const records = await store.findHarvested(app.db, recordIds);
  const found = new Set(records.map((record) => record.id));
  for (const id of recordIds) if (!found.has(id)) await app.ports.search.remove(id);
  if (records.length === 0) return;
  await app.ports.search.index(records);
  await enqueue(systemContext(app), 'score.records', { recordIds: [...found] });
}

/** Rebuilds the whole index in batches; tells how many were done. */
export async function reindexAll(app: App, onProgress: (done: number) => void = () => {}): Promise<number> {
  const size = 200;
  let done = 0;
  async function* batches() {
    for (const kind of ['entry', 'harvested'] as const) {
      const ids = kind === 'entry' ? store.publishedEntryIds : store.harvestedIds;
      const records = kind === 'entry' ? store.findRecords : store.findHarvested;
      for (let after = '', left = true; left; ) {
        const batch = await ids(app.db, after, size);
        const found = await records(app.db, batch);
        yield found;
        done += found.length;
        onProgress(done);
        after = batch.at(-1) ?? after;
        left = batch.length === size;
      }
    }
  }
  const vocabulary = await refreshVocabulary(app, 0);
  await app.ports.search.configure(vocabulary);
  await app.ports.search.rebuild(batches());
  return done;
}

/** Puts down what datasets are rated at; only what is another than before is sent on. */
export async function rate(app: App, quality: ReadonlyMap<string, number>): Promise<void> {
  const before = await store.qualityOf(app.db, [...quality.keys()]);
  const changed = new Map([...quality].filter(([id, value]) => before.has(id) && before.get(id) !== value));
  if (changed.size > 0) await app.ports.search.rate(changed);
}

/** Tells the search what the information department and the names of agencies say. */
export async function configure(app: App): Promise<void> {
  await app.ports.search.configure(await refreshVocabulary(app, 0));
}
