/** Who may see a request and who walks which edge of it. */
import { edge } from '#api/kernel/lifecycle.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, holdsPower, isSelf } from '#api/kernel/rights.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import {
  type Doer,
  doerWords,
  reviewing,
  type SharingAction,
  type SharingState,
  sharingActions,
  sharingStates,
} from './codes.ts';
import { nextRung, type Rung } from './ladder.ts';
import { sharingLifecycle } from './lifecycle.ts';
import { refuse } from './refusals.ts';
import { objectionDays } from './terms.ts';

export interface SharingFacts {
  readonly state: SharingState;
  readonly kind: string;
  readonly shareType: string;
  readonly filedAt: Date | null;
  readonly requesterId: string;
  readonly requesterRegion: string;
  readonly providerId: string;
  readonly regionCode: string;
  readonly authorityId: string | null;
  readonly draftedBy: string;
  readonly proposedBy: string | null;
  /** Of the proposal that waits; null where none does. */
  readonly proposedOutcome: string | null;
  readonly supplementNotice: string | null;
  readonly extensionAskedAt: Date | null;
  readonly extensionAnswer: string | null;
  readonly outcome: string | null;
  /** The day of the decision an objection names. */
  readonly decidedOn: Day | null;
  readonly decidedRevision: number | null;
  readonly openedAt: Date | null;
  readonly remedy: string | null;
  readonly dueOn: Day | null;
  readonly objections: readonly (Rung & { readonly bodyId: string })[];
}

export interface Actor {
  readonly personId: string;
  readonly organization: { readonly id: string; readonly regionCode: string };
  readonly duties: readonly Duty[];
  readonly powers: readonly { readonly power: Power; readonly regionCode: string }[];
}

/** An auditor reads and walks no edge. */
export type Side = 'requester' | 'provider' | 'authority' | 'body' | 'auditor';

/** Granted without anybody being asked: what is shared unconditionally, and what is returned downward. */
export const atOnce = (facts: Pick<SharingFacts, 'kind' | 'shareType'>): boolean =>
  facts.kind === 'return' || facts.shareType === '1';

/** On which sides a viewer stands. Before it is filed a request is the requester's own business. */
export function sidesOf(facts: SharingFacts, actor: Actor | null): readonly Side[] {
  if (actor === null) return [];
  const { id } = actor.organization;
  const sides: Side[] = [];
  const works = actor.duties.some((duty) => duty === 'steward' || duty === 'signatory' || duty === 'auditor');
  if (id === facts.requesterId && works) sides.push('requester');
  // What was never sent, or withdrawn before, the other side does not know of.
  if (facts.filedAt === null) return sides;
  if (id === facts.providerId && works) sides.push('provider');
  const supervises =
    actor.duties.includes('reviewer') &&
    (id === facts.authorityId ||
      holdsPower(actor, 'information_department', facts.regionCode) ||
      holdsPower(actor, 'information_department', facts.requesterRegion));
  if (supervises) sides.push('authority');
  if (facts.objections.some((one) => one.bodyId === id)) sides.push('body');
  const reach = auditReach(actor);
  if (reach.includes(facts.regionCode) || reach.includes(facts.requesterRegion)) sides.push('auditor');
  return sides;
}

interface Who {
  readonly side: Side;
  readonly duty: Duty;
  readonly words: Doer;
}
const requester: Who = { side: 'requester', duty: 'steward', words: 'requester' };
const requesterHead: Who = { side: 'requester', duty: 'signatory', words: 'requester_head' };
const provider: Who = { side: 'provider', duty: 'steward', words: 'provider' };
const providerHead: Who = { side: 'provider', duty: 'signatory', words: 'provider_head' };
const authority: Who = { side: 'authority', duty: 'reviewer', words: 'authority' };
const body: Who = { side: 'body', duty: 'reviewer', words: 'body' };

export const doers: Readonly<Partial<Record<SharingAction, Who>>> = {
  save: requester,
  submit: requester,
  consent: requesterHead,
  send_back: requesterHead,
  withdraw: requester,
  supplement: provider,
  resubmit: requester,
  ask_extension: provider,
  decide_extension: authority,
  propose: provider,
  confirm: providerHead,
  confirm_refusal: providerHead,
  return_proposal: providerHead,
  open: provider,
  suspend: provider,
  report_remedy: requester,
  resume: provider,
  end: provider,
  dispose: requester,
  object: requester,
  answer_objection: body,
  reopen: body,
  reinstate: body,
};

const answers: ReadonlySet<SharingAction> = new Set(['answer_objection', 'reopen', 'reinstate']);

