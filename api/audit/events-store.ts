/** Records of the chain as an auditor's reach lets them be read. The bodies of a region are named by a subquery: there may be 100,000. */
import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';

export interface Reach {
  readonly regions: readonly string[];
  /** What nobody signed in did and what enterprises did, too. */
  readonly platform: boolean;
}

const acted = ({ regions, platform }: Reach): Prisma.Sql => Prisma.sql`organization_id IN (
  SELECT id FROM organization WHERE region_code = ANY(${[...regions]}) OR (${platform} AND kind = 'enterprise'))`;

export interface EventFilter {
  /** Beginning of the action. */
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly subject_id?: string | undefined;
  readonly actor_id?: string | undefined;
}

const asked = (filter: EventFilter): Prisma.Sql => {
  const [action, outcome, subject, actor] = [filter.action, filter.outcome, filter.subject_id, filter.actor_id].map(
    (one) => one ?? null,
  );
  return Prisma.sql`(${action}::text IS NULL OR starts_with(action, ${action})) AND (${outcome}::text IS NULL OR outcome = ${outcome})
    AND (${subject}::text IS NULL OR subject_id = ${subject}) AND (${actor}::text IS NULL OR actor_id = ${actor})`;
};

/**
 * Within reach. Asked for one subject, an auditor whose own bodies had a hand in it reads all that was done or tried with it. An attempt
 * that was refused is no hand: whoever knows an id could open its whole record by trying.
 */
async function within(db: Db, reach: Reach, subjectId: string | undefined): Promise<Prisma.Sql> {
  if (subjectId !== undefined) {
    const [hand] = await db.$queryRaw<{ one: number }[]>(
      Prisma.sql`SELECT 1 AS one FROM audit_event WHERE subject_id = ${subjectId} AND outcome = 'done' AND ${acted(reach)} LIMIT 1`,
    );
    if (hand !== undefined) return Prisma.sql`true`;
  }
  return reach.platform ? Prisma.sql`(${acted(reach)} OR organization_id IS NULL)` : acted(reach);
}

export async function mayRead(db: Db, reach: Reach, row: { readonly seq: bigint; readonly subjectId: string }) {
  const [seen] = await db.$queryRaw<{ one: number }[]>(
    Prisma.sql`SELECT 1 AS one FROM audit_event WHERE seq = ${row.seq} AND ${await within(db, reach, row.subjectId)}`,
  );
  return seen !== undefined;
}

/** Newest first. */
export async function listEvents(db: Db, reach: Reach, filter: EventFilter, skip: number, take: number) {
  const where = Prisma.sql`${await within(db, reach, filter.subject_id)} AND ${asked(filter)}`;
  const [counted, found] = await Promise.all([
    db.$queryRaw<{ total: number }[]>(Prisma.sql`SELECT count(*)::int AS total FROM audit_event WHERE ${where}`),
    db.$queryRaw<{ seq: bigint }[]>(
      Prisma.sql`SELECT seq FROM audit_event WHERE ${where} ORDER BY seq DESC LIMIT ${take} OFFSET ${skip}`,
    ),
  ]);
  const rows = await db.auditEvent.findMany({
    where: { seq: { in: found.map((one) => one.seq) } },
    orderBy: { seq: 'desc' },
  });
  return { total: counted[0]?.total ?? 0, rows };
}
