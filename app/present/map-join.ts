/** Which city of Shanxi a cell means, and figures put together by city. Pure. */
import type { Measure } from '#api/datasets/rules/view-spec.ts';
import { cityCodes, provinceCode, regions } from '#api/kernel/regions.ts';
import type { Cell } from '#api/ports/tables/port.ts';

export type Region = { readonly level: 'province' } | { readonly level: 'city' | 'county'; readonly code: string };

const province = regions.words['140000'];
const names = cityCodes.map((code) => {
  const [zh, en] = regions.words[code as keyof typeof regions.words];
  // Without its last character: 太原 for 太原市.
  return { code, zh, short: zh.slice(0, -1), en: plain(en) };
});

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s'’-]|city$/g, '');
}

/** Codes of GB/T 2260 (2, 4, 6 or more digits as statistics write them) and names in either language; null for neither. */
export function regionOf(cell: Cell): Region | null {
  if (cell === null || typeof cell === 'boolean') return null;
  const text = String(cell).normalize('NFKC').trim();
  if (/^\d+$/.test(text)) return regionOfCode(text);
  const rest = text.startsWith(province[0]) ? text.slice(province[0].length) : text;
  if (text !== '' && (rest === '' || text === province[0].slice(0, -1))) return { level: 'province' };
  const found = names.find(({ zh, short, en }) => rest.startsWith(zh) || rest === short || plain(rest) === en);
  if (found === undefined) return plain(text).startsWith('shanxi') ? { level: 'province' } : null;
  return { level: rest.length > found.zh.length && rest.startsWith(found.zh) ? 'county' : 'city', code: found.code };
}

function regionOfCode(digits: string): Region | null {
  if (!/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(digits)) return null;
  const six = digits.padEnd(6, '0').slice(0, 6);
  if (six === provinceCode) return { level: 'province' };
  const code = `${six.slice(0, 4)}00`;
  if (!cityCodes.includes(code)) return null;
  return { level: six === code ? 'city' : 'county', code };
}

export interface RegionRow {
  readonly cell: Cell;
  readonly value: number | null;
  /** Rows behind the figure. */
  readonly count: number;
}

export interface Joined {
  readonly byCity: ReadonlyMap<string, number>;
  /** True when counties were put together. */
  readonly rolled: boolean;
  readonly provinceRows: number;
  readonly unplacedRows: number;
  readonly example: string | null;
}

/** Sums add, means are weighted by their rows, extremes stay extremes. */
export function joinRegions(rows: readonly RegionRow[], measure: Measure): Joined {
  const byCity = new Map<string, { value: number; count: number }>();
  let [rolled, provinceRows, unplacedRows] = [false, 0, 0];
  let example: string | null = null;
  for (const { cell, value, count } of rows) {
    const region = regionOf(cell);
    if (region === null) {
      unplacedRows += count;
      example ??= cell === null ? null : String(cell).slice(0, 30);
    } else if (region.level === 'province') provinceRows += count;
    else if (value !== null) {
      rolled ||= region.level === 'county';
      const known = byCity.get(region.code);
      byCity.set(region.code, known === undefined ? { value, count } : together(known, { value, count }, measure));
    }
  }
  const values = new Map([...byCity].map(([code, { value }]) => [code, value]));
  return { byCity: values, rolled, provinceRows, unplacedRows, example };
}

interface Part {
  readonly value: number;
  readonly count: number;
}

function together(a: Part, b: Part, measure: Measure): Part {
  const count = a.count + b.count;
  if (measure === 'min') return { value: Math.min(a.value, b.value), count };
  if (measure === 'max') return { value: Math.max(a.value, b.value), count };
  if (measure === 'avg')
    return { value: count === 0 ? a.value : (a.value * a.count + b.value * b.count) / count, count };
  return { value: a.value + b.value, count };
}

/** True when most of the frequent values of a column are regions: it can be drawn by city. */
export function looksLikeRegions(values: readonly string[]): boolean {
  if (values.length === 0) return false;
  const found = values.filter((one) => regionOf(one) !== null).length;
  return found >= 2 ? found / values.length >= 0.6 : found === values.length;
}

/** Borders of at most five classes with about as many values each; equal values are never parted. */
export function classesOf(values: readonly number[], most = 5): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const borders = new Set<number>();
  for (let i = 1; i < most; i++) {
    const at = sorted[Math.floor((i * sorted.length) / most)];
    if (at !== undefined && at > (sorted[0] ?? at)) borders.add(at);
  }
  return [...borders];
}

/** 0 for the lowest class. */
export const classOf = (value: number, borders: readonly number[]): number =>
  borders.filter((border) => value >= border).length;
