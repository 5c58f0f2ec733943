import { describe, expect, it } from 'vitest';
import { mostCountedRows, sumCounts, tablePairs, whyNotCounted } from '#api/datasets/rules/row-counts.ts';

const table = (number: number, name: string, rows = 10n) => ({ number, name, rowCount: rows });

describe('which tables are compared', () => {
  it('pairs them by name, and the only ones whatever they are called', () => {
    const [a, b, c] = [table(1, 'a'), table(2, 'b'), table(1, 'c')];
    expect(tablePairs([a, b], [c, a])).toEqual([
      { was: null, is: c },
      { was: a, is: a },
      { was: b, is: null },
    ]);
    expect(tablePairs([a], [c])).toEqual([{ was: a, is: c }]);
  });

  it('leaves out what is too large; a table that came or went is no work', () => {
    const big = table(1, 'a', mostCountedRows);
    expect(whyNotCounted([{ was: big, is: table(1, 'a', 1n) }])).toBe('too_large');
    expect(whyNotCounted([{ was: table(1, 'a', mostCountedRows - 1n), is: table(1, 'a', 1n) }])).toBeNull();
    expect(whyNotCounted([{ was: null, is: big }])).toBeNull();
  });
});

describe('rows of all tables together', () => {
  const compared = { table: 1, key: ['id'], added: 2, removed: 1, changed: 4, columns: ['x'] };
  it('adds them up; columns carry their table where there are several', () => {
    expect(sumCounts([compared])).toEqual({ added: 2, removed: 1, changed: 4, changed_columns: ['x'] });
    const second = { table: 2, key: null, added: 1, removed: 0, changed: null, columns: [] };
    expect(sumCounts([compared, second])).toEqual({ added: 3, removed: 1, changed: 4, changed_columns: ['1:x'] });
    expect(sumCounts([second]).changed).toBeNull();
  });
});
