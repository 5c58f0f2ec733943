/** Agreements and filings in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { AgreementState, FilingState, PartyKind } from './rules/codes.ts';
import type { Deviation } from './rules/forms.ts';
import type { Terms } from './rules/terms.ts';

const party = { select: { id: true, uscc: true, name: true } } as const;
const resources = {
  include: { entry: { select: { id: true, code: true, title: true } } },
  orderBy: { entry: { code: 'asc' } },
} as const;
const listed = {
  agency: party,
  developer: party,
  resources,
  filings: { orderBy: { no: 'asc' }, include: { organization: { select: { id: true, name: true } } } },
} as const;
const whole = {
  ...listed,
  treasury: { select: { code: true, name: true } },
  template: true,
  application: { include: { certificate: { select: { no: true, validFrom: true, validTo: true } } } },
  versions: { orderBy: { version: 'desc' }, include: { shares: true } },
  steps: { orderBy: { revision: 'asc' } },
} as const;
const filingWhole = {
  organization: { select: { id: true, name: true } },
  agreement: { include: { agency: party, developer: party } },
} as const;

export type AgreementRow = Prisma.AgreementGetPayload<{ include: typeof whole }>;
export type ListedRow = Prisma.AgreementGetPayload<{ include: typeof listed }>;
export type FilingRow = Prisma.FilingGetPayload<{ include: typeof filingWhole }>;
export type Changes = Prisma.AgreementUncheckedUpdateManyInput;

export async function findAgreement(db: Db, id: string): Promise<AgreementRow | null> {
  const row = await db.agreement.findUnique({ where: { id }, include: whole });
  // An amendment that is out for signature has a version too; until it governs it is not the agreement's.
  return row === null ? null : { ...row, versions: row.versions.filter((one) => one.version <= row.version) };
}

/** Held until the transaction ends: two signatures, two decisions, a signature and an edit come one after the other. */
export async function lockAgreement(db: Db, id: string): Promise<AgreementRow | null> {
  await db.$queryRaw`SELECT id FROM agreement WHERE id = ${id} FOR UPDATE`;
  return findAgreement(db, id);
}

export async function findNoByApplication(db: Db, applicationId: string): Promise<{ id: string; no: string } | null> {
  return db.agreement.findUnique({ where: { applicationId }, select: { id: true, no: true } });
}

/** Granted applications to an agency from which no agreement has been drawn yet. */
export async function listDraftable(db: Db, agencyId: string) {
  return db.application.findMany({
    where: { agencyId, agreement: null, state: { in: ['approved', 'charging', 'certified'] } },
    select: { id: true, no: true, kind: true, regionCode: true, developer: party, resources, decidedAt: true },
    orderBy: { no: 'asc' },
  });
}

export async function insertAgreement(
  db: Db,
  row: Omit<Prisma.AgreementUncheckedCreateInput, 'resources' | 'terms'> & { terms: Terms },
  entryIds: readonly string[],
): Promise<void> {
  await db.agreement.create({
    data: {
      ...row,
      terms: row.terms as unknown as Prisma.InputJsonObject,
      resources: { create: entryIds.map((entryId) => ({ entryId })) },
    },
  });
}

export async function updateAgreement(db: Db, id: string, revision: number, changes: Changes): Promise<boolean> {
  const { count } = await db.agreement.updateMany({
    where: { id, revision },
    data: { ...changes, revision: revision + 1 },
  });
  return count === 1;
}

export async function insertVersion(
  db: Db,
  row: {
    agreementId: string;
    version: number;
    terms: Terms;
    deviations: readonly Deviation[];
    documentId: string;
    createdAt: Date;
  },
  shares: readonly { partyKind: PartyKind; partyId: string; ppm: number }[],
): Promise<void> {
  await db.agreementVersion.create({
    data: {
      ...row,
      terms: row.terms as unknown as Prisma.InputJsonObject,
      deviations: row.deviations.map((one) => ({ ...one })),
      shares: { create: shares.map(({ partyKind, partyId, ppm }) => ({ partyKind, partyId, ppm })) },
    },
  });
}

export async function insertStep(db: Db, row: Prisma.AgreementStepUncheckedCreateInput): Promise<void> {
  await db.agreementStep.create({ data: row });
}

export async function signaturesOf(db: Db, documentId: string) {
  const rows = await db.signature.findMany({
    where: { documentId },
    orderBy: { position: 'asc' },
    select: { organizationId: true, signedAt: true, organization: { select: { name: true } } },
  });
  return rows.map(({ organization, ...row }) => ({ ...row, organization: organization.name }));
}

