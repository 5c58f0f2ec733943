/**
 * Column-level detection of personal information: feed the cells in batches, read the findings.
 * Policy in personal-policy.ts, detectors of one cell in personal-detect.ts.
 */
import { halfWidth } from '#api/kernel/half-width.ts';
import { isOldCitizenNumber, isPassport } from '#api/kernel/identifiers.ts';
import { type DetectedKind, type Examination, examine, type Hit, maskHits } from '#api/kernel/personal-detect.ts';
import { documentIn, leavesOf } from '#api/kernel/personal-document.ts';
import { mask, type PersonalKind } from '#api/kernel/personal-kinds.ts';
import { defaultPersonalPolicy, headerHints, type PersonalPolicy } from '#api/kernel/personal-policy.ts';
import { surnameOf } from '#api/kernel/surnames.ts';
import { type Day, isDay } from '#api/kernel/time.ts';

/** Where a hit stands: `row` counts the cells fed and skipped from 0, [start, end) are UTF-16 positions in the cell. */
export interface Position {
  readonly row: number;
  readonly start: number;
  readonly end: number;
}

export interface Finding {
  readonly kind: PersonalKind;
  /** Cells with at least one hit. */
  readonly hits: number;
  /** Cells that were not empty. */
  readonly checked: number;
  /** hits / checked, 0 to 1. */
  readonly ratio: number;
  /** The header, or a word before the number, names the kind. */
  readonly named: boolean;
  readonly examplesMasked: readonly string[];
  readonly positions: readonly Position[];
  /** Where in JSON documents it stands, at most ten places; absent where it stands in none. */
  readonly paths?: readonly string[];
}

export interface ColumnResult {
  readonly header: string;
  readonly checked: number;
  readonly empty: number;
  /** What has to be treated before the column may be opened. */
  readonly findings: readonly Finding[];
  /** What was seen but does not reach the policy, or does not block by itself; for the steward to look at. */
  readonly notes: readonly Finding[];
  /** Cells with a valid social credit code: organisations, not personal, individual businesses counted apart. */
  readonly uscc: { readonly hits: number; readonly individualBusinesses: number };
}

/** What a cell may be; dates and nested values are written out, so that JSON is scanned too. */
export type Cell = string | number | bigint | boolean | Date | object | null | undefined;

export interface ColumnScanner {
  /** Takes the next cell of the column. */
  feed(cell: Cell): void;
  /** Passes over cells that a prefilter has shown to hold nothing; they count as checked, not empty. */
  skip(cells: number): void;
  result(): ColumnResult;
}

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'object')
    return JSON.stringify(cell, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)) ?? '';
  return String(cell);
}

const addressWords = /[省市区县旗镇乡村]|[路街巷].*\d|\d+(?:号|室|栋|单元|幢)/g;

function isBirthDate(text: string): boolean {
  const match = /^((?:19|20)\d{2})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})?日?(?:[ T].*)?$/.exec(text);
  if (match === null) return false;
  const [, year = '', month = '', day = '1'] = match;
  return isDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** Tests of a whole cell for kinds that only a header makes plausible. */
const wholeCell: Readonly<Partial<Record<PersonalKind, (text: string) => boolean>>> = {
  passport: isPassport,
  personal_name: (text) => surnameOf(text) !== null,
  address: (text) => (text.match(addressWords)?.length ?? 0) >= 2,
  birth_date: isBirthDate,
  medical: (text) => /\p{L}/u.test(text),
  religion: (text) => /\p{L}/u.test(text),
  biometric: (text) => text.length > 0,
};

interface Tally {
  hits: number;
  named: boolean;
  readonly examples: Set<string>;
  readonly positions: Position[];
  readonly paths: Set<string>;
}

const maxPaths = 10;

