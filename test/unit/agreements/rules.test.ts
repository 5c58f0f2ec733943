import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementActions } from '#api/agreements/rules/codes.ts';
import { effectiveDays, reminderOn, standingOn } from '#api/agreements/rules/in-force.ts';
import { agreementLifecycle, ballOf, filingLifecycle } from '#api/agreements/rules/lifecycle.ts';
import { type AgreementFacts, hindrance, sideOf } from '#api/agreements/rules/rights.ts';
import { shareLinesFault, splitFault, sumOfShares, wholePpm } from '#api/agreements/rules/shares.ts';
import { nextSigner, type SigningFacts, signHindrance } from '#api/agreements/rules/signing.ts';
import { emptyTerms, missingTerms, type Terms } from '#api/agreements/rules/terms.ts';

const whole: Terms = {
  ...emptyTerms,
  scope: '范围',
  degree: { code: 'desensitised', words: '', smallest_group: null },
  term: { from: '2026-11-02', to: '2027-11-01' },
  disposition: { mode: 'return', days: 10, proof: '交接单', words: '' },
  ownership: { owner: 'developer', developer_percent: null, shares: [], licence_back: '可用', words: '' },
  fee: { mode: 'free', words: '', amounts: [] },
  security: '加密',
  other: '',
  shares: [
    { party: 'treasury', ppm: 300_000 },
    { party: 'developer', ppm: 700_000 },
  ],
};

describe('what an agreement must say before it goes out (Article 20)', () => {
  it('lists every missing clause of an empty draft', () => {
    const missing = missingTerms(emptyTerms);
    expect([...new Set(missing.map((one) => one.clause))]).toEqual([
      'scope',
      'degree',
      'term',
      'disposition',
      'ownership',
      'fee',
      'security',
      'shares',
    ]);
    expect(missing.filter((one) => one.article === '20').map((one) => one.path)).toEqual([
      'terms.scope',
      'terms.degree.code',
      'terms.term.from',
      'terms.term.to',
      'terms.disposition.mode',
      'terms.ownership.owner',
      'terms.ownership.licence_back',
    ]);
    expect(missing.filter((one) => one.article === '21').map((one) => one.path)).toEqual([
      'terms.shares.0.ppm',
      'terms.shares.1.ppm',
    ]);
    expect(missingTerms(whole)).toEqual([]);
  });

  it.each<[string, Partial<Terms>, string]>([
    ['scope of spaces', { scope: ' \n\t　' }, 'terms.scope'],
    ['unknown degree', { degree: { code: 'all', words: '', smallest_group: null } }, 'terms.degree.code'],
    ['a day that does not exist', { term: { from: '2026-02-30', to: '2027-01-01' } }, 'terms.term.from'],
    ['no days', { disposition: { mode: 'destroy', days: null, proof: 'x', words: '' } }, 'terms.disposition.days'],
    ['no proof', { disposition: { mode: 'seal', days: 5, proof: ' ', words: '' } }, 'terms.disposition.proof'],
    [
      'continued without conditions',
      { disposition: { mode: 'continue', days: null, proof: '', words: ' ' } },
      'terms.disposition.words',
    ],
    [
      'joint without parts',
      { ownership: { owner: 'joint', developer_percent: null, shares: [], licence_back: 'x', words: '' } },
      'terms.ownership.developer_percent',
    ],
    [
      'no licence back',
      { ownership: { owner: 'agency', developer_percent: null, shares: [], licence_back: '', words: '' } },
      'terms.ownership.licence_back',
    ],
    ['no fee', { fee: { mode: '', words: '', amounts: [] } }, 'terms.fee.mode'],
    ['no security', { security: '  ' }, 'terms.security'],
    ['no government part', { shares: [{ party: 'developer', ppm: 1_000_000 }] }, 'terms.shares.0.ppm'],
  ])('%s is missing', (_name, over, path) => {
    expect(missingTerms({ ...whole, ...over }).map((one) => one.path)).toEqual([path]);
  });

  it('continued use needs no days and no proof', () => {
    expect(
      missingTerms({ ...whole, disposition: { mode: 'continue', days: null, proof: '', words: '续签后' } }),
    ).toEqual([]);
  });
});

