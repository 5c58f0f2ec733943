import type { CollectionState, Verdict } from '#api/collection/rules/codes.ts';
import type { Tone } from '#app/ui/state-dot.tsx';

const tones: Readonly<Record<CollectionState, Tone>> = {
  drafting: 'wait',
  submitted: 'open',
  duplicate: 'refused',
  exception: 'open',
  exception_proposed: 'open',
  returned: 'wait',
  approved: 'done',
  refused: 'refused',
  withdrawn: 'off',
  superseded: 'off',
};
export const collectionTone = (state: CollectionState): Tone => tones[state];

const verdictTones: Readonly<Record<Verdict, Tone>> = { equal: 'refused', likely: 'open', different: 'off' };
export const verdictTone = (verdict: Verdict): Tone => verdictTones[verdict];
