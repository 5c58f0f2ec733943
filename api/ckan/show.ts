/** Our records as CKAN's dictionaries. */
import { themes } from '#api/catalog/rules/codes.ts';
import type { Ctx } from '#api/context.ts';
import { accessOf } from '#api/datasets/rules/gate.ts';
import type { VersionOut } from '#api/datasets/show.ts';
import { licenceDict } from './rules/licences.ts';
import {
  organizationName,
  packageName,
  type ResourceFormat,
  resourceFormats,
  resourceId,
  uuidOf,
} from './rules/names.ts';
import { type Extra, extrasOf } from './rules/package-form.ts';
import { site } from './rules/words.ts';
import type { OrganizationRow, PackageRow, VersionRow } from './store.ts';

/** CKAN writes instants in UTC with microseconds and without a zone. */
export const ckanTime = (at: Date): string => at.toISOString().replace('Z', '000');

/** So many earlier versions are listed with a package; every one keeps its own id and address. */
const earlierShown = 50;

export const mediaTypes: Readonly<Record<ResourceFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
};
const formatNames: Readonly<Record<ResourceFormat, string>> = {
  csv: 'CSV',
  xlsx: 'XLSX',
  json: 'JSON',
  parquet: 'Parquet',
};

interface Named {
  readonly id: string;
  readonly code: string;
  readonly content: { readonly title: string };
}

/** A table of a version in one format. Its address ends in the file's name, by which clients tell the format. */
export function resourceDict(
  ctx: Ctx,
  entry: Named,
  version: VersionRow,
  table: VersionRow['tables'][number],
  format: ResourceFormat,
  position = 0,
) {
  const id = resourceId({ versionId: version.id, table: table.number, format });
  const name = packageName(entry.code);
  const many = version.tables.length > 1;
  const file = `${name}-v${version.number}${table.number === 1 ? '' : `-t${table.number}`}.${format}`;
  const at = ckanTime(version.publishedAt ?? version.createdAt);
  const parquet = format === 'parquet';
  return {
    id,
    package_id: uuidOf(entry.id),
    name: `${entry.content.title} v${version.number}${many ? ` · ${table.name}` : ''} (${formatNames[format]})`,
    description: version.note ?? '',
    format: formatNames[format],
    mimetype: mediaTypes[format],
    mimetype_inner: null,
    url: `${ctx.env.PUBLIC_URL}/dataset/${name}/resource/${id}/download/${file}`,
    url_type: 'upload' as string | null,
    resource_type: null,
    size: parquet && table.tableBytes !== null ? Number(table.tableBytes) : null,
    hash: parquet ? (table.tableSha256 ?? '') : '',
    table_sha256: table.tableSha256,
    row_count: table.rowCount === null ? null : Number(table.rowCount),
    version: version.number,
    cache_url: null,
    cache_last_updated: null,
    created: at,
    last_modified: at,
    metadata_modified: at,
    datastore_active: format === 'csv',
    position,
    state: 'active',
  };
}
export type ResourceDict = ReturnType<typeof resourceDict>;

/** A file that is no table (a document, an image), as it came. */
function fileDict(ctx: Ctx, entry: Named, version: VersionRow, file: VersionRow['files'][number], position: number) {
  const at = ckanTime(version.publishedAt ?? version.createdAt);
  return {
    id: `${uuidOf(version.id)}-f${file.number}`,
    package_id: uuidOf(entry.id),
    name: file.path,
    description: version.note ?? '',
    format: (/\.([A-Za-z0-9]{1,8})$/.exec(file.path)?.[1] ?? '').toUpperCase(),
    mimetype: file.mediaType,
    mimetype_inner: null,
    url: `${ctx.env.PUBLIC_URL}/api/v1/datasets/${entry.code}/versions/${version.number}/files/${file.number}`,
    url_type: 'upload' as string | null,
    resource_type: null,
    size: Number(file.bytes) as number | null,
    hash: file.sha256,
    table_sha256: null as string | null,
    row_count: null as number | null,
    version: version.number,
    cache_url: null,
    cache_last_updated: null,
    created: at,
    last_modified: at,
    metadata_modified: at,
    datastore_active: false,
    position,
    state: 'active',
  };
}

/** A licensed table is no file for everyone: one resource says where it is read, and how one gets there. */
function licensedDict(ctx: Ctx, entry: Named, version: VersionRow, table: VersionRow['tables'][number]) {
  return {
    ...resourceDict(ctx, entry, version, table, 'csv'),
    id: `${uuidOf(version.id)}-api`,
    name: `${entry.content.title} v${version.number} (API)`,
    description: site.licensed.join(' / '),
    format: 'API',
    mimetype: 'application/json',
    url: `${ctx.env.PUBLIC_URL}/api/v1/licensed/${entry.code}/rows`,
    url_type: null,
    datastore_active: false,
  };
}

/** The newest version in every format, and earlier ones as CSV. */
export function resourcesOf(ctx: Ctx, row: PackageRow): ResourceDict[] {
  const access = accessOf(row.content.open_type);
  const [newest, ...earlier] = row.versions;
  if (newest === undefined || access === 'closed') return [];
  if (access === 'licence') return newest.tables.slice(0, 1).map((table) => licensedDict(ctx, row, newest, table));
  const shown = [
    ...newest.tables.flatMap((table) => resourceFormats.map((format) => [newest, table, format] as const)),
    ...earlier
      .slice(0, earlierShown)
      .flatMap((version) => version.tables.map((table) => [version, table, 'csv'] as const)),
  ];
  return [
    ...shown.map(([version, table, format], at) => resourceDict(ctx, row, version, table, format, at)),
    ...newest.files.map((file, at) => fileDict(ctx, row, newest, file, shown.length + at)),
  ];
}

