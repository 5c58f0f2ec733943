/**
 * Names of people inside running text, by the words of the segmenter and the list of surnames. No form betrays a name as check
 * digits do a number, so what is found is a proposal: precision and recall are measured in test/unit/ports/tables/names.test.ts.
 */
import { mask } from '#api/kernel/personal-kinds.ts';
import { surnameOf } from '#api/kernel/surnames.ts';
import { tagged } from '#api/ports/search/words.ts';
import { after, before, everyday, swallowed, thing } from '#api/ports/tables/rules/name-words.ts';

export interface NameHit {
  /** [start, end) in UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** A word beside it says that it is a person. */
  readonly sure: boolean;
}

interface Word {
  readonly word: string;
  readonly tag: string;
}

/** Tags of words that are no given name beside a lone surname. */
const givenTags = new Set(['n', 'nr', 'ns', 'nz', 'nrt', 'a', 'an', 'x', 'z', 'v', 'vn', 't', 'b', 'i']);
/** Cells short of this are values, not running text. */
export const shortestText = 8;
const anyHan = /\p{Script=Han}{3}/u;
export const mayName = (text: string): boolean => text.length >= shortestText && anyHan.test(text);

/** What a single character at the end of a given name is tagged as; never a preposition, conjunction or adverb. */
const givenEnds = new Set(['n', 'nr', 'ns', 'nz', 'ng', 'g', 'a', 'ag', 'x', 'z', 'zg', 'q', 'vg', 'j', 'b']);
const nameTags = new Set(['nr', 'nrt', 'x']);

const han = /^\p{Script=Han}+$/u;

export function namesIn(text: string): NameHit[] {
  const words = tagged(text);
  const hits: NameHit[] = [];
  let at = 0;
  for (let i = 0; i < words.length; i++) {
    const { word, tag } = words[i] ?? { word: '', tag: '' };
    const start = at;
    at += word.length;
    if (!han.test(word)) continue;
    const said = before.test(text.slice(Math.max(0, start - 8), start));
    const next = words[i + 1];
    const candidate =
      wordAlone(word, tag, next, said) ?? joined(word, tag, next, said || followed(text, start, word, next));
    if (candidate === null) continue;
    const end = start + candidate.length;
    const sure = said || after.test(text.slice(end, end + 8));
    if (!sure && !plain(candidate, tag)) continue;
    hits.push({ start, end, value: candidate, sure });
    if (candidate.length > word.length && next !== undefined) {
      at += next.word.length;
      i += 1;
    }
  }
  return hits;
}

const followed = (text: string, start: number, word: string, next: Word | undefined): boolean =>
  after.test(text.slice(start + word.length + (next?.word.length ?? 0)).slice(0, 8));

/** A word that the segmenter took for a name, or does not know and that begins with a surname. */
function wordAlone(word: string, tag: string, next: Word | undefined, said: boolean): string | null {
  if (!nameTags.has(tag)) return null;
  const whole = word.replace(swallowed, '');
  if (surnameOf(whole) === null || thing.test(whole)) return null;
  // The given name was cut through.
  const longer = whole + (next?.word ?? '');
  const cut = said && whole === word && [...longer].length === 3 && givenEnds.has(next?.tag ?? '');
  return cut && han.test(longer) && surnameOf(longer) !== null && !thing.test(longer) ? longer : whole;
}

/** Without a word beside it: three characters and a surname that is not an everyday word, or what the dictionary calls a name. */
function plain(name: string, tag: string): boolean {
  const [first = ''] = name;
  if ([...name].length < 3) return false;
  return tag === 'nr' || tag === 'x' ? !everyday.has(first) : false;
}

/** A lone surname with the given name cut off. Only where a word beside it says that it is a person. */
function joined(word: string, tag: string, next: Word | undefined, said: boolean): string | null {
  if (next === undefined || !said || [...word].length > 2 || !han.test(next.word) || !givenTags.has(next.tag))
    return null;
  const name = word + next.word;
  if ([...word].length === 2 && !nameTags.has(tag)) return null;
  return [...name].length <= 3 && surnameOf(name) !== null && !thing.test(name) ? name : null;
}

/** The text with every name in its masked form. */
export function maskNames(text: string): string {
  let made = '';
  let done = 0;
  for (const { start, end, value } of namesIn(text)) {
    made += text.slice(done, start) + mask('personal_name', value);
    done = end;
  }
  return made + text.slice(done);
}
