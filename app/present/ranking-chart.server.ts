/** Pictures of published results. Points become numbers here: a picture may round. */
import type { Ranking } from '#api/evaluation/rankings.ts';
import { indicatorDimensions } from '#api/evaluation/rules/codes.ts';
import { provinceCode, regions } from '#api/kernel/regions.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { barChart, type ChartView, drawSvg } from './chart.server.ts';
import type { ChartModel } from './chart-model.ts';
import { heightOf, light, optionOf, textPixels } from './chart-option.ts';
import { chartWidth } from './chart-view.server.ts';
import type { MapModel } from './map-model.ts';
import { cityMap } from './map-view.server.ts';
import { type Locale, wordsIn } from './words.ts';

export interface ModelChart {
  readonly model: ChartModel;
  readonly svg: string;
}

export interface RankingPictures {
  /** Bodies in their order, each bar made of the dimensions it has its points from. */
  readonly bodies: ModelChart | null;
  readonly map: MapModel | null;
  /** Means of regions, where bodies of several are judged together. */
  readonly regions: ChartView | null;
  readonly course: ModelChart | null;
}

/** More bars than that are no picture; the table has them all. */
const mostBars = 30;
/** As many as colours that can be told apart; the rest is one part. */
const mostParts = 6;
/** Mark and space beside a name in the key. */
const legendGap = 46;

export function rankingPictures(ranking: Ranking, locale: Locale): RankingPictures {
  const t = wordsIn(locale, evaluation);
  const source = t('chart_source', { no: ranking.no, version: ranking.version });
  const named = ({ name, name_en }: { readonly name: string; readonly name_en: string }) =>
    locale === 'en' && name_en !== '' ? name_en : name;
  const scored = ranking.bodies.filter((one) => one.score !== null);
  const [first, last] = [scored[0], scored.at(-1)];
  const mean = scored.reduce((sum, one) => sum + Number(one.score), 0) / Math.max(1, scored.length);
  const finding =
    first === undefined || last === undefined
      ? ''
      : scored.length === 1
        ? t('chart_alone', { top: named(first), max: first.score ?? '' })
        : t('chart_finding', {
            n: scored.length,
            top: named(first),
            max: first.score ?? '',
            low: named(last),
            min: last.score ?? '',
            mean: mean.toFixed(2),
          });
  const draw = (model: ChartModel): ModelChart => {
    const size = { width: chartWidth, height: heightOf(model, chartWidth) };
    return { model, svg: drawSvg(optionOf(model, { ...size, locale, theme: light, live: false }), size) };
  };
  const common = { time: null, source, notes: [] as readonly string[] };
  const yName = t('chart_points');
  const bars = scored.slice(0, mostBars);
  const places = ranking.regions.length > 1 && ranking.subjects === 'agencies' ? ranking.regions : [];
  const periods = [...new Set(ranking.course.map((one) => one.period))];
  return {
    bodies:
      bars.length === 0
        ? null
        : draw({
            ...common,
            kind: 'bar',
            title: t('chart_ranking'),
            xName: t('body'),
            yName,
            ordered: false,
            additive: true,
            labels: bars.map((one) => `${named(one)} ${one.score}`),
            series: partsOf(bars, locale, t('other_dimensions')),
            finding,
          }),
    map:
      ranking.subjects === 'regions' && ranking.region_code === provinceCode && scored.length > 0
        ? cityMap(
            {
              title: t('chart_map'),
              what: yName,
              finding,
              notes: [],
              source,
              byCity: new Map(scored.map((one) => [one.region_code, Number(one.score)])),
            },
            locale,
          )
        : null,
    regions:
      places.length === 0
        ? null
        : barChart(
            {
              title: t('by_region'),
              unit: t('points_unit'),
              labelHead: t('region'),
              source,
              points: places.map((one) => ({
                label: regions.labelOrCode(one.region_code, locale),
                value: Number(one.score),
              })),
            },
            locale,
          ),
    course:
      periods.length < 2 || scored.length === 0
        ? null
        : draw({
            ...common,
            kind: 'line',
            title: t('course'),
            xName: t('period'),
            yName,
            ordered: true,
            additive: false,
            labels: periods,
            series: scored.slice(0, light.colours.length).map((body) => ({
              name: named(body),
              values: periods.map((period) => {
                const found = ranking.course.find((one) => one.period === period && one.key === body.key);
                return found?.score == null ? null : Number(found.score);
              }),
            })),
            finding: t('chart_course_finding', { from: periods[0] ?? '', to: periods.at(-1) ?? '' }),
          }),
  };
}

/** Points by dimension, the heaviest first; what is light is put together, so that colours stay apart. */
function partsOf(bodies: Ranking['bodies'], locale: Locale, other: string) {
  const sum = (marks: Ranking['bodies'][number]['marks'], of: readonly string[], what: 'points' | 'out_of') =>
    marks.filter((one) => of.includes(one.dimension)).reduce((all, one) => all + Number(one[what] ?? 0), 0);
  const present = indicatorDimensions.codes.filter((code) =>
    bodies.some((body) => body.marks.some((one) => one.dimension === code)),
  );
  const weight = (code: string) => bodies.reduce((all, body) => all + sum(body.marks, [code], 'out_of'), 0);
  const earned = present.filter((code) => bodies.some((body) => sum(body.marks, [code], 'points') > 0));
  const ordered = earned.toSorted((a, b) => weight(b) - weight(a));
  const named = (count: number) => ordered.slice(0, count).map((code) => indicatorDimensions.label(code, locale));
  const wide = (names: readonly string[]) => names.reduce((all, name) => all + textPixels(name) + legendGap, 0);
  // The key stands on one line of the picture.
  let count = Math.min(ordered.length, mostParts + 1);
  const fits = () => wide(count < ordered.length ? [...named(count), other] : named(count)) <= chartWidth;
  if (count < ordered.length) count = mostParts;
  while (count > 1 && !fits()) count--;
  const parts = ordered.slice(0, count);
  const rest = ordered.slice(parts.length);
  const series = (name: string, codes: readonly string[]) => ({
    name,
    values: bodies.map((body) => Math.round(sum(body.marks, codes, 'points') * 100) / 100),
  });
  return [
    ...parts.map((code) => series(indicatorDimensions.label(code, locale), [code])),
    ...(rest.length === 0 ? [] : [series(other, rest)]),
  ];
}