export async function documentOf(db: Db, id: string) {
  return db.document.findUnique({ where: { id }, select: { id: true, sha256: true, createdAt: true } });
}

export const documentNo = (db: Db, id: string) =>
  db.document.findUnique({ where: { id }, select: { id: true, no: true, sha256: true } });

export async function namesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.organization.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function personName(db: Db, id: string | null): Promise<string> {
  const row = id === null ? null : await db.person.findUnique({ where: { id }, select: { displayName: true } });
  return row?.displayName ?? '-';
}

export interface ListWish {
  readonly organizationId: string;
  readonly regions: readonly string[];
  readonly state?: AgreementState | undefined;
  readonly page: number;
  readonly pageSize: number;
}

export async function listAgreements(db: Db, wish: ListWish): Promise<{ rows: ListedRow[]; total: number }> {
  const where: Prisma.AgreementWhereInput = {
    AND: [
      {
        OR: [
          { agencyId: wish.organizationId },
          { developerId: wish.organizationId },
          { regionCode: { in: [...wish.regions] }, filings: { some: {} } },
        ],
      },
      wish.state === undefined ? {} : { state: wish.state },
    ],
  };
  const [rows, total] = await Promise.all([
    db.agreement.findMany({
      where,
      include: listed,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      skip: (wish.page - 1) * wish.pageSize,
      take: wish.pageSize,
    }),
    db.agreement.count({ where }),
  ]);
  return { rows, total };
}

/** Which signatures stand under documents, by document. */
export async function signersOf(db: Db, agreementIds: readonly string[]): Promise<ReadonlyMap<string, Set<string>>> {
  const rows = await db.$queryRaw<{ agreement_id: string; organization_id: string }[]>`
    SELECT v.agreement_id, s.organization_id FROM agreement a
    JOIN agreement_version v ON v.agreement_id = a.id AND v.version = a.version
    JOIN signature s ON s.document_id = v.document_id
    WHERE a.id = ANY(${[...agreementIds]}::text[])`;
  const found = new Map<string, Set<string>>();
  for (const row of rows)
    found.set(row.agreement_id, (found.get(row.agreement_id) ?? new Set()).add(row.organization_id));
  return found;
}

export async function findFiling(db: Db, id: string): Promise<FilingRow | null> {
  return db.filing.findUnique({ where: { id }, include: filingWhole });
}

/** What was sent out as a version, with its split; null when there is no such version. */
export async function findVersion(db: Db, agreementId: string, version: number) {
  return db.agreementVersion.findUnique({
    where: { agreementId_version: { agreementId, version } },
    include: { shares: true },
  });
}

export async function insertFiling(db: Db, row: Prisma.FilingUncheckedCreateInput): Promise<void> {
  await db.filing.create({ data: row });
}

export async function updateFiling(
  db: Db,
  id: string,
  state: FilingState,
  changes: Prisma.FilingUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.filing.updateMany({ where: { id, state }, data: changes });
  return count === 1;
}

export async function listFilings(
  db: Db,
  wish: Omit<ListWish, 'state'> & { readonly state?: FilingState | undefined },
): Promise<{ rows: FilingRow[]; total: number }> {
  const where: Prisma.FilingWhereInput = {
    AND: [
      {
        OR: [
          { agreement: { agencyId: wish.organizationId } },
          { agreement: { developerId: wish.organizationId } },
          { agreement: { regionCode: { in: [...wish.regions] } } },
        ],
      },
      wish.state === undefined ? {} : { state: wish.state },
    ],
  };
  const [rows, total] = await Promise.all([
    db.filing.findMany({
      where,
      include: filingWhole,
      orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
      skip: (wish.page - 1) * wish.pageSize,
      take: wish.pageSize,
    }),
    db.filing.count({ where }),
  ]);
  return { rows, total };
}

export async function endedByClock(db: Db, today: string): Promise<readonly string[]> {
  const rows = await db.agreement.findMany({
    where: { state: { in: ['active', 'suspended'] }, effectiveTo: { lt: today } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => row.id);
}

export async function listRegister(db: Db, regionCode: string | undefined, page: number, pageSize: number) {
  const where: Prisma.AgreementWhereInput = {
    activatedAt: { not: null },
    ...(regionCode === undefined ? {} : { regionCode }),
  };
  const [rows, total] = await Promise.all([
    db.agreement.findMany({
      where,
      include: {
        agency: party,
        developer: party,
        resources,
        versions: { orderBy: { version: 'desc' }, take: 1 },
        filings: { where: { state: 'accepted' }, orderBy: { no: 'desc' }, take: 1 },
      },
      orderBy: [{ activatedAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    db.agreement.count({ where }),
  ]);
  return { rows, total };
}
