/** What a scheme's indicators must be. Pure. */
import type { Word } from '#api/kernel/words.ts';
import { type FigureUnit, type IndicatorDimension, type MissingRule, weightGap } from './codes.ts';
import { type Indicator, inLibrary, library, selfReport } from './library.ts';
import { lineOf, weightOf, weightText } from './numbers.ts';
import { refuse } from './refusals.ts';
import { fullWeight } from './score.ts';

export interface Written {
  readonly code: string;
  readonly source: string;
  readonly dimension: IndicatorDimension;
  readonly unit: FigureUnit;
  readonly name: string;
  readonly name_en: string;
  readonly explanation: string;
  readonly weight: string;
  readonly full: string;
  readonly floor: string;
  readonly min_den: number;
  readonly when_missing: MissingRule;
}

const fault = (at: number, field: string, zh: string, en: string) => [{ path: `indicators.${at}.${field}`, zh, en }];

/** As they are stored. The unit of a library indicator is the library's. Throws the refusal of the first that cannot be. */
export function readIndicators(list: readonly Written[]) {
  const codes = new Set<string>();
  return list.map((one, position) => {
    if (codes.has(one.code)) throw refuse('evaluation.same_indicator_twice', { code: one.code });
    codes.add(one.code);
    if (one.source !== selfReport && !inLibrary(one.source))
      throw refuse('evaluation.unknown_source', { source: one.source });
    const known: Indicator | null = inLibrary(one.source) ? library[one.source] : null;
    const unit = known?.unit ?? one.unit;
    const weightBp = weightOf(one.weight);
    if (weightBp === null || weightBp < 1 || weightBp > fullWeight)
      throw refuse(
        'evaluation.weight_range',
        { code: one.code },
        fault(
          position,
          'weight',
          '权重为 0.01 到 100，至多两位小数。',
          'A weight is 0.01 to 100 with two places at most.',
        ),
      );
    const [fullPpm, floorPpm] = [lineOf(unit, one.full), lineOf(unit, one.floor)];
    if (fullPpm === null || floorPpm === null || fullPpm === floorPpm)
      throw refuse(
        'evaluation.lines_equal',
        { code: one.code },
        fault(position, 'full', '请核对满分线和零分线。', 'Look at the two lines.'),
      );
    return {
      code: one.code,
      position,
      dimension: one.dimension,
      source: one.source,
      unit,
      name: one.name,
      nameEn: one.name_en,
      explanation: one.explanation,
      weightBp,
      fullPpm,
      floorPpm,
      minDen: one.min_den,
      whenMissing: one.when_missing,
    };
  });
}

/** Whether the weights sum to exactly 100 points. */
export const weightSum = (indicators: readonly { readonly weightBp: number }[]): number =>
  indicators.reduce((sum, one) => sum + one.weightBp, 0);

/** Null where they do; otherwise the points that are missing, or too many. */
export function weightGapOf(sumBp: number): Word | null {
  const gap = fullWeight - sumBp;
  return gap === 0 ? null : weightGap(gap > 0, weightText(Math.abs(gap)));
}
