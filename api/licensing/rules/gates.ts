/** What has to be there before an action, beside authority and state: consents, notices, plans, running clocks. */
import type { Refusal } from '#api/kernel/refusal.ts';
import type { Day } from '#api/kernel/time.ts';
import { bilingual } from './bilingual.ts';
import { type ApplicationAction, type AuthorizationKind, applicationActions, authorizationKinds } from './codes.ts';
import { type PauseGround, pauseGrounds } from './kind-codes.ts';
import { refuse } from './kind-refusals.ts';
import { procedures } from './procedures.ts';

/** All may be left out where a case has no such thing. */
export interface GateFacts {
  readonly kind?: AuthorizationKind;
  readonly dueOn?: Day | null;
  readonly pauseGround?: string | null;
  readonly extension?: { readonly decision: string | null } | null;
  /** The newest version of the plan. */
  readonly plan?: { readonly version: number; readonly by: string; readonly confirmed: boolean } | null;
  readonly notice?: { readonly toDay: Day } | null;
  readonly awarded?: boolean;
  /** The open objection. */
  readonly objection?: { readonly bodyId: string } | null;
  /** The joint case it is a part of. */
  readonly jointNo?: string | null;
}

/** What the lead and the applicant do for all parts at once. */
const together: readonly ApplicationAction[] = ['apply', 'save', 'resubmit', 'supplement', 'accept'];

const ofKind: Partial<Record<ApplicationAction, AuthorizationKind>> = {
  propose_plan: 'cooperative_development',
  confirm_plan: 'cooperative_development',
  publish_notice: 'authorized_operation',
  record_award: 'authorized_operation',
};

/** The refusal of an action that another procedure knows, or null. */
export function outOfProcedure(action: ApplicationAction, kind: AuthorizationKind | undefined): Refusal | null {
  const wanted = ofKind[action];
  if (wanted === undefined || kind === wanted) return null;
  return refuse('licensing.other_procedure', {
    ...bilingual('action', applicationActions.words[action]),
    ...bilingual('kind', authorizationKinds.words[kind ?? 'licensed_development']),
  });
}

/** What is missing before an action, or null. `today` is needed where a day decides. */
export function gate(action: ApplicationAction, facts: GateFacts, organizationId: string, today?: Day): Refusal | null {
  if (typeof facts.jointNo === 'string' && together.includes(action))
    return refuse('licensing.part_of_joint', { no: facts.jointNo });
  const paused = facts.pauseGround ?? null;
  switch (action) {
    case 'pause':
      return paused !== null ? stands(paused) : (facts.dueOn ?? null) === null ? refuse('licensing.no_clock') : null;
    case 'resume':
      return paused === null ? refuse('licensing.not_paused') : null;
    case 'approve':
      return paused !== null ? stands(paused) : beforeGrant(facts, today);
    case 'refuse':
      return paused !== null ? stands(paused) : null;
    case 'ask_extension':
      return extensionGate(facts, today);
    case 'decide_extension':
      return facts.extension?.decision === null ? null : refuse('licensing.nothing_asked');
    case 'confirm_plan':
      return planGate(facts, organizationId);
    case 'publish_notice':
      return (facts.notice ?? null) === null ? null : refuse('licensing.notice_out');
    case 'record_award':
      return facts.awarded === true ? refuse('licensing.award_recorded') : noticeGate(facts, today);
    case 'object':
      return (facts.objection ?? null) === null ? null : refuse('licensing.objection_open');
    case 'answer_objection':
    case 'reopen':
      return facts.objection?.bodyId === organizationId ? null : refuse('licensing.nothing_asked');
    default:
      return null;
  }
}

function stands(ground: string): Refusal {
  return refuse(
    'licensing.review_paused',
    bilingual('ground', pauseGrounds.is(ground) ? pauseGrounds.words[ground satisfies PauseGround] : [ground, ground]),
  );
}

function beforeGrant(facts: GateFacts, today: Day | undefined): Refusal | null {
  for (const wanted of procedures[facts.kind ?? 'licensed_development'].beforeGrant) {
    if (wanted === 'plan_confirmed' && facts.plan?.confirmed !== true) return refuse('licensing.plan_unconfirmed');
    if (wanted === 'notice_over') {
      const open = noticeGate(facts, today);
      if (open !== null) return open;
    }
    if (wanted === 'government_award' && facts.awarded !== true) return refuse('licensing.award_needed');
  }
  return null;
}

function noticeGate(facts: GateFacts, today: Day | undefined): Refusal | null {
  const notice = facts.notice ?? null;
  if (notice === null) return refuse('licensing.notice_needed');
  return today !== undefined && today <= notice.toDay
    ? refuse('licensing.notice_running', { day: notice.toDay })
    : null;
}

function extensionGate(facts: GateFacts, today: Day | undefined): Refusal | null {
  if ((facts.extension ?? null) !== null) return refuse('licensing.extension_used');
  const due = facts.dueOn ?? null;
  if (due === null) return refuse('licensing.no_clock');
  return today !== undefined && today > due ? refuse('licensing.too_late_to_extend', { day: due }) : null;
}

function planGate(facts: GateFacts, organizationId: string): Refusal | null {
  const plan = facts.plan ?? null;
  if (plan === null) return refuse('licensing.plan_absent');
  if (plan.confirmed) return refuse('licensing.plan_confirmed', { version: plan.version });
  return plan.by === organizationId ? refuse('licensing.plan_own', { version: plan.version }) : null;
}
