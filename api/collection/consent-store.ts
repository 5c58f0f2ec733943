/** The ledger of consents, the intakes and the service cases, in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export type TextRow = Prisma.ConsentTextGetPayload<{ include: { _count: { select: { events: true } } } }>;
export type EventRow = Prisma.ConsentEventGetPayload<{ include: { text: true } }>;
export type IntakeRow = Prisma.CollectionIntakeGetPayload<object>;
export type CaseRow = Prisma.ServiceCaseGetPayload<object>;

/** The newest first; destroyed ones recognise nobody. */
export const listKeys = (db: Db) =>
  db.subjectKey.findMany({ where: { destroyedAt: null }, orderBy: { number: 'desc' } });

export async function insertKey(db: Db, data: Prisma.SubjectKeyCreateManyInput): Promise<void> {
  await db.subjectKey.createMany({ data, skipDuplicates: true });
}

/** The root of each of some pseudonyms and of all that are the same subject's; who is in no fact yet is missing. */
export async function rootsOf(db: Db, subjects: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ subject: string; root: string }[]>`
    SELECT DISTINCT b.subject, b.root FROM subject_alias a JOIN subject_alias b USING (root)
    WHERE a.subject = ANY(${[...new Set(subjects)]}::text[])`;
  return new Map(rows.map((row) => [row.subject, row.root]));
}

/** Two that were met apart become one: the root that was first stays. */
export async function tieSubject(
  db: Db,
  { subject, keyNumber }: { readonly subject: string; readonly keyNumber: number },
  all: readonly string[],
): Promise<void> {
  const known = await db.subjectAlias.findMany({
    where: { subject: { in: [...all] } },
    orderBy: [{ keyNumber: 'asc' }, { subject: 'asc' }],
  });
  const root = known[0]?.root ?? subject;
  const others = known.map((one) => one.root).filter((one) => one !== root);
  if (others.length > 0) await db.subjectAlias.updateMany({ where: { root: { in: others } }, data: { root } });
  await db.subjectAlias.createMany({ data: { subject, keyNumber, root }, skipDuplicates: true });
}

const counted = { _count: { select: { events: true } } } satisfies Prisma.ConsentTextInclude;

export const listTexts = (db: Db, agencyId: string): Promise<TextRow[]> =>
  db.consentText.findMany({ where: { agencyId }, include: counted, orderBy: { number: 'desc' } });

export const findText = (db: Db, id: string): Promise<TextRow | null> =>
  db.consentText.findUnique({ where: { id }, include: counted });

export async function nextTextNumber(db: Db, agencyId: string): Promise<number> {
  await db.$queryRaw`SELECT id FROM organization WHERE id = ${agencyId} FOR UPDATE`;
  const { _max } = await db.consentText.aggregate({ where: { agencyId }, _max: { number: true } });
  return (_max.number ?? 0) + 1;
}

export async function insertText(db: Db, data: Prisma.ConsentTextUncheckedCreateInput): Promise<void> {
  await db.consentText.create({ data });
}

export async function retireText(db: Db, id: string, at: Date): Promise<boolean> {
  const { count } = await db.consentText.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: at } });
  return count === 1;
}

/** Items in force of an agency by number. */
export async function itemsInForce(db: Db, agencyId: string | null, numbers?: readonly string[]) {
  const rows = await db.collectionItem.findMany({
    where: {
      state: 'approved',
      ...(agencyId === null ? {} : { agencyId }),
      ...(numbers === undefined ? {} : { no: { in: [...numbers] } }),
    },
  });
  return new Map(rows.map((row) => [row.no, row]));
}

/** Names of items, of whatever version is newest. */
export async function itemNames(db: Db, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.collectionItem.findMany({
    where: { no: { in: [...new Set(numbers)] } },
    orderBy: { version: 'asc' },
    select: { no: true, name: true },
  });
  return new Map(rows.map((row) => [row.no, row.name]));
}

export async function insertEvents(db: Db, data: Prisma.ConsentEventCreateManyInput[]): Promise<void> {
  await db.consentEvent.createMany({ data });
}

/** The newest word of a subject about each of some items. */
export async function newestEvents(
  db: Db,
  subjects: readonly string[],
  items?: readonly string[],
): Promise<Map<string, EventRow>> {
  const rows = await db.consentEvent.findMany({
    where: { subject: { in: [...subjects] }, ...(items === undefined ? {} : { itemNo: { in: [...items] } }) },
    include: { text: true },
    // Of one instant, a refusal or withdrawal counts before a consent: the order of the alphabet is the careful one.
    orderBy: [{ at: 'asc' }, { recordedAt: 'asc' }, { kind: 'asc' }, { id: 'asc' }],
  });
  return new Map(rows.map((row) => [row.itemNo, row]));
}

export async function listEvents(
  db: Db,
  where: { readonly agencyId: string; readonly itemNo?: string; readonly kind?: string },
  range: { readonly skip: number; readonly take: number },
): Promise<{ rows: EventRow[]; total: number }> {
  const [rows, total] = await Promise.all([
    db.consentEvent.findMany({
      where,
      include: { text: true },
      orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
      ...range,
    }),
    db.consentEvent.count({ where }),
  ]);
  return { rows, total };
}

