import { personalFaults } from '#api/kernel/personal-text.ts';
import type { Day } from '#api/kernel/time.ts';
import { refuse } from './refusals.ts';

/** Refuses `reuses.personal_data` with the kinds found, never what was found. `fields`: texts by their path in the body. */
export function requireImpersonal(fields: Readonly<Record<string, string | null | undefined>>, today: Day): void {
  const faults = personalFaults(fields, today);
  if (faults.length > 0) throw refuse('reuses.personal_data', { count: faults.length }, faults);
}
