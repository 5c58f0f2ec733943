import type { Db } from '#api/context.ts';
import type { Entry as EntryRow, Prisma } from '#prisma/generated/client.ts';
import type { EntryState } from './rules/codes.ts';
import { type EntryContent, entryContent } from './rules/entry.ts';
import type { Scope } from './rules/visibility.ts';

export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly uscc: string;
}

export interface Entry extends Omit<EntryRow, 'content'> {
  readonly content: EntryContent;
  readonly provider: Provider;
}

const provider = { select: { id: true, name: true, nameEn: true, uscc: true } } as const;
type Loaded = EntryRow & { provider: Provider };

/** Contents are read through the shape, so that one saved before an element existed has it, empty. */
const shaped = (row: Loaded): Entry => ({ ...row, content: entryContent.parse(row.content) });
const json = (content: EntryContent) => content as unknown as Prisma.InputJsonObject;

export async function findEntry(db: Db, id: string): Promise<Entry | null> {
  const row = await db.entry.findUnique({ where: { id }, include: { provider } });
  return row === null ? null : shaped(row);
}

export async function findByCode(db: Db, code: string): Promise<Entry | null> {
  const row = await db.entry.findUnique({ where: { code }, include: { provider } });
  return row === null ? null : shaped(row);
}

export interface NewEntry {
  readonly id: string;
  readonly code: string;
  readonly classificationCode: string;
  readonly providerId: string;
  readonly regionCode: string;
  readonly level: EntryRow['level'];
  readonly content: EntryContent;
  readonly createdBy: string | null;
  readonly at: Date;
}

/** The columns that repeat parts of the content, for lists and constraints. */
function columns(content: EntryContent) {
  return {
    theme: content.theme ?? '',
    shareType: content.share_type ?? '',
    openType: content.open_type ?? '',
    updateCycle: content.update_cycle ?? '',
    content: json(content),
  };
}

export async function insertEntry(db: Db, entry: NewEntry): Promise<void> {
  const { content, at, ...rest } = entry;
  await db.entry.create({
    data: {
      ...rest,
      ...columns(content),
      title: content.title,
      state: 'draft',
      revision: 1,
      createdAt: at,
      updatedAt: at,
    },
  });
}

export interface Change {
  readonly state?: EntryState;
  readonly revision?: number;
  readonly content?: EntryContent;
  readonly publishedRevision?: number;
  readonly submittedAt?: Date;
  readonly publishedAt?: Date;
  readonly withdrawnAt?: Date;
  readonly withdrawnReason?: string;
  readonly checkedAgainst?: number;
  readonly updatedAt: Date;
}

/** Changes the entry if it still is at the revision and in the state that were seen. False when it is not. */
export async function changeEntry(
  db: Db,
  seen: { readonly id: string; readonly revision: number; readonly state: EntryState },
  { content, ...change }: Change,
): Promise<boolean> {
  const { count } = await db.entry.updateMany({
    where: seen,
    // An untitled working copy is listed under its last title.
    data: {
      ...change,
      ...(content === undefined
        ? {}
        : { ...columns(content), ...(content.title === '' ? {} : { title: content.title }) }),
    },
  });
  return count === 1;
}

