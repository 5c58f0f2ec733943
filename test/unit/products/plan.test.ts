import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPlan, planTerms } from '#api/products/plans-contract.ts';
import {
  type Ceiling,
  ceilingFault,
  ceilingOn,
  isFree,
  microPerFen,
  type PlanTerms,
  purposeFault,
  rateMicro,
  rateText,
  roundMicro,
  type Tier,
  termsFault,
  unitsFen,
  unitsMicro,
} from '#api/products/rules/plan.ts';

const terms = (given: object): PlanTerms => planTerms.parse(given) as PlanTerms;
const metered = (tiers: readonly { up_to?: number | null; rate_yuan: string }[]) =>
  terms({ kind: 'metered', unit: 'call', tiers });
const codeOf = (fault: { code: string } | null) => fault?.code ?? null;

const someTiers: fc.Arbitrary<Tier[]> = fc
  .record({
    ends: fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { maxLength: 6 }),
    rates: fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 7, maxLength: 7 }),
  })
  .map(({ ends, rates }) => {
    const sorted = [...ends].sort((a, b) => a - b);
    return [...sorted, null].map((up_to, at) => ({ up_to, rate_yuan: rateText(rates[at] ?? 0n) }));
  });

describe('a rate in yuan', () => {
  it('is read to a hundred-millionth and written back as it was', () => {
    expect(rateMicro('0.0035')).toBe(350_000n);
    expect(rateMicro('1')).toBe(100n * microPerFen);
    expect(rateMicro('0.00000001')).toBe(1n);
    for (const wrong of ['', '-1', '1,5', '1e3', '0.000000001', '.5', '1.', ' 1']) expect(rateMicro(wrong)).toBeNull();
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n }), (micro) => {
        expect(rateMicro(rateText(micro))).toBe(micro);
      }),
    );
  });
});

describe('a bill over tiers', () => {
  it('adds what falls into each tier and is rounded once', () => {
    const tiers = [
      { up_to: 1000, rate_yuan: '0' },
      { up_to: 10_000, rate_yuan: '0.0035' },
      { up_to: null, rate_yuan: '0.002' },
    ];
    expect(unitsFen(tiers, 0n)).toBe(0n);
    expect(unitsFen(tiers, 1000n)).toBe(0n);
    // One call at 0.35 fen is nothing yet; two are 0.7 fen and count as one.
    expect(unitsFen(tiers, 1001n)).toBe(0n);
    expect(unitsFen(tiers, 1002n)).toBe(1n);
    // 9,000 x 0.35 fen = 3,150 fen; 5,000 x 0.2 fen = 1,000 fen.
    expect(unitsFen(tiers, 15_000n)).toBe(4150n);
    expect(roundMicro(499_999n)).toBe(0n);
    expect(roundMicro(500_000n)).toBe(1n);
  });

  it('never falls with more use, has no gap, and charges each unit the rate of its tier', () => {
    fc.assert(
      fc.property(someTiers, fc.bigInt({ min: 0n, max: 200_000n }), (tiers, units) => {
        const [less, more] = [unitsMicro(tiers, units), unitsMicro(tiers, units + 1n)];
        const tier = tiers.find(({ up_to }) => up_to === null || units < BigInt(up_to));
        expect(more - less).toBe(rateMicro(tier?.rate_yuan ?? ''));
        expect(unitsFen(tiers, units + 1n)).toBeGreaterThanOrEqual(unitsFen(tiers, units));
      }),
    );
  });

  it('is off by less than half a fen from the exact sum, however many units', () => {
    fc.assert(
      fc.property(someTiers, fc.bigInt({ min: 0n, max: 10n ** 12n }), (tiers, units) => {
        const [exact, billed] = [unitsMicro(tiers, units), unitsFen(tiers, units) * microPerFen];
        expect(billed - exact).toBeLessThanOrEqual(microPerFen / 2n);
        expect(exact - billed).toBeLessThan(microPerFen / 2n);
      }),
    );
  });

  it('takes any tiers that rise without gap, and no others', () => {
    fc.assert(
      fc.property(someTiers, (tiers) => {
        const fault = codeOf(termsFault(metered(tiers), 'api', true));
        expect([null, 'products.plan_costs_nothing']).toContain(fault);
      }),
    );
    const wrong = [
      [{ up_to: 10, rate_yuan: '1' }],
      [{ rate_yuan: '1' }, { rate_yuan: '2' }],
      [{ up_to: 10, rate_yuan: '1' }, { up_to: 10, rate_yuan: '2' }, { rate_yuan: '1' }],
      [{ up_to: 10, rate_yuan: '1' }, { up_to: 5, rate_yuan: '2' }, { rate_yuan: '1' }],
    ];
    for (const tiers of wrong) expect(codeOf(termsFault(metered(tiers), 'api', true))).toBe('products.tiers_with_gap');
    const bad = { kind: 'metered', unit: 'call', trial: null, calls_per_month: null } as const;
    const tiers = [{ up_to: null, rate_yuan: 'x' }];
    expect(codeOf(termsFault({ ...bad, tiers }, 'api', true))).toBe('products.bad_rate');
    expect(newPlan.safeParse({ name: 'x', terms: { ...bad, tiers } }).success).toBe(false);
  });
});

