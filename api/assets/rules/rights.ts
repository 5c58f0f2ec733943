/** Who may see a card and who does what with it and its application. */
import { edge } from '#api/kernel/lifecycle.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, holdsPower, isSelf } from '#api/kernel/rights.ts';
import type { Day } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import {
  type AssetAction,
  type AssetCaseKind,
  type AssetCaseState,
  type AssetDoer,
  type AssetState,
  assetActions,
  assetCaseKinds,
  assetCaseStates,
  assetDoers,
  assetStates,
  openCaseStates,
} from './codes.ts';
import { assetCaseLifecycle, assetLifecycle } from './lifecycle.ts';
import { refuse } from './refusals.ts';

export interface Actor {
  readonly personId: string;
  readonly organization: { readonly id: string; readonly regionCode: string };
  readonly duties: readonly Duty[];
  readonly powers: readonly { readonly power: Power; readonly regionCode: string }[];
}

export interface CaseFacts {
  readonly no: string;
  readonly kind: AssetCaseKind;
  readonly state: AssetCaseState;
  readonly filedBy: string;
  readonly supplementNotice: string | null;
  readonly noticeTo: Day | null;
  readonly objections: readonly { readonly outcome: string | null }[];
}

export interface CardFacts {
  readonly state: AssetState;
  readonly holderId: string;
  readonly regionCode: string;
  readonly validTo: Day | null;
  /** First day on which it can be renewed. */
  readonly renewFrom: Day | null;
  /** The application under way. */
  readonly open: CaseFacts | null;
}

/** `head`, `finance` and `auditor` read. */
export type AssetSide = 'holder' | 'authority' | 'head' | 'finance' | 'auditor';

/** On which sides a viewer stands; a draft, and what was discarded as one, is its holder's own business. */
export function sidesOf(
  card: Pick<CardFacts, 'state' | 'holderId' | 'regionCode'> & { readonly code?: string | null },
  actor: Actor | null,
): AssetSide[] {
  if (actor === null) return [];
  const sides: AssetSide[] = [];
  const works = actor.duties.some((duty) => duty === 'steward' || duty === 'signatory' || duty === 'licensing');
  if (actor.organization.id === card.holderId && works) sides.push('holder');
  if (card.state === 'draft' || (card.state === 'cancelled' && card.code === null)) return sides;
  if (auditReach(actor).includes(card.regionCode)) sides.push('auditor');
  if (holdsPower(actor, 'information_department', card.regionCode)) {
    if (actor.duties.includes('reviewer')) sides.push('authority');
    if (actor.duties.includes('signatory')) sides.push('head');
  }
  const money = actor.duties.includes('finance_review') || actor.duties.includes('finance_issue');
  if (money && holdsPower(actor, 'finance_bureau', card.regionCode)) sides.push('finance');
  return sides;
}

/** REG26 puts what is new before the public; a slip of the pen, a further term and an end are registered without. */
export const needsNotice = (kind: AssetCaseKind): boolean => kind === 'first' || kind === 'change';

const holderActions: ReadonlySet<AssetAction> = new Set([
  'save',
  'discard',
  'file',
  'withdraw',
  'resubmit',
  'maintain',
] satisfies AssetAction[]);
const onCard: ReadonlySet<AssetAction> = new Set(['save', 'discard', 'file', 'maintain'] satisfies AssetAction[]);

const doerOf = (action: AssetAction): AssetDoer => (holderActions.has(action) ? 'holder' : 'authority');

