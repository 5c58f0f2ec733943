/**
 * A published result as a file, and its recomputation with nothing but the file: no database, no clock. Of each counted case the
 * file has the two numbers and nothing that names it: what a person asked, and of whom, is nobody else's business (decision 0092).
 */
import { z } from 'zod';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { figureUnits, missingRules, standings } from './codes.ts';
import { selfReport } from './library.ts';
import { figureOf } from './rows.ts';
import { type Figure, fullWeight, type Judged, placesOf, type Scored, scoreOf, standingOf } from './score.ts';

export const cutFormat = 'jinshu-evaluation-cut/1';

const digits = z.string().regex(/^\d{1,30}$/);
const signed = z.string().regex(/^-?\d{1,60}$/);

export const evaluationCut = z
  .object({
    format: z.literal(cutFormat),
    no: z.string(),
    period: z.string(),
    version: z.number().int().meta({ description: 'Of the results' }),
    document_no: z.string(),
    scheme: z.object({ title: z.string(), version: z.number().int(), document_no: z.string() }),
    indicators: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        name_en: z.string(),
        source: z.string(),
        unit: z.enum(figureUnits.codes),
        weight: z.number().int().meta({ description: 'Hundredths of a point' }),
        full: digits.meta({ description: 'Millionths of numerator over denominator' }),
        floor: digits,
        min_den: z.number().int(),
        when_missing: z.enum(missingRules.codes),
      }),
    ),
    bodies: z.array(z.object({ key: z.string(), name: z.string(), name_en: z.string() })),
    facts: z.array(
      z.object({
        body: z.string(),
        indicator: z.string(),
        version: z.number().int().meta({ description: 'Of the results in which the figure was first so' }),
        num: digits,
        den: digits,
        standing: z.enum(standings.codes),
        cases: z.array(z.tuple([digits, digits])).meta({ description: 'Numerator and denominator of each' }),
      }),
    ),
    results: z.array(
      z.object({
        body: z.string(),
        score_num: signed.nullable(),
        score_den: signed.nullable(),
        score: z.number().int().nullable().meta({ description: 'Hundredths of a point' }),
        place: z.number().int().nullable(),
      }),
    ),
    results_sha256: z
      .string()
      .meta({ description: 'Of the canonical text (RFC 8785) of all results; published with them' }),
  })
  .meta({ id: 'EvaluationCut', description: 'A published result with all it follows from' });
export type EvaluationCut = z.output<typeof evaluationCut>;

/** What is kept of a body's result, and hashed with the others in the order of the bodies. */
export interface KeptResult {
  readonly bodyKey: string;
  readonly scoreNum: string | null;
  readonly scoreDen: string | null;
  readonly scoreBp: number | null;
  readonly place: number | null;
}

/** From figures to scores and places; nothing else goes in. */
export function resultsOf(
  indicators: readonly Judged[],
  keys: readonly string[],
  figuresOf: (key: string) => ReadonlyMap<string, Figure | null>,
): { readonly results: KeptResult[]; readonly scored: ReadonlyMap<string, Scored>; readonly canonical: string } {
  const scored = new Map(keys.map((key) => [key, scoreOf(indicators, figuresOf(key))]));
  const places = placesOf(new Map([...scored].map(([key, { score }]) => [key, score])));
  const results = [...scored].map(([bodyKey, { score, scoreBp }]) => ({
    bodyKey,
    scoreNum: score === null ? null : String(score.num),
    scoreDen: score === null ? null : String(score.den),
    scoreBp,
    place: places.get(bodyKey) ?? null,
  }));
  return { results, scored, canonical: canonicalJson(results) };
}

export interface CutFinding {
  readonly body: string;
  readonly indicator: string | null;
  readonly says: string;
}

type Fact = EvaluationCut['facts'][number];
type Indicator = EvaluationCut['indicators'][number];

const missing = (fact: Fact): boolean => fact.standing.startsWith('not_reported');
const figure = (fact: Fact): Figure | null => (missing(fact) ? null : { num: BigInt(fact.num), den: BigInt(fact.den) });

function factFindings(fact: Fact, indicator: Indicator): string[] {
  const says: string[] = [];
  const rows = fact.cases.map(([num, den]) => ({
    agency: '',
    ref: '',
    title: '',
    num,
    den,
    day: null,
    fix: null,
    to: null,
  }));
  const sum = figureOf(indicator.unit, rows);
  const same = String(sum.num) === fact.num && String(sum.den) === fact.den;
  // A figure without cases was reported by the body, or put right by a decision of a later version.
  const told = fact.cases.length === 0 && (indicator.source === selfReport || fact.version > 1);
  if (!told && !same) says.push(`the cases give ${sum.num}/${sum.den}, kept is ${fact.num}/${fact.den}`);
  const rule = { minDen: indicator.min_den, whenMissing: indicator.when_missing };
  const standing = standingOf(rule, figure(fact));
  if (standing !== fact.standing) says.push(`it stands as ${standing}, kept is ${fact.standing}`);
  return says;
}

/** Empty where every figure, score and place follows. @param sha256 lower-case hexadecimal, of a text in UTF-8. */
export function recomputeCut(cut: EvaluationCut, sha256: (text: string) => string): CutFinding[] {
  const found: CutFinding[] = [];
  const weights = cut.indicators.reduce((sum, one) => sum + one.weight, 0);
  if (weights !== fullWeight) found.push({ body: '', indicator: null, says: `the weights sum to ${weights / 100}` });
  const judged = cut.indicators.map(
    (one): Judged => ({
      code: one.code,
      source: one.source,
      weightBp: one.weight,
      fullPpm: BigInt(one.full),
      floorPpm: BigInt(one.floor),
      minDen: one.min_den,
      whenMissing: one.when_missing,
    }),
  );
  const factOf = new Map(cut.facts.map((one) => [`${one.body} ${one.indicator}`, one]));
  for (const { key } of cut.bodies)
    for (const indicator of cut.indicators) {
      const fact = factOf.get(`${key} ${indicator.code}`);
      const at = { body: key, indicator: indicator.code };
      if (fact === undefined) found.push({ ...at, says: 'no figure' });
      else found.push(...factFindings(fact, indicator).map((says) => ({ ...at, says })));
    }
  if (factOf.size !== cut.facts.length || cut.facts.length !== cut.bodies.length * cut.indicators.length)
    found.push({ body: '', indicator: null, says: 'there are figures of nobody, or two of one' });
  const figures = (key: string) =>
    new Map(cut.facts.filter((one) => one.body === key).map((one) => [one.indicator, figure(one)]));
  const { results, canonical } = resultsOf(
    judged,
    cut.bodies.map((one) => one.key),
    figures,
  );
  for (const one of results) {
    const kept = cut.results.find((it) => it.body === one.bodyKey);
    const same =
      kept !== undefined &&
      kept.score === one.scoreBp &&
      kept.place === one.place &&
      kept.score_num === one.scoreNum &&
      kept.score_den === one.scoreDen;
    if (!same) found.push({ body: one.bodyKey, indicator: null, says: 'score or place does not follow' });
  }
  if (sha256(canonical) !== cut.results_sha256)
    found.push({ body: '', indicator: null, says: 'the hash of the results is another' });
  return found;
}
