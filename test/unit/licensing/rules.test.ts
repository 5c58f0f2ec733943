import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '#api/kernel/time.ts';
import { builtInCalendar as calendar } from '#api/kernel/working-days.ts';
import { pauseClock, readClock, resumeClock, startClock, stopped } from '#api/licensing/rules/clock.ts';
import { type ApplicationAction, applicationActions, applicationStates } from '#api/licensing/rules/codes.ts';
import { applicationLifecycle, ballOf, stepOf } from '#api/licensing/rules/lifecycle.ts';
import { applyFault, datasetsFault, missingMaterial } from '#api/licensing/rules/material.ts';
import { type Actor, type CaseFacts, doers, hindrance, offered, sideOf } from '#api/licensing/rules/rights.ts';
import { lastDayOfTerm, termFault } from '#api/licensing/rules/term.ts';

describe('the working-day clock', () => {
  it.each([
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-13', 10, '2026-03-05'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2026-09-18', 10, '2026-10-09'],
    ['2026-09-18', 20, '2026-10-22'],
    ['2026-04-30', 1, '2026-05-06'],
  ])('received %s, %i working days: due %s', (on, days, due) => {
    expect(startClock(calendar, on, days).dueOn).toBe(due);
  });

  it('stops with the days it has left and resumes with them', () => {
    const running = startClock(calendar, '2026-02-13', 10);
    // 14 February is worked in exchange (1), then the holiday until the 23rd; the 24th and 25th are days 2 and 3.
    const paused = pauseClock(calendar, running, '2026-02-25');
    expect(paused).toEqual({ receivedOn: '2026-02-13', dueOn: null, pausedOn: '2026-02-25', pausedDaysLeft: 7 });
    expect(readClock(calendar, paused, '2026-03-30')).toMatchObject({ daysLeft: 7, overdue: false });
    const resumed = resumeClock(calendar, paused, '2026-03-30');
    expect(resumed.dueOn).toBe(calendar.addWorkingDays('2026-03-30', 7));
    expect(resumed.receivedOn).toBe('2026-02-13');
  });

  it('a clock that has run out keeps no days and is due at once when it resumes', () => {
    const late = pauseClock(calendar, startClock(calendar, '2026-02-13', 1), '2026-03-02');
    expect(late.pausedDaysLeft).toBe(0);
    expect(resumeClock(calendar, late, '2026-03-05').dueOn).toBe('2026-03-05');
    expect(resumeClock(calendar, late, '2026-03-07').dueOn).toBe('2026-03-09');
  });

  it('reads days left, lateness, and nothing where none runs', () => {
    const running = startClock(calendar, '2026-02-13', 10);
    expect(readClock(calendar, running, '2026-03-05')).toMatchObject({ daysLeft: 0, overdue: false });
    expect(readClock(calendar, running, '2026-03-06')).toMatchObject({ daysLeft: -1, overdue: true });
    expect(readClock(calendar, stopped, '2026-03-06')).toMatchObject({ daysLeft: null, overdue: false });
  });

  it('never loses or gains a day by being stopped and resumed the same day', () => {
    const day = fc.integer({ min: 0, max: 200 }).map((n) => addDays('2026-01-05', n));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 15 }), (on, days, after) => {
        const running = startClock(calendar, on, days);
        const today: Day = addDays(on, after);
        if (running.dueOn === null || today > running.dueOn || !calendar.isWorkingDay(today)) return;
        expect(resumeClock(calendar, pauseClock(calendar, running, today), today).dueOn).toBe(running.dueOn);
      }),
    );
  });

  it('refuses to count past the last loaded year', () => {
    expect(() => startClock(calendar, '2026-12-30', 10)).toThrow('calendar.year_missing');
  });
});

