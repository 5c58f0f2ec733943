/**
 * Hierarchies of values (GB/T 37964-2019: generalisation): each row a value and what it becomes at level 1, 2, …. Proposed from the
 * values of a column, then edited by whoever plans. Pure.
 */
import { regionName, regions } from '#api/kernel/regions.ts';
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const hierarchyKinds = defineCodes({
  region: ['行政区划', 'Divisions'],
  date: ['日期', 'Dates'],
  number: ['数值（年龄等）', 'Numbers (ages and the like)'],
  values: ['其他取值', 'Other values'],
});
export type HierarchyKind = CodeOf<typeof hierarchyKinds>;

/** The most values a hierarchy names; other values become `*`. */
export const mostValues = 1000;
export const mostLevels = 7;

const regionCode = /^\d{6}(?:\d{3}|\d{6})?$/;
const dayLike = /^(\d{4})(?:[-/.年]?(\d{1,2})(?:[-/.月]?\d{1,2}日?)?)?月?(?:[ T].*)?$/;
const numeric = /^-?\d+(?:\.\d+)?$/;

/** By most of the values: a code of a division, a day, a number, or neither. */
export function kindOf(column: string, values: readonly string[]): HierarchyKind {
  const most = (test: (value: string) => boolean) => values.filter(test).length > values.length * 0.8;
  if (values.length === 0) return 'values';
  if (/区划|行政区|县|市$|region|division/i.test(column) && most((one) => regionCode.test(one))) return 'region';
  if (most((one) => regionCode.test(one) && one.startsWith('14'))) return 'region';
  if (most((one) => dated(one) !== null && (one.length > 4 || /年|日|date|year|born/i.test(column)))) return 'date';
  return most((one) => numeric.test(one)) ? 'number' : 'values';
}

function dated(value: string): { readonly year: number; readonly month: number | null } | null {
  const [, year, month] = dayLike.exec(value) ?? [];
  if (year === undefined || Number(year) < 1850 || Number(year) > 2150) return null;
  const at = month === undefined ? null : Number(month);
  return at !== null && (at < 1 || at > 12) ? null : { year: Number(year), month: at };
}

const named = (code: string): string => (regions.is(code) ? regionName(code, 'zh') : code);

function regionRow(value: string, deep: boolean): readonly string[] {
  const county = value.slice(0, 6);
  const upper = [named(`${county.slice(0, 4)}00`), named(`${county.slice(0, 2)}0000`)];
  return deep ? [county, ...upper] : upper;
}

function dateRow({ year, month }: { readonly year: number; readonly month: number | null }): readonly string[] {
  const span = (width: number) => {
    const from = Math.floor(year / width) * width;
    return `${from}-${from + width - 1}`;
  };
  return [month === null ? `${year}` : `${year}-${String(month).padStart(2, '0')}`, `${year}`, span(5), span(10)];
}

function numberRow(value: number): readonly string[] {
  return [5, 10, 20].map((width) => {
    const from = Math.floor(value / width) * width;
    return `${from}-${from + width - 1}`;
  });
}

const stars = (levels: number): string[] => Array.from({ length: levels }, () => '*');

/** Rows of a value and its levels, in the order of the values; what does not fit the kind becomes `*` at every level. */
export function hierarchyOf(kind: HierarchyKind, values: readonly string[]): string[][] {
  const sorted = [...new Set(values)].sort((a, b) =>
    kind === 'number' ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0,
  );
  const deep = sorted.some((one) => regionCode.test(one) && one.length > 6);
  return sorted.map((value) => [value, ...levelsOf(kind, value, deep)]);
}

function levelsOf(kind: HierarchyKind, value: string, deep: boolean): readonly string[] {
  switch (kind) {
    case 'region':
      return regionCode.test(value) ? regionRow(value, deep) : stars(deep ? 3 : 2);
    case 'date': {
      const day = dated(value);
      return day === null ? stars(4) : dateRow(day);
    }
    case 'number':
      return numeric.test(value) ? numberRow(Number(value)) : stars(3);
    case 'values':
      return [value, '*'];
  }
}

/**
 * Why a table is no hierarchy, or null: a value stands in it twice, rows are of different length, or what is one group at a level
 * is parted again further up, so that a higher level would tell more than the one below.
 */
export type HierarchyFault = 'twice' | 'uneven' | 'parted';
export function hierarchyFault(rows: readonly (readonly string[])[]): HierarchyFault | null {
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width)) return 'uneven';
  if (new Set(rows.map((row) => row[0])).size !== rows.length) return 'twice';
  for (let level = 1; level + 1 < width; level++) {
    const up = new Map<string, string>();
    for (const row of rows) {
      const [here = '', above = ''] = [row[level], row[level + 1]];
      if ((up.get(here) ?? above) !== above) return 'parted';
      up.set(here, above);
    }
  }
  return null;
}
