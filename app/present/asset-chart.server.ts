/** The picture of the ledger. Fen become yuan here and nowhere else: a picture may round, a figure may not. */
import type { LedgerOut } from '#api/assets/ledger.ts';
import { assets } from '#app/i18n/assets.ts';
import { barChart, type ChartView } from './chart.server.ts';
import { dayText } from './format.ts';
import { type Locale, wordsIn } from './words.ts';

/** What each agency's assets brought the government; null while nothing did. */
export function assetIncomeChart(agencies: LedgerOut['agencies'], today: string, locale: Locale): ChartView | null {
  const earned = agencies.filter((one) => one.treasury_fen !== '0');
  if (earned.length === 0) return null;
  const t = wordsIn(locale, assets);
  return barChart(
    {
      title: t('chart'),
      unit: t('chart_unit'),
      labelHead: t('holder'),
      source: t('chart_source', { day: dayText(today, locale) }),
      points: earned.map(({ holder, treasury_fen: sum }) => ({
        label: (locale === 'en' ? holder?.name_en : null) ?? holder?.name ?? '',
        value: Number(BigInt(sum)) / 100,
      })),
    },
    locale,
  );
}
