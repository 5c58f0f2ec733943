import { stages, type VersionState, versionStates } from '#api/datasets/rules/codes.ts';
import type { VersionSummary } from '#api/datasets/show.ts';
import { useSide } from '#app/present/words.ts';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';

const tones: Readonly<Record<VersionState, Tone>> = {
  received: 'wait',
  processing: 'wait',
  failed: 'refused',
  held: 'refused',
  ready: 'open',
  published: 'done',
};

export function VersionStateDot({ version }: { readonly version: Pick<VersionSummary, 'state' | 'stage'> }) {
  const side = useSide();
  const working = version.state === 'processing' && version.stage !== null && version.stage !== 'done';
  return (
    <StateDot tone={tones[version.state]}>
      {side(versionStates.words[version.state])}
      {working && version.stage !== null && `: ${side(stages.words[version.stage])}`}
    </StateDot>
  );
}

export function isWorking({ state }: { readonly state: VersionState }): boolean {
  return state === 'received' || state === 'processing';
}
