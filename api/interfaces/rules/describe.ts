/** Sentences and codes that several interfaces say in the same way. */
import { type Licence, licences, type Theme, themes, type UpdateCycle } from '#api/catalog/rules/codes.ts';
import { regionName } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Locale } from '#api/kernel/words.ts';
import type { Addresses } from './addresses.ts';
import type { DatasetRecord, ProviderRecord } from './record.ts';
import { say } from './words.ts';

export const agencyName = (provider: ProviderRecord, locale: Locale): string =>
  locale === 'en' ? (provider.nameEn ?? provider.name) : provider.name;

export const titleIn = (record: DatasetRecord, locale: Locale): string =>
  locale === 'en' && record.titleEn !== '' ? record.titleEn : record.title;

/** A sentence in English about a dataset whose own words may all be Chinese. */
export const described = (record: DatasetRecord, locale: Locale): string =>
  say('described', locale, {
    title: titleIn(record, locale),
    agency: agencyName(record.provider, locale),
    code: record.code,
  });

/** The abstract, followed by what it is where that is said too shortly: search engines want 50 to 5,000 characters. */
export function descriptionOf(record: DatasetRecord, locale: Locale = 'zh'): string {
  const own = record.abstract.replace(/\s+/g, ' ').trim();
  const text = own.length >= 50 ? own : [own, described(record, locale)].filter((one) => one !== '').join(' ');
  const padded = text.length >= 50 ? text : `${text} ${described(record, 'en')}`;
  return padded.slice(0, 5000);
}

/** Where the world knows a licence under an address; the others have one of our own. */
const licenceAddresses: Partial<Record<Licence, string>> = {
  'cc-by-4.0': 'https://creativecommons.org/licenses/by/4.0/',
};

export interface LicenceRecord {
  readonly code: Licence;
  readonly iri: string;
  readonly zh: string;
  readonly en: string;
}

export function licenceOf(record: DatasetRecord, to: Addresses): LicenceRecord | null {
  const code = record.licence;
  if (code === null) return null;
  const [zh, en] = licences.words[code];
  return { code, iri: licenceAddresses[code] ?? to.ns('licence', code), zh, en };
}

export const themeName = (theme: Theme, locale: Locale): string => themes.label(theme, locale);

export const placeOf = (record: DatasetRecord, locale: Locale): string =>
  locale === 'zh' && record.spatial !== '' ? record.spatial : regionName(record.regionCode, locale);

/** `2026`, `2026-03` or `2026-03-05` as the first or last day of it. */
export function dayOfMoment(moment: string, end: 'first' | 'last'): string | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(moment) ?? [];
  if (year === undefined) return null;
  if (day !== undefined) return moment;
  if (end === 'first') return `${year}-${month ?? '01'}-01`;
  const last = new Date(Date.UTC(Number(year), month === undefined ? 12 : Number(month), 0));
  return last.toISOString().slice(0, 10);
}

/** Day of an instant in Asia/Shanghai. */
export const dayText = (instant: string): string => dayOf(new Date(instant));

/** The contact a body gives may be an address, a number or a sentence. */
export function contactOf(provider: ProviderRecord): { readonly email: string | null; readonly phone: string | null } {
  const text = provider.contact ?? '';
  const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(text)?.[0] ?? null;
  const phone = /(?:\+?86[- ]?)?(?:0\d{2,3}[- ]?)?\d{7,11}/.exec(text.replace(email ?? '\0', ''))?.[0] ?? null;
  return { email, phone };
}

/** ISO 8601 durations between updates; null for what comes as it comes. */
export const periods: Readonly<Record<UpdateCycle, string | null>> = {
  realtime: 'PT1S',
  daily: 'P1D',
  weekly: 'P1W',
  monthly: 'P1M',
  quarterly: 'P3M',
  half_yearly: 'P6M',
  yearly: 'P1Y',
  irregular: null,
};

/**
 * Extents of the province and its cities as their governments give them, in whole minutes rounded outwards: west, south, east,
 * north. They frame a search and settle no border; docs/runbook.md says what to change when official outlines come.
 */
export const boxes: Readonly<Record<string, readonly [number, number, number, number]>> = {
  '140000': [110.23, 34.56, 114.56, 40.75],
  '140100': [111.5, 37.45, 113.15, 38.42],
  '140200': [112.56, 39.05, 114.55, 40.74],
  '140300': [112.9, 37.66, 114.07, 38.52],
  '140400': [111.97, 35.81, 113.74, 37.14],
  '140500': [111.91, 35.18, 113.62, 36.07],
  '140600': [111.88, 39.08, 113.57, 40.29],
  '140700': [111.41, 36.65, 114.09, 38.1],
  '140800': [110.23, 34.56, 112.07, 35.82],
  '140900': [110.88, 38.1, 113.97, 39.67],
  '141000': [110.36, 35.38, 112.57, 36.95],
  '141100': [110.36, 36.71, 112.32, 38.72],
};

/** The extent of a region; of the city for a county, whose own is not kept. */
export function boxOf(regionCode: string): readonly [number, number, number, number] | null {
  return boxes[regionCode] ?? boxes[`${regionCode.slice(0, 4)}00`] ?? null;
}
