import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetContent } from '#api/assets/contract.ts';
import { assetCode, isAssetCode } from '#api/assets/rules/code.ts';
import { changedBetween, failedTests, missingOf, valuationWhole } from '#api/assets/rules/content.ts';
import { dayIn, type EntryFacts, factsDiffer, scaleOf } from '#api/assets/rules/facts.ts';
import { type Counted, differencesOf } from '#api/assets/rules/inventory.ts';
import { grouped, incomeSum } from '#api/assets/rules/ledger.ts';
import { prefilled } from '#api/assets/rules/prefill.ts';
import { needsNotice } from '#api/assets/rules/rights.ts';
import { addMonths, endOfTerm, standingOf } from '#api/assets/rules/standing.ts';

describe('the unified code', () => {
  it('is told from any code with one character changed or two neighbours swapped', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('140000', '140100', '141100'),
        fc.integer({ min: 2025, max: 2099 }),
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.nat({ max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (region, year, sequence, at, by) => {
          const code = assetCode(region, year, sequence);
          expect(isAssetCode(code)).toBe(true);
          const digit = String((Number(code[at]) + by) % 10);
          expect(isAssetCode(code.slice(0, at) + digit + code.slice(at + 1))).toBe(false);
          const [a = '', b = ''] = [code[at], code[at + 1]];
          const swapped = code.slice(0, at) + b + a + code.slice(at + 2);
          expect(isAssetCode(swapped)).toBe(a === b);
        },
      ),
      { numRuns: 200 },
    );
    expect(isAssetCode('14000020260000001')).toBe(false);
  });
});

describe('a card', () => {
  it('lacks everything a person has to say, and no more, when it was prefilled', () => {
    const known = {
      grade: 'general_2',
      storage_location: 'city_cloud',
      update_cycle: 'daily',
      spatial: '太原市',
      abstract: '说明',
    };
    const content = assetContent.parse(
      prefilled([
        { code: '301001/1', title: '甲', content: known },
        { code: '301001/2', title: '乙', content: { ...known, grade: 'important', spatial: '大同市' } },
      ]),
    );
    expect(content).toMatchObject({ name: '甲', grade: 'important', location: 'city_cloud', coverage: '' });
    expect(missingOf(content)).not.toContain('grade');
    expect(missingOf(content)).toEqual(
      expect.arrayContaining(['tests.value.holds', 'rights', 'coverage', 'custodian']),
    );
    expect(failedTests(content)).toEqual([]);
  });

  it('has a value with its report or none', () => {
    const value = { valuation_fen: '100', valuation_method: 'cost', valued_on: '2026-01-01', valuation_report: 'A-1' };
    const whole = (over: object) => valuationWhole(assetContent.parse({ ...value, ...over }));
    expect(whole({})).toBe(true);
    expect(valuationWhole(assetContent.parse({}))).toBe(true);
    for (const gone of [
      { valuation_report: '' },
      { valued_on: '' },
      { valuation_method: null },
      { valuation_fen: '' },
      { valuation_fen: '0' },
    ])
      expect(whole(gone)).toBe(false);
  });

  it('tells where two contents differ, whatever the order of rights', () => {
    const one = assetContent.parse({ rights: ['hold', 'process'], name: '甲' });
    expect(changedBetween(one, { ...one, rights: ['process', 'hold'] })).toEqual([]);
    const other = structuredClone(one);
    other.tests.value.holds = 'no';
    expect(changedBetween(one, { ...other, name: '乙' }).sort()).toEqual(['name', 'tests.value.holds']);
  });
});

describe('terms', () => {
  it('end the day before the same day, and on the last of a shorter month', () => {
    expect(endOfTerm('2026-03-24', 3)).toBe('2029-03-23');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  });

  it('make a registered card due, late and over in this order', () => {
    const facts = {
      state: 'registered' as const,
      validTo: '2029-01-10',
      renewFrom: '2028-11-11',
      maintainBy: '2027-01-10',
    };
    const on = (day: string) => standingOf(facts, day);
    expect([on('2027-01-10'), on('2027-01-11'), on('2028-11-11'), on('2029-01-10'), on('2029-01-11')]).toEqual([
      'registered',
      'maintenance_due',
      'renewal_due',
      'renewal_due',
      'expired',
    ]);
    expect(standingOf({ ...facts, state: 'cancelled' }, '2030-01-01')).toBe('cancelled');
    expect((['first', 'change', 'correction', 'renewal', 'cancellation'] as const).filter(needsNotice)).toEqual([
      'first',
      'change',
    ]);
  });
});

