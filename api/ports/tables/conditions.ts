/** Conditions as SQL: names checked against the schema and quoted, values bound, never written into the text. */
import type { Condition, Filter } from '#api/ports/tables/port.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { findColumn, type Schema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { quoteName } from '#api/ports/tables/sql.ts';
import { bindable, plainText } from '#api/ports/tables/values.ts';

const maxListed = 200;
const maxDepth = 5;
const maxConditions = 100;
const maxWords = 10;

const typeWords: Record<SchemaColumn['type'], string> = {
  text: 'text',
  integer: 'integer',
  decimal: 'decimal',
  date: 'date (YYYY-MM-DD)',
  datetime: 'datetime (YYYY-MM-DDTHH:MM:SS)',
  boolean: 'boolean',
};

const badShape = () => refuse('tables.bad_condition', { depth: maxDepth, most: maxConditions, words: maxWords });

/** All of the conditions, and every word of `q`; what they bind is appended to `values`. Empty when there is nothing to ask. */
export function conditions(
  schema: Schema,
  asked: { readonly filters?: readonly Condition[] | undefined; readonly q?: string | undefined },
  values: string[],
): string {
  const filters = asked.filters ?? [];
  if (sizeOf(filters) > maxConditions) throw badShape();
  const parts = filters.map((one) => branch(schema, one, values, 1));
  return [...parts, ...words(schema, asked.q, values)].join(' AND ');
}

const sizeOf = (list: readonly Condition[]): number =>
  list.reduce((sum, one) => sum + ('any' in one ? sizeOf(one.any) : 'all' in one ? sizeOf(one.all) : 1), 0);

function branch(schema: Schema, asked: Condition, values: string[], depth: number): string {
  if (!('any' in asked) && !('all' in asked)) return filter(schema, asked, values);
  const [list, joint] = 'any' in asked ? [asked.any, ' OR '] : [asked.all, ' AND '];
  if (list.length === 0 || depth >= maxDepth) throw badShape();
  return `(${list.map((one) => branch(schema, one, values, depth + 1)).join(joint)})`;
}

/** Chinese is not parted by spaces, so a word is looked for anywhere in a cell. */
function words(schema: Schema, q: string | undefined, values: string[]): string[] {
  const wanted = (q ?? '').split(/\s+/u).filter((word) => word !== '');
  if (wanted.length === 0) return [];
  const texts = schema.columns.filter((column) => column.type === 'text');
  if (texts.length === 0) throw refuse('tables.no_text_column');
  if (wanted.length > maxWords || wanted.some((word) => plainText(word) === null)) throw badShape();
  return wanted.map((word) => {
    const found = bindFolded(word, values);
    return `(${texts.map((column) => `contains(${found.fold(quoteName(column.name))}, ${found.mark})`).join(' OR ')})`;
  });
}

/** Folding case costs a pass over every cell and changes nothing for Chinese and digits: only where there is a letter. */
function bindFolded(text: string, values: string[]) {
  const folds = /\p{Lu}|\p{Ll}/u.test(text);
  values.push(folds ? text.toLowerCase() : text);
  return { mark: `$${values.length}`, fold: (cell: string) => (folds ? `lower(${cell})` : cell) };
}

const wide = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0xff01 + i)).join('');
const narrow = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('');

function filter(schema: Schema, asked: Filter, values: string[]): string {
  const column = findColumn(schema, asked.column);
  const name = quoteName(column.name);
  const bad = () => refuse('tables.bad_value', { column: column.name, type: typeWords[column.type] });
  const bind = (value: unknown): string => {
    const [text, type] = bindable(column, value) ?? [];
    if (text === undefined || type === undefined) throw bad();
    values.push(text);
    return type === 'VARCHAR' ? `$${values.length}` : `CAST($${values.length} AS ${type})`;
  };
  const cell = column.type === 'text' ? name : `CAST(${name} AS VARCHAR)`;
  const part = (): string => {
    const text = plainText(asked.value);
    if (text === null || text === '') throw bad();
    return text;
  };
  const listed = (): string => {
    const list = asked.value;
    if (!Array.isArray(list) || list.length === 0 || list.length > maxListed) throw bad();
    // Not IN: from five values on DuckDB makes it a join, and an export would come out of order.
    return `list_contains([${list.map(bind).join(', ')}], ${name})`;
  };
  const folded = (call: string): string => {
    const found = bindFolded(part(), values);
    return `${call}(${found.fold(cell)}, ${found.mark})`;
  };
  switch (asked.op) {
    case 'isnull':
      return `${name} IS NULL`;
    case 'notnull':
      return `${name} IS NOT NULL`;
    case 'eq':
      return `${name} = ${bind(asked.value)}`;
    case 'ne':
      return `${name} IS DISTINCT FROM ${bind(asked.value)}`;
    case 'gt':
      return `${name} > ${bind(asked.value)}`;
    case 'gte':
      return `${name} >= ${bind(asked.value)}`;
    case 'lt':
      return `${name} < ${bind(asked.value)}`;
    case 'lte':
      return `${name} <= ${bind(asked.value)}`;
    case 'between': {
      const ends = asked.value;
      if (!Array.isArray(ends) || ends.length !== 2) throw bad();
      return `(${name} >= ${bind(ends[0])} AND ${name} <= ${bind(ends[1])})`;
    }
    case 'in':
      return listed();
    case 'not_in':
      return `coalesce(NOT ${listed()}, true)`;
    case 'contains':
      return folded('contains');
    case 'starts':
      return folded('starts_with');
    case 'ends':
      return folded('ends_with');
    case 'icontains': {
      values.push(part(), wide, narrow);
      const [text, from, to] = [`$${values.length - 2}`, `$${values.length - 1}`, `$${values.length}`];
      const plain = (value: string) => `lower(strip_accents(translate(${value}, ${from}, ${to})))`;
      return `contains(${plain(cell)}, ${plain(text)})`;
    }
  }
}
