/** A version as a Data Package v2 (datapackage.org, June 2024): what frictionless, R and DuckDB scripts open in one step. */
import { addresses } from './addresses.ts';
import { agencyName, contactOf, licenceOf } from './describe.ts';
import { distributionsOf } from './distributions.ts';
import { iri } from './rdf.ts';
import type { ColumnRecord, ColumnType, DatasetRecord, TableRecord, VersionRecord } from './record.ts';

const fieldTypes: Readonly<Record<ColumnType, string>> = {
  text: 'string',
  integer: 'integer',
  decimal: 'number',
  date: 'date',
  datetime: 'datetime',
  boolean: 'boolean',
};

/** A Table Schema field; codes of the dictionary are its categories. */
export function fieldOf(column: ColumnRecord) {
  const named = column.codes.length > 0 && column.type === 'text';
  return {
    name: column.name,
    type: fieldTypes[column.type],
    ...(column.label === '' ? {} : { title: column.label }),
    ...(column.description === '' ? {} : { description: column.description }),
    ...(column.unit === '' ? {} : { unit: column.unit }),
    ...(named ? { categories: column.codes.map(({ code, zh }) => ({ value: code, label: zh })) } : {}),
  };
}

/** Lower case with hyphens, as names of packages and resources are written; the number keeps them apart. */
const nameOf = (table: TableRecord, format: string): string =>
  `${
    table.name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'table'
  }-${table.number}-${format}`;

export function dataPackage(record: DatasetRecord, version: VersionRecord, base: string) {
  const to = addresses(base);
  const page = to.version(record.code, version.number);
  const licence = licenceOf(record, to);
  const { email } = contactOf(record.provider);
  const agency = agencyName(record.provider, 'zh');
  const resources = distributionsOf(record, version, to)
    .filter((one) => one.table === null || one.format === 'csv' || one.format === 'parquet')
    .map((one) => ({
      name: one.table === null ? one.key : nameOf(one.table, one.format),
      path: iri(one.url),
      title: one.table === null ? one.label : `${one.table.name} (${one.label})`,
      format: one.format,
      mediatype: one.mediaType,
      ...(one.format === 'csv' ? { encoding: 'utf-8' } : {}),
      ...(one.bytes === null ? {} : { bytes: one.bytes }),
      ...(one.sha256 === null ? {} : { hash: `sha256:${one.sha256}` }),
      ...(one.table === null ? {} : { type: 'table', schema: schemaOf(one.table) }),
    }));
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `jinshu-${record.code.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    id: page,
    title: record.title,
    description: record.abstract,
    homepage: to.dataset(record.code),
    version: String(version.number),
    created: version.publishedAt,
    ...(record.keywords.length === 0 ? {} : { keywords: record.keywords }),
    ...(licence === null
      ? {}
      : {
          licenses: [
            { name: licence.code === 'cc-by-4.0' ? 'CC-BY-4.0' : licence.code, title: licence.zh, path: licence.iri },
          ],
        }),
    sources: [{ title: agency, path: to.agency(record.provider.uscc), ...(email === null ? {} : { email }) }],
    contributors: [{ title: agency, path: to.agency(record.provider.uscc), roles: ['publisher'] }],
    resources,
  };
}

const schemaOf = (table: TableRecord) => ({
  $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
  fields: table.columns.map(fieldOf),
  missingValues: [''],
});
