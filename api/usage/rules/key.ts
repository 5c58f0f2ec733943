/** What a key may do, until when, and how it is replaced. A key never opens more than its agreement (Article 20). */

import type { Refusal } from '#api/kernel/refusal.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { refuse } from './refusals.ts';

export const scopes = ['rows', 'files', 'sandbox'] as const;
export type Scope = (typeof scopes)[number];

/** Live keys an agreement may have at once. */
export const mostKeys = 20;
/** The beginning of a key that is shown, so that keys can be told apart. */
export const shownCharacters = 12;
export const keyShape = /^jsk_[A-Za-z0-9_-]{43}$/;

/** Hours for which a rotated key serves beside its successor: long enough for a roll-out, short enough to be an end. */
export const overlapHours = { least: 0, usual: 24, most: 168 } as const;

export interface KeyFacts {
  readonly revokedAt: Date | null;
  /** Set when it was found in the open and reported. */
  readonly leakedWhere: string | null;
  readonly retiresAt: Date | null;
  readonly expiresOn: Day | null;
}

export type KeyStanding = 'live' | 'retiring' | 'retired' | 'expired' | 'revoked' | 'leaked';

export function keyStanding(key: KeyFacts, now: Date): KeyStanding {
  if (key.revokedAt !== null) return key.leakedWhere === null ? 'revoked' : 'leaked';
  if (key.retiresAt !== null && key.retiresAt <= now) return 'retired';
  if (key.expiresOn !== null && dayOf(now) > key.expiresOn) return 'expired';
  return key.retiresAt === null ? 'live' : 'retiring';
}

/** Why a key opens nothing now, or null. */
export function keyFault(key: KeyFacts, now: Date): Refusal | null {
  switch (keyStanding(key, now)) {
    case 'live':
    case 'retiring':
      return null;
    case 'retired':
      return refuse('usage.key_rotated', { on: dayOf(key.retiresAt ?? now) });
    case 'expired':
      return refuse('usage.key_expired', { on: key.expiresOn ?? '-' });
    case 'leaked':
      return refuse('usage.key_leaked', { on: dayOf(key.revokedAt ?? now) });
    case 'revoked':
      return refuse('usage.key_revoked', { on: dayOf(key.revokedAt ?? now) });
  }
}

/** What keeps a key from this use, or null. `dataset` is a code; an empty list of datasets means all of the agreement. */
export function scopeFault(
  key: { readonly scopes: readonly string[]; readonly datasets: readonly string[] },
  scope: Scope | undefined,
  dataset: string | null,
): Refusal | null {
  if (scope !== undefined && !key.scopes.includes(scope)) return refuse('usage.scope_missing', { scope });
  if (dataset !== null && key.datasets.length > 0 && !key.datasets.includes(dataset))
    return refuse('usage.key_not_for_dataset', { code: dataset });
  return null;
}
