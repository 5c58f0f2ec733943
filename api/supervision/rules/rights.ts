/** Who may do what with a finding, and why not. */
import { can } from '#api/kernel/lifecycle.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, isSelf, type ViewerLike } from '#api/kernel/rights.ts';
import type { Day } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import {
  type CaseAction,
  type CaseState,
  caseActions,
  caseStates,
  type Doer,
  doerWords,
  type PaperKind,
  paperKinds,
} from './codes.ts';
import { caseLifecycle } from './lifecycle.ts';
import { refuse } from './refusals.ts';

export type Actor = ViewerLike<Duty, Power> & { readonly personId: string };
export type Side = 'department' | 'agency';

export interface CaseFacts {
  readonly regionCode: string;
  readonly accusedId: string;
  readonly state: CaseState;
  readonly dueOn: Day | null;
  readonly governingLaw: string | null;
  readonly lawPrevails: boolean;
  readonly receivedAt: Date | null;
  readonly extensionTo: Day | null;
  readonly extensionAnswer: string | null;
  readonly papers: readonly { readonly kind: string; readonly state: string; readonly draftedBy: string }[];
}

export function sidesOf(facts: Pick<CaseFacts, 'regionCode' | 'accusedId'>, actor: Actor | null): readonly Side[] {
  if (actor === null) return [];
  const has = (...wanted: Duty[]) => actor.duties.some((duty) => wanted.includes(duty));
  if (actor.organization.id === facts.accusedId) return has('steward', 'signatory', 'auditor') ? ['agency'] : [];
  return has('reviewer', 'signatory', 'auditor') && holdsPower(actor, 'information_department', facts.regionCode)
    ? ['department']
    : [];
}

const parallelActions = ['draft_judicial', 'draft_compensation', 'draft_discipline'] as const;

const doerOf: Readonly<Record<Exclude<CaseAction, 'open'>, Doer>> = {
  state: 'agency_head',
  end_hearing: 'department',
  drop: 'department_head',
  set_law: 'department',
  hand_over: 'department_head',
  draft_order: 'department',
  issue_order: 'department_head',
  receive: 'agency',
  save_item: 'agency',
  ask_extension: 'agency_head',
  decide_extension: 'department_head',
  report: 'agency_head',
  lapse: 'system',
  draft_recheck: 'department',
  pass: 'department_head',
  fall_short: 'department_head',
  draft_criticism: 'department',
  issue_criticism: 'department_head',
  draft_discipline: 'department',
  issue_discipline: 'department_head',
  draft_judicial: 'department',
  issue_judicial: 'department_head',
  draft_compensation: 'department',
  issue_compensation: 'department_head',
  return_draft: 'department_head',
  close: 'department',
};

const dutiesOf: Readonly<Record<Doer, readonly Duty[]>> = {
  system: [],
  department: ['reviewer'],
  department_head: ['signatory'],
  agency: ['steward', 'signatory'],
  agency_head: ['signatory'],
};
const sideOf = (doer: Doer): Side => (doer.startsWith('agency') ? 'agency' : 'department');

/** The paper that an action drafts or issues. */
export function paperOf(action: CaseAction): PaperKind | null {
  if (action === 'pass' || action === 'fall_short') return 'recheck';
  const kind = action.replace(/^(draft|issue)_/, '');
  return kind !== action && paperKinds.is(kind) ? kind : null;
}

/** What must have been issued before (Article 27): each later sanction rests on the earlier document. */
const earlier: Partial<Record<PaperKind, PaperKind>> = {
  recheck: 'order',
  criticism: 'order',
  discipline: 'criticism',
};

const issued = (facts: CaseFacts, kind: PaperKind) =>
  facts.papers.some((one) => one.kind === kind && one.state === 'issued');
export const draftOf = (facts: CaseFacts) => facts.papers.find((one) => one.state === 'drafted') ?? null;

