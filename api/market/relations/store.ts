import { lock } from '#api/audit/lock.ts';
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export type RelationRow = Prisma.OrganizationRelationGetPayload<object>;

/** Organisations of a region: registered there, or selling or buying under its agreements. */
export async function reaching(db: Db, regions: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM organization WHERE region_code = ANY(${[...regions]}::text[])
    UNION SELECT developer_id FROM agreement WHERE region_code = ANY(${[...regions]}::text[])
    UNION SELECT o.buyer_id FROM "order" o JOIN agreement a ON a.id = o.agreement_id
      WHERE a.region_code = ANY(${[...regions]}::text[])`;
  return new Set(rows.map((row) => row.id));
}

/** All that is on record, or what names an organisation; newest first. */
export const listRelations = (db: Db, naming: string | null): Promise<RelationRow[]> =>
  db.organizationRelation.findMany({
    where: naming === null ? {} : { OR: [{ holderId: naming }, { heldId: naming }] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });

export const findRelation = (db: Db, id: string): Promise<RelationRow | null> =>
  db.organizationRelation.findUnique({ where: { id } });

export async function lockRelation(db: Db, id: string): Promise<RelationRow | null> {
  await db.$queryRaw`SELECT id FROM organization_relation WHERE id = ${id} FOR UPDATE`;
  return findRelation(db, id);
}

/** Two entries of the same pair at once: one waits for the other. Until the transaction ends. */
export async function lockPair(db: Db, one: string, other: string): Promise<void> {
  const pair = [one, other].sort().join('|');
  await lock(db, `relation:${pair}`);
}

/** The same relation, not ended; a common representative has no direction. */
export const standing = (db: Db, kind: string, holderId: string, heldId: string, today: string) =>
  db.organizationRelation.findFirst({
    where: {
      kind,
      AND: [
        { OR: [{ validTo: null }, { validTo: { gte: today } }] },
        {
          OR: [
            { holderId, heldId },
            ...(kind === 'same_representative' ? [{ holderId: heldId, heldId: holderId }] : []),
          ],
        },
      ],
    },
    select: { id: true },
  });

export const insertRelation = (db: Db, data: Prisma.OrganizationRelationUncheckedCreateInput) =>
  db.organizationRelation.create({ data });

export const endRelation = (
  db: Db,
  id: string,
  data: { validTo: string; endedAt: Date; endedBy: string; endedPerson: string | null; endedWhy: string },
) => db.organizationRelation.update({ where: { id }, data });

export async function organizationsBy(db: Db, ids: readonly string[]) {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, uscc: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export const organizationByUscc = (db: Db, uscc: string) =>
  db.organization.findUnique({ where: { uscc }, select: { id: true, name: true, uscc: true } });
