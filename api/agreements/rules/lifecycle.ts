/** From draft to the end of the term (Articles 19, 20). Nothing is delivered before the filing is accepted. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { AgreementBall, AgreementState, FilingState } from './codes.ts';

const agency = 'agency';
const developer = 'developer';
const department = 'information department';
const either = 'agency or developer';
const keepers = 'agency or information department';
const clock = 'the clock';

const terminate = { to: 'terminated', event: 'agreements.terminate', by: either } as const;

export const agreementLifecycle = defineLifecycle<AgreementState>({
  draft: {
    save: { to: 'draft', event: 'agreements.save', by: agency },
    merge: { to: 'draft', event: 'agreements.decide_proposal', by: either },
    offer: { to: 'offered', event: 'agreements.offer', by: agency },
    terminate,
  },
  offered: {
    sign: { to: 'offered', event: 'agreements.sign', by: developer },
    complete: { to: 'signed', event: 'agreements.complete', by: agency },
    return: { to: 'draft', event: 'agreements.return', by: developer },
    revise: { to: 'draft', event: 'agreements.revise', by: agency },
    terminate,
  },
  signed: {
    file: { to: 'filing', event: 'agreements.file', by: agency },
    revise: { to: 'draft', event: 'agreements.revise', by: agency },
    terminate,
  },
  filing: {
    accept: { to: 'active', event: 'agreements.accept', by: department },
    supplement: { to: 'filing', event: 'agreements.supplement', by: department },
    resubmit: { to: 'filing', event: 'agreements.resubmit', by: agency },
    refuse: { to: 'signed', event: 'agreements.refuse', by: department },
  },
  active: {
    amend: { to: 'active', event: 'agreements.govern', by: clock },
    suspend: { to: 'suspended', event: 'agreements.suspend', by: keepers },
    expire: { to: 'expired', event: 'agreements.expire', by: clock },
    end: { to: 'terminated', event: 'agreements.terminate', by: either },
  },
  suspended: {
    amend: { to: 'suspended', event: 'agreements.govern', by: clock },
    lift: { to: 'active', event: 'agreements.lift', by: keepers },
    expire: { to: 'expired', event: 'agreements.expire', by: clock },
    end: { to: 'terminated', event: 'agreements.terminate', by: either },
  },
  expired: {},
  terminated: {},
});

export const filingLifecycle = defineLifecycle<FilingState>({
  submitted: {
    accept: { to: 'accepted', event: 'agreements.accept', by: department },
    supplement: { to: 'supplement', event: 'agreements.supplement', by: department },
    refuse: { to: 'refused', event: 'agreements.refuse', by: department },
  },
  supplement: { resubmit: { to: 'submitted', event: 'agreements.resubmit', by: agency } },
  accepted: {},
  refused: {},
});

/** Who has to act next. */
export function ballOf(state: AgreementState, developerSigned: boolean, filing: FilingState | null): AgreementBall {
  switch (state) {
    case 'draft':
    case 'signed':
      return 'agency';
    case 'offered':
      return developerSigned ? 'agency' : 'developer';
    case 'filing':
      return filing === 'supplement' ? 'agency' : 'department';
    default:
      return 'nobody';
  }
}
