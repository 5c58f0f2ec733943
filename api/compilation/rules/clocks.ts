/** How a clock of the catalogue stands. Pure. */
import type { Day } from '#api/kernel/time.ts';
import type { Tone } from './codes.ts';

/** Order 809, Article 17: ten working days from the change, five more with consent. */
export const updateWorkingDays = 10;
export const extensionWorkingDays = 5;
/** Working days left at which a clock is called due. */
const dueWithin = 2;

export function toneOf(daysLeft: number | null): Tone {
  if (daysLeft === null || daysLeft > dueWithin) return 'green';
  return daysLeft < 0 ? 'late' : 'due';
}

export interface TriggerEntry {
  readonly state: string;
  readonly submittedOn: Day | null;
  readonly unchanged: string | null;
}

/** What happened to an entry, in the order it happened. */
export interface EntryEvent {
  readonly kind: 'submit' | 'recall' | 'return' | 'publish' | 'withdraw' | 'unchanged';
  readonly on: Day;
}

/** The day since which an entry stands as brought up to date after a change; null while it does not. */
export function updatedSince(events: readonly EntryEvent[], changedOn: Day): Day | null {
  let settled: Day | null = null;
  let handedIn: Day | null = null;
  for (const { kind, on } of events) {
    if (on < changedOn) continue;
    if (kind === 'unchanged' || kind === 'withdraw') settled ??= on;
    else if (kind === 'submit') handedIn ??= on;
    else if (kind !== 'publish') handedIn = null;
  }
  if (settled === null || handedIn === null) return settled ?? handedIn;
  return settled < handedIn ? settled : handedIn;
}

/** Handed in since the change and not taken back or returned; or gone; or said to need nothing. */
export function isUpdated({ state, submittedOn, unchanged }: TriggerEntry, changedOn: Day): boolean {
  if (unchanged !== null || state === 'withdrawn') return true;
  return (state === 'submitted' || state === 'published') && submittedOn !== null && submittedOn >= changedOn;
}
