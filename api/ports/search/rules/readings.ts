/** How a Chinese text can be typed on a Latin keyboard: full pinyin, initials, and other readings of single characters. */
import { pinyin } from 'pinyin-pro';

export interface Readings {
  /** Full pinyin without spaces; ü is v, as keyboards have it. */
  readonly spelling: string;
  readonly initials: string;
  /** Both, then the neighbourhood of every character that can be read otherwise (长 zhang, 行 xing), spelt that way. */
  readonly all: string;
}

export interface Syllable {
  /** Index of the character in the text (UTF-16). */
  readonly at: number;
  readonly length: number;
  readonly reading: string;
  readonly others: readonly string[];
}

/** Neighbours on each side that another reading is kept with, and other readings a text may have. */
const around = 5;
const mostOthers = 16;

/** Other readings come with their tone marks, whatever is asked for. */
const plain = (syllable: string): string =>
  syllable
    .toLowerCase()
    .replace(/[üǖǘǚǜ]/g, 'v')
    .normalize('NFD')
    .replace(/[^a-z]/g, '');

/** Characters of a text that have a reading, in order. */
export function syllablesOf(text: string): Syllable[] {
  let at = 0;
  return pinyin(text, { toneType: 'none', type: 'all', v: true, toneSandhi: false }).flatMap((one) => {
    const start = at;
    at += one.origin.length;
    const reading = one.isZh ? plain(one.pinyin) : '';
    if (reading === '') return [];
    const others = [...new Set(one.polyphonic.map(plain))].filter((other) => other !== '' && other !== reading);
    return [{ at: start, length: one.origin.length, reading, others: others.slice(0, 2) }];
  });
}

export function readingsOf(text: string): Readings {
  const syllables = syllablesOf(text);
  const readings = syllables.map((one) => one.reading);
  const spelling = readings.join('');
  const initials = short(readings);
  const others = syllables
    .flatMap(({ others }, n) =>
      others.map((other) => [
        ...readings.slice(Math.max(0, n - around), n),
        other,
        ...readings.slice(n + 1, n + 1 + around),
      ]),
    )
    .slice(0, mostOthers)
    .flatMap((window) => [window.join(''), ...(initials.includes(short(window)) ? [] : [short(window)])]);
  return { spelling, initials, all: [spelling, initials, ...new Set(others)].join(' ').trim() };
}

const short = (readings: readonly string[]): string => readings.map((one) => one.slice(0, 1)).join('');
