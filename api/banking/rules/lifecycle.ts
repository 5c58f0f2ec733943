/** Every line of a statement is in exactly one state; money in suspense has a case until it is placed or sent back. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { CaseState, LineState, MoveState } from './codes.ts';

const platform = 'platform';
const finance = 'finance bureau';

export const bankLineLifecycle = defineLifecycle<LineState>({
  new: {
    propose: { to: 'proposed', event: 'banking.match', by: platform },
    suspend: { to: 'in_case', event: 'banking.match', by: platform },
    recognise: { to: 'received', event: 'banking.match', by: platform },
    pay_out: { to: 'paid_out', event: 'banking.match', by: platform },
    leave: { to: 'unexplained', event: 'banking.match', by: platform },
  },
  proposed: {
    confirm: { to: 'received', event: 'banking.confirm', by: finance },
    suspend: { to: 'in_case', event: 'banking.confirm', by: finance },
  },
  received: {},
  in_case: {},
  paid_out: {},
  unexplained: {
    pay_out: { to: 'paid_out', event: 'banking.recheck', by: platform },
    recognise: { to: 'received', event: 'banking.recheck', by: platform },
  },
});

export const bankCaseLifecycle = defineLifecycle<CaseState>({
  open: {
    hold: { to: 'held', event: 'banking.hold', by: finance },
    place: { to: 'settling', event: 'banking.apply', by: finance },
    close: { to: 'closed', event: 'banking.apply', by: finance },
  },
  held: {
    place: { to: 'settling', event: 'banking.apply', by: finance },
    close: { to: 'closed', event: 'banking.apply', by: finance },
    reopen: { to: 'open', event: 'banking.take_back', by: finance },
  },
  settling: {
    close: { to: 'closed', event: 'banking.pay_back', by: finance },
    reopen: { to: 'open', event: 'banking.take_back', by: finance },
  },
  closed: {},
});

export const bankMoveLifecycle = defineLifecycle<MoveState>({
  waiting: {
    complete: { to: 'done', event: 'banking.confirm', by: finance },
    take_back: { to: 'taken_back', event: 'banking.take_back', by: finance },
  },
  done: {},
  taken_back: {},
});

/** The state of a case by what of its money lies where. */
export function caseStateOf(remainingFen: bigint, waiting: number, held: boolean): CaseState {
  if (remainingFen > 0n) return held ? 'held' : 'open';
  return waiting > 0 ? 'settling' : 'closed';
}
