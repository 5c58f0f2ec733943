import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { LoggedDelivery } from '../rules/citation.ts';

export type CertificateRow = Prisma.CitationCertificateGetPayload<object>;

export const findByNo = (db: Db, no: string): Promise<CertificateRow | null> =>
  db.citationCertificate.findUnique({ where: { no } });

export const certificatesOf = (db: Db, productId: string): Promise<CertificateRow[]> =>
  db.citationCertificate.findMany({ where: { productId }, orderBy: { issuedAt: 'desc' } });

/** The one that was not superseded, with the product locked so that two jobs make one certificate. */
export async function lockCurrent(db: Db, productId: string): Promise<CertificateRow | null> {
  await lock(db, `citation:${productId}`);
  return currentOf(db, productId);
}

export const currentOf = (db: Db, productId: string): Promise<CertificateRow | null> =>
  db.citationCertificate.findFirst({ where: { productId, supersededAt: null } });

export const insertCertificate = (db: Db, data: Prisma.CitationCertificateUncheckedCreateInput) =>
  db.citationCertificate.create({ data });

export const supersede = (db: Db, id: string, by: string, at: Date) =>
  db.citationCertificate.update({ where: { id }, data: { supersededAt: at, supersededBy: by } });

export const canonicalOf = async (db: Db, documentId: string): Promise<string> =>
  (await db.document.findUniqueOrThrow({ where: { id: documentId }, select: { canonical: true } })).canonical;

export interface Delivered extends LoggedDelivery {
  readonly at: Date;
  readonly entryId: string;
  readonly agencyId: string;
  readonly regionCode: string;
  readonly versionId: string;
  readonly withdrawnAt: Date | null;
}

/** The access log's own words about these deliveries. */
export async function deliveriesBy(db: Db, ids: readonly string[]): Promise<Map<string, Delivered>> {
  const rows = await db.delivery.findMany({
    where: { id: { in: [...ids] } },
    include: {
      organization: { select: { uscc: true } },
      agreement: { select: { no: true, agencyId: true, regionCode: true } },
      entry: { select: { code: true, state: true, withdrawnAt: true, providerId: true } },
      version: { select: { number: true } },
    },
  });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        at: row.at,
        developerUscc: row.organization.uscc,
        resourceCode: row.entry.code,
        datasetVersion: row.version.number,
        acquiredOn: dayOf(row.at),
        contentHash: row.sha256,
        handedHash: row.handedSha256,
        agreementNo: row.agreement.no,
        entryId: row.entryId,
        agencyId: row.agreement.agencyId,
        regionCode: row.agreement.regionCode,
        versionId: row.versionId,
        withdrawnAt: row.entry.state === 'withdrawn' ? row.entry.withdrawnAt : null,
      },
    ]),
  );
}

export interface Correction {
  readonly entryId: string;
  readonly fixedVersion: number;
  readonly at: Date;
}

/** Errors in the data of these entries that were put right in a later version, oldest first. */
export async function correctionsOf(db: Db, entryIds: readonly string[]): Promise<Correction[]> {
  const rows = await db.correction.findMany({
    where: { entryId: { in: [...entryIds] }, state: 'corrected', target: 'data', fixedVersion: { not: null } },
    orderBy: { closedAt: 'asc' },
  });
  return rows.map((row) => ({
    entryId: row.entryId,
    fixedVersion: row.fixedVersion ?? 0,
    at: row.closedAt ?? row.filedAt,
  }));
}

/** Products on sale without a certificate of their own. */
export async function listedWithout(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM product p WHERE p.state = 'listed'
      AND NOT EXISTS (SELECT 1 FROM citation_certificate c WHERE c.product_id = p.id AND c.superseded_at IS NULL)
    ORDER BY p.id LIMIT 500`;
  return rows.map((row) => row.id);
}
