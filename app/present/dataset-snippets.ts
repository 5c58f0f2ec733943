/** Calls ready to paste, for this table, with real addresses. */
import type { ColumnType } from '#api/ports/tables/port.ts';
import { dataPath } from './dataset-links.ts';
import { type SqlView, sqlName, sqlText, viewSql } from './view-sql.ts';

export interface Subject {
  /** The site's own address, e.g. `https://data.example`. */
  readonly publicUrl: string;
  readonly code: string;
  readonly version: number;
  readonly columns: readonly SubjectColumn[];
  /** What the reader has chosen of the table, if anything. */
  readonly view?: SqlView & { readonly table?: number };
}

export interface SubjectColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Digits that name something and must stay text. */
  readonly code: boolean;
  /** A value that occurs, where one may be shown. */
  readonly example: string | null;
}

export type Snippets = Readonly<Record<'curl' | 'python' | 'r' | 'duckdb', string>>;

const shell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
const fileName = (code: string, version: number) => `${code.replaceAll('/', '-')}-v${version}.csv`;

type Query = Record<string, string | readonly string[]>;

/** The calls for the very view shown; without one, for the whole table, with an example of a filter and a sort. */
export function snippets(subject: Subject): Snippets {
  const { publicUrl, code, version, columns, view } = subject;
  const table: Query = view?.table === undefined || view.table === 1 ? {} : { table: String(view.table) };
  const chosen: Query = view === undefined ? {} : selectionOf(view);
  const narrowed = Object.values(chosen).some((one) => one.length > 0);
  const at = (kind: 'rows' | 'download', query: Query = {}) =>
    `${publicUrl}${dataPath(code, version, kind, { ...table, ...query })}`;
  // Programs need no byte order mark; it is there for Excel.
  const csv = at('download', { format: 'csv', bom: 'false', ...chosen });
  const shown = narrowed && view !== undefined && view.columns.length > 0 ? view.columns : null;
  const read = shown === null ? columns : columns.filter((one) => shown.includes(one.name));
  return {
    curl: curl(subject, at, chosen, narrowed),
    python: ['import pandas as pd', '', 'df = pd.read_csv(', `    ${quoted(csv)},`, ...pandas(read), ')'].join('\n'),
    r: ['df <- read.csv(', `  ${quoted(csv)},`, ...inR(read), '  encoding = "UTF-8", check.names = FALSE', ')'].join(
      '\n',
    ),
    duckdb: ['INSTALL httpfs;', 'LOAD httpfs;', duckdb(subject, at('download', { format: 'parquet' }), narrowed)].join(
      '\n',
    ),
  };
}

const selectionOf = ({ q, filters, sort, columns }: SqlView): Query => ({
  ...(q ? { q } : {}),
  filter: filters,
  sort,
  columns,
});

function curl(
  { code, version, columns }: Subject,
  at: (kind: 'rows' | 'download', query?: Query) => string,
  chosen: Query,
  narrowed: boolean,
): string {
  const encoded = (name: string, value: string) => `  --data-urlencode ${shell(`${name}=${value}`)} \\`;
  const output = `-o ${fileName(code, version)}`;
  if (narrowed) {
    const view = Object.entries(chosen).flatMap(([name, value]) => [value].flat().map((one) => encoded(name, one)));
    return [
      `curl -G ${shell(at('download'))} \\`,
      ...view,
      `  -d format=csv ${output}`,
      '',
      `curl -G ${shell(at('rows'))} \\`,
      ...view,
      '  -d limit=100',
    ].join('\n');
  }
  const sample = columns.find((one) => one.example !== null && one.type === 'text');
  const number = columns.find(isFigure);
  return [
    `curl -L ${output} \\`,
    `  ${shell(at('download', { format: 'csv' }))}`,
    '',
    `curl -G ${shell(at('rows'))} \\`,
    ...(sample === undefined ? [] : [encoded('filter', `${sample.name}:eq:${sample.example}`)]),
    ...(number === undefined ? [] : [encoded('sort', `-${number.name}`)]),
    '  -d limit=100',
  ].join('\n');
}

const isFigure = (one: SubjectColumn): boolean => (one.type === 'integer' || one.type === 'decimal') && !one.code;

/** The stored Parquet answers ranges, so DuckDB fetches the columns and row groups that the question needs. */
function duckdb({ columns, view }: Subject, parquet: string, narrowed: boolean): string {
  const from = `read_parquet(${sqlText(parquet)})`;
  if (narrowed && view !== undefined) return `${viewSql(from, columns, view)};`;
  const number = columns.find(isFigure);
  if (number === undefined) return `SELECT *\nFROM ${from} LIMIT 10;`;
  return `SELECT count(*), min(${sqlName(number.name)}), max(${sqlName(number.name)})\nFROM ${from};`;
}

function pandas(columns: readonly SubjectColumn[]): string[] {
  const codes = columns.filter((one) => one.code && one.type === 'integer').map((one) => `${quoted(one.name)}: str`);
  const dates = columns.filter((one) => one.type === 'date' || one.type === 'datetime').map((one) => quoted(one.name));
  return [
    ...(codes.length === 0 ? [] : [`    dtype={${codes.join(', ')}},`]),
    ...(dates.length === 0 ? [] : [`    parse_dates=[${dates.join(', ')}],`]),
  ];
}

function inR(columns: readonly SubjectColumn[]): string[] {
  const codes = columns
    .filter((one) => one.code && one.type === 'integer')
    .map((one) => `${quoted(one.name)} = "character"`);
  return codes.length === 0 ? [] : [`  colClasses = c(${codes.join(', ')}),`];
}

/** Licensed data is called with a key of the agreement. */
export function licensedSnippet({ publicUrl, code }: Pick<Subject, 'publicUrl' | 'code'>): string {
  const base = `${publicUrl}/api/v1/licensed/${code.split('/').map(encodeURIComponent).join('/')}`;
  return [
    `curl -H 'Authorization: Bearer YOUR_KEY' \\`,
    `  ${shell(`${base}/rows?limit=1000`)}`,
    '',
    `curl -H 'Authorization: Bearer YOUR_KEY' -o data.csv \\`,
    `  ${shell(`${base}/file?format=csv`)}`,
  ].join('\n');
}
