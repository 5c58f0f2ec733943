/** Who may do what, true on paper. */
import { refuse } from '#api/kernel/refusal.ts';

export interface ViewerLike<D extends string = string, P extends string = string> {
  readonly organization: { readonly id: string; readonly regionCode: string };
  readonly duties: readonly D[];
  readonly powers: readonly { readonly power: P; readonly regionCode: string }[];
}

/** The signed-in viewer, or the refusal `auth.required`. */
export function requireViewer<V extends ViewerLike>(viewer: V | null): V {
  if (viewer === null) throw refuse('auth.required');
  return viewer;
}

/** A viewer who holds one of the duties; with `organizationId`, for that organisation and no other. */
export function requireDuty<V extends ViewerLike>(
  viewer: V | null,
  duty: V['duties'][number] | readonly V['duties'][number][],
  organizationId?: string,
): V {
  const signedIn = requireViewer(viewer);
  const wanted: readonly string[] = Array.isArray(duty) ? duty : [duty as string];
  if (!signedIn.duties.some((held) => wanted.includes(held))) throw refuse('auth.forbidden');
  if (organizationId !== undefined && signedIn.organization.id !== organizationId) throw refuse('auth.forbidden');
  return signedIn;
}

/** True when the viewer's organisation holds the power in exactly that region (Article 4: own territory only). */
export function holdsPower<V extends ViewerLike>(
  viewer: V | null,
  power: V['powers'][number]['power'],
  regionCode: string,
): boolean {
  return viewer?.powers.some((held) => held.power === power && held.regionCode === regionCode) ?? false;
}

/** Whoever stands before the house, and the colleague they act for, where they do. */
export interface PersonLike {
  readonly personId: string;
  readonly actingFor?: { readonly personId: string };
}

/**
 * True when the person is on the viewer's side: the viewer, or the one acted for. Every check that two people take part asks this,
 * so that nobody approves what they wrote, nor what was written by the one whose duty they borrow (decision 0070).
 */
export function isSelf(viewer: PersonLike | null | undefined, personId: string | null | undefined): boolean {
  if (viewer == null || personId == null) return false;
  return viewer.personId === personId || viewer.actingFor?.personId === personId;
}

/**
 * The regions whose records an auditor reads (decision 0071): that of his own organisation, and those that a document opened to it as
 * the power `audit_office`. Article 4 binds who supervises to the own region; an office of the province reads below by document only.
 * Empty without the duty.
 */
export function auditReach(viewer: ViewerLike | null): string[] {
  if (viewer === null || !viewer.duties.includes('auditor')) return [];
  const opened = viewer.powers.filter((held) => held.power === 'audit_office').map((held) => held.regionCode);
  return [...new Set([viewer.organization.regionCode, ...opened])];
}
