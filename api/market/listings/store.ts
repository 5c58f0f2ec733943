import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const include = {
  exchange: true,
  statement: true,
  sales: { orderBy: { at: 'asc' } },
} as const satisfies Prisma.ExchangeListingInclude;
export type ListingRow = Prisma.ExchangeListingGetPayload<{ include: typeof include }>;
export type StatementRow = Prisma.RightStatementGetPayload<object>;
export type ExchangeRow = Prisma.DataExchangeGetPayload<object>;

export const findListing = (db: Db, id: string): Promise<ListingRow | null> =>
  db.exchangeListing.findUnique({ where: { id }, include });

/** Loads under a row lock that holds until the transaction ends. */
export async function lockListing(db: Db, id: string): Promise<ListingRow | null> {
  await db.$queryRaw`SELECT id FROM exchange_listing WHERE id = ${id} FOR UPDATE`;
  return findListing(db, id);
}

export const listingsOf = (db: Db, where: Prisma.ExchangeListingWhereInput): Promise<ListingRow[]> =>
  db.exchangeListing.findMany({ where, include, orderBy: [{ state: 'asc' }, { createdAt: 'desc' }], take: 300 });

/** The same product at the same exchange, or the same number there. */
export const known = (db: Db, exchangeId: string, productId: string, listingNo: string): Promise<number> =>
  db.exchangeListing.count({
    where: { exchangeId, OR: [{ productId, state: 'listed' }, { listingNo }] },
  });

export const listed = (db: Db): Promise<{ id: string }[]> =>
  db.exchangeListing.findMany({ where: { state: 'listed' }, select: { id: true }, orderBy: { id: 'asc' }, take: 5000 });

export const insertListing = (db: Db, data: Prisma.ExchangeListingUncheckedCreateInput) =>
  db.exchangeListing.create({ data });
export const updateListing = (db: Db, id: string, data: Prisma.ExchangeListingUncheckedUpdateInput) =>
  db.exchangeListing.update({ where: { id }, data: { ...data, revision: { increment: 1 } } });
export const insertSale = (db: Db, data: Prisma.ExchangeSaleUncheckedCreateInput) => db.exchangeSale.create({ data });
export const hasSale = async (db: Db, listingId: string, externalRef: string): Promise<boolean> =>
  (await db.exchangeSale.count({ where: { listingId, externalRef } })) > 0;

export const exchanges = (db: Db): Promise<ExchangeRow[]> => db.dataExchange.findMany({ orderBy: { name: 'asc' } });
export const findExchange = (db: Db, id: string): Promise<ExchangeRow | null> =>
  db.dataExchange.findUnique({ where: { id } });
export const exchangeNamed = (db: Db, name: string): Promise<number> => db.dataExchange.count({ where: { name } });
export const insertExchange = (db: Db, data: Prisma.DataExchangeUncheckedCreateInput) =>
  db.dataExchange.create({ data });
export const endExchange = async (db: Db, id: string, endedAt: Date): Promise<boolean> =>
  (await db.dataExchange.updateMany({ where: { id, endedAt: null }, data: { endedAt } })).count === 1;

export const insertStatement = (db: Db, data: Prisma.RightStatementUncheckedCreateInput) =>
  db.rightStatement.create({ data });
export const findStatement = (db: Db, no: string): Promise<StatementRow | null> =>
  db.rightStatement.findUnique({ where: { no } });
/** The newest of a product that says the same. */
export const statementWith = (db: Db, productId: string, factsSha256: string): Promise<StatementRow | null> =>
  db.rightStatement.findFirst({ where: { productId, factsSha256 }, orderBy: { issuedAt: 'desc' } });

export async function documentText(db: Db, id: string): Promise<string | null> {
  const row = await db.document.findUnique({ where: { id }, select: { canonical: true } });
  return row?.canonical ?? null;
}

/** The agreements behind a product in their present version, with the filing of that version. */
export async function agreementsBehind(db: Db, productId: string) {
  const product = await db.product.findUnique({
    where: { id: productId },
    select: { agreementId: true, parts: { select: { agreementId: true } } },
  });
  if (product === null) return [];
  const ids = product.parts.length === 0 ? [product.agreementId] : product.parts.map((one) => one.agreementId);
  const rows = await db.agreement.findMany({
    where: { id: { in: ids } },
    include: {
      agency: { select: { name: true, uscc: true } },
      filings: { where: { state: 'accepted' } },
      versions: true,
    },
    orderBy: { no: 'asc' },
  });
  const documents = await db.document.findMany({
    where: { id: { in: rows.flatMap((row) => row.versions.map((one) => one.documentId)) } },
    select: { id: true, sha256: true },
  });
  const hashes = new Map(documents.map((one) => [one.id, one.sha256]));
  return rows.map((row) => {
    const version = row.versions.find((one) => one.version === row.version);
    return {
      ...row,
      filingNo: row.filings.find((one) => one.version === row.version)?.no ?? null,
      terms: version?.terms ?? null,
      sha256: version === undefined ? null : (hashes.get(version.documentId) ?? null),
    };
  });
}

export async function ordersBy(db: Db, ids: readonly string[]) {
  const rows = await db.order.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, no: true, state: true, amountFen: true, buyer: { select: { name: true } } },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
