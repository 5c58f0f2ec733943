/** The life of an application for targeted opening. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { CaseAction, CaseState } from './codes.ts';

const by = { applicant: 'applicant', agency: 'agency', system: 'system' } as const;
type Doer = keyof typeof by;
const to = <S extends CaseState>(state: S, action: CaseAction, who: Doer) =>
  ({ to: state, event: `targeted.${action}`, by: by[who] }) as const;

const papers = (state: CaseState) =>
  ({
    save: to(state, 'save', 'applicant'),
    add_proof: to(state, 'add_proof', 'applicant'),
    remove_proof: to(state, 'remove_proof', 'applicant'),
  }) as const;
const withdraw = to('withdrawn', 'withdraw', 'applicant');
const ends = { revoke: to('revoked', 'revoke', 'agency'), expire: to('expired', 'expire', 'system') } as const;

export const caseLifecycle = defineLifecycle<CaseState>({
  drafting: { ...papers('drafting'), file: to('filed', 'file', 'applicant'), withdraw },
  filed: {
    verify: to('verified', 'verify', 'agency'),
    reject: to('refused', 'reject', 'agency'),
    supplement: to('supplementing', 'supplement', 'agency'),
    extend: to('filed', 'extend', 'agency'),
    withdraw,
  },
  supplementing: { ...papers('supplementing'), resubmit: to('filed', 'resubmit', 'applicant'), withdraw },
  verified: {
    grant: to('granted', 'grant', 'agency'),
    refuse: to('refused', 'refuse', 'agency'),
    consult: to('consulting', 'consult', 'agency'),
    extend: to('verified', 'extend', 'agency'),
    withdraw,
  },
  consulting: { opinion: to('verified', 'opinion', 'agency'), withdraw },
  granted: { deliver: to('delivered', 'deliver', 'applicant'), ...ends },
  delivered: { deliver: to('delivered', 'deliver', 'applicant'), ...ends },
  refused: {},
  withdrawn: {},
  expired: {},
  revoked: {},
});