/** Of one version, in whichever state: `null` where its table is not public. */
export function resourceOf(
  ctx: Ctx,
  entry: Named,
  version: VersionRow,
  table: number,
  format: ResourceFormat,
): ResourceDict | null {
  const found = version.tables.find((one) => one.number === table);
  return found === undefined ? null : resourceDict(ctx, entry, version, found, format);
}

/** A version that is not public yet, for its own agency: where the work on it stands. */
export function pendingDict(ctx: Ctx, entry: Named, version: VersionOut) {
  const id = resourceId({ versionId: version.id, table: 1, format: 'csv' });
  return {
    id,
    package_id: uuidOf(entry.id),
    name: `${entry.content.title} v${version.number}`,
    description: version.note ?? '',
    format: (/\.([A-Za-z0-9]{1,8})$/.exec(version.file_name)?.[1] ?? '').toUpperCase(),
    mimetype: null,
    url: `${ctx.env.PUBLIC_URL}/w/entries/${entry.id}/data`,
    url_type: 'upload',
    size: version.source_bytes,
    hash: version.source_sha256,
    row_count: version.row_count,
    version: version.number,
    created: ckanTime(new Date(version.created_at)),
    last_modified: ckanTime(new Date(version.created_at)),
    datastore_active: false,
    state: 'draft',
    ingest_state: version.state,
    ingest_stage: version.stage,
    ingest_fault: version.fault === null ? null : `${version.fault.zh} / ${version.fault.en}`,
    untreated_columns: version.untreated,
  };
}

export function groupDict(theme: string, count?: number) {
  const [zh, en] = themes.is(theme) ? themes.words[theme] : [theme, theme];
  return {
    id: theme,
    name: theme,
    display_name: zh,
    title: zh,
    title_translated: { zh, en },
    description: en,
    image_url: '',
    image_display_url: '',
    type: 'group',
    is_organization: false,
    approval_status: 'approved',
    state: 'active',
    num_followers: 0,
    ...(count === undefined ? {} : { package_count: count }),
  };
}

export function organizationDict(row: OrganizationRow, count?: number) {
  return {
    id: uuidOf(row.id),
    name: organizationName(row.uscc),
    display_name: row.name,
    title: row.name,
    title_translated: { zh: row.name, en: row.nameEn ?? row.name },
    description: row.nameEn ?? '',
    image_url: '',
    image_display_url: '',
    created: ckanTime(row.createdAt),
    type: 'organization',
    is_organization: true,
    approval_status: 'approved',
    state: 'active',
    num_followers: 0,
    ...(count === undefined ? {} : { package_count: count }),
  };
}

export const tagDict = (name: string) => ({
  id: name,
  name,
  display_name: name,
  state: 'active',
  vocabulary_id: null,
});

function extras(row: PackageRow): Extra[] {
  const newest = row.versions[0];
  return [
    { key: 'code', value: row.code },
    { key: 'classification_code', value: row.classificationCode },
    { key: 'region_code', value: row.regionCode },
    { key: 'level', value: row.level },
    { key: 'provider_uscc', value: row.provider.uscc },
    ...(row.provider.nameEn === null ? [] : [{ key: 'provider_name_en', value: row.provider.nameEn }]),
    { key: 'access', value: accessOf(row.content.open_type) },
    ...(newest?.rowCount == null ? [] : [{ key: 'row_count', value: String(newest.rowCount) }]),
    { key: 'versions', value: String(row.versions.length) },
    { key: 'revision', value: String(row.revision) },
    { key: 'review_state', value: row.state },
    ...extrasOf(row.content),
  ];
}

/** @param working for the agency itself: drafts are `draft` until the public sees them. */
export function packageDict(ctx: Ctx, row: PackageRow, working = false) {
  const { content, provider } = row;
  const licence = content.licence === null ? null : licenceDict(content.licence);
  const resources = resourcesOf(ctx, row);
  const isPublic = row.publishedRevision !== null && row.state !== 'withdrawn';
  return {
    id: uuidOf(row.id),
    name: packageName(row.code),
    title: content.title,
    title_translated: { zh: content.title, en: content.title_en || content.title },
    notes: content.abstract,
    type: 'dataset',
    state: row.state === 'withdrawn' ? 'deleted' : isPublic ? 'active' : 'draft',
    private: working && !isPublic,
    url: isPublic ? `${ctx.env.PUBLIC_URL}/datasets/${row.code}` : `${ctx.env.PUBLIC_URL}/w/entries/${row.id}`,
    version: row.versions[0] === undefined ? '' : String(row.versions[0].number),
    author: provider.name,
    author_email: '',
    maintainer: provider.contact ?? provider.name,
    maintainer_email: '',
    creator_user_id: null,
    license_id: content.licence ?? '',
    license_title: licence?.title ?? '',
    license_url: licence?.url ?? '',
    isopen: licence?.isopen ?? false,
    owner_org: uuidOf(provider.id),
    organization: organizationDict(provider),
    groups: content.theme === null ? [] : [groupDict(content.theme)],
    tags: content.keywords.map(tagDict),
    num_tags: content.keywords.length,
    extras: extras(row),
    frequency: content.update_cycle ?? '',
    metadata_created: ckanTime(row.createdAt),
    metadata_modified: ckanTime(row.modifiedAt),
    resources,
    num_resources: resources.length,
    relationships_as_object: [],
    relationships_as_subject: [],
  };
}
export type PackageDict = ReturnType<typeof packageDict>;
