/**
 * Administrative divisions, GB/T 2260: six digits, two a level. `xx0000` is a province, `xxxx00` a city, any other a
 * county. The list holds the province and its eleven cities; counties are recognised by their code.
 */
import { defineCodes, type Locale } from '#api/kernel/words.ts';

export type Level = 'province' | 'city' | 'county';

export const levels = defineCodes({
  province: ['省级', 'Province'],
  city: ['市级', 'City'],
  county: ['县级', 'County'],
});

export const provinceCode = '140000';

export const regions = defineCodes({
  '140000': ['山西省', 'Shanxi Province'],
  '140100': ['太原市', 'Taiyuan'],
  '140200': ['大同市', 'Datong'],
  '140300': ['阳泉市', 'Yangquan'],
  '140400': ['长治市', 'Changzhi'],
  '140500': ['晋城市', 'Jincheng'],
  '140600': ['朔州市', 'Shuozhou'],
  '140700': ['晋中市', 'Jinzhong'],
  '140800': ['运城市', 'Yuncheng'],
  '140900': ['忻州市', 'Xinzhou'],
  '141000': ['临汾市', 'Linfen'],
  '141100': ['吕梁市', 'Lüliang'],
});

export const cityCodes: readonly string[] = regions.codes.filter((code) => code !== provinceCode);

/** True for the shape of a division code (not that the division exists today: codes change by year). */
export function isRegionCode(text: string): boolean {
  return /^[1-9]\d{5}$/.test(text) && !/^\d{2}00(?!00)/.test(text);
}

/** The level of a division code. Throws RangeError on a text that is none. */
export function levelOf(code: string): Level {
  if (!isRegionCode(code)) throw new RangeError(`not a division code: ${code}`);
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'county';
}

/** The division one level up; null for a province. */
export function parentOf(code: string): string | null {
  const level = levelOf(code);
  if (level === 'province') return null;
  return level === 'city' ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}

/** 同级 in the sense of article 21: the same division, not merely the same rank (another city's treasury is not same-level). */
export function isSameLevel(a: string, b: string): boolean {
  return levelOf(a) === levelOf(b) && a === b;
}

/** True when `code` is `ancestor` or lies in it. */
export function within(code: string, ancestor: string): boolean {
  for (let at: string | null = code; at !== null; at = parentOf(at)) if (at === ancestor) return true;
  return false;
}

/** The name, or the code itself for a division that the list does not hold. */
export function regionName(code: string, locale: Locale): string {
  return regions.labelOrCode(code, locale);
}
