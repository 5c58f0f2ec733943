/** Rows as the contract shows them. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { actsFor, isDepartment, type SeenRun } from './access.ts';
import type { bodyOut, indicatorOut, markOut, runLine, runOut, schemeOut } from './contract.ts';
import type {
  AppealOutcome,
  FigureUnit,
  IndicatorDimension,
  MissingRule,
  PeriodKind,
  ReportState,
  SchemeKind,
  Standing,
  SubjectKind,
} from './rules/codes.ts';
import { runStates } from './rules/codes.ts';
import { inLibrary, library, selfReport } from './rules/library.ts';
import { lineText, valueText, weightText } from './rules/numbers.ts';
import { refuse } from './rules/refusals.ts';
import { weightSum } from './rules/scheme.ts';
import { type Figure, type Judged, pointsText, type Scored } from './rules/score.ts';
import * as store from './store.ts';

export type SchemeOut = z.input<typeof schemeOut>;
export type IndicatorOut = z.input<typeof indicatorOut>;
export type BodyOut = z.input<typeof bodyOut>;
export type MarkOut = z.input<typeof markOut>;
export type RunLine = z.input<typeof runLine>;
export type RunOut = z.input<typeof runOut>;

export const judged = (one: store.IndicatorRow): Judged => ({
  code: one.code,
  source: one.source,
  weightBp: one.weightBp,
  fullPpm: one.fullPpm,
  floorPpm: one.floorPpm,
  minDen: one.minDen,
  whenMissing: one.whenMissing as MissingRule,
});

export function showIndicator(one: store.IndicatorRow): IndicatorOut {
  const unit = one.unit as FigureUnit;
  const counts = inLibrary(one.source) ? library[one.source].counts : null;
  return {
    code: one.code,
    source: one.source,
    dimension: one.dimension as IndicatorDimension,
    unit,
    name: one.name,
    name_en: one.nameEn,
    counts: counts === null ? null : { zh: counts[0], en: counts[1] },
    explanation: one.explanation,
    weight: weightText(one.weightBp),
    full: lineText(unit, one.fullPpm),
    floor: lineText(unit, one.floorPpm),
    min_den: one.minDen,
    when_missing: one.whenMissing as MissingRule,
  };
}

export async function showSchemes(ctx: Ctx, rows: readonly store.SchemeRow[]): Promise<SchemeOut[]> {
  const names = await store.namesOf(
    ctx.db,
    rows.flatMap((row) => [row.draftedBy, row.publishedBy]),
  );
  return rows.map((row) => {
    const department = isDepartment(ctx.viewer, row.regionCode);
    const own = isSelf(ctx.viewer, row.draftedBy);
    return {
      id: row.id,
      series: row.series,
      version: row.version,
      kind: row.kind as SchemeKind,
      title: row.title,
      title_en: row.titleEn,
      region_code: row.regionCode,
      subjects: row.subjects as SubjectKind,
      period_kind: row.periodKind as PeriodKind,
      basis: row.basis,
      weights_verified: row.weightsVerified,
      state: row.state,
      revision: row.revision,
      drafted_by: department ? (names.get(row.draftedBy) ?? '') : '',
      document_no: row.documentNo,
      published_by: department ? (names.get(row.publishedBy ?? '') ?? null) : null,
      published_at: row.publishedAt?.toISOString() ?? null,
      weight_sum: weightText(weightSum(row.indicators)),
      indicators: row.indicators.map(showIndicator),
      may_save: department && row.state === 'drafting',
      may_publish: department && row.state === 'drafting' && !own,
    };
  });
}

export async function showScheme(ctx: Ctx, row: store.SchemeRow): Promise<SchemeOut> {
  const [shown] = await showSchemes(ctx, [row]);
  if (shown === undefined) throw refuse('evaluation.scheme_not_found');
  return shown;
}

export function showBody(body: store.BodyRow, result: store.ResultRow | undefined, judgedBp: number | null): BodyOut {
  return {
    key: body.key,
    name: body.name,
    name_en: body.nameEn,
    region_code: body.regionCode,
    score: result?.scoreBp == null ? null : pointsText(result.scoreBp),
    place: result?.place ?? null,
    judged_weight: weightText(judgedBp ?? 0),
  };
}

export function showMarks(
  indicators: readonly store.IndicatorRow[],
  figures: ReadonlyMap<string, Figure | null>,
  scored: Scored,
): MarkOut[] {
  return indicators.map((one) => {
    const figure = figures.get(one.code) ?? null;
    const mark = scored.marks.find(({ code }) => code === one.code);
    return {
      code: one.code,
      name: one.name,
      name_en: one.nameEn,
      dimension: one.dimension as IndicatorDimension,
      unit: one.unit as FigureUnit,
      num: String(figure?.num ?? 0n),
      den: String(figure?.den ?? 0n),
      value: figure === null ? null : valueText(one.unit as FigureUnit, figure),
      standing: mark?.standing ?? 'no_cases',
      points: mark?.pointsBp == null ? null : pointsText(mark.pointsBp),
      out_of: mark?.outOfBp == null ? null : pointsText(mark.outOfBp),
    };
  });
}

/** The figures that stand in frozen facts. What was not reported is null. */
export const figuresOf = (facts: readonly store.FactRow[]): Map<string, Figure | null> =>
  new Map(
    facts.map((one) => [
      one.indicator,
      (one.standing as Standing).startsWith('not_reported') ? null : { num: one.num, den: one.den },
    ]),
  );

