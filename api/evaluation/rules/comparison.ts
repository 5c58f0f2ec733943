/** What a version of a scheme changes against the one before, and against the proposal of its kind. Pure. */
import type { WeightChange } from './codes.ts';

interface Weighed {
  readonly code: string;
  readonly weightBp: number;
  readonly fullPpm: bigint;
  readonly floorPpm: bigint;
  readonly minDen: number;
  readonly whenMissing: string;
}

export interface ComparedWeight {
  readonly code: string;
  readonly before: number | null;
  readonly now: number | null;
  readonly change: WeightChange;
}

function changeOf(before: Weighed | undefined, now: Weighed | undefined): WeightChange {
  if (before === undefined) return 'added';
  if (now === undefined) return 'dropped';
  if (before.weightBp !== now.weightBp) return now.weightBp > before.weightBp ? 'heavier' : 'lighter';
  const lines = (one: Weighed) => [one.fullPpm, one.floorPpm, one.minDen, one.whenMissing].join(' ');
  return lines(before) === lines(now) ? 'same' : 'lines';
}

/** In the order of the version now; what was dropped comes last. Indicators are told apart by their code. */
export function compareWeights(before: readonly Weighed[], now: readonly Weighed[]): ComparedWeight[] {
  const was = new Map(before.map((one) => [one.code, one]));
  const is = new Map(now.map((one) => [one.code, one]));
  return [...now, ...before.filter((one) => !is.has(one.code))].map(({ code }) => ({
    code,
    before: was.get(code)?.weightBp ?? null,
    now: is.get(code)?.weightBp ?? null,
    change: changeOf(was.get(code), is.get(code)),
  }));
}

export const differs = (one: ComparedWeight): boolean => one.change !== 'same';
