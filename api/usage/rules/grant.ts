/** May this key (or this person) be given that dataset, now? Asked before every delivery, and again while it is logged. */
import { type Standing, standingOn, type TermFacts } from '#api/agreements/rules/in-force.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import type { Day } from '#api/kernel/time.ts';
import { refuse } from './refusals.ts';

/** What a key opens: one agreement's datasets, for the organisation that holds it. */
export interface Grant {
  readonly keyId: string;
  readonly agreementId: string;
  readonly organizationId: string;
  /** Codes of the datasets the key is limited to; empty or absent: all of the agreement. */
  readonly datasets?: readonly string[];
}

export interface AgreementFacts extends TermFacts {
  readonly no: string;
}

/** What keeps an agreement from carrying a delivery on a day, or null. */
export function standingFault(agreement: AgreementFacts, day: Day): Refusal | null {
  const standing: Standing = standingOn(agreement, day);
  switch (standing) {
    case 'in_force':
      return null;
    case 'over':
      return refuse('usage.term_over', { no: agreement.no, to: agreement.effectiveTo ?? '-' });
    case 'not_yet':
      return refuse('usage.term_not_begun', { no: agreement.no, from: agreement.effectiveFrom ?? '-' });
    case 'suspended':
      return refuse('usage.suspended', { no: agreement.no });
    case 'not_active':
      return refuse('usage.not_in_force', { no: agreement.no });
  }
}
