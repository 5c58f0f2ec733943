/** What the tools answer. Everything is asked as a passer-by: the endpoint knows no accounts and sees open data only. */
import type { z } from 'zod';
import { licences, themes } from '#api/catalog/rules/codes.ts';
import type { Ctx } from '#api/context.ts';
import { sqlTables } from '#api/datasets/ask.ts';
import { citeInEveryForm } from '#api/datasets/citations.ts';
import { getOpenRow, getOpenVersion, showDataset, showPublishedVersion } from '#api/datasets/open.ts';
import { onTable, onTables } from '#api/datasets/read.ts';
import { accessOf } from '#api/datasets/rules/gate.ts';
import { fill } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { searchQuery } from '#api/search/contract.ts';
import { search } from '#api/search/service.ts';
import type * as shapes from './contract.ts';
import { words } from './contract.ts';
import { clipped, fitRows } from './rules/bounds.ts';
import { columnsShown, longestText, resourcesListed, versionsShown } from './rules/limits.ts';
import { refuse } from './rules/refusals.ts';

type In<S extends Readonly<Record<string, z.ZodType>>> = { [K in keyof S]: z.output<S[K]> };
type Source = z.output<typeof shapes.source>;

interface Named {
  readonly code: string;
  readonly provider: { readonly name: string };
  readonly content: { readonly title: string; readonly licence: keyof typeof licences.words | null };
}

function sourceOf(
  ctx: Ctx,
  entry: Named,
  version: { readonly number: number; readonly sha256: string | null; readonly publishedAt: Date } | null,
): Source {
  const acquired_on = dayOf(ctx.clock.now());
  const { title, licence } = entry.content;
  const told = {
    provider: entry.provider.name,
    title,
    code: entry.code,
    version: version?.number ?? '—',
    day: acquired_on,
  };
  return {
    provider: entry.provider.name,
    title,
    code: entry.code,
    version: version?.number ?? null,
    url: `${ctx.env.PUBLIC_URL}/datasets/${entry.code}${version === null ? '' : `/versions/${version.number}`}`,
    licence: licence === null ? null : licences.words[licence].join(' / '),
    sha256: version?.sha256 ?? null,
    published_on: version === null ? null : dayOf(version.publishedAt),
    acquired_on,
    attribution: words.attribution.map((sentence) => fill(sentence, told)).join(' / '),
  };
}

export async function searchDatasets(ctx: Ctx, input: In<typeof shapes.searchIn>) {
  const chosen = (value: string | undefined) => (value === undefined ? [] : [value]);
  const found = await search(
    ctx,
    searchQuery.parse({
      q: input.query,
      theme: chosen(input.theme),
      agency: chosen(input.agency),
      region: chosen(input.region),
      open_type: input.only_open ? ['unconditional'] : [],
      sort: input.sort,
      page: input.page,
      page_size: input.page_size,
    }),
  );
  return {
    total: found.total,
    page: found.page,
    items: found.items.map((hit) => ({
      code: hit.code,
      title: hit.title,
      title_en: hit.title_en,
      abstract: clipped(hit.abstract, 300),
      provider: hit.provider.name,
      theme: hit.theme,
      region_code: hit.region_code,
      access: hit.open_type === 'unconditional' ? 'open' : hit.open_type === 'conditional' ? 'licence' : 'closed',
      row_count: hit.row_count,
      updated_at: hit.updated_at,
      url: `${ctx.env.PUBLIC_URL}${hit.page}`,
      elsewhere: hit.kind === 'harvested',
    })),
    themes: found.facets.theme.map(({ value, count }) => ({
      code: value,
      name: themes.is(value) ? themes.words[value].join(' / ') : value,
      count,
    })),
    acquired_on: dayOf(ctx.clock.now()),
  };
}

export async function describeDataset(ctx: Ctx, { code, version }: In<typeof shapes.describeIn>) {
  const dataset = await showDataset(ctx, code);
  const { entry } = dataset;
  const { content } = entry;
  const shown = version === undefined ? dataset.latest : await showPublishedVersion(ctx, code, version);
  const items = new Map(content.items.map((item) => [item.name, item]));
  const tables =
    shown !== null && dataset.access === 'open' ? (await getOpenVersion(ctx, code, shown.number)).version.tables : [];
  return {
    source: sourceOf(
      ctx,
      entry,
      shown === null
        ? null
        : { number: shown.number, sha256: shown.table_sha256, publishedAt: new Date(shown.published_at) },
    ),
    abstract: clipped(content.abstract),
    keywords: content.keywords,
    access: accessOf(content.open_type),
    update_cycle: content.update_cycle,
    usage_conditions: clipped(content.usage_conditions),
    tables: tables.map(({ number, name, row_count }) => ({ number, name, row_count })),
    row_count: shown?.row_count ?? null,
    columns: (shown?.columns ?? []).slice(0, columnsShown).map(({ name, type, stats }) => {
      const item = items.get(name);
      return {
        name,
        type,
        label: item?.label ?? '',
        unit: item?.unit ?? '',
        description: clipped(item?.description ?? '', 300),
        null_count: stats.null_count,
        distinct_count: stats.distinct_count,
        ...(stats.min == null ? {} : { min: stats.min }),
        ...(stats.max == null ? {} : { max: stats.max }),
        ...(stats.top_values === undefined
          ? {}
          : { frequent: stats.top_values.slice(0, 10).map((one) => clipped(one.value, 60)) }),
      };
    }),
    columns_left_off: Math.max(0, (shown?.columns.length ?? 0) - columnsShown),
    versions: dataset.versions.slice(0, versionsShown).map(({ number, row_count, published_at, note }) => ({
      number,
      row_count,
      published_at,
      note: note === null ? null : clipped(note, 300),
    })),
  };
}

