/** The gateway and the ODRL policy are made of one record; whatever it says, they answer every request alike. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opsFor } from '#api/agreements/rules/data-check.ts';
import { datasetUri, odrlOf, purposeUri, regionUri, tableUri } from '#api/agreements/rules/odrl.ts';
import { odrlNamespace, profileDocument, profileUri } from '#api/agreements/rules/odrl-profile.ts';
import { grantOf, unknownIn } from '#api/agreements/rules/policy.ts';
import { emptyTerms, type Terms } from '#api/agreements/rules/terms.ts';
import type { RowCondition } from '#api/agreements/rules/terms-types.ts';
import { parentOf } from '#api/kernel/regions.ts';
import { startOfDay } from '#api/kernel/time.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import {
  type Access,
  decide,
  limitsOf,
  nothingUsed,
  overQuota,
  rateHeaders,
  takesOf,
  type Used,
} from '#api/usage/rules/decide.ts';
import { jsonLdOf } from '#test/support/odrl-context.ts';
import { evaluate, type RowTest } from '#test/support/odrl-evaluator.ts';

const base = 'https://data.example.cn';
const profile = profileUri(base);
const datasets = ['306001/000001', '306001/000002'] as const;
const tables = ['路段', 'tolls & more'] as const;
const columns = ['编号', '车流量', '日期', 'a/b'] as const;
const regionCodes = ['140000', '140100', '140105', '140200', '110000'] as const;

const condition: fc.Arbitrary<RowCondition> = fc
  .record({
    column: fc.constantFrom(...columns),
    op: fc.constantFrom(...opsFor('integer'), ...opsFor('text')),
    n: fc.nat(99),
  })
  .map(({ column, op, n }) => {
    if (op === 'isnull' || op === 'notnull') return { column, op };
    if (op === 'in' || op === 'not_in') return { column, op, value: [String(n), '7'] };
    return { column, op, value: op === 'between' ? [String(n), '99'] : String(n) };
  });
const cap = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 9 }) },
);
const quota = fc.record({ day: cap, month: cap, term: cap });
const table = fc.record({
  name: fc.constantFrom(...tables),
  columns: fc.option(fc.uniqueArray(fc.constantFrom(...columns), { minLength: 1 }), { nil: null }),
  filter: fc.array(condition, { maxLength: 3 }),
});
const terms: fc.Arbitrary<Terms> = fc
  .record({
    data: fc.uniqueArray(
      fc.record({
        dataset: fc.constantFrom(...datasets),
        tables: fc.option(fc.uniqueArray(table, { minLength: 1, selector: (one) => one.name }), { nil: null }),
      }),
      { selector: (one) => one.dataset },
    ),
    degree: fc.record({
      code: fc.constantFrom('desensitised', 'desensitised', ...degrees.codes),
      words: fc.constant(''),
      smallest_group: fc.constantFrom(null, 5, 20),
    }),
    purpose: fc.record({ codes: fc.subarray(['industry', 'research'] as const), words: fc.constant('') }),
    region: fc.record({ codes: fc.subarray([...regionCodes], { maxLength: 2 }), words: fc.constant('') }),
    sublicence: fc.record({ mode: fc.constantFrom('forbidden', 'with_consent', 'allowed'), words: fc.constant('') }),
    quota: fc.record({ calls: quota, rows: quota }),
    security_codes: fc.subarray(['in_country', 'incident_24h'] as const),
    audit: fc.record({ days: cap, words: fc.constant('') }),
  })
  .map((over) => ({
    ...emptyTerms,
    ...over,
    term: { from: '2026-11-02', to: '2026-12-31' },
    disposition: { mode: 'destroy', days: 10, proof: 'x', words: '' },
    fee: { mode: 'agreed', words: '', amounts: [{ basis: 'per_year', amount_fen: '1205' }] },
  }));
const some = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.subarray([...columns], { maxLength: 2 }) },
);
const used = fc.record({ day: fc.nat(4), month: fc.nat(4), term: fc.nat(4) });
const access: fc.Arbitrary<Access> = fc.record({
  action: fc.constantFrom('read' as const, 'read' as const, 'figures' as const),
  dataset: fc.constantFrom(...datasets),
  table: fc.constantFrom(...tables),
  columns: fc.option(some, { nil: null }),
  touches: some,
  rows: fc.nat(6),
  purpose: fc.constantFrom('industry', 'industry', 'research', null),
  region: fc.constantFrom('140105', '140105', '140000', '110000', null),
});
const now = fc.constantFrom(
  startOfDay('2026-11-02'),
  new Date(startOfDay('2026-11-02').getTime() - 1),
  new Date(startOfDay('2027-01-01').getTime() - 1),
  startOfDay('2027-01-01'),
  ...['2026-12-01', '2026-11-30', '2026-12-31'].map(startOfDay),
);

const factsOf = {
  no: 'XY-2026-000001',
  version: 3,
  from: '2026-11-02',
  to: '2026-12-31',
  datasets: datasets.map((dataset) => ({ dataset, tables: [...tables] })),
};
const written = (grant: ReturnType<typeof grantOf>, of: Terms) =>
  odrlOf(grant, of, {
    base,
    agency: { uscc: '11140000012345678A', name: '省交通运输厅' },
    developer: { uscc: '91140100MA0K3J7X2B', name: '云流公司' },
    sha256: 'ab'.repeat(32),
    shares: [
      { party: 'treasury', ppm: 300_000 },
      { party: 'developer', ppm: 700_000 },
    ],
  });

const inside = (region: string | null): string[] => {
  const found: string[] = [];
  for (let at = region; at !== null; at = parentOf(at)) found.push(regionUri(base, at));
  return found;
};
/** The row filter as the policy must say it. */
const saying = (filter: readonly RowCondition[]): RowTest[] =>
  filter.flatMap(({ column, op, value }): RowTest[] => {
    const own = { starts: 'startsWith', contains: 'contains', isnull: 'isEmpty', notnull: 'isFilled' }[op as string];
    const core = { ne: 'neq', gte: 'gteq', lte: 'lteq', in: 'isAnyOf', not_in: 'isNoneOf' }[op as string] ?? op;
    const operator = own === undefined ? `${odrlNamespace}${core}` : `${profile}#${own}`;
    if (op !== 'between') return [{ column, operator, value: value ?? true }];
    return [
      { column, operator: `${odrlNamespace}gteq`, value: value?.[0] },
      { column, operator: `${odrlNamespace}lteq`, value: value?.[1] },
    ];
  });

