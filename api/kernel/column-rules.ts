/**
 * What may be done with a column before its table leaves (GB/T 37964-2019: suppression, generalisation, pseudonyms,
 * randomisation). Data only: `api/ports/tables/treat-sql.ts` says each of them in SQL.
 */
import type { PersonalKind } from '#api/kernel/personal-kinds.ts';

/** How days are written in columns of text, beside ISO 8601 (patterns of strptime). */
export const writtenDays = ['%Y%m%d', '%Y/%m/%d', '%Y.%m.%d', '%Y-%m', '%Y年%m月%d日', '%Y'] as const;

export type RegionLevel = 'county' | 'city' | 'province';
export type DateLevel = 'month' | 'quarter' | 'year' | 'years5' | 'years10';

export type ColumnRule =
  | { readonly do: 'drop' }
  /** Each cell in its masked form; without kinds every value becomes `***`. */
  | { readonly do: 'mask'; readonly kinds?: readonly PersonalKind[] | undefined }
  /** Hits inside a text or a JSON document, the text around them is kept; all kinds when none is named. */
  | { readonly do: 'replace'; readonly kinds?: readonly PersonalKind[] | undefined }
  /** HMAC-SHA-256 under the key of the dataset: the same value has the same code, nobody without the key finds it. */
  | { readonly do: 'hash' }
  /** Division codes (GB/T 2260) filled up with zeros. */
  | { readonly do: 'region'; readonly to: RegionLevel }
  | { readonly do: 'date'; readonly to: DateLevel }
  /** Numbers in bands of a width, `20-29`; the first begins at `from`. */
  | { readonly do: 'band'; readonly width: number; readonly from?: number | undefined }
  /** A hierarchy of one's own: each row a value and what it becomes at level 1, 2, …; other values become `*`. */
  | { readonly do: 'map'; readonly rows: readonly (readonly string[])[]; readonly level: number }
  /** Top and bottom coding: values beyond an end become that end. */
  | { readonly do: 'clip'; readonly low?: number | undefined; readonly high?: number | undefined }
  /** To the nearest multiple. */
  | { readonly do: 'round'; readonly to: number }
  /** Dates moved by up to so many days, all of one subject by the same: their order and distances stay. */
  | { readonly do: 'shift'; readonly by: string; readonly days: number }
  /** Micro-aggregation: in the order of the values, groups of at least `size`, each value the mean of its group. */
  | { readonly do: 'aggregate'; readonly size: number }
  /** Counts from 1 to `under` - 1 are left out; where a group has just one of them, its next smallest too. */
  | { readonly do: 'cells'; readonly under: number; readonly within?: string | undefined };

export type RuleName = ColumnRule['do'];

/** What is done with classes of fewer than `k` rows that agree in the quasi-identifiers. */
export interface Suppression {
  readonly k: number;
  readonly quasi: readonly string[];
  /** Columns whose cells are emptied in small classes (local suppression), before rows are left out. */
  readonly blank: readonly string[];
  /** Rows still in small classes are left out while they are no more than this share; 0 leaves none out. */
  readonly maxShare: number;
}

/** How far a rule goes, from 0 (as it was) to 1 (nothing left): the height in its hierarchy. */
export function heightOf(rule: ColumnRule): number {
  switch (rule.do) {
    case 'drop':
      return 1;
    case 'mask':
      return 0.75;
    case 'region':
      return { county: 0, city: 1 / 3, province: 2 / 3 }[rule.to];
    case 'date':
      return { month: 1 / 6, quarter: 2 / 6, year: 3 / 6, years5: 4 / 6, years10: 5 / 6 }[rule.to];
    case 'map': {
      const levels = Math.max(1, ...rule.rows.map((row) => row.length - 1));
      return Math.min(1, rule.level / (levels + 1));
    }
    case 'band':
      return 0.5;
    case 'hash':
    case 'aggregate':
    case 'replace':
    case 'round':
    case 'shift':
    case 'clip':
    case 'cells':
      return 0.25;
  }
}
