/** How a goal stands on a day. Pure. */
import type { Day } from '#api/kernel/time.ts';
import type { GoalStanding } from './codes.ts';

export function goalStanding(
  { target, dueOn }: { readonly target: bigint; readonly dueOn: Day },
  value: bigint | null,
  today: Day,
): GoalStanding {
  if (value !== null && value >= target) return 'reached';
  if (today > dueOn) return 'late';
  return value === null ? 'silent' : 'running';
}

/** Whole per cent, rounded down: 100 is said only of what is reached. */
export const percentOf = (value: bigint, target: bigint): number =>
  Number(value >= target ? 100n : (value * 100n) / target);
