/** Inventories in the database. */
import type { Db } from '#api/context.ts';
import type { AssetInventoryState, Prisma } from '#prisma/generated/client.ts';

const whole = {
  lines: { orderBy: [{ kind: 'asc' }, { subject: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.AssetInventoryInclude;
export type InventoryRow = Prisma.AssetInventoryGetPayload<{ include: typeof whole }>;

export async function insertInventory(db: Db, data: Prisma.AssetInventoryUncheckedCreateInput): Promise<void> {
  await db.assetInventory.create({ data });
}

export async function findInventory(db: Db, id: string): Promise<InventoryRow | null> {
  return db.assetInventory.findUnique({ where: { id }, include: whole });
}

export async function lockInventory(db: Db, id: string): Promise<InventoryRow | null> {
  await db.$queryRaw`SELECT id FROM asset_inventory WHERE id = ${id} FOR UPDATE`;
  return findInventory(db, id);
}

export async function updateInventory(
  db: Db,
  id: string,
  data: Prisma.AssetInventoryUncheckedUpdateManyInput,
): Promise<void> {
  await db.assetInventory.updateMany({ where: { id }, data: { ...data, revision: { increment: 1 } } });
}

export async function insertLines(db: Db, data: Prisma.AssetInventoryLineUncheckedCreateInput[]): Promise<void> {
  await db.assetInventoryLine.createMany({ data });
}

export async function settleLines(
  db: Db,
  inventoryId: string,
  ids: readonly string[],
  data: Prisma.AssetInventoryLineUncheckedUpdateManyInput,
): Promise<number> {
  const { count } = await db.assetInventoryLine.updateMany({ where: { inventoryId, id: { in: [...ids] } }, data });
  return count;
}

export interface InventoryScope {
  readonly agencyId: string | null;
  readonly regions: readonly string[];
}

export async function listInventories(
  db: Db,
  { agencyId, regions }: InventoryScope,
  state: AssetInventoryState | undefined,
  paging: { readonly skip: number; readonly take: number },
) {
  const where: Prisma.AssetInventoryWhereInput = {
    OR: [...(agencyId === null ? [] : [{ agencyId }]), { regionCode: { in: [...regions] } }],
    ...(state === undefined ? {} : { state }),
  };
  const [rows, total] = await Promise.all([
    db.assetInventory.findMany({ where, include: whole, orderBy: [{ createdAt: 'desc' }, { no: 'desc' }], ...paging }),
    db.assetInventory.count({ where }),
  ]);
  return { rows, total };
}

export async function openInventories(db: Db, agencyIds: readonly string[]) {
  return db.assetInventory.findMany({
    where: { agencyId: { in: [...agencyIds] }, state: { not: 'signed' } },
    select: { id: true, no: true, agencyId: true, dueOn: true, regionCode: true, title: true },
  });
}

/** Agencies of a region that hold published data or a registered card. */
export async function agenciesToCount(db: Db, regionCode: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM organization o WHERE o.region_code = ${regionCode} AND o.kind = 'agency' AND (
      EXISTS (SELECT 1 FROM asset_card c WHERE c.holder_id = o.id AND c.state = 'registered') OR
      EXISTS (SELECT 1 FROM entry e JOIN version v ON v.entry_id = e.id AND v.state IN ('ready', 'published')
        WHERE e.provider_id = o.id AND e.state = 'published')) ORDER BY o.id`;
  return rows.map((row) => row.id);
}

export async function countedCards(db: Db, holderId: string) {
  return db.assetCard.findMany({
    where: { holderId, state: 'registered' },
    include: { resources: { where: { live: true } } },
    orderBy: { no: 'asc' },
  });
}