const fact = (id: string, over: Partial<EntryFacts> = {}): EntryFacts => ({
  entry_id: id,
  code: id,
  title: id,
  version: 1,
  version_id: `v${id}`,
  tables: 1,
  rows: '10',
  bytes: '9007199254740993',
  fields: 2,
  from: '2020-01-01',
  to: '2021-01-01',
  sha256: 'a',
  ...over,
});

describe('facts', () => {
  it('add beyond what a number holds, and span the earliest to the latest day', () => {
    expect(scaleOf([fact('1'), fact('2', { from: null, to: '2022-02-02' })])).toEqual({
      entries: 2,
      tables: 2,
      rows: '20',
      bytes: '18014398509481986',
      fields: 4,
      from: '2020-01-01',
      to: '2022-02-02',
    });
    expect(factsDiffer([fact('1'), fact('2')], [fact('2'), fact('1')])).toBe(false);
    expect(factsDiffer([fact('1')], [fact('1', { version_id: 'w' })])).toBe(true);
    expect([
      dayIn('DATE', '2020-05-06'),
      dayIn('TIMESTAMP', '2020-05-06 01:02:03'),
      dayIn('VARCHAR', '2020-05-06'),
    ]).toEqual(['2020-05-06', '2020-05-06', null]);
  });
});

describe('an inventory', () => {
  const base: Counted = {
    agencyId: 'org',
    asOf: '2026-10-01',
    cards: [
      {
        id: 'card',
        no: 'ZC-1',
        name: '甲',
        location: 'provincial_cloud',
        entryIds: ['e1'],
        facts: [fact('e1')],
        maintainBy: '2026-12-01',
        validTo: '2028-01-01',
      },
    ],
    entries: [
      {
        id: 'e1',
        code: 'e1',
        title: '甲',
        withdrawn: false,
        providerId: 'org',
        location: 'provincial_cloud',
        versionId: 'v',
        rows: '10',
      },
    ],
    files: [{ entryId: 'e1', name: 'a.csv', recorded: 'x', found: 'x' }],
  };
  const [card] = base.cards;
  const [entry] = base.entries;
  const kinds = (over: Partial<Counted>) => differencesOf({ ...base, ...over }).map((one) => one.kind);

  it('finds nothing where all agree, and each difference by its name', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ cards: [] })).toEqual(['data_without_card']);
    expect(kinds({ entries: [{ ...entry!, versionId: null }] })).toEqual(['card_without_data']);
    expect(kinds({ entries: [{ ...entry!, withdrawn: true }] })).toEqual(['entry_withdrawn']);
    expect(kinds({ entries: [{ ...entry!, providerId: 'other' }] })).toEqual(['holder_differs']);
    expect(kinds({ entries: [{ ...entry!, location: 'own' }] })).toEqual(['location_differs']);
    expect(kinds({ entries: [{ ...entry!, rows: '11' }] })).toEqual(['scale_differs']);
    expect(kinds({ cards: [{ ...card!, maintainBy: '2026-09-30' }] })).toEqual(['stale_card']);
    expect(kinds({ cards: [{ ...card!, validTo: '2026-09-30' }] })).toEqual(['registration_expired']);
    expect(kinds({ files: [{ entryId: 'e1', name: 'a.csv', recorded: 'x', found: 'y' }] })).toEqual(['file_changed']);
    expect(kinds({ files: [{ entryId: 'e1', name: 'a.csv', recorded: 'x', found: null }] })).toEqual(['file_missing']);
    expect(kinds({ cards: [], entries: [{ ...entry!, withdrawn: true }] })).toEqual([]);
  });
});

describe('income', () => {
  it('counts a statement once in every sum, whatever the cards', () => {
    const row = fc.record({ statement_id: fc.constantFrom('a', 'b', 'c', 'd'), card: fc.constantFrom('x', 'y', 'z') });
    const worth = { a: 3n, b: 10_000_000_000_000_001n, c: 0n, d: 7n };
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const income = rows.map(({ statement_id }) => ({
          statement_id,
          gross_fen: worth[statement_id] * 2n,
          treasury_fen: worth[statement_id],
          received_fen: 0n,
          cards: 2,
        }));
        const distinct = [...new Set(rows.map((one) => one.statement_id))];
        const sum = incomeSum(income);
        expect(sum.treasury_fen).toBe(distinct.reduce((all, id) => all + worth[id], 0n));
        expect(sum.joint).toBe(rows.length > 0);
      }),
      { numRuns: 100 },
    );
    expect([...grouped([1, 2, 3, 4], (n) => String(n % 2))]).toEqual([
      ['1', [1, 3]],
      ['0', [2, 4]],
    ]);
  });
});
