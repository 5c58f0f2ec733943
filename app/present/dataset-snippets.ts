/** Calls ready to paste, for this table, with real addresses. */
import type { ColumnType } from '#api/ports/tables/port.ts';
import { dataPath } from './dataset-links.ts';

export interface Subject {
  /** The site's own address, e.g. `https://data.example`. */
  readonly publicUrl: string;
  readonly code: string;
  readonly version: number;
  readonly columns: readonly SubjectColumn[];
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
const sqlText = (text: string) => `'${text.replaceAll("'", "''")}'`;
const sqlName = (text: string) => `"${text.replaceAll('"', '""')}"`;
const fileName = (code: string, version: number) => `${code.replaceAll('/', '-')}-v${version}.csv`;

export function snippets({ publicUrl, code, version, columns }: Subject): Snippets {
  const at = (kind: 'rows' | 'download', query: Record<string, string> = {}) =>
    `${publicUrl}${dataPath(code, version, kind, query)}`;
  // Programs need no byte order mark; it is there for Excel.
  const csv = at('download', { format: 'csv', bom: 'false' });
  const chosen = columns.find((one) => one.example !== null && one.type === 'text');
  const number = columns.find((one) => (one.type === 'integer' || one.type === 'decimal') && !one.code);
  return {
    curl: [
      `curl -L -o ${fileName(code, version)} \\`,
      `  ${shell(at('download', { format: 'csv' }))}`,
      '',
      `curl -G ${shell(at('rows'))} \\`,
      ...(chosen === undefined ? [] : [`  --data-urlencode ${shell(`filter=${chosen.name}:eq:${chosen.example}`)} \\`]),
      ...(number === undefined ? [] : [`  --data-urlencode ${shell(`sort=-${number.name}`)} \\`]),
      '  -d limit=100',
    ].join('\n'),
    python: ['import pandas as pd', '', 'df = pd.read_csv(', `    ${quoted(csv)},`, ...pandas(columns), ')'].join('\n'),
    r: ['df <- read.csv(', `  ${quoted(csv)},`, ...inR(columns), '  encoding = "UTF-8", check.names = FALSE', ')'].join(
      '\n',
    ),
    duckdb: [
      'INSTALL httpfs;',
      'LOAD httpfs;',
      number === undefined ? 'SELECT *' : `SELECT count(*), min(${sqlName(number.name)}), max(${sqlName(number.name)})`,
      `FROM read_parquet(${sqlText(at('download', { format: 'parquet' }))})${number === undefined ? ' LIMIT 10' : ''};`,
    ].join('\n'),
  };
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
