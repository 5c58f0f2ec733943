/** Who stands before the room, and the file they may see. */
import type { Ctx, Viewer } from '#api/context.ts';
import type { RefusalParams } from '#api/kernel/refusal.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { letters, type SupervisionLetter } from './rules/letters.ts';
import { refuse } from './rules/refusals.ts';
import { type CaseFacts, type Side, sidesOf } from './rules/rights.ts';
import { type Term, terms } from './rules/terms.ts';
import * as store from './store.ts';

export const factsOf = (row: store.CaseRow): CaseFacts => row;

export interface Seen {
  readonly row: store.CaseRow;
  readonly side: Side;
  readonly viewer: Viewer;
}

/** A file of one's own side; any other answers as if it were not there. */
export async function seenCase(ctx: Ctx, id: string): Promise<Seen> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findCase(ctx.db, id);
  const [side] = row === null ? [] : sidesOf(row, viewer);
  if (row === null || side === undefined) throw refuse('supervision.not_found');
  return { row, side, viewer };
}

/** Regions whose department the viewer works for, by one of these duties. */
export const regionsOf = (viewer: Viewer, duties: readonly Duty[]): string[] =>
  viewer.duties.some((duty) => duties.includes(duty))
    ? viewer.powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode)
    : [];

/** An officer of a department: its regions, at least one. */
export function requireDepartment(ctx: Ctx, duties: readonly Duty[] = ['reviewer', 'signatory', 'auditor']) {
  const viewer = requireViewer(ctx.viewer);
  const regions = regionsOf(viewer, duties);
  if (regions.length === 0) throw refuseAnywhere('auth.forbidden');
  return { viewer, regions };
}

export const supervises = (viewer: Viewer, regionCode: string): boolean =>
  holdsPower(viewer, 'information_department', regionCode);

/** What a viewer may look at in lists: what their department handles, what is against their own body. */
export function scopeOf(ctx: Ctx): store.Scope {
  const viewer = requireViewer(ctx.viewer);
  const regions = regionsOf(viewer, ['reviewer', 'signatory', 'auditor']);
  const own =
    viewer.organization.kind === 'agency' &&
    viewer.duties.some((duty) => duty === 'steward' || duty === 'signatory' || duty === 'auditor');
  if (!own && regions.length === 0) throw refuseAnywhere('auth.forbidden');
  return { regions, agencyId: own ? viewer.organization.id : null };
}

/** Working days of a term in a region. */
export const termDays = (ctx: Ctx, term: Term, regionCode: string): Promise<number> =>
  numberParameter(ctx, terms[term].key, regionCode, terms[term].days);

/** To everyone of a body who handles such things. Inside `act`. */
export async function tell(
  tx: Ctx,
  letter: SupervisionLetter,
  to: string,
  about: { readonly id: string; readonly path: string; readonly params: RefusalParams },
  duties: readonly Duty[] = ['steward', 'signatory'],
): Promise<void> {
  const { id, path, params } = about;
  await mailToDuties(tx, to, duties, { about: id, ...letters[letter], params, path });
}
export const casePath = (id: string) => `/w/supervision/cases/${id}`;
export const officers = ['reviewer'] as const satisfies readonly Duty[];
export const heads = ['signatory'] as const satisfies readonly Duty[];
