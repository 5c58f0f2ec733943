/** Applications in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { ApplicationState, AuthorizationKind, Ball } from './rules/codes.ts';
import type { Dataset } from './rules/material.ts';

export type ApplicationRow = Prisma.ApplicationGetPayload<{ include: typeof whole }>;
export type ListedRow = Prisma.ApplicationGetPayload<{ include: typeof listed }>;

const party = { select: { id: true, uscc: true, name: true } } as const;
const listed = {
  developer: party,
  agency: party,
  resources: {
    include: { entry: { select: { id: true, code: true, title: true } } },
    orderBy: { entry: { code: 'asc' } },
  },
  steps: { where: { action: { in: ['ask', 'answer'] } }, orderBy: { revision: 'desc' }, take: 1 },
  plans: { orderBy: { version: 'desc' } },
  objections: { orderBy: { filedAt: 'asc' }, include: { body: { select: { id: true, name: true } } } },
  joint: { select: { id: true, no: true, lead: { select: { id: true, name: true } } } },
} satisfies Prisma.ApplicationInclude;
const whole = {
  ...listed,
  steps: { orderBy: { revision: 'asc' } },
  certificate: { include: { events: { orderBy: { at: 'asc' } } } },
  certificates: { include: { events: { orderBy: { at: 'asc' } } }, orderBy: { issuedAt: 'asc' } },
  extension: true,
  publicNotice: true,
  call: { include: { decisions: { orderBy: { at: 'asc' } } } },
} satisfies Prisma.ApplicationInclude;

export interface NewApplication {
  readonly id: string;
  readonly no: string;
  readonly kind: AuthorizationKind;
  readonly developerId: string;
  readonly agencyId: string;
  readonly regionCode: string;
  readonly state: ApplicationState;
  readonly createdBy: string;
  readonly at: Date;
  readonly entryIds: readonly string[];
  readonly callId?: string;
  readonly jointId?: string;
}

export interface MaterialColumns {
  readonly purpose: string;
  readonly scenario: string;
  readonly scope: string;
  readonly degree: string;
  readonly termFrom: string;
  readonly termTo: string;
  readonly extra?: Readonly<Record<string, string>>;
}

export type Changes = Prisma.ApplicationUncheckedUpdateManyInput;

export interface NewStep {
  readonly id: string;
  readonly applicationId: string;
  /** The revision of the application that the step made. */
  readonly revision: number;
  readonly action: string;
  readonly fromState: ApplicationState;
  readonly toState: ApplicationState;
  readonly words: string | null;
  readonly personId: string | null;
  readonly organizationId: string | null;
  readonly at: Date;
}

export async function insertApplication(db: Db, row: NewApplication, material: MaterialColumns): Promise<void> {
  const { entryIds, at, ...columns } = row;
  await db.application.create({
    data: {
      ...columns,
      ...material,
      revision: 1,
      createdAt: at,
      updatedAt: at,
      resources: { create: entryIds.map((entryId) => ({ entryId })) },
    },
  });
}

export async function findApplication(db: Db, id: string): Promise<ApplicationRow | null> {
  return db.application.findUnique({ where: { id }, include: whole });
}

/** The row, held until the transaction ends, so that two people cannot walk the same edge. */
export async function lockApplication(db: Db, id: string): Promise<ApplicationRow | null> {
  await db.$queryRaw`SELECT id FROM application WHERE id = ${id} FOR UPDATE`;
  return findApplication(db, id);
}

