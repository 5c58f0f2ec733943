import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { AssessmentSubject } from './rules/codes.ts';
import type { Whose } from './signals-store.ts';

export type AssessmentRow = Prisma.ImpactAssessmentGetPayload<object>;

export async function insertAssessment(db: Db, data: Prisma.ImpactAssessmentUncheckedCreateInput): Promise<void> {
  await db.impactAssessment.create({ data });
}

export async function findAssessment(db: Db, id: string): Promise<AssessmentRow | null> {
  return db.impactAssessment.findUnique({ where: { id } });
}

export async function lockAssessment(db: Db, id: string): Promise<AssessmentRow | null> {
  await db.$queryRaw`SELECT id FROM impact_assessment WHERE id = ${id} FOR UPDATE`;
  return findAssessment(db, id);
}

export async function listAssessments(db: Db, where: Prisma.ImpactAssessmentWhereInput): Promise<AssessmentRow[]> {
  return db.impactAssessment.findMany({ where, orderBy: { createdAt: 'desc' }, take: 200 });
}

export async function updateAssessment(
  db: Db,
  id: string,
  revision: number,
  data: Prisma.ImpactAssessmentUncheckedUpdateManyInput,
): Promise<void> {
  await db.impactAssessment.updateMany({ where: { id, revision }, data: { ...data, revision: revision + 1 } });
}

interface Subject {
  readonly id: string;
  readonly name: string;
}

/** The handling an organisation answers for, by the code or number people know it by. */
export async function findSubject(
  db: Db,
  type: AssessmentSubject,
  given: string,
  organizationId: string,
): Promise<Subject | null> {
  if (type === 'entry') {
    const row = await db.entry.findFirst({ where: { code: given, providerId: organizationId } });
    return row === null ? null : { id: row.code, name: row.title };
  }
  if (type === 'sharing') {
    const row = await db.sharingRequest.findFirst({
      where: { no: given, OR: [{ providerId: organizationId }, { requesterId: organizationId }] },
    });
    return row === null ? null : { id: row.id, name: row.no };
  }
  if (type === 'agreement') {
    const row = await db.agreement.findFirst({
      where: { no: given, OR: [{ agencyId: organizationId }, { developerId: organizationId }] },
    });
    return row === null ? null : { id: row.id, name: row.no };
  }
  const row = await db.targetedCase.findFirst({ where: { no: given, agencyId: organizationId } });
  return row === null ? null : { id: row.id, name: row.no };
}

/**
 * Entries that are opened or provided, hold columns marked as personal, and have no assessment that lets them: the platform's
 * own facts, not what somebody remembered to file.
 */
export async function unassessed(db: Db, of: Whose) {
  return db.$queryRaw<
    { code: string; title: string; organization_id: string; region_code: string; columns: bigint; since: Date }[]
  >`
    SELECT e.code, e.title, e.provider_id AS organization_id, e.region_code, count(*) AS columns,
      coalesce(e.published_at, e.updated_at) AS since
    FROM entry e, jsonb_array_elements(e.content::jsonb -> 'items') AS i
    WHERE e.state = 'published' AND i ->> 'sensitivity' IN ('direct_identifier', 'sensitive')
      AND (${of === null} OR e.provider_id = ${of?.organizationId ?? ''} OR e.region_code = ANY(${[...(of?.regions ?? [])]}))
      AND NOT EXISTS (SELECT 1 FROM impact_assessment a
        WHERE a.subject_type = 'entry' AND a.subject_id = e.code AND a.state = 'approved' AND a.conclusion <> 'stop')
    GROUP BY e.id ORDER BY e.code LIMIT 500`;
}
