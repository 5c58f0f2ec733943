/** The ways of a data request and of a correction. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { CorrectionState, RequestState } from './codes.ts';

const department = 'information department';
const agency = 'agency';

const assign = { to: 'assigned', event: 'feedback.assign', by: department } as const;
const open = { to: 'opened', event: 'feedback.open', by: agency } as const;
const partly = { to: 'partly', event: 'feedback.partly', by: agency } as const;
const refuse = { to: 'refused', event: 'feedback.refuse', by: agency } as const;
const promise = { to: 'promised', event: 'feedback.promise', by: agency } as const;

/** What was refused or answered in part may still be opened later; a request that is sorted out ends. */
export const requestLifecycle = defineLifecycle<RequestState>({
  filed: {
    assign,
    forward: { to: 'filed', event: 'feedback.forward', by: department },
    return: { to: 'returned', event: 'feedback.return', by: department },
    merge: { to: 'merged', event: 'feedback.merge', by: department },
    withdraw: { to: 'withdrawn', event: 'feedback.withdraw', by: 'author' },
  },
  assigned: {
    promise,
    open,
    partly,
    refuse,
    not_held: { to: 'not_held', event: 'feedback.not_held', by: agency },
    extend: { to: 'assigned', event: 'feedback.extend', by: agency },
    assign,
    merge: { to: 'merged', event: 'feedback.merge', by: department },
  },
  promised: { open, partly, refuse, promise },
  partly: { open, promise },
  refused: { open, promise },
  not_held: { assign },
  opened: {},
  returned: {},
  merged: {},
  withdrawn: {},
});

export const correctionLifecycle = defineLifecycle<CorrectionState>({
  filed: {
    accept: { to: 'accepted', event: 'feedback.accept_correction', by: agency },
    correct: { to: 'corrected', event: 'feedback.correct', by: agency },
    no_error: { to: 'no_error', event: 'feedback.no_error', by: agency },
  },
  accepted: {
    correct: { to: 'corrected', event: 'feedback.correct', by: agency },
    no_error: { to: 'no_error', event: 'feedback.no_error', by: agency },
  },
  corrected: {},
  no_error: {},
});

/** States in which a vote still says something. */
export const votable: ReadonlySet<RequestState> = new Set([
  'filed',
  'assigned',
  'promised',
  'partly',
  'refused',
  'not_held',
]);

/** States in which the agency has answered. */
export const answered: ReadonlySet<RequestState> = new Set(['promised', 'opened', 'partly', 'refused', 'not_held']);
