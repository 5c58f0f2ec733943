/**
 * Finds personal information inside one cell: numbers with digit-boundary guards and check digits, also in free text
 * and nested JSON, also typed with spaces, hyphens or full-width digits.
 */
import { halfWidth } from '#api/kernel/half-width.ts';
import {
  checkCitizenNumber,
  checkUscc,
  emailDomain,
  isEmail,
  isOldCitizenNumber,
  luhnHolds,
  normaliseMobile,
  plateProvinces,
  plateTail,
} from '#api/kernel/identifiers.ts';
import { mask, type PersonalKind } from '#api/kernel/personal-kinds.ts';
import type { Day } from '#api/kernel/time.ts';

export type DetectedKind = PersonalKind | 'uscc';

/** A hit at [start, end) of the cell as given. `value` is its written form: never log it, show `mask(kind, value)`. */
export interface Hit {
  readonly kind: DetectedKind;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

export interface Examination {
  readonly hits: readonly Hit[];
  /** What looks like a kind, check digit or not; the hits are among them. */
  readonly cardLike: number;
  readonly mobileLike: number;
  /** Runs of 18 characters with the shape of a citizen number or a social credit code. */
  readonly eighteenLike: number;
  /** A word right before a number names its kind (卡号6222…). */
  readonly named: ReadonlySet<PersonalKind>;
}

const nothing: Examination = { hits: [], cardLike: 0, mobileLike: 0, eighteenLike: 0, named: new Set() };

/** One character between groups of digits: space, no-break space, ideographic space, hyphens and dashes. */
const separators = ' \u00a0\u3000\u2010-\u2015－-';

/**
 * Patterns for the RE2 of DuckDB (`regexp_matches(column, pattern)`; no lookaround): a cell that matches none of them
 * holds nothing personal that `detect` finds. Rows that match are fed to the scanner, the rest skipped. Columns for
 * which `needsEveryCell(header)` is true have to be fed whole.
 */
export const prefilters = {
  /** Citizen numbers, cards, mobiles and numeric credit codes: eleven digits with at most one separator between two. */
  digits: `[0-9０-９](?:[${separators}]?[0-9０-９]){10}`,
  email: '[@＠]',
  plate: `[${plateProvinces}][A-Za-zＡ-Ｚａ-ｚ]`,
  /** Social credit codes with letters; not personal, so not part of `anyPrefilter`. */
  uscc: '[0-9A-Za-z]{2}[0-9]{6}[0-9A-Za-z]{10}',
} as const;

export const anyPrefilter: string = `${prefilters.digits}|${prefilters.email}|${prefilters.plate}`;

// A table by UTF-16 code, because this looks at every character of every cell: 300,000 cells are 10 ms this way.
const [digit, at, province, wide] = [1, 2, 4, 8];
const classes = new Uint8Array(0x10000);
for (let code = 0xff01; code <= 0xff5e; code++) classes[code] = wide;
classes[0x3000] = wide;
for (let i = 0; i < 10; i++) {
  classes[0x30 + i] = digit;
  classes[0xff10 + i] = digit | wide;
}
classes[0x40] = at;
classes[0xff20] = at | wide;
for (const character of plateProvinces) classes[character.charCodeAt(0)] = province;

interface Group {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isJoint = (code: number): boolean =>
  code === 0x20 || code === 0x2d || code === 0xa0 || (code >= 0x2010 && code <= 0x2015);

/** Digits after the point of a coordinate or a ratio, or before the point of an amount: no telephones. */
function isDecimal(text: string, start: number, end: number): boolean {
  if (text.charAt(start - 1) === '.' && /(?:\d{2}|(?<!\d)0)\.$/.test(text.slice(Math.max(0, start - 3), start)))
    return true;
  return text.charAt(end) === '.' && /^\.\d{1,6}(?!\d)/.test(text.slice(end, end + 8));
}

/** Chains of digit groups with one separator between neighbours, of eleven digits or more; decimals left out. */
function digitChains(text: string): Group[][] {
  const chains: Group[][] = [];
  let chain: Group[] = [];
  let length = 0;
  let last = -2;
  const close = (): void => {
    if (length >= 11) chains.push(chain);
    chain = [];
    length = 0;
  };
  for (let i = 0; i < text.length; i++) {
    if (!isDigit(text.charCodeAt(i))) continue;
    const start = i;
    while (isDigit(text.charCodeAt(i))) i++;
    if (isDecimal(text, start, i)) continue;
    if (start !== last + 1 || !isJoint(text.charCodeAt(last))) close();
    chain.push({ start, end: i, digits: text.slice(start, i) });
    length += i - start;
    last = i;
  }
  close();
  return chains;
}

/**
 * 140-144 are no public mobile numbers (140, 141 and 144 are thirteen-digit machine numbers), but 14 is how every
 * division code of Shanxi begins: without a word that says so, they are not taken for telephones.
 */
const divisionLike = /^14[0-4]/;
const mobileGroupings = new Set(['11', '3,4,4', '3,8', '7,4', '4,4,3', '4,3,4', '3,3,5']);
/** UnionPay; its older 19-digit series; Visa, JCB and Mastercard; American Express: first digits with their lengths. */
const cardSeries = /^(?:62\d{14,17}|95[58]\d{16}|(?:4\d|35|5[1-5])\d{14}|3[47]\d{13})$/;
const cardWord = /(?:卡号|[账帐][号户]|银行卡?|card|account)\D{0,6}$/i;
const citizenWord = /(?:身份证|公民身份|证件)\D{0,6}$/;
const mobileWord = /(?:手机|电话|联系|tel|phone|mobile)\D{0,6}$/i;

/** Letters and digits glued around a number: inside hashes and tokens phone-like runs mean nothing. */
function inLongToken(text: string, start: number, end: number): boolean {
  let from = start;
  let to = end;
  while (from > 0 && /[A-Za-z0-9]/.test(text.charAt(from - 1)) && to - from < 28) from--;
  while (to < text.length && /[A-Za-z0-9]/.test(text.charAt(to)) && to - from < 28) to++;
  return to - from >= 28;
}

interface Sink {
  hits: Hit[];
  cardLike: number;
  mobileLike: number;
  eighteenLike: number;
  named: Set<PersonalKind>;
}

/** Tries one stretch of groups as each kind of number; true when it is taken. */
function tryNumber(text: string, groups: readonly Group[], today: Day, expected: ReadonlySet<PersonalKind>, to: Sink) {
  const [first, last] = [groups[0], groups.at(-1)];
  if (first === undefined || last === undefined) return false;
  const { start } = first;
  const digits = groups.map((group) => group.digits).join('');
  const before = text.slice(Math.max(0, start - 14), start);
  const named = (kind: PersonalKind, word: RegExp): boolean => {
    if (word.test(before)) to.named.add(kind);
    return expected.has(kind) || word.test(before);
  };

  const trailingX = digits.length === 17 ? /^[ -]?[Xx](?![A-Za-z0-9])/.exec(text.slice(last.end, last.end + 3)) : null;
  if (digits.length === 18 || trailingX !== null) {
    const end = last.end + (trailingX?.[0].length ?? 0);
    const value = trailingX === null ? digits : `${digits}X`;
    if (groups.length === 1) to.eighteenLike += 1;
    const citizen = checkCitizenNumber(value, today).ok;
    const organisation = groups.length === 1 && checkUscc(value).ok;
    if (organisation) to.hits.push({ kind: 'uscc', start, end, value });
    if (citizen) to.hits.push({ kind: 'citizen_number', start, end, value });
    if (citizen || organisation) return true;
  }
  if (digits.length === 15 && isOldCitizenNumber(digits) && named('citizen_number', citizenWord)) {
    to.hits.push({ kind: 'citizen_number', start, end: last.end, value: digits });
    return true;
  }
  const cardGrouping = groups.length === 1 || groups.every((g, i) => i === groups.length - 1 || g.digits.length === 4);
  if (digits.length >= 13 && digits.length <= 19 && cardGrouping && !inLongToken(text, start, last.end)) {
    const isNamed = named('bank_card', cardWord);
    if (cardSeries.test(digits) || isNamed) {
      to.cardLike += 1;
      if (luhnHolds(digits)) {
        to.hits.push({ kind: 'bank_card', start, end: last.end, value: digits });
        return true;
      }
    }
  }
  const bare = digits.length > 11 ? digits.replace(/^86/, '') : digits;
  if (bare.length === 11) {
    const sizes = groups.map((group) => group.digits.length);
    if (digits !== bare) {
      if (sizes[0] === 2) sizes.shift();
      else if (sizes[0] !== undefined) sizes[0] -= 2;
    }
    if (mobileGroupings.has(sizes.join(',')) && !inLongToken(text, start, last.end)) {
      to.mobileLike += 1;
      const value = normaliseMobile(bare);
      if (value !== null && (named('mobile', mobileWord) || !divisionLike.test(value))) {
        const plus = digits !== bare && text.charAt(start - 1) === '+' ? 1 : 0;
        to.hits.push({ kind: 'mobile', start: start - plus, end: last.end, value });
        return true;
      }
    }
  }
  return false;
}

/** Nobody types a number in more groups; also what keeps long lists of small numbers cheap. */
const maxGroups = 6;

function findNumbers(text: string, today: Day, expected: ReadonlySet<PersonalKind>, to: Sink): void {
  for (const chain of digitChains(text)) {
    for (let i = 0; i < chain.length; i++) {
      // The longest stretch first, so that no part of a card is taken for a telephone.
      let [j, length] = [i, 0];
      const stop = Math.min(chain.length, i + maxGroups);
      while (j < stop && length + (chain[j]?.digits.length ?? 0) <= 19) length += chain[j++]?.digits.length ?? 0;
      for (; j > i && length >= 11; length -= chain[--j]?.digits.length ?? 0) {
        if (tryNumber(text, chain.slice(i, j), today, expected, to)) {
          i = j - 1;
          break;
        }
      }
    }
  }
}

const usccPattern = /(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])/gi;

function findCreditCodes(text: string, to: Sink): void {
  for (const match of text.matchAll(usccPattern)) {
    const value = match[0].toUpperCase();
    if (/^\d{17}[\dX]$/.test(value)) continue; // seen as a number already
    to.eighteenLike += 1;
    if (checkUscc(value).ok) to.hits.push({ kind: 'uscc', start: match.index, end: match.index + 18, value });
  }
}

const mailDomain = new RegExp(`^${emailDomain}`);

/** From each @ outwards, so that long texts cost no more than their length. */
function findEmails(text: string, to: Sink): void {
  for (let i = text.indexOf('@'); i >= 0; i = text.indexOf('@', i + 1)) {
    const local = /[A-Za-z0-9._%+-]{1,64}$/.exec(text.slice(Math.max(0, i - 64), i));
    const domain = mailDomain.exec(text.slice(i + 1, i + 190));
    if (local === null || domain === null) continue;
    const value = `${local[0]}@${domain[0]}`;
    if (isEmail(value))
      to.hits.push({ kind: 'email', start: i - local[0].length, end: i + 1 + domain[0].length, value });
  }
}

const platePattern = new RegExp(`[${plateProvinces}]${plateTail}(?![A-Z0-9])`, 'gi');

function findPlates(text: string, to: Sink): void {
  for (const match of text.matchAll(platePattern)) {
    const value = match[0].toUpperCase().replace(/[·•\s-]/g, '');
    if ((value.match(/\d/g)?.length ?? 0) < 2) continue;
    to.hits.push({ kind: 'plate', start: match.index, end: match.index + match[0].length, value });
  }
}

const decimalNumber = /^\s*[-+]?\d+\.\d+(?:e[-+]?\d+)?\s*$/i;

/** Everything found in a cell, with what it takes to judge the column. `expected`: kinds its header announces. */
export function examine(cell: string, today: Day, expected: ReadonlySet<PersonalKind> = nothing.named): Examination {
  let digits = 0;
  let seen = 0;
  for (let i = 0; i < cell.length; i++) {
    const kind = classes[cell.charCodeAt(i)] ?? 0;
    seen |= kind;
    digits += kind & digit;
  }
  const numbers = digits >= 11;
  const codes = digits >= 6 && cell.length >= 18;
  if (!numbers && !codes && (seen & (at | province)) === 0) return nothing;
  const text = (seen & wide) === 0 ? cell : halfWidth(cell);
  if (decimalNumber.test(text)) return nothing;
  const sink: Sink = { hits: [], cardLike: 0, mobileLike: 0, eighteenLike: 0, named: new Set() };
  if (numbers) findNumbers(text, today, expected, sink);
  if (codes) findCreditCodes(text, sink);
  if ((seen & at) !== 0) findEmails(text, sink);
  if ((seen & province) !== 0 && digits >= 2) findPlates(text, sink);
  return sink;
}

/** The hits in one cell: what can be told without knowing the column. A value that is two things is reported twice. */
export function detect(cell: string, today: Day): readonly Hit[] {
  return examine(cell, today).hits;
}

/** The cell with every hit of the given kinds replaced by its masked form; text around the hits is kept. */
export function maskHits(cell: string, today: Day, kinds: ReadonlySet<PersonalKind>): string {
  const hits = examine(cell, today, kinds).hits.flatMap((hit) =>
    hit.kind !== 'uscc' && kinds.has(hit.kind) ? [{ ...hit, kind: hit.kind }] : [],
  );
  let text = '';
  let done = 0;
  for (const hit of hits.sort((a, b) => a.start - b.start)) {
    if (hit.start < done) continue;
    text += cell.slice(done, hit.start) + mask(hit.kind, hit.value);
    done = hit.end;
  }
  return text + cell.slice(done);
}
