import { themes } from '#api/catalog/rules/codes.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';
import type { SearchRecord } from '#api/ports/search/port.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { type KnownColumn, searchColumns } from './rules/columns.ts';
import { harvestedRecord } from './rules/harvested.ts';

/** Files of a table are offered in these formats (datasets room). */
const tableFormats = ['csv', 'json', 'xlsx', 'parquet'];

const entryParts = {
  provider: true,
  dictionary: true,
  versions: {
    where: { state: 'published' },
    orderBy: { number: 'desc' },
    take: 1,
    include: { columns: { orderBy: [{ table: 'asc' }, { position: 'asc' }] }, findings: true, tables: true },
  },
} satisfies Prisma.EntryInclude;
type EntryRow = Prisma.EntryGetPayload<{ include: typeof entryParts }>;

/** What the search may know of entries; those the public may not find (not published, withdrawn, not open) are left out. */
export async function findRecords(db: Db, entryIds: readonly string[]): Promise<SearchRecord[]> {
  const entries = await db.entry.findMany({
    where: { id: { in: [...entryIds] }, publishedRevision: { not: null }, state: { not: 'withdrawn' } },
    include: entryParts,
  });
  const revisions = await db.entryRevision.findMany({
    where: { OR: entries.map((one) => ({ entryId: one.id, number: one.publishedRevision ?? 0 })) },
  });
  const revisionOf = new Map(revisions.map((one) => [one.entryId, one]));
  const counts = await db.$queryRaw<{ entry_id: string; n: number }[]>`
    SELECT v.entry_id, sum(d.count)::int AS n FROM open_download d JOIN version v ON v.id = d.version_id
    WHERE v.entry_id = ANY(${[...entryIds]}) GROUP BY 1`;
  const downloads = new Map(counts.map((one) => [one.entry_id, one.n]));
  const kept = await db.searchDocument.findMany({
    where: { id: { in: [...entryIds] } },
    select: { id: true, quality: true },
  });
  const quality = new Map(kept.map((one) => [one.id, one.quality]));
  return entries.flatMap((entry): SearchRecord[] => {
    const revision = revisionOf.get(entry.id);
    if (revision === undefined) throw new Error(`entry ${entry.id} has no revision ${entry.publishedRevision}`);
    const content = revision.content as unknown as EntryContent;
    if (content.open_type === null || content.open_type === 'none') return [];
    const newest = entry.versions[0];
    const open = content.open_type === 'unconditional';
    const publishedAt = entry.publishedAt ?? revision.at;
    return [
      {
        id: entry.id,
        kind: 'entry',
        code: entry.code,
        title: content.title,
        titleEn: content.title_en === '' ? null : content.title_en,
        abstract: content.abstract,
        // People look for a theme by its name.
        keywords: content.theme === null ? content.keywords : [...content.keywords, ...themes.words[content.theme]],
        columns: searchColumns(knownColumns(entry, content), open),
        theme: content.theme ?? '',
        providerId: entry.providerId,
        providerName: [entry.provider.name, entry.provider.nameEn ?? ''].join(' ').trim(),
        regionCode: entry.regionCode,
        openType: content.open_type,
        updateCycle: content.update_cycle ?? '',
        // A licensed table is not offered as a file to everyone.
        formats: newest === undefined ? [] : open ? tableFormats : ['api'],
        sourceId: 'own',
        sourceName: '',
        rowCount: newest?.rowCount ?? null,
        downloads: downloads.get(entry.id) ?? 0,
        quality: quality.get(entry.id) ?? null,
        publishedAt,
        updatedAt: newest?.publishedAt ?? publishedAt,
      },
    ];
  });
}

/** Columns of the newest published version with what the dictionary and the entry's items say of them; items alone without one. */
function knownColumns(entry: EntryRow, content: EntryContent): KnownColumn[] {
  const version = entry.versions[0];
  const items = content.items.filter((item) => item.name !== '' || item.label !== '');
  const ofVersion = (version?.columns ?? []).map((column): KnownColumn => {
    const table = version?.tables.find((one) => one.number === column.table)?.name;
    const said = entry.dictionary.find(
      (one) => one.column === column.name && (table === undefined || one.table === table),
    );
    const item = items.find((one) => one.name === column.name || one.label === column.name);
    const found = version?.findings.some((one) => one.column === column.name && one.table === column.table) === true;
    return {
      name: column.name,
      labels: [said?.label ?? item?.label ?? '', said?.labelEn ?? ''],
      codes: said?.codes ?? null,
      stats: column.stats,
      type: column.type,
      guarded: found || (said?.sensitivity ?? item?.sensitivity ?? 'none') !== 'none',
    };
  });
  const named = new Set(ofVersion.flatMap((one) => [one.name, ...one.labels]));
  const rest = items
    .filter((item) => !named.has(item.name) && !named.has(item.label))
    .map((item) => ({ name: item.name, labels: [item.label], codes: null, stats: null, type: null, guarded: true }));
  return [...ofVersion, ...rest];
}

/** Harvested records as the search knows them; those removed at their source or shown already are left out. */
export async function findHarvested(db: Db, recordIds: readonly string[]): Promise<SearchRecord[]> {
  const rows = await db.harvestedRecord.findMany({
    where: { id: { in: [...recordIds] }, removedAt: null, duplicateOf: null },
    include: { source: { select: { id: true, name: true, nameEn: true } } },
  });
  const ours = await db.organization.findMany({
    where: { name: { in: rows.map((row) => row.providerName) }, kind: 'agency' },
    select: { id: true, name: true },
  });
  return rows.map((row) =>
    harvestedRecord({ ...row, providerId: ours.find((one) => one.name === row.providerName)?.id ?? null }),
  );
}

export async function publishedEntryIds(db: Db, after: string, take: number): Promise<string[]> {
  const rows = await db.entry.findMany({
    where: { publishedRevision: { not: null }, state: { not: 'withdrawn' }, id: { gt: after } },
    orderBy: { id: 'asc' },
    take,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export async function harvestedIds(db: Db, after: string, take: number): Promise<string[]> {
  const rows = await db.harvestedRecord.findMany({
    where: { removedAt: null, duplicateOf: null, id: { gt: after } },
    orderBy: { id: 'asc' },
    take,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export async function findHits(db: Db, ids: readonly string[]) {
  const rows = await db.searchDocument.findMany({
    where: { id: { in: [...ids] } },
    include: { entry: { select: { provider: { select: { id: true, uscc: true, name: true, nameEn: true } } } } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function organizationNames(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, uscc: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function organizationsByUscc(db: Db, usccs: readonly string[]) {
  if (usccs.length === 0) return [];
  return db.organization.findMany({ where: { uscc: { in: [...usccs] } }, select: { id: true, uscc: true } });
}

export async function sourceNames(db: Db, ids: readonly string[]) {
  const rows = await db.harvestSource.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Names that are not to be cut apart, and what the information department says means the same. */
export async function vocabulary(db: Db) {
  const [organizations, synonyms] = await Promise.all([
    db.organization.findMany({ where: { kind: 'agency' }, select: { name: true } }),
    db.searchSynonym.findMany({ where: { revokedAt: null }, orderBy: { id: 'asc' }, select: { words: true } }),
  ]);
  return { names: organizations.map((one) => one.name), synonyms: synonyms.map((one) => one.words) };
}