export function daysLeft(ctx: Ctx, due: string): number | null {
  const [calendar, today] = [ctx.calendar(), dayOf(ctx.clock.now())];
  return Number(due.slice(0, 4)) > calendar.lastYear ? null : calendar.workingDaysBetween(today, due);
}

export function showLine(ctx: Ctx, { run, bodies, department }: SeenRun, results: readonly store.ResultRow[]): RunLine {
  const resultOf = (key: string) =>
    results.find((one) => one.runId === run.id && one.version === run.version && one.bodyKey === key);
  const own = isDepartment(ctx.viewer, run.regionCode);
  return {
    id: run.id,
    no: run.no,
    scheme_id: run.schemeId,
    title: run.scheme.title,
    title_en: run.scheme.titleEn,
    kind: run.scheme.kind as SchemeKind,
    subjects: run.scheme.subjects as SubjectKind,
    region_code: run.regionCode,
    period: run.period,
    period_from: run.periodFrom,
    period_to: run.periodTo,
    state: run.state,
    version: run.version,
    report_due_on: run.reportDueOn,
    appeal_due_on: run.appealDueOn,
    own,
    own_bodies: bodies
      .filter((body) => actsFor(ctx.viewer, body.receiverId))
      .map((body) => showBody(body, resultOf(body.key), null)),
    appeals_open: department ? run.appeals.filter((one) => one.outcome === null).length : 0,
    reports_waiting: department ? run.reports.filter((one) => one.state === 'submitted').length : 0,
  };
}

/** Why a run cannot be cut or published now by this viewer. The services throw the same. */
export function hindrances(ctx: Ctx, run: store.RunRow) {
  const today = dayOf(ctx.clock.now());
  const waiting = run.reports.filter((one) => one.state === 'submitted').length;
  const open = run.appeals.filter((one) => one.outcome === null).length;
  const wrong = refuse('evaluation.wrong_state', {
    state: runStates.words[run.state][0],
    state_en: runStates.words[run.state][1],
  });
  const department = isDepartment(ctx.viewer, run.regionCode) ? null : refuse('evaluation.not_yours');
  const cut =
    department ??
    (run.state !== 'collecting'
      ? wrong
      : today <= run.periodTo
        ? refuse('evaluation.too_early', { day: run.periodTo })
        : today <= run.reportDueOn
          ? refuse('evaluation.reports_open', { day: run.reportDueOn })
          : waiting > 0
            ? refuse('evaluation.reports_waiting', { count: waiting })
            : null);
  const publish =
    department ??
    (run.state !== 'cut'
      ? wrong
      : isSelf(ctx.viewer, run.cutBy)
        ? refuse('evaluation.two_people')
        : open > 0 || today <= (run.appealDueOn ?? '')
          ? refuse('evaluation.appeals_open', { day: run.appealDueOn ?? '-', count: open })
          : null);
  return { cut, publish, wrong };
}

