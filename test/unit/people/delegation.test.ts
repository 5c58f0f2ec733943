/** What may be lent, and that no human stands on both sides of a check for two people (decision 0070). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSelf } from '#api/kernel/rights.ts';
import { addDays } from '#api/kernel/time.ts';
import { type Duty, duties } from '#api/organizations/rules/codes.ts';
import { awakeDuties, type Kept } from '#api/people/rules/awake.ts';
import { notLent, termFault } from '#api/people/rules/delegation.ts';

const all = Object.keys(duties) as Duty[];
const dayAt = (offset: number) => addDays('2026-01-01', offset);
const someDuties = fc.uniqueArray(fc.constantFrom(...all), { maxLength: all.length });
const kept = fc.record({
  kind: fc.constantFrom('delegation', 'deputy'),
  lent: someDuties,
  has: fc.option(someDuties),
  from: fc.integer({ min: 0, max: 60 }),
  days: fc.option(fc.integer({ min: 0, max: 60 })),
  revoked: fc.boolean(),
  disabled: fc.boolean(),
  away: fc.option(
    fc.record({
      from: fc.integer({ min: 0, max: 60 }),
      days: fc.option(fc.integer({ min: 0, max: 30 })),
      ended: fc.boolean(),
    }),
  ),
});
const now = new Date('2026-01-01T00:00:00Z');

type Drawn = typeof kept extends fc.Arbitrary<infer T> ? T : never;
const rowOf = (one: Drawn): Kept => ({
  organizationId: 'org',
  kind: one.kind,
  holderId: 'holder',
  delegateId: 'delegate',
  duties: one.lent,
  validFrom: dayAt(one.from),
  validTo: one.days === null ? (one.kind === 'deputy' ? null : dayAt(one.from + 60)) : dayAt(one.from + one.days),
  revokedAt: one.revoked ? now : null,
  holder: {
    disabledAt: one.disabled ? now : null,
    memberships:
      one.has === null
        ? []
        : [
            { organizationId: 'org', duties: one.has },
            { organizationId: 'other', duties: all },
          ],
    absences:
      one.away === null
        ? []
        : [
            {
              organizationId: 'org',
              fromDay: dayAt(one.away.from),
              toDay: one.away.days === null ? null : dayAt(one.away.from + one.away.days),
              endedAt: one.away.ended ? now : null,
            },
            // Away from another organisation is not away from this one.
            { organizationId: 'other', fromDay: '2025-01-01', toDay: null, endedAt: null },
          ],
  },
});

describe('duties lent', () => {
  it('are never wider than the holder’s own, never the managing of rights, and sleep out of term', () => {
    fc.assert(
      fc.property(kept, fc.integer({ min: 0, max: 120 }), (one, offset) => {
        const row = rowOf(one);
        const day = dayAt(offset);
        const awake = awakeDuties(row, day);
        for (const duty of awake) {
          expect(row.duties).toContain(duty);
          expect(one.has ?? []).toContain(duty);
          expect(notLent).not.toContain(duty);
        }
        const inTerm = row.validFrom <= day && (row.validTo === null || row.validTo >= day);
        const [absence] = row.holder.absences;
        const isAway =
          absence !== undefined &&
          absence.endedAt === null &&
          absence.fromDay <= day &&
          (absence.toDay === null || absence.toDay >= day) &&
          one.away !== null;
        const dead = one.revoked || one.disabled || !inTerm || (one.kind === 'deputy' && !isAway);
        if (dead) expect(awake).toEqual([]);
        else expect(awake).toEqual(one.lent.filter((duty) => (one.has ?? []).includes(duty) && duty !== 'admin'));
      }),
      { numRuns: 300 },
    );
  });

  it('have a term: from today on, with an end, a year at most; a deputy may do without an end', () => {
    expect(termFault('delegation', '2026-11-01', '2026-11-30', '2026-11-02')).toBe('past');
    expect(termFault('delegation', '2026-11-02', null, '2026-11-02')).toBe('open');
    expect(termFault('deputy', '2026-11-02', null, '2026-11-02')).toBeNull();
    expect(termFault('delegation', '2026-11-03', '2026-11-02', '2026-11-02')).toBe('order');
    expect(termFault('delegation', '2026-11-02', '2027-11-04', '2026-11-02')).toBe('long');
    expect(termFault('delegation', '2026-11-02', '2026-11-02', '2026-11-02')).toBeNull();
  });
});

describe('a check of two people', () => {
  const people = ['a', 'b', 'c', 'd'] as const;
  const actor = fc.record({ personId: fc.constantFrom(...people), holder: fc.option(fc.constantFrom(...people)) });
  const viewerOf = (one: { personId: string; holder: string | null }) =>
    one.holder === null || one.holder === one.personId
      ? { personId: one.personId }
      : { personId: one.personId, actingFor: { personId: one.holder } };

  it('never lets through who wrote it, nor whoever acts for the one who wrote it', () => {
    fc.assert(
      fc.property(actor, actor, (writes, approves) => {
        // What is kept is the human who wrote, whomever he wrote it for.
        const writer = viewerOf(writes).personId;
        const approver = viewerOf(approves);
        if (isSelf(approver, writer)) return;
        expect(approver.personId).not.toBe(writer);
        expect('actingFor' in approver ? approver.actingFor?.personId : null).not.toBe(writer);
      }),
      { numRuns: 200 },
    );
    expect(isSelf({ personId: 'b', actingFor: { personId: 'a' } }, 'a')).toBe(true);
    expect(isSelf({ personId: 'b', actingFor: { personId: 'a' } }, 'b')).toBe(true);
    expect(isSelf({ personId: 'b', actingFor: { personId: 'a' } }, 'c')).toBe(false);
    expect(isSelf(null, 'a')).toBe(false);
    expect(isSelf({ personId: 'a' }, null)).toBe(false);
  });
});
