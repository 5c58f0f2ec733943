/** Amendments, measures against misuse, early ends, the disposition after the term, templates and clues. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type {
  AmendmentState,
  ClueState,
  DispositionState,
  EndingState,
  MeasureState,
  TemplateState,
} from './life-codes.ts';

const agency = 'agency';
const developer = 'developer';
const department = 'information department';
const either = 'agency or developer';
const proposer = 'the side that proposed it';
const other = 'the other side';
const keepers = 'agency or information department';
const clock = 'the clock';

const withdraw = { to: 'withdrawn', event: 'agreements.withdraw_amendment', by: proposer } as const;
const decline = { to: 'declined', event: 'agreements.decline_amendment', by: other } as const;
const lapse = { to: 'lapsed', event: 'agreements.lapse', by: clock } as const;
const comment = (to: 'draft' | 'offered') => ({ to, event: 'agreements.comment_amendment', by: either }) as const;

/** Until `governing` the version before it governs deliveries and sales. */
export const amendmentLifecycle = defineLifecycle<AmendmentState>({
  draft: {
    save: { to: 'draft', event: 'agreements.save_amendment', by: either },
    comment: comment('draft'),
    offer: { to: 'offered', event: 'agreements.offer_amendment', by: agency },
    withdraw,
    decline,
    lapse,
  },
  offered: {
    sign: { to: 'offered', event: 'agreements.sign_amendment', by: developer },
    complete: { to: 'signed', event: 'agreements.sign_amendment', by: agency },
    return: { to: 'draft', event: 'agreements.return_amendment', by: developer },
    revise: { to: 'draft', event: 'agreements.revise_amendment', by: agency },
    comment: comment('offered'),
    withdraw,
    decline,
    lapse,
  },
  signed: {
    file: { to: 'filing', event: 'agreements.file_amendment', by: agency },
    revise: { to: 'draft', event: 'agreements.revise_amendment', by: agency },
    withdraw,
    lapse,
  },
  filing: {
    accept: { to: 'accepted', event: 'agreements.accept', by: department },
    supplement: { to: 'filing', event: 'agreements.supplement', by: department },
    resubmit: { to: 'filing', event: 'agreements.resubmit', by: agency },
    refuse: { to: 'signed', event: 'agreements.refuse', by: department },
    lapse,
  },
  accepted: {
    govern: { to: 'governing', event: 'agreements.govern', by: clock },
    lapse,
  },
  governing: {},
  withdrawn: {},
  declined: {},
  lapsed: {},
});

export const measureLifecycle = defineLifecycle<MeasureState>({
  noticed: {
    answer: { to: 'answered', event: 'agreements.answer_notice', by: developer },
    resolve: { to: 'resolved', event: 'agreements.resolve_notice', by: keepers },
    suspend: { to: 'suspended', event: 'agreements.suspend', by: keepers },
    lapse,
  },
  answered: {
    answer: { to: 'answered', event: 'agreements.answer_notice', by: developer },
    resolve: { to: 'resolved', event: 'agreements.resolve_notice', by: keepers },
    suspend: { to: 'suspended', event: 'agreements.suspend', by: keepers },
    lapse,
  },
  suspended: {
    answer: { to: 'suspended', event: 'agreements.answer_notice', by: developer },
    lift: { to: 'lifted', event: 'agreements.lift', by: keepers },
    terminate: { to: 'terminated', event: 'agreements.terminate', by: agency },
    lapse,
  },
  resolved: {},
  lifted: {},
  terminated: {},
  lapsed: {},
});

export const endingLifecycle = defineLifecycle<EndingState>({
  proposed: {
    agree: { to: 'noticed', event: 'agreements.agree_ending', by: other },
    decline: { to: 'declined', event: 'agreements.decline_ending', by: other },
    withdraw: { to: 'withdrawn', event: 'agreements.withdraw_ending', by: proposer },
    lapse,
  },
  noticed: {
    withdraw: { to: 'withdrawn', event: 'agreements.withdraw_ending', by: proposer },
    take_effect: { to: 'effective', event: 'agreements.terminate', by: clock },
    lapse,
  },
  effective: {},
  declined: {},
  withdrawn: {},
  lapsed: {},
});

export const dispositionLifecycle = defineLifecycle<DispositionState>({
  due: {
    prove: { to: 'submitted', event: 'agreements.prove_disposition', by: developer },
    remind: { to: 'due', event: 'agreements.remind_disposition', by: clock },
    escalate: { to: 'due', event: 'agreements.escalate_disposition', by: clock },
  },
  submitted: {
    accept: { to: 'accepted', event: 'agreements.accept_disposition', by: agency },
    return: { to: 'returned', event: 'agreements.return_disposition', by: agency },
    escalate: { to: 'submitted', event: 'agreements.escalate_disposition', by: clock },
  },
  returned: {
    prove: { to: 'submitted', event: 'agreements.prove_disposition', by: developer },
    remind: { to: 'returned', event: 'agreements.remind_disposition', by: clock },
    escalate: { to: 'returned', event: 'agreements.escalate_disposition', by: clock },
  },
  accepted: {},
});

export const templateLifecycle = defineLifecycle<TemplateState>({
  draft: {
    save: { to: 'draft', event: 'agreements.save_template', by: department },
    publish: { to: 'published', event: 'agreements.publish_template', by: department },
    discard: { to: 'discarded', event: 'agreements.discard_template', by: department },
  },
  published: {
    close: { to: 'published', event: 'agreements.close_template', by: department },
  },
  discarded: {},
});

export const clueLifecycle = defineLifecycle<ClueState>({
  open: {
    confirm: { to: 'confirmed', event: 'agreements.confirm_clue', by: department },
    dismiss: { to: 'dismissed', event: 'agreements.dismiss_clue', by: department },
  },
  confirmed: {},
  dismissed: {},
});