describe('a plan', () => {
  it('that is paid for costs something, and is counted only at the gateway', () => {
    const pack = terms({ kind: 'pack', amount_fen: '5000', calls: 1000, days: 365 });
    expect(termsFault(pack, 'api', true)).toBeNull();
    expect(codeOf(termsFault(pack, 'dataset', false))).toBe('products.plan_not_counted');
    expect(codeOf(termsFault(terms({ kind: 'pack', amount_fen: '0', calls: 1, days: 1 }), 'api', true))).toBe(
      'products.plan_costs_nothing',
    );
    expect(codeOf(termsFault(terms({ kind: 'period', unit: 'month', amount_fen: '0' }), 'dataset', false))).toBe(
      'products.plan_costs_nothing',
    );
    expect(codeOf(termsFault(metered([{ rate_yuan: '0' }]), 'api', true))).toBe('products.plan_costs_nothing');
    expect(termsFault(terms({ kind: 'one_off', amount_fen: '0' }), 'dataset', false)).toBeNull();
    expect(isFree(terms({ kind: 'free' }))).toBe(true);
  });

  it('serves the public good free, and the free plan nothing else', () => {
    const paid = terms({ kind: 'one_off', amount_fen: '1' });
    const free = terms({ kind: 'free' });
    expect(codeOf(purposeFault(paid, 'public_interest', '防汛值守'))).toBe('products.public_interest_is_free');
    expect(purposeFault(paid, 'industry', null)).toBeNull();
    expect(purposeFault(paid, null, null)).toBeNull();
    expect(codeOf(purposeFault(free, null, null))).toBe('products.purpose_to_declare');
    expect(codeOf(purposeFault(free, 'industry', '销售'))).toBe('products.purpose_to_declare');
    expect(codeOf(purposeFault(free, 'public_interest', null))).toBe('products.purpose_to_declare');
    expect(purposeFault(free, 'public_interest', '防汛值守')).toBeNull();
  });
});

describe('a ceiling (Fagai Jiage [2025] No. 65)', () => {
  const ceiling = (over: Partial<Ceiling> = {}): Ceiling => ({
    basis: 'call',
    ceilingMicro: rateMicro('0.05') ?? 0n,
    documentNo: '晋发改价〔2026〕7号',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    ...over,
  });
  const day = '2026-06-01';
  const pack = (amount_fen: string, calls: number) => terms({ kind: 'pack', amount_fen, calls, days: 30 });

  it('is kept exactly, also where a pack does not divide', () => {
    // 1,000 calls at 5 fen.
    expect(ceilingFault(pack('5000', 1000), [ceiling()], true, day)).toBeNull();
    expect(codeOf(ceilingFault(pack('5001', 1000), [ceiling()], true, day))).toBe('products.price_above_ceiling');
    expect(ceilingFault(pack('4999', 1000), [ceiling()], true, day)).toBeNull();
    // The dearest tier counts, however far out it is.
    const tiers = [{ up_to: 10, rate_yuan: '0.01' }, { rate_yuan: '0.05000001' }];
    expect(codeOf(ceilingFault(metered(tiers), [ceiling()], true, day))).toBe('products.price_above_ceiling');
  });

  it('has to be there where one is needed, for the same basis and day', () => {
    expect(codeOf(ceilingFault(pack('1', 1), [], true, day))).toBe('products.no_ceiling');
    expect(ceilingFault(pack('1', 1), [], false, day)).toBeNull();
    expect(codeOf(ceilingFault(pack('1', 1), [ceiling()], true, '2027-01-01'))).toBe('products.no_ceiling');
    expect(codeOf(ceilingFault(pack('1', 1), [ceiling({ basis: 'month' })], true, day))).toBe('products.no_ceiling');
    expect(ceilingFault(terms({ kind: 'free' }), [], true, day)).toBeNull();
    // One that was filed where none is needed still binds.
    expect(codeOf(ceilingFault(pack('9000', 1000), [ceiling()], false, day))).toBe('products.price_above_ceiling');
  });

  it('is the newest filed of those in force', () => {
    const newer = ceiling({ ceilingMicro: 1n, validFrom: '2026-05-01', documentNo: '新' });
    expect(ceilingOn([newer, ceiling()], 'call', day)?.documentNo).toBe('新');
    expect(ceilingOn([newer, ceiling()], 'call', '2026-04-30')?.documentNo).toBe('晋发改价〔2026〕7号');
  });
});
