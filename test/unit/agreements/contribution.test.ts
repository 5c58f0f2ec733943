/** The method by which the split is found, as it is signed: what it gives, what keeps it from being signed, how it is read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsShape } from '#api/agreements/contract.ts';
import {
  computedShares,
  contributionFault,
  meteredShares,
  withComputedShares,
} from '#api/agreements/rules/contribution.ts';
import { termsDiff } from '#api/agreements/rules/diff.ts';
import { unknownIn } from '#api/agreements/rules/policy.ts';
import { agreedRatio, emptyTerms, missingTerms, type Terms } from '#api/agreements/rules/terms.ts';
import { upgradeTerms } from '#api/agreements/rules/upgrade.ts';
import { contributionText } from '#api/agreements/template.ts';
import { coalitionsOf, contributionOf, termsForm } from '#app/present/terms-form.ts';

const split = (treasury: number | null, developer: number | null) => [
  { party: 'treasury', ppm: treasury },
  { party: 'developer', ppm: developer },
];
const cost = (party: string, fen: string, evidence = '审计报告 2026-1') => ({
  party,
  collection_fen: fen,
  governance_fen: '0',
  storage_fen: '0',
  processing_fen: '0',
  sale_fen: '0',
  evidence,
});
const terms = (contribution: Partial<Terms['contribution']>, shares = split(null, null)): Terms => ({
  ...emptyTerms,
  shares,
  contribution: { ...agreedRatio, ...contribution },
});
const usage = terms(
  {
    method: 'usage',
    costs: [cost('developer', '300000')],
    metering: { measure: 'rows', thousand_fen: '100', floor_ppm: 200_000, cap_ppm: 600_000 },
  },
  split(300_000, 700_000),
);

describe('a record of before', () => {
  it('means an agreed ratio, and today’s record is known to the gateway', () => {
    const { contribution: _none, ...before } = emptyTerms;
    const read = upgradeTerms({ ...before, record: 2 });
    expect(read.contribution).toEqual(agreedRatio);
    expect(read.record).toBe(4);
    expect(unknownIn(read)).toEqual([]);
    expect(upgradeTerms(read)).toBe(read);
    expect(contributionFault({ ...read, shares: split(300_000, 700_000) })).toBeNull();
    expect(termsShape.parse({ shares: [] }).contribution).toEqual(agreedRatio);
    expect(termsShape.safeParse({ shares: [], contribution: { method: 'agreed', cap: 1 } }).success).toBe(false);
  });
});

describe('methods that give the shares', () => {
  it('cost: in proportion to what each spent, with evidence', () => {
    const given = terms({ method: 'cost', costs: [cost('treasury', '100'), cost('developer', '200')] });
    const saved = withComputedShares(given);
    expect(saved.shares).toEqual(split(333_333, 666_667));
    expect(contributionFault(saved)).toBeNull();
    expect(contributionFault(given)?.code).toBe('agreement.contribution_differs');
    expect(contributionFault({ ...saved, shares: split(333_334, 666_666) })?.code).toBe(
      'agreement.contribution_differs',
    );
    const blank = terms(
      { method: 'cost', costs: [cost('treasury', '1', ''), cost('developer', '1')] },
      split(500_000, 500_000),
    );
    expect(contributionFault(blank)).toMatchObject({ code: 'agreement.contribution_incomplete' });
    expect(contributionText(saved)).toContain('采集 1.00 元（依据：审计报告 2026-1）');
  });

  it('scoring and Shapley: the vector of the brief, and what is missing is named, never zero', () => {
    const scored = withComputedShares(
      terms({
        method: 'scoring',
        words: '2026 年 10 月专家组评分表',
        criteria: [
          {
            code: 'quality',
            weight: 60,
            points: [
              { party: 'treasury', points: 90 },
              { party: 'developer', points: 30 },
            ],
          },
          {
            code: 'market',
            weight: 40,
            points: [
              { party: 'treasury', points: 0 },
              { party: 'developer', points: 100 },
            ],
          },
        ],
      }),
    );
    expect(scored.shares).toEqual(split(482_143, 517_857));
    expect(contributionFault(scored)).toBeNull();
    const worth = {
      treasury: '3000',
      developer: '0',
      operator: '0',
      'developer+treasury': '6000',
      'operator+treasury': '5000',
      'developer+operator': '1000',
      'developer+operator+treasury': '10000',
    };
    const three = [...split(null, null), { party: 'operator', ppm: null }];
    const coalitions = Object.entries(worth).map(([code, value_fen]) => ({ code, value_fen }));
    const valued = withComputedShares(terms({ method: 'shapley', coalitions, values: 'measured' }, three));
    expect(valued.shares.map((one) => one.ppm)).toEqual([583_333, 233_334, 183_333]);
    expect(contributionFault(valued)).toBeNull();
    const gap = terms({ method: 'shapley', coalitions: coalitions.slice(1), values: 'measured' }, three);
    expect(withComputedShares(gap)).toBe(gap);
    expect(contributionFault(gap)?.sentence('en')).toContain('coalition is missing');
    expect(missingTerms(gap).map((one) => one.clause)).toContain('contribution');
    expect(contributionFault({ ...valued, contribution: { ...valued.contribution, values: '' } })).not.toBeNull();
    expect(termsDiff(gap, valued).map((one) => one.path)).toContain('contribution.coalitions[treasury].value_fen');
  });

  it('row 14: the order in which parties, costs and coalitions stand changes nothing', () => {
    const parties = ['developer', 'operator', 'treasury'];
    const given = fc.tuple(
      fc.shuffledSubarray(parties, { minLength: 3 }),
      fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 3, maxLength: 3 }),
    );
    fc.assert(
      fc.property(given, ([order, amounts]) => {
        fc.pre(amounts.some((one) => one > 0));
        const costs = parties.map((party, i) => cost(party, String(amounts[i])));
        const straight = computedShares({ ...agreedRatio, method: 'cost', costs }, parties);
        const turned = computedShares({ ...agreedRatio, method: 'cost', costs: [...costs].reverse() }, order);
        expect(turned).toEqual(straight);
        expect(straight?.reduce((sum, one) => sum + one.ppm, 0)).toBe(1_000_000);
      }),
      { numRuns: 100 },
    );
  });
});

describe('metered usage', () => {
  const base = [
    { party: 'treasury', ppm: 300_000 },
    { party: 'developer', ppm: 700_000 },
  ];
  it('is the signed ratio without metering, and stays between floor and cap with it', () => {
    expect(contributionFault(usage)).toBeNull();
    const at = (units: bigint) => meteredShares(usage.contribution, base, units).map((one) => one.ppm);
    expect(at(0n)).toEqual([300_000, 700_000]);
    expect(at(1n)).toEqual([200_000, 800_000]);
    // 3,000,000 rows at 1 yuan a thousand are 3,000 yuan, as much as the developer spends.
    expect(at(3_000_000n)).toEqual([500_000, 500_000]);
    expect(at(10n ** 12n)).toEqual([600_000, 400_000]);
  });
  it('names what is missing', () => {
    const without = (over: object) =>
      contributionFault(terms({ ...usage.contribution, ...over }, split(300_000, 700_000)))?.code;
    const metering = usage.contribution.metering;
    for (const broken of [
      { costs: [] },
      { metering: { ...metering, floor_ppm: 0 } },
      { metering: { ...metering, cap_ppm: 100_000 } },
      { metering: { ...metering, thousand_fen: null } },
      { metering: { ...metering, measure: '' } },
    ])
      expect(without(broken)).toBe('agreement.contribution_incomplete');
    expect(contributionText(usage)).toContain('不低于 20%，不高于 60%');
  });
  it('always sums to the whole, with a government part', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 14n), fc.integer({ min: 1, max: 999_999 }), (units, floor) => {
        const rule = {
          ...usage.contribution,
          metering: { ...usage.contribution.metering, floor_ppm: floor, cap_ppm: null },
        };
        const shares = meteredShares(rule, base, units);
        expect(shares.reduce((sum, one) => sum + one.ppm, 0)).toBe(1_000_000);
        expect(shares.every((one) => one.ppm >= 0)).toBe(true);
        if (units > 0n) expect(shares[0]?.ppm).toBeGreaterThanOrEqual(floor);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what the form sends', () => {
  it('keeps the chosen method’s figures only', () => {
    const read = (contribution: object) =>
      contributionOf(termsForm.parse({ revision: 1, terms: { shares: [], contribution } }).terms.contribution, [
        'treasury',
        'developer',
      ]);
    const all = {
      costs: [cost('treasury', '5'), cost('operator', '7')],
      metering: { measure: 'rows', thousand_fen: '1', floor_ppm: 20, cap_ppm: null },
      criteria: [
        {
          code: 'quality',
          weight: 10,
          points: [
            { party: 'treasury', points: 5 },
            { party: 'operator', points: 6 },
          ],
        },
      ],
      coalitions: coalitionsOf(['developer', 'treasury', 'operator']).map((code) => ({ code, value_fen: '9' })),
    };
    expect(read({ ...all, method: 'agreed' })).toEqual(agreedRatio);
    expect(read({ ...all, method: 'cost' })).toEqual({
      ...agreedRatio,
      method: 'cost',
      costs: [cost('treasury', '5')],
    });
    expect(read({ ...all, method: 'usage' })).toMatchObject({
      costs: [],
      metering: { floor_ppm: 200_000, cap_ppm: null },
    });
    expect(read({ ...all, method: 'scoring' }).criteria[0]?.points).toEqual([{ party: 'treasury', points: 5 }]);
    expect(read({ ...all, method: 'shapley' }).coalitions.map((one) => one.code)).toEqual([
      'developer',
      'treasury',
      'developer+treasury',
    ]);
  });
});
