/** Published results, for everybody: ranking, regions, course over periods, their file, and the sum worked out again. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { inLocale } from '#api/kernel/words.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { csv } from '#api/revenue/rules/csv.ts';
import type { rankingOut, recomputeOut } from './contract.ts';
import { computeResults, hashFaults } from './measure.ts';
import {
  type FigureUnit,
  type MissingRule,
  type SchemeKind,
  type Standing,
  type SubjectKind,
  standings,
} from './rules/codes.ts';
import { cutFormat, type EvaluationCut, recomputeCut } from './rules/cut.ts';
import { over, plus, rounded, times, zero } from './rules/ratio.ts';
import { refuse } from './rules/refusals.ts';
import type { CountedRow } from './rules/rows.ts';
import { fullWeight, pointsText } from './rules/score.ts';
import { rankingHead } from './rules/sheet.ts';
import { figuresOf, showBody, showIndicator, showMarks } from './show.ts';
import * as store from './store.ts';

export type Ranking = z.input<typeof rankingOut>;

const published = { state: 'published' as const };

function lineOf(run: store.RunRow) {
  return {
    no: run.no,
    title: run.scheme.title,
    title_en: run.scheme.titleEn,
    kind: run.scheme.kind as SchemeKind,
    subjects: run.scheme.subjects as SubjectKind,
    region_code: run.regionCode,
    period: run.period,
    document_no: run.documentNo ?? '',
    published_at: (run.publishedAt ?? run.openedAt).toISOString(),
    version: run.version,
    bodies: run.bodies.length,
  };
}

export async function listEvaluationRankings(ctx: Ctx) {
  return { items: (await store.listRuns(ctx.db, published)).map(lineOf) };
}

async function find(ctx: Ctx, no: string): Promise<store.RunRow> {
  const [run] = await store.listRuns(ctx.db, { ...published, no });
  if (run === undefined) throw refuse('evaluation.ranking_not_found');
  return run;
}

/** Means of exact scores, rounded once. */
function regionMeans(run: store.RunRow, scored: ReturnType<typeof computeResults>['scored']) {
  const codes = [...new Set(run.bodies.map((body) => body.regionCode))];
  return codes
    .flatMap((region_code) => {
      const scores = run.bodies
        .filter((body) => body.regionCode === region_code)
        .flatMap((body) => scored.get(body.key)?.score ?? []);
      if (scores.length === 0) return [];
      const mean = over(scores.reduce(plus, zero), BigInt(scores.length));
      return [{ region_code, bp: Number(rounded(times(mean, BigInt(fullWeight)))), bodies: scores.length }];
    })
    .sort((a, b) => b.bp - a.bp || a.region_code.localeCompare(b.region_code))
    .map(({ bp, ...one }) => ({ ...one, score: pointsText(bp) }));
}

export async function showEvaluationRanking(ctx: Ctx, no: string): Promise<Ranking> {
  const run = await find(ctx, no);
  const { indicators } = run.scheme;
  const siblings = await store.listRuns(ctx.db, { ...published, series: run.series });
  const [facts, results] = await Promise.all([
    store.factsAt(ctx.db, run.id, run.version),
    store.resultsAt(ctx.db, siblings),
  ]);
  const { scored } = computeResults(indicators, run.bodies, facts);
  const own = results.filter((one) => one.runId === run.id);
  const place = (key: string) => own.find((one) => one.bodyKey === key)?.place ?? 9999;
  return {
    ...lineOf(run),
    series: run.series,
    scheme_id: run.schemeId,
    weights_verified: run.scheme.weightsVerified,
    indicators: indicators.map(showIndicator),
    bodies: run.bodies
      .toSorted((a, b) => place(a.key) - place(b.key) || a.key.localeCompare(b.key))
      .map((body) => {
        const score = scored.get(body.key);
        if (score === undefined) throw new Error(`no score of ${body.key}`);
        const result = own.find((one) => one.bodyKey === body.key);
        const figures = figuresOf(facts.filter((one) => one.bodyKey === body.key));
        return { ...showBody(body, result, score.judgedBp), marks: showMarks(indicators, figures, score) };
      }),
    regions: regionMeans(run, scored),
    versions: run.versions.map((one) => ({
      version: one.version,
      reason: one.reason,
      document_no: one.documentNo,
      sha256: one.sha256,
      at: one.at.toISOString(),
    })),
    course: siblings
      .toSorted((a, b) => a.periodTo.localeCompare(b.periodTo))
      .flatMap((one) =>
        results
          .filter((result) => result.runId === one.id)
          .map((result) => ({
            no: one.no,
            period: one.period,
            key: result.bodyKey,
            score: result.scoreBp === null ? null : pointsText(result.scoreBp),
          })),
      ),
  };
}

