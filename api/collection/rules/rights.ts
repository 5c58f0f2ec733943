/** Who may see a collection item and who walks which edge of its life. */
import { edge } from '#api/kernel/lifecycle.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, holdsPower, isSelf } from '#api/kernel/rights.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import {
  type CollectionAction,
  type CollectionState,
  collectionActions,
  collectionStates,
  type Doer,
  doers,
} from './codes.ts';
import { collectionLifecycle } from './lifecycle.ts';
import { refuse } from './refusals.ts';

export interface ItemFacts {
  readonly state: CollectionState;
  readonly agencyId: string;
  readonly regionCode: string;
  readonly submittedAt: Date | null;
  readonly exceptionProposal: string | null;
  readonly exceptionProposedBy: string | null;
}

export interface Actor {
  readonly personId: string;
  readonly organization: { readonly id: string; readonly regionCode: string };
  readonly duties: readonly Duty[];
  readonly powers: readonly { readonly power: Power; readonly regionCode: string }[];
}

/** An auditor reads and walks no edge. */
export type Side = 'agency' | 'department' | 'auditor';

export const doerOf: Readonly<Partial<Record<CollectionAction, Doer>>> = {
  save: 'agency',
  submit: 'agency',
  ask_exception: 'agency',
  withdraw: 'agency',
  approve: 'department',
  refuse: 'department',
  send_back: 'department',
  propose_exception: 'department',
  grant_exception: 'second',
  decline_exception: 'second',
  return_exception: 'second',
};

/** What was never submitted is the agency's own business. */
export function sideOf(facts: ItemFacts, actor: Actor | null): Side | null {
  if (actor === null) return null;
  const works = actor.duties.some((duty) => ['steward', 'signatory', 'auditor'].includes(duty));
  if (actor.organization.id === facts.agencyId && works) return 'agency';
  if (facts.submittedAt === null) return null;
  const decides = actor.duties.some((duty) => duty === 'reviewer' || duty === 'signatory');
  if (decides && holdsPower(actor, 'information_department', facts.regionCode)) return 'department';
  return auditReach(actor).includes(facts.regionCode) ? 'auditor' : null;
}

function holdsDuty(actor: Actor, who: Doer): boolean {
  const wanted: readonly Duty[] =
    who === 'agency' ? ['steward'] : who === 'second' ? ['reviewer', 'signatory'] : ['reviewer'];
  return actor.duties.some((duty) => wanted.includes(duty));
}

/** What keeps a viewer who sees the item from an action, or null. Authority first, then state. */
export function hindrance(facts: ItemFacts, actor: Actor, action: CollectionAction): Refusal | null {
  const who = doerOf[action];
  const names = bilingual('action', collectionActions.words[action]);
  const side = who === 'agency' ? 'agency' : 'department';
  if (who === undefined || sideOf(facts, actor) !== side)
    return refuse('collection.not_yours_to_do', { ...names, ...bilingual('who', doers.words[who ?? 'system']) });
  if (!holdsDuty(actor, who)) return refuseAnywhere('auth.forbidden');
  if (edge(collectionLifecycle, facts.state, action) === null)
    return refuse('collection.wrong_state', { ...names, ...bilingual('state', collectionStates.words[facts.state]) });
  if (who === 'second' && isSelf(actor, facts.exceptionProposedBy)) return refuse('collection.same_person');
  if (action === 'grant_exception' && facts.exceptionProposal !== 'granted') return refuse('collection.other_proposal');
  if (action === 'decline_exception' && facts.exceptionProposal !== 'declined')
    return refuse('collection.other_proposal');
  return null;
}

/** The actions that make sense to offer in a state. */
export function offered(facts: ItemFacts, actor: Actor): CollectionAction[] {
  const side = sideOf(facts, actor);
  return (Object.keys(collectionLifecycle[facts.state]) as CollectionAction[]).filter((action) => {
    const who = doerOf[action];
    if (who === undefined || (who === 'agency' ? 'agency' : 'department') !== side || !holdsDuty(actor, who))
      return false;
    if (action === 'grant_exception') return facts.exceptionProposal === 'granted';
    if (action === 'decline_exception') return facts.exceptionProposal === 'declined';
    return true;
  });
}
