/** Figures for a simple chart of one column. */
import type { Session } from '#api/ports/tables/engine.ts';
import { numberBins, timeBins, timeUnit } from '#api/ports/tables/histogram.ts';
import type { Chart } from '#api/ports/tables/port.ts';
import { findColumn, readSchema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

const maxBars = 12;

export async function drawChart(
  session: Session,
  path: string,
  query: { readonly column: string; readonly kind?: Chart['kind'] },
): Promise<Chart> {
  const schema = await readSchema(session, path);
  const column = findColumn(schema, query.column);
  const from = parquetSource(path);
  const name = quoteName(column.name);
  const [facts = []] = await session.rows(
    `SELECT count(${name}), CAST(min(${name}) AS VARCHAR), CAST(max(${name}) AS VARCHAR) FROM ${from}`,
  );
  const cells = Number(facts[0]);
  const kind = kindFor(column, query.kind);
  const common = { kind, column: column.name, nullCount: schema.rowCount - cells, total: schema.rowCount };
  if (kind === 'bars') return { ...common, ...(await bars(session, from, name, cells)) };
  if (cells === 0) return { ...common, otherCount: 0, bins: [] };
  const [min, max] = [String(facts[1]), String(facts[2])];
  if (kind === 'histogram') {
    const bins = await numberBins(session, from, column, { min: Number(min), max: Number(max) });
    return { ...common, otherCount: 0, bins };
  }
  const unit = timeUnit(min, max, column.type === 'datetime');
  return { ...common, otherCount: 0, unit, bins: await timeBins(session, from, column, unit) };
}

/** The asked kind where the column can be drawn so, else the kind that suits it. */
function kindFor(column: SchemaColumn, asked: Chart['kind'] | undefined): Chart['kind'] {
  if (asked === 'bars') return 'bars';
  if (column.type === 'integer' || column.type === 'decimal') return 'histogram';
  return column.type === 'date' || column.type === 'datetime' ? 'timeline' : 'bars';
}

async function bars(session: Session, from: string, name: string, cells: number) {
  const rows = await session.rows(
    `SELECT left(CAST(value AS VARCHAR), 200), n FROM (
       SELECT ${name} AS value, count(*) AS n FROM ${from} WHERE ${name} IS NOT NULL GROUP BY 1)
     ORDER BY n DESC, value LIMIT ${maxBars}`,
  );
  const counted = rows.map(([value, count]) => ({ value: String(value), count: Number(count) }));
  return { bars: counted, otherCount: cells - counted.reduce((sum, bar) => sum + bar.count, 0) };
}
