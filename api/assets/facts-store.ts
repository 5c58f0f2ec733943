/** What the catalogue and the storage hold of entries, as the register reads it. */
import type { Db } from '#api/context.ts';
import { dayIn, type EntryFacts } from './rules/facts.ts';

export async function findEntries(db: Db, codes: readonly string[]) {
  return db.entry.findMany({
    where: { code: { in: [...new Set(codes)] } },
    select: {
      id: true,
      code: true,
      title: true,
      providerId: true,
      regionCode: true,
      state: true,
      publishedRevision: true,
      openType: true,
      content: true,
    },
  });
}

export async function entriesById(db: Db, ids: readonly string[]) {
  const rows = await db.entry.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: {
      id: true,
      code: true,
      title: true,
      providerId: true,
      state: true,
      publishedRevision: true,
      content: true,
    },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The newest version of each entry that is let through, with its scale: held and failed ones are none. */
export async function factsOf(db: Db, entryIds: readonly string[]): Promise<EntryFacts[]> {
  const [entries, versions] = await Promise.all([
    entriesById(db, entryIds),
    db.version.findMany({
      where: { entryId: { in: [...entryIds] }, state: { in: ['ready', 'published'] } },
      orderBy: { number: 'desc' },
      distinct: ['entryId'],
      include: {
        tables: { select: { tableBytes: true, rowCount: true } },
        files: { select: { bytes: true } },
        columns: { select: { type: true, stats: true } },
      },
    }),
  ]);
  const newest = new Map(versions.map((one) => [one.entryId, one]));
  return entryIds.map((id): EntryFacts => {
    const entry = entries.get(id);
    const own = { entry_id: id, code: entry?.code ?? '', title: entry?.title ?? '' };
    const version = newest.get(id);
    if (version === undefined)
      return {
        ...own,
        version: null,
        version_id: null,
        tables: 0,
        rows: '0',
        bytes: '0',
        fields: 0,
        from: null,
        to: null,
        sha256: null,
      };
    const days = version.columns.flatMap(({ type, stats }) => {
      const { min, max } = stats as { min?: unknown; max?: unknown };
      return [dayIn(type, min), dayIn(type, max)].filter((one) => one !== null);
    });
    days.sort();
    return {
      ...own,
      version: version.number,
      version_id: version.id,
      tables: version.tables.length,
      rows: String(version.rowCount ?? 0n),
      bytes: String(version.sourceBytes),
      fields: version.columns.length,
      from: days[0] ?? null,
      to: days.at(-1) ?? null,
      sha256: version.sourceSha256,
    };
  });
}

/** Published entries that hold data and stand on no card, the oldest first; of agencies, of regions, or all. */
export async function listUncarded(
  db: Db,
  { agencyId, regions }: { readonly agencyId?: string; readonly regions?: readonly string[] },
  take: number,
) {
  const [agency, among] = [agencyId ?? null, regions === undefined ? null : [...regions]];
  return db.$queryRaw<
    {
      id: string;
      code: string;
      title: string;
      provider_id: string;
      region_code: string;
      since: Date;
      carded: boolean;
    }[]
  >`
    SELECT e.id, e.code, e.title, e.provider_id, e.region_code, d.since, c.card_id IS NOT NULL AS carded
    FROM entry e
    JOIN LATERAL (SELECT min(coalesce(v.published_at, v.ready_at)) AS since FROM version v
      WHERE v.entry_id = e.id AND v.state IN ('ready', 'published')) d ON d.since IS NOT NULL
    LEFT JOIN asset_resource c ON c.entry_id = e.id AND c.live
    LEFT JOIN asset_card k ON k.id = c.card_id
    WHERE e.state = 'published' AND (k.id IS NULL OR k.state IN ('draft', 'submitted') AND k.code IS NULL)
      AND (${agency}::text IS NULL OR e.provider_id = ${agency}::text)
      AND (${among}::text[] IS NULL OR e.region_code = ANY(${among}::text[]))
    ORDER BY d.since, e.code LIMIT ${take}::int`;
}

/** How much of the published data of each agency has a registered card. */
export async function coverage(db: Db, regionCode: string | null) {
  return db.$queryRaw<{ agency_id: string; region_code: string; with_data: number; registered: number }[]>`
    SELECT e.provider_id AS agency_id, e.region_code, count(*)::int AS with_data,
      count(*) FILTER (WHERE k.state = 'registered')::int AS registered
    FROM entry e
    LEFT JOIN asset_resource c ON c.entry_id = e.id AND c.live
    LEFT JOIN asset_card k ON k.id = c.card_id
    WHERE e.state = 'published' AND (${regionCode}::text IS NULL OR e.region_code = ${regionCode}::text)
      AND EXISTS (SELECT 1 FROM version v WHERE v.entry_id = e.id AND v.state IN ('ready', 'published'))
    GROUP BY e.provider_id, e.region_code ORDER BY e.region_code, e.provider_id`;
}

/** Everything an agency has published that holds data, with the keys and hashes of its files. */
export async function storedOf(db: Db, agencyId: string, entryIds: readonly string[]) {
  return db.entry.findMany({
    where: { OR: [{ providerId: agencyId, state: 'published' }, { id: { in: [...entryIds] } }] },
    select: {
      id: true,
      code: true,
      title: true,
      state: true,
      providerId: true,
      content: true,
      versions: {
        where: { state: { in: ['ready', 'published'] } },
        orderBy: { number: 'desc' },
        take: 1,
        select: {
          id: true,
          number: true,
          fileName: true,
          sourceKey: true,
          sourceSha256: true,
          tables: { select: { number: true, name: true, tableKey: true, tableSha256: true } },
          files: { select: { path: true, key: true, sha256: true } },
        },
      },
    },
    orderBy: { code: 'asc' },
  });
}
