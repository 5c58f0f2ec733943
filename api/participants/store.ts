import type { Db } from '#api/context.ts';
import type { ParticipantChallenge, ParticipantLetter, Prisma, Participant as Row } from '#prisma/generated/client.ts';
import type { LetterState } from './rules/codes.ts';

export interface Participant extends Omit<Row, 'locale'> {
  readonly locale: 'zh' | 'en';
}
export interface Challenge extends Omit<ParticipantChallenge, 'locale'> {
  readonly locale: 'zh' | 'en';
}
export interface Letter extends Omit<ParticipantLetter, 'state'> {
  readonly state: LetterState;
}

export async function insertChallenge(db: Db, row: Prisma.ParticipantChallengeUncheckedCreateInput): Promise<void> {
  await db.participantChallenge.create({ data: row });
}

export async function findChallenge(db: Db, id: string): Promise<Challenge | null> {
  return (await db.participantChallenge.findUnique({ where: { id } })) as Challenge | null;
}

/** Counts a wrong code; false when so many were counted already. */
export async function countFailure(db: Db, id: string, most: number): Promise<boolean> {
  const where = { id, usedAt: null, failures: { lt: most } };
  return (await db.participantChallenge.updateMany({ where, data: { failures: { increment: 1 } } })).count === 1;
}

/** Uses it up; false when it is used, too old or failed too often. */
export async function useChallenge(db: Db, id: string, now: Date, most: number): Promise<boolean> {
  const where = { id, usedAt: null, expiresAt: { gt: now }, failures: { lt: most } };
  return (await db.participantChallenge.updateMany({ where, data: { usedAt: now } })).count === 1;
}

export async function dropChallenges(db: Db, where: { emailHash: string } | { before: Date }): Promise<string[]> {
  const found = await db.participantChallenge.findMany({
    where: 'before' in where ? { expiresAt: { lt: where.before } } : where,
    select: { id: true },
  });
  const ids = found.map((row) => row.id);
  await db.participantChallenge.deleteMany({ where: { id: { in: ids } } });
  return ids;
}

/** The participant of a mailbox, made at its first confirmation. Two confirmations at once make one. */
export async function upsertParticipant(
  db: Db,
  row: { id: string; emailSealed: string; emailHash: string; locale: string; createdAt: Date },
): Promise<Participant> {
  await db.participant.createMany({ data: [row], skipDuplicates: true });
  return (await db.participant.update({
    where: { emailHash: row.emailHash },
    data: { locale: row.locale },
  })) as Participant;
}

export async function findParticipants(db: Db, ids: readonly string[]): Promise<Participant[]> {
  return (await db.participant.findMany({ where: { id: { in: [...ids] } } })) as Participant[];
}

export async function changeParticipant(db: Db, id: string, data: Prisma.ParticipantUpdateInput): Promise<void> {
  await db.participant.update({ where: { id }, data });
}

export async function insertSession(
  db: Db,
  row: { id: string; participantId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await db.participantSession.create({ data: row });
}

export async function findBySession(db: Db, id: string, now: Date): Promise<Participant | null> {
  const row = await db.participantSession.findFirst({
    where: { id, revokedAt: null, expiresAt: { gt: now }, participant: { withdrawnAt: null } },
    include: { participant: true },
  });
  return (row?.participant ?? null) as Participant | null;
}

export async function revokeSessions(db: Db, where: { id: string } | { participantId: string }, at: Date) {
  await db.participantSession.updateMany({ where: { ...where, revokedAt: null }, data: { revokedAt: at } });
}

/** False when there is a letter of that id already. */
export async function insertLetter(db: Db, row: Prisma.ParticipantLetterCreateManyInput): Promise<boolean> {
  return (await db.participantLetter.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

export async function findLetter(db: Db, id: string): Promise<Letter | null> {
  return (await db.participantLetter.findUnique({ where: { id } })) as Letter | null;
}

export async function listLetters(db: Db, recipientId: string, take: number): Promise<Letter[]> {
  const where = { recipientId, state: { not: 'dropped' } };
  return (await db.participantLetter.findMany({ where, orderBy: { id: 'desc' }, take })) as Letter[];
}

export async function noteLetter(
  db: Db,
  id: string,
  data: { state: LetterState; lastFault: string | null; deliveredAt?: Date },
): Promise<void> {
  await db.participantLetter.updateMany({
    where: { id, state: 'pending' },
    data: { ...data, attempts: { increment: 1 } },
  });
}

export async function wipeLetters(db: Db, recipientId: string): Promise<void> {
  const blank = { subjectZh: '', subjectEn: '', textZh: '', textEn: '' };
  await db.participantLetter.updateMany({ where: { recipientId }, data: { ...blank, state: 'dropped' } });
}

export async function organizationNames(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, nameEn: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
