/** Which column of a table is worth a first look, and how it is drawn. */
import type { EntryItem } from '#api/catalog/rules/entry.ts';
import type { TimeUnit } from '#api/datasets/rules/view-spec.ts';
import type { ColumnType } from '#api/ports/tables/port.ts';
import { namesACode } from '#app/i18n/dataset-typed.ts';

export interface ChartableColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly stats: {
    readonly null_count: number;
    readonly distinct_count: number;
    readonly top_values?: readonly { readonly count: number }[] | undefined;
  };
}

/** Bars shown of a column with categories (the tables port gives at most so many). */
const maxBars = 12;

/** Digits that name something are counted as categories, not drawn as amounts. */
export function isCategory(column: ChartableColumn, item: EntryItem | null): boolean {
  if (column.type === 'text' || column.type === 'boolean') return true;
  if (column.type !== 'integer') return false;
  if (item?.data_type === 'C' || namesACode.test(column.name)) return true;
  return column.stats.distinct_count <= 2;
}

/**
 * Time before categories before amounts: a reader first wants to know of when, then of what. Columns in which every value
 * is another, or all are the same, show nothing. Null for a table without columns.
 */
export function defaultChartColumn(
  columns: readonly ChartableColumn[],
  rows: number,
  itemOf: (name: string) => EntryItem | null,
): string | null {
  let best: { name: string; score: number } | null = null;
  for (const column of columns) {
    const score = scoreOf(column, rows, itemOf(column.name));
    if (best === null || score > best.score) best = { name: column.name, score };
  }
  return best?.name ?? null;
}

function scoreOf(column: ChartableColumn, rows: number, item: EntryItem | null): number {
  const { distinct_count: distinct, null_count: nulls } = column.stats;
  const filled = rows === 0 ? 0 : 1 - nulls / rows;
  if (distinct < 2) return filled - 10;
  if (isCategory(column, item)) {
    if (distinct >= rows * 0.9) return filled - 5;
    // Two or three kinds are told in a sentence; a picture is for more.
    const base = distinct <= 3 ? 3 : distinct <= maxBars ? 6 : distinct <= 60 ? 4 : 0;
    return base + filled - (isEven(column) ? 2 : 0);
  }
  if (column.type === 'date' || column.type === 'datetime') return 5 + filled;
  return (distinct > 10 ? 5.5 : 2) + filled;
}

/** Bars of the same length tell only that there are so many. */
function isEven({ stats }: ChartableColumn): boolean {
  const counts = (stats.top_values ?? []).map((one) => one.count);
  return counts.length > 1 && Math.max(...counts) < 1.25 * Math.min(...counts);
}

/** The start of each unit from the first to the last, so that empty days, months and years show as gaps. */
export function withGaps<T extends { readonly from: string | number; readonly count: number }>(
  bins: readonly T[],
  unit: TimeUnit,
  most = 400,
): { readonly from: string; readonly count: number }[] {
  const known = new Map(bins.map((bin) => [String(bin.from), bin.count]));
  const plain = bins.map((bin) => ({ from: String(bin.from), count: bin.count }));
  const [first, last] = [plain[0]?.from, plain.at(-1)?.from];
  if (first === undefined || last === undefined) return plain;
  const filled: { from: string; count: number }[] = [];
  for (let at = first; at <= last; at = next(at, unit)) {
    if (filled.length >= most) return plain;
    filled.push({ from: at, count: known.get(at) ?? 0 });
  }
  return filled.length < plain.length ? plain : filled;
}

function next(from: string, unit: TimeUnit): string {
  const date = new Date(`${from.slice(0, 10)}T${from.length > 10 ? from.slice(11) : '00:00:00'}Z`);
  if (unit === 'hour') date.setUTCHours(date.getUTCHours() + 1);
  if (unit === 'day') date.setUTCDate(date.getUTCDate() + 1);
  if (unit === 'week') date.setUTCDate(date.getUTCDate() + 7);
  if (unit === 'quarter') date.setUTCMonth(date.getUTCMonth() + 3);
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + 1);
  if (unit === 'year') date.setUTCFullYear(date.getUTCFullYear() + 1);
  return from.length > 10 ? date.toISOString().slice(0, 19) : date.toISOString().slice(0, 10);
}

/** The name of a unit of time on an axis. */
export function unitLabel(from: string, unit: TimeUnit): string {
  if (unit === 'year') return from.slice(0, 4);
  if (unit === 'month') return from.slice(0, 7);
  if (unit === 'quarter') return `${from.slice(0, 4)} Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`;
  return unit === 'day' || unit === 'week' ? from.slice(0, 10) : from.slice(5, 16).replace('T', ' ');
}

/** The name of a range: `4` where it holds one whole number, `800–899` for whole numbers, `0–2.5` (upper end excluded) else. */
export function rangeLabel(from: number, to: number, whole: boolean): string {
  if (whole && to - from === 1) return String(from);
  return whole ? `${from}–${to - 1}` : `${from}–${to}`;
}
