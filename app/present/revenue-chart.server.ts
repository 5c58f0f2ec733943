/** Pictures of money by month. Fen become yuan here and nowhere else: a picture may round, a figure may not. */
import { revenue } from '#app/i18n/revenue.ts';
import { transparency } from '#app/i18n/transparency.ts';
import { barChart, type ChartView } from './chart.server.ts';
import { dayText, monthText } from './format.ts';
import { type Locale, wordsIn } from './words.ts';

interface Month {
  readonly period: string;
  readonly fen: string;
}

/** Sums over the treasuries, oldest month first. */
function points(months: readonly Month[], locale: Locale) {
  const sums = new Map<string, bigint>();
  for (const { period, fen } of months) sums.set(period, (sums.get(period) ?? 0n) + BigInt(fen));
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, sum]) => ({ label: monthText(period, locale), value: Number(sum) / 100 }));
}

/** What was due to the treasury month by month; null while there is nothing to draw. */
export function dueChart(months: readonly Month[], today: string, locale: Locale): ChartView | null {
  if (months.length === 0) return null;
  const t = wordsIn(locale, revenue);
  return barChart(
    {
      title: t('chart_title'),
      unit: t('chart_unit'),
      labelHead: t('period'),
      source: t('chart_source', { day: dayText(today, locale) }),
      points: points(months, locale),
    },
    locale,
  );
}

/** What the treasuries have received, for everybody. */
export function receivedChart(months: readonly Month[], today: string, locale: Locale): ChartView | null {
  if (months.length === 0) return null;
  const t = wordsIn(locale, transparency);
  return barChart(
    {
      title: t('chart_title'),
      unit: t('yuan'),
      labelHead: t('period'),
      source: t('chart_source', { day: dayText(today, locale) }),
      points: points(months, locale),
    },
    locale,
  );
}
