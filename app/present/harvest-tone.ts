import type { RunState, SourceState } from '#api/federation/rules/codes.ts';
import type { Tone } from '#app/ui/state-dot.tsx';

export const sourceTone: Readonly<Record<SourceState, Tone>> = { active: 'done', paused: 'wait', ended: 'off' };

/** Only a removal to confirm waits for the department. */
export const runTone: Readonly<Record<RunState, Tone>> = {
  running: 'wait',
  held: 'open',
  done: 'done',
  partial: 'late',
  failed: 'refused',
};
