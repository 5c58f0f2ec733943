/** Who may see a case and who walks which edge of it. */
import { edge } from '#api/kernel/lifecycle.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower } from '#api/kernel/rights.ts';
import type { Word } from '#api/kernel/words.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import { bilingual } from './bilingual.ts';
import {
  type ApplicationAction,
  type ApplicationState,
  applicationActions,
  applicationStates,
  doerWords,
} from './codes.ts';
import { applicationLifecycle, feeIsSettled } from './lifecycle.ts';
import { refuse } from './refusals.ts';

export interface CaseFacts {
  readonly developerId: string;
  readonly agencyId: string;
  readonly regionCode: string;
  readonly state: ApplicationState;
  readonly feeFen: bigint | null;
  readonly feeReceiptNo: string | null;
  readonly supplementNotice: string | null;
}

export interface Actor {
  readonly organization: { readonly id: string; readonly regionCode: string };
  readonly duties: readonly Duty[];
  readonly powers: readonly { readonly power: Power; readonly regionCode: string }[];
}

export type Side = 'applicant' | 'agency' | 'finance';

/** On whose side a viewer looks at the case; null for everyone who may not know of it. */
export function sideOf(facts: CaseFacts, actor: Actor | null): Side | null {
  if (actor === null) return null;
  if (actor.organization.id === facts.developerId) return 'applicant';
  if (actor.organization.id === facts.agencyId) return talkedAbout(facts.state) ? 'agency' : null;
  // Finance is shown a case when there is money in it.
  const money = facts.feeFen !== null && facts.feeFen > 0n;
  return money && holdsPower(actor, 'finance_bureau', facts.regionCode) ? 'finance' : null;
}

/** A draft nobody has sent is the applicant's own business. */
function talkedAbout(state: ApplicationState): boolean {
  return state !== 'drafting';
}

interface Doer {
  readonly side: Side;
  readonly duty: Duty;
  readonly who: Word;
}

const applicant: Doer = { side: 'applicant', duty: 'developer', who: doerWords.words.applicant };
const agency: Doer = { side: 'agency', duty: 'licensing', who: doerWords.words.agency };
const signatory: Doer = { side: 'agency', duty: 'signatory', who: doerWords.words.signatory };
const finance: Doer = { side: 'finance', duty: 'finance_review', who: doerWords.words.finance };

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
};

/** What keeps a viewer who sees the case from an action, or null. Authority first, then state. */
export function hindrance(facts: CaseFacts, actor: Actor, action: ApplicationAction): Refusal | null {
  const doer = doers[action];
  const words = bilingual('action', applicationActions.words[action]);
  if (sideOf(facts, actor) !== doer.side)
    return refuse('licensing.not_yours_to_do', { ...words, ...bilingual('who', doer.who) });
  if (!actor.duties.includes(doer.duty)) return refuseAnywhere('auth.forbidden');
  if (edge(applicationLifecycle, facts.state, action) === null)
    return refuse('licensing.wrong_state', { ...words, ...bilingual('state', applicationStates.words[facts.state]) });
  if (action === 'supplement' && facts.supplementNotice !== null) return refuse('licensing.supplement_used');
  if (action === 'confirm_fee' && feeIsSettled(facts)) return refuse('licensing.no_fee_due');
  if (action === 'certify' && !feeIsSettled(facts))
    return refuse('licensing.fee_unsettled', { yuan: yuan(facts.feeFen ?? 0n) });
  return null;
}

function yuan(fen: bigint): string {
  return `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
}

/** The actions that make sense to offer on a side in a state: those the lifecycle knows and that side walks. */
export function offered(facts: CaseFacts, actor: Actor): ApplicationAction[] {
  const side = sideOf(facts, actor);
  const open = Object.keys(applicationLifecycle[facts.state]) as ApplicationAction[];
  return open.filter((action) => doers[action].side === side);
}
