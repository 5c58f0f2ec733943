/** A version of a scheme held against the one before: its weights, and what it would have made of the last published results. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import type { comparisonOut } from './compare-contract.ts';
import type { SchemeKind } from './rules/codes.ts';
import { compareWeights } from './rules/comparison.ts';
import { resultsOf } from './rules/cut.ts';
import { lineText, weightText } from './rules/numbers.ts';
import { pointsText } from './rules/score.ts';
import { proposed, readableScheme } from './schemes.ts';
import { figuresOf, judged } from './show.ts';
import * as store from './store.ts';

export type Comparison = z.input<typeof comparisonOut>;

export async function compareEvaluationScheme(ctx: Ctx, id: string): Promise<Comparison> {
  const row = await readableScheme(ctx, id);
  const before = await store.versionBefore(ctx.db, row);
  const kind = row.kind as SchemeKind;
  const proposal = new Map(proposed(kind).map((one) => [one.code, one.weightBp]));
  const lines = (of: store.SchemeRow | null, code: string) => {
    const found = of?.indicators.find((one) => one.code === code);
    return found === undefined
      ? null
      : {
          full: lineText(found.unit as 'share', found.fullPpm),
          floor: lineText(found.unit as 'share', found.floorPpm),
        };
  };
  const compared = compareWeights(before?.indicators ?? [], row.indicators);
  const bp = (value: number | null | undefined) => (value == null ? null : weightText(value));
  return {
    scheme: row.id,
    version: row.version,
    before:
      before === null
        ? null
        : {
            id: before.id,
            version: before.version,
            document_no: before.documentNo ?? '',
            published_at: before.publishedAt?.toISOString() ?? null,
          },
    weights: compared.map((one) => {
      const known = [...row.indicators, ...(before?.indicators ?? [])].find(({ code }) => code === one.code);
      return {
        code: one.code,
        name: known?.name ?? one.code,
        name_en: known?.nameEn ?? '',
        unit: (known?.unit ?? 'share') as 'share',
        before: bp(one.before),
        now: bp(one.now),
        proposed: bp(proposal.get(one.code)),
        change: before === null ? null : one.change,
        lines_before: lines(before, one.code),
        lines_now: lines(row, one.code),
      };
    }),
    trial: before === null ? null : await trialOf(ctx, row),
  };
}

/**
 * The newest published results of the series scored once more with this version. An indicator that was not frozen then judges
 * nobody: its weight is spread, as it is of whatever has no figure.
 */
async function trialOf(ctx: Ctx, row: store.SchemeRow): Promise<Comparison['trial']> {
  const [run] = await store.listRuns(ctx.db, { series: row.series, state: 'published', schemeId: { not: row.id } });
  if (run === undefined) return null;
  const [facts, kept] = await Promise.all([store.factsAt(ctx.db, run.id, run.version), store.resultsAt(ctx.db, [run])]);
  const frozen = new Set(run.scheme.indicators.map((one) => `${one.code} ${one.source}`));
  const indicators = row.indicators.map((one) => {
    const known = frozen.has(`${one.code} ${one.source}`);
    return { ...judged(one), ...(known ? {} : { whenMissing: 'spread' as const }) };
  });
  const without = new Set(
    row.indicators.filter((one) => !frozen.has(`${one.code} ${one.source}`)).map((one) => one.code),
  );
  const { results } = resultsOf(
    indicators,
    run.bodies.map(({ key }) => key),
    (key) => figuresOf(facts.filter((one) => one.bodyKey === key && !without.has(one.indicator))),
  );
  const points = (value: number | null | undefined) => (value == null ? null : pointsText(value));
  return {
    no: run.no,
    period: run.period,
    without: [...without],
    bodies: run.bodies
      .map(({ key, name, nameEn }) => {
        const [then, now] = [kept.find((one) => one.bodyKey === key), results.find((one) => one.bodyKey === key)];
        return {
          key,
          name,
          name_en: nameEn,
          score: points(then?.scoreBp),
          place: then?.place ?? null,
          score_with: points(now?.scoreBp),
          place_with: now?.place ?? null,
        };
      })
      .sort((a, b) => (a.place_with ?? 9999) - (b.place_with ?? 9999) || a.key.localeCompare(b.key)),
  };
}
