/** The full record of the terms: earlier shapes, what cannot be granted, and how the paper says it. */
import { describe, expect, it } from 'vitest';
import { termsShape } from '#api/agreements/contract.ts';
import { dataFault, dataMissing, feeFault, type Grantable, quotaFault } from '#api/agreements/rules/data-check.ts';
import { grantOf, unknownIn } from '#api/agreements/rules/policy.ts';
import { ownershipFault, ownershipShares } from '#api/agreements/rules/shares.ts';
import { emptyTerms, missingTerms, type Terms } from '#api/agreements/rules/terms.ts';
import type { RowCondition, TableGrant } from '#api/agreements/rules/terms-types.ts';
import { upgradeTerms } from '#api/agreements/rules/upgrade.ts';
import {
  auditText,
  feeText,
  grantLines,
  ownershipText,
  quotaText,
  securityItems,
  useText,
} from '#api/agreements/template.ts';

const before = {
  scope: '范围',
  degree: { code: 'desensitised', words: '' },
  term: { from: '2026-11-02', to: '2027-11-01' },
  disposition: { mode: 'return', days: 10, proof: '交接单', words: '' },
  ownership: { owner: 'joint', developer_percent: 60, licence_back: '可用', words: '' },
  fee: { mode: 'free', words: '' },
  security: '加密',
  other: '',
  shares: [
    { party: 'treasury', ppm: 300_000 },
    { party: 'developer', ppm: 700_000 },
  ],
};
const facts = {
  no: 'XY-2026-000001',
  version: 1,
  from: '2026-11-02',
  to: '2027-11-01',
  datasets: [{ dataset: 'a/1', tables: ['t1', 't2'] }],
};

describe('a record of the first shape', () => {
  it('means all columns, every row and no quota, and is whole as it was', () => {
    const kept = JSON.stringify(before);
    const read = upgradeTerms(before);
    expect(JSON.stringify(before)).toBe(kept);
    expect(missingTerms(read)).toEqual([]);
    expect(unknownIn(read)).toEqual([]);
    expect(grantOf(read, facts)).toMatchObject({
      tables: [
        { dataset: 'a/1', table: 't1', columns: null, filter: [] },
        { dataset: 'a/1', table: 't2', columns: null, filter: [] },
      ],
      quota: { calls: { day: null, month: null, term: null }, rows: { day: null, month: null, term: null } },
      purposes: [],
      regions: [],
      smallestGroup: 5,
    });
    expect(read.sublicence.mode).toBe('with_consent');
    expect(ownershipShares(read.ownership)).toEqual([
      { party: 'developer', ppm: 600_000 },
      { party: 'agency', ppm: 400_000 },
    ]);
    expect(upgradeTerms(read)).toBe(read);
    expect(termsShape.parse(read)).toEqual(read);
  });

  it('what a client of then sends is a whole record of now', () => {
    expect(termsShape.parse(before)).toMatchObject({ record: 4, data: [], sublicence: { mode: 'forbidden' } });
  });
});

const published: Grantable[] = [
  {
    dataset: 'a/1',
    tables: [
      {
        name: 't1',
        columns: [
          { name: 'code', type: 'text' },
          { name: 'count', type: 'integer' },
          { name: 'day', type: 'date' },
          { name: 'open', type: 'boolean' },
        ],
      },
    ],
  },
];
const withTable = (over: Partial<TableGrant>): Terms => ({
  ...emptyTerms,
  data: [{ dataset: 'a/1', tables: [{ name: 't1', columns: null, filter: [], ...over }] }],
});
const found = (terms: Terms) => {
  const fault = dataFault(terms, published);
  return fault === null ? null : [fault.code, fault.fields[0]?.path];
};

