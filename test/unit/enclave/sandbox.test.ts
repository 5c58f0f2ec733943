/** Recipes for synthetic rows: nothing that few rows have, nothing that names somebody. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnFacts, emptyShare, mayBeCodes, names, recipeOf, sandboxRows } from '#api/enclave/rules/sandbox.ts';

const k = 5;
const facts = (over: Partial<ColumnFacts>): ColumnFacts => ({
  name: '类别',
  type: 'text',
  rows: 1000,
  nullCount: 0,
  distinctCount: 10,
  maxLength: 8,
  max: null,
  bins: [],
  personal: false,
  ...over,
});

describe('a recipe', () => {
  it('never holds a value that fewer than k rows have, whatever the counts', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ value: fc.string({ maxLength: 9 }), count: fc.integer({ min: 1, max: 40 }) }), {
          selector: (one) => one.value,
          minLength: 1,
          maxLength: 60,
        }),
        (codes) => {
          const rows = codes.reduce((sum, one) => sum + one.count, 0);
          const recipe = recipeOf(facts({ rows, distinctCount: codes.length }), codes, k);
          const rare = new Set(codes.filter((one) => one.count < k).map((one) => one.value));
          if (recipe.how === 'codes') expect(recipe.values.filter((one) => rare.has(one.value))).toEqual([]);
          else expect(JSON.stringify(recipe)).toContain('合成');
        },
      ),
    );
  });

  it('leaves out ranges of few rows, and with them the extremes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 }), (counts) => {
        const bins = counts.map((count, i) => ({ from: i * 100, to: (i + 1) * 100, count }));
        const rows = counts.reduce((sum, one) => sum + one, 0) + 1;
        const recipe = recipeOf(facts({ type: 'integer', rows, distinctCount: 2, bins }), [], k);
        if (recipe.how !== 'numbers') {
          expect(['empty', 'series']).toContain(recipe.how);
          return;
        }
        const within = ({ from, to }: { from: number; to: number }) =>
          counts.slice(from / 100, to / 100).reduce((sum, one) => sum + one, 0);
        for (const one of recipe.bins) expect(within(one)).toBeGreaterThanOrEqual(k);
        // Put together only where no bin is common by itself.
        if (counts.some((one) => one >= k)) for (const { from, to } of recipe.bins) expect(to - from).toBe(100);
        expect(recipe.step).toBeGreaterThanOrEqual(10);
      }),
    );
  });

  it('makes up what names somebody, whatever is in it', () => {
    for (const name of ['姓名', '联系电话', 'phone', '车牌号码', '家庭住址', 'id_card'])
      expect(names(facts({ name }))).toBe(true);
    for (const name of ['城市', '站点', '日期', 'amount']) expect(names(facts({ name }))).toBe(false);
    expect(mayBeCodes(facts({ name: '姓名' }), k)).toBe(false);
    expect(mayBeCodes(facts({ personal: true }), k)).toBe(false);
    expect(mayBeCodes(facts({ maxLength: 200 }), k)).toBe(false);
    expect(mayBeCodes(facts({ distinctCount: 900 }), k)).toBe(false);
    const unique = recipeOf(facts({ type: 'integer', distinctCount: 1000, max: 140105 }), [], k);
    expect(unique).toMatchObject({ how: 'series', start: 10_000_001 });
    expect(recipeOf(facts({ distinctCount: 990 }), [], k).how).toBe('series');
    expect(recipeOf(facts({ type: 'decimal', personal: true }), [], k).how).toBe('empty');
    expect(recipeOf(facts({ type: 'date', personal: true }), [], k).how).toBe('empty');
    expect(recipeOf(facts({ distinctCount: 0 }), [], k).how).toBe('empty');
  });

  it('tells no exact count', () => {
    const recipe = recipeOf(
      facts({}),
      [
        { value: '甲', count: 333 },
        { value: '乙', count: 667 },
      ],
      k,
    );
    expect(recipe).toMatchObject({ values: [{ weight: 0.33 }, { weight: 0.67 }] });
    expect([emptyShare(4, 1000, k), emptyShare(123, 1000, k)]).toEqual([0, 0.12]);
    expect([sandboxRows(3), sandboxRows(500), sandboxRows(10_000_000)]).toEqual([200, 500, 1000]);
  });
});