export async function exportEvaluationRanking(ctx: Ctx, no: string): Promise<{ name: string; text: string }> {
  const ranking = await showEvaluationRanking(ctx, no);
  const { locale } = ctx;
  const pick = (zh: string, en: string) => (locale === 'en' && en !== '' ? en : zh);
  const lines = ranking.bodies.flatMap((body) =>
    body.marks.map((mark) => [
      String(body.place ?? ''),
      pick(body.name, body.name_en),
      body.region_code,
      body.score ?? '',
      pick(mark.name, mark.name_en),
      mark.num,
      mark.den,
      mark.value ?? '',
      mark.points ?? '',
      mark.out_of ?? '',
      standings.label(mark.standing, locale),
    ]),
  );
  return { name: `${no}.csv`, text: csv([rankingHead.map((word) => inLocale(word, locale)), ...lines]) };
}

/** Everything that published results follow from, for whoever works them out elsewhere. */
export async function exportEvaluationCut(ctx: Ctx, no: string): Promise<EvaluationCut> {
  const run = await find(ctx, no);
  const [facts, kept] = await Promise.all([store.factsAt(ctx.db, run.id, run.version), store.resultsAt(ctx.db, [run])]);
  return cutOf(run, facts, kept);
}

function cutOf(run: store.RunRow, facts: readonly store.FactRow[], kept: readonly store.ResultRow[]): EvaluationCut {
  return {
    format: cutFormat,
    no: run.no,
    period: run.period,
    version: run.version,
    document_no: run.documentNo ?? '',
    scheme: { title: run.scheme.title, version: run.scheme.version, document_no: run.scheme.documentNo ?? '' },
    indicators: run.scheme.indicators.map((one) => ({
      code: one.code,
      name: one.name,
      name_en: one.nameEn,
      source: one.source,
      unit: one.unit as FigureUnit,
      weight: one.weightBp,
      full: String(one.fullPpm),
      floor: String(one.floorPpm),
      min_den: one.minDen,
      when_missing: one.whenMissing as MissingRule,
    })),
    bodies: run.bodies.map(({ key, name, nameEn }) => ({ key, name, name_en: nameEn })),
    facts: facts.map((one) => ({
      body: one.bodyKey,
      indicator: one.indicator,
      version: one.version,
      num: String(one.num),
      den: String(one.den),
      standing: one.standing as Standing,
      cases: (one.rows as unknown as CountedRow[]).map(({ num, den }) => [num, den]),
    })),
    results: kept.map((one) => ({
      body: one.bodyKey,
      score_num: one.scoreNum,
      score_den: one.scoreDen,
      score: one.scoreBp,
      place: one.place,
    })),
    results_sha256: run.versions.find((one) => one.version === run.version)?.sha256 ?? '',
  };
}

/** From the frozen rows to every figure, score and place, held against what is published: as the file is, and by the hashes. */
export async function recomputeEvaluation(ctx: Ctx, no: string): Promise<z.input<typeof recomputeOut>> {
  const run = await find(ctx, no);
  const [facts, kept] = await Promise.all([store.factsAt(ctx.db, run.id, run.version), store.resultsAt(ctx.db, [run])]);
  const findings = [
    ...recomputeCut(cutOf(run, facts, kept), sha256),
    ...facts.flatMap((fact) => hashFaults(fact, fact.rows as unknown as CountedRow[])),
  ];
  return { no: run.no, version: run.version, holds: findings.length === 0, facts: facts.length, findings };
}
