import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApplicationState, applicationStates, authorizationKinds } from '#api/licensing/rules/codes.ts';
import {
  acceptingFault,
  checkList,
  fileWanted,
  itemsFor,
  type Paper,
  sendingFault,
} from '#api/licensing/rules/file.ts';
import { above, jointState, leadOf, opinionOf } from '#api/licensing/rules/joint.ts';
import { refuse } from '#api/licensing/rules/kind-refusals.ts';
import { missingMaterial } from '#api/licensing/rules/material.ts';
import { pathOf, stationOf } from '#api/licensing/rules/path.ts';
import { pausesOf } from '#api/licensing/rules/pauses.ts';
import { procedures, yearsOf } from '#api/licensing/rules/procedures.ts';
import { standingOf, takesEvent } from '#api/licensing/rules/standing.ts';

const state = fc.constantFrom(...applicationStates.codes);
const kind = fc.constantFrom(...authorizationKinds.codes);

describe('the three procedures', () => {
  it('are different in path, decider, file and gates, and all end with a certificate', () => {
    const paths = authorizationKinds.codes.map((code) => procedures[code].path.join());
    expect(new Set(paths).size).toBe(3);
    for (const code of authorizationKinds.codes) expect(procedures[code].path.at(-1)).toBe('certify');
    expect(procedures.authorized_operation).toMatchObject({ decider: 'government', call: 'required' });
  });

  it('lengthen no operator’s term beyond the law’s five years', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (years) => {
        expect(yearsOf('authorized_operation', years)).toBe(Math.min(years, 5));
        expect(yearsOf('licensed_development', years)).toBe(years);
      }),
    );
  });

  it('ask for their own further material', () => {
    const blank = { purpose: '', scenario: '', scope: '', degree: '', termFrom: '', termTo: '' };
    const further = (code: 'licensed_development' | 'cooperative_development' | 'authorized_operation') =>
      missingMaterial(blank, code).flatMap(({ path }) => (path.startsWith('extra.') ? [path] : []));
    expect(further('licensed_development')).toEqual([]);
    expect(further('cooperative_development')).toEqual(['extra.developer_part']);
    expect(further('authorized_operation')).toEqual([
      'extra.operation_plan',
      'extra.security_plan',
      'extra.track_record',
    ]);
  });

  it('show one case at one station of its own path, with one holder', () => {
    fc.assert(
      fc.property(kind, state, fc.boolean(), (code, at, awarded) => {
        const facts = {
          kind: code,
          state: at,
          withCall: false,
          feeSettled: false,
          due: null,
          overdue: false,
          steps: [],
          plan: null,
          notice: { toDay: '2026-11-01' },
          awarded,
          today: '2026-11-02',
        } as const;
        const path = pathOf(facts);
        expect(procedures[code].path).toContain(stationOf(facts));
        expect(path.filter((step) => step.state === 'current' || step.state === 'closed').length).toBe(
          at === 'certified' ? 0 : 1,
        );
      }),
    );
  });
});

describe('the enterprise file', () => {
  const paper = (over: Partial<Paper>): Paper => ({
    id: 'crd_1',
    item: 'business_licence',
    state: 'verified',
    validFrom: '2025-01-01',
    validTo: '2026-12-31',
    addedAt: '2026-01-01T00:00:00Z',
    ...over,
  });
  const stateOn = (papers: readonly Paper[], today: string) => checkList(['business_licence'], papers, today)[0]?.state;

  it('takes the best paper of an item, on the day', () => {
    expect(stateOn([], '2026-06-01')).toBe('missing');
    expect(stateOn([paper({ state: 'withdrawn' })], '2026-06-01')).toBe('missing');
    expect(stateOn([paper({ validFrom: '2026-07-01' })], '2026-06-01')).toBe('missing');
    expect(stateOn([paper({})], '2026-06-01')).toBe('verified');
    expect(stateOn([paper({})], '2026-12-01')).toBe('expiring');
    expect(stateOn([paper({})], '2027-01-01')).toBe('expired');
    expect(stateOn([paper({ state: 'rejected' }), paper({ id: 'crd_2', state: 'submitted' })], '2026-06-01')).toBe(
      'submitted',
    );
  });

  it('lets an unchecked paper be sent and not be accepted', () => {
    const list = checkList(['business_licence'], [paper({ state: 'submitted' })], '2026-06-01');
    expect(sendingFault(list)).toBeNull();
    expect(acceptingFault(list)?.code).toBe('licensing.file_unchecked');
    expect(sendingFault(checkList(['representative'], [], '2026-06-01'))?.sentence('en')).toContain('Real-name');
  });

  it('is wanted always or from a day, and of a parameter that is no list of items nothing is taken', () => {
    expect(fileWanted('authorized_operation', null, '2026-01-01')).toBe(true);
    expect(fileWanted('licensed_development', null, '2026-01-01')).toBe(false);
    expect(fileWanted('licensed_development', '2026-01-01', '2026-01-01')).toBe(true);
    expect(itemsFor('licensed_development', ['qualification'])).toEqual(['qualification']);
    for (const strange of [null, 5, ['passport'], { a: 1 }])
      expect(itemsFor('licensed_development', strange)).toEqual(procedures.licensed_development.file);
  });
});

