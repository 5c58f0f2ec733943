/** Who decides where two units do not agree (T809 Article 28): the department of the level, across levels the one above both. */
import { parentOf } from '#api/kernel/regions.ts';

/** The smallest division that holds both; of one and the same division itself. Null where nothing here is above both. */
export function commonRegion(a: string, b: string): string | null {
  const above = new Set<string>();
  for (let at: string | null = a; at !== null; at = parentOf(at)) above.add(at);
  for (let at: string | null = b; at !== null; at = parentOf(at)) if (above.has(at)) return at;
  return null;
}

export interface Rung {
  readonly decision: number;
  readonly rung: number;
  readonly outcome: string | null;
}

/** The rung an objection to a decision stands on now; `open` while the one before waits for its answer, `over` above the last. */
export function nextRung(objections: readonly Rung[], decision: number): 1 | 2 | 3 | 'open' | 'over' {
  const taken = objections.filter((one) => one.decision === decision);
  if (taken.some((one) => one.outcome === null)) return 'open';
  const next = taken.length + 1;
  return next === 1 || next === 2 || next === 3 ? next : 'over';
}
