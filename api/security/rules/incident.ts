/** When an incident has to be reported, and what stands in the way of a step. */
import { can } from '#api/kernel/lifecycle.ts';
import type { IncidentAction, IncidentState } from './codes.ts';
import { incidentStates } from './codes.ts';
import { incidentLifecycle } from './lifecycle.ts';
import { refuse, wrongState } from './refusals.ts';

/** Network Data Security Regulations, Article 10: what endangers national security or the public interest. */
export const threatHours = 24;
/** For all else the law says "as prescribed": a parameter of the region, with this default. */
export const reportHoursKey = 'security.report_hours';
export const reportHours = 72;

export const reportDue = (discovered: Date, threatens: boolean, hours: number): Date =>
  new Date(discovered.getTime() + (threatens ? Math.min(threatHours, hours) : hours) * 3600_000);

export interface IncidentFacts {
  readonly state: IncidentState;
  readonly filedBy: string;
  readonly reportedAt: Date | null;
  readonly reportDueAt: Date;
  readonly personal: boolean;
  readonly notified: string | null;
}

export const isLate = (
  { reportedAt, reportDueAt }: Pick<IncidentFacts, 'reportedAt' | 'reportDueAt'>,
  now: Date,
): boolean => (reportedAt ?? now) > reportDueAt;

/** The refusal a step meets by the state of the record and by who takes it; null where it may be taken. */
export function hindrance(
  row: IncidentFacts,
  action: IncidentAction,
  who: { readonly personId: string; readonly signs: boolean },
) {
  if (!can(incidentLifecycle, row.state, action)) return wrongState(incidentStates.words[row.state]);
  if (action !== 'close') return null;
  if (!who.signs || row.filedBy === who.personId) return refuse('security.two_people');
  if (row.reportedAt === null) return refuse('security.not_reported');
  if (row.personal && row.notified === null) return refuse('security.persons_not_told');
  return null;
}
