/** A proposal of one side in the first negotiation: the other decides it clause by clause. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { ProposalState } from './draft-codes.ts';

const proposer = 'the side that proposed it';
const other = 'the other side';

export const proposalLifecycle = defineLifecycle<ProposalState>({
  open: {
    accept: { to: 'open', event: 'agreements.decide_proposal', by: other },
    decline: { to: 'open', event: 'agreements.decide_proposal', by: other },
    settle: { to: 'settled', event: 'agreements.decide_proposal', by: other },
    withdraw: { to: 'withdrawn', event: 'agreements.withdraw_proposal', by: proposer },
    replace: { to: 'replaced', event: 'agreements.propose_terms', by: proposer },
    lapse: { to: 'lapsed', event: 'agreements.offer', by: 'agency' },
  },
  settled: {},
  withdrawn: {},
  replaced: {},
  lapsed: {},
});
