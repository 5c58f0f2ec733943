import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseOf, refundWindowOver } from '#api/checkout/rules/events.ts';
import { type Fact, factKinds, fold } from '#api/checkout/rules/fold.ts';
import { minorUnits } from '#api/ports/payments/stripe-read.ts';

const fact = (kind: Fact['kind'], objectId: string, amountFen: bigint, feeFen = 0n): Fact => ({
  key: `stripe:${objectId}:${kind}`,
  kind,
  objectId,
  amountFen,
  feeFen,
});

const facts = fc.array(
  fc.record({
    kind: fc.constantFrom(...factKinds),
    objectId: fc.constantFrom('re_1', 're_2', 'dp_1', 'pi_1', 'txn_1'),
    amountFen: fc.bigInt({ min: 1n, max: 10n ** 10n }),
    feeFen: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  }),
);
/** A fact is the same however often it is told: what is told twice says the same. */
const told = facts.map((list) => {
  const byKey = new Map(
    list.map((one) => fact(one.kind, one.objectId, one.amountFen, one.feeFen)).map((one) => [one.key, one]),
  );
  return [...byKey.values()];
});

describe('the fold over facts', () => {
  it('does not depend on their order or on how often they are told', () => {
    fc.assert(
      fc.property(
        told.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
        ),
        ([list, shuffled]) => {
          expect(fold(shuffled)).toEqual(fold(list));
        },
      ),
    );
  });

  it('leaves in the balance what came less what went', () => {
    const list = [
      fact('payment.succeeded', 'pi_1', 100_000n),
      fact('fee', 'txn_1', 0n, 3_635n),
      fact('refund.succeeded', 're_1', 25_000n),
      fact('refund.succeeded', 're_2', 5_000n),
      fact('refund.failed', 're_2', 5_000n),
      fact('dispute.withdrawn', 'dp_1', 75_000n, 11_500n),
    ];
    expect(fold(list)).toEqual({
      receivedFen: 100_000n,
      unmatchedFen: 0n,
      feesFen: 15_135n,
      refundedFen: 25_000n,
      disputedFen: 75_000n,
      lostFen: 0n,
      transferredFen: 0n,
      balanceFen: 100_000n - 15_135n - 25_000n - 75_000n,
    });
    const sent = [...list, fact('transfer.made', 'tr_1', 40_000n), fact('transfer.reversed', 'trr_1', 15_000n)];
    expect(fold(sent)).toMatchObject({
      transferredFen: 25_000n,
      balanceFen: 100_000n - 15_135n - 25_000n - 75_000n - 25_000n,
    });
    expect(fold([...list, fact('dispute.lost', 'dp_1', 75_000n)]).disputedFen).toBe(0n);
  });
});

describe('events', () => {
  it('are followed, known to be harmless, or nobody’s guess', () => {
    expect(courseOf('checkout.session.async_payment_failed')).toBe('page');
    expect(courseOf('charge.dispute.funds_withdrawn')).toBe('payment');
    expect(courseOf('customer.created')).toBe('harmless');
    expect(courseOf('payout.paid')).toBe('payout');
    for (const odd of ['checkout.session.completed2', 'xcharge.refunded', 'payment_intent', '', 'v1.charge.refunded'])
      expect(courseOf(odd)).toBe('unknown');
  });

  it('case 29: wallets take money back for their days, cards without end', () => {
    const paid = new Date('2026-01-01T00:00:00Z');
    const later = (days: number, ms = 0) => new Date(paid.getTime() + days * 86_400_000 + ms);
    expect([refundWindowOver('alipay', paid, later(90)), refundWindowOver('alipay', paid, later(90, 1))]).toEqual([
      false,
      true,
    ]);
    expect([
      refundWindowOver('wechat_pay', paid, later(180)),
      refundWindowOver('wechat_pay', paid, later(180, 1)),
    ]).toEqual([false, true]);
    expect(refundWindowOver('card', paid, later(4000))).toBe(false);
  });

  it('amounts beyond JSON numbers are refused, not rounded', () => {
    expect(minorUnits(99_999_999n)).toBe(99_999_999);
    expect(() => minorUnits(2n ** 53n)).toThrow(RangeError);
  });
});
