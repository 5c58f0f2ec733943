/** Questions to open tables: rows, groups and figures, and SQL. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import type { Aggregate, AggregateQuery, Condition, Group, Measure, PageQuery, Sort } from '#api/ports/tables/port.ts';
import { getOpenRow, getOpenVersion } from './open.ts';
import { onTable, onTables, readPage } from './read.ts';
import { parseFilter, parseGroup, parseMeasure, parseSort } from './rules/query.ts';
import type { aggregateQuery, queryBody, queryQuery, sqlBody } from './rules/questions.ts';
import { objectsOf } from './rules/row-objects.ts';
import type { aggregateOut, queryOut, sqlOut } from './rules/shapes.ts';
import type * as store from './store.ts';

export type AggregateOut = z.output<typeof aggregateOut>;
export type QueryOut = z.output<typeof queryOut>;
export type SqlOut = z.output<typeof sqlOut>;

/** From the address to the tables port. */
export function aggregateQueryOf(query: z.output<typeof aggregateQuery>): AggregateQuery {
  return {
    groupBy: query.group.map(parseGroup),
    measures: query.measure.map(parseMeasure),
    filters: query.filter.map(parseFilter),
    ...(query.q === undefined ? {} : { q: query.q }),
    sort: query.sort.map(parseSort),
    limit: query.limit,
  };
}

/** The caller has made sure that the table is open; pages and the API ask `aggregateRows`. */
export async function aggregateOf(
  ctx: Ctx,
  table: { readonly tableKey: string },
  query: AggregateQuery,
  signal?: AbortSignal,
): Promise<Aggregate> {
  return onTable(ctx, table, (path) => ctx.ports.tables.aggregate(path, query, signal === undefined ? {} : { signal }));
}

export async function aggregateRows(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
  query: z.output<typeof aggregateQuery>,
  signal?: AbortSignal,
): Promise<AggregateOut> {
  const { version } = await getOpenVersion(ctx, code, number, query.table);
  const { columns, rows, truncated } = await aggregateOf(ctx, version, aggregateQueryOf(query), signal);
  return { columns: columns.map((one) => ({ ...one })), rows: rows.map((row) => [...row]), truncated };
}

/** A question in full, however it was written. */
export interface Question {
  readonly table?: number | string | undefined;
  readonly columns: readonly string[];
  readonly filters: readonly Condition[];
  readonly q?: string | undefined;
  readonly group: readonly Group[];
  readonly measures: readonly Measure[];
  readonly sort: readonly Sort[];
  readonly limit?: number | undefined;
  readonly offset: number;
  readonly cursor?: string | undefined;
  readonly count?: 'exact' | 'none' | undefined;
  readonly rows: 'arrays' | 'objects';
}

/** Written as an address: everything is text, repeated. */
export function questionOf(query: z.output<typeof queryQuery>): Question {
  const { filter, group, measure, sort, columns, fields, ...rest } = query;
  return {
    ...rest,
    columns: [...columns, ...fields],
    filters: filter.map(parseFilter),
    group: group.map(parseGroup),
    measures: measure.map(parseMeasure),
    sort: sort.map(parseSort),
  };
}

/** Written as JSON: each part as an object, or in the short form of the address. */
export function questionIn(body: z.output<typeof queryBody>): Question {
  const { filters, group, measures, sort, columns, fields, ...rest } = body;
  return {
    ...rest,
    columns: [...(columns ?? []), ...(fields ?? [])],
    filters: filters as readonly Condition[],
    group: group.map((one) => (typeof one === 'string' ? parseGroup(one) : (one as Group))),
    measures: measures.map((one) => (typeof one === 'string' ? parseMeasure(one) : (one as Measure))),
    sort: sort.map((one) => (typeof one === 'string' ? parseSort(one) : (one as Sort))),
  };
}

/** Rows; or groups and figures, where any are asked for. */
export async function answerQuestion(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
  asked: Question,
  signal?: AbortSignal,
): Promise<QueryOut> {
  const { version } = await getOpenVersion(ctx, code, number, asked.table);
  const table = { number: version.table.number, name: version.table.name };
  const { filters, sort, q, limit } = asked;
  const common = { filters, sort, ...(q === undefined ? {} : { q }), ...(limit === undefined ? {} : { limit }) };
  if (asked.group.length + asked.measures.length > 0) {
    const query = { ...common, groupBy: asked.group, measures: asked.measures };
    const { columns, rows, truncated } = await aggregateOf(ctx, version, query, signal);
    return {
      table,
      columns: columns.map((one) => ({ ...one })),
      rows: shaped(asked, columns, rows),
      total: null,
      next_cursor: null,
      truncated,
    };
  }
  const query: PageQuery = {
    ...common,
    columns: asked.columns,
    ...(asked.count === undefined ? {} : { count: asked.count }),
    ...(asked.cursor === undefined ? { offset: asked.offset } : { cursor: asked.cursor }),
  };
  const { columns, rows, total, nextCursor } = await readPage(ctx, version, query, signal);
  return {
    table,
    columns: columns.map(({ name, type }) => ({ name, type })),
    rows: shaped(asked, columns, rows),
    total,
    next_cursor: nextCursor ?? null,
    truncated: nextCursor !== undefined,
  };
}

const shaped = (
  asked: { readonly rows: 'arrays' | 'objects' },
  columns: readonly { readonly name: string }[],
  rows: readonly (readonly unknown[])[],
) => (asked.rows === 'objects' ? objectsOf(columns, rows) : rows.map((row) => [...row]));

/** The tables of a version as a statement may call them: by name, as t1, t2, …, and the first as `also` where nothing else is. */
export function sqlTables({ tables }: Pick<store.Version, 'tables'>, also?: string) {
  const taken = new Set(tables.map((one) => one.name.toLowerCase()));
  return tables.flatMap(({ number, name, tableKey }, at) => {
    const short = [`t${number}`, ...(at === 0 && also !== undefined ? [also] : [])];
    return tableKey === null ? [] : [{ names: [name, ...short.filter((one) => !taken.has(one))], tableKey }];
  });
}

/** One SELECT over all tables of an open version. */
export async function runSql(
  ctx: Ctx,
  code: string,
  number: number | 'latest',
  asked: z.output<typeof sqlBody>,
  signal?: AbortSignal,
): Promise<SqlOut> {
  const { version } = await getOpenRow(ctx, code, number);
  const query = { sql: asked.sql, limit: asked.limit };
  const { columns, rows, truncated } = await onTables(ctx, sqlTables(version), (tables) =>
    ctx.ports.tables.sql(tables, query, signal === undefined ? {} : { signal }),
  );
  return { columns: columns.map((one) => ({ ...one })), rows: shaped(asked, columns, rows), truncated };
}
