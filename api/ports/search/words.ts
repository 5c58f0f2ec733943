/**
 * Takes Chinese and Latin text apart into words, alike for what is indexed and for what is asked.
 * Indexing uses the search cut (long words and the words within them); asking uses the plain cut.
 */
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';
import { pinyin } from 'pinyin-pro';
import { regionName, regions } from '#api/kernel/regions.ts';
import { placeWords } from './rules/place-words.ts';

let jieba: Jieba | undefined;

function segmenter(): Jieba {
  if (jieba === undefined) {
    jieba = Jieba.withDict(dict);
    const own = [...placeWords, ...regions.codes.map((code) => regionName(code, 'zh'))];
    jieba.loadDict(Buffer.from(own.map((word) => `${word} 20000 ns`).join('\n')));
  }
  return jieba;
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

/** Words a question asks for, each once, at most 20. */
export function queryWords(text: string): string[] {
  return [...new Set(clean(segmenter().cut(plain(text.slice(0, 200)), true)))].slice(0, 20);
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

/** Full pinyin and initials of a title, each without spaces, e.g. `shanxisheng sxs`; ü is v, as keyboards have it. */
export function pinyinOf(title: string): string {
  const syllables = pinyin(title, { toneType: 'none', type: 'array', nonZh: 'removed', v: true });
  return `${syllables.join('')} ${syllables.map((s) => s.slice(0, 1)).join('')}`.toLowerCase();
}

/** A word or question that could be pinyin or initials: Latin letters only, at least two. */
export function asPinyin(text: string): string | null {
  const joined = text.toLowerCase().replace(/[\s']+/g, '');
  return /^[a-z]{2,60}$/.test(joined) ? joined : null;
}
