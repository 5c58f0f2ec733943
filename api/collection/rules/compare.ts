/** How alike two items are, with each reason on the table (Article 10: what is shared is not collected again). */
import type { CheckPart, Difference, Verdict } from './codes.ts';
import { type Concept, conceptOf, isGeneral, type Language, tellingWords } from './concept.ts';
import { elementById } from './elements.ts';

export interface Profile {
  readonly rows: number;
  readonly distinct: number;
  readonly filled: number;
  readonly maxLength: number | null;
  /** Type the data were found to have: text, integer, date … */
  readonly type: string;
}

export interface Compared {
  readonly name: string;
  readonly meaning: string;
  /** What the entry is about, or who is asked. */
  readonly about: string;
  readonly subject: string;
  readonly type: string;
  readonly profile: Profile | null;
}

export interface Part {
  readonly part: CheckPart;
  /** Of 100. */
  readonly weight: number;
  /** 0 to 1. */
  readonly score: number;
  /** What was set side by side. */
  readonly ours: string;
  readonly theirs: string;
}

export interface Judged {
  readonly verdict: Verdict;
  /** 0 to 100. */
  readonly score: number;
  readonly parts: readonly Part[];
  readonly because: readonly Difference[];
}

const weights: Readonly<Record<CheckPart, number>> = { name: 50, meaning: 20, type: 15, subject: 10, profile: 5 };
const likelyFrom = 65;
/** Of generic names the meanings have to agree this much. */
const agreed = 0.4;

const classOf: Readonly<Record<string, string>> = {
  C: 'text',
  M: 'text',
  G: 'text',
  N: 'number',
  Y: 'number',
  B: 'number',
  I: 'number',
  F: 'number',
  D: 'date',
  T: 'date',
  L: 'logical',
};

/** Of the overlap of two sets of words, 0 to 1 (Sørensen and Dice). */
export function overlap(ours: readonly string[], theirs: readonly string[]): number {
  const set = new Set(theirs);
  const common = new Set(ours.filter((word) => set.has(word))).size;
  const all = new Set(ours).size + set.size;
  return all === 0 ? 0 : (2 * common) / all;
}

export function judge(ours: Compared, theirs: Compared, language: Language): Judged {
  const [a, b] = [conceptOf(ours.name, language), conceptOf(theirs.name, language)];
  const because: Difference[] = [];
  const name = nameScore(a, b, because);
  const meaning = meaningScore(ours, theirs, language);
  const type = typeScore(ours.type, theirs.type);
  const subject = subjectScore(ours.subject, theirs.subject);
  const profile = profileScore(a, ours, theirs.profile);
  if (subject === 0) because.push('subject');
  if (type === 0) because.push('type');
  if ((a.generic || b.generic) && name > 0 && (meaning ?? 0) < agreed) because.push('generic');
  const parts = [
    part('name', name, ours.name, theirs.name),
    part('meaning', meaning, ours.meaning || ours.about, theirs.meaning || theirs.about),
    part('type', type, ours.type, theirs.type),
    part('subject', subject, ours.subject, theirs.subject),
    part('profile', profile, representationOf(a), theirs.profile === null ? '' : said(theirs.profile)),
  ].filter((one): one is Part => one !== null);
  const weight = parts.reduce((sum, one) => sum + one.weight, 0);
  const score = Math.round((100 * parts.reduce((sum, one) => sum + one.weight * one.score, 0)) / Math.max(1, weight));
  if (because.length > 0) return { verdict: 'different', score, parts, because };
  const same = a.sameness === b.sameness;
  if (same && covers(ours, theirs, language)) return { verdict: 'equal', score, parts, because: [] };
  if (same) return { verdict: 'likely', score, parts, because: ['population'] };
  if (score >= likelyFrom) return { verdict: 'likely', score, parts, because: [] };
  return { verdict: 'different', score, parts, because: ['little'] };
}

const part = (name: CheckPart, score: number | null, ours: string, theirs: string): Part | null =>
  score === null ? null : { part: name, weight: weights[name], score: Math.round(score * 100) / 100, ours, theirs };

/** One element of the same subject is the same thing under any of its names; two elements are two things. */
function nameScore(a: Concept, b: Concept, because: Difference[]): number {
  if (a.sameness === b.sameness) return 1;
  if (a.element !== null && a.element === b.element) {
    because.push('qualifier');
    return 0.5;
  }
  if (a.element !== null && b.element !== null) {
    const [x, y] = [elementById.get(a.element), elementById.get(b.element)];
    const related = x?.broader === b.element || y?.broader === a.element;
    const family = x?.family !== undefined && x.family === y?.family;
    because.push(related ? 'broader' : family ? 'precision' : 'element');
    return related || family ? 0.4 : overlap([...a.folded], [...b.folded]) / 4;
  }
  if (a.element !== null || b.element !== null) {
    because.push('element');
    return overlap([...a.folded], [...b.folded]) / 3;
  }
  const words = overlap(a.words, b.words);
  // 车道数 and 车道数量 are cut differently and mean the same: letters are asked where words disagree.
  return Math.max(words, overlap([...a.folded], [...b.folded]) * 0.9);
}

function meaningScore(ours: Compared, theirs: Compared, language: Language): number | null {
  const [a, b] = [ours, theirs].map((one) => tellingWords(`${one.meaning} ${one.about}`, language));
  return a === undefined || b === undefined || a.length === 0 || b.length === 0 ? null : overlap(a, b);
}

/** Dates and numbers are often kept as text, so text fits a little with all. */
export function typeScore(ours: string, theirs: string): number | null {
  const [a, b] = [classOf[ours], classOf[theirs]];
  if (a === undefined || b === undefined) return null;
  if (a === b) return 1;
  return a === 'text' || b === 'text' ? 0.5 : 0;
}

const subjectScore = (ours: string, theirs: string): number | null =>
  ours === 'unknown' || theirs === 'unknown' ? null : ours === theirs ? 1 : 0;

const representationOf = (concept: Concept): string =>
  concept.element === null ? '' : (elementById.get(concept.element)?.representation ?? '');

/** What the standard says of the values against what the column holds. */
function profileScore(concept: Concept, ours: Compared, profile: Profile | null): number | null {
  const representation = representationOf(concept);
  if (profile === null || representation === '') return null;
  const [, fixed, most] = /^[cnd](\.\.)?(\d+)/.exec(representation) ?? [];
  const longest = Number(most);
  const length =
    profile.maxLength === null || Number.isNaN(longest) || classOf[ours.type] !== 'text'
      ? 1
      : fixed === undefined
        ? profile.maxLength === longest
          ? 1
          : 0
        : profile.maxLength <= longest
          ? 1
          : 0.3;
  return profile.filled === 0 ? 0 : length;
}

const said = ({ type, distinct, maxLength }: Profile): string =>
  `${type} · ≠${distinct}${maxLength === null ? '' : ` · ≤${maxLength}`}`;

/** What is held covers what is to be collected: it speaks of everybody, or of the same people. */
function covers(ours: Compared, theirs: Compared, language: Language): boolean {
  if (isGeneral(theirs.about)) return true;
  if (isGeneral(ours.about)) return false;
  return overlap(tellingWords(ours.about, language), tellingWords(theirs.about, language)) > 0;
}
