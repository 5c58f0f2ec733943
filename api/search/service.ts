/** Finding published entries. The port answers ids and counts; the words of the hits come from the records. */
import type { z } from 'zod';
import { openTypes, themes, updateCycles } from '#api/catalog/rules/codes.ts';
import type { App, Ctx } from '#api/context.ts';
import { regionName, regions } from '#api/kernel/regions.ts';
import type { FacetName, FacetValue } from '#api/ports/search/port.ts';
import type { SearchInput, searchHit, searchOperations } from './contract.ts';
import * as store from './store.ts';

export type SearchOut = z.input<(typeof searchOperations)['searchDatasets']['out']>;
export type SearchHit = z.input<typeof searchHit>;
type FacetOut = SearchOut['facets']['theme'];

/** Agencies are chosen by their social credit code: that is what stands in addresses. */
export async function search(ctx: Ctx, input: SearchInput): Promise<SearchOut> {
  const agencies = await store.organizationIdsByUscc(ctx.db, input.agency);
  const answer = await ctx.ports.search.search({
    text: input.q,
    chosen: {
      theme: input.theme,
      // A code nobody has must find nothing, not everything.
      agency: input.agency.length > 0 && agencies.length === 0 ? ['none'] : agencies,
      region: input.region,
      format: input.format,
      update_cycle: input.update_cycle,
      open_type: input.open_type,
    },
    sort: input.q === '' && input.sort === 'relevance' ? 'updated' : input.sort,
    offset: (input.page - 1) * input.page_size,
    limit: input.page_size,
  });
  const hits = await store.findHits(ctx.db, answer.entryIds);
  const names = await store.organizationNames(
    ctx.db,
    answer.facets.agency.map((f) => f.value),
  );
  const code = (list: { labelOrCode(code: string, locale: 'zh' | 'en'): string }) => (value: string) =>
    [list.labelOrCode(value, 'zh'), list.labelOrCode(value, 'en')] as const;
  const facet = (
    name: FacetName,
    chosen: readonly string[],
    label: (value: string) => readonly [string, string],
  ): FacetOut =>
    answer.facets[name].map(({ value, count }: FacetValue) => {
      const [label_zh, label_en] = label(value);
      return { value, label_zh, label_en, count, chosen: chosen.includes(value) };
    });
  return {
    items: hits.map(
      (hit): SearchHit => ({
        id: hit.entryId,
        code: hit.code,
        title: hit.title,
        title_en: hit.titleEn,
        abstract: hit.abstract,
        theme: hit.theme,
        provider: {
          id: hit.entry.provider.id,
          uscc: hit.entry.provider.uscc,
          name: hit.entry.provider.name,
          name_en: hit.entry.provider.nameEn,
        },
        region_code: hit.regionCode,
        open_type: hit.openType,
        update_cycle: hit.updateCycle,
        formats: hit.formats,
        row_count: hit.rowCount === null ? null : String(hit.rowCount),
        downloads: hit.downloads,
        published_at: hit.publishedAt.toISOString(),
        updated_at: hit.updatedAt.toISOString(),
      }),
    ),
    total: answer.total,
    page: input.page,
    page_size: input.page_size,
    words: [...answer.words],
    facets: {
      theme: facet('theme', input.theme, code(themes)),
      agency: answer.facets.agency.flatMap(({ value, count }) => {
        const found = names.get(value);
        if (found === undefined) return [];
        const chosen = input.agency.includes(found.uscc);
        return [{ value: found.uscc, label_zh: found.name, label_en: found.nameEn ?? found.name, count, chosen }];
      }),
      region: facet('region', input.region, (value) =>
        regions.is(value) ? [regionName(value, 'zh'), regionName(value, 'en')] : [value, value],
      ),
      format: facet('format', input.format, (value) => [value.toUpperCase(), value.toUpperCase()]),
      update_cycle: facet('update_cycle', input.update_cycle, code(updateCycles)),
      open_type: facet('open_type', input.open_type, code(openTypes)),
    },
  };
}

/** Brings one entry's record in the search up to date, or takes it out. Safe to run any number of times. */
export async function reindex(app: App, entryId: string): Promise<void> {
  const record = await store.findRecord(app.db, entryId);
  if (record === null) await app.ports.search.remove(entryId);
  else await app.ports.search.index([record]);
}

/** Rebuilds the whole index in batches; tells how many were done. */
export async function reindexAll(app: App, onProgress: (done: number) => void = () => {}): Promise<number> {
  let after = '';
  let done = 0;
  for (;;) {
    const ids = await store.publishedEntryIds(app.db, after, 200);
    for (const id of ids) await reindex(app, id);
    done += ids.length;
    onProgress(done);
    if (ids.length < 200) return done;
    after = ids.at(-1) ?? after;
  }
}
