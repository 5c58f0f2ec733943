/** Questions to open tables in the words of CKAN's datastore. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { onTable, onTables } from '#api/datasets/read.ts';
import { neutral } from '#api/kernel/formula.ts';
import type { Page, PageQuery } from '#api/ports/tables/port.ts';
import type { datastoreInfoInput, datastoreInput, sqlInput } from './contract.ts';
import { withQuery } from './links.ts';
import {
  ckanType,
  ckanValue,
  csvLine,
  readFilters,
  readSort,
  sqlType,
  sqlValue,
  type Value,
} from './rules/datastore.ts';
import { resourceId } from './rules/names.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { getOpenTable, type OpenTable, pagesOf } from './tables.ts';

type Search = z.output<typeof datastoreInput>;
type Asked = Pick<Search, 'filters' | 'q' | 'fields' | 'sort' | 'offset'>;

export interface Question {
  readonly query: Omit<PageQuery, 'limit' | 'cursor'>;
  /** Columns of the answer, `_id` among them where it is wanted. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly single: boolean;
}

/** CKAN allows 32,000; the tables port hands out 10,000 a statement. */
const sqlRows = 10_000;

const rowId = { name: '_id', type: 'integer' } as const;

export function questionOf(table: OpenTable, asked: Asked): Question {
  const { filters, row } = readFilters(asked.filters);
  const q = typeof asked.q === 'string' ? searchText(asked.q) : '';
  const within = typeof asked.q === 'object' ? Object.entries(asked.q) : [];
  const wanted = asked.fields.filter((name) => name !== '_id');
  const sort = readSort(asked.sort ?? '').filter(({ column }) => column !== '_id');
  const known = new Map(table.columns.map((column) => [column.name, column]));
  const columns =
    asked.fields.length === 0
      ? [rowId, ...table.columns]
      : asked.fields.map((name) => (name === '_id' ? rowId : (known.get(name) ?? { name, type: 'text' })));
  return {
    query: {
      ...(wanted.length === 0 ? {} : { columns: wanted }),
      filters: [
        ...filters,
        ...within.flatMap(([column, text]) =>
          searchText(text)
            .split(/\s+/)
            .filter((word) => word !== '')
            .map((value) => ({ column, op: 'contains' as const, value })),
        ),
      ],
      ...(q === '' ? {} : { q }),
      ...(sort.length === 0 ? {} : { sort }),
      offset: row === null ? asked.offset : row - 1,
    },
    columns,
    single: row !== null,
  };
}

/** Data explorers ask for beginnings of words as `word:*`. */
const searchText = (text: string): string => text.replace(/:\*/g, '').trim();

export function cellsOf(page: Page, columns: Question['columns']): Value[][] {
  const places = columns.map(({ name }) => page.columns.findIndex((column) => column.name === name));
  return page.rows.map((row, at) =>
    columns.map(({ name, type }, i) =>
      name === '_id' ? (page.rowNumbers?.[at] ?? 0) + 1 : ckanValue(row[places[i] ?? -1] ?? null, type),
    ),
  );
}

const asObject = (columns: Question['columns'], row: readonly Value[]) =>
  Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null]));

export async function searchRows(ctx: Ctx, input: Search) {
  const table = await getOpenTable(ctx, input.resource_id);
  const question = questionOf(table, input);
  const { total, rows } = input.distinct
    ? await distinctRows(ctx, table, question, input)
    : await plainRows(ctx, table, question, input);
  const format = input.records_format;
  const records =
    format === 'objects'
      ? rows.map((row) => asObject(question.columns, row))
      : format === 'lists'
        ? rows
        : rows.map((row) => csvLine(row, format === 'csv' ? ',' : '\t', neutral)).join('');
  return {
    include_total: input.include_total,
    limit: input.limit,
    ...(input.offset === 0 ? {} : { offset: input.offset }),
    records_format: format,
    resource_id: input.resource_id,
    total_estimation_threshold: null,
    records,
    fields: await fieldsOf(ctx, table, question.columns),
    ...(Object.keys(input.filters).length === 0 ? {} : { filters: input.filters }),
    ...(input.q === undefined ? {} : { q: input.q }),
    ...(input.sort === undefined ? {} : { sort: input.sort }),
    _links: linksOf(input),
    ...(input.include_total ? { total, total_was_estimated: false } : {}),
  };
}

async function plainRows(ctx: Ctx, table: OpenTable, { query, columns, single }: Question, input: Search) {
  return onTable(ctx, table, async (path) => {
    const rows: Value[][] = [];
    let total = -1;
    const limit: number = single ? Math.min(1, input.limit) : input.limit;
    for await (const page of pagesOf(
      ctx,
      path,
      { ...query, ...(input.include_total ? {} : { count: 'none' }) },
      limit,
    )) {
      if (total < 0) total = page.total ?? -1;
      rows.push(...cellsOf(page, columns));
    }
    return { total: single ? Math.min(1, rows.length) : total, rows: rows.slice(0, limit) };
  });
}

