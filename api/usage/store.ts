/** Deliveries in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const ofDelivery = {
  agreement: { select: { no: true } },
  organization: { select: { id: true, name: true } },
  entry: { select: { code: true, title: true, provider: { select: { name: true, uscc: true } } } },
  version: {
    select: { number: true, tables: { select: { name: true, tableSha256: true }, orderBy: { number: 'asc' } } },
  },
  apiKey: { select: { prefix: true } },
} as const;
export type DeliveryRow = Prisma.DeliveryGetPayload<{ include: typeof ofDelivery }>;

const ofAgreement = {
  resources: { select: { entryId: true } },
  /** The text that was signed: what stood in the datasets when it was written is what was agreed on. */
  versions: { select: { version: true, createdAt: true }, orderBy: { version: 'desc' } },
} satisfies Prisma.AgreementInclude;

export async function findAgreement(db: Db, id: string) {
  const row = await db.agreement.findUnique({ where: { id }, include: ofAgreement });
  // A version that is signed but not filed yet stands beside the one that governs.
  return row === null ? null : { ...row, versions: row.versions.filter((one) => one.version <= row.version) };
}

/**
 * The agreement, kept from changing until the transaction ends: an end of the agreement either waits for this delivery or is
 * seen by it. Deliveries do not wait for each other.
 */
export async function holdAgreement(db: Db, id: string) {
  await db.$queryRaw`SELECT id FROM agreement WHERE id = ${id} FOR SHARE`;
  return findAgreement(db, id);
}

export async function findEntry(db: Db, code: string) {
  return db.entry.findUnique({
    where: { code },
    select: { id: true, code: true, title: true, state: true, publishedRevision: true },
  });
}

export async function findEntries(db: Db, ids: readonly string[]) {
  return db.entry.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      code: true,
      title: true,
      versions: {
        where: { state: 'published' },
        orderBy: { number: 'desc' },
        take: 1,
        select: {
          number: true,
          publishedAt: true,
          tables: {
            select: { number: true, name: true, rowCount: true, tableSha256: true },
            orderBy: { number: 'asc' },
          },
        },
      },
    },
    orderBy: { code: 'asc' },
  });
}

export async function insertDelivery(db: Db, row: Prisma.DeliveryUncheckedCreateInput): Promise<void> {
  await db.delivery.create({ data: row });
}

export interface Seen {
  readonly organizationId: string;
  readonly agreementId?: string | undefined;
}

/** What an organisation may see: what was handed to it, and what of its own data was handed over. */
const visible = (seen: Seen): Prisma.DeliveryWhereInput => ({
  OR: [{ organizationId: seen.organizationId }, { agreement: { agencyId: seen.organizationId } }],
  ...(seen.agreementId === undefined ? {} : { agreementId: seen.agreementId }),
});

export async function listDeliveries(db: Db, seen: Seen & { readonly page: number; readonly pageSize: number }) {
  const where = visible(seen);
  const [rows, total] = await Promise.all([
    db.delivery.findMany({
      where,
      include: ofDelivery,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      skip: (seen.page - 1) * seen.pageSize,
      take: seen.pageSize,
    }),
    db.delivery.count({ where }),
  ]);
  return { rows, total };
}

export async function deliveriesOf(db: Db, agreementId: string, ids?: readonly string[]): Promise<DeliveryRow[]> {
  return db.delivery.findMany({
    where: { agreementId, ...(ids === undefined ? {} : { id: { in: [...ids] } }) },
    include: ofDelivery,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });
}

export interface DayRow {
  readonly day: string;
  readonly deliveries: number;
  readonly rows: bigint;
  readonly bytes: bigint;
}

export async function usageByDay(db: Db, seen: Seen, from: Date, before: Date): Promise<DayRow[]> {
  return db.$queryRaw<DayRow[]>`
    SELECT to_char(d.at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day, count(*)::int AS deliveries,
      sum(d.row_count)::bigint AS rows, sum(d.bytes)::bigint AS bytes
    FROM delivery d JOIN agreement a ON a.id = d.agreement_id
    WHERE (d.organization_id = ${seen.organizationId} OR a.agency_id = ${seen.organizationId})
      AND (${seen.agreementId ?? null}::text IS NULL OR d.agreement_id = ${seen.agreementId ?? null})
      AND d.at >= ${from}::timestamptz AND d.at < ${before}::timestamptz
    GROUP BY 1 ORDER BY 1`;
}

export type DeliveredRow = NonNullable<Awaited<ReturnType<typeof findDelivery>>>;

export async function findDelivery(db: Db, id: string) {
  return db.delivery.findUnique({
    where: { id },
    select: {
      id: true,
      agreementId: true,
      apiKeyId: true,
      copyId: true,
      entry: { select: { code: true, state: true } },
    },
  });
}
