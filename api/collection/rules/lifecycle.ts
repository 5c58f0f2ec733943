/** The lives of a collection item, of a proof of identity and of a data subject's request. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import { type CollectionAction, type CollectionState, type Doer, doers } from './codes.ts';

const to = <S extends CollectionState>(state: S, action: CollectionAction, who: Doer) =>
  ({ to: state, event: `collection.${action}`, by: doers.words[who][1] }) as const;
const withdraw = to('withdrawn', 'withdraw', 'agency');
const save = to('drafting', 'save', 'agency');

export const collectionLifecycle = defineLifecycle<CollectionState>({
  drafting: {
    save,
    submit: to('submitted', 'submit', 'agency'),
    find_duplicate: to('duplicate', 'find_duplicate', 'system'),
    withdraw,
  },
  submitted: {
    approve: to('approved', 'approve', 'department'),
    refuse: to('refused', 'refuse', 'department'),
    send_back: to('returned', 'send_back', 'department'),
    withdraw,
  },
  duplicate: { save, ask_exception: to('exception', 'ask_exception', 'agency'), withdraw },
  exception: {
    propose_exception: to('exception_proposed', 'propose_exception', 'department'),
    withdraw,
  },
  exception_proposed: {
    grant_exception: to('submitted', 'grant_exception', 'second'),
    decline_exception: to('refused', 'decline_exception', 'second'),
    return_exception: to('exception', 'return_exception', 'second'),
    withdraw,
  },
  returned: {
    save,
    submit: to('submitted', 'submit', 'agency'),
    find_duplicate: to('duplicate', 'find_duplicate', 'system'),
    withdraw,
  },
  approved: { withdraw, supersede: to('superseded', 'supersede', 'system') },
  refused: {},
  withdrawn: {},
  superseded: {},
});

export const proofLifecycle = defineLifecycle<'filed' | 'verified' | 'rejected' | 'lapsed'>({
  filed: {
    verify: { to: 'verified', event: 'collection.verify_subject', by: 'The agency chosen' },
    reject: { to: 'rejected', event: 'collection.reject_subject', by: 'The agency chosen' },
  },
  verified: { lapse: { to: 'lapsed', event: 'collection.lapse_subject', by: 'Platform' } },
  rejected: {},
  lapsed: {},
});

export type SubjectRequestState = 'filed' | 'supplementing' | 'answered' | 'withdrawn';
const answer = { to: 'answered', event: 'collection.answer_subject', by: 'The agency' } as const;
const takeBack = { to: 'withdrawn', event: 'collection.withdraw_subject_request', by: 'The data subject' } as const;

/** Where nothing is added the agency answers by what it has: a case does not stand still for good. */
export const subjectRequestLifecycle = defineLifecycle<SubjectRequestState>({
  filed: {
    supplement: { to: 'supplementing', event: 'collection.supplement_subject_request', by: 'The agency' },
    extend: { to: 'filed', event: 'collection.extend_subject_request', by: 'The agency' },
    answer,
    withdraw: takeBack,
  },
  supplementing: {
    supply: { to: 'filed', event: 'collection.supply_subject_request', by: 'The data subject' },
    answer,
    withdraw: takeBack,
  },
  answered: {},
  withdrawn: {},
});
export const closedStates: readonly SubjectRequestState[] = ['answered', 'withdrawn'];
