import type { Word } from '#api/kernel/words.ts';

/** Head of the sheet of results. */
export const rankingHead: readonly Word[] = [
  ['名次', 'Place'],
  ['对象', 'Body'],
  ['区划', 'Region'],
  ['总分', 'Score'],
  ['指标', 'Indicator'],
  ['分子', 'Numerator'],
  ['分母', 'Denominator'],
  ['数值', 'Value'],
  ['得分', 'Points'],
  ['满分', 'Out of'],
  ['说明', 'Standing'],
];
