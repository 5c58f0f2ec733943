/** Cards and applications in the database. */
import type { Db } from '#api/context.ts';
import type { AssetState, Prisma } from '#prisma/generated/client.ts';
import { openCaseStates } from './rules/codes.ts';

const running = {
  resources: { orderBy: { entryId: 'asc' } },
  cases: {
    where: { state: { in: [...openCaseStates] } },
    include: { objections: { orderBy: { filedAt: 'asc' } } },
    orderBy: [{ filedAt: 'desc' }, { no: 'desc' }],
  },
} satisfies Prisma.AssetCardInclude;
const whole = {
  resources: { orderBy: { entryId: 'asc' } },
  cases: { include: { objections: { orderBy: { filedAt: 'asc' } } }, orderBy: [{ filedAt: 'desc' }, { no: 'desc' }] },
  steps: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
  versions: { orderBy: { number: 'desc' } },
} satisfies Prisma.AssetCardInclude;

export type CardLineRow = Prisma.AssetCardGetPayload<{ include: typeof running }>;
export type CardRow = Prisma.AssetCardGetPayload<{ include: typeof whole }>;
export type CaseRow = CardRow['cases'][number];
export type CardChanges = Prisma.AssetCardUncheckedUpdateManyInput;
export type CaseChanges = Prisma.AssetCaseUncheckedUpdateManyInput;

export async function insertCard(db: Db, data: Prisma.AssetCardUncheckedCreateInput): Promise<void> {
  await db.assetCard.create({ data });
}

export async function findCard(db: Db, id: string): Promise<CardRow | null> {
  return db.assetCard.findUnique({ where: { id }, include: whole });
}

export async function findByCode(db: Db, code: string): Promise<CardRow | null> {
  return db.assetCard.findUnique({ where: { code }, include: whole });
}

/** The row, held until the transaction ends. */
export async function lockCard(db: Db, id: string): Promise<CardRow | null> {
  await db.$queryRaw`SELECT id FROM asset_card WHERE id = ${id} FOR UPDATE`;
  return findCard(db, id);
}

export async function updateCard(db: Db, id: string, revision: number, changes: CardChanges): Promise<boolean> {
  const { count } = await db.assetCard.updateMany({
    where: { id, revision },
    data: { ...changes, revision: revision + 1 },
  });
  return count === 1;
}

export async function insertCase(db: Db, data: Prisma.AssetCaseUncheckedCreateInput): Promise<void> {
  await db.assetCase.create({ data });
}

export async function updateCase(db: Db, id: string, changes: CaseChanges): Promise<void> {
  await db.assetCase.updateMany({ where: { id }, data: { ...changes, revision: { increment: 1 } } });
}

export async function insertStep(db: Db, data: Prisma.AssetStepUncheckedCreateInput): Promise<void> {
  await db.assetStep.create({ data });
}

export async function insertVersion(db: Db, data: Prisma.AssetVersionUncheckedCreateInput): Promise<void> {
  await db.assetVersion.create({ data });
}

/** The entries of a card from now on. */
export async function setResources(db: Db, cardId: string, entryIds: readonly string[]): Promise<void> {
  await db.assetResource.deleteMany({ where: { cardId } });
  await db.assetResource.createMany({ data: entryIds.map((entryId) => ({ cardId, entryId })) });
}

/** A card that ended holds its entries no longer. */
export async function letGo(db: Db, cardId: string): Promise<void> {
  await db.assetResource.updateMany({ where: { cardId }, data: { live: false } });
}

/** Entries that stand on another card. */
export async function takenEntries(db: Db, entryIds: readonly string[], except: string): Promise<string[]> {
  const rows = await db.assetResource.findMany({
    where: { entryId: { in: [...entryIds] }, live: true, cardId: { not: except } },
    select: { entryId: true },
  });
  return rows.map((row) => row.entryId);
}

/** Whose cards are looked at: a holder's, and those of regions once they left the drawer. */
export interface Scope {
  readonly holderId: string | null;
  readonly regions: readonly string[];
}

export function scoped({ holderId, regions }: Scope): Prisma.AssetCardWhereInput {
  // What never left the drawer is its holder's own business.
  const out: Prisma.AssetCardWhereInput[] = [{ state: 'submitted' }, { code: { not: null } }];
  const own = holderId === null ? [] : [{ holderId }];
  return { OR: [...own, ...(regions.length === 0 ? [] : [{ regionCode: { in: [...regions] }, OR: out }])] };
}

