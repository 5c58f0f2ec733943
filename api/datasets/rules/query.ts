/** How filters and sorting stand in an address: `filter=column:op:value` (repeated), `sort=column` or `sort=-column`. */
import { refuse } from './refusals.ts';

export const filterOps = [
  'eq',
  'ne',
  'contains',
  'starts',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'isnull',
  'notnull',
] as const;
export type FilterOp = (typeof filterOps)[number];

export interface Filter {
  readonly column: string;
  readonly op: FilterOp;
  readonly value?: string | readonly string[];
}

const written = new RegExp(`^(.+?):(${filterOps.join('|')})(?::(.*))?$`, 's');

/** Refuses `datasets.bad_filter`. Values of `in` are separated by `|`. */
export function parseFilter(text: string): Filter {
  const [, column, op, value] = (written.exec(text) ?? []) as [string?, string?, FilterOp?, string?];
  const bare = op === 'isnull' || op === 'notnull';
  if (column === undefined || op === undefined || bare !== (value === undefined))
    throw refuse('datasets.bad_filter', { filter: text.slice(0, 100), ops: filterOps.join(' ') });
  if (value === undefined) return { column, op };
  return { column, op, value: op === 'in' ? value.split('|') : value };
}

export function writeFilter({ column, op, value }: Filter): string {
  if (value === undefined) return `${column}:${op}`;
  return `${column}:${op}:${typeof value === 'string' ? value : value.join('|')}`;
}

export function parseSort(text: string): { column: string; dir: 'asc' | 'desc' } {
  return text.startsWith('-') ? { column: text.slice(1), dir: 'desc' } : { column: text, dir: 'asc' };
}
