/** Who may see an agreement and who walks which edge of it. */
import { edge } from '#api/kernel/lifecycle.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower } from '#api/kernel/rights.ts';
import type { Word } from '#api/kernel/words.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import { type AgreementAction, type AgreementState, agreementActions, agreementStates, doerWords } from './codes.ts';
import { agreementLifecycle } from './lifecycle.ts';
import { refuse } from './refusals.ts';

export interface AgreementFacts {
  readonly agencyId: string;
  readonly developerId: string;
  readonly regionCode: string;
  readonly state: AgreementState;
  /** True once it has been filed, whatever came of it. */
  readonly filed: boolean;
}

export interface Actor {
  readonly organization: { readonly id: string; readonly regionCode: string };
  readonly duties: readonly Duty[];
  readonly powers: readonly { readonly power: Power; readonly regionCode: string }[];
}

export type Side = 'agency' | 'developer' | 'department' | 'finance';

/** On whose side a viewer looks at the agreement; null for everyone who may not know of it. */
export function sideOf(facts: AgreementFacts, actor: Actor | null): Side | null {
  if (actor === null) return null;
  if (actor.organization.id === facts.agencyId) return 'agency';
  if (actor.organization.id === facts.developerId) return 'developer';
  if (facts.filed && holdsPower(actor, 'information_department', facts.regionCode)) return 'department';
  // Finance reviews what is split under it, so it reads the split once it is filed.
  return facts.filed && holdsPower(actor, 'finance_bureau', facts.regionCode) ? 'finance' : null;
}

interface Doer {
  readonly sides: readonly Side[];
  readonly duties: readonly Duty[];
  readonly who: Word;
}

const who = doerWords.words;
const agency: Doer = { sides: ['agency'], duties: ['licensing'], who: who.agency };
const developer: Doer = { sides: ['developer'], duties: ['developer', 'signatory'], who: who.developer };
const department: Doer = { sides: ['department'], duties: ['reviewer'], who: who.department };
const parties = ['agency', 'developer'] as const;
const either: Doer = { sides: parties, duties: ['licensing', 'developer', 'signatory'], who: who.either };
const signatory: Doer = { sides: parties, duties: ['signatory'], who: who.signatory };

/** What the clock, an amendment, a measure or an early end does to the agreement has its own rules. */
export type OwnAction = Exclude<AgreementAction, 'expire' | 'amend' | 'suspend' | 'lift' | 'end'>;

export const doers: Readonly<Record<OwnAction, Doer>> = {
  draft: agency,
  save: agency,
  merge: either,
  offer: agency,
  revise: agency,
  return: developer,
  sign: signatory,
  complete: signatory,
  file: agency,
  resubmit: agency,
  accept: department,
  supplement: department,
  refuse: department,
  terminate: either,
};

/** What keeps a viewer who sees the agreement from an action, or null. Signing has its own rule (signing.ts). */
export function hindrance(facts: AgreementFacts, actor: Actor, action: OwnAction): Refusal | null {
  const doer = doers[action];
  const words = bilingual('action', agreementActions.words[action]);
  const side = sideOf(facts, actor);
  if (side === null || !doer.sides.includes(side))
    return refuse('agreement.not_yours_to_do', { ...words, ...bilingual('who', doer.who) });
  if (!doer.duties.some((duty) => actor.duties.includes(duty))) return refuseAnywhere('auth.forbidden');
  if (edge(agreementLifecycle, facts.state, action) === null)
    return refuse('agreement.wrong_state', { ...words, ...bilingual('state', agreementStates.words[facts.state]) });
  return null;
}
