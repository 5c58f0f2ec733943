/** Who leads a topic on a day, and who edits what belongs to it (Article 9). */

import { provinceCode } from '#api/kernel/regions.ts';
import { holdsPower } from '#api/kernel/rights.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import type { SetKind } from './codes.ts';

export interface Term {
  readonly organizationId: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export interface Actor {
  readonly organization: { readonly id: string; readonly regionCode: string };
  readonly duties: readonly Duty[];
  readonly powers: readonly { readonly power: Power; readonly regionCode: string }[];
}

/** The one lead on a day; null where there is none. Terms never overlap: see `handOver`. */
export function leadOn<T extends Term>(terms: readonly T[], day: Day): T | null {
  return terms.find((one) => one.validFrom <= day && (one.validTo === null || one.validTo >= day)) ?? null;
}

export type HandOver =
  | { readonly ok: true; readonly ends: Day | null }
  | { readonly ok: false; readonly why: 'standing' | 'day'; readonly day: Day };

/** The last day of the open term when another begins on `from`: the day before, so that no day has two leads and none is without. */
export function handOver(terms: readonly Term[], organizationId: string, from: Day): HandOver {
  const open = terms.find((one) => one.validTo === null);
  const latest = terms.reduce<Day | null>(
    (day, one) => (day === null || one.validFrom > day ? one.validFrom : day),
    null,
  );
  if (open !== undefined && open.organizationId === organizationId)
    return { ok: false, why: 'standing', day: open.validFrom };
  if (latest !== null && from <= latest) return { ok: false, why: 'day', day: latest };
  const closed = terms.find((one) => one.validTo !== null && one.validTo >= from);
  if (closed?.validTo != null) return { ok: false, why: 'day', day: closed.validTo };
  return { ok: true, ends: open === undefined ? null : addDays(from, -1) };
}

/** The information department of the province, by the persons who review or administer there. */
export function isDepartment(actor: Actor | null): boolean {
  return (
    actor !== null &&
    holdsPower(actor, 'information_department', provinceCode) &&
    actor.duties.some((duty) => duty === 'reviewer' || duty === 'admin')
  );
}

/** True for the persons who edit the catalogue of a set: of a topic its lead's stewards alone, of a base the department. */
export function editsSet(kind: SetKind, lead: Term | null, actor: Actor | null): boolean {
  if (actor === null) return false;
  if (kind === 'base') return isDepartment(actor);
  return lead !== null && lead.organizationId === actor.organization.id && actor.duties.includes('steward');
}
