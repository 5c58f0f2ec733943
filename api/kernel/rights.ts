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
