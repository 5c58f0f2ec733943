/** Groups of a table and figures over them. */
import type { Json } from '@duckdb/node-api';
import { toCell } from '#api/ports/tables/cells.ts';
import { conditions } from '#api/ports/tables/conditions.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import { niceStep } from '#api/ports/tables/histogram.ts';
import type { Aggregate, AggregateColumn, AggregateQuery, Cell, Group, Measure } from '#api/ports/tables/port.ts';
import { collation, direction } from '#api/ports/tables/query.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { findColumn, readSchema, type Schema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

export const maxGroups = 10_000;
const maxGroupColumns = 5;
const maxMeasures = 20;

interface Part {
  readonly shown: AggregateColumn;
  /** Over the rows of the table. */
  readonly sql: string;
  /** Of the answer: how the value is sent. */
  readonly sent: (alias: string) => string;
  readonly sorted: (alias: string) => string;
  readonly cell: (value: Json) => Cell;
}

export async function aggregate(session: Session, path: string, query: AggregateQuery): Promise<Aggregate> {
  const limit = query.limit ?? 1000;
  if (!Number.isInteger(limit) || limit < 1 || limit > maxGroups)
    throw refuse('tables.bad_limit', { limit: maxGroups });
  const schema = await readSchema(session, path);
  const groups = query.groupBy ?? [];
  const repeated = groups.find(
    (one, i) => i >= maxGroupColumns || groups.findIndex((o) => o.column === one.column) < i,
  );
  if (repeated !== undefined) throw badGroup(repeated.column);
  const measures = query.measures?.length ? query.measures : [{ fn: 'count' } as const];
  if (measures.length > maxMeasures) throw badMeasure(measures.at(-1) ?? { fn: 'count' });
  const values: string[] = [];
  const asked = conditions(schema, query, values);
  const from = `FROM ${parquetSource(path)} ${asked === '' ? '' : `WHERE ${asked}`}`;
  const grouped: Part[] = [];
  for (const group of groups) grouped.push(await groupPart(session, schema, group, from, values));
  const parts = [...grouped, ...measures.map((one) => measurePart(schema, one))];
  const by = grouped.length === 0 ? '' : `GROUP BY ${grouped.map((_, i) => i + 1).join(', ')}`;
  const rows = await session.rows(
    `SELECT ${parts.map((part, i) => part.sent(`c${i}`)).join(', ')} FROM (
       SELECT ${parts.map((part, i) => `${part.sql} AS c${i}`).join(', ')} ${from} ${by})
     ORDER BY ${order(parts, grouped.length, query.sort ?? [])} LIMIT ${limit + 1}`,
    values,
  );
  return {
    columns: parts.map((part) => part.shown),
    rows: rows.slice(0, limit).map((row) => parts.map((part, i) => part.cell(row[i] ?? null))),
    truncated: rows.length > limit,
  };
}

/** As asked, and then by the groups, so that equal figures always stand in one order. */
function order(parts: readonly Part[], groups: number, asked: NonNullable<AggregateQuery['sort']>): string {
  const wanted = asked.map(({ column, dir, nulls }) => {
    const at = parts.findIndex((part) => part.shown.name === column);
    const part = parts[at];
    if (part === undefined) throw refuse('tables.unknown_column', { column: column.slice(0, 100) });
    return `${part.sorted(`c${at}`)} ${direction(dir === 'desc', nulls === 'first')}`;
  });
  const rest = parts.slice(0, groups).map((part, i) => `${part.sorted(`c${i}`)} ${direction(false, false)}`);
  return [...wanted, ...rest, '1'].join(', ');
}

const itself = (alias: string): string => alias;
const badGroup = (column: string) =>
  refuse('tables.bad_group', { column: column.slice(0, 100), most: maxGroupColumns });
const badMeasure = ({ fn, column }: Measure) =>
  refuse('tables.bad_measure', { fn, column: (column ?? '').slice(0, 100), most: maxMeasures });

async function groupPart(
  session: Session,
  schema: Schema,
  group: Group,
  from: string,
  values: readonly string[],
): Promise<Part> {
  const column = findColumn(schema, group.column);
  const name = quoteName(column.name);
  if (group.unit !== undefined && group.bins !== undefined) throw badGroup(group.column);
  if (group.unit !== undefined) {
    const hour = group.unit === 'hour';
    if (column.type !== 'datetime' && (column.type !== 'date' || hour)) throw badGroup(group.column);
    const type = hour ? 'datetime' : 'date';
    return {
      shown: { name: column.name, type, unit: group.unit },
      sql: `date_trunc('${group.unit}', ${name})`,
      sent: (alias) => `strftime(${alias}, '${hour ? '%Y-%m-%dT%H:%M:%S' : '%Y-%m-%d'}')`,
      sorted: itself,
      cell: (value) => toCell(value, type),
    };
  }
  if (group.bins === undefined) {
    return {
      shown: { name: column.name, type: column.type },
      sql: name,
      sent: itself,
      sorted: (alias) => `${alias}${collation(schema, column)}`,
      cell: (value) => toCell(value, column.type),
    };
  }
  if (!isNumber(column) || !Number.isInteger(group.bins) || group.bins < 2 || group.bins > 200)
    throw badGroup(group.column);
  const [range = []] = await session.rows(
    `SELECT CAST(min(${name}) AS DOUBLE), CAST(max(${name}) AS DOUBLE) ${from}`,
    values,
  );
  const step = niceStep(Number(range[0] ?? 0), Number(range[1] ?? 0), group.bins, column.type === 'integer');
  return {
    shown: { name: column.name, type: column.type, step },
    sql: `CAST(floor(CAST(${name} AS DOUBLE) / CAST('${step}' AS DOUBLE)) AS BIGINT)`,
    sent: itself,
    sorted: itself,
    // Decimal steps such as 0.1 are not exact in binary; 12 digits are enough to name a border.
    cell: (value) => (value === null ? null : Number((Number(value) * step).toPrecision(12))),
  };
}

const isNumber = (column: SchemaColumn): boolean => column.type === 'integer' || column.type === 'decimal';

function measurePart(schema: Schema, measure: Measure): Part {
  const { fn } = measure;
  const common = { sent: itself, sorted: itself };
  if (measure.column === undefined) {
    if (fn !== 'count') throw badMeasure(measure);
    return { ...common, shown: { name: 'count', type: 'integer' }, sql: 'count(*)', cell: (v) => toCell(v, 'integer') };
  }
  const column = findColumn(schema, measure.column);
  const name = quoteName(column.name);
  const figure = (type: SchemaColumn['type'], sql: string): Part => ({
    ...common,
    shown: { name: `${fn}(${column.name})`, type },
    sql,
    cell: (value) => toCell(value, type),
  });
  switch (fn) {
    case 'count':
      return figure('integer', `count(${name})`);
    case 'count_distinct':
      return figure('integer', `count(DISTINCT ${name})`);
    case 'min':
    case 'max':
      return figure(column.type, `${fn}(${name})`);
    case 'sum':
    case 'avg':
    case 'median':
      if (!isNumber(column)) throw badMeasure(measure);
      if (fn === 'sum') return figure(column.type, `sum(${name})`);
      return figure('decimal', `${fn}(CAST(${name} AS DOUBLE))`);
  }
}
