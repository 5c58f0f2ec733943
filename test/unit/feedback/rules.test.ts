import { describe, expect, it } from 'vitest';
import { answerFaults } from '#api/feedback/rules/answer.ts';
import { dueOn, isOverdue, onTime, share } from '#api/feedback/rules/clock.ts';
import { answerKinds, requestActions, requestStates } from '#api/feedback/rules/codes.ts';
import { correctionLetters, requestLetters } from '#api/feedback/rules/letters.ts';
import { answered, requestLifecycle, votable } from '#api/feedback/rules/lifecycle.ts';
import { grams, likeness, mostAlike } from '#api/feedback/rules/similar.ts';
import { can } from '#api/kernel/lifecycle.ts';

describe('likeness', () => {
  it('knows the same wish in other words, and not another wish', () => {
    const score = (one: string, other: string) => likeness(grams(one), grams(other));
    expect(score('全省公交站点位置', '公交站点的位置')).toBeGreaterThan(0.5);
    expect(score('全省公交站点位置', '医院门诊时间')).toBe(0);
    expect(score('Bus stops 2026', 'bus STOPS')).toBeCloseTo(0.8);
    expect(score('', '公交')).toBe(0);
    expect(score('公交', '公交')).toBe(1);
  });

  it('puts the most alike first and leaves the rest out', () => {
    const all = [{ title: '医院门诊' }, { title: '公交站点' }, { title: '公交站点位置' }];
    expect(mostAlike('公交站点位置', all).map((one) => one.title)).toEqual(['公交站点位置', '公交站点']);
    expect(mostAlike('公交站点位置', all, 1)).toHaveLength(1);
  });
});

describe('clocks', () => {
  const row = { triageDueOn: '2026-11-05', answerDueOn: '2026-11-16', promisedOn: '2026-12-01' };

  it('wait for the day of the state they are in, and are late from the day after', () => {
    expect(requestStates.codes.map((state) => dueOn({ ...row, state }))).toEqual([
      '2026-11-05',
      '2026-11-16',
      '2026-12-01',
      ...Array(7).fill(null),
    ]);
    expect(isOverdue({ ...row, state: 'filed' }, '2026-11-05')).toBe(false);
    expect(isOverdue({ ...row, state: 'filed' }, '2026-11-06')).toBe(true);
    expect(isOverdue({ ...row, state: 'opened' }, '2030-01-01')).toBe(false);
  });

  it('take the day in Shanghai', () => {
    expect(onTime(new Date('2026-11-16T15:59:59Z'), '2026-11-16')).toBe(true);
    expect(onTime(new Date('2026-11-16T16:00:00Z'), '2026-11-16')).toBe(false);
    expect(onTime(null, '2026-11-16')).toBeNull();
  });

  it('count what is owed against punctuality', () => {
    expect(share({ answered: 0, on_time: 0, overdue: 0 })).toBeNull();
    expect(share({ answered: 3, on_time: 3, overdue: 1 })).toBe(0.75);
    expect(share({ answered: 0, on_time: 0, overdue: 2 })).toBe(0);
  });
});

describe('answers', () => {
  it('lack what their kind must say', () => {
    const lacks = (kind: (typeof answerKinds.codes)[number], more = {}) =>
      answerFaults({ kind, text: '答复', ...more }, '2026-11-02').map((fault) => fault.path);
    expect(lacks('promise')).toEqual(['promised_on']);
    expect(lacks('promise', { promised_on: '2026-11-02' })).toEqual(['promised_on']);
    expect(lacks('promise', { promised_on: '2026-11-03' })).toEqual([]);
    expect(lacks('open', { dataset: ' ' })).toEqual(['dataset']);
    expect(lacks('partly', { dataset: '301001/1' })).toEqual([]);
    expect(lacks('refuse')).toEqual(['legal_basis', 'remedy']);
    expect(lacks('not_held', { holder: '省水利厅' })).toEqual([]);
  });
});

describe('lifecycle', () => {
  it('lets nobody answer before assignment, nor vote for what is over', () => {
    for (const kind of answerKinds.codes) {
      expect(can(requestLifecycle, 'filed', kind), kind).toBe(false);
      expect(can(requestLifecycle, 'assigned', kind), kind).toBe(true);
    }
    for (const state of ['opened', 'returned', 'merged', 'withdrawn'] as const) expect(votable.has(state)).toBe(false);
    expect([...answered].every((state) => !can(requestLifecycle, state, 'return'))).toBe(true);
  });

  it('has a letter for each step but a withdrawal, with the same names in both languages', () => {
    const names = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
    for (const action of requestActions.codes) expect(requestLetters[action] === null).toBe(action === 'withdraw');
    for (const letter of [...Object.values(requestLetters), ...Object.values(correctionLetters)]) {
      if (letter === null) continue;
      expect(names(letter.text[0])).toEqual(names(letter.text[1]));
      expect(names(letter.subject[0])).toEqual(names(letter.subject[1]));
    }
  });
});
