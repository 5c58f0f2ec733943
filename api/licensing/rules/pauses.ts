/** When and why the clock of a case stood still, read from its file. */
import { type Day, dayOf } from '#api/kernel/time.ts';

export interface Pause {
  readonly ground: 'supplement' | 'review' | 'fee';
  readonly from: Day;
  /** Null while it lasts. */
  readonly to: Day | null;
  readonly words: string | null;
}

const starts: Readonly<Record<string, Pause['ground']>> = { supplement: 'supplement', pause: 'review', charge: 'fee' };
const ends: Readonly<Record<Pause['ground'], string>> = {
  supplement: 'resubmit',
  review: 'resume',
  fee: 'confirm_fee',
};

export interface Filed {
  readonly action: string;
  readonly words: string | null;
  readonly at: Date;
}

/** In their order. A fee of nothing stops no clock: `feeStops` says whether there was one to wait for. */
export function pausesOf(steps: readonly Filed[], feeStops: boolean): Pause[] {
  const pauses: Pause[] = [];
  for (const step of steps) {
    const open = pauses.at(-1);
    if (open?.to === null && (step.action === ends[open.ground] || step.action === 'withdraw')) {
      pauses[pauses.length - 1] = { ...open, to: dayOf(step.at) };
      continue;
    }
    const ground = starts[step.action];
    if (ground === undefined || (ground === 'fee' && !feeStops)) continue;
    pauses.push({ ground, from: dayOf(step.at), to: null, words: step.words });
  }
  return pauses;
}
