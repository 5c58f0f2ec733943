/**
 * Parts of words by an index: of each record, every two neighbouring Han characters and every three Latin letters or digits.
 * What a record lacks of those of a question, it lacks of the question; what has them all is looked at letter by letter.
 * PostgreSQL's own trigrams are of no use here, for most Chinese words are of two characters.
 */

/** Scripts whose letters have no case or a plain one, so that what is made here is what ILIKE compares. */
const runs = /\p{Script=Han}+|[a-z]+|[0-9]+/gu;
const sizeOf = (run: string): number => (/^[a-z0-9]/.test(run) ? 3 : 2);

/** The last ones of a run are shorter: one of them begins with any character there is. */
export function partsIn(texts: readonly string[]): string[] {
  const parts = new Set<string>();
  for (const text of texts) {
    for (const [run] of text.toLowerCase().matchAll(runs)) {
      const letters = [...run];
      const size = sizeOf(run);
      for (let at = 0; at < letters.length; at++) parts.add(letters.slice(at, at + size).join(''));
    }
  }
  return [...parts];
}

/**
 * What a record must have for every word to be found in it, in the language of tsquery; null where nothing can be told:
 * nothing is told of words of other scripts, nor of mixed ones, which PostgreSQL's parser may take for several (2e5f).
 */
export function partsQuery(words: readonly string[]): string | null {
  const told = words.filter((word) => /^(?:\p{Script=Han}+|[a-z]+|[0-9]+)$/u.test(word));
  const asked = told.flatMap((word) => {
    const size = sizeOf(word);
    const whole = partsIn([word]).filter((part) => [...part].length === size);
    return whole.length === 0 ? [`'${word}':*`] : whole.map((part) => `'${part}'`);
  });
  return asked.length === 0 ? null : [...new Set(asked)].join(' & ');
}