export async function showRun(ctx: Ctx, seen: SeenRun): Promise<RunOut> {
  const { run, bodies } = seen;
  const today = dayOf(ctx.clock.now());
  const results = await store.resultsAt(ctx.db, [run]);
  const names = new Map(run.bodies.map((body) => [body.key, body.name]));
  const visible = new Set(bodies.map((body) => body.key));
  const holds = isDepartment(ctx.viewer, run.regionCode);
  const acts = run.bodies.some((body) => actsFor(ctx.viewer, body.receiverId));
  const { cut, publish } = hindrances(ctx, run);
  const said = (refusal: ReturnType<typeof refuse> | null) =>
    refusal === null ? null : { zh: refusal.sentence('zh'), en: refusal.sentence('en') };
  const order = (key: string) => results.find((one) => one.bodyKey === key)?.place ?? 9999;
  return {
    ...showLine(ctx, seen, results),
    revision: run.revision,
    document_no: run.documentNo,
    published_at: run.publishedAt?.toISOString() ?? null,
    cut_at: run.cutAt?.toISOString() ?? null,
    bodies: bodies
      .toSorted((a, b) => order(a.key) - order(b.key) || a.key.localeCompare(b.key))
      .map((body) =>
        showBody(
          body,
          results.find((one) => one.bodyKey === body.key),
          null,
        ),
      ),
    indicators: run.scheme.indicators.map(showIndicator),
    self_reported: run.scheme.indicators.filter((one) => one.source === selfReport).map(showIndicator),
    reports: run.reports
      .filter((one) => visible.has(one.bodyKey))
      .map((one) => ({
        id: one.id,
        body: one.bodyKey,
        body_name: names.get(one.bodyKey) ?? '',
        indicator: one.indicator,
        num: String(one.num),
        den: String(one.den),
        words: one.words,
        sha256: one.sha256,
        bytes: one.bytes,
        state: one.state as ReportState,
        reported_at: one.reportedAt.toISOString(),
        opinion: one.opinion,
        reviewed_at: one.reviewedAt?.toISOString() ?? null,
        may_review:
          holds &&
          one.state === 'submitted' &&
          run.state === 'collecting' &&
          one.reporterOrganizationId !== ctx.viewer?.organization.id,
      })),
    appeals: run.appeals
      .filter((one) => visible.has(one.bodyKey))
      .map((one) => ({
        id: one.id,
        no: one.no,
        body: one.bodyKey,
        body_name: names.get(one.bodyKey) ?? '',
        indicator: one.indicator,
        words: one.words,
        filed_at: one.filedAt.toISOString(),
        due_on: one.dueOn,
        days_left: one.outcome === null ? daysLeft(ctx, one.dueOn) : null,
        outcome: one.outcome as AppealOutcome | null,
        answer: one.answer,
        result_version: one.resultVersion,
        answered_at: one.answeredAt?.toISOString() ?? null,
        may_decide: holds && one.outcome === null && !isSelf(ctx.viewer, run.cutBy),
      })),
    versions: run.versions.map((one) => ({
      version: one.version,
      reason: one.reason,
      document_no: one.documentNo,
      sha256: one.sha256,
      at: one.at.toISOString(),
    })),
    may: {
      report: acts && run.state === 'collecting' && today <= run.reportDueOn,
      appeal: acts && run.state === 'cut' && today <= (run.appealDueOn ?? ''),
      cut: said(cut),
      publish: said(publish),
      correct: holds && run.state === 'published',
    },
    own: holds,
  };
}
