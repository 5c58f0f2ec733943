/** Bins that a reader can name: steps of 1, 2 or 5 times a power of ten, or whole hours, days, months, years. */
import type { Session } from '#api/ports/tables/engine.ts';
import type { Bin, Chart } from '#api/ports/tables/port.ts';
import type { SchemaColumn } from '#api/ports/tables/schema.ts';
import { quoteName } from '#api/ports/tables/sql.ts';

export type TimeUnit = NonNullable<Chart['unit']>;

/** The step that cuts a range into at most `most` bins. */
export function niceStep(min: number, max: number, most: number, whole: boolean): number {
  const raw = (max - min) / most;
  if (!(raw > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw) ?? raw;
  return whole ? Math.max(1, Math.round(step)) : step;
}

export async function numberBins(
  session: Session,
  from: string,
  column: SchemaColumn,
  range: { readonly min: number; readonly max: number },
): Promise<Bin[]> {
  const step = niceStep(range.min, range.max, 20, column.type === 'integer');
  const value = `CAST(${quoteName(column.name)} AS DOUBLE)`;
  const rows = await session.rows(
    `SELECT CAST(floor(${value} / CAST($1 AS DOUBLE)) AS BIGINT) AS bin, count(*) FROM ${from}
     WHERE ${value} IS NOT NULL GROUP BY bin ORDER BY bin`,
    [String(step)],
  );
  const counts = new Map(rows.map(([bin, count]) => [Number(bin), Number(count)]));
  const numbers = [...counts.keys()];
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  // Decimal steps such as 0.1 are not exact in binary; 12 digits are enough to name a border.
  const border = (index: number) => Number((index * step).toPrecision(12));
  return Array.from({ length: numbers.length === 0 ? 0 : last - first + 1 }, (_, i) => ({
    from: border(first + i),
    to: border(first + i + 1),
    count: counts.get(first + i) ?? 0,
  }));
}

const dayMs = 86_400_000;

/** Hours up to three days, days up to a quarter, months up to ten years, then years. */
export function timeUnit(min: string, max: string, hasClock: boolean): TimeUnit {
  const days = (Date.parse(`${max.slice(0, 10)}T00:00:00Z`) - Date.parse(`${min.slice(0, 10)}T00:00:00Z`)) / dayMs;
  if (hasClock && days <= 3) return 'hour';
  if (days <= 92) return 'day';
  return days <= 3660 ? 'month' : 'year';
}

/** Counts by unit; units without rows are left out (a table may reach from year 1 to 9999). */
export async function timeBins(session: Session, from: string, column: SchemaColumn, unit: TimeUnit): Promise<Bin[]> {
  const start = `date_trunc('${unit}', CAST(${quoteName(column.name)} AS TIMESTAMP))`;
  const form = unit === 'hour' ? '%Y-%m-%dT%H:%M:%S' : '%Y-%m-%d';
  const rows = await session.rows(
    `SELECT strftime(bin, '${form}'), strftime(bin + INTERVAL 1 ${unit}, '${form}'), n
     FROM (SELECT ${start} AS bin, count(*) AS n FROM ${from} WHERE ${quoteName(column.name)} IS NOT NULL GROUP BY 1)
     ORDER BY bin`,
  );
  return rows.map(([lower, upper, count]) => ({ from: String(lower), to: String(upper), count: Number(count) }));
}
