/** The truth about a payment, folded from its facts: whatever their order, and however often one is told. */

export const factKinds = [
  'payment.succeeded',
  'payment.unmatched',
  'fee',
  'refund.succeeded',
  'refund.failed',
  'dispute.withdrawn',
  'dispute.reinstated',
  'dispute.lost',
  'transfer.made',
  'transfer.reversed',
] as const;
export type FactKind = (typeof factKinds)[number];

export interface Fact {
  /** One thing that happened, one key: `stripe:pi_…:succeeded`. */
  readonly key: string;
  readonly kind: FactKind;
  /** The payment, refund, dispute or movement it is about. */
  readonly objectId: string;
  readonly amountFen: bigint;
  readonly feeFen: bigint;
}

export interface Standing {
  readonly receivedFen: bigint;
  readonly unmatchedFen: bigint;
  readonly feesFen: bigint;
  readonly refundedFen: bigint;
  /** Held back by disputes that are not decided. */
  readonly disputedFen: bigint;
  readonly lostFen: bigint;
  /** Transferred to developers' accounts, less what came back. */
  readonly transferredFen: bigint;
  /** What all of it leaves in the balance at the provider. */
  readonly balanceFen: bigint;
}

export function fold(told: Iterable<Fact>): Standing {
  const facts = [...new Map([...told].map((fact) => [fact.key, fact])).values()];
  const failed = new Set(facts.flatMap((one) => (one.kind === 'refund.failed' ? [one.objectId] : [])));
  const sum = (kind: FactKind, of: (fact: Fact) => bigint = (fact) => fact.amountFen) =>
    facts.reduce((total, fact) => (fact.kind === kind ? total + of(fact) : total), 0n);
  const receivedFen = sum('payment.succeeded');
  const unmatchedFen = sum('payment.unmatched');
  const feesFen = sum('fee', (fact) => fact.feeFen);
  // A refund may fail days after it succeeded: then the money is back.
  const refundedFen = sum('refund.succeeded', (fact) => (failed.has(fact.objectId) ? 0n : fact.amountFen));
  const withdrawn = sum('dispute.withdrawn');
  const reinstated = sum('dispute.reinstated');
  const lostFen = sum('dispute.lost');
  const transferredFen = sum('transfer.made') - sum('transfer.reversed');
  const disputeFees = sum('dispute.withdrawn', (f) => f.feeFen) + sum('dispute.reinstated', (f) => f.feeFen);
  return {
    receivedFen,
    unmatchedFen,
    feesFen: feesFen + disputeFees,
    refundedFen,
    disputedFen: withdrawn - reinstated - lostFen,
    lostFen,
    transferredFen,
    balanceFen:
      receivedFen + unmatchedFen - feesFen - disputeFees - refundedFen - withdrawn + reinstated - transferredFen,
  };
}