describe('what cannot be granted', () => {
  it.each<[string, Terms, (string | undefined)[] | null]>([
    ['nothing said', emptyTerms, null],
    ['a column', withTable({ columns: ['code'] }), null],
    [
      'another dataset',
      { ...emptyTerms, data: [{ dataset: 'b/2', tables: null }] },
      ['agreement.data_unknown', 'terms.data.0.dataset'],
    ],
    [
      'a dataset twice',
      { ...emptyTerms, data: [1, 2].map(() => ({ dataset: 'a/1', tables: null })) },
      ['agreement.data_twice', 'terms.data.1'],
    ],
    [
      'no table of it',
      { ...emptyTerms, data: [{ dataset: 'a/1', tables: [] }] },
      ['agreement.data_missing', 'terms.data.0.mode'],
    ],
    ['no such table', withTable({ name: 't9' }), ['agreement.unknown_table', 'terms.data.0.tables.0.name']],
    [
      'no such column',
      withTable({ columns: ['code', 'x'] }),
      ['agreement.unknown_column', 'terms.data.0.tables.0.columns'],
    ],
    ['no column at all', withTable({ columns: [] }), ['agreement.no_columns', 'terms.data.0.tables.0.columns']],
    [
      'a filter on no column',
      withTable({ filter: [{ column: 'x', op: 'eq', value: '1' }] }),
      ['agreement.unknown_column', 'terms.data.0.tables.0.filter.0.column'],
    ],
  ])('%s', (_name, terms, expected) => expect(found(terms)).toEqual(expected));

  it.each<[RowCondition, boolean]>([
    [{ column: 'count', op: 'gte', value: '100' }, true],
    [{ column: 'count', op: 'gte', value: 'many' }, false],
    [{ column: 'count', op: 'starts', value: '1' }, false],
    [{ column: 'count', op: 'between', value: ['1', '9'] }, true],
    [{ column: 'count', op: 'between', value: ['1'] }, false],
    [{ column: 'day', op: 'lt', value: '2026-02-30' }, false],
    [{ column: 'day', op: 'lt', value: '2026-02-28' }, true],
    [{ column: 'open', op: 'eq', value: 'true' }, true],
    [{ column: 'open', op: 'gt', value: 'true' }, false],
    [{ column: 'code', op: 'gt', value: 'a' }, false],
    [{ column: 'code', op: 'in', value: ['a', 'b'] }, true],
    [{ column: 'code', op: 'in', value: [] }, false],
    [{ column: 'code', op: 'eq', value: '' }, false],
    [{ column: 'code', op: 'eq' }, false],
    [{ column: 'code', op: 'isnull' }, true],
    [{ column: 'code', op: 'isnull', value: 'x' }, false],
  ])('a row filter fits the column’s type: %o %s', (filter, fits) => {
    const wrong = ['agreement.bad_row_filter', 'terms.data.0.tables.0.filter.0.value'];
    expect(found(withTable({ filter: [filter] }))).toEqual(fits ? null : wrong);
  });

  it('silence on one dataset of several, a quota that narrows, an amount where it is free', () => {
    expect(dataMissing(withTable({}), ['a/1'])).toBeNull();
    expect(dataMissing(emptyTerms, ['a/1', 'b/2'])).toBeNull();
    expect(dataMissing(withTable({}), ['a/1', 'b/2'])?.code).toBe('agreement.data_missing');
    const calls = { day: 10, month: null, term: 9 };
    const narrow = quotaFault({ ...emptyTerms, quota: { ...emptyTerms.quota, calls } });
    expect([narrow?.code, narrow?.fields[0]?.path]).toEqual(['agreement.quota_order', 'terms.quota.calls.term']);
    const amounts = [{ basis: 'once', amount_fen: '1' }];
    expect(feeFault({ ...emptyTerms, fee: { mode: 'free', words: '', amounts } })?.code).toBe(
      'agreement.fee_contradicts',
    );
    expect(feeFault({ ...emptyTerms, fee: { mode: 'agreed', words: '', amounts } })).toBeNull();
  });

  it('a limit nobody knows, instead of dropping it', () => {
    const read = (over: object) => termsShape.safeParse({ ...before, ...over }).success;
    expect(read({ quota: { calls: { hour: 5 } } })).toBe(false);
    expect(read({ data: [{ dataset: 'a/1', tables: [{ name: 't1', only: ['x'] }] }] })).toBe(false);
    expect(read({ region: { codes: ['Shanxi'] } })).toBe(false);
    expect(read({ record: 5 })).toBe(false);
    expect(read({ degree: { code: 'aggregated', smallest_group: 4 } })).toBe(false);
    expect(read({ degree: { code: 'aggregated', smallest_group: 20 } })).toBe(true);
    expect(read({ degree: { code: 'aggregated', least: 20 } })).toBe(false);
  });
});

