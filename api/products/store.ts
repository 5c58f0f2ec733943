import type { Db } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { offered, type PlanRow, planRow } from './plans-store.ts';
import type { SourceFacts } from './rules/citation.ts';
import type { ProductKind } from './rules/codes.ts';
import type { AgreementFacts, DeliveryFacts } from './rules/listing.ts';

const delivery = { include: { entry: { include: { provider: true } }, version: true } } as const;
const include = {
  developer: true,
  agreement: {
    include: {
      agency: true,
      application: { select: { kind: true } },
      filings: { where: { state: 'accepted' as const } },
    },
  },
  plans: offered,
  sources: { include: { delivery } },
  parts: {
    include: {
      agreement: {
        include: { agency: true, filings: { where: { state: 'accepted' as const } } },
      },
    },
    orderBy: { agreementId: 'asc' as const },
  },
  consents: true,
} as const;
type Loaded = Prisma.ProductGetPayload<{ include: typeof include }>;
type LoadedDelivery = Prisma.DeliveryGetPayload<typeof delivery>;

/** A product with its agreement and sources as the rules take them. */
export interface ProductRow extends Omit<Loaded, 'agreement' | 'sources' | 'plans' | 'parts'> {
  readonly agreement: AgreementFacts & {
    readonly agencyId: string;
    readonly regionCode: string;
    readonly authorizationKind: string;
    readonly agencyName: string;
    readonly agencyNameEn: string | null;
    readonly filingNo: string | null;
  };
  readonly sources: readonly (DeliveryFacts & SourceFacts)[];
  /** All agreements behind it where there are several, each with its part; else none. */
  readonly parts: readonly {
    readonly agreementId: string;
    readonly ppm: number | null;
    readonly agreement: AgreementFacts & {
      readonly agencyId: string;
      readonly agency: { readonly name: string; readonly nameEn: string | null };
    };
  }[];
  /** Those that are offered, in their newest version. */
  readonly plans: readonly PlanRow[];
}

function sourceOf(row: LoadedDelivery, authorizationNo: string): DeliveryFacts & SourceFacts {
  return {
    id: row.id,
    deliveryId: row.id,
    agreementId: row.agreementId,
    organizationId: row.organizationId,
    acquiredOn: dayOf(row.at),
    resourceCode: row.entry.code,
    resourceName: row.entry.title,
    providerName: row.entry.provider.name,
    providerNameEn: row.entry.provider.nameEn,
    providerUscc: row.entry.provider.uscc,
    datasetVersion: row.version.number,
    authorizationNo,
    contentHash: row.sha256,
  };
}

function shown(row: Loaded): ProductRow {
  const { agreement, sources, plans, ...rest } = row;
  const filing = agreement.filings.find((one) => one.version === agreement.version) ?? null;
  const basis = new Map(
    [agreement, ...row.parts.map((one) => one.agreement)].map((one) => [
      one.id,
      one.filings.find((filed) => filed.version === one.version)?.no ?? one.no,
    ]),
  );
  const bySource = (a: SourceFacts, b: SourceFacts) =>
    a.resourceCode.localeCompare(b.resourceCode, 'en') || a.acquiredOn.localeCompare(b.acquiredOn, 'en');
  return {
    ...rest,
    plans: plans.flatMap(planRow),
    agreement: {
      id: agreement.id,
      no: agreement.no,
      developerId: agreement.developerId,
      state: agreement.state,
      effectiveFrom: agreement.effectiveFrom,
      effectiveTo: agreement.effectiveTo,
      agencyId: agreement.agencyId,
      regionCode: agreement.regionCode,
      authorizationKind: agreement.application.kind,
      agencyName: agreement.agency.name,
      agencyNameEn: agreement.agency.nameEn,
      filingNo: filing?.no ?? null,
    },
    sources: sources
      .map((one) => sourceOf(one.delivery, basis.get(one.delivery.agreementId) ?? agreement.no))
      .sort(bySource),
  };
}

export async function findProduct(db: Db, id: string): Promise<ProductRow | null> {
  const row = await db.product.findUnique({ where: { id }, include });
  return row === null ? null : shown(row);
}

export async function findByNo(db: Db, no: string): Promise<ProductRow | null> {
  const row = await db.product.findUnique({ where: { no }, include });
  return row === null ? null : shown(row);
}

export interface Wanted {
  readonly q?: string | undefined;
  readonly kind?: ProductKind | undefined;
  readonly dataset?: string | undefined;
  readonly developerId?: string;
  /** Only these. */
  readonly ids?: readonly string[];
  readonly listedOnly: boolean;
}

/** Its parts stay as they are until the transaction ends. */
export async function lockProduct(db: Db, id: string): Promise<void> {
  await db.$queryRaw`SELECT id FROM product WHERE id = ${id} FOR UPDATE`;
}

