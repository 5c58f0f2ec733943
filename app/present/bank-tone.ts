/** The dot before the state of a line or a case. */
import type { CaseState, LineState } from '#api/banking/rules/codes.ts';
import type { Tone } from '#app/ui/state-dot.tsx';

export const lineTone: Readonly<Record<LineState, Tone>> = {
  new: 'wait',
  proposed: 'open',
  received: 'done',
  in_case: 'late',
  paid_out: 'done',
  unexplained: 'open',
};
export const caseTone: Readonly<Record<CaseState, Tone>> = {
  open: 'open',
  held: 'wait',
  settling: 'wait',
  closed: 'done',
};