describe('the parts of new data', () => {
  const of = (owner: string, shares: [string, number][], developer_percent: number | null = null) =>
    ownershipFault({
      owner,
      developer_percent,
      shares: shares.map(([party, ppm]) => ({ party, ppm })),
      licence_back: '',
      words: '',
    })?.code ?? null;
  it('are whole, once each, and fit the owner', () => {
    expect(
      of('joint', [
        ['developer', 333_333],
        ['agency', 666_667],
      ]),
    ).toBeNull();
    expect(
      of('joint', [
        ['developer', 333_333],
        ['agency', 666_666],
      ]),
    ).toBe('agreement.ownership_not_whole');
    expect(of('joint', [['developer', 1_000_000]])).toBe('agreement.ownership_contradicts');
    expect(of('developer', [['developer', 1_000_000]])).toBeNull();
    expect(of('developer', [['agency', 1_000_000]])).toBe('agreement.ownership_contradicts');
    expect(
      of('joint', [
        ['developer', 500_000],
        ['developer', 500_000],
      ]),
    ).toBe('agreement.ownership_contradicts');
    expect(
      of('joint', [
        ['stranger', 500_000],
        ['agency', 500_000],
      ]),
    ).toBe('agreement.ownership_contradicts');
    expect(
      of(
        'joint',
        [
          ['developer', 500_000],
          ['agency', 500_000],
        ],
        40,
      ),
    ).toBe('agreement.ownership_contradicts');
    expect(of('joint', [])).toBeNull();
  });
});

it('the paper says columns, rows, quotas, purpose, amounts and parts in plain words', () => {
  const terms: Terms = {
    ...upgradeTerms(before),
    data: [
      {
        dataset: 'a/1',
        tables: [
          {
            name: 't1',
            columns: ['code', 'count'],
            filter: [
              { column: 'count', op: 'between', value: ['1', '9'] },
              { column: 'code', op: 'notnull' },
            ],
          },
        ],
      },
    ],
    purpose: { codes: ['research'], words: '' },
    region: { codes: ['140100'], words: '' },
    quota: { calls: { day: 1000, month: null, term: null }, rows: { day: null, month: 50_000, term: null } },
    fee: { mode: 'agreed', words: '', amounts: [{ basis: 'per_year', amount_fen: '123456789' }] },
    security_codes: ['incident_24h'],
    audit: { days: 5, words: '' },
  };
  expect(grantLines(grantOf(terms, facts), () => '车流量')).toEqual([
    {
      dataset: '车流量',
      table: 't1',
      columns: 'code、count',
      rows: '仅限：count 介于（含两端） 1 至 9，并且 code 不为空',
    },
  ]);
  expect(quotaText(terms)).toContain('每日调用次数不超过 1,000 次；每月数据行数不超过 50,000 行');
  expect(useText(terms, () => '太原市')).toBe('用途限于：科学研究。\n使用地域限于：太原市。');
  expect(feeText(terms.fee)).toContain('每年人民币 1,234,567.89 元');
  expect(ownershipText(terms.ownership)).toContain('开发单位 60%，授权机构 40%');
  expect(securityItems(terms)).toEqual(['发生安全事件 24 小时内报告。', '加密']);
  expect(auditText(terms.audit)).toContain('提前 5 日');
});
