/** Slips in Latin words, put right against the words the index knows. */
import type { Db } from '#api/context.ts';
import type { Term } from './rules/question.ts';
import { isLatinWord, nearest } from './rules/typos.ts';

/** Latin words that no record has, with those that were probably meant beside them; null when there is nothing to correct. */
export async function correct(db: Db, terms: readonly Term[]): Promise<Term[] | null> {
  let any = false;
  const corrected: Term[] = [];
  for (const term of terms) {
    const word = term[0]?.length === 1 ? (term[0][0] ?? '') : '';
    const meant = isLatinWord(word) ? nearest(word, await candidates(db, word)) : [];
    any ||= meant.length > 0;
    corrected.push(meant.length === 0 ? term : [...term, ...meant.map((one) => [one])]);
  }
  return any ? corrected : null;
}

async function candidates(db: Db, word: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ text: string }[]>`
    SELECT text FROM search_term WHERE kind = 'latin' AND char_length(text) BETWEEN ${word.length - 2} AND ${word.length + 2}
      AND (left(text, 1) = ${word.slice(0, 1)} OR right(text, 2) = ${word.slice(-2)} OR similarity(text, ${word}) > 0.2) LIMIT 5000`;
  return rows.map((row) => row.text);
}
