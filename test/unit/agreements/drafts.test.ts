import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsShape } from '#api/agreements/contract.ts';
import { changedClauses, clauseChanges, clauseKeys, takeClauses } from '#api/agreements/rules/clauses.ts';
import { clauseWord } from '#api/agreements/rules/draft-codes.ts';
import {
  clausesOfApplication,
  deviatingClauses,
  deviationFault,
  deviationsOf,
  type Form,
  formFault,
  formHolds,
  incompleteFault,
  markOf,
  startFrom,
} from '#api/agreements/rules/forms.ts';
import { emptyTerms, type Terms } from '#api/agreements/rules/terms.ts';
import { clauseText } from '#api/agreements/template.ts';

const terms = (over: object = {}): Terms =>
  termsShape.parse({
    shares: [
      { party: 'treasury', ppm: 300_000 },
      { party: 'developer', ppm: 700_000 },
    ],
    ...over,
  }) as Terms;

/** Terms in any mixture of words, codes, figures and lists. */
const words = fc.constantFrom('', '甲', '乙丙', '逐日统计\n按月汇总');
const anyTerms = fc
  .record({
    scope: words,
    degree: fc.record({
      code: fc.constantFrom('', 'desensitised', 'aggregated'),
      words,
      smallest_group: fc.constantFrom(null, 20),
    }),
    term: fc.record({ from: fc.constantFrom('', '2026-11-02'), to: fc.constantFrom('', '2027-11-01') }),
    quota: fc.record({ calls: fc.record({ day: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }) }) }),
    ownership: fc.record({
      owner: fc.constantFrom('', 'developer', 'joint'),
      developer_percent: fc.option(fc.integer({ min: 1, max: 99 }), { nil: null }),
      words,
    }),
    security_codes: fc.uniqueArray(fc.constantFrom('in_country', 'access_log', 'staff_training')),
    other: words,
    shares: fc.constantFrom(
      [
        { party: 'treasury', ppm: null },
        { party: 'developer', ppm: null },
      ],
      [
        { party: 'treasury', ppm: 400_000 },
        { party: 'developer', ppm: 600_000 },
      ],
      [
        { party: 'developer', ppm: 600_000 },
        { party: 'treasury', ppm: 400_000 },
        { party: 'operator', ppm: null },
      ],
    ),
  })
  .map((over) => terms(over));

describe('clauses', () => {
  it('are all members of the record, whatever it holds, each with words in both languages', () => {
    const keys = clauseKeys();
    expect(keys).toEqual(Object.keys(emptyTerms).filter((key) => key !== 'record'));
    for (const key of keys) {
      const [zh, en] = clauseWord(key);
      expect(zh, key).toMatch(/\p{Script=Han}/u);
      expect(en, key).not.toBe(key === 'security_codes' ? key : '');
    }
    const later = { ...emptyTerms, later: 'x' } as unknown as Terms;
    expect(clauseKeys(later)).toContain('later');
    expect(changedClauses(emptyTerms, later)).toEqual(['later']);
    expect(takeClauses(later, emptyTerms, ['later'])).toEqual(emptyTerms);
  });

  it('say the same in two ways: a party without a part, the part of one owner', () => {
    const open = terms({ shares: [...terms().shares, { party: 'operator', ppm: null }] });
    expect(changedClauses(terms(), open)).toEqual([]);
    const short = terms({ ownership: { owner: 'joint', developer_percent: 60 } });
    const long = terms({
      ownership: {
        owner: 'joint',
        shares: [
          { party: 'developer', ppm: 600_000 },
          { party: 'agency', ppm: 400_000 },
        ],
      },
    });
    expect(changedClauses(short, long)).toEqual([]);
    expect(changedClauses(short, terms({ ownership: { owner: 'joint', developer_percent: 61 } }))).toEqual([
      'ownership',
    ]);
  });

  it('accepted one by one, in any order, make the whole', () => {
    fc.assert(
      fc.property(anyTerms, anyTerms, fc.infiniteStream(fc.nat()), (base, wanted, order) => {
        const changed = changedClauses(base, wanted);
        const shuffled = [...changed].sort(() => (Number(order.next().value) % 3) - 1);
        const one = shuffled.reduce((draft, clause) => takeClauses(draft, wanted, [clause]), base);
        const whole = takeClauses(base, wanted, changed);
        expect(one).toEqual(whole);
        expect(changedClauses(whole, wanted)).toEqual([]);
        // What was not accepted stays as it was.
        const [first, ...rest] = changed;
        if (first !== undefined) expect(changedClauses(takeClauses(base, wanted, [first]), wanted)).toEqual(rest);
        expect(clauseChanges(base, wanted).every((one) => one.changes.length > 0)).toBe(true);
        expect(changedClauses(wanted, base)).toEqual(changed);
      }),
      { numRuns: 150 },
    );
  });
});

