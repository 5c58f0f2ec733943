import type { JobState } from '#api/enclave/rules/codes.ts';
import type { Tone } from '#app/ui/state-dot.tsx';

/** Whose turn it is: a result under review lies with the agency. */
export function jobTone(state: JobState, agency: boolean): Tone {
  switch (state) {
    case 'reviewing':
      return agency ? 'open' : 'wait';
    case 'released':
      return 'done';
    case 'refused':
    case 'failed':
      return 'refused';
    case 'cancelled':
    case 'expired':
      return 'off';
    default:
      return 'wait';
  }
}
