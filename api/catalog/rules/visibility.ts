/** Who sees entries that are not public, and who may do what with them. */
import { holdsPower, type ViewerLike } from '#api/kernel/rights.ts';

type V = ViewerLike<string, string>;

export interface Scope {
  /** Entries of this agency, in every state. */
  readonly providerId: string | null;
  /** Regions whose entries the viewer's organisation reviews: there every entry but an unsubmitted first draft. */
  readonly regions: readonly string[];
}

export function visibleTo(viewer: V): Scope {
  const staff = viewer.duties.some((duty) => ['steward', 'licensing', 'signatory', 'admin', 'auditor'].includes(duty));
  return {
    providerId: staff ? viewer.organization.id : null,
    regions: viewer.duties.includes('reviewer')
      ? viewer.powers.filter((held) => held.power === 'information_department').map((held) => held.regionCode)
      : [],
  };
}

export interface Placed {
  readonly providerId: string;
  readonly regionCode: string;
  readonly state: string;
  readonly submittedAt: Date | null;
}

export function maySee(viewer: V, entry: Placed): boolean {
  const scope = visibleTo(viewer);
  return (
    entry.providerId === scope.providerId || (scope.regions.includes(entry.regionCode) && entry.submittedAt !== null)
  );
}

export function isSteward(viewer: V | null, entry: Pick<Placed, 'providerId'>): boolean {
  return viewer?.organization.id === entry.providerId && viewer.duties.includes('steward');
}

/** The information department of exactly the entry's region (Article 4). */
export function isReviewer(viewer: V | null, entry: Pick<Placed, 'regionCode'>): boolean {
  return (
    holdsPower(viewer, 'information_department', entry.regionCode) && (viewer?.duties.includes('reviewer') ?? false)
  );
}