/** One applicant's sending of applications, one at a time (two windows, a double click). */
export async function lockApplicant(db: Db, organizationId: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM organization WHERE id = ${organizationId} FOR UPDATE`;
}

/** @returns false when the row is no longer at that revision. */
export async function updateApplication(db: Db, id: string, revision: number, changes: Changes): Promise<boolean> {
  const { count } = await db.application.updateMany({
    where: { id, revision },
    data: { ...changes, revision: revision + 1 },
  });
  return count === 1;
}

export async function replaceResources(db: Db, applicationId: string, entryIds: readonly string[]): Promise<void> {
  await db.applicationResource.deleteMany({ where: { applicationId } });
  await db.applicationResource.createMany({ data: entryIds.map((entryId) => ({ applicationId, entryId })) });
}

export async function insertStep(db: Db, step: NewStep): Promise<void> {
  await db.applicationStep.create({ data: step });
}

export async function insertCertificate(
  db: Db,
  row: {
    id: string;
    no: string;
    applicationId: string;
    documentId: string;
    validFrom: string;
    validTo: string;
    issuedAt: Date;
  },
): Promise<void> {
  await db.certificate.create({ data: row });
  // The one that counts; earlier ones stay as they are.
  await db.application.update({ where: { id: row.applicationId }, data: { certificateId: row.id } });
}

/** Datasets as the public sees them: title and openness are those of the published revision, not of a working copy. */
export async function findDatasets(db: Db, codes: readonly string[]): Promise<(Dataset & { regionCode: string })[]> {
  const rows = await db.entry.findMany({
    where: { code: { in: [...codes] }, publishedRevision: { not: null }, NOT: { state: 'withdrawn' } },
    select: {
      id: true,
      code: true,
      title: true,
      openType: true,
      publishedRevision: true,
      providerId: true,
      provider: { select: { regionCode: true } },
    },
    orderBy: { code: 'asc' },
  });
  const published = await db.entryRevision.findMany({
    where: { OR: rows.map((row) => ({ entryId: row.id, number: row.publishedRevision ?? 0 })) },
    select: { entryId: true, content: true },
  });
  const contents = new Map(
    published.map((one) => [one.entryId, one.content as { title?: string; open_type?: string }]),
  );
  return rows.map((row) => ({
    entryId: row.id,
    code: row.code,
    title: contents.get(row.id)?.title ?? row.title,
    openType: contents.get(row.id)?.open_type ?? row.openType,
    providerId: row.providerId,
    regionCode: row.provider.regionCode,
  }));
}

/** Every published dataset that is opened by licence only; the condition is the published one. */
export async function listLicensable(db: Db, agencyId: string | undefined) {
  return db.$queryRaw<
    { code: string; title: string; condition: string; agency_id: string; agency_uscc: string; agency_name: string }[]
  >`SELECT e.code, r.content->>'title' AS title, coalesce(r.content->>'open_condition', '') AS condition,
      o.id AS agency_id, o.uscc AS agency_uscc, o.name AS agency_name
    FROM entry e
    JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
    JOIN organization o ON o.id = e.provider_id
    WHERE e.state <> 'withdrawn' AND r.content->>'open_type' = 'conditional'
      AND (${agencyId ?? null}::text IS NULL OR e.provider_id = ${agencyId ?? null})
    ORDER BY o.name, e.code LIMIT 1000`;
}

const open: ApplicationState[] = ['applied', 'supplementing', 'accepted', 'reviewing', 'approved', 'charging'];

/** An application of the same developer that is under way for one of the entries, or null. */
export async function findOpenFor(
  db: Db,
  developerId: string,
  entryIds: readonly string[],
  exceptId: string,
): Promise<{ no: string; title: string } | null> {
  const found = await db.applicationResource.findFirst({
    where: {
      entryId: { in: [...entryIds] },
      application: { developerId, state: { in: open }, NOT: { id: exceptId } },
    },
    select: { application: { select: { no: true } }, entry: { select: { title: true } } },
  });
  return found === null ? null : { no: found.application.no, title: found.entry.title };
}

export async function receiptUsed(db: Db, receiptNo: string): Promise<boolean> {
  return (await db.application.count({ where: { feeReceiptNo: receiptNo } })) > 0;
}

export async function namesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.organization.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** How a colleague is called, or a dash for work of the system. */
export async function personName(db: Db, id: string | null): Promise<string> {
  const row = id === null ? null : await db.person.findUnique({ where: { id }, select: { displayName: true } });
  return row?.displayName ?? '-';
}

export interface ListWish {
  readonly organizationId: string;
  readonly financeRegions: readonly string[];
  readonly state?: ApplicationState;
  readonly ball?: Ball;
  readonly page: number;
  readonly pageSize: number;
}

const needsAgency: ApplicationState[] = ['applied', 'accepted', 'reviewing', 'approved'];
const needsApplicant: ApplicationState[] = ['drafting', 'supplementing'];
const unpaid = { state: 'charging', feeFen: { gt: 0n }, feeReceiptNo: null } as const;

/** `ballOf` of rules/lifecycle.ts as a filter; a consultation counts for both sides. */
function ballFilter(ball: Ball): Prisma.ApplicationWhereInput {
  switch (ball) {
    case 'applicant':
      return { state: { in: [...needsApplicant, 'consulting'] } };
    case 'finance':
      return unpaid;
    case 'department':
      return { state: 'refused', objections: { some: { outcome: null } } };
    case 'nobody':
      return {
        OR: [
          { state: { in: ['certified', 'withdrawn'] } },
          { state: 'refused', objections: { none: { outcome: null } } },
        ],
      };
    case 'agency':
      return {
        OR: [{ state: { in: [...needsAgency, 'consulting'] } }, { state: 'charging', NOT: unpaid }],
      };
  }
}

export async function listApplications(db: Db, wish: ListWish): Promise<{ rows: ListedRow[]; total: number }> {
  const where: Prisma.ApplicationWhereInput = {
    AND: [
      {
        OR: [
          { developerId: wish.organizationId },
          { agencyId: wish.organizationId, NOT: { state: 'drafting' } },
          { extension: { authorityId: wish.organizationId } },
          { objections: { some: { bodyId: wish.organizationId } } },
          { regionCode: { in: [...wish.financeRegions] }, feeFen: { gt: 0n } },
        ],
      },
      wish.state === undefined ? {} : { state: wish.state },
      wish.ball === undefined ? {} : ballFilter(wish.ball),
    ],
  };
  const [rows, total] = await Promise.all([
    db.application.findMany({
      where,
      include: listed,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      skip: (wish.page - 1) * wish.pageSize,
      take: wish.pageSize,
    }),
    db.application.count({ where }),
  ]);
  return { rows, total };
}