export interface Wanted {
  readonly state?: AssetState | undefined;
  readonly q?: string | undefined;
  readonly open?: boolean;
}

export async function listCards(
  db: Db,
  scope: Scope,
  { state, q, open }: Wanted,
  paging: { readonly skip: number; readonly take: number },
) {
  const base: Prisma.AssetCardWhereInput = {
    AND: [
      scoped(scope),
      q === undefined || q === '' ? {} : { OR: [{ name: { contains: q } }, { no: q }, { code: q }] },
      open === true ? { cases: { some: { state: { in: [...openCaseStates] } } } } : {},
    ],
  };
  const where = { ...base, ...(state === undefined ? {} : { state }) };
  const [rows, total, groups] = await Promise.all([
    db.assetCard.findMany({ where, include: running, orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }], ...paging }),
    db.assetCard.count({ where }),
    db.assetCard.groupBy({ by: ['state'], where: base, _count: true }),
  ]);
  return { rows, total, counts: Object.fromEntries(groups.map((one) => [one.state, one._count])) };
}

/** Cards with a code, valid or cancelled, for the public register. */
export async function listCoded(
  db: Db,
  { q, region, holder }: { readonly q?: string; readonly region?: string; readonly holder?: string },
  paging: { readonly skip: number; readonly take: number },
) {
  const where: Prisma.AssetCardWhereInput = {
    code: { not: null },
    ...(region === undefined || region === '' ? {} : { regionCode: region }),
    ...(holder === undefined || holder === '' ? {} : { holderId: holder }),
    ...(q === undefined || q === '' ? {} : { OR: [{ name: { contains: q } }, { code: q }] }),
  };
  const [rows, total] = await Promise.all([
    db.assetCard.findMany({ where, include: running, orderBy: { code: 'desc' }, ...paging }),
    db.assetCard.count({ where }),
  ]);
  return { rows, total };
}

const noticed = { card: true, objections: true } satisfies Prisma.AssetCaseInclude;
export type NoticeRow = Prisma.AssetCaseGetPayload<{ include: typeof noticed }>;

/** Applications that are or were on public notice, the newest first. */
export async function listNotices(db: Db, take: number): Promise<NoticeRow[]> {
  return db.assetCase.findMany({
    where: { noticeFrom: { not: null } },
    include: noticed,
    orderBy: [{ noticeTo: 'desc' }, { no: 'desc' }],
    take,
  });
}

export async function findNotice(db: Db, id: string): Promise<NoticeRow | null> {
  return db.assetCase.findUnique({ where: { id }, include: noticed });
}

export async function insertObjection(db: Db, data: Prisma.AssetObjectionUncheckedCreateInput): Promise<void> {
  await db.assetObjection.create({ data });
}

export async function findObjection(db: Db, id: string) {
  return db.assetObjection.findUnique({ where: { id }, include: { case: true } });
}

export async function answerObjection(
  db: Db,
  id: string,
  data: Prisma.AssetObjectionUncheckedUpdateManyInput,
): Promise<boolean> {
  return (await db.assetObjection.updateMany({ where: { id, outcome: null }, data })).count === 1;
}

export async function insertTransfer(db: Db, data: Prisma.AssetTransferUncheckedCreateInput): Promise<void> {
  await db.assetTransfer.create({ data });
}

export async function findUnits(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, uscc: true, name: true, nameEn: true, regionCode: true, demo: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findUnitByUscc(db: Db, uscc: string) {
  return db.organization.findUnique({
    where: { uscc },
    select: { id: true, uscc: true, name: true, nameEn: true, regionCode: true, kind: true },
  });
}

export async function findPeople(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, displayName: true },
  });
  return new Map(rows.map((row) => [row.id, row.displayName]));
}

/** The registered card an entry stands on. */
export async function registeredOf(db: Db, entryCode: string): Promise<{ code: string; name: string } | null> {
  const entry = await db.entry.findUnique({ where: { code: entryCode }, select: { id: true } });
  if (entry === null) return null;
  const found = await db.assetResource.findFirst({
    where: { entryId: entry.id, live: true, card: { state: 'registered' } },
    select: { card: { select: { code: true, name: true } } },
  });
  return found === null || found.card.code === null ? null : { code: found.card.code, name: found.card.name };
}