export async function listProducts(db: Db, wanted: Wanted, page: number, pageSize: number) {
  const { q, kind, dataset, developerId, ids, listedOnly } = wanted;
  // % and _ typed by a person are characters to find, not patterns.
  const like = q?.replace(/[\\%_]/g, (c) => `\\${c}`);
  const text = (field: 'title' | 'titleEn' | 'summary' | 'no') => ({
    [field]: { contains: like ?? '', mode: 'insensitive' as const },
  });
  const where: Prisma.ProductWhereInput = {
    ...(listedOnly ? { state: 'listed' as const } : {}),
    ...(developerId === undefined ? {} : { developerId }),
    ...(ids === undefined ? {} : { id: { in: [...ids] } }),
    ...(kind === undefined ? {} : { kind }),
    ...(dataset === undefined ? {} : { sources: { some: { delivery: { entry: { code: dataset } } } } }),
    ...(like === undefined || like === ''
      ? {}
      : {
          OR: [
            text('title'),
            text('titleEn'),
            text('summary'),
            text('no'),
            { developer: { name: { contains: like } } },
          ],
        }),
  };
  const [total, rows] = await Promise.all([
    db.product.count({ where }),
    db.product.findMany({
      where,
      include,
      orderBy: [listedOnly ? { listedAt: 'desc' } : { updatedAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  return { total, rows: rows.map(shown) };
}

export async function insertProduct(db: Db, row: Prisma.ProductUncheckedCreateInput): Promise<void> {
  await db.product.create({ data: row });
}

/** Saves when the row still has the revision that was seen; false when it has moved on. */
export async function saveAt(
  db: Db,
  id: string,
  revision: number,
  data: Prisma.ProductUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.product.updateMany({ where: { id, revision }, data: { ...data, revision: revision + 1 } });
  return count === 1;
}

export async function replaceSources(db: Db, productId: string, deliveryIds: readonly string[]): Promise<void> {
  await db.productSource.deleteMany({ where: { productId, deliveryId: { notIn: [...deliveryIds] } } });
  await db.productSource.createMany({
    data: deliveryIds.map((deliveryId) => ({ productId, deliveryId })),
    skipDuplicates: true,
  });
}

/** Replaces the agreements behind a draft, and drops the sources of those that are gone. */
export async function replaceParts(
  db: Db,
  productId: string,
  own: string,
  parts: readonly { readonly agreementId: string; readonly ppm: number | null }[],
): Promise<void> {
  const kept = [own, ...parts.map((one) => one.agreementId)];
  await db.productSource.deleteMany({ where: { productId, delivery: { agreementId: { notIn: kept } } } });
  await db.productPart.deleteMany({ where: { productId } });
  await db.productPart.createMany({ data: parts.map((one) => ({ ...one, productId })) });
}

export async function insertConsents(db: Db, rows: Prisma.ProductConsentCreateManyInput[]): Promise<void> {
  await db.productConsent.createMany({ data: rows });
}

/** Products that rest on several agreements, one of them of this agency. */
export async function dividedWith(db: Db, agencyId: string): Promise<ProductRow[]> {
  const rows = await db.product.findMany({
    where: { state: { not: 'withdrawn' }, parts: { some: { agreement: { agencyId } } } },
    include,
    orderBy: [{ state: 'asc' }, { updatedAt: 'desc' }],
    take: 200,
  });
  return rows.map(shown);
}

export async function findDeliveries(db: Db, ids: readonly string[]): Promise<DeliveryFacts[]> {
  const rows = await db.delivery.findMany({ where: { id: { in: [...ids] } } });
  return rows.map((row) => ({
    id: row.id,
    agreementId: row.agreementId,
    organizationId: row.organizationId,
    acquiredOn: dayOf(row.at),
  }));
}

/**
 * What an agreement's developer has acquired: the first delivery of each dataset version and day (an API answers many a
 * day, one citation is enough), newest first.
 */
export async function deliveryChoices(db: Db, agreementId: string, developerId: string) {
  const firsts = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON (version_id, (at AT TIME ZONE 'Asia/Shanghai')::date) id FROM delivery
    WHERE agreement_id = ${agreementId} AND organization_id = ${developerId}
    ORDER BY version_id, (at AT TIME ZONE 'Asia/Shanghai')::date, at, id`;
  const rows = await db.delivery.findMany({
    where: { id: { in: firsts.map((one) => one.id) } },
    ...delivery,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: 500,
  });
  return rows.map((row) => ({ ...sourceOf(row, ''), kind: row.kind, format: row.format, rowCount: row.rowCount }));
}

export async function findAgreement(db: Db, id: string): Promise<AgreementFacts | null> {
  return db.agreement.findUnique({
    where: { id },
    select: { id: true, no: true, developerId: true, state: true, effectiveFrom: true, effectiveTo: true },
  });
}

export async function agreementsOf(db: Db, developerId: string) {
  return db.agreement.findMany({
    where: { developerId, state: { in: ['active', 'filing', 'signed'] } },
    include: { agency: true, _count: { select: { deliveries: true } } },
    orderBy: { createdAt: 'desc' },
  });
}

/** Who last did something to a record, and when, from the audit chain. */
export async function lastChange(db: Db, type: string, id: string): Promise<{ who: string; at: Date } | null> {
  const event = await db.auditEvent.findFirst({
    where: { subjectType: type, subjectId: id, outcome: 'done' },
    orderBy: { seq: 'desc' },
  });
  if (event === null) return null;
  const person = event.actorId === null ? null : await db.person.findUnique({ where: { id: event.actorId } });
  return { who: person?.displayName ?? '', at: event.at };
}