/** A scanner for one column. `today` bounds dates of birth; the policy's defaults are documented at its type. */
export function createColumnScanner(
  header: string,
  today: Day,
  policy: PersonalPolicy = defaultPersonalPolicy,
): ColumnScanner {
  const hints = headerHints(header);
  const tests = Object.entries(wholeCell).filter(([kind]) => hints.kinds.has(kind as PersonalKind));
  const tallies = new Map<PersonalKind, Tally>();
  const likes = { card: 0, cardHits: 0, mobile: 0, mobileHits: 0, eighteen: 0, uscc: 0, onlyCitizen: 0 };
  const uscc = { hits: 0, individualBusinesses: 0 };
  let row = 0;
  let checked = 0;
  let empty = 0;

  const tally = (
    kind: PersonalKind,
    hit: Omit<Hit, 'kind'>,
    cellHas: Set<DetectedKind>,
    named: boolean,
    path?: string,
  ): void => {
    let of = tallies.get(kind);
    if (of === undefined) {
      of = { hits: 0, named: hints.kinds.has(kind), examples: new Set(), positions: [], paths: new Set() };
      tallies.set(kind, of);
    }
    of.named ||= named;
    if (!cellHas.has(kind)) of.hits += 1;
    cellHas.add(kind);
    if (path !== undefined && of.paths.size < maxPaths) of.paths.add(path);
    if (of.examples.size < policy.maxExamples) of.examples.add(mask(kind, hit.value));
    if (of.positions.length < policy.maxPositions) of.positions.push({ row, start: hit.start, end: hit.end });
  };

  const take = (seen: Examination, raw: string, cellHas = new Set<DetectedKind>(), path?: string): void => {
    likes.card += seen.cardLike;
    likes.mobile += seen.mobileLike;
    likes.eighteen += seen.eighteenLike;
    for (const hit of seen.hits) {
      if (hit.kind === 'uscc') {
        likes.uscc += 1;
        if (!cellHas.has('uscc')) {
          uscc.hits += 1;
          if (hit.value.startsWith('92')) uscc.individualBusinesses += 1;
        }
        cellHas.add('uscc');
        continue;
      }
      if (hit.kind === 'citizen_number' && !seen.hits.some((h) => h.kind === 'uscc' && h.start === hit.start))
        likes.onlyCitizen += 1;
      if (hit.kind === 'bank_card') likes.cardHits += 1;
      if (hit.kind === 'mobile') likes.mobileHits += 1;
      tally(hit.kind, hit, cellHas, seen.named.has(hit.kind), path);
    }
    if (tests.length === 0 || path !== undefined) return;
    const value = halfWidth(raw).trim();
    for (const [kind, test] of tests)
      if (test(value)) tally(kind as PersonalKind, { start: 0, end: raw.length, value }, cellHas, true);
  };

  /** A document leaf by leaf, each under what its key lets one expect. */
  const takeDocument = (document: object): void => {
    const cellHas = new Set<DetectedKind>();
    for (const { path, key, text } of leavesOf(document)) {
      const { kinds, publicRole } = headerHints(key);
      take(examine(text, today, kinds.size === 0 ? hints.kinds : kinds), text, cellHas, path);
      const value = halfWidth(text).trim();
      for (const kind of kinds) {
        if (kind === 'personal_name' && publicRole) continue;
        if (wholeCell[kind]?.(value) === true) tally(kind, { start: 0, end: text.length, value }, cellHas, true, path);
      }
    }
  };

  const feed = (cell: Cell): void => {
    const raw = textOf(cell);
    const document = documentIn(raw);
    if (raw.trim() === '') empty += 1;
    else if (document !== null) {
      checked += 1;
      takeDocument(document);
    } else {
      checked += 1;
      const seen = examine(raw, today, hints.kinds);
      if (seen.hits.length > 0 || seen.cardLike + seen.mobileLike + seen.eighteenLike > 0 || tests.length > 0)
        take(seen, raw);
    }
    row += 1;
  };

  const blocks = (kind: PersonalKind, of: Tally): boolean => {
    const rule = policy.kinds[kind];
    // A key inside a document names one field, not the column: no share of the cells is asked for.
    const share = of.paths.size > 0 ? 1 : of.hits / checked;
    if (!rule.blocks || of.hits < rule.minHits || share < rule.minRatio) return false;
    if (kind === 'citizen_number' && likes.onlyCitizen === 0 && likes.eighteen > 0 && !of.named)
      return likes.uscc / likes.eighteen < policy.organisationColumn;
    if (kind === 'personal_name' && hints.publicRole) return false;
    if (kind === 'bank_card') return of.named || likes.cardHits / likes.card >= rule.minPrecision;
    if (kind === 'mobile') return of.named || likes.mobileHits / likes.mobile >= rule.minPrecision;
    return true;
  };

  const result = (): ColumnResult => {
    const findings: Finding[] = [];
    const notes: Finding[] = [];
    for (const [kind, of] of tallies) {
      const finding = {
        kind,
        hits: of.hits,
        checked,
        ratio: of.hits / checked,
        named: of.named,
        examplesMasked: [...of.examples],
        positions: [...of.positions],
        ...(of.paths.size > 0 ? { paths: [...of.paths] } : {}),
      };
      (blocks(kind, of) ? findings : notes).push(finding);
    }
    return { header, checked, empty, findings, notes, uscc: { ...uscc } };
  };

  const skip = (cells: number): void => {
    row += cells;
    checked += cells;
  };
  return { feed, skip, result };
}

/**
 * One cell treated by masking: hits inside the text for kinds found by their shape, the whole cell for kinds that only
 * the header makes plausible. A treated column scanned again has no blocking finding of these kinds.
 */
export function maskCell(cell: string, today: Day, kinds: ReadonlySet<PersonalKind>): string {
  const text = halfWidth(cell).trim();
  if (text === '') return cell;
  for (const kind of kinds) if (wholeCell[kind] !== undefined) return mask(kind, text);
  if (kinds.has('citizen_number') && isOldCitizenNumber(text)) return mask('citizen_number', text.replace(/\D/g, ''));
  return maskHits(cell, today, kinds);
}
