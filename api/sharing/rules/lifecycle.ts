/** The life of a request for shared data (brief 3.1, from T809 Articles 20-29). */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import { type Doer, doerWords, type SharingAction, type SharingState } from './codes.ts';

const to = <S extends SharingState>(state: S, action: SharingAction, who: Doer) =>
  ({ to: state, event: `sharing.${action}`, by: doerWords.words[who][1] }) as const;

const extension = (state: SharingState) =>
  ({
    ask_extension: to(state, 'ask_extension', 'provider'),
    decide_extension: to(state, 'decide_extension', 'authority'),
  }) as const;
const withdraw = to('withdrawn', 'withdraw', 'requester');
const dispose = to('disposed', 'dispose', 'requester');
const ladder = (state: SharingState) =>
  ({
    object: to(state, 'object', 'requester'),
    answer_objection: to(state, 'answer_objection', 'body'),
  }) as const;

export const sharingLifecycle = defineLifecycle<SharingState>({
  drafting: { save: to('drafting', 'save', 'requester'), submit: to('consenting', 'submit', 'requester'), withdraw },
  consenting: {
    consent: to('filed', 'consent', 'requester_head'),
    send_back: to('drafting', 'send_back', 'requester_head'),
    withdraw,
  },
  filed: {
    grant_at_once: to('granted', 'grant_at_once', 'system'),
    propose: to('proposed', 'propose', 'provider'),
    supplement: to('supplementing', 'supplement', 'provider'),
    ...extension('filed'),
    withdraw,
  },
  supplementing: { resubmit: to('filed', 'resubmit', 'requester'), withdraw },
  proposed: {
    confirm: to('granted', 'confirm', 'provider_head'),
    confirm_refusal: to('refused', 'confirm_refusal', 'provider_head'),
    return_proposal: to('filed', 'return_proposal', 'provider_head'),
    ...extension('proposed'),
    withdraw,
  },
  granted: { open: to('in_use', 'open', 'provider'), expire: to('expired', 'expire', 'system'), withdraw },
  in_use: {
    suspend: to('suspended', 'suspend', 'provider'),
    expire: to('expired', 'expire', 'system'),
    ...ladder('in_use'),
    reopen: to('filed', 'reopen', 'body'),
  },
  suspended: {
    report_remedy: to('suspended', 'report_remedy', 'requester'),
    resume: to('in_use', 'resume', 'provider'),
    end: to('ended', 'end', 'provider'),
    expire: to('expired', 'expire', 'system'),
    ...ladder('suspended'),
    reinstate: to('in_use', 'reinstate', 'body'),
  },
  refused: { ...ladder('refused'), reopen: to('filed', 'reopen', 'body') },
  withdrawn: {},
  expired: { dispose },
  ended: { dispose },
  disposed: {},
});