describe('the term', () => {
  const today = '2026-11-02';
  it.each([
    ['2026-11-02', '2026-11-02', 'licensing.term_order'],
    ['2026-11-03', '2026-11-02', 'licensing.term_order'],
    ['2026-11-01', '2026-12-01', 'licensing.term_past'],
    ['2026-11-02', '2031-11-02', 'licensing.term_too_long'],
    ['2026-11-02', '2031-11-01', null],
    ['2026-11-02', '2026-11-03', null],
  ])('%s to %s: %s', (from, to, code) => {
    expect(termFault(from, to, today)?.code ?? null).toBe(code);
  });

  it('five years end the day before the anniversary, also from a leap day', () => {
    expect(lastDayOfTerm('2026-11-02')).toBe('2031-11-01');
    expect(lastDayOfTerm('2028-02-29')).toBe('2033-02-27');
    expect(lastDayOfTerm('2028-02-29', 4)).toBe('2032-02-28');
  });
});

describe('the material', () => {
  const whole = {
    purpose: 'a',
    scenario: 'b',
    scope: 'c',
    degree: 'desensitised',
    termFrom: '2026-11-02',
    termTo: '2026-12-02',
  };

  it('names everything that is missing at once; blanks and unknown codes are missing', () => {
    const blank = { purpose: ' ', scenario: '', scope: '\n', degree: 'everything', termFrom: '2026-02-30', termTo: '' };
    expect(missingMaterial(blank).map((fault) => fault.path)).toEqual([
      'purpose',
      'scenario',
      'scope',
      'degree',
      'term_from',
      'term_to',
    ]);
    expect(applyFault(blank, '2026-11-02')).toMatchObject({ code: 'licensing.incomplete', params: { count: 6 } });
    expect(missingMaterial(whole)).toEqual([]);
    expect(applyFault(whole, '2026-11-02')).toBeNull();
  });

  const dataset = (over: object = {}) => ({
    entryId: 'e1',
    code: '306001/000001',
    title: '车流量',
    openType: 'conditional',
    providerId: 'a1',
    ...over,
  });

  it('takes conditional datasets of one agency', () => {
    const second = dataset({ entryId: 'e2', code: '306001/000002' });
    expect(datasetsFault([], [])?.code).toBe('licensing.no_dataset');
    expect(datasetsFault(['306001/000009'], [])?.code).toBe('licensing.dataset_unknown');
    expect(datasetsFault([dataset().code], [dataset({ openType: 'unconditional' })])?.code).toBe(
      'licensing.not_conditional',
    );
    expect(datasetsFault([dataset().code], [dataset({ openType: 'closed' })])?.code).toBe('licensing.not_conditional');
    const elsewhere = dataset({ entryId: 'e3', code: '306001/000003', providerId: 'a2' });
    expect(datasetsFault([dataset().code, elsewhere.code], [dataset(), elsewhere])?.code).toBe(
      'licensing.several_agencies',
    );
    expect(datasetsFault([dataset().code, second.code], [dataset(), second])).toBeNull();
  });
});

