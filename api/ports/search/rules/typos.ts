/**
 * Slips of the keyboard in Latin words. Han characters are never forgiven one for another: it would be another person
 * or another place.
 */

/** Edits forgiven in a word of this length. */
export function forgiven(length: number): 0 | 1 | 2 {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

export const isLatinWord = (word: string): boolean => /^[a-z]{4,40}$/.test(word);

/** Edits between two words, a swap of neighbours being one (optimal string alignment); more than `most` is `most + 1`. */
export function edits(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? most + 1;
}

/** Words that may have been meant, nearest first, at most `limit`. */
export function nearest(word: string, known: readonly string[], limit = 5): string[] {
  const most = forgiven(word.length);
  if (most === 0) return [];
  return known
    .map((other) => ({ other, far: edits(word, other, most) }))
    .filter(({ far }) => far <= most)
    .sort((one, two) => one.far - two.far || (one.other < two.other ? -1 : 1))
    .slice(0, limit)
    .map(({ other }) => other);
}
