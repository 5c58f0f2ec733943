/** Rows of the database as dataset records. */

import { classificationPath } from '#api/catalog/rules/code.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { accessOf } from '#api/datasets/rules/gate.ts';
import { type ColumnRecord, type DatasetRecord, geoOf, type TableRecord, type VersionRecord } from './rules/record.ts';
import type { Listed, LoadedColumn, LoadedDictionary, LoadedEntries, LoadedVersion } from './store.ts';

export interface Loaded extends LoadedEntries {
  readonly versions: readonly LoadedVersion[];
  readonly columns: readonly LoadedColumn[];
  readonly dictionary: LoadedDictionary;
}

export function assemble(listed: readonly Listed[], loaded: Loaded): DatasetRecord[] {
  const entries = new Map(loaded.entries.map((one) => [one.id, one]));
  return listed.flatMap(({ id, modified }) => {
    const entry = entries.get(id);
    const content = loaded.contents.get(id);
    if (entry === undefined || content === undefined || entry.publishedAt === null) return [];
    const withdrawn =
      entry.state === 'withdrawn' && entry.withdrawnAt !== null
        ? { at: entry.withdrawnAt.toISOString(), reason: entry.withdrawnReason ?? '' }
        : null;
    const access = accessOf(content.open_type);
    const versions = access === 'closed' ? [] : loaded.versions.filter((one) => one.entryId === id);
    return [
      {
        id,
        code: entry.code,
        title: content.title,
        titleEn: content.title_en,
        abstract: content.abstract,
        keywords: content.keywords,
        theme: content.theme,
        classification: classificationPath(entry.classificationCode).flatMap((code) => loaded.nodes.get(code) ?? []),
        provider: entry.provider,
        regionCode: entry.regionCode,
        access,
        openCondition: content.open_condition,
        usageConditions: content.usage_conditions,
        licence: content.licence,
        updateCycle: content.update_cycle,
        spatial: content.spatial,
        temporalFrom: content.temporal_from,
        temporalTo: content.temporal_to,
        related: content.related_codes,
        quality: entry.search?.quality ?? null,
        issued: entry.publishedAt.toISOString(),
        modified: modified.toISOString(),
        versions: versions.map((version) => versionOf(version, content, access === 'open', loaded)),
        withdrawn,
      },
    ];
  });
}

function versionOf(version: LoadedVersion, content: EntryContent, open: boolean, loaded: Loaded): VersionRecord {
  const columns = loaded.columns.filter((one) => one.versionId === version.id);
  const columnsOf = (number: number, table: string) =>
    columns
      .filter((one) => one.table === number)
      .map((one) => columnOf(one, table, version.entryId, content, open, loaded));
  const tables: TableRecord[] = version.tables
    .filter((table) => table.tableKey !== null)
    .map((table) => ({
      number: table.number,
      name: table.name,
      rowCount: Number(table.rowCount ?? 0n),
      bytes: table.tableBytes === null ? null : Number(table.tableBytes),
      sha256: table.tableSha256,
      geo: geoOf(table.geo),
      columns: columnsOf(table.number, table.name),
    }));
  return {
    number: version.number,
    publishedAt: (version.publishedAt ?? version.createdAt).toISOString(),
    note: version.note,
    rowCount: Number(version.rowCount ?? 0n),
    tables,
    files: version.files.map(({ number, path, mediaType, bytes, sha256 }) => ({
      number,
      path,
      mediaType,
      bytes: Number(bytes),
      sha256,
    })),
  };
}

function columnOf(
  column: LoadedColumn,
  table: string,
  entryId: string,
  content: EntryContent,
  open: boolean,
  { dictionary }: Loaded,
): ColumnRecord {
  const known = dictionary.find((one) => one.entryId === entryId && one.table === table && one.column === column.name);
  const item = content.items.find((one) => one.name === column.name);
  const stats = (open ? column.stats : {}) as { readonly min?: unknown; readonly max?: unknown };
  const edge = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? value : null);
  return {
    name: column.name,
    type: columnTypes.is(column.type) ? column.type : 'text',
    label: known?.label ?? item?.label ?? '',
    labelEn: known?.labelEn ?? '',
    description: known?.description ?? item?.description ?? '',
    unit: known?.unit ?? item?.unit ?? '',
    codes: codesOf(known?.codes),
    min: edge(stats.min),
    max: edge(stats.max),
  };
}

function codesOf(codes: unknown): ColumnRecord['codes'] {
  if (!Array.isArray(codes)) return [];
  return codes.flatMap((one: { code?: unknown; zh?: unknown; en?: unknown } | null) =>
    typeof one?.code === 'string' && typeof one.zh === 'string'
      ? [{ code: one.code, zh: one.zh, en: typeof one.en === 'string' ? one.en : '' }]
      : [],
  );
}
