/** Copies that left, by the tables they show. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/** Whose agreements are compared: an agency its own, the information department those of its region. */
export interface TraceScope {
  readonly agencyId: string | null;
  readonly regionCode: string | null;
}

const within = ({ agencyId, regionCode }: TraceScope): Prisma.AgreementWhereInput => ({
  OR: [...(agencyId === null ? [] : [{ agencyId }]), ...(regionCode === null ? [] : [{ regionCode }])],
});

const ofTaken = {
  deliveries: {
    select: {
      id: true,
      at: true,
      format: true,
      apiKey: { select: { prefix: true } },
      agreement: { select: { id: true, no: true } },
      organization: { select: { id: true, name: true } },
    },
    orderBy: { at: 'asc' },
  },
} satisfies Prisma.MarkedCopyInclude;
export type TakenCopy = Prisma.MarkedCopyGetPayload<{ include: typeof ofTaken }>;

export interface CopiedTable {
  readonly versionId: string;
  readonly tableNumber: number;
}

/** Tables of which copies left, the newest copies first. */
export async function copiedTables(db: Db, scope: TraceScope, most: number): Promise<CopiedTable[]> {
  const found = await db.markedCopy.groupBy({
    by: ['versionId', 'tableNumber'],
    where: { deliveries: { some: { agreement: within(scope) } } },
    _max: { madeAt: true },
    orderBy: { _max: { madeAt: 'desc' } },
    take: most,
  });
  return found.map(({ versionId, tableNumber }) => ({ versionId, tableNumber }));
}

/** Newest first. */
export async function copiesOf(
  db: Db,
  scope: TraceScope,
  { versionId, tableNumber }: CopiedTable,
  most: number,
): Promise<TakenCopy[]> {
  return db.markedCopy.findMany({
    where: { versionId, tableNumber, deliveries: { some: { agreement: within(scope) } } },
    include: ofTaken,
    orderBy: { madeAt: 'desc' },
    take: most,
  });
}

/** The table as it is kept; null when its bytes are gone with its version. */
export async function findTable(db: Db, { versionId, tableNumber: number }: CopiedTable) {
  const row = await db.versionTable.findUnique({
    where: { versionId_number: { versionId, number } },
    select: {
      name: true,
      tableKey: true,
      version: { select: { number: true, entry: { select: { code: true, title: true } } } },
    },
  });
  if (row === null || row.tableKey === null) return null;
  const columns = await db.versionColumn.findMany({
    where: { versionId, table: number },
    select: { name: true, type: true },
    orderBy: { position: 'asc' },
  });
  return { ...row, tableKey: row.tableKey, columns };
}
