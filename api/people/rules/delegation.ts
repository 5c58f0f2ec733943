/** Duties that one person performs for another: for a term, or as deputy while the holder is away (decision 0070). */
import { addDays, type Day } from '#api/kernel/time.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';

export interface Lent {
  readonly kind: string;
  readonly holderId: string;
  readonly delegateId: string;
  readonly duties: readonly Duty[];
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly revokedAt: Date | null;
}

export interface Away {
  readonly fromDay: Day;
  readonly toDay: Day | null;
  readonly endedAt: Date | null;
}

/** Giving rights to others is not lent: who may need a second administrator names one. */
export const notLent: readonly Duty[] = ['admin'];
/** A delegation is for a term; who is away for longer hands the position over. */
export const longestDays = 366;

export const isAway = (absences: readonly Away[], day: Day): boolean =>
  absences.some((one) => one.endedAt === null && one.fromDay <= day && (one.toDay === null || one.toDay >= day));

/** True on the days the delegate may act: a delegation in its term, a deputy only while the holder is away. */
export function standsIn(lent: Lent, absences: readonly Away[], day: Day): boolean {
  if (lent.revokedAt !== null || lent.validFrom > day || (lent.validTo !== null && lent.validTo < day)) return false;
  return lent.kind === 'delegation' || isAway(absences, day);
}

/** What is awake while acting: the duties lent that the holder still has himself, never more. */
export function dutiesLent(lent: Lent, holderDuties: readonly Duty[], absences: readonly Away[], day: Day): Duty[] {
  if (!standsIn(lent, absences, day)) return [];
  return lent.duties.filter((duty) => holderDuties.includes(duty) && !notLent.includes(duty));
}

/** Null, or what is wrong with a term asked for today. */
export function termFault(
  kind: string,
  from: Day,
  to: Day | null,
  today: Day,
): 'past' | 'order' | 'long' | 'open' | null {
  if (from < today) return 'past';
  if (to === null) return kind === 'deputy' ? null : 'open';
  if (to < from) return 'order';
  return to > addDays(from, longestDays) ? 'long' : null;
}
