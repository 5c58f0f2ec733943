/**
 * How a question stands in an address: `filter=column:op:value`, `sort=-column`, `group=column:month`, `measure=sum:column`,
 * each repeated as often as needed.
 */
import { filterOps, measureFns, timeUnits } from './codes.ts';
import { refuse } from './refusals.ts';

export { filterOps };
export type FilterOp = (typeof filterOps)[number];

export interface Filter {
  readonly column: string;
  readonly op: FilterOp;
  readonly value?: string | readonly string[];
}

export interface Sort {
  readonly column: string;
  readonly dir: 'asc' | 'desc';
  readonly nulls?: 'first' | 'last';
}

export interface Group {
  readonly column: string;
  readonly unit?: (typeof timeUnits)[number];
  readonly bins?: number;
}

export interface Measure {
  readonly fn: (typeof measureFns)[number];
  readonly column?: string;
}

const written = new RegExp(`^(.+?):(${filterOps.join('|')})(?::(.*))?$`, 's');
const listed: ReadonlySet<FilterOp> = new Set(['in', 'not_in', 'between']);

/** Refuses `datasets.bad_filter`. Values of `in` and `not_in`, and the ends of `between`, are separated by `|`. */
export function parseFilter(text: string): Filter {
  const [, column, op, value] = (written.exec(text) ?? []) as [string?, string?, FilterOp?, string?];
  const bare = op === 'isnull' || op === 'notnull';
  if (column === undefined || op === undefined || bare !== (value === undefined))
    throw refuse('datasets.bad_filter', { filter: text.slice(0, 100), ops: filterOps.join(' ') });
  if (value === undefined) return { column, op };
  return { column, op, value: listed.has(op) ? value.split('|') : value };
}

export function writeFilter({ column, op, value }: Filter): string {
  if (value === undefined) return `${column}:${op}`;
  return `${column}:${op}:${typeof value === 'string' ? value : value.join('|')}`;
}

/** `column`, `-column`, with `:nulls_first` or `:nulls_last` behind where it matters. */
export function parseSort(text: string): Sort {
  const [, minus, column = text, nulls] = /^(-?)(.*?)(?::nulls_(first|last))?$/s.exec(text) ?? [];
  const dir = minus === '-' ? 'desc' : 'asc';
  return nulls === undefined ? { column, dir } : { column, dir, nulls: nulls as 'first' | 'last' };
}

const writtenGroup = new RegExp(`^(.+?)(?::(${timeUnits.join('|')})|:bins:(\\d{1,3}))?$`, 's');

/** `column`, `column:month`, `column:bins:20`. Refuses `datasets.bad_group`. */
export function parseGroup(text: string): Group {
  const [, column, unit, bins] = writtenGroup.exec(text) ?? [];
  if (column === undefined) throw refuse('datasets.bad_group', { group: text.slice(0, 100) });
  if (unit !== undefined) return { column, unit: unit as (typeof timeUnits)[number] };
  return bins === undefined ? { column } : { column, bins: Number(bins) };
}

const writtenMeasure = new RegExp(`^(${measureFns.join('|')})(?::(.+))?$`, 's');

/** `count`, `sum:column`. Refuses `datasets.bad_measure`. */
export function parseMeasure(text: string): Measure {
  const [, fn, column] = writtenMeasure.exec(text) ?? [];
  if (fn === undefined)
    throw refuse('datasets.bad_measure', { measure: text.slice(0, 100), fns: measureFns.join(' ') });
  return column === undefined ? { fn: fn as Measure['fn'] } : { fn: fn as Measure['fn'], column };
}
