/** Nodes, systems and items in the database. */
import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const nodeParts = {
  pings: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: 1 },
  _count: { select: { systems: { where: { retiredOn: null } } } },
} satisfies Prisma.CloudNodeInclude;
const agency = { select: { id: true, uscc: true, name: true, nameEn: true, regionCode: true } } as const;
const systemParts = { organization: agency, node: { select: { name: true } } } satisfies Prisma.BusinessSystemInclude;
const itemParts = { organization: agency, system: { select: { name: true } } } satisfies Prisma.ServiceItemInclude;

export type NodeRow = Prisma.CloudNodeGetPayload<{ include: typeof nodeParts }>;
export type SystemRow = Prisma.BusinessSystemGetPayload<{ include: typeof systemParts }>;
export type ItemRow = Prisma.ServiceItemGetPayload<{ include: typeof itemParts }>;

/** Whose rows are read: one agency's, and those of regions; `null` for all of them. */
export interface Scope {
  readonly organizationId: string;
  readonly regions: readonly string[];
}
const within = (scope: Scope | null) =>
  scope === null
    ? {}
    : {
        OR: [{ organizationId: scope.organizationId }, { organization: { regionCode: { in: [...scope.regions] } } }],
      };

export async function listNodes(db: Db): Promise<NodeRow[]> {
  return db.cloudNode.findMany({ include: nodeParts, orderBy: { regionCode: 'asc' } });
}

export async function findNode(db: Db, id: string): Promise<NodeRow | null> {
  return db.cloudNode.findUnique({ where: { id }, include: nodeParts });
}

export async function lockNode(db: Db, id: string): Promise<NodeRow | null> {
  await db.$queryRaw`SELECT id FROM cloud_node WHERE id = ${id} FOR UPDATE`;
  return findNode(db, id);
}

/** All registrations come one after the other. */
export async function lockNodes(db: Db): Promise<void> {
  await lock(db, 'cloud-nodes');
}

export async function insertNode(db: Db, data: Prisma.CloudNodeUncheckedCreateInput): Promise<void> {
  await db.cloudNode.create({ data });
}

export async function updateNode(
  db: Db,
  id: string,
  revision: number,
  data: Prisma.CloudNodeUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.cloudNode.updateMany({
    where: { id, revision },
    data: { ...data, revision: revision + 1 },
  });
  return count === 1;
}

export async function insertPing(db: Db, data: Prisma.CloudPingUncheckedCreateInput): Promise<void> {
  await db.cloudPing.create({ data });
}

export async function listSystems(db: Db, scope: Scope | null): Promise<SystemRow[]> {
  return db.businessSystem.findMany({
    where: within(scope),
    include: systemParts,
    orderBy: [{ organizationId: 'asc' }, { name: 'asc' }],
    take: 500,
  });
}

export async function findSystem(db: Db, id: string): Promise<SystemRow | null> {
  return db.businessSystem.findUnique({ where: { id }, include: systemParts });
}

export async function insertSystem(db: Db, data: Prisma.BusinessSystemUncheckedCreateInput): Promise<void> {
  await db.businessSystem.create({ data });
}

export async function updateSystem(
  db: Db,
  id: string,
  revision: number,
  data: Prisma.BusinessSystemUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.businessSystem.updateMany({
    where: { id, revision },
    data: { ...data, revision: revision + 1 },
  });
  return count === 1;
}

export async function listItems(db: Db, scope: Scope | null): Promise<ItemRow[]> {
  return db.serviceItem.findMany({
    where: within(scope),
    include: itemParts,
    orderBy: [{ organizationId: 'asc' }, { code: 'asc' }],
    take: 2000,
  });
}

export async function findItem(db: Db, where: { id: string } | { code: string }): Promise<ItemRow | null> {
  return db.serviceItem.findUnique({ where, include: itemParts });
}

export async function insertItem(db: Db, data: Prisma.ServiceItemUncheckedCreateInput): Promise<void> {
  await db.serviceItem.create({ data });
}

export async function updateItem(
  db: Db,
  id: string,
  revision: number,
  data: Prisma.ServiceItemUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.serviceItem.updateMany({
    where: { id, revision },
    data: { ...data, revision: revision + 1 },
  });
  return count === 1;
}

/** Entries in being of agencies of the province and of cities, with the place their compiler gave. */
export async function listStored(db: Db, scope: Scope | null) {
  const rows = await db.entry.findMany({
    where: {
      level: { in: ['province', 'city'] },
      state: { in: ['submitted', 'published'] },
      ...(scope === null
        ? {}
        : { OR: [{ providerId: scope.organizationId }, { regionCode: { in: [...scope.regions] } }] }),
    },
    select: { id: true, code: true, title: true, level: true, regionCode: true, content: true, provider: agency },
    orderBy: { code: 'asc' },
  });
  return rows.map(({ content, ...row }) => ({
    ...row,
    location: (content as { storage_location?: string | null }).storage_location ?? null,
  }));
}
