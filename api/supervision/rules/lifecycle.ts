/** The life of a finding, of a paper in its file, of a clue, and of an inspection (Articles 23, 27). */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import {
  type CaseAction,
  type CaseState,
  type ClueState,
  type Doer,
  doerWords,
  type InspectionState,
  type PaperState,
  type VisitState,
} from './codes.ts';

const to = <S extends CaseState>(state: S, action: CaseAction, who: Doer) =>
  ({ to: state, event: `supervision.${action}`, by: doerWords.words[who][1] }) as const;

/** Loss and crime may run beside everything else, from the day the finding stands. */
const parallel = (state: CaseState) =>
  ({
    draft_compensation: to(state, 'draft_compensation', 'department'),
    issue_compensation: to(state, 'issue_compensation', 'department_head'),
    draft_judicial: to(state, 'draft_judicial', 'department'),
    issue_judicial: to(state, 'issue_judicial', 'department_head'),
    return_draft: to(state, 'return_draft', 'department_head'),
  }) as const;
const discipline = (state: CaseState) =>
  ({
    draft_discipline: to(state, 'draft_discipline', 'department'),
    issue_discipline: to(state, 'issue_discipline', 'department_head'),
  }) as const;
const work = (state: CaseState) =>
  ({
    receive: to(state, 'receive', 'agency'),
    save_item: to(state, 'save_item', 'agency'),
    report: to('reported', 'report', 'agency_head'),
  }) as const;
const drop = to('dropped', 'drop', 'department_head');

export const caseLifecycle = defineLifecycle<CaseState>({
  hearing: {
    state: to('weighing', 'state', 'agency_head'),
    end_hearing: to('weighing', 'end_hearing', 'department'),
    drop,
  },
  weighing: {
    set_law: to('weighing', 'set_law', 'department'),
    draft_order: to('weighing', 'draft_order', 'department'),
    issue_order: to('correcting', 'issue_order', 'department_head'),
    ...parallel('weighing'),
    hand_over: to('closed', 'hand_over', 'department_head'),
    drop,
  },
  correcting: {
    ...work('correcting'),
    ask_extension: to('correcting', 'ask_extension', 'agency_head'),
    decide_extension: to('correcting', 'decide_extension', 'department_head'),
    lapse: to('overdue', 'lapse', 'system'),
    ...parallel('correcting'),
  },
  overdue: {
    ...work('overdue'),
    draft_criticism: to('overdue', 'draft_criticism', 'department'),
    issue_criticism: to('overdue', 'issue_criticism', 'department_head'),
    ...discipline('overdue'),
    ...parallel('overdue'),
  },
  reported: {
    draft_recheck: to('reported', 'draft_recheck', 'department'),
    pass: to('corrected', 'pass', 'department_head'),
    fall_short: to('correcting', 'fall_short', 'department_head'),
    ...parallel('reported'),
  },
  corrected: {
    ...discipline('corrected'),
    ...parallel('corrected'),
    close: to('closed', 'close', 'department'),
  },
  closed: {},
  dropped: {},
});

const officer = doerWords.words.department[1];
const head = doerWords.words.department_head[1];

export const clueLifecycle = defineLifecycle<ClueState>({
  open: {
    confirm: { to: 'confirmed', event: 'supervision.confirm', by: officer },
    dismiss: { to: 'dismissed', event: 'supervision.dismiss', by: officer },
    refer: { to: 'referred', event: 'supervision.refer', by: head },
  },
  confirmed: {},
  dismissed: {},
  referred: {},
});

export const paperLifecycle = defineLifecycle<PaperState>({
  drafted: {
    issue: { to: 'issued', event: 'supervision.issue', by: head },
    return: { to: 'returned', event: 'supervision.return_draft', by: head },
  },
  returned: {},
  issued: {},
});

export const inspectionLifecycle = defineLifecycle<InspectionState>({
  planned: {
    commit: { to: 'committed', event: 'inspections.commit', by: officer },
    assign: { to: 'assigned', event: 'inspections.assign', by: officer },
    cancel: { to: 'cancelled', event: 'inspections.cancel', by: head },
  },
  committed: {
    draw: { to: 'assigned', event: 'inspections.draw', by: head },
    cancel: { to: 'cancelled', event: 'inspections.cancel', by: head },
  },
  assigned: { publish: { to: 'published', event: 'inspections.publish', by: head } },
  published: {},
  cancelled: {},
});

export const visitLifecycle = defineLifecycle<VisitState>({
  assigned: { record: { to: 'recorded', event: 'inspections.record', by: 'an inspector' } },
  recorded: { state: { to: 'stated', event: 'inspections.state', by: 'the inspected body' } },
  stated: { sign: { to: 'signed', event: 'inspections.sign', by: 'the inspectors, the last of them' } },
  signed: {},
});
