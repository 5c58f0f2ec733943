/** A board of running clocks, whatever runs on it: counted by how they stand, narrowed as asked, the most urgent first. Pure. */

export interface BoardClock {
  readonly tone: string;
  readonly kind: string;
  /** True where the reader's own organisation has to act. */
  readonly mine: boolean;
  /** Last day; null for a clock that has none yet. */
  readonly due_on: string | null;
  readonly no: string;
}

export interface BoardQuery {
  readonly tone?: string | undefined;
  readonly clock?: string | undefined;
  readonly mine?: 'yes' | undefined;
}

/**
 * `urgency` names every tone, the most urgent first. The counts are of all clocks, whatever the query leaves of them: they stand
 * beside the choices that narrow the list.
 */
export function boardOf<T extends BoardClock>(
  all: readonly T[],
  query: BoardQuery,
  urgency: readonly T['tone'][],
): { items: T[]; counts: Record<T['tone'], number> } {
  const counts = Object.fromEntries(
    urgency.map((tone) => [tone, all.filter((one) => one.tone === tone).length]),
  ) as Record<T['tone'], number>;
  const items = all
    .filter(
      (one) =>
        (query.tone === undefined || one.tone === query.tone) &&
        (query.clock === undefined || one.kind === query.clock) &&
        (query.mine === undefined || one.mine),
    )
    .sort(
      (a, b) =>
        urgency.indexOf(a.tone) - urgency.indexOf(b.tone) ||
        (a.due_on ?? '9999').localeCompare(b.due_on ?? '9999') ||
        a.no.localeCompare(b.no),
    );
  return { items, counts };
}
