/** Where a case stands on the path of its kind: who has it, since when, until when. Pure: the view brings the facts. */
import type { Day } from '#api/kernel/time.ts';
import type { ApplicationState, AuthorizationKind } from './codes.ts';
import { type Holder, procedures, type Station } from './procedures.ts';

export interface PathFacts {
  readonly kind: AuthorizationKind;
  readonly state: ApplicationState;
  readonly withCall: boolean;
  readonly feeSettled: boolean;
  readonly due: Day | null;
  readonly overdue: boolean;
  readonly steps: readonly { readonly action: string; readonly at: string }[];
  /** The newest plan: who proposed it, whether the other side confirmed. */
  readonly plan: { readonly by: 'applicant' | 'agency'; readonly confirmed: boolean } | null;
  readonly notice: { readonly toDay: Day } | null;
  readonly awarded: boolean;
  readonly today: Day;
}

export interface PathStep {
  readonly station: Station;
  readonly state: 'done' | 'current' | 'next' | 'closed';
  readonly holder: Holder;
  /** When the case came here; null where it has not. */
  readonly since: string | null;
  readonly due: Day | null;
  readonly late: boolean;
}

/** Actions by which a case arrives at a station. */
const arrivals: Partial<Record<Station, readonly string[]>> = {
  consult: ['ask'],
  apply: ['start', 'supplement'],
  accept: ['apply', 'resubmit'],
  review: ['accept', 'review', 'reopen'],
  plan: ['propose_plan'],
  notice: ['publish_notice'],
  decide: ['confirm_plan', 'record_award'],
  charge: ['approve'],
  certify: ['charge', 'confirm_fee'],
};

/** The station a case is at. */
export function stationOf(facts: PathFacts): Station {
  switch (facts.state) {
    case 'consulting':
      return procedures[facts.kind].path.includes('consult') ? 'consult' : 'apply';
    case 'drafting':
    case 'supplementing':
    case 'withdrawn':
      return 'apply';
    case 'applied':
      return 'accept';
    case 'accepted':
      return 'review';
    case 'reviewing':
      return reviewStation(facts);
    case 'refused':
      return 'decide';
    case 'approved':
      return 'charge';
    case 'charging':
      return facts.feeSettled ? 'certify' : 'charge';
    case 'certified':
      return 'certify';
  }
}

function reviewStation(facts: PathFacts): Station {
  const wanted = procedures[facts.kind].beforeGrant;
  if (wanted.includes('plan_confirmed')) {
    if (facts.plan === null) return 'review';
    return facts.plan.confirmed ? 'decide' : 'plan';
  }
  if (wanted.includes('notice_over')) {
    if (facts.notice === null) return 'review';
    if (facts.today <= facts.notice.toDay) return 'notice';
    return facts.awarded ? 'decide' : 'government_decision';
  }
  return 'review';
}

function holderOf(station: Station, facts: PathFacts): Holder {
  switch (station) {
    case 'government_opinion':
    case 'government_decision':
      return 'government';
    case 'apply':
      return 'applicant';
    case 'plan':
      return facts.plan === null ? 'both' : facts.plan.by === 'agency' ? 'applicant' : 'agency';
    case 'charge':
      return facts.state === 'charging' ? 'finance' : 'agency';
    default:
      return 'agency';
  }
}

/** The path of the kind with the case on it. */
export function pathOf(facts: PathFacts): PathStep[] {
  const course = procedures[facts.kind].path;
  const full: readonly Station[] = facts.withCall && !course.includes('call') ? ['call', ...course] : course;
  const here = stationOf(facts);
  const at = full.indexOf(here);
  const over = facts.state === 'certified';
  const closed = facts.state === 'refused' || facts.state === 'withdrawn';
  return full.map((station, i) => {
    const state = over || i < at ? 'done' : i > at ? 'next' : closed ? 'closed' : 'current';
    const since = facts.steps.findLast((one) => arrivals[station]?.includes(one.action))?.at ?? null;
    const current = state === 'current';
    return {
      station,
      state,
      holder: holderOf(station, facts),
      since: state === 'next' ? null : since,
      due: current ? (station === 'notice' ? (facts.notice?.toDay ?? null) : facts.due) : null,
      late: current && facts.overdue,
    };
  });
}
