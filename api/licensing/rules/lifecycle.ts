/** The seven on-line steps of Article 7 as a lifecycle. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { ApplicationState, Ball, OnlineStep } from './codes.ts';

const applicant = 'developer';
const agency = 'agency';

const talk = (state: ApplicationState) =>
  ({
    ask: { to: state, event: 'licensing.ask', by: applicant },
    answer: { to: state, event: 'licensing.answer', by: agency },
  }) as const;
const withdraw = { to: 'withdrawn', event: 'licensing.withdraw', by: applicant } as const;

export const applicationLifecycle = defineLifecycle<ApplicationState>({
  consulting: {
    ...talk('consulting'),
    save: { to: 'consulting', event: 'licensing.save', by: applicant },
    apply: { to: 'applied', event: 'licensing.apply', by: applicant },
    withdraw,
  },
  drafting: {
    ask: { to: 'consulting', event: 'licensing.ask', by: applicant },
    save: { to: 'drafting', event: 'licensing.save', by: applicant },
    apply: { to: 'applied', event: 'licensing.apply', by: applicant },
    withdraw,
  },
  applied: {
    accept: { to: 'accepted', event: 'licensing.accept', by: agency },
    supplement: { to: 'supplementing', event: 'licensing.supplement', by: agency },
    ...talk('applied'),
    withdraw,
  },
  supplementing: {
    save: { to: 'supplementing', event: 'licensing.save', by: applicant },
    resubmit: { to: 'applied', event: 'licensing.resubmit', by: applicant },
    ...talk('supplementing'),
    withdraw,
  },
  accepted: {
    review: { to: 'reviewing', event: 'licensing.review', by: agency },
    ...talk('accepted'),
    withdraw,
  },
  reviewing: {
    approve: { to: 'approved', event: 'licensing.approve', by: agency },
    refuse: { to: 'refused', event: 'licensing.refuse', by: agency },
    ...talk('reviewing'),
    withdraw,
  },
  approved: {
    charge: { to: 'charging', event: 'licensing.charge', by: agency },
    ...talk('approved'),
    withdraw,
  },
  charging: {
    confirm_fee: { to: 'charging', event: 'licensing.confirm_fee', by: 'finance bureau' },
    certify: { to: 'certified', event: 'licensing.certify', by: agency },
    ...talk('charging'),
  },
  certified: talk('certified'),
  refused: {},
  withdrawn: {},
});

/** Which of the seven steps a state belongs to. */
export const stepOf: Readonly<Record<ApplicationState, OnlineStep>> = {
  consulting: 'consult',
  drafting: 'apply',
  applied: 'apply',
  supplementing: 'apply',
  accepted: 'accept',
  reviewing: 'review',
  approved: 'decide',
  refused: 'decide',
  charging: 'charge',
  certified: 'certify',
  withdrawn: 'apply',
};

export interface BallFacts {
  readonly state: ApplicationState;
  readonly feeFen: bigint | null;
  readonly feeReceiptNo: string | null;
  /** The last word in a consultation: who spoke. */
  readonly lastTalk: 'ask' | 'answer' | null;
}

export function feeIsSettled(fee: Pick<BallFacts, 'feeFen' | 'feeReceiptNo'>): boolean {
  return fee.feeFen === 0n || (fee.feeFen !== null && fee.feeReceiptNo !== null);
}

/** Who has to act next. */
export function ballOf(facts: BallFacts): Ball {
  switch (facts.state) {
    case 'consulting':
      return facts.lastTalk === 'ask' ? 'agency' : 'applicant';
    case 'drafting':
    case 'supplementing':
      return 'applicant';
    case 'charging':
      return feeIsSettled(facts) ? 'agency' : 'finance';
    case 'certified':
    case 'refused':
    case 'withdrawn':
      return 'nobody';
    default:
      return 'agency';
  }
}