async function distinctRows(ctx: Ctx, table: OpenTable, { query, columns }: Question, input: Search) {
  const wanted = columns.filter(({ name }) => name !== '_id');
  if (input.fields.length === 0 || wanted.length === 0 || wanted.length > 5 || input.limit + input.offset > 10_000)
    throw refuse('ckan.distinct_limits');
  const answer = await onTable(ctx, table, (path) =>
    ctx.ports.tables.aggregate(path, {
      groupBy: wanted.map(({ name }) => ({ column: name })),
      ...(query.filters === undefined ? {} : { filters: query.filters }),
      ...(query.q === undefined ? {} : { q: query.q }),
      ...(query.sort === undefined ? {} : { sort: query.sort }),
      limit: 10_000,
    }),
  );
  const rows = answer.rows.map((row) =>
    columns.map(({ name, type }) =>
      name === '_id' ? null : ckanValue(row[answer.columns.findIndex((one) => one.name === name)] ?? null, type),
    ),
  );
  return { total: rows.length, rows: rows.slice(input.offset, input.offset + input.limit) };
}

export async function fieldsOf(ctx: Ctx, table: OpenTable, columns: Question['columns']) {
  const dictionary = await store.findDictionary(ctx.db, table.entry.id);
  const items = new Map(table.entry.content.items.map((item) => [item.name, item]));
  return columns.map(({ name, type }) => {
    if (name === '_id') return { id: '_id', type: 'int' };
    const word = dictionary.get(name);
    const item = items.get(name);
    const info = {
      label: word?.label ?? item?.label ?? '',
      notes: word?.description ?? item?.description ?? '',
      unit: word?.unit ?? item?.unit ?? '',
    };
    return { id: name, type: ckanType(type), info };
  });
}

function linksOf(input: Search) {
  const { resource_id, filters, q, fields, sort, limit, offset, records_format } = input;
  const at = (from: number) =>
    withQuery('/api/3/action/datastore_search', {
      resource_id,
      filters: Object.keys(filters).length === 0 ? '' : JSON.stringify(filters),
      q: typeof q === 'object' ? JSON.stringify(q) : (q ?? ''),
      fields: fields.join(','),
      sort: sort ?? '',
      limit: String(limit),
      offset: from === 0 ? '' : String(from),
      records_format: records_format === 'objects' ? '' : records_format,
    });
  return {
    start: at(0),
    next: at(offset + limit),
    ...(offset === 0 ? {} : { prev: at(Math.max(0, offset - limit)) }),
  };
}

export async function showTableInfo(ctx: Ctx, { id }: z.output<typeof datastoreInfoInput>) {
  const table = await getOpenTable(ctx, id);
  const fields = await fieldsOf(ctx, table, table.columns);
  const own = resourceId({ versionId: table.version.id, table: table.number, format: 'csv' });
  return {
    meta: {
      id: own,
      count: table.rowCount,
      table_type: 'BASE TABLE',
      size: table.bytes,
      aliases: id === own ? [] : [id],
    },
    fields: fields.map((field) => ({
      ...field,
      schema: { native_type: field.type, notnull: false, index_name: null, is_index: false, uniquekey: false },
    })),
    // As CKAN before 2.10 answered it; its R client still reads this.
    schema: Object.fromEntries(fields.map((field) => [field.id, field.type])),
  };
}

/**
 * CKAN's SQL names tables by quoted resource ids. Each becomes a table of that name for the statement, which runs shut in by the
 * tables port; PostgreSQL's `_id` is not there to be selected.
 */
export async function searchSql(ctx: Ctx, { sql }: z.output<typeof sqlInput>) {
  const named = [...new Set([...sql.matchAll(/\b(?:from|join)\s+"((?:[^"]|"")+)"/gi)].map(([, id = '']) => id))];
  if (named.length === 0 || named.length > 10) throw refuse('ckan.sql_table', { table: sql.slice(0, 60) });
  const tables = await Promise.all(named.map((id) => getOpenTable(ctx, id)));
  const asked = tables.map(({ tableKey }, at) => ({ names: [named[at] ?? ''], tableKey }));
  const answer = await onTables(ctx, asked, (files) => ctx.ports.tables.sql(files, { sql, limit: sqlRows }));
  return {
    sql,
    fields: answer.columns.map(({ name, type }) => ({ id: name, type: sqlType(type) })),
    records: answer.rows.map((row) =>
      Object.fromEntries(answer.columns.map(({ name, type }, i) => [name, sqlValue(row[i], type)])),
    ),
    ...(answer.truncated ? { records_truncated: true } : {}),
  };
}
