/** Amendments, measures, early ends, dispositions, the register and the evidence in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { RegistrationKind } from './rules/life-codes.ts';

export type AmendmentRow = Prisma.AgreementAmendmentGetPayload<object>;
export type MeasureRow = Prisma.AgreementMeasureGetPayload<object>;
export type EndingRow = Prisma.AgreementEndingGetPayload<object>;
export type StepRow = Prisma.AgreementMatterStepGetPayload<object>;

export const findAmendment = (db: Db, id: string) => db.agreementAmendment.findUnique({ where: { id } });
export const listAmendments = (db: Db, agreementId: string) =>
  db.agreementAmendment.findMany({ where: { agreementId }, orderBy: { no: 'desc' } });
export const insertAmendment = (db: Db, data: Prisma.AgreementAmendmentUncheckedCreateInput) =>
  db.agreementAmendment.create({ data });

export async function updateAmendment(
  db: Db,
  id: string,
  revision: number,
  data: Prisma.AgreementAmendmentUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.agreementAmendment.updateMany({
    where: { id, revision },
    data: { ...data, revision: revision + 1 },
  });
  return count === 1;
}

/** Filed amendments whose own day has come. */
export async function amendmentsToGovern(
  db: Db,
  today: string,
): Promise<readonly { id: string; agreementId: string }[]> {
  return db.agreementAmendment.findMany({
    where: { state: 'accepted', OR: [{ governsFrom: null }, { governsFrom: { lte: today } }] },
    select: { id: true, agreementId: true },
    orderBy: { id: 'asc' },
  });
}

/** The number of the last version that was ever sent out, by the agreement or an amendment. */
export async function lastVersion(db: Db, agreementId: string): Promise<number> {
  const found = await db.agreementVersion.aggregate({ where: { agreementId }, _max: { version: true } });
  return found._max.version ?? 0;
}

export const listVersions = (db: Db, agreementId: string) =>
  db.agreementVersion.findMany({ where: { agreementId }, orderBy: { version: 'asc' }, include: { shares: true } });

export const filingsOf = (db: Db, amendmentId: string) =>
  db.filing.findMany({
    where: { amendmentId },
    orderBy: { no: 'asc' },
    include: { organization: { select: { id: true, name: true } } },
  });

export const measuresOf = (db: Db, agreementId: string) =>
  db.agreementMeasure.findMany({ where: { agreementId }, orderBy: { no: 'desc' } });
export const findMeasure = (db: Db, id: string) => db.agreementMeasure.findUnique({ where: { id } });
export const insertMeasure = (db: Db, data: Prisma.AgreementMeasureUncheckedCreateInput) =>
  db.agreementMeasure.create({ data });
export const updateMeasure = (db: Db, id: string, data: Prisma.AgreementMeasureUncheckedUpdateInput) =>
  db.agreementMeasure.update({ where: { id }, data });

export const endingsOf = (db: Db, agreementId: string) =>
  db.agreementEnding.findMany({ where: { agreementId }, orderBy: { no: 'desc' } });
export const findEnding = (db: Db, id: string) => db.agreementEnding.findUnique({ where: { id } });
export const insertEnding = (db: Db, data: Prisma.AgreementEndingUncheckedCreateInput) =>
  db.agreementEnding.create({ data });
export const updateEnding = (db: Db, id: string, data: Prisma.AgreementEndingUncheckedUpdateInput) =>
  db.agreementEnding.update({ where: { id }, data });
export const noticedEnding = (db: Db, agreementId: string) =>
  db.agreementEnding.findFirst({ where: { agreementId, state: 'noticed' } });

export async function insertMatterStep(
  db: Db,
  row: Omit<Prisma.AgreementMatterStepUncheckedCreateInput, 'number'>,
): Promise<void> {
  const found = await db.agreementMatterStep.aggregate({ where: { matterId: row.matterId }, _max: { number: true } });
  await db.agreementMatterStep.create({ data: { ...row, number: (found._max.number ?? 0) + 1 } });
}
export const matterSteps = (db: Db, matterIds: readonly string[]) =>
  db.agreementMatterStep.findMany({
    where: { matterId: { in: [...matterIds] } },
    orderBy: [{ matterId: 'asc' }, { number: 'asc' }],
  });

export async function insertRegistration(
  db: Db,
  row: Omit<Prisma.AgreementRegistrationUncheckedCreateInput, 'kind'> & { kind: RegistrationKind },
): Promise<void> {
  await db.agreementRegistration.create({ data: row });
}

/** People of an organisation who hold one of the duties and can still sign in. */
export async function signatureOf(db: Db, id: string) {
  const row = await db.signature.findUnique({ where: { id }, include: { key: { select: { fingerprint: true } } } });
  return row === null ? null : { ...row, fingerprint: row.key.fingerprint };
}

export const lastEvidence = (db: Db, agreementId: string) =>
  db.signingEvidence.findFirst({ where: { agreementId }, orderBy: { seq: 'desc' } });
export const listEvidence = (db: Db, agreementId: string) =>
  db.signingEvidence.findMany({ where: { agreementId }, orderBy: { seq: 'asc' } });
export const insertEvidence = (db: Db, data: Prisma.SigningEvidenceUncheckedCreateInput) =>
  db.signingEvidence.create({ data });
export const registrationsOf = (db: Db, agreementId: string) =>
  db.agreementRegistration.findMany({ where: { agreementId }, orderBy: [{ at: 'asc' }, { receiptNo: 'asc' }] });
