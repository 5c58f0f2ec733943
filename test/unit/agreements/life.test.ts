import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsDiff } from '#api/agreements/rules/diff.ts';
import { standingOn } from '#api/agreements/rules/in-force.ts';
import { readFiles, recordsUntil } from '#api/agreements/rules/proof.ts';
import { continuedTo, longerThan } from '#api/agreements/rules/renewal.ts';

describe('what differs between two records of terms', () => {
  it('names lines of a list by what they are, not by where they stand', () => {
    const before = {
      scope: 'a',
      shares: [
        { party: 'treasury', ppm: 1 },
        { party: 'developer', ppm: 2 },
      ],
      other: '',
    };
    const after = {
      scope: 'a',
      shares: [
        { party: 'developer', ppm: 3 },
        { party: 'treasury', ppm: 1 },
      ],
      other: 'x',
      tags: ['b'],
    };
    expect(termsDiff(before, after)).toEqual([
      { path: 'other', kind: 'added', before: null, after: 'x' },
      { path: 'shares[developer].ppm', kind: 'changed', before: '2', after: '3' },
      { path: 'tags[b]', kind: 'added', before: null, after: 'b' },
    ]);
  });

  it('of a record with itself is nothing, and reads the same backwards', () => {
    const record = fc.object({ maxDepth: 3, values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)] });
    fc.assert(
      fc.property(record, record, (a, b) => {
        expect(termsDiff(a, structuredClone(a))).toEqual([]);
        const there = termsDiff(a, b);
        const back = termsDiff(b, a);
        expect(back.map((one) => [one.path, one.before, one.after])).toEqual(
          there.map((one) => [one.path, one.after, one.before]),
        );
      }),
      { numRuns: 200 },
    );
  });
});

it('a renewal runs as long again; whole years stay whole years', () => {
  expect(continuedTo({ from: '2026-11-02', to: '2027-11-01' })).toBe('2028-11-01');
  expect(continuedTo({ from: '2024-02-29', to: '2025-02-27' })).toBe('2026-02-27');
  expect(continuedTo({ from: '2026-11-02', to: '2026-11-11' })).toBe('2026-11-21');
  expect(longerThan(5, '2026-11-02', '2031-11-01')).toBe(false);
  expect(longerThan(5, '2026-11-02', '2031-11-02')).toBe(true);
});

it('a list of files is read as sha256sum writes it', () => {
  const hash = 'AB'.repeat(32);
  expect(readFiles(`${hash} *a b.csv\r\n\n${hash}  c.csv`)).toEqual([
    { sha256: hash.toLowerCase(), name: 'a b.csv' },
    { sha256: hash.toLowerCase(), name: 'c.csv' },
  ]);
  expect(() => readFiles('')).toThrow('disposition.no_files');
  expect(() => readFiles(`${hash} a\nnothing`)).toThrow('disposition.bad_line');
});

it('records are kept three years, leap days included', () => {
  expect(recordsUntil('2026-12-25')).toBe('2029-12-25');
  expect(recordsUntil('2028-02-29')).toBe('2031-03-01');
});

it('a suspended agreement carries nothing, and its term runs on', () => {
  const facts = { state: 'suspended', effectiveFrom: '2026-11-02', effectiveTo: '2027-11-01' } as const;
  expect(standingOn(facts, '2026-12-01')).toBe('suspended');
  expect(standingOn(facts, '2027-11-02')).toBe('over');
});
