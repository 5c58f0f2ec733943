/** Who may see a case and who walks which edge of it. */
import { edge } from '#api/kernel/lifecycle.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower } from '#api/kernel/rights.ts';
import { inLocale } from '#api/kernel/words.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import { type CaseAction, type CaseState, caseActions, caseStates, doerWords } from './codes.ts';
import { caseLifecycle } from './lifecycle.ts';
import { refuse } from './refusals.ts';

export interface CaseFacts {
  readonly ownerId: string;
  readonly agencyId: string;
  readonly regionCode: string;
  readonly state: CaseState;
  readonly supplementNotice: string | null;
  readonly extendedAt: Date | null;
}

export interface Actor {
  readonly organization: { readonly id: string; readonly regionCode: string };
  readonly duties: readonly Duty[];
  readonly powers: readonly { readonly power: Power; readonly regionCode: string }[];
}

/** The agency's steward handles; the information department of the region supervises and sees no person. */
export type DeskSide = 'agency' | 'supervisor';

export function deskSide(facts: Pick<CaseFacts, 'agencyId' | 'regionCode' | 'state'>, actor: Actor): DeskSide | null {
  // What was never sent is the applicant's own business.
  if (facts.state === 'drafting') return null;
  if (facts.agencyId === actor.organization.id && actor.duties.includes('steward')) return 'agency';
  const supervises = holdsPower(actor, 'information_department', facts.regionCode) && actor.duties.includes('reviewer');
  return supervises ? 'supervisor' : null;
}

const applicants: readonly CaseAction[] = [
  'save',
  'add_proof',
  'remove_proof',
  'file',
  'resubmit',
  'deliver',
  'withdraw',
];
export const doerOf = (action: CaseAction): 'applicant' | 'agency' | 'system' =>
  applicants.includes(action) ? 'applicant' : action === 'expire' ? 'system' : 'agency';

/** What keeps somebody who sees the case from an action, or null. Authority first, then state. */
export function hindrance(
  facts: Pick<CaseFacts, 'state' | 'supplementNotice' | 'extendedAt'>,
  side: 'applicant' | DeskSide,
  action: CaseAction,
): Refusal | null {
  const words = caseActions.words[action];
  const names = { action: inLocale(words, 'zh'), action_en: inLocale(words, 'en') };
  const doer = doerOf(action);
  if (side !== doer)
    return side === 'supervisor' && doer === 'agency'
      ? refuseAnywhere('auth.forbidden')
      : refuse('targeted.not_yours_to_do', {
          ...names,
          who: inLocale(doerWords.words[doer], 'zh'),
          who_en: inLocale(doerWords.words[doer], 'en'),
        });
  if (edge(caseLifecycle, facts.state, action) === null)
    return refuse('targeted.wrong_state', {
      ...names,
      state: caseStates.label(facts.state, 'zh'),
      state_en: caseStates.label(facts.state, 'en'),
    });
  if (action === 'supplement' && facts.supplementNotice !== null) return refuse('targeted.supplement_used');
  if (action === 'extend' && facts.extendedAt !== null) return refuse('targeted.extended_already');
  return null;
}

/** What makes sense to offer on a side in a state. */
export function offered(facts: Pick<CaseFacts, 'state'>, side: 'applicant' | DeskSide): CaseAction[] {
  const open = Object.keys(caseLifecycle[facts.state]) as CaseAction[];
  return open.filter((action) => doerOf(action) === side);
}
