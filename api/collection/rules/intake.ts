/** Whether an item may be collected of a subject, and what is wrong with it when it was. */
import { within } from '#api/kernel/regions.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import type { ConsentKind, Frequency, IntakeFault } from './codes.ts';

export interface ApprovedItem {
  readonly basisKind: string;
  readonly frequency: string;
  readonly regions: readonly string[];
  /** Of the agency. */
  readonly regionCode: string;
  readonly exceptionGranted: boolean;
}

export interface Question {
  /** Null where nothing is approved under the number for this agency. */
  readonly item: ApprovedItem | null;
  readonly region: string;
  readonly today: Day;
  /** The newest word of the subject about the item. */
  readonly consent: ConsentKind | null;
  /** Days on which this agency asked the subject for it before, the newest first. */
  readonly before: readonly Day[];
  /** Whether another agency asked the subject for the same within the term of the region. */
  readonly elsewhere: boolean;
}

export function faultsOf(asked: Question): IntakeFault[] {
  const { item, consent } = asked;
  if (item === null) return ['not_approved'];
  const faults: IntakeFault[] = [];
  if (item.basisKind === 'consent' && consent !== 'given')
    faults.push(consent === null ? 'no_consent' : consent === 'refused' ? 'refused' : 'withdrawn');
  const regions = item.regions.length === 0 ? [item.regionCode] : item.regions;
  if (!regions.some((one) => within(asked.region, one))) faults.push('region');
  if (asked.before.some((day) => tooSoon(item.frequency as Frequency, day, asked.today))) faults.push('frequency');
  // Two of the department found a reason for asking the same again.
  if (asked.elsewhere && !item.exceptionGranted) faults.push('asked_elsewhere');
  return faults;
}

/** Asked again within the period that was approved. */
export function tooSoon(frequency: Frequency, before: Day, today: Day): boolean {
  switch (frequency) {
    case 'once':
      return true;
    case 'yearly':
      return before.slice(0, 4) === today.slice(0, 4);
    case 'quarterly':
      return before.slice(0, 4) === today.slice(0, 4) && quarter(before) === quarter(today);
    case 'monthly':
      return before.slice(0, 7) === today.slice(0, 7);
    case 'daily':
      return before === today;
    default:
      return false;
  }
}

const quarter = (day: Day): number => Math.floor((Number(day.slice(5, 7)) - 1) / 3);

export interface CaseFacts {
  readonly outcome: string;
  readonly reason: string | null;
  readonly openedOn: Day;
  readonly dueOn: Day;
  /** Day of the newest refusal or withdrawal of its subject towards this agency; null where there is none. */
  readonly refusedOn: Day | null;
}

/**
 * Not served because of a refusal (Article 27, circumstance 2): closed with that as its reason; closed or suspended after one
 * without a lawful reason; or left lying after one beyond its promised time.
 */
export function notServed(facts: CaseFacts, today: Day): 'reason' | 'no_lawful_reason' | 'idle' | null {
  const { outcome, reason, refusedOn } = facts;
  const stopped = outcome === 'not_accepted' || outcome === 'returned' || outcome === 'suspended';
  if (stopped && reason === 'consent_refused') return 'reason';
  // A refusal long before the case began has nothing to do with it.
  if (refusedOn === null || refusedOn < addDays(facts.openedOn, -30)) return null;
  if (stopped && reason === null) return 'no_lawful_reason';
  return (outcome === 'open' || (outcome === 'suspended' && reason === null)) && facts.dueOn < today ? 'idle' : null;
}
