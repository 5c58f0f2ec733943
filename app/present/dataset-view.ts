/** What a reader has chosen to see of a table, as it stands in the address of the dataset page. */

import { type Filter, filterOps, parseFilter, parseSort, writeFilter } from '#api/datasets/rules/query.ts';
import { type ChartSpec, chartSpec, type MapSpec, mapSpec } from '#api/datasets/rules/view-spec.ts';
import type { ColumnType } from '#api/ports/tables/port.ts';
import { writtenDay, writtenNo, writtenYes } from '#app/i18n/dataset-typed.ts';

export interface TableView {
  /** Number of the table within the version, from 1. */
  readonly table: number;
  /** Words looked for in every text column. */
  readonly q: string | null;
  /** `column:op:value` each, as the API takes them. */
  readonly filters: readonly string[];
  /** `column` or `-column` each. */
  readonly sort: readonly string[];
  /** Names of the columns shown; none for all. */
  readonly columns: readonly string[];
  readonly page: number;
  /** Where the page before ended: the way on without counting off what lies before. */
  readonly after: string | null;
  readonly size: number;
  /** The column drawn as a chart, where nothing more is said of the chart. */
  readonly chart: string | null;
  readonly plot: ChartSpec | null;
  readonly map: MapSpec | null;
}

export type Op = (typeof filterOps)[number];
export const pageSizes = [20, 50, 100] as const;
export const rowsPerPage = pageSizes[0];
/** Offsets the tables port takes end at 10^9. */
const lastPage = 1_000_000_000 / 100;

export const plainView: TableView = {
  table: 1,
  q: null,
  filters: [],
  sort: [],
  columns: [],
  page: 1,
  after: null,
  size: rowsPerPage,
  chart: null,
  plot: null,
  map: null,
};

const texts = (search: URLSearchParams, name: string, most: number) =>
  [...new Set(search.getAll(name).filter((one) => one !== ''))].slice(0, most);

function whole(search: URLSearchParams, name: string, most: number): number {
  const value = Number(search.get(name) ?? '1');
  return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : 1;
}

export function readView(search: URLSearchParams): TableView {
  const size = Number(search.get('size'));
  const page = whole(search, 'page', lastPage);
  return {
    table: whole(search, 'table', 1000),
    q: search.get('q')?.trim().slice(0, 200) || null,
    filters: texts(search, 'filter', 20),
    sort: texts(search, 'sort', 5),
    columns: texts(search, 'columns', 2000),
    page,
    after: page === 1 ? null : search.get('after') || null,
    size: pageSizes.find((one) => one === size) ?? rowsPerPage,
    chart: search.get('chart') || null,
    plot: readPlot(search),
    map: readMap(search),
  };
}

/** What is asked for as it stands in the address; null where there is none, or none that could be one. */
function readPlot(search: URLSearchParams): ChartSpec | null {
  const kind = search.get('plot');
  if (kind === null) return null;
  const bins = search.get('bins');
  const asked = chartSpec.safeParse({
    kind,
    x: search.get('x') ?? '',
    unit: search.get('unit') || null,
    bins: bins === null || bins === '' ? null : Number(bins),
    measure: search.get('measure') || undefined,
    y: search.get('y') || null,
    series: search.get('series') || null,
  });
  return asked.success ? asked.data : null;
}

function readMap(search: URLSearchParams): MapSpec | null {
  const by = search.get('map');
  if (by === null) return null;
  const asked = mapSpec.safeParse({
    by,
    column: search.get('map_column') || null,
    measure: search.get('map_measure') || undefined,
    y: search.get('map_y') || null,
  });
  return asked.success ? asked.data : null;
}

/** The selection as the rows and download addresses of the API take it. */
export function selectionQuery(
  view: Pick<TableView, 'filters' | 'sort' | 'columns'> & Partial<Pick<TableView, 'table' | 'q'>>,
) {
  return {
    ...(view.table === undefined || view.table === 1 ? {} : { table: view.table }),
    ...(view.q === undefined || view.q === null ? {} : { q: view.q }),
    filter: view.filters,
    sort: view.sort,
    columns: view.columns,
  };
}

export const plotQuery = (plot: ChartSpec | null) => ({
  plot: plot?.kind ?? null,
  x: plot?.x ?? null,
  unit: plot?.unit ?? null,
  bins: plot?.bins ?? null,
  measure: plot === null || plot.measure === 'count' ? null : plot.measure,
  y: plot?.y ?? null,
  series: plot?.series ?? null,
});

export const mapQuery = (map: MapSpec | null) => ({
  map: map?.by ?? null,
  map_column: map?.column ?? null,
  map_measure: map === null || map.measure === 'count' ? null : map.measure,
  map_y: map?.y ?? null,
});

export function viewQuery(view: TableView) {
  return {
    ...selectionQuery(view),
    page: view.page === 1 ? null : view.page,
    after: view.page === 1 ? null : view.after,
    size: view.size === rowsPerPage ? null : view.size,
    chart: view.chart,
    ...plotQuery(view.plot),
    ...mapQuery(view.map),
  };
}

export const isNarrowed = (view: TableView): boolean =>
  view.q !== null || view.filters.length + view.sort.length + view.columns.length > 0;

/** The same question from its first page: what every change of it asks for. */
const fromTop = { page: 1, after: null } as const;

/** A click on a head: up, down, then the file's own order again. */
export function sortedBy(view: TableView, column: string): TableView {
  const now = directionOf(view, column);
  const sort = now === null ? [column] : now === 'asc' ? [`-${column}`] : [];
  return { ...view, ...fromTop, sort };
}

