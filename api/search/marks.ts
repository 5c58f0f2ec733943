/** Where the words of a question stand in a text: ranges, so that a page marks them without any markup in the text. */
import { syllablesOf } from '#api/ports/search/rules/readings.ts';
import { edits, forgiven, isLatinWord } from '#api/ports/search/rules/typos.ts';

/** [start, end) in UTF-16 units, ascending, not overlapping. */
export type Range = [start: number, end: number];

export function marksOf(text: string, words: readonly string[]): Range[] {
  const wanted = words.filter((word) => word !== '');
  if (text === '' || wanted.length === 0) return [];
  const ranges = [...plainMarks(text, wanted), ...slips(text, wanted)];
  if (ranges.length === 0) for (const word of wanted) ranges.push(...spelt(text, word));
  return merge(ranges);
}

/** Letters are compared without case and width; a Latin word is marked from its beginning only. */
function plainMarks(text: string, words: readonly string[]): Range[] {
  const { folded, origin } = fold(text);
  return words.flatMap((word) => {
    const latin = /^[\p{Script=Latin}\p{N}]/u.test(word);
    const found: Range[] = [];
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      if (latin && /[\p{Script=Latin}\p{N}]$/u.test(folded.slice(0, at))) continue;
      found.push([origin[at] ?? 0, origin[at + word.length] ?? text.length]);
    }
    return found;
  });
}

/** A folded character can be longer than it was (㎡ is m2); `origin` leads back to the text. */
function fold(text: string): { folded: string; origin: number[] } {
  let folded = '';
  const origin: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = character.normalize('NFKC').toLowerCase();
    for (let n = 0; n < plain.length; n++) origin.push(at);
    folded += plain;
    at += character.length;
  }
  origin.push(text.length);
  return { folded, origin };
}

/** Latin words that were probably meant by a misspelt one. */
function slips(text: string, words: readonly string[]): Range[] {
  const asked = words.filter(isLatinWord);
  if (asked.length === 0) return [];
  return [...text.matchAll(/[a-z]{4,40}/gi)].flatMap((found): Range[] => {
    const word = found[0].toLowerCase();
    const near = asked.some((one) => edits(one, word, forgiven(one.length)) <= forgiven(one.length));
    return near ? [[found.index, found.index + word.length]] : [];
  });
}

/** The characters whose pinyin or initials were typed. */
function spelt(text: string, word: string): Range[] {
  const letters = /^[a-z]{2,60}$/.test(word) ? word : null;
  if (letters === null) return [];
  const syllables = syllablesOf(text);
  for (const [n, first] of syllables.entries()) {
    for (const way of ['full', 'initials'] as const) {
      const last = runFrom(syllables, n, letters, way);
      const end = last === null ? undefined : syllables[last];
      if (end !== undefined) return [[first.at, end.at + end.length]];
    }
  }
  return [];
}

function runFrom(
  syllables: ReturnType<typeof syllablesOf>,
  from: number,
  letters: string,
  way: 'full' | 'initials',
): number | null {
  let rest = letters;
  for (let n = from; n < syllables.length; n++) {
    const one = syllables[n];
    if (one === undefined) return null;
    const said = [one.reading, ...one.others].map((reading) => (way === 'full' ? reading : reading.slice(0, 1)));
    const met = said.find((reading) => rest.startsWith(reading) || reading.startsWith(rest));
    if (met === undefined) return null;
    if (rest.length <= met.length) return n;
    rest = rest.slice(met.length);
  }
  return null;
}

function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
