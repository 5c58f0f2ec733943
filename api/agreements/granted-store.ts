/** Versions of agreements and the tables they were written over, in the database. */
import type { Db } from '#api/context.ts';

export interface NamedTable {
  readonly number: number;
  readonly name: string;
}

const withAgreement = {
  agreement: {
    select: {
      no: true,
      version: true,
      effectiveFrom: true,
      effectiveTo: true,
      resources: {
        select: { entry: { select: { id: true, code: true } } },
        orderBy: { entry: { code: 'asc' } },
      },
    },
  },
} as const;

/** The version asked for, or the one the agreement stands at; a version beside it governs only from its own day on. */
export async function findGoverning(db: Db, agreementId: string, version: number | undefined) {
  const wanted =
    version ?? (await db.agreement.findUnique({ where: { id: agreementId }, select: { version: true } }))?.version ?? 0;
  return db.agreementVersion.findUnique({
    where: { agreementId_version: { agreementId, version: wanted } },
    include: withAgreement,
  });
}

/** The tables the dataset had at an instant; where it had none yet, those of its first published version. */
export async function findTablesAt(db: Db, entryId: string, at: Date): Promise<readonly NamedTable[]> {
  const tables = { tables: { select: { number: true, name: true }, orderBy: { number: 'asc' } } } as const;
  const where = { entryId, state: 'published' } as const;
  const then = await db.version.findFirst({
    where: { ...where, publishedAt: { lte: at } },
    orderBy: { number: 'desc' },
    select: tables,
  });
  const found = then ?? (await db.version.findFirst({ where, orderBy: { number: 'asc' }, select: tables }));
  return found?.tables ?? [];
}

/** Tables and columns of the newest published version of each dataset of an agreement. */
export async function findGrantable(db: Db, entryIds: readonly string[]) {
  return db.entry.findMany({
    where: { id: { in: [...entryIds] } },
    select: {
      code: true,
      title: true,
      versions: {
        where: { state: 'published' },
        orderBy: { number: 'desc' },
        take: 1,
        select: {
          tables: { select: { number: true, name: true, rowCount: true }, orderBy: { number: 'asc' } },
          columns: {
            select: { table: true, name: true, type: true },
            orderBy: [{ table: 'asc' }, { position: 'asc' }],
          },
        },
      },
    },
    orderBy: { code: 'asc' },
  });
}

export async function findIdOrNo(db: Db, idOrNo: string): Promise<string | null> {
  const found = await db.agreement.findFirst({ where: { OR: [{ id: idOrNo }, { no: idOrNo }] }, select: { id: true } });
  return found?.id ?? null;
}

export async function findRecord(db: Db, documentId: string) {
  return db.document.findUnique({ where: { id: documentId }, select: { canonical: true, sha256: true } });
}
