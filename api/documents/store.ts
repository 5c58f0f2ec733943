import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { DocumentKind } from './rules/codes.ts';

export interface SignatureRow {
  readonly position: number;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly uscc: string;
  readonly signedAt: Date;
  readonly documentSha256: string;
  readonly signature: string;
  readonly pdfKey: string;
  readonly pdfSha256: string;
  readonly certificatePem: string;
  readonly fingerprint: string;
  readonly serial: string;
  readonly stamped: {
    readonly place: 'pdf' | 'beside';
    readonly at: Date;
    readonly authority: string;
    readonly operatedBy: 'platform' | 'outside';
    readonly token: string;
  } | null;
}

const include = {
  signatures: { orderBy: { position: 'asc' as const }, include: { organization: true, key: true, timestamp: true } },
} as const;
type Loaded = Prisma.DocumentGetPayload<{ include: typeof include }>;

function shown(row: Loaded) {
  return {
    ...row,
    signatures: row.signatures.map(
      (s): SignatureRow => ({
        position: s.position,
        organizationId: s.organizationId,
        organizationName: s.organization.name,
        uscc: s.organization.uscc,
        signedAt: s.signedAt,
        documentSha256: s.documentSha256,
        signature: s.signature,
        pdfKey: s.pdfKey,
        pdfSha256: s.pdfSha256,
        certificatePem: s.key.certificatePem,
        fingerprint: s.key.fingerprint,
        serial: s.key.serial,
        stamped:
          s.timestamp === null
            ? null
            : {
                place: s.timestamp.place as 'pdf' | 'beside',
                at: s.timestamp.attestedAt,
                authority: s.timestamp.authority,
                operatedBy: s.timestamp.operatedBy as 'platform' | 'outside',
                token: s.timestamp.token,
              },
      }),
    ),
  };
}

export type DocumentRow = ReturnType<typeof shown>;

export async function findDocument(db: Db, id: string): Promise<DocumentRow | null> {
  const row = await db.document.findUnique({ where: { id }, include });
  return row === null ? null : shown(row);
}

/** The newest document under a number (an agreement's later version carries the same number). */
export async function findDocumentByNo(db: Db, no: string): Promise<DocumentRow | null> {
  const row = await db.document.findFirst({ where: { no }, orderBy: { createdAt: 'desc' }, include });
  return row === null ? null : shown(row);
}

/** Loads under a row lock that holds until the transaction ends. */
export async function lockDocument(db: Db, id: string): Promise<DocumentRow | null> {
  await db.$queryRaw`SELECT id FROM document WHERE id = ${id} FOR UPDATE`;
  return findDocument(db, id);
}

export async function insertDocument(db: Db, row: Prisma.DocumentUncheckedCreateInput): Promise<void> {
  await db.document.create({ data: row });
}

export async function insertSignature(db: Db, row: Prisma.SignatureUncheckedCreateInput): Promise<void> {
  await db.signature.create({ data: row });
}

export async function findSignature(db: Db, id: string): Promise<{ signature: string; stamped: boolean } | null> {
  const row = await db.signature.findUnique({ where: { id }, include: { timestamp: true } });
  return row === null ? null : { signature: row.signature, stamped: row.timestamp !== null };
}

export async function insertTimestamp(db: Db, row: Prisma.SignatureTimestampUncheckedCreateInput): Promise<void> {
  await db.signatureTimestamp.create({ data: row });
}

/** The document whose unsigned rendering or signed revision has this hash. */
export async function findByPdfHash(
  db: Db,
  hash: string,
): Promise<{ id: string; kind: DocumentKind; no: string; title: string; newest: boolean } | null> {
  const signature = await db.signature.findFirst({ where: { pdfSha256: hash }, include: { document: { include } } });
  const document = signature?.document ?? (await db.document.findFirst({ where: { pdfSha256: hash }, include }));
  if (document === null || document === undefined) return null;
  const newest = (document.signatures.at(-1)?.pdfSha256 ?? document.pdfSha256) === hash;
  return { id: document.id, kind: document.kind as DocumentKind, no: document.no, title: document.title, newest };
}

export async function takeNumber(db: Db, kind: string, year: number): Promise<number> {
  const rows = await db.$queryRaw<{ taken: number }[]>`
    INSERT INTO number_series (kind, year, next) VALUES (${kind}, ${year}, 2)
    ON CONFLICT (kind, year) DO UPDATE SET next = number_series.next + 1 RETURNING next - 1 AS taken`;
  const taken = rows[0]?.taken;
  if (taken === undefined) throw new Error(`number series ${kind} ${year} gave no number`);
  return taken;
}
