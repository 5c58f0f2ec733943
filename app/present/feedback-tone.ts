/** The dot before the state of a request or correction, as everybody sees it. */
import type { CorrectionState, RequestState } from '#api/feedback/rules/codes.ts';
import type { Tone } from '#app/ui/state-dot.tsx';

const requestTones: Readonly<Record<RequestState, Tone>> = {
  filed: 'wait',
  assigned: 'wait',
  promised: 'wait',
  opened: 'done',
  partly: 'done',
  refused: 'refused',
  not_held: 'off',
  returned: 'off',
  merged: 'off',
  withdrawn: 'off',
};

export const requestTone = (state: RequestState, overdue: boolean): Tone => (overdue ? 'late' : requestTones[state]);

export const correctionTone = (state: CorrectionState, overdue: boolean): Tone =>
  overdue ? 'late' : state === 'corrected' || state === 'no_error' ? 'done' : 'wait';
