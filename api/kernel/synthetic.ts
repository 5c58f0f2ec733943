/** Recipes for rows that never were: said by a room, followed by the tables port. */

export type SyntheticType = 'text' | 'integer' | 'decimal' | 'date' | 'datetime' | 'boolean';

/** How the cells of a synthetic column are made; weights need not sum to 1. */
export type Recipe =
  | { readonly how: 'empty'; readonly type: SyntheticType }
  | {
      readonly how: 'codes';
      readonly type: 'text' | 'boolean';
      readonly values: readonly { readonly value: string; readonly weight: number }[];
    }
  | { readonly how: 'text'; readonly type: 'text'; readonly stem: string; readonly different: number }
  | { readonly how: 'series'; readonly type: 'text' | 'integer'; readonly stem: string; readonly start: number }
  | {
      readonly how: 'numbers';
      readonly type: 'integer' | 'decimal';
      readonly bins: readonly { readonly from: number; readonly to: number; readonly weight: number }[];
      /** Numbers are multiples of it. */
      readonly step: number;
      readonly places: number;
    }
  | {
      readonly how: 'times';
      readonly type: 'date' | 'datetime';
      readonly bins: readonly { readonly from: string; readonly to: string; readonly weight: number }[];
    };

export interface SyntheticPlan {
  readonly seed: string;
  readonly rows: number;
  /** `empty`: part of the cells that are empty, 0 to 1. */
  readonly columns: readonly { readonly name: string; readonly recipe: Recipe; readonly empty: number }[];
}
