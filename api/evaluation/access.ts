/** Who stands before the room: the department that evaluates, a body that is evaluated. */
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

const held = (viewer: Viewer, duties: readonly Viewer['duties'][number][]) =>
  viewer.duties.some((duty) => duties.includes(duty));

/** Someone of the information department of exactly that region (Article 4) who reviews or signs. */
export const isDepartment = (viewer: Viewer | null, regionCode: string): boolean =>
  viewer !== null &&
  held(viewer, ['reviewer', 'signatory']) &&
  holdsPower(viewer, 'information_department', regionCode);

export function requireDepartment(ctx: Ctx, regionCode: string): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (!isDepartment(viewer, regionCode)) throw refuse('evaluation.not_yours');
  return viewer;
}

/** Regions whose evaluations the viewer holds. */
export function ownRegions(ctx: Ctx): string[] {
  const viewer = requireViewer(ctx.viewer);
  if (!held(viewer, ['reviewer', 'signatory'])) return [];
  return viewer.powers.filter(({ power }) => power === 'information_department').map(({ regionCode }) => regionCode);
}

/** Someone who acts for an evaluated agency. */
export const actsFor = (viewer: Viewer | null, organizationId: string | null): boolean =>
  viewer !== null &&
  organizationId !== null &&
  viewer.organization.id === organizationId &&
  held(viewer, ['steward', 'signatory', 'reviewer']);

export interface SeenRun {
  readonly run: store.RunRow;
  readonly viewer: Viewer;
  /** Holds the evaluation. */
  readonly department: boolean;
  /** The bodies it may look at: all of them, or those it acts for. */
  readonly bodies: readonly store.BodyRow[];
}

/** A run of one's own: held, or stood in; null for any other. */
export function sees(viewer: Viewer, run: store.RunRow): SeenRun | null {
  const department = isDepartment(viewer, run.regionCode) || auditReach(viewer).includes(run.regionCode);
  const bodies = department ? run.bodies : run.bodies.filter((body) => actsFor(viewer, body.receiverId));
  return department || bodies.length > 0 ? { run, viewer, department, bodies } : null;
}

/** Any other answers as if it were not there. */
export function seeRun(ctx: Ctx, run: store.RunRow | null): SeenRun {
  const viewer = requireViewer(ctx.viewer);
  const seen = run === null ? null : sees(viewer, run);
  if (seen === null) throw refuse('evaluation.run_not_found');
  return seen;
}

export async function seenRun(ctx: Ctx, id: string): Promise<SeenRun> {
  requireViewer(ctx.viewer);
  return seeRun(ctx, await store.findRun(ctx.db, id));
}

export function requireAgency(ctx: Ctx): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.kind !== 'agency') throw refuseAnywhere('auth.forbidden');
  return viewer;
}
