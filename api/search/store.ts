import { themes } from '#api/catalog/rules/codes.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import type { Db } from '#api/context.ts';
import type { SearchRecord } from '#api/ports/search/port.ts';

/** Files of a table are offered in these formats (datasets room). */
const tableFormats = ['csv', 'json', 'xlsx', 'parquet'];

/** What the search may know of an entry, or null when the public may not find it (not published, withdrawn, not open). */
export async function findRecord(db: Db, entryId: string): Promise<SearchRecord | null> {
  const entry = await db.entry.findUnique({
    where: { id: entryId },
    include: {
      provider: true,
      versions: { where: { state: 'published' }, orderBy: { number: 'desc' }, take: 1 },
    },
  });
  if (entry === null || entry.publishedRevision === null || entry.state === 'withdrawn') return null;
  const revision = await db.entryRevision.findUnique({
    where: { entryId_number: { entryId, number: entry.publishedRevision } },
  });
  if (revision === null) throw new Error(`entry ${entryId} has no revision ${entry.publishedRevision}`);
  const content = revision.content as unknown as EntryContent;
  if (content.open_type === null || content.open_type === 'none') return null;
  const newest = entry.versions[0];
  const { _sum } = await db.openDownload.aggregate({ where: { version: { entryId } }, _sum: { count: true } });
  const publishedAt = entry.publishedAt ?? revision.at;
  return {
    entryId,
    code: entry.code,
    title: content.title,
    titleEn: content.title_en === '' ? null : content.title_en,
    abstract: content.abstract,
    // People look for a theme by its name.
    keywords: content.theme === null ? content.keywords : [...content.keywords, ...themes.words[content.theme]],
    items: content.items.flatMap((item) => [item.name, item.label]).filter((word) => word !== ''),
    theme: content.theme ?? '',
    providerId: entry.providerId,
    providerName: [entry.provider.name, entry.provider.nameEn ?? ''].join(' ').trim(),
    regionCode: entry.regionCode,
    openType: content.open_type,
    updateCycle: content.update_cycle ?? '',
    // A licensed table is not offered as a file to everyone.
    formats: newest === undefined ? [] : content.open_type === 'unconditional' ? tableFormats : ['api'],
    rowCount: newest?.rowCount ?? null,
    downloads: _sum.count ?? 0,
    publishedAt,
    updatedAt: newest?.publishedAt ?? publishedAt,
  };
}

export async function publishedEntryIds(db: Db, after: string, take: number): Promise<string[]> {
  const rows = await db.entry.findMany({
    where: { publishedRevision: { not: null }, id: { gt: after } },
    orderBy: { id: 'asc' },
    take,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

export async function findHits(db: Db, entryIds: readonly string[]) {
  const rows = await db.searchDocument.findMany({
    where: { entryId: { in: [...entryIds] } },
    include: { entry: { select: { provider: { select: { id: true, uscc: true, name: true, nameEn: true } } } } },
  });
  const byId = new Map(rows.map((row) => [row.entryId, row]));
  return entryIds.flatMap((id) => byId.get(id) ?? []);
}

export async function organizationNames(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, uscc: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function organizationIdsByUscc(db: Db, usccs: readonly string[]): Promise<string[]> {
  if (usccs.length === 0) return [];
  return (await db.organization.findMany({ where: { uscc: { in: [...usccs] } }, select: { id: true } })).map(
    (row) => row.id,
  );
}
