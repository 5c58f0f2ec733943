/** How alike two titles are, so that a second request becomes a vote for the first. Pure. */

/** Pairs of neighbouring Han characters, and whole words of other scripts. */
export function grams(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const part of text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []) {
    if (!/\p{Script=Han}/u.test(part) || [...part].length === 1) found.add(part);
    else {
      const characters = [...part];
      for (let i = 0; i + 1 < characters.length; i++) found.add(`${characters[i]}${characters[i + 1]}`);
    }
  }
  return found;
}

/** Sørensen-Dice, 0 to 1. */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const gram of one) if (other.has(gram)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}

/** Those alike enough to show, most alike first. */
export function mostAlike<T extends { readonly title: string }>(text: string, all: readonly T[], most = 5): T[] {
  const asked = grams(text);
  return all
    .map((one) => ({ one, score: likeness(asked, grams(one.title)) }))
    .filter(({ score }) => score >= 0.3)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ one }) => one);
}