const isSomething = <T>(one: T | undefined): one is T => one !== undefined;

export async function queryTable(ctx: Ctx, input: In<typeof shapes.queryIn>, signal: AbortSignal) {
  const { entry, version } = await getOpenVersion(ctx, input.code, input.version ?? 'latest', input.table);
  const { number, tableSha256: sha256, publishedAt } = version;
  const source = sourceOf(ctx, entry, { number, sha256, publishedAt });
  const filters = input.filters.map(({ column, op, value }) => ({
    column,
    op,
    ...(value === undefined ? {} : { value }),
  }));
  const asked = {
    filters,
    ...(input.q === undefined || input.q.trim() === '' ? {} : { q: input.q }),
    ...(input.sort.length === 0 ? {} : { sort: input.sort }),
    limit: input.limit,
  };
  if (input.group_by.length > 0 || input.measures.length > 0) {
    if (input.columns.length > 0 || input.cursor !== undefined) throw refuse('mcp.measures_without_groups');
    const groupBy = input.group_by.map(({ column, unit, bins }) => ({
      column,
      ...(isSomething(unit) ? { unit } : {}),
      ...(isSomething(bins) ? { bins } : {}),
    }));
    const measures = input.measures.map(({ fn, column }) => ({ fn, ...(isSomething(column) ? { column } : {}) }));
    const answer = await onTable(ctx, version, (path) =>
      ctx.ports.tables.aggregate(
        path,
        { ...asked, groupBy, ...(measures.length === 0 ? {} : { measures }) },
        { signal },
      ),
    );
    const fitted = fitRows(answer.rows);
    return {
      source,
      columns: answer.columns.map(({ name, type }) => ({ name, type })),
      rows: fitted.rows,
      truncated: answer.truncated || fitted.left_off > 0,
      total: null,
      next_cursor: null,
    };
  }
  const page = await onTable(ctx, version, (path) =>
    ctx.ports.tables.page(
      path,
      {
        ...asked,
        ...(input.columns.length === 0 ? {} : { columns: input.columns }),
        ...(input.cursor === undefined ? {} : { cursor: input.cursor }),
      },
      { signal },
    ),
  );
  const fitted = fitRows(page.rows);
  return {
    source,
    columns: page.columns.map(({ name, type }) => ({ name, type })),
    rows: fitted.rows,
    truncated: page.nextCursor !== undefined || fitted.left_off > 0,
    total: page.total,
    // Behind rows that were left off the cursor would lead past them: the caller asks for fewer instead.
    next_cursor: fitted.left_off > 0 ? null : (page.nextCursor ?? null),
  };
}

export async function askSql(ctx: Ctx, input: In<typeof shapes.sqlIn>, signal: AbortSignal) {
  const { entry, version } = await getOpenRow(ctx, input.code, input.version ?? 'latest');
  const { number, publishedAt } = version;
  const sha256 = version.tables[0]?.tableSha256 ?? null;
  const answer = await onTables(ctx, sqlTables(version, 't'), (tables) =>
    ctx.ports.tables.sql(tables, { sql: input.sql, limit: input.limit }, { signal }),
  );
  const fitted = fitRows(answer.rows);
  return {
    source: sourceOf(ctx, entry, publishedAt === null ? null : { number, sha256, publishedAt }),
    columns: answer.columns.map(({ name, type }) => ({ name, type })),
    rows: fitted.rows,
    truncated: answer.truncated || fitted.left_off > 0,
  };
}

/** In every form the portal writes. Also of licensed data: what is cited is public. */
export async function citeDataset(ctx: Ctx, { code, version }: In<typeof shapes.citeIn>) {
  const { entry, version: found, citations } = await citeInEveryForm(ctx, code, version ?? 'latest');
  const { number, table_sha256: sha256, published_at } = found;
  return { source: sourceOf(ctx, entry, { number, sha256, publishedAt: new Date(published_at) }), citations };
}

/** The most used datasets, for resources/list. */
export async function listResources(ctx: Ctx) {
  const found = await search(ctx, searchQuery.parse({ sort: 'downloads', page_size: resourcesListed }));
  return found.items
    .filter((hit) => hit.kind === 'entry')
    .map((hit) => ({
      uri: `jinshu://datasets/${hit.code}`,
      name: hit.title,
      title: hit.title,
      description: clipped(hit.abstract, Math.min(300, longestText)),
      mimeType: 'application/json',
    }));
}
