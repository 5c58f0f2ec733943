/** A filtered view that is cited: its question in one written form, so that the same question has one citation. */
import { z } from 'zod';
import { canonicalJson } from '#api/kernel/canonical.ts';
import type { Day } from '#api/kernel/time.ts';
import type { Cited } from './citation.ts';
import { parseFilter, parseSort, writeFilter } from './query.ts';

const list = (most: number) =>
  z
    .union([z.string().max(2000), z.array(z.string().max(2000))])
    .transform((value) => (typeof value === 'string' ? [value] : value))
    .pipe(z.array(z.string()).max(most))
    .default([]);

export const citationBody = z.object({
  table: z.coerce.number().int().min(1).max(1000).default(1),
  filter: list(20),
  sort: list(5),
  columns: list(300),
  q: z.string().trim().max(200).default(''),
});

export interface CitedQuery {
  readonly filter: readonly string[];
  readonly sort: readonly string[];
  readonly columns: readonly string[];
  readonly q: string;
}

/** Filters hold all at once, so their order says nothing; that of columns and of the sort does. Refuses `datasets.bad_filter`. */
export function normalised(asked: CitedQuery): CitedQuery {
  const filter = [
    ...new Set(asked.filter.filter((one) => one !== '').map((one) => writeFilter(parseFilter(one)))),
  ].sort();
  const sort = [...new Set(asked.sort.filter((one) => one !== ''))];
  for (const one of sort) parseSort(one);
  return { filter, sort, columns: [...new Set(asked.columns.filter((one) => one !== ''))], q: asked.q.trim() };
}

export const isWhole = ({ filter, sort, columns, q }: CitedQuery): boolean =>
  filter.length + sort.length + columns.length === 0 && q === '';

/** What is hashed. The first member names the form, for a later one must not be taken for this. */
export function queryText(query: CitedQuery): string {
  const { filter, sort, columns, q } = query;
  return canonicalJson({ form: 'jinshu-query-1', filter: [...filter], sort: [...sort], columns: [...columns], q });
}

/** As it stands in the address of the page, but readable. */
export function readableQuery({ filter, sort, columns, q }: CitedQuery, table: number): string {
  return [
    ...(table === 1 ? [] : [`table=${table}`]),
    ...(q === '' ? [] : [`q=${q}`]),
    ...filter.map((one) => `filter=${one}`),
    ...sort.map((one) => `sort=${one}`),
    ...columns.map((one) => `columns=${one}`),
  ].join('&');
}

export function viewSearch({ filter, sort, columns, q }: CitedQuery, table: number): string {
  const search = new URLSearchParams();
  if (table !== 1) search.set('table', String(table));
  if (q !== '') search.set('q', q);
  for (const one of filter) search.append('filter', one);
  for (const one of sort) search.append('sort', one);
  for (const one of columns) search.append('columns', one);
  return search.toString();
}

/** One row of an answer as it is hashed: its cells in the order of the columns, canonical (RFC 8785), a line feed behind. */
export function rowText(row: Readonly<Record<string, unknown>>): string {
  return `${canonicalJson(Object.values(row) as (string | number | boolean | null)[])}\n`;
}

interface Source {
  readonly agency: string;
  readonly title: string;
  readonly titleEn: string;
  readonly code: string;
  readonly version: number;
  readonly publishedOn: Day;
  readonly acquiredOn: Day;
  readonly url: string;
}

/** A source is cited in its own language, whatever the reader's. */
export function citedOf(
  source: Source,
  view?: { readonly id: string; readonly query: string; readonly rows: number },
): Cited {
  const { titleEn, version: n, ...rest } = source;
  return {
    ...rest,
    version: n,
    edition: `${n}版`,
    platform: '山西省公共数据平台',
    note: `信息资源代码 ${source.code}，第 ${n} 版，获取日期 ${source.acquiredOn}`,
    ...(titleEn === '' ? {} : { titleEn }),
    ...(view === undefined ? {} : { view: { ...view, words: `查询 ${view.query}，共 ${view.rows} 行` } }),
  };
}
