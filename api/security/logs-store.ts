/** Sign-ins and changes of accounts, and acts on people and their rights, of the bodies an auditor reads. */
import type { Reach } from '#api/audit/events-store.ts';
import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';

export interface Span {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
}

const lines = ({ regions, platform }: Reach, { from, to }: Span) => {
  const bodies = Prisma.sql`SELECT id FROM organization WHERE region_code = ANY(${[...regions]})
    OR (${platform} AND kind = 'enterprise')`;
  return Prisma.sql`
    SELECT at, 'account' AS log, kind, person_id AS person, person_id AS subject, coalesce(device, '') AS about
      FROM account_event WHERE at >= ${from}::timestamptz AND at < ${to}::timestamptz
        AND person_id IN (SELECT person_id FROM membership WHERE organization_id IN (${bodies}))
    UNION ALL
    SELECT at, 'rights', action || ' ' || outcome, actor_id, subject_id, seq::text
      FROM audit_event WHERE at >= ${from}::timestamptz AND at < ${to}::timestamptz
        AND (action LIKE 'people.%' OR action LIKE 'security.privilege%' OR action LIKE 'usage.%key' OR action LIKE 'gateway.%key')
        AND (organization_id IN (${bodies}) OR (${platform} AND organization_id IS NULL))`;
};

export async function countLogs(db: Db, reach: Reach, span: Span): Promise<number> {
  const [row] = await db.$queryRaw<{ total: number }[]>(
    Prisma.sql`SELECT count(*)::int AS total FROM (${lines(reach, span)}) AS line`,
  );
  return row?.total ?? 0;
}

/** In order of time. */
export async function listLogs(db: Db, reach: Reach, span: Span) {
  return db.$queryRaw<{ at: Date; log: string; kind: string; person: string | null; subject: string; about: string }[]>(
    Prisma.sql`${lines(reach, span)} ORDER BY 1, 4, 6`,
  );
}
