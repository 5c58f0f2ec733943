/** What is known of each column, counted over the whole Parquet: one pass for all columns, then one column at a time. */
import type { Json } from '@duckdb/node-api';
import { toCell } from '#api/ports/tables/cells.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import { numberBins, timeBins, timeUnit } from '#api/ports/tables/histogram.ts';
import type { ColumnProfile, TableProfile } from '#api/ports/tables/port.ts';
import { readSchema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

/** A column with more different values than this is no list of categories, and its count of them stays an estimate. */
const fewValues = 1000;
/** Tables wider than this get no histograms and top values at ingest: a chart is drawn when one is asked for. */
const narrow = 200;
const columnsAtOnce = 100;
/** Counting different values exactly keeps them all in memory; longer tables are estimated. */
const countedExactly = 100_000;
const exactly = (name: string) => `count(DISTINCT ${name})`;
const roughly = (name: string) => `approx_count_distinct(${name})`;
const width = 6;

export async function profileTable(session: Session, parquetPath: string): Promise<TableProfile> {
  const schema = await readSchema(session, parquetPath);
  const from = parquetSource(parquetPath);
  const columns: ColumnProfile[] = [];
  const distinct = schema.rowCount <= countedExactly ? exactly : roughly;
  for (let at = 0; at < schema.columns.length; at += columnsAtOnce) {
    const group = schema.columns.slice(at, at + columnsAtOnce);
    const [answer = []] = await session.rows(
      `SELECT ${group.flatMap((column) => aggregates(column, distinct)).join(', ')} FROM ${from}`,
    );
    for (const [k, column] of group.entries()) {
      const facts = answer.slice(k * width, (k + 1) * width);
      const basic = readFacts(column, at + k + 1, facts, schema.rowCount);
      const details = schema.columns.length <= narrow ? await detail(session, from, column, basic) : {};
      columns.push({ ...basic, ...details });
    }
  }
  return { rowCount: schema.rowCount, columns };
}

/** Drops everything in a profile that shows or narrows down values: for columns with personal information. */
export function redactStats(profile: ColumnProfile): ColumnProfile {
  const { name, position, type, nullCount, distinctCount } = profile;
  return { name, position, type, nullCount, distinctCount, min: null, max: null };
}

const isOrdered = (column: SchemaColumn) => column.type !== 'text' && column.type !== 'boolean';
const isNumber = (column: SchemaColumn) => column.type === 'integer' || column.type === 'decimal';

function aggregates(column: SchemaColumn, distinct: (name: string) => string): string[] {
  const name = quoteName(column.name);
  const ordered = isOrdered(column);
  return [
    `count(${name})`,
    distinct(name),
    ordered ? `CAST(min(${name}) AS VARCHAR)` : 'NULL',
    ordered ? `CAST(max(${name}) AS VARCHAR)` : 'NULL',
    isNumber(column) ? `avg(${name})` : 'NULL',
    column.type === 'text' ? `max(length(${name}))` : 'NULL',
  ];
}

function readFacts(column: SchemaColumn, position: number, facts: readonly Json[], rowCount: number): ColumnProfile {
  const [cells, distinct, min = null, max = null, mean = null, maxLength = null] = facts;
  return {
    name: column.name,
    position,
    type: column.type,
    nullCount: rowCount - Number(cells),
    distinctCount: Math.min(Number(distinct), Number(cells)),
    min: toCell(min, column.type),
    max: toCell(max, column.type),
    ...(mean === null ? {} : { mean: Number(mean) }),
    ...(maxLength === null ? {} : { maxLength: Number(maxLength) }),
  };
}

async function detail(
  session: Session,
  from: string,
  column: SchemaColumn,
  basic: ColumnProfile,
): Promise<Partial<ColumnProfile>> {
  if (basic.nullCount > 0 && basic.distinctCount === 0) return {};
  if (!isOrdered(column)) return basic.distinctCount <= fewValues ? await categories(session, from, column) : {};
  const { min, max } = basic;
  if (min === null || max === null) return {};
  const histogram = isNumber(column)
    ? await numberBins(session, from, column, { min: Number(min), max: Number(max) })
    : await timeBins(session, from, column, timeUnit(String(min), String(max), column.type === 'datetime'));
  // An unusually fine histogram (years 1 to 9999) says nothing; leave it to the chart.
  return histogram.length <= 150 ? { histogram } : {};
}

async function categories(session: Session, from: string, column: SchemaColumn): Promise<Partial<ColumnProfile>> {
  const name = quoteName(column.name);
  const rows = await session.rows(
    `SELECT left(CAST(value AS VARCHAR), 200), n, count(*) OVER () FROM (
       SELECT ${name} AS value, count(*) AS n FROM ${from} WHERE ${name} IS NOT NULL GROUP BY 1)
     ORDER BY n DESC, value LIMIT 10`,
  );
  const distinctCount = Number(rows[0]?.[2] ?? 0);
  // A column in which nearly every value stands once has no top values.
  const repeats = rows.some(([, count]) => Number(count) > 1);
  const topValues = rows.map(([value, count]) => ({ value: String(value), count: Number(count) }));
  return repeats ? { distinctCount, topValues } : { distinctCount };
}