describe('the gateway and the policy', () => {
  it('answer every request alike, and leave the same rows', async () => {
    let allowed = 0;
    await fc.assert(
      fc.asyncProperty(terms, access, now, used, used, async (of, asked, at, calls, rows) => {
        const grant = grantOf(of, factsOf);
        const before: Used = { calls, rows };
        const decision = decide(grant, asked, at, before);
        const granted = grant.tables.find((one) => one.dataset === asked.dataset && one.table === asked.table);
        const left = await evaluate(
          written(grant, of),
          {
            action: asked.action === 'read' ? `${odrlNamespace}read` : `${profile}#figures`,
            target: tableUri(base, asked),
            columns: [...(asked.columns ?? granted?.columns ?? []), ...asked.touches],
            at,
            purpose: asked.purpose === null ? null : purposeUri(base, asked.purpose),
            regions: inside(asked.region),
            smallestGroup: grant.smallestGroup,
            counts: {
              callsPerDay: calls.day + 1,
              callsPerMonth: calls.month + 1,
              callsInTerm: calls.term + 1,
              rowsPerDay: rows.day + asked.rows,
              rowsPerMonth: rows.month + asked.rows,
              rowsInTerm: rows.term + asked.rows,
            },
          },
          profile,
        );
        expect(left === null ? null : 'allowed').toBe(decision.allowed ? 'allowed' : null);
        if (!decision.allowed || left === null) return;
        allowed += 1;
        expect(left).toEqual(saying(decision.filter));
        if (granted?.columns != null)
          expect(granted.columns).toEqual(expect.arrayContaining([...(decision.columns ?? [])]));
      }),
      { numRuns: 500, seed: 4 },
    );
    // A property over requests that are all refused would say nothing.
    expect(allowed).toBeGreaterThan(20);
  });

  it('denies what it does not understand: an unknown key, operator, purpose or record', async () => {
    const of: Terms = { ...emptyTerms, degree: { code: 'desensitised', words: '', smallest_group: null } };
    const asked: Access = {
      action: 'read',
      dataset: datasets[0],
      table: tables[0],
      columns: null,
      touches: [],
      rows: 1,
      purpose: null,
      region: null,
    };
    const at = startOfDay('2026-12-01');
    expect(decide(grantOf(of, factsOf), asked, at, nothingUsed)).toEqual({ allowed: true, columns: null, filter: [] });
    const odd: Record<string, unknown>[] = [
      { only_on_weekdays: true },
      { record: 5 },
      { degree: { ...of.degree, least: 20 } },
      { purpose: { codes: ['anything'], words: '' } },
      { quota: { ...of.quota, bytes: 5 } },
      { region: { codes: [], words: '', except: ['140100'] } },
      { data: [{ dataset: datasets[0], tables: [{ name: tables[0], columns: null, filter: [], sample: 5 }] }] },
      {
        data: [
          {
            dataset: datasets[0],
            tables: [{ name: tables[0], columns: null, filter: [{ column: 'x', op: 'like', value: 'y' }] }],
          },
        ],
      },
    ];
    for (const over of odd) {
      const strange = { ...of, ...over } as unknown as Terms;
      expect(unknownIn(strange)).not.toEqual([]);
      const grant = grantOf(strange, factsOf);
      const decision = decide(grant, asked, at, nothingUsed);
      expect(decision.allowed ? null : decision.refusal.code).toBe('usage.unknown_constraint');
      expect(written(grant, strange).permission).toEqual([]);
    }
  });

  it('names each refusal', () => {
    const of: Terms = {
      ...emptyTerms,
      degree: { code: 'desensitised', words: '', smallest_group: null },
      data: [{ dataset: datasets[0], tables: [{ name: tables[0], columns: ['编号'], filter: [] }] }],
      purpose: { codes: ['research'], words: '' },
      region: { codes: ['140100'], words: '' },
      quota: { calls: { day: 2, month: null, term: null }, rows: { day: null, month: 10, term: null } },
    };
    const fine: Access = {
      action: 'read',
      dataset: datasets[0],
      table: tables[0],
      columns: null,
      touches: [],
      rows: 5,
      purpose: 'research',
      region: '140105',
    };
    const at = new Date('2026-12-31T15:00:00Z');
    const code = (over: Partial<Access>, more: Partial<Terms> = {}, used = nothingUsed, when = at) => {
      const decision = decide(grantOf({ ...of, ...more }, factsOf), { ...fine, ...over }, when, used);
      return decision.allowed ? 'allowed' : decision.refusal.code;
    };
    expect(code({})).toBe('allowed');
    expect(code({}, {}, nothingUsed, new Date('2026-12-31T16:00:00Z'))).toBe('usage.term_over');
    expect(code({}, {}, nothingUsed, new Date('2026-11-01T15:59:59Z'))).toBe('usage.term_not_begun');
    expect(code({}, { degree: { code: 'aggregated', words: '', smallest_group: null } })).toBe('usage.degree_forbids');
    expect(code({ action: 'figures' }, { degree: { code: 'aggregated', words: '', smallest_group: null } })).toBe(
      'allowed',
    );
    expect(code({ action: 'figures' }, { degree: { code: 'model_only', words: '', smallest_group: null } })).toBe(
      'usage.degree_forbids',
    );
    expect(code({ dataset: datasets[1] })).toBe('usage.not_covered');
    expect(code({ table: tables[1] })).toBe('usage.table_not_granted');
    expect(code({ columns: ['编号', '日期'] })).toBe('usage.column_not_covered');
    expect(code({ touches: ['日期'] })).toBe('usage.column_not_covered');
    expect(code({ purpose: 'industry' })).toBe('usage.purpose_not_agreed');
    expect(code({ purpose: null })).toBe('usage.purpose_not_agreed');
    expect(code({ region: '140200' })).toBe('usage.region_not_agreed');
    expect(code({ region: 'Shanxi' })).toBe('usage.region_not_agreed');
    expect(code({}, {}, { ...nothingUsed, calls: { day: 2, month: 2, term: 2 } })).toBe('usage.over_quota');
    expect(code({ rows: 5 }, {}, { ...nothingUsed, rows: { day: 6, month: 6, term: 6 } })).toBe('usage.over_quota');
    expect(code({ rows: 4 }, {}, { ...nothingUsed, rows: { day: 6, month: 6, term: 6 } })).toBe('allowed');
  });

  it('says what is left, and when it begins anew', () => {
    const of: Terms = {
      ...emptyTerms,
      quota: { calls: { day: 2, month: null, term: 9 }, rows: { day: null, month: 10, term: null } },
    };
    const grant = grantOf(of, factsOf);
    const at = new Date('2026-12-31T15:59:00Z');
    const limits = limitsOf(grant, { ...nothingUsed, calls: { day: 1, month: 5, term: 5 } }, at);
    expect(limits).toEqual([
      { measure: 'calls', window: 'day', cap: 2, used: 1, left: 1, resets_at: '2027-01-01T00:00:00+08:00' },
      { measure: 'calls', window: 'term', cap: 9, used: 5, left: 4, resets_at: '2027-01-01T00:00:00+08:00' },
      { measure: 'rows', window: 'month', cap: 10, used: 0, left: 10, resets_at: '2027-01-01T00:00:00+08:00' },
    ]);
    expect(rateHeaders(limits, at)).toEqual({
      policy: '"calls-day";q=2;w=86400, "calls-term";q=9, "rows-month";q=10;qu="rows";w=2678400',
      state: '"calls-day";r=1;t=60, "calls-term";r=4;t=60, "rows-month";r=10;t=60',
    });
    expect(rateHeaders([], at)).toBeNull();
    const [line] = takesOf(grant, at, 0);
    expect(overQuota(grant, line!, 2, at).params).toMatchObject({ cap: 2, used: 2, left: 0, seconds: 60 });
    expect(takesOf(grant, new Date('2026-11-30T16:00:00Z'), 3).map((one) => [one.key, one.takes])).toEqual([
      ['2026-12-01', 1],
      ['term', 1],
      ['2026-12', 3],
    ]);
  });
});

