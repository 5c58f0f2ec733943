/** Rows as CKAN's datastore writes them: an `_id` from 1, PostgreSQL's names of types, numbers as numbers. */
import { refuse } from './refusals.ts';

export type Value = string | number | boolean | null;

const types: Readonly<Record<string, string>> = {
  text: 'text',
  integer: 'int8',
  decimal: 'numeric',
  date: 'date',
  datetime: 'timestamp',
  boolean: 'bool',
};
export const ckanType = (type: string): string => types[type] ?? 'text';

/** Decimals come as digits; as a JSON number they stand where a double holds every digit of them. */
export function ckanValue(value: Value, type: string): Value {
  if (type !== 'decimal' || typeof value !== 'string') return value;
  const digits = value.replace(/[-.]/g, '').replace(/^0+/, '').length;
  return digits <= 15 && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

/** DuckDB's names of types in PostgreSQL's. */
export function sqlType(type: string): string {
  if (/^(DECIMAL|NUMERIC|HUGEINT|UHUGEINT)/.test(type)) return 'numeric';
  if (/^(DOUBLE|FLOAT|REAL)/.test(type)) return 'float8';
  if (/^U?(TINY|SMALL|BIG)?INT(EGER)?$/.test(type)) return 'int8';
  if (type.startsWith('TIMESTAMP')) return 'timestamp';
  return { DATE: 'date', BOOLEAN: 'bool', TIME: 'time' }[type] ?? 'text';
}

/** Digits of whole and decimal numbers as numbers where a double holds them. */
export function sqlValue(value: unknown, type: string): unknown {
  const kind = sqlType(type);
  if (typeof value !== 'string' || (kind !== 'numeric' && kind !== 'int8')) return value ?? null;
  return ckanValue(value, 'decimal');
}

export interface Filtering {
  readonly filters: readonly FilterLike[];
  /** The one row asked for by `_id`, from 1. */
  readonly row: number | null;
}
export interface FilterLike {
  readonly column: string;
  readonly op: 'eq' | 'in' | 'isnull' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains';
  readonly value?: string | number | boolean | readonly (string | number | boolean)[];
}

const comparisons = { gt: 'gt', gte: 'gte', lt: 'lt', lte: 'lte', eq: 'eq', in: 'in' } as const;

/** `{column: value}`, `{column: [one, of, these]}`, `{column: {"gte": a, "lt": b}}`. */
export function readFilters(filters: Readonly<Record<string, unknown>>): Filtering {
  const found: FilterLike[] = [];
  let row: number | null = null;
  for (const [column, value] of Object.entries(filters)) {
    if (column === '_id') {
      const number = Number(Array.isArray(value) && value.length === 1 ? value[0] : value);
      if (!Number.isInteger(number) || number < 1 || Object.keys(filters).length > 1) throw refuse('ckan.row_filter');
      row = number;
    } else if (Array.isArray(value)) found.push({ column, op: 'in', value: value.map((one) => scalar(column, one)) });
    else if (value === null) found.push({ column, op: 'isnull' });
    else if (typeof value === 'object') {
      for (const [word, bound] of Object.entries(value)) {
        const op = comparisons[word as keyof typeof comparisons];
        if (op === undefined) throw refuse('ckan.bad_query', { near: `${column}.${word}`.slice(0, 60) });
        const list = op === 'in' && Array.isArray(bound) ? bound.map((one) => scalar(column, one)) : null;
        found.push({ column, op, value: list ?? scalar(column, bound) });
      }
    } else found.push({ column, op: 'eq', value: scalar(column, value) });
  }
  return { filters: found, row };
}

function scalar(column: string, value: unknown): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw refuse('ckan.bad_query', { near: column.slice(0, 60) });
}

/** `column desc, "other column" asc`; a column may hold spaces, which then ends in asc or desc or stands alone. */
export function readSort(text: string): { column: string; dir: 'asc' | 'desc' }[] {
  return splitSort(text).map((part) => {
    const [, quoted, bare = '', way = 'asc'] =
      /^(?:"((?:[^"]|"")+)"|(.+?))(?:\s+(asc|desc))?(?:\s+nulls\s+(?:first|last))?$/is.exec(part) ?? [];
    const column = quoted?.replaceAll('""', '"') ?? bare;
    return { column, dir: way.toLowerCase() === 'desc' ? 'desc' : 'asc' };
  });
}

function splitSort(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"]|"")*"|[^,"])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** A cell for CSV (RFC 4180). What a spreadsheet would run as a formula is made text by `guard`. */
export function csvLine(cells: readonly Value[], separator: ',' | '\t', guard: (text: string) => string): string {
  const written = cells.map((cell) => {
    if (cell === null) return '';
    const text = typeof cell === 'string' ? guard(cell) : String(cell);
    return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${written.join(separator)}\r\n`;
}

/** Names of columns as XML takes them, each once. */
export function xmlNames(columns: readonly string[]): string[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const plain = column
      .normalize('NFC')
      .replace(/\s+/g, '_')
      .replace(/[^\p{L}\p{N}_.-]/gu, '')
      .replace(/^(?:xml|[\p{N}.-])+/iu, '');
    const name = plain === '' ? 'column' : plain;
    let unique = name;
    for (let i = 1; taken.has(unique); i++) unique = `${name}_${i}`;
    taken.add(unique);
    return unique;
  });
}

/** Text between tags. Characters that XML 1.0 has no way to write are left out. */
export function xmlText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 section 2.2 excludes exactly these
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '&#13;')
  );
}
