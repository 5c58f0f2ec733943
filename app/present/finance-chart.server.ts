/** Pictures of the year's net revenue, by whatever it is added up. Fen become yuan here: a picture may round. */
import type { YearOut } from '#api/revenue/desk.ts';
import { type FigureGroup, figureGroups } from '#api/revenue/rules/codes.ts';
import { finance } from '#app/i18n/finance.ts';
import { barChart, type ChartView } from './chart.server.ts';
import { dayText, monthText } from './format.ts';
import { type Locale, wordsIn } from './words.ts';

export function figureCharts(year: YearOut, today: string, locale: Locale): { group: FigureGroup; chart: ChartView }[] {
  const t = wordsIn(locale, finance);
  return figureGroups.codes.flatMap((group) => {
    const rows = year.groups[group].slice(0, 12);
    if (rows.length === 0) return [];
    const by = figureGroups.label(group, locale);
    const points = rows.map((row) => ({
      label: group === 'month' ? monthText(row.key, locale) : row.label,
      value: Number(BigInt(row.net_fen)) / 100,
    }));
    const chart = barChart(
      {
        title: t('chart_net', { by: locale === 'en' ? by.toLowerCase() : by }),
        unit: t('chart_unit'),
        labelHead: t('item'),
        source: t('chart_source', { day: dayText(today, locale) }),
        points,
      },
      locale,
    );
    return [{ group, chart }];
  });
}