/** What keeps a viewer who sees the case from an action, or null. Authority first, then state. */
export function hindrance(facts: SharingFacts, actor: Actor, action: SharingAction, today: Day): Refusal | null {
  const who = doers[action];
  const names = bilingual('action', sharingActions.words[action]);
  if (who === undefined || !sidesOf(facts, actor).includes(who.side))
    return refuse('sharing.not_yours_to_do', {
      ...names,
      ...bilingual('who', doerWords.words[who?.words ?? 'system']),
    });
  if (!holdsDuty(facts, actor, action, who)) return refuseAnywhere('auth.forbidden');
  if ((action === 'propose' || action === 'supplement' || action === 'ask_extension') && atOnce(facts))
    return refuse('sharing.no_veto');
  if (edge(sharingLifecycle, facts.state, action) === null)
    return refuse('sharing.wrong_state', { ...names, ...bilingual('state', sharingStates.words[facts.state]) });
  return gate(facts, actor, action, today);
}

/** On the first rung the provider itself answers, through its steward. */
function holdsDuty(facts: SharingFacts, actor: Actor, action: SharingAction, who: Who): boolean {
  const own = answers.has(action) && actor.organization.id === facts.providerId;
  return actor.duties.includes(own ? 'steward' : who.duty);
}

function gate(facts: SharingFacts, actor: Actor, action: SharingAction, today: Day): Refusal | null {
  const open = facts.objections.find((one) => one.outcome === null);
  switch (action) {
    case 'consent':
      return isSelf(actor, facts.draftedBy) ? refuse('sharing.same_person') : null;
    case 'supplement':
      return facts.supplementNotice === null ? null : refuse('sharing.supplement_used');
    case 'ask_extension':
      return facts.extensionAskedAt === null ? null : refuse('sharing.extension_used');
    case 'decide_extension':
      if (facts.extensionAskedAt === null || facts.extensionAnswer !== null) return refuse('sharing.nothing_asked');
      return facts.authorityId === actor.organization.id ? null : refuse('sharing.other_authority');
    case 'confirm':
    case 'confirm_refusal':
      if (isSelf(actor, facts.proposedBy)) return refuse('sharing.same_person');
      return (facts.proposedOutcome === 'refused') === (action === 'confirm_refusal')
        ? null
        : refuse('sharing.other_proposal');
    case 'end':
      // Order 809, Article 27: the time set for the remedy has to pass first.
      return facts.remedy === null && facts.dueOn !== null && today > facts.dueOn
        ? null
        : refuse('sharing.end_without_cause', { day: facts.dueOn ?? '-' });
    case 'object':
      return mayObject(facts, today);
    case 'answer_objection':
    case 'reopen':
    case 'reinstate':
      return open?.bodyId === actor.organization.id ? null : refuse('sharing.nothing_asked');
    default:
      return null;
  }
}

function mayObject(facts: SharingFacts, today: Day): Refusal | null {
  if (
    facts.decidedRevision === null ||
    facts.decidedOn === null ||
    (facts.state === 'in_use' && facts.outcome !== 'partly')
  )
    return refuse('sharing.nothing_to_object');
  const last = addDays(facts.decidedOn, objectionDays);
  const rung = nextRung(facts.objections, facts.decidedRevision);
  if (rung === 'open') return refuse('sharing.objection_open');
  if (rung === 'over') return refuse('sharing.objection_ladder');
  return rung === 1 && today > last ? refuse('sharing.objection_late', { day: last }) : null;
}

/** Data are handed over while they are in use; what was granted in part stays open while more of it is decided anew. */
export const isOpen = (facts: Pick<SharingFacts, 'state' | 'openedAt'>): boolean =>
  facts.state === 'in_use' || (facts.openedAt !== null && reviewing.includes(facts.state));

/** The actions that make sense to offer a viewer in a state. */
export function offered(facts: SharingFacts, actor: Actor): SharingAction[] {
  const sides = sidesOf(facts, actor);
  return (Object.keys(sharingLifecycle[facts.state]) as SharingAction[]).filter((action) => {
    const who = doers[action];
    if (who === undefined || !sides.includes(who.side) || !holdsDuty(facts, actor, action, who)) return false;
    const open = facts.objections.some((one) => one.outcome === null && one.bodyId === actor.organization.id);
    switch (action) {
      case 'decide_extension':
        return facts.extensionAskedAt !== null && facts.extensionAnswer === null;
      case 'ask_extension':
        return facts.extensionAskedAt === null;
      case 'supplement':
        return facts.supplementNotice === null;
      case 'confirm':
        return facts.proposedOutcome !== 'refused';
      case 'confirm_refusal':
        return facts.proposedOutcome === 'refused';
      case 'object':
        return facts.state !== 'in_use' || facts.outcome === 'partly';
      case 'answer_objection':
      case 'reopen':
      case 'reinstate':
        return open;
      default:
        return true;
    }
  });
}
