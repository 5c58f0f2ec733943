/** Rules of bases and the cloud on paper. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextCode } from '#api/bases/rules/classification.ts';
import { coverage, linkState, missingSteps, stepsFit, storageFault } from '#api/bases/rules/cloud.ts';
import { steps } from '#api/bases/rules/codes.ts';
import { handOver, leadOn, type Term } from '#api/bases/rules/lead.ts';
import { addDays } from '#api/kernel/time.ts';

const dayFrom = (offset: number) => addDays('2026-01-01', offset);

describe('the one lead of a topic', () => {
  it('never has two on a day, and none is missing between a lead and the next', () => {
    const step = fc.record({ who: fc.constantFrom('a', 'b', 'c'), from: fc.integer({ min: 0, max: 200 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (walk) => {
        const terms: Term[] = [];
        for (const { who, from } of walk) {
          const change = handOver(terms, who, dayFrom(from));
          if (!change.ok) continue;
          const open = terms.findIndex((one) => one.validTo === null);
          if (open >= 0) {
            expect(change.ends).not.toBeNull();
            terms[open] = { ...(terms[open] as Term), validTo: change.ends };
          }
          terms.push({ organizationId: who, validFrom: dayFrom(from), validTo: null });
        }
        const first = terms[0]?.validFrom;
        for (let offset = 0; offset <= 210; offset++) {
          const day = dayFrom(offset);
          const holding = terms.filter((one) => one.validFrom <= day && (one.validTo === null || one.validTo >= day));
          expect(holding.length).toBe(first !== undefined && day >= first ? 1 : 0);
          expect(leadOn(terms, day)).toBe(holding[0] ?? null);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not begin where a term that was ended still runs', () => {
    const ended: Term[] = [{ organizationId: 'a', validFrom: '2026-01-01', validTo: '2026-03-31' }];
    expect(handOver(ended, 'b', '2026-03-31')).toMatchObject({ ok: false, why: 'day' });
    expect(handOver(ended, 'b', '2026-04-01')).toEqual({ ok: true, ends: null });
  });
});

describe('codes of the classification', () => {
  it('are never given twice and grow by level', () => {
    expect(nextCode({ code: '2', depth: 1 }, ['201', '212', '203'])).toEqual({ ok: true, code: '213' });
    expect(nextCode({ code: '213', depth: 2 }, [])).toEqual({ ok: true, code: '213001' });
    expect(nextCode({ code: '213001', depth: 3 }, ['21300101'])).toEqual({ ok: true, code: '21300102' });
    expect(nextCode({ code: '21300101', depth: 4 }, [])).toEqual({ ok: false, why: 'depth' });
    expect(nextCode({ code: '3', depth: 1 }, ['399'])).toEqual({ ok: false, why: 'full' });
  });
});

describe('the cloud', () => {
  const now = new Date('2026-11-02T04:00:00Z');
  it('believes a sign of life for the threshold only', () => {
    const at = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
    expect(linkState(null, 30, now)).toBe('unheard');
    expect(linkState({ at: at(30), state: 'up' }, 30, now)).toBe('up');
    expect(linkState({ at: at(31), state: 'up' }, 30, now)).toBe('silent');
    expect(linkState({ at: at(1), state: 'down' }, 30, now)).toBe('down');
  });

  it('puts data of the province and of cities on the cloud of their level, and leaves counties alone', () => {
    expect(storageFault('province', 'provincial_cloud', true)).toBeNull();
    expect(storageFault('province', 'city_cloud', true)).toBe('elsewhere');
    expect(storageFault('city', 'provincial_cloud', true)).toBe('elsewhere');
    expect(storageFault('city', 'city_cloud', false)).toBe('no_node');
    expect(storageFault('city', null, true)).toBe('unstated');
    expect(storageFault('county', 'own', false)).toBeNull();
  });
});

describe('service items', () => {
  it('are covered with all steps they have; only payment and certificate can be absent', () => {
    const all = steps.codes;
    expect(missingSteps({ online: all, without: [] })).toEqual([]);
    expect(missingSteps({ online: all.slice(0, 5), without: ['payment', 'certificate'] })).toEqual([]);
    expect(missingSteps({ online: ['application'], without: ['payment'] })).toEqual([
      'advice',
      'acceptance',
      'examination',
      'decision',
      'certificate',
    ]);
    expect(stepsFit({ online: [], without: ['advice'] })).toBe(false);
    expect(stepsFit({ online: ['payment'], without: ['payment'] })).toBe(false);
    expect(coverage([])).toEqual({ covered: 0, total: 0, percent: null });
    expect(
      coverage([
        { online: all, without: [] },
        { online: [], without: [] },
        { online: all, without: [] },
      ]),
    ).toEqual({
      covered: 2,
      total: 3,
      percent: 66,
    });
  });
});
