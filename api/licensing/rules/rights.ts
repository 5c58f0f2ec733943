/** Who may see a case and who walks which edge of it. */
import { edge } from '#api/kernel/lifecycle.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower } from '#api/kernel/rights.ts';
import type { Day } from '#api/kernel/time.ts';
import type { Word } from '#api/kernel/words.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import { bilingual } from './bilingual.ts';
import {
  type ApplicationAction,
  type ApplicationState,
  type AuthorizationKind,
  applicationActions,
  applicationStates,
  doerWords,
} from './codes.ts';
import { type GateFacts, gate, outOfProcedure } from './gates.ts';
import { applicationLifecycle, feeIsSettled } from './lifecycle.ts';
import { refuse } from './refusals.ts';

export interface CaseFacts extends GateFacts {
  readonly developerId: string;
  readonly agencyId: string;
  readonly regionCode: string;
  readonly state: ApplicationState;
  readonly feeFen: bigint | null;
  readonly feeReceiptNo: string | null;
  readonly supplementNotice: string | null;
  readonly kind?: AuthorizationKind;
  /** Organisations that have to answer something as an authority: an extension, an objection, a government's decision. */
  readonly authorityIds?: readonly string[];
  /** Who leads the joint case that this is a part of: it may read every part. */
  readonly leadId?: string | null;
}

export interface Actor {
  readonly organization: { readonly id: string; readonly regionCode: string };
  readonly duties: readonly Duty[];
  readonly powers: readonly { readonly power: Power; readonly regionCode: string }[];
}

export type Side = 'applicant' | 'agency' | 'finance' | 'authority';

/** On whose side a viewer looks at the case; null for everyone who may not know of it. */
export function sideOf(facts: CaseFacts, actor: Actor | null): Side | null {
  if (actor === null) return null;
  if (actor.organization.id === facts.developerId) return 'applicant';
  if (actor.organization.id === facts.agencyId) return talkedAbout(facts.state) ? 'agency' : null;
  // Finance is shown a case when there is money in it.
  const money = facts.feeFen !== null && facts.feeFen > 0n;
  if (money && holdsPower(actor, 'finance_bureau', facts.regionCode)) return 'finance';
  const asked = facts.authorityIds?.includes(actor.organization.id) === true || facts.leadId === actor.organization.id;
  return asked && talkedAbout(facts.state) ? 'authority' : null;
}

/** A draft nobody has sent is the applicant's own business. */
function talkedAbout(state: ApplicationState): boolean {
  return state !== 'drafting';
}

interface Doer {
  readonly sides: readonly Side[];
  readonly duties: readonly Duty[];
  readonly who: Word;
}

const applicant: Doer = { sides: ['applicant'], duties: ['developer'], who: doerWords.words.applicant };
const agency: Doer = { sides: ['agency'], duties: ['licensing'], who: doerWords.words.agency };
const signatory: Doer = { sides: ['agency'], duties: ['signatory'], who: doerWords.words.signatory };
const finance: Doer = { sides: ['finance'], duties: ['finance_review'], who: doerWords.words.finance };
const authority: Doer = { sides: ['authority'], duties: ['reviewer'], who: doerWords.words.authority };
const parties: Doer = {
  sides: ['applicant', 'agency'],
  duties: ['developer', 'licensing'],
  who: doerWords.words.parties,
};

export const doers: Readonly<Record<ApplicationAction, Doer>> = {
  start: applicant,
  save: applicant,
  ask: applicant,
  answer: agency,
  apply: applicant,
  supplement: agency,
  resubmit: applicant,
  accept: agency,
  review: agency,
  approve: agency,
  refuse: agency,
  charge: agency,
  confirm_fee: finance,
  certify: signatory,
  withdraw: applicant,
  pause: agency,
  resume: agency,
  ask_extension: agency,
  decide_extension: authority,
  propose_plan: parties,
  confirm_plan: parties,
  publish_notice: agency,
  record_award: authority,
  object: applicant,
  answer_objection: authority,
  reopen: authority,
  reissue: signatory,
  mark_certificate: signatory,
};

/** What keeps a viewer who sees the case from an action, or null. Authority first, then state. */
export function hindrance(facts: CaseFacts, actor: Actor, action: ApplicationAction, today?: Day): Refusal | null {
  const doer = doers[action];
  const words = bilingual('action', applicationActions.words[action]);
  const side = sideOf(facts, actor);
  if (side === null || !doer.sides.includes(side))
    return refuse('licensing.not_yours_to_do', { ...words, ...bilingual('who', doer.who) });
  if (!doer.duties.some((duty) => actor.duties.includes(duty))) return refuseAnywhere('auth.forbidden');
  if (edge(applicationLifecycle, facts.state, action) === null)
    return refuse('licensing.wrong_state', { ...words, ...bilingual('state', applicationStates.words[facts.state]) });
  if (action === 'supplement' && facts.supplementNotice !== null) return refuse('licensing.supplement_used');
  if (action === 'confirm_fee' && feeIsSettled(facts)) return refuse('licensing.no_fee_due');
  if (action === 'certify' && !feeIsSettled(facts))
    return refuse('licensing.fee_unsettled', { yuan: yuan(facts.feeFen ?? 0n) });
  return outOfProcedure(action, facts.kind) ?? gate(action, facts, actor.organization.id, today);
}

function yuan(fen: bigint): string {
  return `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
}

/** The actions that make sense to offer on a side in a state: those the lifecycle and the kind know and that side walks. */
export function offered(facts: CaseFacts, actor: Actor): ApplicationAction[] {
  const side = sideOf(facts, actor);
  const open = Object.keys(applicationLifecycle[facts.state]) as ApplicationAction[];
  return open.filter(
    (action) =>
      side !== null &&
      doers[action].sides.includes(side) &&
      outOfProcedure(action, facts.kind) === null &&
      concerns(action, facts, actor.organization.id),
  );
}

/** What nobody has asked for is not offered: an answer to nothing, a clock let run on that runs. */
function concerns(action: ApplicationAction, facts: CaseFacts, organizationId: string): boolean {
  switch (action) {
    case 'resume':
      return facts.pauseGround !== undefined && facts.pauseGround !== null;
    case 'pause':
      return facts.pauseGround === undefined || facts.pauseGround === null;
    case 'ask_extension':
      return facts.extension === undefined || facts.extension === null;
    case 'decide_extension':
      return facts.extension?.decision === null;
    case 'confirm_plan':
      return (
        facts.plan !== undefined && facts.plan !== null && !facts.plan.confirmed && facts.plan.by !== organizationId
      );
    case 'publish_notice':
      return facts.notice === undefined || facts.notice === null;
    case 'record_award':
      return facts.awarded !== true;
    case 'answer_objection':
    case 'reopen':
      return facts.objection?.bodyId === organizationId;
    default:
      return true;
  }
}
