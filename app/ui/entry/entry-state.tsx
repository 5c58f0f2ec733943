import { type EntryState, entryStates } from '#api/catalog/rules/codes.ts';
import { useSide } from '#app/present/words.ts';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';

const tones: Readonly<Record<EntryState, Tone>> = {
  draft: 'open',
  submitted: 'wait',
  returned: 'refused',
  published: 'done',
  withdrawn: 'off',
};

export function EntryStateDot({ state }: { readonly state: EntryState }) {
  const side = useSide();
  return <StateDot tone={tones[state]}>{side(entryStates.words[state])}</StateDot>;
}
