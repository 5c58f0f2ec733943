/** The arithmetic of an evaluation, as properties. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryClock, inTime, replyClock, updatesDue } from '#api/evaluation/rules/cases.ts';
import { periodKinds, schemeKinds } from '#api/evaluation/rules/codes.ts';
import { library, templates } from '#api/evaluation/rules/library.ts';
import { decimal, lineOf, lineText, valueText, weightOf } from '#api/evaluation/rules/numbers.ts';
import { periodAt, periodsUpTo, spanOf } from '#api/evaluation/rules/period.ts';
import { goalStanding, percentOf } from '#api/evaluation/rules/progress.ts';
import { compare, minus, ratio, rounded, times, wholeParts } from '#api/evaluation/rules/ratio.ts';
import { figureOf, fixable, mended, row } from '#api/evaluation/rules/rows.ts';
import { readIndicators, weightSum } from '#api/evaluation/rules/scheme.ts';
import { type Figure, type Judged, placesOf, pointsText, scoreOf, shareOf } from '#api/evaluation/rules/score.ts';
import { type Behind, gains, scoreWith } from '#api/evaluation/rules/what-if.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { builtInCalendar } from '#api/kernel/working-days.ts';

const runs = { numRuns: 150 };
const indicator = (over: Partial<Judged> & { code: string }): Judged => ({
  source: 'update_on_time',
  weightBp: 5000,
  fullPpm: 1_000_000n,
  floorPpm: 0n,
  minDen: 1,
  whenMissing: 'spread',
  ...over,
});
const figure = fc
  .tuple(fc.nat({ max: 400 }), fc.nat({ max: 400 }))
  .map(([a, b]): Figure => ({ num: BigInt(Math.min(a, b)), den: BigInt(Math.max(a, b)) }));
const scheme = fc.array(fc.tuple(fc.integer({ min: 1, max: 4000 }), figure, fc.boolean()), {
  minLength: 1,
  maxLength: 9,
});
type Drawn = readonly (readonly [number, Figure, boolean])[];
const judgedOf = (all: Drawn): Judged[] =>
  all.map(([weightBp, , less], at) =>
    indicator({
      code: `i${at}`,
      weightBp,
      ...(less ? { fullPpm: 0n, floorPpm: 500_000n } : { fullPpm: 950_000n, floorPpm: 400_000n }),
    }),
  );
const figuresFor = (all: Drawn) => new Map<string, Figure | null>(all.map(([, one], at) => [`i${at}`, one]));

describe('a score', () => {
  it('lies between 0 and 100, and its points sum to what is shown', () => {
    fc.assert(
      fc.property(scheme, (all) => {
        const { score, scoreBp, marks } = scoreOf(judgedOf(all), figuresFor(all));
        if (score === null || scoreBp === null) {
          expect(marks.every((mark) => mark.pointsBp === null)).toBe(true);
          return;
        }
        expect(compare(score, ratio(0n, 1n)) >= 0 && compare(score, ratio(1n, 1n)) <= 0).toBe(true);
        expect(marks.reduce((sum, mark) => sum + (mark.pointsBp ?? 0), 0)).toBe(scoreBp);
        // The weights of what is judged, spread, are the whole again.
        expect(marks.reduce((sum, mark) => sum + (mark.outOfBp ?? 0), 0)).toBe(10_000);
      }),
      runs,
    );
  });

  it('never falls when a case more counts, nor rises where less is better', () => {
    fc.assert(
      fc.property(scheme, fc.nat(), (all, pick) => {
        const at = pick % all.length;
        const [, found, less] = all[at] ?? [0, { num: 0n, den: 0n }, false];
        if (found.den === 0n || found.num >= found.den) return;
        const before = scoreOf(judgedOf(all), figuresFor(all)).score;
        const after = scoreOf(
          judgedOf(all),
          new Map([...figuresFor(all), [`i${at}`, { num: found.num + 1n, den: found.den }]]),
        ).score;
        const change = compare(after ?? ratio(0n, 1n), before ?? ratio(0n, 1n));
        expect(less ? change <= 0 : change >= 0).toBe(true);
      }),
      runs,
    );
  });

  it('spreads the weight of what cannot be judged: as if the scheme did not have it', () => {
    fc.assert(
      fc.property(scheme, (all) => {
        const figures = figuresFor(all);
        const none = indicator({ code: 'none', weightBp: 777 });
        const with0 = scoreOf([...judgedOf(all), none], new Map([...figures, ['none', { num: 0n, den: 0n }]]));
        const without = scoreOf(judgedOf(all), figures);
        expect(with0.score).toEqual(without.score);
        expect(with0.marks.at(-1)?.standing).toBe('no_cases');
      }),
      runs,
    );
  });

  it('names why something is not judged, and takes the lowest only where the scheme says so', () => {
    const all = [
      indicator({ code: 'a' }),
      indicator({ code: 'b', minDen: 5 }),
      indicator({ code: 'c', source: 'self_report' }),
      indicator({ code: 'd', source: 'self_report', whenMissing: 'lowest' }),
    ];
    const figures = new Map<string, Figure | null>([
      ['a', { num: 1n, den: 1n }],
      ['b', { num: 0n, den: 4n }],
      ['c', null],
      ['d', null],
    ]);
    const { marks, scoreBp } = scoreOf(all, figures);
    expect(marks.map((mark) => mark.standing)).toEqual([
      'judged',
      'too_few',
      'not_reported_spread',
      'not_reported_lowest',
    ]);
    expect(scoreBp).toBe(5000);
    expect(scoreOf([all[1]!], figures).score).toBeNull();
  });

  it('is straight between floor and full-score line, whichever is higher', () => {
    const share = { fullPpm: 900_000n, floorPpm: 600_000n };
    expect(shareOf(share, { num: 3n, den: 4n })).toEqual(ratio(1n, 2n));
    expect(shareOf(share, { num: 1n, den: 2n })).toEqual(ratio(0n, 1n));
    expect(shareOf(share, { num: 19n, den: 20n })).toEqual(ratio(1n, 1n));
    const hits = { fullPpm: 0n, floorPpm: 10_000n };
    expect(shareOf(hits, { num: 0n, den: 7n })).toEqual(ratio(1n, 1n));
    expect(shareOf(hits, { num: 1n, den: 400n })).toEqual(ratio(3n, 4n));
    expect(shareOf(hits, { num: 2n, den: 10n })).toEqual(ratio(0n, 1n));
  });

  it('gives places by the exact score: equals share one', () => {
    const third = ratio(1n, 3n);
    const places = placesOf(
      new Map([
        ['a', third],
        ['b', ratio(2n, 6n)],
        ['c', ratio(33_333n, 100_000n)],
        ['d', null],
      ]),
    );
    expect([...places.values()]).toEqual([1, 1, 3, null]);
  });
});

describe('whole parts', () => {
  it('sum to the rounded sum, none off by one or more', () => {
    const part = fc.tuple(fc.bigInt(0n, 10_000n), fc.bigInt(1n, 997n)).map(([num, den]) => ratio(num, den));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const whole = wholeParts(parts);
        const sum = parts.reduce(
          (all, one) => ratio(all.num * one.den + one.num * all.den, all.den * one.den),
          ratio(0n, 1n),
        );
        expect(whole.reduce((all, one) => all + one, 0n)).toBe(rounded(sum));
        for (const [at, one] of parts.entries()) {
          const off = minus(ratio(whole[at] ?? 0n, 1n), one);
          expect(compare(off, ratio(-1n, 1n)) > 0 && compare(off, ratio(1n, 1n)) < 0).toBe(true);
        }
      }),
      runs,
    );
    expect(rounded(ratio(5n, 2n))).toBe(3n);
    expect(rounded(ratio(-5n, 2n))).toBe(-2n);
    expect(times(ratio(1n, 3n), 3n)).toEqual(ratio(1n, 1n));
    expect(() => ratio(1n, 0n)).toThrow(RangeError);
  });
});

describe('what-if', () => {
  const rowsOf = (flags: readonly boolean[]) =>
    flags.map((done, at) =>
      row('org', String(at), 't', { num: done ? 1 : 0 }, done ? null : { kind: 'publish_update', num: 1 }),
    );
  const drawn = fc.array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.array(fc.boolean(), { maxLength: 8 })), {
    minLength: 1,
    maxLength: 6,
  });
  const behindOf = (all: readonly (readonly [number, readonly boolean[]])[]): Behind[] =>
    all.map(([weightBp, flags], at) => ({
      indicator: indicator({ code: `i${at}`, weightBp, floorPpm: 300_000n }),
      unit: 'share',
      figure: figureOf('share', rowsOf(flags)),
      rows: rowsOf(flags),
    }));

  it('is what a run would give with those cases settled', () => {
    fc.assert(
      fc.property(drawn, fc.nat({ max: 8 }), (all, count) => {
        const done = new Map(all.map((_one, at) => [`i${at}`, count]));
        const settled = all.map(([weightBp, flags]) => {
          let left = count;
          return [weightBp, flags.map((flag) => flag || left-- > 0)] as const;
        });
        const real = scoreWith(behindOf(settled), new Map());
        expect(scoreWith(behindOf(all), done).score).toEqual(real.score);
      }),
      runs,
    );
  });

  it('puts what raises the score most first, and never promises a loss', () => {
    fc.assert(
      fc.property(drawn, (all) => {
        const found = gains(behindOf(all));
        for (const [at, one] of found.entries()) {
          expect(compare(one.gain, ratio(0n, 1n)) >= 0).toBe(true);
          const next = found[at + 1];
          if (next !== undefined) expect(compare(one.gain, next.gain) >= 0).toBe(true);
        }
      }),
      runs,
    );
  });

  it('mends the first so many and leaves the rest', () => {
    const rows = rowsOf([false, true, false, false]);
    expect(fixable(mended(rows, 2)).map((one) => one.ref)).toEqual(['3']);
    expect(figureOf('share', mended(rows, 2))).toEqual({ num: 3n, den: 4n });
    expect(figureOf('count', rows)).toEqual({ num: 1n, den: 1n });
    expect(figureOf('count', [])).toEqual({ num: 0n, den: 0n });
  });
});

describe('a scheme', () => {
  it('has weights of exactly 100 in every proposal, with known indicators', () => {
    for (const kind of schemeKinds.codes) {
      const read = readIndicators(
        templates[kind].map((one) => ({
          ...one,
          name: one.name[0],
          name_en: one.name[1],
          min_den: 1,
          when_missing: 'spread' as const,
        })),
      );
      expect(weightSum(read), kind).toBe(10_000);
    }
    const dimensions = new Set(templates.open_index.map((one) => one.dimension));
    expect([...dimensions].sort()).toEqual(['data', 'platform', 'readiness', 'use']);
  });

  it('refuses what it cannot judge by', () => {
    const [first] = templates.performance;
    const one = { ...first!, name: 'x', name_en: '', min_den: 1, when_missing: 'spread' as const };
    const code = (list: Parameters<typeof readIndicators>[0]) => {
      try {
        readIndicators(list);
        return 'went through';
      } catch (error) {
        return isRefusal(error) ? error.code : error;
      }
    };
    expect(code([one, one])).toBe('evaluation.same_indicator_twice');
    expect(code([{ ...one, source: 'invented' }])).toBe('evaluation.unknown_source');
    expect(code([{ ...one, full: one.floor }])).toBe('evaluation.lines_equal');
    expect(code([{ ...one, full: '1.23456' }])).toBe('evaluation.lines_equal');
    expect(code([{ ...one, weight: '0' }])).toBe('evaluation.weight_range');
    expect(code([{ ...one, weight: '3.141' }])).toBe('evaluation.weight_range');
  });

  it('reads numbers exactly and writes them back', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.constantFrom('share', 'per_thousand', 'count'), (ppm, unit) => {
        expect(lineOf(unit, lineText(unit, ppm))).toBe(ppm);
      }),
      runs,
    );
    expect(weightOf('10.5')).toBe(1050);
    expect(decimal('1e3', 2)).toBeNull();
    expect(decimal('-1', 2)).toBeNull();
    expect(valueText('share', { num: 9999n, den: 10_000n })).toBe('99.9');
    expect(valueText('share', { num: 2n, den: 3n })).toBe('66.7');
    expect(valueText('per_thousand', { num: 1n, den: 8n })).toBe('125');
    expect(valueText('count', { num: 12_345n, den: 1n })).toBe('12345');
    expect(valueText('share', { num: 0n, den: 0n })).toBeNull();
    expect(pointsText(-7)).toBe('-0.07');
    expect(Object.values(library).every((one) => lineOf(one.unit, one.full) !== null)).toBe(true);
  });
});

describe('periods', () => {
  it('hold the day they are of, and follow each other without a gap', () => {
    expect(spanOf('quarter', '2026-Q3')).toEqual({ from: '2026-07-01', to: '2026-09-30' });
    expect(spanOf('half_year', '2026-H2')).toEqual({ from: '2026-07-01', to: '2026-12-31' });
    expect(spanOf('month', '2026-02')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(spanOf('year', '2024')).toEqual({ from: '2024-01-01', to: '2024-12-31' });
    for (const text of ['2026-Q5', '2026', '2026-13', 'x']) expect(spanOf('quarter', text)).toBeNull();
    for (const kind of periodKinds.codes) {
      const list = periodsUpTo(kind, '2026-11-23', 5);
      expect(new Set(list).size).toBe(5);
      expect(list[0]).toBe(periodAt(kind, '2026-11-23'));
      for (const [at, one] of list.entries()) {
        const next = spanOf(kind, list[at + 1] ?? '');
        if (next !== null) expect(next.to < (spanOf(kind, one)?.from ?? '')).toBe(true);
      }
    }
  });
});

describe('clocks walked again', () => {
  const terms = { days: 10, extension: 0 };
  const step = (action: string, day: string) => ({ action, day });

  it('stand still for a supplement, grow by an extension, begin anew after a decision set aside', () => {
    // Received 2026-09-18: +10 -> 2026-10-09 (brief 3.3).
    expect(replyClock([step('submit', '2026-09-17'), step('consent', '2026-09-18')], terms, builtInCalendar)).toEqual({
      dueOn: '2026-10-09',
      doneOn: null,
    });
    const paused = [
      step('consent', '2026-11-02'),
      step('supplement', '2026-11-04'),
      step('resubmit', '2026-11-10'),
      step('confirm', '2026-11-20'),
    ];
    expect(replyClock(paused, terms, builtInCalendar)).toEqual({ dueOn: '2026-11-20', doneOn: '2026-11-20' });
    const longer = [
      step('consent', '2026-11-02'),
      step('decide_extension', '2026-11-05'),
      step('confirm', '2026-11-20'),
    ];
    expect(replyClock(longer, { days: 10, extension: 5 }, builtInCalendar)?.dueOn).toBe('2026-11-23');
    const again = [step('consent', '2026-09-01'), step('confirm_refusal', '2026-09-10'), step('reopen', '2026-11-02')];
    expect(replyClock(again, terms, builtInCalendar)).toEqual({ dueOn: '2026-11-16', doneOn: null });
    expect(
      replyClock([step('consent', '2026-11-02'), step('withdraw', '2026-11-03')], terms, builtInCalendar),
    ).toBeNull();
    expect(
      replyClock([step('consent', '2026-11-02'), step('grant_at_once', '2026-11-02')], terms, builtInCalendar),
    ).toBeNull();
    expect(deliveryClock([step('confirm', '2026-11-02'), step('open', '2026-11-03')], 20, builtInCalendar)).toEqual({
      dueOn: '2026-11-30',
      doneOn: '2026-11-03',
    });
    expect(deliveryClock([step('confirm_refusal', '2026-11-02')], 20, builtInCalendar)).toBeNull();
  });

  it('count late as late, done in time as done, and what is open not at all', () => {
    const span = { from: '2026-10-01', to: '2026-12-31' };
    const today = '2026-11-23';
    expect(inTime({ dueOn: '2026-11-20', doneOn: '2026-11-20' }, span, today)).toMatchObject({ num: 1, den: 1 });
    expect(inTime({ dueOn: '2026-11-20', doneOn: '2026-11-21' }, span, today)).toMatchObject({ num: 0, den: 1 });
    expect(inTime({ dueOn: '2026-11-20', doneOn: null }, span, today)).toMatchObject({ num: 0, den: 1, open: false });
    expect(inTime({ dueOn: '2026-11-23', doneOn: null }, span, today)).toMatchObject({ num: 0, den: 0, open: true });
    expect(inTime({ dueOn: '2026-09-30', doneOn: null }, span, today)).toBeNull();
  });

  it('find the updates due in a period, each served once', () => {
    const dues = updatesDue(
      { cycle: 'monthly', since: '2026-01-05' },
      ['2026-01-05', '2026-07-06', '2026-08-12', '2026-10-05'],
      { from: '2026-07-01', to: '2026-09-30' },
      '2026-11-23',
      builtInCalendar,
    );
    expect(dues.map(({ on, met }) => [on, met])).toEqual([
      ['2026-07-06', true],
      ['2026-08-05', true],
      ['2026-09-07', false],
    ]);
    const open = updatesDue(
      { cycle: 'monthly', since: '2026-01-20' },
      [],
      { from: '2026-11-01', to: '2026-11-30' },
      '2026-11-23',
      builtInCalendar,
    );
    expect(open.map(({ met }) => met)).toEqual([null]);
  });
});

describe('goals', () => {
  it('are late from the day after the last', () => {
    const goal = { target: 10n, dueOn: '2026-11-20' };
    expect(goalStanding(goal, 10n, '2026-12-01')).toBe('reached');
    expect(goalStanding(goal, 9n, '2026-11-20')).toBe('running');
    expect(goalStanding(goal, null, '2026-11-20')).toBe('silent');
    expect(goalStanding(goal, 9n, '2026-11-21')).toBe('late');
    expect(percentOf(999n, 1000n)).toBe(99);
    expect(percentOf(20n, 10n)).toBe(100);
  });
});
