/** What other rooms record of the entries of assets. */
import type { Db } from '#api/context.ts';

export interface UseRow {
  readonly card_id: string;
  readonly authorisations: number;
  readonly agreements: number;
  readonly products: number;
  readonly deliveries: number;
  readonly grants: number;
}

/** Counts of each card's entries; with a year, deliveries and grants of that year only (days of Shanghai). */
export async function usesOf(db: Db, cardIds: readonly string[], year: string | null): Promise<UseRow[]> {
  const ids = [...cardIds];
  const [from, to] = year === null ? [null, null] : [`${year}-01-01`, `${Number(year) + 1}-01-01`];
  return db.$queryRaw<UseRow[]>`
    WITH r AS (SELECT card_id, entry_id FROM asset_resource WHERE card_id = ANY(${ids}::text[])),
    span AS (SELECT coalesce(${from}::text, '0001-01-01')::timestamp AT TIME ZONE 'Asia/Shanghai' AS a,
      coalesce(${to}::text, '9999-01-01')::timestamp AT TIME ZONE 'Asia/Shanghai' AS b)
    SELECT c.id AS card_id,
      (SELECT count(DISTINCT k.application_id)::int FROM r JOIN application_resource x ON x.entry_id = r.entry_id
        JOIN certificate k ON k.application_id = x.application_id WHERE r.card_id = c.id) AS authorisations,
      (SELECT count(DISTINCT g.id)::int FROM r JOIN agreement_resource x ON x.entry_id = r.entry_id
        JOIN agreement g ON g.id = x.agreement_id AND g.activated_at IS NOT NULL WHERE r.card_id = c.id) AS agreements,
      (SELECT count(DISTINCT p.id)::int FROM r JOIN delivery d ON d.entry_id = r.entry_id
        JOIN product_source s ON s.delivery_id = d.id JOIN product p ON p.id = s.product_id AND p.listed_at IS NOT NULL
        WHERE r.card_id = c.id) AS products,
      (SELECT count(*)::int FROM r JOIN delivery d ON d.entry_id = r.entry_id, span
        WHERE r.card_id = c.id AND d.at >= span.a AND d.at < span.b) AS deliveries,
      (SELECT count(DISTINCT q.id)::int FROM r JOIN sharing_request q ON q.entry_id = r.entry_id AND q.opened_at IS NOT NULL, span
        WHERE r.card_id = c.id AND q.opened_at >= span.a AND q.opened_at < span.b) AS grants
    FROM asset_card c WHERE c.id = ANY(${ids}::text[])`;
}

export interface IncomeRow {
  readonly card_id: string;
  readonly statement_id: string;
  readonly gross_fen: bigint;
  readonly treasury_fen: bigint;
  readonly received_fen: bigint;
  readonly cards: number;
}

/**
 * Approved statements of agreements that cover entries of the cards, one row for each card and statement. `cards` counts the cards
 * the agreement covers: with more than one the income is theirs together and is divided among them nowhere.
 */
export async function incomesOf(db: Db, cardIds: readonly string[], year: string | null): Promise<IncomeRow[]> {
  const ids = [...cardIds];
  return db.$queryRaw<IncomeRow[]>`
    WITH covered AS (SELECT DISTINCT r.card_id, x.agreement_id FROM asset_resource r
      JOIN agreement_resource x ON x.entry_id = r.entry_id WHERE r.card_id = ANY(${ids}::text[]))
    SELECT c.card_id, s.id AS statement_id, s.gross_fen - s.refunds_fen AS gross_fen, s.treasury_fen,
      CASE WHEN s.state IN ('received', 'closed') THEN s.treasury_fen ELSE 0 END::bigint AS received_fen,
      (SELECT count(DISTINCT o.card_id)::int FROM asset_resource o JOIN agreement_resource y ON y.entry_id = o.entry_id
        WHERE y.agreement_id = s.agreement_id AND o.live) AS cards
    FROM covered c JOIN statement s ON s.agreement_id = c.agreement_id
    WHERE c.card_id = ANY(${ids}::text[]) AND s.state IN ('approved', 'ordered', 'received', 'closed')
      AND (${year}::text IS NULL OR left(s.period, 4) = ${year}::text)
    ORDER BY s.period, s.no`;
}

const named = { select: { name: true } } as const;

