/** Copies of a table told apart by their marks, whatever people do to a file; and nobody named by chance. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inversions, orderBound } from '#api/kernel/chance.ts';
import { certain, otherForm } from '#api/kernel/mark-forms.ts';
import { marksOf } from '#api/usage/marks.ts';
import { compareCopy, type Met, type MetColumn, overall, readMarks } from '#api/usage/rules/trace.ts';

const ctx = { env: { SESSION_SECRET: 'a secret of the test, thirty-two letters or more' } };
const part = 1000;
const columns: MetColumn[] = [
  { name: '路段', type: 'text', position: 0, carries: false },
  { name: '日期', type: 'date', position: 1, carries: false },
  { name: '均速', type: 'decimal', position: 2, carries: true },
  { name: '事由', type: 'text', position: 3, carries: true },
];
const own = (row: number): string[] => [
  `G5-${row % 7}`,
  `2026-09-${String((row % 28) + 1).padStart(2, '0')}`,
  `${60 + (row % 50)}.25`,
  `第${row}号路段因养护施工实行单幅双向通行，请减速慢行。`,
];

type Form = 'csv' | 'parquet';

/** The file of a copy: rows in its order, cells in its forms. */
function fileOf(id: string, rows: number, form: Form): { row: number; seen: string[] }[] {
  const { rank, bit } = marksOf(ctx, id);
  const order = Array.from({ length: rows }, (_, i) => i).sort((a, b) =>
    Math.floor(a / part) !== Math.floor(b / part) ? a - b : rank(a) < rank(b) ? -1 : 1,
  );
  return order.map((row) => ({
    row,
    seen: own(row).map((cell, i) => {
      const column = columns[i]!;
      if (!column.carries || (form === 'parquet' && column.type === 'decimal')) return cell;
      return bit(row, column.position) === 1 ? (otherForm(column.type, cell)?.form ?? cell) : cell;
    }),
  }));
}

const met = (file: readonly { row: number; seen: string[] }[], kept = columns): Met[] =>
  file.map(({ row, seen }, place) => ({
    row,
    place,
    own: kept.map((one) => own(row)[one.position] ?? null),
    seen: kept.map((one) => seen[one.position] ?? null),
  }));

function named(found: Met[], ids: readonly string[], kept = columns): string[] {
  const reading = readMarks(kept, found, part);
  return ids.filter((id) => overall(compareCopy(reading, marksOf(ctx, id)).chance, ids.length) <= certain);
}

const ids = Array.from({ length: 12 }, (_, i) => `cpy_${i}`);

describe('the bound on an order', () => {
  it('is never below what is counted out, and 1/n! for a perfect one', () => {
    const permutations = (n: number): number[][] =>
      n === 0
        ? [[]]
        : permutations(n - 1).flatMap((one) => Array.from({ length: n }, (_, at) => one.toSpliced(at, 0, n)));
    for (const n of [2, 3, 5, 6]) {
      const all = permutations(n);
      for (const one of all.slice(0, 120)) {
        const true_ = all.filter((other) => inversions(other) <= inversions(one)).length / all.length;
        expect(orderBound([one])).toBeGreaterThanOrEqual(true_ * (1 - 1e-9));
      }
    }
    const line = Array.from({ length: 20 }, (_, i) => i);
    expect(orderBound([line])).toBeLessThan(1e-17);
    expect(orderBound([line])).toBeGreaterThan(4e-19);
    expect(orderBound([[...line].reverse()])).toBe(1);
    expect(orderBound([])).toBe(1);
  });
});

describe('a copy', () => {
  it('is named by a part of it, in another company of columns, shuffled where cells carry bits; or nobody is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ids),
        fc.constantFrom<Form>('csv', 'parquet'),
        fc.integer({ min: 30, max: 1800 }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.constantFrom('kept', 'shuffled', 'by date', 'by number'),
        fc.subarray(columns, { minLength: 1 }),
        fc.integer(),
        (id, form, rows, share, order, kept, seed) => {
          // A cheap number that looks random, so that a run can be drawn again.
          const noise = (row: number) =>
            ((Math.imul(row + 1, 2_654_435_761) ^ Math.imul(seed | 1, 40_503)) >>> 0) / 2 ** 32;
          const file = fileOf(id, rows, form).filter(({ row }) => noise(row) < share);
          if (order === 'shuffled') file.sort((a, b) => noise(a.row * 7 + 3) - noise(b.row * 7 + 3));
          if (order === 'by date')
            file.sort((a, b) => (own(a.row)[1]! < own(b.row)[1]! ? -1 : own(a.row)[1] === own(b.row)[1] ? 0 : 1));
          if (order === 'by number') file.sort((a, b) => a.row - b.row);
          const found = named(met(file, kept), ids, kept);
          // Never anybody else.
          expect(found.filter((one) => one !== id)).toEqual([]);
          if (order === 'kept' && file.length >= 40) expect(found).toEqual([id]);
          const bits = kept.filter((one) => one.carries && (form === 'csv' || one.type === 'text')).length;
          if (bits > 0 && file.length >= 60) expect(found).toEqual([id]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is not named for a file that nobody’s marks are in, nor for one of a copy that is not compared', () => {
    const plain = Array.from({ length: 900 }, (_, row) => ({ row, seen: own(row) }));
    expect(named(met(plain), ids)).toEqual([]);
    expect(named(met([...plain].reverse()), ids)).toEqual([]);
    expect(named(met(fileOf('cpy_elsewhere', 900, 'csv')), ids)).toEqual([]);
  });

  it('innocent copies come below any bound no oftener than it says', () => {
    const found = met(fileOf('cpy_elsewhere', 120, 'csv'));
    const reading = readMarks(columns, found, part);
    const chances = Array.from(
      { length: 800 },
      (_, i) => compareCopy(reading, marksOf(ctx, `cpy_innocent_${i}`)).chance,
    );
    for (const bound of [0.5, 0.1, 0.01]) {
      const below = chances.filter((one) => one <= bound).length;
      expect(below).toBeLessThanOrEqual(800 * bound + 4 * Math.sqrt(800 * bound));
    }
    expect(Math.min(...chances)).toBeGreaterThan(certain);
  });

  it('of two who put their files together each is found where enough of it is left, and nobody else', () => {
    const [a, b] = [fileOf('cpy_0', 800, 'csv'), fileOf('cpy_1', 800, 'csv')];
    const mixed = [...a.filter(({ row }) => row < 400), ...b.filter(({ row }) => row >= 400)];
    expect(named(met(mixed), ids)).toEqual(['cpy_0', 'cpy_1']);
  });
});
