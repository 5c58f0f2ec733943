import { type ReuseState, reuseStates } from '#api/reuses/rules/codes.ts';
import { useLocale } from '#app/present/words.ts';
import { StateDot, type Tone } from '../state-dot.tsx';

const tones: Readonly<Record<ReuseState, Tone>> = {
  submitted: 'wait',
  published: 'done',
  returned: 'open',
  declined: 'refused',
  withdrawn: 'off',
};

export function ReuseStateDot({ state }: { readonly state: ReuseState }) {
  return <StateDot tone={tones[state]}>{reuseStates.label(state, useLocale())}</StateDot>;
}
