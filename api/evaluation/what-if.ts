/** What a body would have today, and with which three actions it would have most. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { actsFor, isDepartment, seenRun } from './access.ts';
import type { bodyDetail, whatIfOut, whatIfQuery } from './contract.ts';
import { computeResults, faultsOf, type Measured, measure, scoreMeasured, subjectsOf, todayOf } from './measure.ts';
import type { PeriodKind } from './rules/codes.ts';
import { periodAt, spanOf } from './rules/period.ts';
import { minus, rounded, times, zero } from './rules/ratio.ts';
import { refuse } from './rules/refusals.ts';
import { type CountedRow, fixable } from './rules/rows.ts';
import { fullWeight, pointsText } from './rules/score.ts';
import { type Behind, gains, scoreWith } from './rules/what-if.ts';
import { figuresOf, judged, showBody, showLine, showMarks, showScheme } from './show.ts';
import * as store from './store.ts';

export type WhatIf = z.input<typeof whatIfOut>;
export type BodyDetail = z.input<typeof bodyDetail>;

const askedFor = (list: readonly string[]): Map<string, number> =>
  new Map(
    list.flatMap((one) => {
      const [code = '', count = ''] = one.split(':');
      return /^\d{1,6}$/.test(count) && Number(count) > 0 ? [[code, Number(count)]] : [];
    }),
  );

export async function showEvaluationWhatIf(ctx: Ctx, id: string, query: z.output<typeof whatIfQuery>): Promise<WhatIf> {
  const viewer = requireViewer(ctx.viewer);
  const scheme = await store.findScheme(ctx.db, id);
  if (scheme === null || scheme.state === 'drafting') throw refuse('evaluation.scheme_not_found');
  const all = await subjectsOf(ctx, scheme);
  const department = isDepartment(viewer, scheme.regionCode);
  const mine = department ? all : all.filter((one) => actsFor(viewer, one.receiverId));
  const subject = query.body === undefined ? mine[0] : mine.find((one) => one.key === query.body);
  if (subject === undefined) throw refuse('evaluation.body_not_found');
  const period = periodAt(scheme.periodKind as PeriodKind, todayOf(ctx));
  const span = spanOf(scheme.periodKind as PeriodKind, period);
  if (span === null) throw new Error(`no span of ${period}`);
  // What was accepted of this period's reports counts; of another period it does not.
  const runs = await store.listRuns(ctx.db, { series: scheme.series, period });
  const measured = (await measure(ctx, scheme.indicators, [subject], span, runs[0]?.reports ?? [])).get(subject.key);
  const behind = scheme.indicators.map((one): Behind => {
    const { figure = null, rows = [] } = measured?.get(one.code) ?? {};
    return { indicator: judged(one), unit: one.unit, figure, rows };
  });
  const asked = askedFor(query.do);
  const now = scoreWith(behind, new Map());
  const then = scoreWith(behind, asked);
  const gained = gains(behind);
  const points = (gain: (typeof gained)[number]['gain']) =>
    pointsText(Number(rounded(times(gain, BigInt(fullWeight)))));
  const nameOf = (code: string) => scheme.indicators.find((one) => one.code === code);
  const marks = showMarks(scheme.indicators, new Map(behind.map((one) => [one.indicator.code, one.figure])), now);
  return {
    scheme: await showScheme(ctx, scheme),
    period,
    body: { key: subject.key, name: subject.name, name_en: subject.nameEn },
    bodies: mine.map(({ key, name, nameEn }) => ({ key, name, name_en: nameEn })),
    score: now.scoreBp === null ? null : pointsText(now.scoreBp),
    score_then: then.scoreBp === null ? null : pointsText(then.scoreBp),
    change: asked.size === 0 ? null : points(minus(then.score ?? zero, now.score ?? zero)),
    marks: marks.map((mark) => {
      const open = fixable(behind.find((one) => one.indicator.code === mark.code)?.rows ?? []).length;
      const gain = gained.find((one) => one.code === mark.code);
      return {
        ...mark,
        open,
        done: Math.min(open, asked.get(mark.code) ?? 0),
        all_gain: gain === undefined ? null : points(gain.gain),
      };
    }),
    actions: gained
      .filter((one) => one.gain.num > 0n)
      .slice(0, 3)
      .map((one) => ({
        indicator: one.code,
        name: nameOf(one.code)?.name ?? '',
        name_en: nameOf(one.code)?.nameEn ?? '',
        kind: one.rows[0]?.fix?.kind ?? 'describe',
        count: one.rows.length,
        gain: points(one.gain),
        rows: [...one.rows],
      })),
  };
}

/** A body's marks with the rows behind each; before the cut as they are now. */
export async function showEvaluatedBody(ctx: Ctx, id: string, key: string): Promise<BodyDetail> {
  const seen = await seenRun(ctx, id);
  const { run } = seen;
  const body = seen.bodies.find((one) => one.key === key);
  if (body === undefined) throw refuse('evaluation.body_not_found');
  const { indicators } = run.scheme;
  const results = await store.resultsAt(ctx.db, [run]);
  const line = showLine(ctx, seen, results);
  if (run.version === 0) {
    const subjects = (await subjectsOf(ctx, run.scheme)).filter((one) => one.key === key);
    const span = { from: run.periodFrom, to: run.periodTo };
    const measured =
      (await measure(ctx, indicators, subjects, span, run.reports)).get(key) ?? new Map<string, Measured>();
    const scored = scoreMeasured(indicators, measured);
    const figures = new Map([...measured].map(([code, { figure }]) => [code, figure]));
    const shown = {
      ...showBody(body, undefined, scored.judgedBp),
      score: scored.scoreBp === null ? null : pointsText(scored.scoreBp),
    };
    return {
      run: line,
      body: shown,
      version: 0,
      marks: showMarks(indicators, figures, scored).map((mark) => ({
        ...mark,
        rows: [...(measured.get(mark.code)?.rows ?? [])],
        reason: null,
      })),
      recomputed: true,
    };
  }
  const facts = await store.factsAt(ctx.db, id, run.version, key);
  const { scored } = computeResults(indicators, [body], facts);
  const of = scored.get(key);
  if (of === undefined) throw new Error(`no score of ${key}`);
  const result = results.find((one) => one.bodyKey === key);
  return {
    run: line,
    body: showBody(body, result, of.judgedBp),
    version: run.version,
    marks: showMarks(indicators, figuresOf(facts), of).map((mark) => {
      const fact = facts.find((one) => one.indicator === mark.code);
      return { ...mark, rows: (fact?.rows as unknown as CountedRow[]) ?? [], reason: fact?.reason ?? null };
    }),
    recomputed: faultsOf(indicators, facts).length === 0 && (result?.scoreBp ?? null) === of.scoreBp,
  };
}
