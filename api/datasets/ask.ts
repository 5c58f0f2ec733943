/** Questions to open tables: groups and figures. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import type { Aggregate, AggregateQuery } from '#api/ports/tables/port.ts';
import { getOpenVersion } from './open.ts';
import type { aggregateQuery } from './open-contract.ts';
import { onTable } from './read.ts';
import { parseFilter, parseGroup, parseMeasure, parseSort } from './rules/query.ts';
import type { aggregateOut } from './rules/shapes.ts';

export type AggregateOut = z.output<typeof aggregateOut>;

/** From the address to the tables port. */
export function aggregateQueryOf(query: z.output<typeof aggregateQuery>): AggregateQuery {
  return {
    groupBy: query.group.map(parseGroup),
    measures: query.measure.map(parseMeasure),
    filters: query.filter.map(parseFilter),
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
): Promise<AggregateOut> {
  const { version } = await getOpenVersion(ctx, code, number);
  return showAggregate(await aggregateOf(ctx, version, aggregateQueryOf(query)));
}

export function showAggregate({ columns, rows, truncated }: Aggregate): AggregateOut {
  return { columns: columns.map((one) => ({ ...one })), rows: rows.map((row) => [...row]), truncated };
}
