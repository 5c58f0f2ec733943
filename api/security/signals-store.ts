import type { Db } from '#api/context.ts';

export interface Found {
  readonly kind: string;
  readonly organization_id: string;
  readonly region_code: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly subject_no: string;
  readonly since: string;
}

/** Whose: of one organisation, of these regions; null for everybody's. */
export type Whose = {
  readonly organizationId?: string | null | undefined;
  readonly regions?: readonly string[] | undefined;
} | null;

export async function findSignals(db: Db, now: Date, today: string, yearAgo: string, of: Whose): Promise<Found[]> {
  const lastYear = Number(today.slice(0, 4)) - 1;
  return db.$queryRaw<Found[]>`
    SELECT * FROM (SELECT CASE WHEN reported_at IS NULL THEN 'incident_unreported' ELSE 'incident_reported_late' END AS kind,
      organization_id, region_code, 'incident' AS subject_type, id AS subject_id, no AS subject_no,
      to_char(report_due_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS since
      FROM security_incident WHERE coalesce(reported_at, ${now}::timestamptz) > report_due_at
    UNION ALL SELECT 'persons_not_told', organization_id, region_code, 'incident', id, no,
      to_char(filed_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')
      FROM security_incident WHERE personal AND notified IS NULL AND state = 'contained'
    UNION ALL SELECT 'no_plan', o.id, o.region_code, 'organization', o.id, o.name, ${today}
      FROM organization o WHERE o.kind = 'agency' AND EXISTS (SELECT 1 FROM entry e WHERE e.provider_id = o.id AND e.state = 'published')
        AND NOT EXISTS (SELECT 1 FROM emergency_plan p WHERE p.organization_id = o.id AND p.approved_at IS NOT NULL)
    UNION ALL SELECT 'plan_review_due', p.organization_id, p.region_code, 'plan', p.id, p.title, p.review_due_on
      FROM emergency_plan p WHERE p.approved_at IS NOT NULL AND p.review_due_on < ${today}
        AND NOT EXISTS (SELECT 1 FROM emergency_plan n WHERE n.organization_id = p.organization_id AND n.version > p.version AND n.approved_at IS NOT NULL)
    UNION ALL SELECT 'drill_late', organization_id, region_code, 'drill', id, no, due_on
      FROM security_drill WHERE held_on IS NULL AND due_on < ${today}
    UNION ALL SELECT 'no_drill', p.organization_id, p.region_code, 'plan', max(p.id), max(p.title), ${today}
      FROM emergency_plan p WHERE p.approved_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM security_drill d WHERE d.organization_id = p.organization_id AND (d.held_on >= ${yearAgo} OR d.due_on >= ${today}))
      GROUP BY p.organization_id, p.region_code
      HAVING to_char(min(p.approved_at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') < ${yearAgo}
    UNION ALL SELECT 'improvement_late', d.organization_id, d.region_code, 'drill', d.id, d.no, min(i.due_on)
      FROM drill_improvement i JOIN security_drill d ON d.id = i.drill_id WHERE i.done_at IS NULL AND i.due_on < ${today}
      GROUP BY d.id
    UNION ALL SELECT 'privileges_unreviewed', organization_id, region_code, 'privilege_review', id, no, due_on
      FROM privilege_review WHERE closed_at IS NULL AND due_on < ${today}
    UNION ALL SELECT 'provider_unevaluated', p.organization_id, p.region_code, 'provider', p.id, p.no, ${`${lastYear}-12-31`}
      FROM service_provider p WHERE EXISTS (SELECT 1 FROM provider_contract c WHERE c.provider_id = p.id
          AND c.valid_from <= ${`${lastYear}-12-31`} AND c.valid_to >= ${`${lastYear}-01-01`})
        AND NOT EXISTS (SELECT 1 FROM provider_evaluation e WHERE e.provider_id = p.id AND e.year >= ${lastYear} AND e.confirmed_at IS NOT NULL)
    UNION ALL SELECT 'provider_contract_over', p.organization_id, p.region_code, 'provider', p.id, p.no, max(c.valid_to)
      FROM service_provider p JOIN provider_contract c ON c.provider_id = p.id WHERE p.state IN ('active', 'rectifying')
      GROUP BY p.id HAVING max(c.valid_to) < ${today}
    UNION ALL SELECT 'provider_rectification_late', organization_id, region_code, 'provider', id, no, due_on
      FROM service_provider WHERE state = 'rectifying' AND due_on < ${today}
    UNION ALL SELECT 'provider_data_out', organization_id, region_code, 'provider', id, no, due_on
      FROM service_provider WHERE state = 'ended' AND returned_at IS NULL AND due_on < ${today}
    ) AS found WHERE ${of === null} OR organization_id = ${of?.organizationId ?? ''}
      OR region_code = ANY(${[...(of?.regions ?? [])]})
    ORDER BY since, subject_no LIMIT 2000`;
}
