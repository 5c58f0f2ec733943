import type { Db } from '#api/context.ts';

/** Sales that were paid and not given back whole, by product. */
export async function salesOf(db: Db, productIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.order.groupBy({
    by: ['productId'],
    where: { productId: { in: [...productIds] }, state: { in: ['paid', 'fulfilled'] } },
    _count: { productId: true },
  });
  return new Map(rows.map((row) => [row.productId, row._count.productId]));
}

export async function entryBy(db: Db, where: { id: string } | { code: string }) {
  return db.entry.findUnique({
    where: where as { id: string },
    select: { id: true, code: true, title: true, providerId: true, regionCode: true, publishedRevision: true },
  });
}

/** Who obtained data of an entry, by version: how often and when last. */
export async function takersOf(db: Db, entryId: string) {
  return db.$queryRaw<
    { organization: string; uscc: string; agreement: string; version: number; deliveries: bigint; last: Date }[]
  >`
    SELECT o.name AS organization, o.uscc, a.no AS agreement, v.number AS version, count(*) AS deliveries, max(d.at) AS last
    FROM delivery d JOIN organization o ON o.id = d.organization_id JOIN agreement a ON a.id = d.agreement_id
      JOIN version v ON v.id = d.version_id
    WHERE d.entry_id = ${entryId} GROUP BY 1, 2, 3, 4 ORDER BY 6 DESC LIMIT 500`;
}
