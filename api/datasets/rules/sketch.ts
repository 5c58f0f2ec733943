/** Which column pictures a table in a list, and in how many bars. */

export interface Candidate {
  readonly column: string;
  /** `bins`: ranges of a number from the least to the greatest; `values`: the kinds of a text, the most frequent first. */
  readonly kind: 'bins' | 'values';
  /** Rows in each. */
  readonly counts: readonly number[];
}

/** The first amount that is spread unevenly, else the first set of kinds, else whatever there is. */
export function chosenSketch(candidates: readonly Candidate[]): Candidate | null {
  const spread = candidates.filter((one) => !isEven(one.counts));
  return (
    spread.find((one) => one.kind === 'bins') ?? spread.find((one) => one.kind === 'values') ?? candidates[0] ?? null
  );
}

/** A year or a running number fills its ranges alike: a row of equal bars pictures nothing. The outermost may be cut short. */
function isEven(counts: readonly number[]): boolean {
  const inner = counts.length > 4 ? counts.slice(1, -1) : counts;
  return Math.max(...inner) < 1.5 * Math.min(...inner);
}

/** Neighbouring bins joined until there are no more than `most`; sums stay. */
export function sketched(counts: readonly number[], most = 24): number[] {
  const width = Math.max(1, Math.ceil(counts.length / most));
  const joined: number[] = [];
  counts.forEach((count, at) => {
    const bar = Math.floor(at / width);
    joined[bar] = (joined[bar] ?? 0) + count;
  });
  return joined;
}