describe('who walks which edge', () => {
  const facts = (over: Partial<CaseFacts> = {}): CaseFacts => ({
    developerId: 'dev',
    agencyId: 'agency',
    regionCode: '140000',
    state: 'applied',
    feeFen: null,
    feeReceiptNo: null,
    supplementNotice: null,
    ...over,
  });
  const actor = (id: string, duties: Actor['duties'], powers: Actor['powers'] = []): Actor => ({
    organization: { id, regionCode: '140000' },
    duties,
    powers,
  });
  const clerk = actor('agency', ['licensing']);
  const developer = actor('dev', ['developer']);
  const bureau = actor('fin', ['finance_review'], [{ power: 'finance_bureau', regionCode: '140000' }]);

  it('shows a case to its parties, an unsent draft to the applicant alone, and to finance when there is money in it', () => {
    expect(sideOf(facts(), developer)).toBe('applicant');
    expect(sideOf(facts(), clerk)).toBe('agency');
    expect(sideOf(facts({ state: 'drafting' }), clerk)).toBeNull();
    expect(sideOf(facts(), actor('another', ['licensing']))).toBeNull();
    expect(sideOf(facts(), bureau)).toBeNull();
    expect(sideOf(facts({ state: 'charging', feeFen: 0n }), bureau)).toBeNull();
    expect(sideOf(facts({ state: 'charging', feeFen: 1n }), bureau)).toBe('finance');
    const elsewhere = { ...bureau, powers: [{ power: 'finance_bureau' as const, regionCode: '140100' }] };
    expect(sideOf(facts({ state: 'charging', feeFen: 1n }), elsewhere)).toBeNull();
    expect(sideOf(facts(), null)).toBeNull();
  });

  it('refuses the wrong side, the missing duty and the wrong state by name, in this order', () => {
    expect(hindrance(facts(), developer, 'accept')?.code).toBe('licensing.not_yours_to_do');
    expect(hindrance(facts(), actor('agency', ['steward']), 'accept')?.code).toBe('auth.forbidden');
    expect(hindrance(facts({ state: 'refused' }), clerk, 'accept')?.code).toBe('licensing.wrong_state');
    expect(hindrance(facts(), clerk, 'accept')).toBeNull();
  });

  it('tells what is missing only once', () => {
    expect(hindrance(facts({ supplementNotice: '缺图' }), clerk, 'supplement')?.code).toBe('licensing.supplement_used');
  });

  it('issues no certificate before the fee is settled, and confirms no fee that is', () => {
    const head = actor('agency', ['signatory']);
    const due = facts({ state: 'charging', feeFen: 100n });
    expect(hindrance(due, head, 'certify')).toMatchObject({
      code: 'licensing.fee_unsettled',
      params: { yuan: '1.00' },
    });
    expect(hindrance({ ...due, feeReceiptNo: 'X1' }, head, 'certify')).toBeNull();
    expect(hindrance({ ...due, feeReceiptNo: 'X1' }, bureau, 'confirm_fee')?.code).toBe('licensing.no_fee_due');
    expect(hindrance(facts({ state: 'charging', feeFen: 0n }), head, 'certify')).toBeNull();
    expect(hindrance(due, clerk, 'certify')?.code).toBe('auth.forbidden');
  });

  it('says every refusal in both languages, with nothing left unfilled', () => {
    for (const state of applicationStates.codes)
      for (const action of applicationActions.codes)
        for (const who of [clerk, developer, bureau]) {
          const refusal = hindrance(facts({ state, feeFen: 5n }), who, action);
          if (refusal === null) continue;
          expect(`${refusal.sentence('zh')}${refusal.sentence('en')}`).not.toContain('{{');
          expect(refusal.sentence('en')).not.toMatch(/\p{Script=Han}/u);
        }
  });

  it('offers each side the edges it walks, and each edge has a doer and a name', () => {
    expect(offered(facts(), clerk)).toEqual(['accept', 'supplement', 'ask_extension', 'answer']);
    expect(offered(facts(), developer)).toEqual(['ask', 'withdraw']);
    for (const edges of Object.values(applicationLifecycle))
      for (const action of Object.keys(edges)) {
        expect(applicationActions.is(action)).toBe(true);
        expect(doers[action as ApplicationAction]).toBeDefined();
      }
  });

  it('walks from consultation to certificate through the seven steps of Article 7 in order', () => {
    const steps = [];
    let state: keyof typeof applicationLifecycle = 'consulting';
    for (const action of ['apply', 'accept', 'review', 'approve', 'charge', 'certify']) {
      steps.push(stepOf[state]);
      state = applicationLifecycle[state]![action]!.to;
    }
    expect([...steps, stepOf[state]]).toEqual(['consult', 'apply', 'accept', 'review', 'decide', 'charge', 'certify']);
  });

  it('says who has the ball', () => {
    const ball = (over: object) =>
      ballOf({ state: 'applied', feeFen: null, feeReceiptNo: null, lastTalk: null, ...over });
    expect(ball({ state: 'consulting', lastTalk: 'ask' })).toBe('agency');
    expect(ball({ state: 'consulting', lastTalk: 'answer' })).toBe('applicant');
    expect(ball({ state: 'supplementing' })).toBe('applicant');
    expect(ball({ state: 'charging', feeFen: 5n })).toBe('finance');
    expect(ball({ state: 'charging', feeFen: 0n })).toBe('agency');
    expect(ball({ state: 'charging', feeFen: 5n, feeReceiptNo: 'x' })).toBe('agency');
    expect(ball({ state: 'certified' })).toBe('nobody');
  });
});