export async function detailOf(db: Db, cardId: string) {
  const ids = (await db.assetResource.findMany({ where: { cardId }, select: { entryId: true } })).map(
    (one) => one.entryId,
  );
  const among = { entryId: { in: ids } };
  const covering = { resources: { some: among } };
  const [certificates, agreements, products, statements, deliveries, grants] = await Promise.all([
    db.certificate.findMany({
      where: { application: covering },
      include: { application: { select: { id: true, developer: named } } },
      orderBy: { issuedAt: 'desc' },
      take: 500,
    }),
    db.agreement.findMany({
      where: { ...covering, activatedAt: { not: null } },
      include: { developer: named, resources: { select: { entryId: true } } },
      orderBy: { no: 'asc' },
      take: 500,
    }),
    db.$queryRaw<{ no: string; title: string; state: string; developer: string }[]>`
      SELECT DISTINCT p.no, p.title, p.state::text AS state, o.name AS developer FROM product p
      JOIN product_source s ON s.product_id = p.id JOIN delivery d ON d.id = s.delivery_id
      JOIN organization o ON o.id = p.developer_id
      WHERE d.entry_id = ANY(${ids}::text[]) AND p.listed_at IS NOT NULL ORDER BY p.no LIMIT 500`,
    db.statement.findMany({
      where: { agreement: covering, state: { in: ['approved', 'ordered', 'received', 'closed'] } },
      include: { agreement: { select: { no: true } } },
      orderBy: [{ period: 'desc' }, { no: 'desc' }],
      take: 1000,
    }),
    db.$queryRaw<{ no: string; count: number; rows: bigint; last_at: Date }[]>`
      SELECT a.no, count(*)::int AS count, coalesce(sum(d.row_count), 0)::bigint AS rows, max(d.at) AS last_at
      FROM delivery d JOIN agreement a ON a.id = d.agreement_id
      WHERE d.entry_id = ANY(${ids}::text[]) GROUP BY a.no ORDER BY a.no`,
    db.sharingRequest.findMany({
      where: { ...among, openedAt: { not: null } },
      select: { no: true, requesterId: true, state: true, termUntil: true },
      orderBy: { no: 'desc' },
      take: 500,
    }),
  ]);
  return { certificates, agreements, products, statements, deliveries, grants };
}

/** How many live cards each agreement covers. */
export async function cardsOfAgreements(db: Db, agreementIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ agreement_id: string; cards: number }[]>`
    SELECT x.agreement_id, count(DISTINCT r.card_id)::int AS cards FROM agreement_resource x
    JOIN asset_resource r ON r.entry_id = x.entry_id AND r.live
    WHERE x.agreement_id = ANY(${[...agreementIds]}::text[]) GROUP BY x.agreement_id`;
  return new Map(rows.map((row) => [row.agreement_id, row.cards]));
}

/** What happened to cards within a year (days of Shanghai), by scope. */
export async function yearOf(
  db: Db,
  { holderId, regions }: { holderId: string | null; regions: readonly string[] },
  year: string,
) {
  const [from, to] = [`${year}-01-01`, `${Number(year) + 1}-01-01`];
  const among = [...regions];
  const [closed, transfers, inventories] = await Promise.all([
    db.$queryRaw<{ kind: string; state: string; count: number }[]>`
      SELECT kind, state::text AS state, count(*)::int AS count FROM asset_case
      WHERE closed_at >= ${from}::timestamp AT TIME ZONE 'Asia/Shanghai' AND closed_at < ${to}::timestamp AT TIME ZONE 'Asia/Shanghai'
        AND (holder_id = ${holderId} OR region_code = ANY(${among}::text[])) GROUP BY kind, state`,
    db.$queryRaw<{ count: number }[]>`
      SELECT coalesce(sum(cardinality(card_ids)), 0)::int AS count FROM asset_transfer
      WHERE at >= ${from}::timestamp AT TIME ZONE 'Asia/Shanghai' AND at < ${to}::timestamp AT TIME ZONE 'Asia/Shanghai'
        AND (from_id = ${holderId} OR to_id = ${holderId} OR region_code = ANY(${among}::text[]))`,
    db.$queryRaw<{ inventories: number; signed: number; differences: number; settled: number }[]>`
      SELECT count(DISTINCT i.id)::int AS inventories, count(DISTINCT i.id) FILTER (WHERE i.state = 'signed')::int AS signed,
        count(l.id)::int AS differences, count(l.outcome)::int AS settled
      FROM asset_inventory i LEFT JOIN asset_inventory_line l ON l.inventory_id = i.id
      WHERE left(i.as_of, 4) = ${year} AND (i.agency_id = ${holderId} OR i.region_code = ANY(${among}::text[]))`,
  ]);
  return { closed, transferred: transfers[0]?.count ?? 0, inventory: inventories[0] };
}

/** Registered cards whose term or maintenance may have run out, and the differences and inventories that lie open. */
export async function registeredCards(db: Db, regionCode: string | null, agencyId: string | null) {
  return db.assetCard.findMany({
    where: {
      state: 'registered',
      ...(regionCode === null ? {} : { regionCode }),
      ...(agencyId === null ? {} : { holderId: agencyId }),
    },
    select: {
      id: true,
      code: true,
      no: true,
      name: true,
      holderId: true,
      regionCode: true,
      validTo: true,
      maintainedOn: true,
    },
    orderBy: { no: 'asc' },
    take: 100_000,
  });
}

export async function unsigned(db: Db, regionCode: string | null, agencyId: string | null) {
  return db.assetInventory.findMany({
    where: {
      state: { not: 'signed' },
      ...(regionCode === null ? {} : { regionCode }),
      ...(agencyId === null ? {} : { agencyId }),
    },
    include: { lines: { where: { outcome: null }, select: { id: true } } },
    orderBy: { no: 'asc' },
    take: 10_000,
  });
}
