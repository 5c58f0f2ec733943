/** What a delegation wakes today, from its rows: the one place that asks for the holder's account, membership and absences. */
import type { Day } from '#api/kernel/time.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { type Away, dutiesLent, type Lent } from './delegation.ts';

export interface Kept extends Omit<Lent, 'duties'> {
  readonly organizationId: string;
  readonly duties: readonly string[];
  readonly holder: {
    readonly disabledAt: Date | null;
    readonly memberships: readonly { readonly organizationId: string; readonly duties: readonly string[] }[];
    readonly absences: readonly (Away & { readonly organizationId: string })[];
  };
}

export const lentOf = (row: Kept): Lent => ({ ...row, duties: row.duties as readonly Duty[] });

export const absencesOf = (row: Kept): readonly Away[] =>
  row.holder.absences.filter((one) => one.organizationId === row.organizationId);

/** None where it rests or ended, or where the holder lost them, the place or the account. */
export function awakeDuties(row: Kept, day: Day): Duty[] {
  if (row.holder.disabledAt !== null) return [];
  const membership = row.holder.memberships.find((one) => one.organizationId === row.organizationId);
  return dutiesLent(lentOf(row), (membership?.duties ?? []) as readonly Duty[], absencesOf(row), day);
}
