/**
 * Takes Chinese and Latin text apart into words, alike for what is indexed and for what is asked.
 * Indexing uses the search cut (long words and the words within them); asking uses the plain cut.
 */
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';
import { regionName, regions } from '#api/kernel/regions.ts';
import { placeWords } from './rules/place-words.ts';

let jieba: Jieba | undefined;
const known = new Set<string>();

function segmenter(): Jieba {
  if (jieba === undefined) {
    jieba = Jieba.withDict(dict);
    load(jieba, [...placeWords, ...regions.codes.map((code) => regionName(code, 'zh'))]);
  }
  return jieba;
}

function load(into: Jieba, words: readonly string[]): void {
  const fresh = words.filter((word) => !known.has(word));
  if (fresh.length === 0) return;
  for (const word of fresh) known.add(word);
  into.loadDict(Buffer.from(fresh.map((word) => `${word} 20000 ns`).join('\n')));
}

/** Names not to be cut apart, beside the built-in ones. A name once learnt stays for the life of the process. */
export function learnNames(names: readonly string[]): void {
  // The dictionary's own format has a word, a number and a tag a line.
  load(
    segmenter(),
    names.map((name) => name.normalize('NFKC')).filter((name) => /^\p{Script=Han}{2,30}$/u.test(name)),
  );
}

const meaningful = /[\p{L}\p{N}]/u;

function clean(words: readonly string[]): string[] {
  return words.map((w) => w.toLowerCase().trim()).filter((w) => meaningful.test(w));
}

/** Full-width letters and digits are the same words as plain ones; told before cutting, for the cut goes by them. */
const plain = (text: string): string => text.normalize('NFKC');

/** Words to index, with those inside longer ones; duplicates stay, they count for the rank. */
export function indexWords(text: string): string[] {
  return clean(segmenter().cutForSearch(plain(text), true));
}

/** A text as the plain cut has it, every piece with what lies between words: the pieces joined are the text. */
export function pieces(text: string): string[] {
  return segmenter().cut(plain(text.slice(0, 200)), true);
}

/** The text as it is, cut and each word with its part of speech (`nr`: a name; `x`: no word of the dictionary). */
export function tagged(text: string): { readonly word: string; readonly tag: string }[] {
  return segmenter().tag(text, true);
}

/** Words a question asks for, each once, at most 20. */
export function queryWords(text: string): string[] {
  return [...new Set(clean(pieces(text)))].slice(0, 20);
}

/**
 * Words for a second look where the first found nothing: a single character that the cut left beside a word (省 of 省交通) says
 * nothing by itself; one that stands alone was meant.
 */
export function looserWords(text: string): string[] {
  const words = text.split(/[\s\p{P}]+/u).flatMap((piece) => {
    const cut = queryWords(piece);
    const longer = cut.filter((word) => [...word].length > 1);
    return longer.length > 0 ? longer : cut;
  });
  return [...new Set(words)].slice(0, 20);
}

/** A word or question that could be pinyin or initials: Latin letters only, at least two. */
export function asPinyin(text: string): string | null {
  const joined = text.toLowerCase().replace(/[\s']+/g, '');
  return /^[a-z]{2,60}$/.test(joined) ? joined : null;
}

/** Latin words of a text that are long enough to be misspelt. */
export function latinWords(text: string): string[] {
  return [
    ...new Set(
      plain(text)
        .toLowerCase()
        .match(/(?<![\p{L}\p{N}])[a-z]{4,40}(?![\p{L}\p{N}])/gu) ?? [],
    ),
  ];
}
