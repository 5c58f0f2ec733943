import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresFault, suppress } from '#api/usage/rules/figures.ts';

const groups = (...records: number[]) => records.map((one, at) => ({ group: at, records: one }));

describe('groups of figures', () => {
  it('hides the small ones, and the next smallest where one alone could be found by subtraction', () => {
    expect(suppress(groups(9, 20, 5), 5)).toEqual({ shown: [0, 1, 2], hidden: 0 });
    expect(suppress(groups(9, 4, 20, 6), 5)).toEqual({ shown: [0, 2], hidden: 2 });
    expect(suppress(groups(1, 2, 20, 30), 5)).toEqual({ shown: [3], hidden: 3 });
    expect(suppress(groups(3, 3, 20), 5)).toEqual({ shown: [2], hidden: 2 });
    expect(suppress(groups(4), 5)).toEqual({ shown: [], hidden: 1 });
  });

  it('never shows a small one, nor leaves fewer than k hidden beside shown ones', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }),
        fc.integer({ min: 2, max: 9 }),
        (sizes, k) => {
          const { shown, hidden } = suppress(groups(...sizes), k);
          expect(shown.every((at) => sizes[at]! >= k)).toBe(true);
          expect(shown.length + hidden).toBe(sizes.length);
          const left = sizes.reduce((sum, one, at) => (shown.includes(at) ? sum : sum + one), 0);
          if (hidden > 0 && shown.length > 0) expect(left >= k && hidden >= 2).toBe(true);
          if (sizes.every((one) => one >= k)) expect(hidden).toBe(0);
        },
      ),
    );
  });

  it('are counts, sums and averages under plain filters', () => {
    const code = (...asked: Parameters<typeof figuresFault>) => figuresFault(...asked)?.code ?? null;
    expect(code([{ fn: 'count' }, { fn: 'avg', column: 'a' }], [{ column: 'a', op: 'eq', value: '1' }])).toBeNull();
    for (const fn of ['min', 'max', 'median'] as const)
      expect(code([{ fn, column: 'a' }], [])).toBe('usage.figures_only');
    for (const op of ['lt', 'ne', 'in', 'contains'] as const)
      expect(code([{ fn: 'count' }], [{ column: 'a', op, value: '1' }])).toBe('usage.figures_filter');
  });
});
