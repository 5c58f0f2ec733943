/** Filters and sorts as SQL: names checked against the schema and quoted, values bound, never written into the text. */
import { isDay } from '#api/kernel/time.ts';
import type { Filter, Selection, Sort } from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { findColumn, type Schema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

export interface Compiled {
  readonly columns: readonly SchemaColumn[];
  /** `WHERE …` or nothing. */
  readonly where: string;
  /** For $1, $2, … in `where`. */
  readonly values: readonly string[];
  /** Without the words ORDER BY; empty in file order. */
  readonly order: string;
}

const maxListed = 200;
const maxValueLength = 1000;
/** Sorting by pinyin costs a key a row; above this many rows texts sort by code point. */
const collateUpTo = 300_000;

const typeWords: Record<SchemaColumn['type'], string> = {
  text: 'text',
  integer: 'integer',
  decimal: 'decimal',
  date: 'date (YYYY-MM-DD)',
  datetime: 'datetime (YYYY-MM-DDTHH:MM:SS)',
  boolean: 'boolean',
};

export function compile(schema: Schema, selection: Selection): Compiled {
  const columns =
    selection.columns === undefined || selection.columns.length === 0
      ? schema.columns
      : selection.columns.map((name) => findColumn(schema, name));
  const values: string[] = [];
  const conditions = (selection.filters ?? []).map((filter) => condition(schema, filter, values));
  return {
    columns,
    where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`,
    values,
    order: (selection.sort ?? []).map((sort) => ordering(schema, sort)).join(', '),
  };
}

/** FROM, WHERE and ORDER BY of a selection; the file's order where none is asked for. */
export function body(path: string, compiled: Compiled): string {
  const order = compiled.order === '' ? '' : `ORDER BY ${compiled.order}, file_row_number`;
  return `FROM ${parquetSource(path, compiled.order !== '')} ${compiled.where} ${order}`;
}

function ordering(schema: Schema, sort: Sort): string {
  const column = findColumn(schema, sort.column);
  const collate = column.type === 'text' && schema.rowCount <= collateUpTo ? ' COLLATE zh' : '';
  return `${quoteName(column.name)}${collate} ${sort.dir === 'desc' ? 'DESC' : 'ASC'} NULLS LAST`;
}

function condition(schema: Schema, filter: Filter, values: string[]): string {
  const column = findColumn(schema, filter.column);
  const name = quoteName(column.name);
  const bad = () => refuse('tables.bad_value', { column: column.name, type: typeWords[column.type] });
  const bind = (value: unknown): string => {
    const [text, type] = bindable(column, value) ?? [];
    if (text === undefined || type === undefined) throw bad();
    values.push(text);
    return type === 'VARCHAR' ? `$${values.length}` : `CAST($${values.length} AS ${type})`;
  };
  switch (filter.op) {
    case 'isnull':
      return `${name} IS NULL`;
    case 'notnull':
      return `${name} IS NOT NULL`;
    case 'eq':
      return `${name} = ${bind(filter.value)}`;
    case 'ne':
      return `${name} IS DISTINCT FROM ${bind(filter.value)}`;
    case 'gt':
      return `${name} > ${bind(filter.value)}`;
    case 'gte':
      return `${name} >= ${bind(filter.value)}`;
    case 'lt':
      return `${name} < ${bind(filter.value)}`;
    case 'lte':
      return `${name} <= ${bind(filter.value)}`;
    case 'in': {
      const list = filter.value;
      if (!Array.isArray(list) || list.length === 0 || list.length > maxListed) throw bad();
      // Not IN: from five values on DuckDB makes it a join, and an export would come out of order.
      return `list_contains([${list.map(bind).join(', ')}], ${name})`;
    }
    case 'contains':
    case 'starts': {
      const text = plainText(filter.value);
      if (text === null || text === '') throw bad();
      const call = filter.op === 'contains' ? 'contains' : 'starts_with';
      const cell = column.type === 'text' ? name : `CAST(${name} AS VARCHAR)`;
      // Folding case costs a pass over every cell and changes nothing for Chinese and digits.
      const folds = /[a-z]/i.test(text);
      values.push(folds ? text.toLowerCase() : text);
      return folds ? `${call}(lower(${cell}), $${values.length})` : `${call}(${cell}, $${values.length})`;
    }
  }
}

/** The value as text and the type to read it as, or null when it is none of the column's. */
function bindable(column: SchemaColumn, value: unknown): [string, string] | null {
  const text = plainText(value);
  if (text === null) return null;
  switch (column.type) {
    case 'text':
      return [text, 'VARCHAR'];
    case 'integer':
    case 'decimal':
      return number(column, text);
    case 'date':
      return isDay(text) ? [text, 'DATE'] : null;
    case 'datetime':
      return isInstant(text) ? [text, 'TIMESTAMP'] : null;
    case 'boolean':
      return /^(true|false)$/.test(text) ? [text, 'BOOLEAN'] : null;
  }
}

/**
 * Compared in the column's own type where that holds every digit of the value, so that Parquet's statistics can skip row
 * groups; else in a wider one: 1.005 is never rounded to a column's two places and found equal to 1.01.
 */
function number(column: SchemaColumn, text: string): [string, string] | null {
  if (column.sqlType === 'DOUBLE') return /^-?\d+(\.\d+)?([eE][-+]?\d{1,3})?$/.test(text) ? [text, 'DOUBLE'] : null;
  const parts = /^-?(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return null;
  const whole = (parts[1] ?? '').replace(/^0+/, '').length;
  const scale = (parts[2] ?? '').length;
  if (column.type === 'integer' && scale === 0 && whole <= 18) return [text, 'BIGINT'];
  const [, width, places] = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(column.sqlType) ?? [];
  if (width !== undefined && scale <= Number(places) && whole <= Number(width) - Number(places)) {
    return [text, column.sqlType];
  }
  return whole + scale <= 38 ? [text, `DECIMAL(38, ${scale})`] : null;
}

function isInstant(text: string): boolean {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?)?$/.exec(text);
  return parts !== null && isDay(parts[1] ?? '');
}

function plainText(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  const text = String(value);
  return text.length <= maxValueLength && !text.includes('\0') ? text : null;
}