const form = (over: object = {}, marks: Form['marks'] = { disposition: 'fixed', shares: 'fixed' }): Form => ({
  terms: terms({ disposition: { mode: 'destroy', days: 10, proof: '第三方销毁证明' }, fee: { mode: 'free' }, ...over }),
  marks,
});

describe('a template', () => {
  it('fixes, proposes or leaves open; what it says without a mark is proposed', () => {
    expect(markOf(form(), 'disposition')).toBe('fixed');
    expect(markOf(form(), 'fee')).toBe('proposed');
    expect(markOf(form(), 'other')).toBe('blank');
    const licensed = terms({ scope: '逐日车流量', degree: { code: 'aggregated' }, shares: emptyTerms.shares });
    const drawn = startFrom(licensed, form({}, { fee: 'blank', shares: 'fixed' }));
    expect(drawn).toMatchObject({ scope: '逐日车流量', degree: { code: 'aggregated' }, fee: { mode: '' } });
    expect(drawn.disposition.mode).toBe('destroy');
    expect(drawn.shares).toEqual(terms().shares);
  });

  it('is not left silently: a fixed clause needs its reason, a proposed one does not', () => {
    const same = startFrom(terms({ scope: '甲' }), form());
    expect(deviatingClauses(same, form())).toEqual([]);
    const other = { ...same, disposition: { ...same.disposition, days: 30 }, fee: { ...same.fee, mode: 'agreed' } };
    expect(deviatingClauses(other, form())).toEqual(['disposition']);
    const refused = deviationFault(other, form(), { fee: '协商', disposition: ' ' });
    expect(refused).toMatchObject({ code: 'agreement.deviation_silent', status: 422 });
    expect(refused?.fields.map((one) => one.path)).toEqual(['deviations.disposition']);
    expect(deviationFault(other, form(), { disposition: '数据量大' })).toBeNull();
    expect(deviationsOf(other, form(), { disposition: '数据量大', fee: '无关' })).toEqual([
      { clause: 'disposition', reason: '数据量大' },
    ]);
  });

  it('says nothing of what the application grants, and says in full what it fixes', () => {
    for (const clause of clausesOfApplication)
      expect(formFault(form({}, { [clause]: 'fixed' }))?.code).toBe('template.clause_of_application');
    expect(formFault(form({ scope: '任意' }))?.code).toBe('template.clause_of_application');
    expect(formFault(form({}, { nothing: 'fixed' }))?.code).toBe('template.clause_unknown');
    expect(formFault(form())).toBeNull();
    expect(incompleteFault(form())).toBeNull();
    expect(incompleteFault(form({ disposition: {} }))?.code).toBe('template.fixed_incomplete');
    expect(incompleteFault({ terms: emptyTerms, marks: {} })?.code).toBe('template.says_nothing');
    expect(incompleteFault({ terms: emptyTerms, marks: { security_codes: 'fixed' } })?.code).toBe(
      'template.fixed_incomplete',
    );
  });

  it('holds from its first to its last day', () => {
    const days = { from: '2026-11-02', to: '2026-12-31' };
    expect(['2026-11-01', '2026-11-02', '2026-12-31', '2027-01-01'].map((day) => formHolds(days, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(formHolds({ from: null, to: null }, '2026-11-02')).toBe(false);
  });

  it('is told clause by clause, also a clause that nobody has words for yet', () => {
    const said = form({ security_codes: ['in_country'], other: '甲\n乙', quota: { calls: { day: 5 } } }).terms;
    expect(clauseText(said, 'security_codes')).toContain('境内');
    expect(clauseText(said, 'quota')).toContain('5 次');
    expect(clauseText(said, 'shares')).toContain('30%');
    expect(clauseText(said, 'purpose')).toBe('');
    expect(clauseText({ ...said, later: { words: '新' } } as unknown as Terms, 'later')).toContain('新');
    for (const clause of clauseKeys()) expect(typeof clauseText(said, clause)).toBe('string');
  });
});