export function directionOf(view: TableView, column: string): 'asc' | 'desc' | null {
  const first = view.sort[0];
  if (first === undefined) return null;
  const sort = parseSort(first);
  return sort.column === column ? sort.dir : null;
}

export function withFilter(view: TableView, filter: string): TableView {
  return { ...view, ...fromTop, filters: [...new Set([...view.filters, filter])] };
}

export function withoutFilter(view: TableView, filter: string): TableView {
  return { ...view, ...fromTop, filters: view.filters.filter((one) => one !== filter) };
}

export const withoutFilters = (view: TableView): TableView => ({ ...view, ...fromTop, filters: [], q: null });

/** A filter of the address as its parts, or null when it is not written as one. */
export function partsOf(filter: string): Filter | null {
  try {
    return parseFilter(filter);
  } catch {
    return null;
  }
}

export const needsValue = (op: Op): boolean => op !== 'isnull' && op !== 'notnull';

/** Operators in the order a reader of such a column looks for them. */
export function opsFor(type: ColumnType): readonly Op[] {
  switch (type) {
    case 'text':
      return ['contains', 'eq', 'ne', 'starts', 'ends', 'in', 'isnull', 'notnull'];
    case 'boolean':
      return ['eq', 'isnull', 'notnull'];
    case 'date':
    case 'datetime':
      return ['gte', 'lte', 'between', 'eq', 'contains', 'isnull', 'notnull'];
    default:
      return ['eq', 'gte', 'lte', 'between', 'gt', 'lt', 'ne', 'isnull', 'notnull'];
  }
}

/** Every operator a form without script offers. */
export const allOps: readonly Op[] = [
  'contains',
  'eq',
  'ne',
  'gte',
  'lte',
  'gt',
  'lt',
  'starts',
  'ends',
  'in',
  'isnull',
  'notnull',
];

export type FormFault = 'no_column' | 'no_value' | 'not_number' | 'not_date' | 'not_boolean';

export type Asked =
  | { readonly ok: true; readonly filter: string }
  | {
      readonly ok: false;
      readonly fault: FormFault;
      readonly typed: { column: string; op: Op; value: string; to?: string };
    };

/**
 * The filter that the form (`column`, `op`, `value`) asks to add, put as the column's type takes it; null when the form was
 * not sent.
 */
export function askedFilter(
  search: URLSearchParams,
  columns: readonly { readonly name: string; readonly type: ColumnType }[],
): Asked | null {
  const name = search.get('column');
  if (name === null) return null;
  const given = search.get('op') ?? 'eq';
  const op: Op = filterOps.find((one) => one === given) ?? 'eq';
  const value = (search.get('value') ?? '').trim();
  const typed = { column: name, op, value };
  const column = columns.find((one) => one.name === name);
  if (column === undefined) return { ok: false, fault: 'no_column', typed };
  if (!needsValue(op)) return { ok: true, filter: writeFilter({ column: name, op }) };
  if (value === '') return { ok: false, fault: 'no_value', typed };
  if (op === 'between') {
    const to = (search.get('to') ?? '').trim();
    const ends = [value, to].map((end) =>
      end === '' ? ({ fault: 'no_value' } as const) : valueFor(column.type, op, end),
    );
    const faulty = ends.find((end) => 'fault' in end);
    if (faulty !== undefined && 'fault' in faulty) return { ok: false, fault: faulty.fault, typed: { ...typed, to } };
    const values = ends.flatMap((end) => ('value' in end ? [end.value] : []));
    return { ok: true, filter: writeFilter({ column: name, op, value: values }) };
  }
  if (op === 'in' || op === 'not_in') {
    const values = value.split(/[|,，、;；\n]/u).map((one) => one.trim());
    return {
      ok: true,
      filter: writeFilter({ column: name, op, value: values.filter((one) => one !== '').slice(0, 200) }),
    };
  }
  const put = valueFor(column.type, op, value);
  if ('fault' in put) return { ok: false, fault: put.fault, typed };
  return { ok: true, filter: writeFilter({ column: name, op, value: put.value }) };
}

function valueFor(type: ColumnType, op: Op, typed: string): { value: string } | { fault: FormFault } {
  if (op === 'contains' || op === 'starts' || op === 'ends' || type === 'text') return { value: typed };
  const plain = typed.normalize('NFKC').trim();
  switch (type) {
    case 'boolean': {
      if (writtenYes.test(plain)) return { value: 'true' };
      return writtenNo.test(plain) ? { value: 'false' } : { fault: 'not_boolean' };
    }
    case 'date':
    case 'datetime': {
      const value = dayOrInstant(plain, type === 'datetime');
      return value === null ? { fault: 'not_date' } : { value };
    }
    default: {
      const value = plain.replace(/[,\s]/g, '').replace(/^\+/, '');
      return /^-?\d+(\.\d+)?([eE][-+]?\d{1,3})?$/.test(value) ? { value } : { fault: 'not_number' };
    }
  }
}

/** A day as people write it (a month or year for its first day), with a clock or without, as ISO 8601. */
function dayOrInstant(typed: string, clock: boolean): string | null {
  const match = writtenDay.exec(typed);
  if (match === null) return null;
  const [, y, m = '1', d = '1', hour, minute, second = '00'] = match;
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const real = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== day) return null;
  if (hour === undefined) return day;
  if (!clock || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${day}T${hour.padStart(2, '0')}:${minute}:${second}`;
}
