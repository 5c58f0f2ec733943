/** What a reader has chosen to see of a table, as it stands in the address of the dataset page. */

import { type Filter, filterOps, parseFilter, parseSort, writeFilter } from '#api/datasets/rules/query.ts';
import type { ColumnType } from '#api/ports/tables/port.ts';
import { writtenDay, writtenNo, writtenYes } from '#app/i18n/dataset-typed.ts';

export interface TableView {
  /** `column:op:value` each, as the API takes them. */
  readonly filters: readonly string[];
  /** `column` or `-column` each. */
  readonly sort: readonly string[];
  /** Names of the columns shown; none for all. */
  readonly columns: readonly string[];
  readonly page: number;
  /** The column drawn as a chart. */
  readonly chart: string | null;
}

export type Op = (typeof filterOps)[number];
export const rowsPerPage = 20;
/** Offsets the tables port takes end at 10^9. */
const lastPage = 1_000_000_000 / rowsPerPage;

const texts = (search: URLSearchParams, name: string, most: number) =>
  [...new Set(search.getAll(name).filter((one) => one !== ''))].slice(0, most);

export function readView(search: URLSearchParams): TableView {
  const page = Number(search.get('page') ?? '1');
  return {
    filters: texts(search, 'filter', 20),
    sort: texts(search, 'sort', 5),
    columns: texts(search, 'columns', 2000),
    page: Number.isInteger(page) && page >= 1 ? Math.min(page, lastPage) : 1,
    chart: search.get('chart') || null,
  };
}

/** The selection as the rows and download addresses of the API take it. */
export function selectionQuery(view: Pick<TableView, 'filters' | 'sort' | 'columns'>) {
  return { filter: view.filters, sort: view.sort, columns: view.columns };
}

export function viewQuery(view: TableView) {
  return { ...selectionQuery(view), page: view.page === 1 ? null : view.page, chart: view.chart };
}

export const isNarrowed = (view: TableView): boolean =>
  view.filters.length + view.sort.length + view.columns.length > 0;

/** A click on a head: up, down, then the file's own order again. */
export function sortedBy(view: TableView, column: string): TableView {
  const now = directionOf(view, column);
  const sort = now === null ? [column] : now === 'asc' ? [`-${column}`] : [];
  return { ...view, sort, page: 1 };
}

export function directionOf(view: TableView, column: string): 'asc' | 'desc' | null {
  const first = view.sort[0];
  if (first === undefined) return null;
  const sort = parseSort(first);
  return sort.column === column ? sort.dir : null;
}

export function withFilter(view: TableView, filter: string): TableView {
  return { ...view, filters: [...new Set([...view.filters, filter])], page: 1 };
}

export function withoutFilter(view: TableView, filter: string): TableView {
  return { ...view, filters: view.filters.filter((one) => one !== filter), page: 1 };
}

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
      return ['contains', 'eq', 'ne', 'starts', 'isnull', 'notnull'];
    case 'boolean':
      return ['eq', 'isnull', 'notnull'];
    case 'date':
    case 'datetime':
      return ['gte', 'lte', 'eq', 'contains', 'isnull', 'notnull'];
    default:
      return ['eq', 'gte', 'lte', 'gt', 'lt', 'ne', 'isnull', 'notnull'];
  }
}

/** Every operator a form without script offers. */
export const allOps: readonly Op[] = ['contains', 'eq', 'ne', 'gte', 'lte', 'gt', 'lt', 'starts', 'isnull', 'notnull'];

export type FormFault = 'no_column' | 'no_value' | 'not_number' | 'not_date' | 'not_boolean';

export type Asked =
  | { readonly ok: true; readonly filter: string }
  | { readonly ok: false; readonly fault: FormFault; readonly typed: { column: string; op: Op; value: string } };

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
  const put = valueFor(column.type, op, value);
  if ('fault' in put) return { ok: false, fault: put.fault, typed };
  return { ok: true, filter: writeFilter({ column: name, op, value: put.value }) };
}

function valueFor(type: ColumnType, op: Op, typed: string): { value: string } | { fault: FormFault } {
  if (op === 'contains' || op === 'starts' || type === 'text') return { value: typed };
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
