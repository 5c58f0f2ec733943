/** Rules of sharing: clocks and who has the ball, the ladder, rows that are returned, who may do what. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '#api/kernel/refusal.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { builtInCalendar } from '#api/kernel/working-days.ts';
import { pauseClock, resumeClock, startClock, stopped } from '#api/licensing/rules/clock.ts';
import { type BoardFacts, clocksOf } from '#api/sharing/rules/board.ts';
import { type SharingAction, type SharingState, sharingActions, sharingStates } from '#api/sharing/rules/codes.ts';
import { commonRegion, nextRung } from '#api/sharing/rules/ladder.ts';
import { sharingLifecycle } from '#api/sharing/rules/lifecycle.ts';
import { returnFilter, returnsTo } from '#api/sharing/rules/returns.ts';
import {
  type Actor,
  doers,
  hindrance,
  isOpen,
  offered,
  type SharingFacts,
  sidesOf,
} from '#api/sharing/rules/rights.ts';
import { keptUntil, terms } from '#api/sharing/rules/terms.ts';

const calendar = builtInCalendar;
const firstDay = '2026-01-01';
const day = fc.integer({ min: 0, max: 250 }).map((n) => addDays(firstDay, n));
const runs = { numRuns: 60 };

const board = (over: Partial<BoardFacts> = {}): BoardFacts => ({
  ...stopped,
  state: 'filed',
  termUntil: '2026-12-31',
  requesterId: 'asks',
  providerId: 'gives',
  authorityId: null,
  remedy: null,
  extensionAskedAt: null,
  extensionAnswer: null,
  objections: [],
  corrections: [],
  ...over,
});

describe('clocks', () => {
  it('are those of Order 809', () => {
    expect([terms.reply.days, terms.extension.days, terms.provision.days, terms.correction.days]).toEqual([
      10, 10, 20, 10,
    ]);
    // The vectors of the law's own calendar: received before the spring festival, a working Saturday inside.
    expect(calendar.addWorkingDays('2026-02-13', terms.reply.days)).toBe('2026-03-05');
    expect(calendar.addWorkingDays('2026-02-13', terms.provision.days)).toBe('2026-03-19');
  });

  it('lose nothing to a supplement: what was left before is left after, however long it took', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 40 }), (received, worked, waited) => {
        const started = startClock(calendar, received, terms.reply.days);
        const stoppedOn = calendar.addWorkingDays(received, worked);
        const left = calendar.workingDaysBetween(stoppedOn, started.dueOn ?? '');
        const paused = pauseClock(calendar, started, stoppedOn);
        const on = addDays(stoppedOn, waited);
        const [standing] = clocksOf(board({ ...paused, state: 'supplementing' }), calendar, on);
        expect(standing).toMatchObject({ kind: 'supplement', ball: 'requester', ballId: 'asks', tone: 'paused' });
        const resumed = resumeClock(calendar, paused, on);
        expect(resumed.dueOn).toBe(calendar.addWorkingDays(on, Math.max(0, left)));
        const [running] = clocksOf(board(resumed), calendar, on);
        expect(running?.ballId).toBe('gives');
        expect(running?.tone).toBe(left <= 2 ? 'due' : 'green');
      }),
      runs,
    );
  });

  it('of a suspension run for the requester until it has reported; then the provider has the ball', () => {
    const suspended = board({ state: 'suspended', receivedOn: '2026-03-02', dueOn: '2026-03-09' });
    expect(clocksOf(suspended, calendar, '2026-03-10')).toMatchObject([
      { kind: 'remedy', ballId: 'asks', tone: 'late' },
    ]);
    expect(clocksOf({ ...suspended, remedy: '已收回' }, calendar, '2026-03-10')).toMatchObject([
      { kind: 'resumption', ballId: 'gives', dueOn: null, tone: 'none' },
    ]);
  });

  it('are green, then due, then late, and never green again', () => {
    fc.assert(
      fc.property(day, (received) => {
        const clock = startClock(calendar, received, terms.reply.days);
        const tones = Array.from(
          { length: 30 },
          (_, i) => clocksOf(board(clock), calendar, addDays(received, i))[0]?.tone,
        );
        const order = ['green', 'due', 'late'];
        const places = tones.map((tone) => order.indexOf(tone ?? ''));
        expect(places).toEqual([...places].sort());
        expect(tones[0]).toBe('green');
        const dueAt = tones.lastIndexOf('due');
        expect(addDays(received, dueAt) >= (clock.dueOn ?? '')).toBe(true);
        expect(clocksOf(board(clock), calendar, addDays(clock.dueOn ?? '', 1))[0]?.tone).toBe('late');
      }),
      runs,
    );
  });

  it('name who has the ball in every state, and none where nothing is to be done', () => {
    const clock = startClock(calendar, '2026-03-02', 10);
    const balls = Object.fromEntries(
      sharingStates.codes.map((state) => [
        state,
        clocksOf(board({ ...clock, state }), calendar, '2026-03-03').map((one) => `${one.kind}:${one.ball}`),
      ]),
    );
    expect(balls).toEqual({
      drafting: [],
      consenting: ['consent:requester_head'],
      filed: ['reply:provider'],
      supplementing: ['supplement:requester'],
      proposed: ['confirm:provider_head'],
      granted: ['provision:provider'],
      in_use: [],
      suspended: ['remedy:requester'],
      refused: [],
      withdrawn: [],
      expired: ['disposition:requester'],
      ended: ['disposition:requester'],
      disposed: [],
    });
  });

  it('show what runs beside: the authority, an objection, a correction, the end of the term', () => {
    const found = clocksOf(
      board({
        ...startClock(calendar, '2026-03-02', 10),
        extensionAskedAt: new Date('2026-03-03T04:00:00Z'),
        authorityId: 'department',
        objections: [{ bodyId: 'government', filedOn: '2026-03-02', dueOn: '2026-03-03', outcome: null }],
        corrections: [
          { no: 'GJ-1', filedOn: '2026-02-01', dueOn: '2026-03-05', outcome: null },
          { no: 'GJ-2', filedOn: '2026-02-01', dueOn: '2026-03-05', outcome: 'kept' },
        ],
      }),
      calendar,
      '2026-03-04',
    );
    expect(found.map(({ kind, ballId, of, tone }) => [kind, ballId, of, tone])).toEqual([
      ['reply', 'gives', null, 'green'],
      ['extension', 'department', null, 'green'],
      ['objection', 'government', null, 'late'],
      ['correction', 'gives', 'GJ-1', 'due'],
    ]);
    const ending = (termUntil: Day) => clocksOf(board({ state: 'in_use', termUntil }), calendar, '2026-12-20');
    // Past the last loaded year of working days: a term of use is counted in calendar days.
    expect(ending('2027-01-10')).toMatchObject([{ kind: 'expiry', daysLeft: 21, tone: 'green', ball: 'requester' }]);
    expect(ending('2026-12-24')).toMatchObject([{ daysLeft: 4, tone: 'due' }]);
    expect(ending('2027-06-30')).toEqual([]);
  });

  it('keep records of use three years', () => {
    expect(keptUntil('2026-11-02')).toBe('2029-11-02');
    expect(keptUntil('2028-02-29')).toBe('2031-03-01');
  });
});

describe('the ladder', () => {
  it('ends at the region above both', () => {
    expect(commonRegion('140000', '140000')).toBe('140000');
    expect(commonRegion('140100', '140000')).toBe('140000');
    expect(commonRegion('140100', '140200')).toBe('140000');
    expect(commonRegion('140105', '140106')).toBe('140100');
    expect(commonRegion('140105', '140100')).toBe('140100');
    expect(commonRegion('140105', '140221')).toBe('140000');
    expect(commonRegion('140000', '110000')).toBe(null);
  });

  it('has three rungs a decision, one at a time', () => {
    const taken = (...outcomes: (string | null)[]) =>
      outcomes.map((outcome, i) => ({ decision: 7, rung: i + 1, outcome }));
    expect(nextRung([], 7)).toBe(1);
    expect(nextRung(taken(null), 7)).toBe('open');
    expect(nextRung(taken('upheld'), 7)).toBe(2);
    expect(nextRung(taken('upheld', 'upheld'), 7)).toBe(3);
    expect(nextRung(taken('upheld', 'upheld', 'upheld'), 7)).toBe('over');
    expect(nextRung(taken('upheld', 'upheld', 'upheld'), 9)).toBe(1);
  });
});

describe('data returned downward', () => {
  it('go to a lower level of the same territory', () => {
    expect(returnsTo('140000', '140100')).toBe(true);
    expect(returnsTo('140000', '140105')).toBe(true);
    expect(returnsTo('140100', '140105')).toBe(true);
    expect(returnsTo('140100', '140100')).toBe(false);
    expect(returnsTo('140100', '140000')).toBe(false);
    expect(returnsTo('140100', '140205')).toBe(false);
  });

  it('are the rows of the region and no others', () => {
    const code = { column: 'c', form: 'code' as const };
    expect(returnFilter(code, 'text', '140100')).toEqual({ column: 'c', op: 'starts', value: '1401' });
    expect(returnFilter(code, 'text', '140105')).toEqual({ column: 'c', op: 'starts', value: '140105' });
    expect(returnFilter(code, 'integer', '140100')).toEqual({
      column: 'c',
      op: 'between',
      value: ['140100', '140199'],
    });
    expect(returnFilter(code, 'integer', '140105')).toEqual({
      column: 'c',
      op: 'between',
      value: ['140105', '140105'],
    });
    const name = { column: 'n', form: 'name' as const };
    expect(returnFilter(name, 'text', '140100')).toEqual({ column: 'n', op: 'starts', value: '太原' });
    expect(returnFilter(name, 'text', '140105')).toBe(null);
  });
});

const facts = (over: Partial<SharingFacts> = {}): SharingFacts => ({
  state: 'filed',
  kind: 'request',
  shareType: '2',
  filedAt: new Date('2026-03-02T00:00:00Z'),
  requesterId: 'asks',
  requesterRegion: '140100',
  providerId: 'gives',
  regionCode: '140000',
  authorityId: null,
  draftedBy: 'anna',
  proposedBy: null,
  proposedOutcome: null,
  supplementNotice: null,
  extensionAskedAt: null,
  extensionAnswer: null,
  outcome: null,
  decidedOn: null,
  decidedRevision: null,
  openedAt: null,
  remedy: null,
  dueOn: '2026-03-16',
  objections: [],
  ...over,
});
const actor = (id: string, duties: Actor['duties'], over: Partial<Actor> = {}): Actor => ({
  personId: 'bert',
  organization: { id, regionCode: '140000' },
  duties,
  powers: [],
  ...over,
});
const asks = actor('asks', ['steward', 'signatory']);
const gives = actor('gives', ['steward', 'signatory']);
const department = actor('imd', ['reviewer'], { powers: [{ power: 'information_department', regionCode: '140000' }] });
const code = (...asked: Parameters<typeof hindrance>) => {
  const found = hindrance(...asked);
  return found === null ? null : isRefusal(found) && found.code;
};
const today = '2026-03-03';

describe('rights', () => {
  it('keep a case from everybody else, and a draft from the provider', () => {
    expect(sidesOf(facts(), asks)).toEqual(['requester']);
    expect(sidesOf(facts(), gives)).toEqual(['provider']);
    expect(sidesOf(facts(), department)).toEqual(['authority']);
    expect(sidesOf(facts(), actor('other', ['steward', 'signatory']))).toEqual([]);
    expect(sidesOf(facts(), actor('gives', ['buyer', 'finance_review']))).toEqual([]);
    for (const state of ['drafting', 'consenting', 'withdrawn'] as const) {
      expect(sidesOf(facts({ state, filedAt: null }), gives)).toEqual([]);
      expect(sidesOf(facts({ state, filedAt: null }), department)).toEqual([]);
    }
  });

  it('leave no veto: whatever a provider tries with an unconditional or a returned case is refused by that name', () => {
    for (const over of [{ shareType: '1' }, { kind: 'return' }] as const)
      for (const state of sharingStates.codes)
        for (const action of ['propose', 'supplement', 'ask_extension'] as const)
          expect(code(facts({ ...over, state }), gives, action, today)).toBe('sharing.no_veto');
  });

  it('take two people', () => {
    expect(code(facts({ state: 'consenting', draftedBy: 'bert' }), asks, 'consent', today)).toBe('sharing.same_person');
    expect(code(facts({ state: 'consenting' }), asks, 'consent', today)).toBe(null);
    const proposed = facts({ state: 'proposed', proposedBy: 'bert', proposedOutcome: 'granted' });
    expect(code(proposed, gives, 'confirm', today)).toBe('sharing.same_person');
    expect(code({ ...proposed, proposedBy: 'anna' }, gives, 'confirm', today)).toBe(null);
    expect(code({ ...proposed, proposedBy: 'anna' }, gives, 'confirm_refusal', today)).toBe('sharing.other_proposal');
  });

  it('allow one supplement, one extension, the authority that was asked', () => {
    expect(code(facts({ supplementNotice: 'x' }), gives, 'supplement', today)).toBe('sharing.supplement_used');
    const asked = facts({ extensionAskedAt: new Date(0), authorityId: 'imd' });
    expect(code(asked, gives, 'ask_extension', today)).toBe('sharing.extension_used');
    expect(code(asked, department, 'decide_extension', today)).toBe(null);
    expect(code({ ...asked, authorityId: 'else' }, department, 'decide_extension', today)).toBe(
      'sharing.other_authority',
    );
    expect(code(facts(), department, 'decide_extension', today)).toBe('sharing.nothing_asked');
  });

  it('end sharing only when the time to remedy has passed without one', () => {
    const suspended = facts({ state: 'suspended', dueOn: '2026-03-10' });
    expect(code(suspended, gives, 'end', '2026-03-10')).toBe('sharing.end_without_cause');
    expect(code(suspended, gives, 'end', '2026-03-11')).toBe(null);
    expect(code({ ...suspended, remedy: 'done' }, gives, 'end', '2026-03-11')).toBe('sharing.end_without_cause');
    expect(code(facts({ state: 'in_use' }), gives, 'end', today)).toBe('sharing.wrong_state');
  });

  it('hear an objection to a refusal, a part and a suspension, in time', () => {
    const refused = facts({ state: 'refused', outcome: 'refused', decidedRevision: 5, decidedOn: '2026-03-02' });
    expect(code(refused, asks, 'object', '2026-05-01')).toBe(null);
    expect(code(refused, asks, 'object', '2026-05-02')).toBe('sharing.objection_late');
    expect(
      code(
        facts({ state: 'in_use', outcome: 'granted', decidedRevision: 5, decidedOn: '2026-03-02' }),
        asks,
        'object',
        today,
      ),
    ).toBe('sharing.nothing_to_object');
    expect(
      code(
        facts({ state: 'in_use', outcome: 'partly', decidedRevision: 5, decidedOn: '2026-03-02' }),
        asks,
        'object',
        today,
      ),
    ).toBe(null);
    const open = { ...refused, objections: [{ decision: 5, rung: 1, outcome: null, bodyId: 'gives' }] };
    expect(code(open, asks, 'object', today)).toBe('sharing.objection_open');
    // On the first rung the provider's steward answers; the department only what it was asked.
    expect(code(open, gives, 'answer_objection', today)).toBe(null);
    expect(code(open, actor('gives', ['signatory']), 'answer_objection', today)).toBe('auth.forbidden');
    expect(code(open, department, 'answer_objection', today)).toBe('sharing.not_yours_to_do');
    const over = [1, 2, 3].map((rung) => ({ decision: 5, rung, outcome: 'upheld', bodyId: 'x' }));
    expect(code({ ...refused, objections: over }, asks, 'object', '2026-09-01')).toBe('sharing.objection_ladder');
  });

  it('offer nothing that its own rules forbid by side or duty, in any state', () => {
    const people = [asks, gives, department, actor('asks', ['steward']), actor('gives', ['signatory'])];
    fc.assert(
      fc.property(
        fc.constantFrom(...sharingStates.codes),
        fc.constantFrom(...people),
        fc.constantFrom('1', '2'),
        (state: SharingState, who, shareType) => {
          for (const action of offered(facts({ state, shareType }), who)) {
            expect(doers[action]).toBeDefined();
            expect(['auth.forbidden', 'sharing.not_yours_to_do', 'sharing.wrong_state']).not.toContain(
              code(facts({ state, shareType }), who, action, today),
            );
          }
        },
      ),
      runs,
    );
  });

  it('hand data over while in use, and what was granted in part while the rest is decided anew', () => {
    const opened = new Date(0);
    const open = sharingStates.codes.filter((state) => isOpen({ state, openedAt: opened }));
    expect(open).toEqual(['filed', 'supplementing', 'proposed', 'in_use']);
    expect(sharingStates.codes.filter((state) => isOpen({ state, openedAt: null }))).toEqual(['in_use']);
  });

  it('have a doer for every edge but the platform’s own', () => {
    const edges = Object.values(sharingLifecycle).flatMap((one) => Object.keys(one)) as SharingAction[];
    expect([...new Set(edges)].filter((one) => doers[one] === undefined).sort()).toEqual(['expire', 'grant_at_once']);
    expect(edges.every((one) => sharingActions.is(one))).toBe(true);
  });
});
