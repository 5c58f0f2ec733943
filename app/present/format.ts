/** How amounts, days, sizes and clocks are written in each language. Pure: no clock is read here. */
import { parseYuan as parseTyped } from '#api/kernel/money.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { format } from '#app/i18n/format.ts';
import { type Locale, wordsIn } from './words.ts';

const grouped = {
  zh: new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 6 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }),
};
const short = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3, useGrouping: false });

/** `1234567` or `1234567n` as `1,234,567`. */
export function numberText(value: number | bigint, locale: Locale): string {
  return grouped[locale].format(value);
}

/** A figure in a sentence: whole numbers whole, others with as many digits as a reader takes in. */
export function figureText(value: number, locale: Locale): string {
  if (Number.isInteger(value)) return numberText(value, locale);
  const size = Math.abs(value);
  return numberText(
    Number(size >= 100 ? value.toFixed(1) : size >= 1 ? value.toFixed(2) : value.toPrecision(3)),
    locale,
  );
}

/** Whole fen (a bigint or its digits) as `¥1,234.56`. */
export function moneyText(fen: bigint | string): string {
  const value = typeof fen === 'bigint' ? fen : BigInt(fen);
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0n ? '-' : ''}¥${yuan}.${digits.slice(-2)}`;
}

/** What a person types for an amount (`¥1,234.5`, full-width digits) as digits of whole fen, or null. */
export function parseYuan(text: string): string | null {
  const read = parseTyped(text);
  return read.ok ? read.fen.toString() : null;
}

/** Fen as the text a money field shows: `1234.50`. */
export function yuanInput(fen: bigint | string): string {
  return moneyText(fen).replace(/[¥,]/g, '');
}

function parts(day: Day, locale: Locale) {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  const t = wordsIn(locale, format);
  return { y, m, d, month: t(`m${m}` as 'm1') };
}

/** `2026年3月5日` / `5 Mar 2026`. */
export function dayText(day: Day, locale: Locale): string {
  return wordsIn(locale, format)('day', parts(day, locale));
}

/** `3月5日` / `5 Mar`. */
export function shortDayText(day: Day, locale: Locale): string {
  return wordsIn(locale, format)('day_of_year', parts(day, locale));
}

/** An accounting period `2026-03` as `2026年3月` / `Mar 2026`. */
export function monthText(period: string, locale: Locale): string {
  return wordsIn(locale, format)('month', parts(`${period}-01`, locale));
}

const shanghai = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `2026年3月5日 14:30` / `5 Mar 2026, 14:30`, Asia/Shanghai. */
export function instantText(instant: Date, locale: Locale): string {
  const day = dayText(dayOf(instant), locale);
  return wordsIn(locale, format)('instant', { day, time: shanghai.format(instant) });
}

/** `1.2 MB`: powers of 1,000, as the units' names say. */
export function bytesText(bytes: number | bigint): string {
  let value = Number(bytes);
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : short.format(value)} ${units[unit]}`;
}

/** `3.2 万`, `1.5 亿` (on charts only); English counts in k and m. */
export function roughText(value: number, locale: Locale): string {
  const t = wordsIn(locale, format);
  const size = Math.abs(value);
  const [small, large] = locale === 'zh' ? [1e4, 1e8] : [1e3, 1e6];
  if (size >= large) return t('hundred_million', { n: short.format(value / large) });
  if (size >= small) return t('ten_thousand', { n: short.format(value / small) });
  return short.format(value);
}

/** Parts per million as a percentage: `333334` → `33.3334`. */
export function percentText(ppm: number): string {
  return String(ppm / 10_000);
}

/**
 * What is left of a term: `剩 3 个工作日，到期 3月5日`. `left` is the number of working days from today to the due day
 * (negative when late), computed by the server from the calendar; null when it is not known.
 */
export function clockText(due: Day, left: number | null, locale: Locale): string {
  const t = wordsIn(locale, format);
  const day = shortDayText(due, locale);
  if (left === null) return t('clock_due', { day });
  if (left === 0) return t('clock_today');
  return left > 0 ? t('clock_left', { count: left, day }) : t('clock_late', { count: -left, day });
}
