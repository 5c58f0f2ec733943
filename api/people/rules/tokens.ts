/**
 * Access tokens: with one a person's own tools act for the organisation the person acted for when it was made. What they may do
 * is what the person may do there today, less what binds the organisation or moves money (decision 0021).
 */
import { addDays, type Day } from '#api/kernel/time.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';

export const tokenPrefix = 'jst_';
/** `jst_` and 32 random bytes in base64url. What has another shape is no token of ours. */
export const tokenShape = /^jst_[A-Za-z0-9_-]{43}$/;
/** As many characters are shown to recognise a token by: too few to guess the rest from. */
export const tokenShown = 10;

export const longestDays = 365;
export const mostTokens = 20;

/** The last day a token made today may be good on. */
export function lastDay(today: Day): Day {
  return addDays(today, longestDays);
}

/** Signing, confirming money and managing the organisation are done by a person at a session. */
const personal: ReadonlySet<Duty> = new Set(['signatory', 'finance_review', 'finance_issue', 'admin']);

export function dutiesOfToken(duties: readonly Duty[]): Duty[] {
  return duties.filter((duty) => !personal.has(duty));
}

export type TokenStanding = 'live' | 'revoked' | 'expired';

export function standingOf(
  token: { readonly revokedAt: Date | null; readonly expiresAt: Date },
  now: Date,
): TokenStanding {
  if (token.revokedAt !== null) return 'revoked';
  return token.expiresAt <= now ? 'expired' : 'live';
}