describe('the split (Article 21)', () => {
  const line = (party: string, ppm: number | null) => ({ party, ppm });

  it('never pays an agency, whatever it is called', () => {
    for (const party of ['agency', 'org_123', 'province.transport', '', 'Treasury', '__proto__', 'toString'])
      expect(shareLinesFault([line(party, 1)])?.code).toBe('agreement.agency_payee');
    expect(shareLinesFault([line('agency', null)])?.spec.article).toBe('21');
  });

  it('takes each party once and whole parts only', () => {
    expect(shareLinesFault([line('developer', 1), line('developer', 2)])?.code).toBe('agreement.share_twice');
    for (const ppm of [-1, 0.5, 1_000_001, Number.NaN, Number.POSITIVE_INFINITY])
      expect(shareLinesFault([line('developer', ppm)])?.code).toBe('agreement.share_invalid');
  });

  it('adds up to exactly a million and holds a government part', () => {
    expect(splitFault([line('treasury', 300_000), line('developer', 700_000)])).toBeNull();
    expect(splitFault([line('treasury', 300_000), line('developer', 699_999)])).toMatchObject({
      code: 'agreement.shares_not_whole',
      params: { sum: 999_999, rest: 1 },
    });
    expect(splitFault([line('treasury', 0), line('developer', 1_000_000)])?.code).toBe('agreement.no_government_part');
    expect(splitFault([line('treasury', null), line('developer', 1_000_000)])?.code).toBe(
      'agreement.no_government_part',
    );
    expect(splitFault([line('developer', 1_000_000)])?.code).toBe('agreement.no_government_part');
  });

  it('accepts exactly the splits that are whole', () => {
    const ppm = fc.integer({ min: 0, max: wholePpm });
    fc.assert(
      fc.property(ppm, ppm, ppm, (a, b, c) => {
        const lines = [line('treasury', a), line('developer', b), line('operator', c)];
        expect(splitFault(lines) === null).toBe(a > 0 && a + b + c === wholePpm);
        expect(sumOfShares(lines)).toBe(a + b + c);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: wholePpm }), fc.double({ min: 0, max: 1, noNaN: true }), (a, cut) => {
        const b = Math.floor((wholePpm - a) * cut);
        expect(splitFault([line('treasury', a), line('developer', b), line('operator', wholePpm - a - b)])).toBeNull();
      }),
    );
  });
});

describe('signing', () => {
  const facts = (over: Partial<SigningFacts> = {}): SigningFacts => ({
    state: 'offered',
    agency: { id: 'a', name: '交通厅' },
    developer: { id: 'd', name: '路况科技' },
    signedBy: [],
    ...over,
  });
  const signer = (id: string, duties = ['signatory']) => ({ organization: { id }, duties });

  it('developer first, then the agency, each once', () => {
    expect(nextSigner(facts())?.id).toBe('d');
    expect(nextSigner(facts({ signedBy: ['d'] }))?.id).toBe('a');
    expect(nextSigner(facts({ signedBy: ['d', 'a'] }))).toBeNull();
    expect(signHindrance(facts(), signer('d'))).toBeNull();
    expect(signHindrance(facts({ signedBy: ['d'] }), signer('a'))).toBeNull();
  });

  it('refuses by name: third party, no duty, out of turn, twice, wrong state', () => {
    expect(signHindrance(facts(), signer('x'))?.code).toBe('agreement.not_a_party');
    expect(signHindrance(facts(), signer('d', ['developer', 'licensing']))?.code).toBe('agreement.no_signatory');
    expect(signHindrance(facts(), signer('a'))).toMatchObject({
      code: 'agreement.out_of_turn',
      params: { waiting_for: '路况科技' },
    });
    expect(signHindrance(facts({ signedBy: ['d'] }), signer('d'))?.code).toBe('agreement.already_signed');
    expect(signHindrance(facts({ state: 'signed', signedBy: ['d', 'a'] }), signer('a'))?.code).toBe(
      'agreement.already_signed',
    );
    expect(signHindrance(facts({ state: 'draft' }), signer('d'))?.code).toBe('agreement.wrong_state');
  });
});

