/** Plans, their versions, and filed ceilings in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Ceiling, PlanTerms } from './rules/plan.ts';

const newest = { versions: { orderBy: { version: 'desc' as const }, take: 1 } };
export const offered = {
  where: { endedAt: null, offeredTo: null },
  orderBy: { number: 'asc' as const },
  include: newest,
};
type Loaded = Prisma.ProductPlanGetPayload<{ include: typeof newest }>;

/** A plan in its newest version. */
export interface PlanRow {
  readonly id: string;
  readonly number: number;
  readonly endedAt: Date | null;
  readonly version: number;
  readonly versionId: string;
  readonly kind: PlanTerms['kind'];
  readonly name: string;
  readonly nameEn: string | null;
  readonly terms: PlanTerms;
  readonly sha256: string;
  readonly since: Date;
}

export function planRow({ versions: [one], ...plan }: Loaded): PlanRow[] {
  if (one === undefined) return [];
  const { version, id: versionId, kind, name, nameEn, sha256, createdAt: since } = one;
  const { id, number, endedAt } = plan;
  return [{ id, number, endedAt, version, versionId, kind, name, nameEn, terms: readTerms(one.terms), sha256, since }];
}

/** Terms as they were kept; those of before plans have no trial. */
export const readTerms = (kept: Prisma.JsonValue): PlanTerms =>
  ({ trial: null, ...(kept as object) }) as unknown as PlanTerms;

/** The plans of a product for everybody, ended ones too; what is offered to one buyer alone is not among them. */
export async function plansOf(db: Db, productId: string): Promise<PlanRow[]> {
  const where = { productId, offeredTo: null };
  const rows = await db.productPlan.findMany({ where, orderBy: { number: 'asc' }, include: newest });
  return rows.flatMap(planRow);
}

/** Number 1 is kept for the one price of the product. */
export async function nextNumber(db: Db, productId: string): Promise<number> {
  const { _max } = await db.productPlan.aggregate({ where: { productId }, _max: { number: true } });
  return Math.max(1, _max.number ?? 0) + 1;
}

export async function nextVersion(db: Db, planId: string): Promise<number> {
  const { _max } = await db.planVersion.aggregate({ where: { planId }, _max: { version: true } });
  return (_max.version ?? 0) + 1;
}

/** The plan that an offer was made under, with the terms of one version. */
export async function planVersion(db: Db, versionId: string): Promise<(PlanRow & { offeredTo: string | null }) | null> {
  const row = await db.planVersion.findUnique({ where: { id: versionId }, include: { plan: true } });
  if (row === null) return null;
  const { plan, ...version } = row;
  const [shown] = planRow({ ...plan, versions: [version] });
  return shown === undefined ? null : { ...shown, offeredTo: plan.offeredTo };
}

/** Whoever changes the plans of a product does it alone. */
export async function lockProduct(db: Db, id: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM product WHERE id = ${id} FOR UPDATE`;
}

export async function insertPlan(db: Db, row: Prisma.ProductPlanUncheckedCreateInput): Promise<void> {
  await db.productPlan.create({ data: row });
}

export async function insertVersion(
  db: Db,
  { terms, ...row }: Omit<Prisma.PlanVersionUncheckedCreateInput, 'terms'> & { readonly terms: PlanTerms },
): Promise<void> {
  await db.planVersion.create({ data: { ...row, terms: terms as unknown as Prisma.InputJsonValue } });
}

export async function endPlan(db: Db, id: string, endedAt: Date): Promise<boolean> {
  return (await db.productPlan.updateMany({ where: { id, endedAt: null }, data: { endedAt } })).count === 1;
}

/** Products of which some offered plan costs nothing. */
export async function freeProducts(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ product_id: string }[]>`
    SELECT DISTINCT p.product_id FROM product_plan p
    JOIN LATERAL (SELECT kind, terms FROM plan_version v WHERE v.plan_id = p.id ORDER BY version DESC LIMIT 1) v ON true
    WHERE p.ended_at IS NULL AND p.offered_to IS NULL AND (v.kind = 'free' OR v.terms->>'amount_fen' = '0')`;
  return rows.map((row) => row.product_id);
}

const withFiler = { filedBy: { select: { name: true } } } as const;
export type CeilingRow = Prisma.PriceCeilingGetPayload<{ include: typeof withFiler }>;

/** Newest first, as the rule wants them. */
export async function ceilingsOf(db: Db, productId: string): Promise<(CeilingRow & Ceiling)[]> {
  return db.priceCeiling.findMany({
    where: { productId },
    include: withFiler,
    orderBy: [{ filedAt: 'desc' }, { id: 'desc' }],
  });
}

export async function insertCeiling(db: Db, row: Prisma.PriceCeilingUncheckedCreateInput): Promise<void> {
  await db.priceCeiling.create({ data: row });
}

/** Products to watch over: of an agency's agreements, of regions, of a developer. */
export async function watchedProducts(
  db: Db,
  seen: {
    readonly organizationId: string;
    readonly regionCodes: readonly string[];
    readonly agreementId?: string | undefined;
  },
): Promise<string[]> {
  const rows = await db.product.findMany({
    where: {
      state: { not: 'withdrawn' },
      ...(seen.agreementId === undefined ? {} : { agreementId: seen.agreementId }),
      OR: [
        { developerId: seen.organizationId },
        { agreement: { agencyId: seen.organizationId } },
        { agreement: { regionCode: { in: [...seen.regionCodes] } } },
      ],
    },
    select: { id: true },
    orderBy: [{ no: 'asc' }],
    take: 200,
  });
  return rows.map((row) => row.id);
}
