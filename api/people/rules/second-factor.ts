/** Second factors: what a region may ask, what a recovery code looks like. */
import type { Day } from '#api/kernel/time.ts';
import { type Duty, duties } from '#api/organizations/rules/codes.ts';

/** A code counts for so long for acts that sign, move money or give rights, where the region says nothing else. */
export const freshMinutes = 15;
export const recoveryCodes = 10;
/** A sign-in that waits for its code, or is at the issuer, waits so long. */
export const stepMinutes = 10;

/** The region's setting `people.second_factor`. */
export interface FactorPolicy {
  readonly duties: readonly Duty[];
  /** Everybody who works for the region's information department, whatever their duties. */
  readonly department: boolean;
  /** From this day on duties without a second factor sleep; until then people are told. */
  readonly from: Day;
  readonly minutes: number;
}

export const policyKey = 'people.second_factor';

/** What is kept as JSON, read with care: a setting that cannot be read asks for nothing. */
export function readPolicy(value: unknown): FactorPolicy | null {
  if (typeof value !== 'object' || value === null) return null;
  const kept = value as { duties?: unknown; department?: unknown; from?: unknown; minutes?: unknown };
  if (typeof kept.from !== 'string' || !Array.isArray(kept.duties)) return null;
  return {
    duties: kept.duties.filter((duty): duty is Duty => typeof duty === 'string' && Object.hasOwn(duties, duty)),
    department: kept.department === true,
    from: kept.from,
    minutes: typeof kept.minutes === 'number' ? kept.minutes : freshMinutes,
  };
}

/** The duties for which the policy asks a second factor of this person. */
export function dutiesUnder(policy: FactorPolicy, held: readonly Duty[], inDepartment: boolean): Duty[] {
  return held.filter((duty) => policy.duties.includes(duty) || (policy.department && inDepartment));
}

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * Sixteen characters of 31 that are not mistaken for each other (79 bits), in groups of four.
 * @param random 48 bytes: a few are passed over so that every character is as likely as any other.
 */
export function recoveryCodeOf(random: Uint8Array): string {
  const letters = [...random].filter((byte) => byte < 248).map((byte) => alphabet[byte % 31] ?? 'a');
  return (letters.slice(0, 16).join('').match(/.{4}/g) ?? []).join('-');
}

/** As typed by hand: case, spaces and dashes do not matter. */
export const plainCode = (typed: string): string => typed.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');
export const isTimeCode = (plain: string): boolean => /^\d{6}$/.test(plain);
