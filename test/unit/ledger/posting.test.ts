import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '#api/kernel/refusal.ts';
import {
  accountKinds,
  accountOf,
  cashBank,
  heldOrders,
  payDeveloper,
  payOperator,
  payTreasury,
  transitTreasury,
} from '#api/ledger/rules/accounts.ts';
import { canonicalPosting, checkLines, type Line, reversed } from '#api/ledger/rules/posting.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('the chart of accounts', () => {
  it('reads every account back from its name', () => {
    for (const spec of [
      cashBank,
      heldOrders,
      payTreasury('140000'),
      transitTreasury('140100'),
      payDeveloper('org_1'),
      payOperator('org_2'),
    ]) {
      expect(accountOf(spec.id)).toEqual(spec);
    }
  });

  it('has no account for an agency, and no name that could mean one', () => {
    expect(accountKinds.filter((kind) => kind.includes('agency'))).toEqual([]);
    for (const name of [
      'pay:agency:org_1',
      'cash:agency:org_1',
      'agency',
      'agency:org_1',
      'pay:agency',
      'pay:treasury:a:agency',
    ]) {
      expect(codeOf(() => accountOf(name))).toBe('ledger.not_in_chart');
    }
  });

  it('takes no owner where there is none, and wants one where there is', () => {
    for (const name of [
      'held:orders:x',
      'pay:treasury',
      'pay:treasury:',
      'pay:developer:a b',
      'toString:x',
      'cash',
      '',
    ]) {
      expect(codeOf(() => accountOf(name))).toBe('ledger.not_in_chart');
    }
  });
});

describe('a posting', () => {
  const lines = (...amounts: bigint[]): Line[] =>
    amounts.map((amount_fen, i) => ({ account: i % 2 === 0 ? cashBank : heldOrders, amount_fen }));

  it('balances with two lines or more', () => {
    expect(codeOf(() => checkLines(lines(5n, -5n)))).toBe('accepted');
    expect(codeOf(() => checkLines(lines(5n, -4n)))).toBe('ledger.unbalanced');
    expect(codeOf(() => checkLines(lines(5n)))).toBe('ledger.unbalanced');
    expect(codeOf(() => checkLines([]))).toBe('ledger.unbalanced');
    expect(codeOf(() => checkLines(lines(0n, 0n)))).toBe('ledger.zero_line');
  });

  it('has one canonical text however its lines are ordered, and another when anything in them differs', () => {
    const line = fc.record({
      account: fc.constantFrom(cashBank, heldOrders, payTreasury('140000'), payDeveloper('org_1')),
      amount_fen: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).filter((n) => n !== 0n),
    });
    const text = (of: readonly Line[]) =>
      canonicalPosting({ kind: 'k', key: 'x', effectiveAt: new Date(0), lines: of });
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 8 }), fc.nat(), (some, seed) => {
        const shuffled = [...some].sort(
          (a, b) => ((Number(a.amount_fen % 97n) * seed) % 7) - ((Number(b.amount_fen % 89n) * seed) % 5),
        );
        expect(text(shuffled)).toBe(text(some));
        const changed = some.map((one, i) => (i === 0 ? { ...one, amount_fen: one.amount_fen * 3n } : one));
        expect(text(changed)).not.toBe(text(some));
        expect(text(reversed(reversed(some)))).toBe(text(some));
      }),
    );
  });
});
