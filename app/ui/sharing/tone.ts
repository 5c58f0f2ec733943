import type { SharingState } from '#api/sharing/rules/codes.ts';
import type { Tone } from '#app/ui/state-dot.tsx';

const tones: Readonly<Record<SharingState, Tone>> = {
  drafting: 'wait',
  consenting: 'open',
  filed: 'open',
  supplementing: 'wait',
  proposed: 'open',
  granted: 'open',
  in_use: 'done',
  suspended: 'refused',
  refused: 'refused',
  withdrawn: 'off',
  expired: 'open',
  ended: 'refused',
  disposed: 'off',
};

export const sharingTone = (state: SharingState, late: boolean): Tone =>
  late && tones[state] === 'open' ? 'late' : tones[state];
