import { describe, expect, it } from 'vitest';
import { decodeForm } from '#app/present/form-data.ts';
import { conditionValue, termsForm, termsOf } from '#app/present/terms-form.ts';

const read = (fields: readonly (readonly [string, string])[]) => {
  const sent = [['revision:number', '3'], ['terms.shares.0.party', 'treasury'], ...fields] as [string, string][];
  return termsOf(termsForm.parse(decodeForm(sent).body).terms);
};
const table = (over: readonly (readonly [string, string])[]) =>
  read([
    ['terms.data.0.dataset', 'a/1'],
    ['terms.data.0.mode', 'chosen'],
    ['terms.data.0.tables.0.name', 't1'],
    ['terms.data.0.tables.1.name', 't2'],
    ...over,
  ]).data;

describe('the terms as a form sends them', () => {
  it('say nothing of tables where all is granted', () => {
    expect(
      read([
        ['terms.data.0.dataset', 'a/1'],
        ['terms.data.0.mode', 'all'],
      ]).data,
    ).toEqual([]);
  });

  it('grant the tables, columns and rows that are chosen, and no other', () => {
    const f = 'terms.data.0.tables.0.filter';
    expect(
      table([
        ['terms.data.0.tables.0.granted:boolean', 'false'],
        ['terms.data.0.tables.0.granted:boolean', 'true'],
        ['terms.data.0.tables.0.columns[]', '编号'],
        ['terms.data.0.tables.0.columns[]', '日期'],
        [`${f}.0.column`, '编号'],
        [`${f}.0.op`, 'in'],
        [`${f}.0.value`, 'G5 | G6、G7'],
        [`${f}.1.column`, '日期'],
        [`${f}.1.op`, 'notnull'],
        [`${f}.2.column`, ''],
        [`${f}.2.op`, 'eq'],
        [`${f}.2.value`, ''],
      ]),
    ).toEqual([
      {
        dataset: 'a/1',
        tables: [
          {
            name: 't1',
            columns: ['编号', '日期'],
            filter: [
              { column: '编号', op: 'in', value: ['G5', 'G6', 'G7'] },
              { column: '日期', op: 'notnull' },
            ],
          },
        ],
      },
    ]);
    expect(
      table([
        ['terms.data.0.tables.1.granted:boolean', 'true'],
        ['terms.data.0.tables.1.all:boolean', 'true'],
      ]),
    ).toEqual([{ dataset: 'a/1', tables: [{ name: 't2', columns: null, filter: [] }] }]);
    // Chosen, and nothing ticked: nothing is granted, which the rule refuses by name.
    expect(table([])).toEqual([{ dataset: 'a/1', tables: [] }]);
  });

  it('turn per cent into parts, and leave out the lines nobody filled in', () => {
    const terms = read([
      ['terms.parts.0.party', 'developer'],
      ['terms.parts.0.percent:number', '33.3333'],
      ['terms.parts.1.party', 'agency'],
      ['terms.parts.1.percent:number', '66.6667'],
      ['terms.parts.2.party', 'third'],
      ['terms.parts.2.percent:number', ''],
      ['terms.quota.calls.day:number', '1,000'],
      ['terms.fee.amounts.0.basis', 'per_year'],
      ['terms.fee.amounts.0.amount_fen:yuan', '12.5'],
    ]);
    expect(terms.ownership.shares).toEqual([
      { party: 'developer', ppm: 333_333 },
      { party: 'agency', ppm: 666_667 },
    ]);
    expect(terms.quota).toEqual({
      calls: { day: 1000, month: null, term: null },
      rows: { day: null, month: null, term: null },
    });
    expect(terms.fee.amounts).toEqual([{ basis: 'per_year', amount_fen: '1250' }]);
  });

  it('show a saved condition as it is typed', () => {
    expect(conditionValue({ column: 'a', op: 'between', value: ['1', '9'] })).toBe('1 | 9');
    expect(conditionValue({ column: 'a', op: 'isnull' })).toBe('');
  });
});
