/** Is an agreement in force on a day? Asked on every delivery: after the term everything is refused the same second. */
import { type Day, isDay } from '#api/kernel/time.ts';
import type { AgreementState } from './codes.ts';

export interface TermFacts {
  readonly state: AgreementState;
  readonly effectiveFrom: Day | null;
  readonly effectiveTo: Day | null;
}

export type Standing = 'in_force' | 'not_yet' | 'over' | 'suspended' | 'not_active';

export function standingOn(facts: TermFacts, day: Day): Standing {
  if (facts.state === 'expired') return 'over';
  const held = facts.state === 'active' || facts.state === 'suspended';
  if (!held || facts.effectiveFrom === null || facts.effectiveTo === null) return 'not_active';
  if (day > facts.effectiveTo) return 'over';
  if (facts.state === 'suspended') return 'suspended';
  return day < facts.effectiveFrom ? 'not_yet' : 'in_force';
}

/** The days an accepted agreement holds: from acceptance or the agreed first day, whichever is later, to its last day. */
export function effectiveDays(term: { readonly from: Day; readonly to: Day }, acceptedOn: Day) {
  return { from: term.from > acceptedOn ? term.from : acceptedOn, to: term.to };
}

/** Days before the end on which the parties are reminded (brief 2.3). */
export const reminderDays = [90, 30, 7] as const;

/** The reminder due, i.e. the smallest of 90, 30, 7 that is not less than the days left; null when none is. */
export function reminderOn(facts: TermFacts, day: Day): { daysLeft: number; within: number } | null {
  if (standingOn(facts, day) !== 'in_force' || facts.effectiveTo === null || !isDay(facts.effectiveTo)) return null;
  const daysLeft = Math.round((Date.parse(facts.effectiveTo) - Date.parse(day)) / 86_400_000);
  const within = [...reminderDays].reverse().find((days) => daysLeft <= days);
  return within === undefined ? null : { daysLeft, within };
}
