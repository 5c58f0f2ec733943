/** Addresses of a dataset's data in the API and of its versions on the site. */
import { paths, withQuery } from '#app/paths.ts';
import { selectionQuery, type TableView } from './dataset-view.ts';

type Query = Parameters<typeof withQuery>[1];

/** The permanent address of one version. */
export const versionPath = (code: string, number: number): string => `${paths.dataset(code)}/versions/${number}`;

/** `kind` below `/api/v1/datasets/<class>/<seq>/versions/<n>`. */
export function dataPath(
  code: string,
  number: number | 'latest',
  kind: 'rows' | 'download' | 'query' | 'aggregate' | 'sql',
  query: Query = {},
): string {
  return withQuery(`/api/v1${paths.dataset(code)}/versions/${number}/${kind}`, query);
}

/** A file of a version that is no table. */
export const filePath = (code: string, number: number, file: number): string =>
  `/api/v1${versionPath(code, number)}/files/${file}`;

/** The formats offered everywhere, and those offered beside a view. */
export const fileFormats = ['csv', 'xlsx', 'json', 'parquet'] as const;
const moreFormats = ['tsv', 'jsonl', 'xml'] as const;
export type FileFormat = (typeof fileFormats)[number] | (typeof moreFormats)[number] | 'geojson' | 'source';
/** An XLSX sheet holds 1,048,576 rows, one of them the head. */
const xlsxRows = 1_048_575;

export interface FileLink {
  readonly format: FileFormat;
  /** Null where the format cannot hold so many rows. */
  readonly href: string | null;
}

export function fileLinks(
  code: string,
  number: number,
  rows: number,
  view?: TableView,
  /** Every format; with GeoJSON where the table has places, with the original where it may be handed out. */
  all?: { readonly places: boolean; readonly source: boolean },
): FileLink[] {
  const selection = view === undefined ? {} : selectionQuery(view);
  const formats: FileFormat[] = [...fileFormats];
  if (all !== undefined) formats.push(...moreFormats, ...(all.places ? (['geojson'] as const) : []));
  const links = formats.map((format) => ({
    format,
    href: format === 'xlsx' && rows > xlsxRows ? null : dataPath(code, number, 'download', { format, ...selection }),
  }));
  const source = { format: 'source' as const, href: dataPath(code, number, 'download', { format: 'source' }) };
  return all?.source ? [...links, source] : links;
}