/** Holds the entry's row until the transaction ends, so that what is decided about it is decided one at a time. */
export async function lockEntry(db: Db, id: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM entry WHERE id = ${id} FOR UPDATE`;
}

export async function insertRevision(
  db: Db,
  row: { entryId: string; number: number; content: EntryContent; action: string; byId: string | null; at: Date },
): Promise<void> {
  await db.entryRevision.create({ data: { ...row, content: json(row.content) } });
}

export interface Step {
  readonly id: string;
  readonly entryId: string;
  readonly revision: number;
  readonly kind: string;
  readonly reason?: string;
  readonly checkedAgainst?: number | null;
  readonly byId: string;
  readonly at: Date;
}

export async function insertStep(db: Db, row: Step): Promise<void> {
  await db.entryStep.create({ data: row });
}

export async function listSteps(db: Db, entryId: string) {
  return db.entryStep.findMany({ where: { entryId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] });
}

export interface Revision {
  readonly number: number;
  readonly content: EntryContent;
  readonly action: string;
  readonly byId: string | null;
  readonly at: Date;
}

export async function listRevisions(db: Db, entryId: string): Promise<Revision[]> {
  const rows = await db.entryRevision.findMany({ where: { entryId }, orderBy: { number: 'asc' } });
  return rows.map((row) => ({ ...row, content: entryContent.parse(row.content) }));
}

export async function findRevision(db: Db, entryId: string, number: number): Promise<Revision | null> {
  const row = await db.entryRevision.findUnique({ where: { entryId_number: { entryId, number } } });
  return row === null ? null : { ...row, content: entryContent.parse(row.content) };
}

/** Contents of the published revisions of several entries. */
export async function publishedContents(
  db: Db,
  entries: readonly { readonly id: string; readonly publishedRevision: number | null }[],
): Promise<Map<string, EntryContent>> {
  const wanted = entries.flatMap(({ id, publishedRevision }) =>
    publishedRevision === null ? [] : [{ entryId: id, number: publishedRevision }],
  );
  if (wanted.length === 0) return new Map();
  const rows = await db.entryRevision.findMany({ where: { OR: wanted } });
  return new Map(rows.map((row) => [row.entryId, entryContent.parse(row.content)]));
}

export async function titleHolder(
  db: Db,
  providerId: string,
  title: string,
  besides: string | null,
): Promise<string | null> {
  const row = await db.entry.findFirst({
    where: { providerId, title, ...(besides === null ? {} : { id: { not: besides } }) },
    select: { code: true },
  });
  return row?.code ?? null;
}

export interface Review {
  readonly id: string;
  readonly entryId: string;
  readonly revision: number;
  readonly decision: string;
  readonly opinion: string;
  readonly fieldOpinions: unknown;
  readonly reviewerId: string;
  readonly organizationId: string;
  readonly at: Date;
}

export async function insertReview(db: Db, row: Review): Promise<void> {
  await db.entryReview.create({ data: { ...row, fieldOpinions: row.fieldOpinions as Prisma.InputJsonValue } });
}

export async function listReviews(db: Db, entryId: string): Promise<Review[]> {
  return db.entryReview.findMany({ where: { entryId }, orderBy: [{ at: 'desc' }, { id: 'desc' }] });
}

export async function publishedOn(db: Db, entryId: string, revision: number): Promise<Date | null> {
  const row = await db.entryReview.findFirst({
    where: { entryId, revision, decision: 'publish' },
    orderBy: { at: 'desc' },
  });
  return row?.at ?? null;
}

export interface ListFilter {
  readonly providerId: string;
  readonly state?: EntryState;
  readonly q?: string;
  readonly skip: number;
  readonly take: number;
}

/** What is typed is text: the database would read %, _ and \\ as patterns. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

export async function listEntries(db: Db, filter: ListFilter): Promise<{ rows: Entry[]; total: number }> {
  const where: Prisma.EntryWhereInput = {
    providerId: filter.providerId,
    ...(filter.state === undefined ? {} : { state: filter.state }),
    ...(filter.q === undefined || filter.q === ''
      ? {}
      : {
          OR: [
            { title: { contains: literal(filter.q), mode: 'insensitive' } },
            { code: { startsWith: literal(filter.q) } },
          ],
        }),
  };
  const [rows, total] = await Promise.all([
    db.entry.findMany({
      where,
      include: { provider },
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      skip: filter.skip,
      take: filter.take,
    }),
    db.entry.count({ where }),
  ]);
  return { rows: rows.map(shaped), total };
}

export async function countStates(db: Db, providerId: string): Promise<Map<EntryState, number>> {
  const groups = await db.entry.groupBy({ by: ['state'], where: { providerId }, _count: { _all: true } });
  return new Map(groups.map((group) => [group.state, group._count._all]));
}

export async function listSubmitted(
  db: Db,
  { regions }: Scope,
  page: { skip: number; take: number },
): Promise<{ rows: Entry[]; total: number }> {
  const where: Prisma.EntryWhereInput = { state: 'submitted', regionCode: { in: [...regions] } };
  const [rows, total] = await Promise.all([
    db.entry.findMany({ where, include: { provider }, orderBy: [{ submittedAt: 'asc' }, { id: 'asc' }], ...page }),
    db.entry.count({ where }),
  ]);
  return { rows: rows.map(shaped), total };
}

export async function submissionTimes(db: Db, regions: readonly string[]): Promise<Date[]> {
  const rows = await db.entry.findMany({
    where: { state: 'submitted', regionCode: { in: [...regions] } },
    select: { submittedAt: true },
  });
  return rows.flatMap((row) => (row.submittedAt === null ? [] : [row.submittedAt]));
}

export interface Node {
  readonly code: string;
  readonly parentCode: string | null;
  readonly name: string;
  readonly nameEn: string;
}

export async function listNodes(db: Db, codes?: readonly string[]): Promise<Node[]> {
  return db.classificationNode.findMany({
    ...(codes === undefined ? {} : { where: { code: { in: [...codes] } } }),
    orderBy: { code: 'asc' },
  });
}

/** Takes the next sequence of a classification node; null when there is no such node. */
export async function takeSequence(db: Db, code: string): Promise<number | null> {
  const rows = await db.$queryRaw<{ taken: number }[]>`
    UPDATE classification_node SET next_sequence = next_sequence + 1 WHERE code = ${code} AND closed_on IS NULL RETURNING next_sequence - 1 AS taken`;
  return rows[0]?.taken ?? null;
}

export async function knownCodes(db: Db, codes: readonly string[]): Promise<Set<string>> {
  const rows = await db.entry.findMany({ where: { code: { in: [...codes] } }, select: { code: true } });
  return new Set(rows.map((row) => row.code));
}

/** Display names of people and organisations by id. */
export async function namesOf(
  db: Db,
  people: readonly (string | null)[],
  organizations: readonly string[] = [],
): Promise<Map<string, string>> {
  const ids = people.filter((one) => one !== null);
  const [persons, bodies] = await Promise.all([
    ids.length === 0 ? [] : db.person.findMany({ where: { id: { in: ids } }, select: { id: true, displayName: true } }),
    organizations.length === 0
      ? []
      : db.organization.findMany({ where: { id: { in: [...organizations] } }, select: { id: true, name: true } }),
  ]);
  return new Map([
    ...persons.map((one) => [one.id, one.displayName] as const),
    ...bodies.map((one) => [one.id, one.name] as const),
  ]);
}
