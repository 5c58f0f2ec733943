/** Parameters of OGC API Features and Records: what may be asked and how it is read. */
import { isDay } from '#api/kernel/time.ts';
import { refuse } from '../refusals.ts';

export const maxLimit = 10_000;
export const defaultLimit = 1000;
/** Records are larger than features and are read one by one by people's tools. */
export const maxRecords = 500;
export const defaultRecords = 50;

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The one value of a parameter; null where it is not given. Refuses one that is repeated. */
export function one(query: Query, name: string): string | null {
  const value = query[name];
  if (value === undefined || value === '') return null;
  if (typeof value !== 'string') throw refuse('interfaces.bad_parameter', { name, expected: 'one value' });
  return value;
}

/** More than the maximum is the maximum (17-069r4, requirement fc-limit-response-1), nothing at all is wrong. */
export function limitOf(query: Query, usual: number, most: number): number {
  const text = one(query, 'limit');
  if (text === null) return usual;
  if (!/^[1-9]\d{0,9}$/.test(text)) throw refuse('interfaces.bad_parameter', { name: 'limit', expected: `1–${most}` });
  return Math.min(Number(text), most);
}

export type Box = readonly [west: number, south: number, east: number, north: number];

/** Four numbers, or six with heights, which our places do not have. */
export function boxOf(query: Query): Box | null {
  const text = one(query, 'bbox');
  if (text === null) return null;
  const numbers = text.split(',').map((part) => (/^\s*-?\d+(\.\d+)?\s*$/.test(part) ? Number(part) : Number.NaN));
  const [west, south, east, north] = numbers.length === 6 ? [0, 1, 3, 4].map((at) => numbers[at]) : numbers;
  const sound =
    (numbers.length === 4 || numbers.length === 6) &&
    numbers.every(Number.isFinite) &&
    Math.abs(south ?? 91) <= 90 &&
    Math.abs(north ?? 91) <= 90 &&
    (south ?? 0) <= (north ?? 0);
  if (!sound || west === undefined || south === undefined || east === undefined || north === undefined)
    throw refuse('interfaces.bad_parameter', { name: 'bbox', expected: 'west,south,east,north (CRS84)' });
  return [west, south, east, north];
}

export interface Span {
  /** A day or an instant, inclusive; null for an open end. */
  readonly from: string | null;
  readonly to: string | null;
}

/** An instant, or an interval whose ends may be open (`..` or nothing). */
export function spanOf(query: Query): Span | null {
  const text = one(query, 'datetime');
  if (text === null) return null;
  const bad = () =>
    refuse('interfaces.bad_parameter', {
      name: 'datetime',
      expected: '2026-01-01, 2026-01-01/2026-12-31, ../2026-12-31',
    });
  const ends = text.split('/');
  const read = (end: string): string | null => {
    if (end === '' || end === '..') return null;
    const [, day = '', time] =
      /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(end) ?? [];
    if (!isDay(day) || (time !== undefined && Number.isNaN(Date.parse(end)))) throw bad();
    return end;
  };
  const [first = '', second] = ends;
  if (ends.length > 2) throw bad();
  if (second === undefined) {
    const at = read(first);
    if (at === null) throw bad();
    return { from: at, to: at };
  }
  const span = { from: read(first), to: read(second) };
  if (span.from === null && span.to === null) throw bad();
  if (span.from !== null && span.to !== null && span.from > span.to) throw bad();
  return span;
}

/** Where a page goes on: the row before it, and how many match in all, so that it is counted once. */
export interface Cursor {
  readonly after: number;
  readonly matched: number;
}

export function cursorOf(query: Query): Cursor | null {
  const text = one(query, 'cursor');
  if (text === null) return null;
  const [, after, matched] = /^(\d{1,12})-(\d{1,12})$/.exec(text) ?? [];
  if (after === undefined || matched === undefined)
    throw refuse('interfaces.bad_parameter', { name: 'cursor', expected: 'the link rel=next' });
  return { after: Number(after), matched: Number(matched) };
}

/** Refuses what the interface does not know: a misspelt filter must not answer everything (requirement query-param-unknown). */
export function requireKnown(query: Query, known: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown !== undefined) throw refuse('interfaces.unknown_parameter', { name: unknown.slice(0, 100) });
}

/** `301001-000127-1`: classification, sequence and table, without the slash that a path could not keep. */
export const collectionId = (code: string, table: number): string => `${code.replace('/', '-')}-${table}`;

export function tableOfCollection(id: string): { readonly code: string; readonly table: number } | null {
  const [, classification, sequence, table] = /^([123]\d{5}[0-9A-Z]{0,12})-(\d{1,10})-([1-9]\d{0,4})$/.exec(id) ?? [];
  if (classification === undefined || sequence === undefined) return null;
  return { code: `${classification}/${sequence}`, table: Number(table) };
}
