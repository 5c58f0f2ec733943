/** Who stands before the security desk: an organisation's own people, the information department of its region, auditors. */
import type { Ctx, Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { auditReach, requireViewer } from '#api/kernel/rights.ts';
import { isDay } from '#api/kernel/time.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { refuse } from './rules/refusals.ts';

/** Who works on security in an organisation; the signatory confirms. */
export const handlers: readonly Duty[] = ['steward', 'admin', 'developer', 'signatory'];

export interface Scope {
  readonly organizationId: string | null;
  /** Whose department the viewer works for, or whose records they audit (decision 0071). */
  readonly regions: readonly string[];
}

export function scopeOf(ctx: Ctx): { readonly viewer: Viewer; readonly scope: Scope } {
  const viewer = requireViewer(ctx.viewer);
  const { duties, organization, powers } = viewer;
  const own = duties.some((duty) => handlers.includes(duty));
  const supervised = duties.includes('reviewer')
    ? powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode)
    : [];
  const regions = [...new Set([...supervised, ...auditReach(viewer)])];
  if (!own && regions.length === 0) throw refuseAnywhere('auth.forbidden');
  return { viewer, scope: { organizationId: own ? organization.id : null, regions } };
}

export const whereOf = ({ organizationId, regions }: Scope) => ({
  OR: [
    ...(organizationId === null ? [] : [{ organizationId }]),
    ...(regions.length === 0 ? [] : [{ regionCode: { in: [...regions] } }]),
  ],
});

interface Owned {
  readonly organizationId: string;
  readonly regionCode: string;
}

/** A record of one's own scope; any other answers as if it were not there. */
export function requireSeen<R extends Owned>(ctx: Ctx, row: R | null): R {
  const { scope } = scopeOf(ctx);
  const seen = row !== null && (scope.organizationId === row.organizationId || scope.regions.includes(row.regionCode));
  if (!seen) throw refuse('security.not_found');
  return row;
}

/** Whoever works on it in the organisation it belongs to; with `duties`, only who holds one of those. */
export function requireOwn<R extends Owned>(
  ctx: Ctx,
  row: R | null,
  duties: readonly Duty[] = handlers,
): { row: R; viewer: Viewer } {
  const seen = requireSeen(ctx, row);
  const viewer = requireViewer(ctx.viewer);
  if (viewer.organization.id !== seen.organizationId || !viewer.duties.some((duty) => duties.includes(duty)))
    throw refuseAnywhere('auth.forbidden');
  return { row: seen, viewer };
}

/** Of the viewer's own organisation. */
export function requireHandler(ctx: Ctx, duties: readonly Duty[] = handlers): Viewer {
  const viewer = requireViewer(ctx.viewer);
  if (!viewer.duties.some((duty) => duties.includes(duty))) throw refuseAnywhere('auth.forbidden');
  return viewer;
}

export function requireLater(day: string, than: string): void {
  if (!isDay(day) || day <= than) throw refuse('security.bad_day');
}