describe('the policy as a document', () => {
  it('expands without a network and loses no key', async () => {
    const [sample] = fc.sample(terms, { numRuns: 1, seed: 11 });
    const of = {
      ...sample!,
      degree: { code: 'desensitised', words: '', smallest_group: null },
      data: [],
      audit: { days: 5, words: '' },
    };
    const policy = written(grantOf(of, factsOf), of);
    const [node] = (await jsonLdOf(policy)) as Record<string, unknown>[];
    expect(node).toMatchObject({
      '@id': `${base}/api/v1/agreements/XY-2026-000001/agreement.jsonld?version=3`,
      '@type': [`${odrlNamespace}Agreement`],
      [`${odrlNamespace}profile`]: [{ '@id': profile }],
    });
    const text = JSON.stringify(node);
    expect(text).toContain(`${odrlNamespace}delete`);
    expect(text).toContain('"@value":"12.05"');
    expect(text).toContain(datasetUri(base, datasets[1]));
    expect(text).not.toMatch(/"@id":"(jinshu|odrl|rdf):/);
  });

  it('has a profile that explains every term of its own', async () => {
    const terms = JSON.stringify(await jsonLdOf(profileDocument(base)));
    const [sample] = fc.sample(fc.array(condition, { minLength: 40, maxLength: 40 }), { numRuns: 1, seed: 3 });
    const of: Terms = {
      ...emptyTerms,
      degree: { code: 'raw_in_domain', words: '', smallest_group: null },
      data: [{ dataset: datasets[0], tables: [{ name: tables[0], columns: ['编号'], filter: sample! }] }],
      disposition: { mode: 'seal', days: 1, proof: '', words: '' },
    };
    const own = [...JSON.stringify(written(grantOf(of, factsOf), of)).matchAll(/"jinshu:(\w+)"/g)].map(
      ([, name]) => name,
    );
    for (const name of new Set(own.filter((one) => one !== 'recordSha256'))) expect(terms).toContain(`#${name}"`);
  });
});
