import { personalFaults } from '#api/kernel/personal-text.ts';
import type { Day } from '#api/kernel/time.ts';
import { refuse } from './refusals.ts';

/** Refuses `participants.personal_data` with one fault a field; `fields` are texts by their path in the body. */
export function requireImpersonal(fields: Readonly<Record<string, string | null | undefined>>, today: Day): void {
  const faults = personalFaults(fields, today);
  if (faults.length > 0) throw refuse('participants.personal_data', { count: faults.length }, faults);
}