export async function insertIntake(db: Db, data: Prisma.CollectionIntakeUncheckedCreateInput): Promise<void> {
  await db.collectionIntake.create({ data });
}

/** Earlier questions of the same thing to a subject, the newest first. */
export const intakesOf = (
  db: Db,
  subjects: readonly string[],
  only: { readonly sameness?: string; readonly itemNo?: string; readonly from?: Date; readonly before?: Date } = {},
): Promise<IntakeRow[]> =>
  db.collectionIntake.findMany({
    where: {
      subject: { in: [...subjects] },
      ...(only.sameness === undefined ? {} : { sameness: only.sameness }),
      ...(only.itemNo === undefined ? {} : { itemNo: only.itemNo }),
      at: {
        ...(only.from === undefined ? {} : { gte: only.from }),
        ...(only.before === undefined ? {} : { lte: only.before }),
      },
    },
    orderBy: { at: 'desc' },
    take: 500,
  });

export const findCase = (db: Db, agencyId: string, caseNo: string): Promise<CaseRow | null> =>
  db.serviceCase.findUnique({ where: { agencyId_caseNo: { agencyId, caseNo } } });

export async function saveCase(db: Db, data: Prisma.ServiceCaseUncheckedCreateInput): Promise<void> {
  const { id: _id, createdAt: _made, agencyId, caseNo, ...changes } = data;
  await db.serviceCase.upsert({ where: { agencyId_caseNo: { agencyId, caseNo } }, create: data, update: changes });
}

export async function insertCaseStep(db: Db, data: Omit<Prisma.ServiceCaseStepUncheckedCreateInput, 'number'>) {
  const number = (await db.serviceCaseStep.count({ where: { caseId: data.caseId } })) + 1;
  await db.serviceCaseStep.create({ data: { ...data, number } });
}

/** Whose facts are looked for: everyone of some regions, or one agency. */
export interface Watched {
  readonly regions?: readonly string[];
  readonly agencyId?: string;
}

const ofRegion = ({ regions, agencyId }: Watched) => ({
  ...(regions === undefined ? {} : { regionCode: { in: [...regions] } }),
  ...(agencyId === undefined ? {} : { agencyId }),
});

/** Intakes with something wrong about them; `regionCode` of an intake is where, so the agency's region is asked for. */
export async function faultyIntakes(db: Db, watched: Watched, most: number): Promise<IntakeRow[]> {
  const agencies = await db.organization.findMany({
    where: {
      kind: 'agency',
      ...(watched.agencyId === undefined ? {} : { id: watched.agencyId }),
      ...(watched.regions === undefined ? {} : { regionCode: { in: [...watched.regions] } }),
    },
    select: { id: true },
  });
  return db.collectionIntake.findMany({
    where: { agencyId: { in: agencies.map((one) => one.id) }, NOT: { faults: { isEmpty: true } } },
    orderBy: { at: 'desc' },
    take: most,
  });
}

/** Cases that may not have gone on after a refusal: not served, or open. */
export const unservedCases = (db: Db, watched: Watched, most: number): Promise<CaseRow[]> =>
  db.serviceCase.findMany({
    where: { ...ofRegion(watched), outcome: { in: ['open', 'suspended', 'not_accepted', 'returned'] } },
    orderBy: { openedOn: 'desc' },
    take: most,
  });

/** Refusals and withdrawals of some subjects towards the agencies of some cases, the newest first. */
export const refusalsOf = (db: Db, cases: readonly CaseRow[], subjects: readonly string[]): Promise<EventRow[]> =>
  db.consentEvent.findMany({
    where: {
      kind: { in: ['refused', 'withdrawn'] },
      subject: { in: [...subjects] },
      agencyId: { in: [...new Set(cases.map((one) => one.agencyId))] },
    },
    include: { text: true },
    orderBy: { at: 'desc' },
  });

/** Approved items without an exception beside what other agencies hold under the same sameness. */
export async function heldElsewhere(db: Db, watched: Watched, most: number) {
  const items = await db.collectionItem.findMany({
    where: { ...ofRegion(watched), state: 'approved', exceptionGranted: false },
    take: 5000,
  });
  const ours = await db.collectionKnown.findMany({ where: { itemId: { in: items.map((one) => one.no) } } });
  const theirs = await db.collectionKnown.findMany({
    where: { sameness: { in: [...new Set(ours.map((one) => one.sameness))] }, source: 'entry' },
    take: most,
  });
  const entries = await db.entry.findMany({
    where: {
      id: { in: theirs.flatMap((one) => one.entryId ?? []) },
      state: { not: 'withdrawn' },
      shareType: { in: ['1', '2'] },
    },
    select: { id: true, code: true, title: true },
  });
  const byId = new Map(entries.map((one) => [one.id, one]));
  return items.flatMap((item) => {
    const mine = ours.find((one) => one.itemId === item.no);
    if (mine === undefined) return [];
    return theirs.flatMap((held) => {
      const entry = byId.get(held.entryId ?? '');
      return held.sameness === mine.sameness && held.agencyId !== item.agencyId && entry !== undefined
        ? [{ item, held, entry }]
        : [];
    });
  });
}
