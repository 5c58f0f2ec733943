/** What a question asks for: terms that all have to be met, each by the word itself or by one of its synonyms. */

import { stopWords } from './stop-words.ts';

/** Each alternative is one or more words that all have to be there; the one that was typed comes first. */
export type Term = readonly (readonly string[])[];

const meaningful = /[\p{L}\p{N}]/u;
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/** Synonyms by each of their words as it is typed. */
export function synonymIndex(groups: readonly (readonly string[])[]): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const group of groups) {
    const words = [...new Set(group.map(fold))].filter((word) => meaningful.test(word));
    for (const word of words) index.set(word, [...(index.get(word) ?? []), ...words.filter((other) => other !== word)]);
  }
  return index;
}

/**
 * @param pieces the text as the plain cut has it. A synonym is recognised where it begins and ends with pieces, so that 车 is
 *   not found inside 车道; the longest first.
 * @param cut takes a synonym apart as the text was.
 */
export function termsOf(
  pieces: readonly string[],
  synonyms: ReadonlyMap<string, readonly string[]>,
  cut: (text: string) => readonly string[],
): Term[] {
  const terms: Term[] = [];
  for (let at = 0; at < pieces.length && terms.length < 20; ) {
    let taken = 0;
    for (let length = Math.min(6, pieces.length - at); length > 0 && taken === 0; length--) {
      const said = fold(pieces.slice(at, at + length).join(''));
      const others = said === '' ? undefined : synonyms.get(said);
      if (others === undefined) continue;
      terms.push([cut(said), ...others.slice(0, 12).map(cut)].filter((words) => words.length > 0));
      taken = length;
    }
    if (taken === 0) {
      const word = fold(pieces[at] ?? '');
      if (meaningful.test(word)) terms.push([[word]]);
      taken = 1;
    }
    at += taken;
  }
  const seen = new Set<string>();
  return terms.filter((term) => {
    const key = JSON.stringify(term[0]);
    const says = !(term.length === 1 && term[0]?.length === 1 && stopWords.includes(term[0][0] ?? ''));
    return says && !seen.has(key) && seen.add(key);
  });
}

export const wordsOf = (terms: readonly Term[]): string[] => [...new Set(terms.flat(2))];
