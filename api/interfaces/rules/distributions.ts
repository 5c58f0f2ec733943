/** The files of a version as every interface lists them. */
import { downloadFormats } from '#api/datasets/rules/codes.ts';
import type { Addresses } from './addresses.ts';
import type { DatasetRecord, FileRecord, TableRecord, VersionRecord } from './record.ts';

export interface Distribution {
  /** Stable within the version: `1-csv`, `file-2`. */
  readonly key: string;
  readonly table: TableRecord | null;
  readonly format: string;
  readonly label: string;
  readonly mediaType: string;
  /** Code in the EU's file-type authority table, where it has one. */
  readonly fileType: string | null;
  readonly url: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
}

const tableFormats = [
  { format: 'csv', label: 'CSV', mediaType: 'text/csv', fileType: 'CSV' },
  {
    format: 'xlsx',
    label: 'XLSX',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileType: 'XLSX',
  },
  { format: 'json', label: 'JSON', mediaType: 'application/json', fileType: 'JSON' },
  { format: 'parquet', label: 'Parquet', mediaType: 'application/vnd.apache.parquet', fileType: 'PARQUET' },
  { format: 'geojson', label: 'GeoJSON', mediaType: 'application/geo+json', fileType: 'GEOJSON' },
] as const;

/** A sheet holds 1,048,576 rows, one of them the head. */
const xlsxRows = 1_048_575;

const fileTypes: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/tiff': 'TIFF',
  'audio/mpeg': 'MP3',
  'video/mp4': 'MPEG4',
};

/** None for data that is not open: what needs a licence is asked for on its page. */
export function distributionsOf(record: DatasetRecord, version: VersionRecord, to: Addresses): Distribution[] {
  if (record.access !== 'open' || record.withdrawn !== null) return [];
  return [
    ...version.tables.flatMap((table) => ofTable(record, version, table, to)),
    ...version.files.map((file) => ofFile(record, version, file, to)),
  ];
}

function ofTable(record: DatasetRecord, version: VersionRecord, table: TableRecord, to: Addresses): Distribution[] {
  return tableFormats
    .filter(({ format }) => downloadFormats.is(format))
    .filter(({ format }) => format !== 'geojson' || table.geo !== null)
    .filter(({ format }) => format !== 'xlsx' || table.rowCount <= xlsxRows)
    .map((one) => ({
      ...one,
      key: `${table.number}-${one.format}`,
      table,
      url: to.download(record.code, version.number, one.format, table),
      // The Parquet is stored as it is; the others are written when they are asked for.
      bytes: one.format === 'parquet' ? table.bytes : null,
      sha256: one.format === 'parquet' ? table.sha256 : null,
    }));
}

function ofFile(record: DatasetRecord, version: VersionRecord, file: FileRecord, to: Addresses): Distribution {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(file.path)?.[1]?.toLowerCase() ?? 'file';
  return {
    key: `file-${file.number}`,
    table: null,
    format: extension,
    label: file.path.split('/').at(-1) ?? file.path,
    mediaType: file.mediaType,
    fileType: fileTypes[file.mediaType] ?? null,
    url: to.file(record.code, version.number, file.number),
    bytes: file.bytes,
    sha256: file.sha256,
  };
}