describe('several agencies', () => {
  it('are led by the one with most datasets, or by the department above all of them', () => {
    const held = (providerId: string, regionCode = '140000') => ({ providerId, regionCode });
    expect(leadOf([held('a'), held('b'), held('b')], false)).toMatchObject({ kind: 'lead_agency', agencyId: 'b' });
    expect(leadOf([held('a'), held('b')], false)).toMatchObject({ agencyId: 'a' });
    expect(leadOf([held('a'), held('b')], true)).toEqual({ kind: 'information_department', regionCode: '140000' });
    expect(leadOf([held('a', '140105'), held('b', '140106')], false)).toMatchObject({ regionCode: '140100' });
    expect(above(['140100', '140200'])).toBe('140000');
    expect(above(['140105', '140100'])).toBe('140100');
  });

  it('whatever they say, the whole is granted only by all, refused only by all, and else in part', () => {
    const decided = fc.constantFrom<ApplicationState>('approved', 'charging', 'certified', 'refused');
    fc.assert(
      fc.property(fc.array(decided, { minLength: 1, maxLength: 6 }), (states) => {
        const parts = states.map((one) => ({ state: one, conditions: null }));
        const refused = states.filter((one) => one === 'refused').length;
        const whole = refused === 0 ? 'granted' : refused === states.length ? 'refused' : 'partly_granted';
        expect(jointState(parts)).toBe(whole);
        // A part that the applicant took back is nobody's word.
        expect(jointState([...parts, { state: 'withdrawn', conditions: null }])).toBe(whole);
        expect(jointState([...parts, { state: 'reviewing', conditions: null }])).toBe('reviewing');
      }),
    );
    expect(jointState([{ state: 'withdrawn', conditions: null }])).toBe('withdrawn');
    expect(opinionOf({ state: 'approved', conditions: 'x' })).toBe('agree_with_conditions');
  });
});

describe('pauses and certificates', () => {
  it('reads from the file when the clock stood still, and no fee of nothing stops it', () => {
    const at = (day: string) => new Date(`${day}T04:00:00Z`);
    const steps = [
      { action: 'supplement', words: '补', at: at('2026-11-02') },
      { action: 'resubmit', words: null, at: at('2026-11-05') },
      { action: 'pause', words: '评审', at: at('2026-11-06') },
      { action: 'ask', words: null, at: at('2026-11-07') },
      { action: 'resume', words: null, at: at('2026-11-10') },
      { action: 'charge', words: '依据', at: at('2026-11-12') },
    ];
    expect(pausesOf(steps, true).map(({ ground, from, to }) => [ground, from, to])).toEqual([
      ['supplement', '2026-11-02', '2026-11-05'],
      ['review', '2026-11-06', '2026-11-10'],
      ['fee', '2026-11-12', null],
    ]);
    expect(pausesOf(steps, false)).toHaveLength(2);
  });

  it('what is revoked or superseded stays so, whatever comes after', () => {
    const events = fc.array(
      fc.constantFrom('superseded', 'suspended', 'restored', 'revoked', 'reissue_asked').map((one) => ({ kind: one })),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(events, (made) => {
        const facts = { validFrom: '2026-01-01', validTo: '2026-12-31', events: made } as Parameters<
          typeof standingOf
        >[0];
        const standing = standingOf(facts, '2026-06-01');
        const gone = made.some((one) => one.kind === 'revoked' || one.kind === 'superseded');
        expect(['revoked', 'superseded'].includes(standing)).toBe(gone);
        if (gone) expect(takesEvent(facts, 'restored', '2026-06-01')).toBe(false);
        if (!gone) expect(standingOf(facts, '2027-01-01')).toBe('expired');
      }),
    );
  });

  it('every refusal reads in both languages with nothing left unfilled', () => {
    for (const [code, spec] of Object.entries(refuse.table)) {
      const names = [...`${spec.zh}${spec.en}`.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => [name, 'x']);
      const made = refuse(code as keyof typeof refuse.table, Object.fromEntries(names));
      expect(made.sentence('zh') + made.sentence('en'), code).not.toContain('{{');
    }
  });
});
