/** A group of words that mean the same. */

/** Words as they are compared and kept: each once, in the order given. */
export function synonymWords(words: readonly string[]): string[] {
  const clean = words.map((one) => one.normalize('NFKC').replace(/\s+/g, ' ').trim());
  const seen = new Set<string>();
  return clean.filter((one) => {
    const folded = one.toLowerCase();
    return /[\p{L}\p{N}]/u.test(one) && !seen.has(folded) && seen.add(folded);
  });
}

/** The first word that another group in force has already; a word in two groups would join them unseen. */
export function wordTaken(words: readonly string[], others: readonly (readonly string[])[]): string | null {
  const known = new Set(others.flat().map((one) => one.toLowerCase()));
  return words.find((one) => known.has(one.toLowerCase())) ?? null;
}