describe('in force', () => {
  const facts = (over: object = {}) => ({
    state: 'active' as const,
    effectiveFrom: '2026-11-02',
    effectiveTo: '2026-12-31',
    ...over,
  });

  it('from the first to the last day, both counted, and no second longer', () => {
    expect(standingOn(facts(), '2026-11-01')).toBe('not_yet');
    expect(standingOn(facts(), '2026-11-02')).toBe('in_force');
    expect(standingOn(facts(), '2026-12-31')).toBe('in_force');
    expect(standingOn(facts(), '2027-01-01')).toBe('over');
    expect(standingOn(facts({ state: 'expired' }), '2026-11-02')).toBe('over');
    for (const state of ['draft', 'offered', 'signed', 'filing', 'terminated'] as const)
      expect(standingOn(facts({ state }), '2026-11-02')).toBe('not_active');
  });

  it('starts with the acceptance or the agreed day, whichever is later', () => {
    const term = { from: '2026-11-02', to: '2027-11-01' };
    expect(effectiveDays(term, '2026-11-20').from).toBe('2026-11-20');
    expect(effectiveDays(term, '2026-10-20').from).toBe('2026-11-02');
    expect(effectiveDays(term, '2026-11-20').to).toBe('2027-11-01');
  });

  it('reminds 90, 30 and 7 days before the end', () => {
    expect(reminderOn(facts({ effectiveTo: '2027-12-31' }), '2026-11-02')).toBeNull();
    expect(reminderOn(facts(), '2026-11-02')).toEqual({ daysLeft: 59, within: 90 });
    expect(reminderOn(facts(), '2026-12-01')).toEqual({ daysLeft: 30, within: 30 });
    expect(reminderOn(facts(), '2026-12-31')).toEqual({ daysLeft: 0, within: 7 });
    expect(reminderOn(facts(), '2027-01-01')).toBeNull();
  });
});

describe('who sees and does what', () => {
  const facts = (over: Partial<AgreementFacts> = {}): AgreementFacts => ({
    agencyId: 'a',
    developerId: 'd',
    regionCode: '140000',
    state: 'draft',
    filed: false,
    ...over,
  });
  const actor = (id: string, duties: never[] | string[], power?: [string, string]) =>
    ({
      organization: { id, regionCode: '140000' },
      duties,
      powers: power === undefined ? [] : [{ power: power[0], regionCode: power[1] }],
    }) as unknown as Parameters<typeof hindrance>[1];

  it('the information department and finance of the region see it once it is filed, others never', () => {
    const department = actor('i', ['reviewer'], ['information_department', '140000']);
    expect(sideOf(facts(), department)).toBeNull();
    expect(sideOf(facts({ filed: true }), department)).toBe('department');
    expect(sideOf(facts({ filed: true }), actor('f', [], ['finance_bureau', '140000']))).toBe('finance');
    expect(sideOf(facts({ filed: true }), actor('i', ['reviewer'], ['information_department', '140100']))).toBeNull();
    expect(sideOf(facts({ filed: true }), actor('x', ['licensing']))).toBeNull();
  });

  it('only the agency changes the draft; either side ends it', () => {
    expect(hindrance(facts(), actor('d', ['developer']), 'save')?.code).toBe('agreement.not_yours_to_do');
    expect(hindrance(facts(), actor('a', ['steward']), 'save')?.code).toBe('auth.forbidden');
    expect(hindrance(facts(), actor('a', ['licensing']), 'save')).toBeNull();
    expect(hindrance(facts({ state: 'offered' }), actor('a', ['licensing']), 'save')?.code).toBe(
      'agreement.wrong_state',
    );
    expect(hindrance(facts({ state: 'offered' }), actor('d', ['developer']), 'terminate')).toBeNull();
    // In force it takes consent, or ground and notice.
    expect(hindrance(facts({ state: 'active' }), actor('d', ['developer']), 'terminate')?.code).toBe(
      'agreement.wrong_state',
    );
    expect(hindrance(facts({ state: 'expired' }), actor('d', ['developer']), 'terminate')?.code).toBe(
      'agreement.wrong_state',
    );
  });

  it('every edge has a name, and the ball is where the next step is', () => {
    for (const edges of Object.values(agreementLifecycle))
      for (const action of Object.keys(edges)) expect(agreementActions.is(action)).toBe(true);
    expect(Object.keys(filingLifecycle.accepted)).toEqual([]);
    expect(ballOf('offered', false, null)).toBe('developer');
    expect(ballOf('offered', true, null)).toBe('agency');
    expect(ballOf('filing', true, 'submitted')).toBe('department');
    expect(ballOf('filing', true, 'supplement')).toBe('agency');
    expect(ballOf('active', true, 'accepted')).toBe('nobody');
  });
});
