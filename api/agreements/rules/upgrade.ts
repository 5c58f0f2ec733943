/**
 * Records of earlier shapes read as today's. What was signed stays as it is, text and hash; this only says what it means
 * where it is silent: all columns, every row, no quota, nothing passed on without consent, as the paper of then said; and
 * before the third shape the split was what the parties agreed, computed from nothing; and before the fourth the smallest
 * group was the platform's.
 */
import { agreedRatio, emptyTerms } from './terms.ts';
import type { Terms } from './terms-types.ts';

const silentBefore = {
  data: [],
  purpose: { codes: [], words: '' },
  region: { codes: [], words: '' },
  quota: emptyTerms.quota,
  sublicence: { mode: 'with_consent', words: '' },
  security_codes: [],
  audit: { days: null, words: '' },
} as const;

export function upgradeTerms(raw: unknown): Terms {
  const found = raw as Omit<Terms, 'record'> & { readonly record?: number };
  const degree = { ...found.degree, smallest_group: null };
  if (found.record === 3) return { ...found, record: 4, degree };
  if (found.record === 2) return { ...found, record: 4, degree, contribution: agreedRatio };
  if (found.record !== undefined) return found as Terms;
  return {
    ...found,
    ...silentBefore,
    record: 4,
    degree,
    contribution: agreedRatio,
    ownership: { ...found.ownership, shares: [] },
    fee: { ...found.fee, amounts: [] },
  };
}
