/** What the rooms of the buyers' voice share: who is told, whose product it is, who sees it. */
import type { Ctx, Db, Viewer } from '#api/context.ts';
import { type Refusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { findHolder } from '#api/organizations/service.ts';
import { mailToDuties } from '#api/participants/service.ts';
import type { Told } from './people.ts';
import { voiceLetters } from './rules/voice-letters.ts';

export async function tellOf(
  tx: Ctx,
  organizationId: string,
  duties: readonly Duty[],
  letter: keyof typeof voiceLetters,
  told: Told,
): Promise<void> {
  await mailToDuties(tx, organizationId, duties, { ...voiceLetters[letter], ...told });
}

/** The department of the region, where it is entered. */
export async function tellDepartment(
  tx: Ctx,
  regionCode: string,
  letter: keyof typeof voiceLetters,
  told: Told,
): Promise<void> {
  const held = await findHolder(tx, 'information_department', regionCode);
  if (held !== null) await tellOf(tx, held.id, ['reviewer'], letter, told);
}

export const isDepartment = (viewer: Viewer, regionCode: string): boolean =>
  holdsPower(viewer, 'information_department', regionCode) && viewer.duties.includes('reviewer');

/** Regions whose department the viewer sits in. */
export const departmentRegions = (viewer: Viewer): string[] =>
  viewer.duties.includes('reviewer')
    ? viewer.powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode)
    : [];

/** What keeps somebody from a step for want of a duty; null when one of them is held. */
export const without = (viewer: Viewer, ...duties: readonly Duty[]): Refusal | null =>
  duties.some((duty) => viewer.duties.includes(duty)) ? null : refuseAnywhere('auth.forbidden');

const agreement = {
  select: {
    id: true,
    no: true,
    state: true,
    version: true,
    agencyId: true,
    regionCode: true,
    effectiveFrom: true,
    effectiveTo: true,
  },
} as const;

export const aboutProduct = {
  id: true,
  no: true,
  title: true,
  titleEn: true,
  kind: true,
  state: true,
  revision: true,
  developerId: true,
  listedAt: true,
  agreement,
} as const;

const find = (db: Db, where: { id: string } | { no: string }) =>
  db.product.findUnique({ where: where as { id: string }, select: aboutProduct });
export type AboutProduct = NonNullable<Awaited<ReturnType<typeof find>>>;

/** A product that was ever on sale, or null. */
export async function productByNo(db: Db, no: string): Promise<AboutProduct | null> {
  const found = await find(db, { no });
  return found === null || found.listedAt === null ? null : found;
}
export const productById = (db: Db, id: string): Promise<AboutProduct | null> => find(db, { id });

export async function productsById(db: Db, ids: readonly string[]): Promise<Map<string, AboutProduct>> {
  const rows = await db.product.findMany({ where: { id: { in: [...new Set(ids)] } }, select: aboutProduct });
  return new Map(rows.map((row) => [row.id, row]));
}

export interface Named {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly uscc: string;
}

export async function organizationsById(db: Db, ids: readonly string[]): Promise<Map<string, Named>> {
  const rows = await db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, nameEn: true, uscc: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export const organizationByUscc = (db: Db, uscc: string): Promise<Named | null> =>
  db.organization.findUnique({ where: { uscc }, select: { id: true, name: true, nameEn: true, uscc: true } });

/** Working days from today to a day; null where the calendar does not reach. */
export function daysLeft(ctx: Ctx, due: string): number | null {
  const today = dayOf(ctx.clock.now());
  const calendar = ctx.calendar();
  const years = [today, due].map((day) => Number(day.slice(0, 4)));
  const known = years.every((year) => calendar.firstYear <= year && year <= calendar.lastYear);
  return known ? calendar.workingDaysBetween(today, due) : null;
}

/** A step happens at least a millisecond after the one before, so that steps of one instant keep their order. */
export const stepAt = (now: Date, last: Date | undefined): Date =>
  new Date(Math.max(now.getTime(), (last?.getTime() ?? 0) + 1));
