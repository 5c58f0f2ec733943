import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { productContent } from '#api/products/contract.ts';
import { cite } from '#api/products/rules/citation.ts';
import { fileNameIsPlain, type ListingFacts, listingFaults } from '#api/products/rules/listing.ts';

const agreement = {
  id: 'agr_1',
  no: 'XY-2026-000001',
  developerId: 'org_d',
  state: 'active',
  effectiveFrom: '2026-03-01',
  effectiveTo: '2027-02-28',
};
const source = { id: 'dlv_1', agreementId: 'agr_1', organizationId: 'org_d', acquiredOn: '2026-03-05' };
const whole: ListingFacts = { developerId: 'org_d', kind: 'dataset', hasFile: true, agreement, sources: [source] };
const codes = (over: Partial<ListingFacts>, today = '2026-06-01') =>
  listingFaults({ ...whole, ...over }, today).map((fault) => fault.code);

describe('listing a product (Article 20)', () => {
  it('takes a product with an agreement in force, sources and a file', () => {
    expect(codes({})).toEqual([]);
  });

  it.each([
    ['no source', { sources: [] }, '2026-06-01', ['products.no_sources']],
    ['no file of a dataset', { hasFile: false }, '2026-06-01', ['products.no_file']],
    ['no file of a report', { hasFile: false, kind: 'report' }, '2026-06-01', ['products.no_file']],
    ['no file of an API, which is served', { hasFile: false, kind: 'api' }, '2026-06-01', []],
    [
      'an agreement not filed yet',
      { agreement: { ...agreement, state: 'filing' } },
      '2026-06-01',
      ['products.agreement_not_active'],
    ],
    ['the day before the term', {}, '2026-02-28', ['products.agreement_not_active']],
    ['the last day of the term', {}, '2027-02-28', []],
    ['the day after the term', {}, '2027-03-01', ['products.agreement_not_active']],
    [
      'a delivery of another agreement',
      { sources: [{ ...source, agreementId: 'agr_2' }] },
      '2026-06-01',
      ['products.foreign_delivery'],
    ],
    [
      'somebody else’s delivery',
      { sources: [{ ...source, organizationId: 'org_x' }] },
      '2026-06-01',
      ['products.foreign_delivery'],
    ],
    [
      'a delivery before the term',
      { sources: [{ ...source, acquiredOn: '2026-02-28' }] },
      '2026-06-01',
      ['products.delivery_out_of_term'],
    ],
    [
      'a delivery after the term',
      { sources: [{ ...source, acquiredOn: '2027-03-01' }] },
      '2026-06-01',
      ['products.delivery_out_of_term'],
    ],
    [
      'everything at once',
      { sources: [], hasFile: false },
      '2028-01-01',
      ['products.agreement_not_active', 'products.no_sources', 'products.no_file'],
    ],
  ] as [string, Partial<ListingFacts>, string, string[]][])('%s', (_name, over, today, expected) => {
    expect(codes(over, today)).toEqual(expected);
  });

  it('names the article it rests on', () => {
    expect(listingFaults({ ...whole, sources: [] }, '2026-06-01')[0]?.spec.article).toBe('20');
  });
});

it('cites a source in both languages, with the day of acquisition', () => {
  const cited = cite({
    resourceCode: '1.2.3/7',
    resourceName: '国省干线车流量',
    providerName: '山西省交通运输厅',
    providerNameEn: 'Shanxi Department of Transport',
    providerUscc: '11140000000000000X',
    datasetVersion: 3,
    authorizationNo: 'BA-2026-000001',
    deliveryId: 'dlv_1',
    acquiredOn: '2026-03-05',
    contentHash: 'a'.repeat(64),
  });
  expect(cited.citation).toEqual({
    zh: '数据来源：山西省交通运输厅《国省干线车流量》（1.2.3/7），获取日期：2026-03-05',
    en: 'Data source: Shanxi Department of Transport, 国省干线车流量 (1.2.3/7), acquired on 2026-03-05',
  });
});

describe('file names', () => {
  it.each(['报告.pdf', 'a b.csv', '数据 (1).zip', 'x'.repeat(200)])('takes %s', (name) => {
    expect(fileNameIsPlain(name)).toBe(true);
  });
  it.each([
    '',
    ' ',
    '.',
    '..',
    '../secret',
    'a/b',
    'a\\b',
    'C:\\x',
    'a\u0000b',
    'a\nb',
    'fdp.\u202ecod.exe',
    'x'.repeat(201),
  ])('refuses %j', (name) => {
    expect(fileNameIsPlain(name)).toBe(false);
  });
});

describe('prices', () => {
  const whole2 = { kind: 'dataset', title: '名称', summary: '摘要', description: '说明' };
  const takes = (price_fen: unknown) => productContent.safeParse({ ...whole2, price_fen }).success;
  it.each(['0', '1', '100000', '9999999999999'])('takes %s', (price) => expect(takes(price)).toBe(true));
  it.each(['-1', '1.5', '1,00', '1e21', 'NaN', '', ' 1', '99999999999999', 5, null])('refuses %j', (price) =>
    expect(takes(price)).toBe(false),
  );
  it('takes whole fen of any size below the limit', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n - 1n }), (n) => takes(n.toString())));
  });
});
