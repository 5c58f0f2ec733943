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
const authority = 'information department';
const moreTime = (state: ApplicationState) =>
  ({
    ask_extension: { to: state, event: 'licensing.ask_extension', by: agency },
    decide_extension: { to: state, event: 'licensing.decide_extension', by: authority },
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
    ...moreTime('applied'),
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
    ...moreTime('accepted'),
    ...talk('accepted'),
    withdraw,
  },
  reviewing: {
    approve: { to: 'approved', event: 'licensing.approve', by: agency },
    refuse: { to: 'refused', event: 'licensing.refuse', by: agency },
    pause: { to: 'reviewing', event: 'licensing.pause', by: agency },
    resume: { to: 'reviewing', event: 'licensing.resume', by: agency },
    ...moreTime('reviewing'),
    propose_plan: { to: 'reviewing', event: 'licensing.propose_plan', by: 'either side' },
    confirm_plan: { to: 'reviewing', event: 'licensing.confirm_plan', by: 'the other side' },
    publish_notice: { to: 'reviewing', event: 'licensing.publish_notice', by: agency },
    record_award: { to: 'reviewing', event: 'licensing.record_award', by: authority },
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
  certified: {
    reissue: { to: 'certified', event: 'licensing.reissue', by: agency },
    mark_certificate: { to: 'certified', event: 'licensing.mark_certificate', by: agency },
    ...talk('certified'),
  },
  refused: {
    object: { to: 'refused', event: 'licensing.object', by: applicant },
    answer_objection: { to: 'refused', event: 'licensing.answer_objection', by: authority },
    reopen: { to: 'reviewing', event: 'licensing.reopen', by: authority },
  },
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
  /** A plan of the agency's that the applicant has not confirmed. */
  readonly planWaits?: boolean;
  /** An objection that an authority has not answered. */
  readonly objected?: boolean;
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
    case 'reviewing':
      return facts.planWaits === true ? 'applicant' : 'agency';
    case 'refused':
      return facts.objected === true ? 'department' : 'nobody';
    case 'certified':
    case 'withdrawn':
      return 'nobody';
    default:
      return 'agency';
  }
}
