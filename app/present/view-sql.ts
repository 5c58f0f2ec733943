/** A view of a table as SQL in the dialect of DuckDB, for whoever reads the stored Parquet themselves. */
import { type Filter, parseFilter, parseSort } from '#api/datasets/rules/query.ts';
import type { ColumnType } from '#api/ports/tables/port.ts';

export interface SqlView {
  readonly columns: readonly string[];
  readonly filters: readonly string[];
  readonly sort: readonly string[];
  readonly q?: string | null;
}

type Typed = { readonly name: string; readonly type: ColumnType };

export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const sqlName = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** `SELECT … FROM from WHERE … ORDER BY …`, one part a line, without a semicolon. */
export function viewSql(from: string, columns: readonly Typed[], view: SqlView): string {
  const chosen = view.columns.length === 0 ? '*' : view.columns.map(sqlName).join(', ');
  const conditions = [
    ...view.filters.map((one) => condition(parseFilter(one), columns)),
    ...(view.q ?? '')
      .split(/\s+/u)
      .filter((word) => word !== '')
      .map((word) => anywhere(word, columns)),
  ];
  const order = view.sort.map((one) => {
    const { column, dir, nulls } = parseSort(one);
    return `${sqlName(column)}${dir === 'desc' ? ' DESC' : ''} NULLS ${nulls === 'first' ? 'FIRST' : 'LAST'}`;
  });
  return [
    `SELECT ${chosen}`,
    `FROM ${from}`,
    ...conditions.map((one, i) => `${i === 0 ? 'WHERE' : '  AND'} ${one}`),
    ...(order.length === 0 ? [] : [`ORDER BY ${order.join(', ')}`]),
  ].join('\n');
}

const anywhere = (word: string, columns: readonly Typed[]): string => {
  const texts = columns.filter((one) => one.type === 'text').map((one) => within('contains', sqlName(one.name), word));
  return texts.length === 0 ? 'false' : `(${texts.join(' OR ')})`;
};

const within = (call: string, cell: string, text: string): string =>
  `${call}(lower(${cell}), ${sqlText(text.toLowerCase())})`;

function condition({ column, op, value }: Filter, columns: readonly Typed[]): string {
  const name = sqlName(column);
  const type = columns.find((one) => one.name === column)?.type ?? 'text';
  const cell = type === 'text' ? name : `${name}::VARCHAR`;
  const list = typeof value === 'string' ? [value] : (value ?? []);
  const written = list.map((one) => literal(one, type));
  const first = written[0] ?? 'NULL';
  const text = list[0] ?? '';
  switch (op) {
    case 'isnull':
      return `${name} IS NULL`;
    case 'notnull':
      return `${name} IS NOT NULL`;
    case 'eq':
      return `${name} = ${first}`;
    case 'ne':
      return `${name} IS DISTINCT FROM ${first}`;
    case 'gt':
      return `${name} > ${first}`;
    case 'gte':
      return `${name} >= ${first}`;
    case 'lt':
      return `${name} < ${first}`;
    case 'lte':
      return `${name} <= ${first}`;
    case 'between':
      return `${name} BETWEEN ${first} AND ${written[1] ?? first}`;
    case 'in':
      return `${name} IN (${written.join(', ')})`;
    case 'not_in':
      return `(${name} IS NULL OR ${name} NOT IN (${written.join(', ')}))`;
    case 'contains':
      return within('contains', cell, text);
    case 'starts':
      return within('starts_with', cell, text);
    case 'ends':
      return within('ends_with', cell, text);
    case 'icontains':
      return `contains(lower(strip_accents(${cell})), lower(strip_accents(${sqlText(text.normalize('NFKC'))})))`;
  }
}

function literal(text: string, type: ColumnType): string {
  const plain = type === 'integer' || type === 'decimal' ? /^-?\d+(\.\d+)?$/ : /^(true|false)$/;
  if (type !== 'text' && type !== 'date' && type !== 'datetime' && plain.test(text)) return text;
  if (type === 'date') return `DATE ${sqlText(text)}`;
  return type === 'datetime' ? `TIMESTAMP ${sqlText(text)}` : sqlText(text);
}