/** Why an action is not for this person now; null when it is. */
export function hindrance(
  facts: CaseFacts,
  actor: Actor,
  action: Exclude<CaseAction, 'open'>,
  today: Day,
): Refusal | null {
  const doer = doerOf[action];
  const words = bilingual('action', caseActions.words[action]);
  if (doer === 'system' || !sidesOf(facts, actor).includes(sideOf(doer)))
    return refuse('supervision.not_yours_to_do', { ...words, ...bilingual('who', doerWords.words[doer]) });
  if (!actor.duties.some((duty) => dutiesOf[doer].includes(duty))) return refuseAnywhere('auth.forbidden');
  if (!can(caseLifecycle, facts.state, action))
    return refuse('supervision.wrong_state', { ...words, ...bilingual('state', caseStates.words[facts.state]) });
  return gate(facts, actor, action, today);
}

function gate(facts: CaseFacts, actor: Actor, action: CaseAction, today: Day): Refusal | null {
  const kind = paperOf(action);
  const words = bilingual('action', caseActions.words[action]);
  const draft = draftOf(facts);
  if (kind !== null) {
    if ((kind === 'order' || kind === 'criticism') && issued(facts, kind))
      return refuse('supervision.already_issued', bilingual('kind', paperKinds.words[kind]));
    const before = earlier[kind];
    if (before !== undefined && !issued(facts, before))
      return refuse('supervision.earlier_missing', { ...words, ...bilingual('paper', paperKinds.words[before]) });
    if (kind === 'order' && facts.lawPrevails)
      return refuse('supervision.law_prevails', { law: facts.governingLaw ?? '' });
    if (action.startsWith('draft_'))
      return draft === null
        ? null
        : refuse('supervision.draft_waits', bilingual('kind', paperKinds.words[draft.kind as PaperKind]));
    if (draft?.kind !== kind) return refuse('supervision.no_draft', bilingual('kind', paperKinds.words[kind]));
    return isSelf(actor, draft.draftedBy) ? refuse('supervision.same_person') : null;
  }
  switch (action) {
    case 'end_hearing':
      return facts.dueOn !== null && today <= facts.dueOn
        ? refuse('supervision.hearing_runs', { day: facts.dueOn })
        : null;
    case 'return_draft':
      return draft === null ? refuse('supervision.no_draft', bilingual('kind', ['文书', 'paper'])) : null;
    case 'receive':
      return facts.receivedAt === null ? null : refuse('supervision.already_received');
    case 'ask_extension':
      if (facts.extensionTo !== null) return refuse('supervision.extension_used');
      return facts.dueOn !== null && today > facts.dueOn ? refuse('supervision.extension_late') : null;
    case 'decide_extension':
      return facts.extensionTo !== null && facts.extensionAnswer === null ? null : refuse('supervision.nothing_asked');
    case 'hand_over':
      return facts.lawPrevails ? null : refuse('supervision.no_other_law');
    case 'drop':
    case 'close':
      return draft === null
        ? null
        : refuse('supervision.draft_waits', bilingual('kind', paperKinds.words[draft.kind as PaperKind]));
    default:
      return null;
  }
}

/** What the page offers: actions of the viewer's duty that make sense in the file as it stands. */
export function offered(facts: CaseFacts, actor: Actor): Exclude<CaseAction, 'open'>[] {
  const sides = sidesOf(facts, actor);
  const draft = draftOf(facts);
  return (Object.keys(caseLifecycle[facts.state]) as Exclude<CaseAction, 'open'>[]).filter((action) => {
    const doer = doerOf[action];
    if (doer === 'system' || !sides.includes(sideOf(doer))) return false;
    if (!actor.duties.some((duty) => dutiesOf[doer].includes(duty))) return false;
    const kind = paperOf(action);
    if (kind !== null && !action.startsWith('draft_')) return draft?.kind === kind;
    if (kind !== null && draft !== null) return false;
    if (kind === 'criticism' || kind === 'order') return !issued(facts, kind);
    if (kind === 'discipline') return issued(facts, 'criticism');
    switch (action) {
      case 'return_draft':
        return draft !== null;
      case 'receive':
        return facts.receivedAt === null;
      case 'ask_extension':
        return facts.extensionTo === null;
      case 'decide_extension':
        return facts.extensionTo !== null && facts.extensionAnswer === null;
      case 'hand_over':
        return facts.lawPrevails;
      default:
        return true;
    }
  });
}

/** Rarely done: folded away on the page. */
export const isRare = (action: CaseAction): boolean =>
  (parallelActions as readonly CaseAction[]).includes(action) || action === 'drop' || action === 'set_law';