/** What keeps a viewer who sees the card from an action, or null. Authority first, then state. */
export function hindrance(card: CardFacts, actor: Actor, action: AssetAction, today: Day): Refusal | null {
  const names = bilingual('action', assetActions.words[action]);
  const doer = doerOf(action);
  const sides = sidesOf(card, actor);
  if (!sides.includes(doer === 'holder' ? 'holder' : 'authority'))
    return refuse('assets.not_yours_to_do', { ...names, ...bilingual('who', assetDoers.words[doer]) });
  if (doer === 'holder' && !actor.duties.includes('steward')) return refuseAnywhere('auth.forbidden');
  if (onCard.has(action)) {
    if (edge(assetLifecycle, card.state, action) === null)
      return refuse('assets.wrong_state', { ...names, ...bilingual('state', assetStates.words[card.state]) });
    return null;
  }
  const { open } = card;
  if (open === null)
    return refuse('assets.wrong_state', { ...names, ...bilingual('state', assetStates.words[card.state]) });
  if (edge(assetCaseLifecycle, open.state, action) === null)
    return refuse('assets.wrong_state', { ...names, ...bilingual('state', assetCaseStates.words[open.state]) });
  return gate(open, actor, action, today);
}

function gate(open: CaseFacts, actor: Actor, action: AssetAction, today: Day): Refusal | null {
  if (doerOf(action) === 'authority' && isSelf(actor, open.filedBy)) return refuse('assets.same_person');
  const kind = bilingual('kind', assetCaseKinds.words[open.kind]);
  switch (action) {
    case 'supplement':
      return open.supplementNotice === null ? null : refuse('assets.supplement_used');
    case 'publish':
      return needsNotice(open.kind) ? null : refuse('assets.no_notice', kind);
    case 'register': {
      if (open.state === 'accepted') return needsNotice(open.kind) ? refuse('assets.needs_notice', kind) : null;
      if (open.noticeTo !== null && today <= open.noticeTo)
        return refuse('assets.notice_running', { day: open.noticeTo });
      const unanswered = open.objections.filter((one) => one.outcome === null).length;
      if (unanswered > 0) return refuse('assets.objection_open', { count: unanswered });
      return open.objections.some((one) => one.outcome === 'upheld') ? refuse('assets.objection_upheld') : null;
    }
    default:
      return null;
  }
}

/** Why the holder cannot make an application of a kind now; null where it can. */
export function kindHindrance(card: CardFacts, kind: AssetCaseKind, today: Day): Refusal | null {
  if (card.open !== null && openCaseStates.includes(card.open.state))
    return refuse('assets.case_open', { no: card.open.no });
  const fits = kind === 'first' ? card.state === 'draft' : card.state === 'registered';
  if (!fits)
    return refuse('assets.kind_not_fitting', {
      ...bilingual('kind', assetCaseKinds.words[kind]),
      ...bilingual('state', assetStates.words[card.state]),
    });
  if (kind === 'renewal' && card.renewFrom !== null && today < card.renewFrom)
    return refuse('assets.too_early', { valid_to: card.validTo ?? '', from: card.renewFrom });
  return null;
}

/** The actions that make sense to offer a viewer. */
export function offered(card: CardFacts, actor: Actor): AssetAction[] {
  const sides = sidesOf(card, actor);
  const cardActions = (Object.keys(assetLifecycle[card.state]) as AssetAction[]).filter((one) => onCard.has(one));
  const caseActions =
    card.open === null
      ? []
      : (Object.keys(assetCaseLifecycle[card.open.state]) as AssetAction[]).filter(
          (one) => one !== 'object' && one !== 'answer',
        );
  return [...cardActions, ...caseActions].filter((action) => {
    if (!sides.includes(doerOf(action) === 'holder' ? 'holder' : 'authority')) return false;
    if (doerOf(action) === 'holder' && !actor.duties.includes('steward')) return false;
    if (card.open === null) return true;
    if (action === 'file') return false;
    if (action === 'publish') return needsNotice(card.open.kind);
    if (action === 'register') return !(card.open.state === 'accepted' && needsNotice(card.open.kind));
    if (action === 'supplement') return card.open.supplementNotice === null;
    return true;
  });
}

/** Who has the ball in an application. */
export function ballOf(state: AssetCaseState): AssetDoer | null {
  if (state === 'supplementing') return 'holder';
  if (state === 'noticed') return 'anyone';
  return state === 'filed' || state === 'accepted' ? 'authority' : null;
}
