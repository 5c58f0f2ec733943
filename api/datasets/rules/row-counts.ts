/** How many rows came, went and changed between two versions, all their tables together. */

interface Named {
  readonly name: string;
}

interface Sized extends Named {
  readonly rowCount: bigint | null;
}

export interface TablePair<T> {
  readonly was: T | null;
  readonly is: T | null;
}

/** Tables are the same when they have the same name; the only table of a version may be called after its file. */
export function tablePairs<T extends Named>(before: readonly T[], after: readonly T[]): TablePair<T>[] {
  const [old, now] = [before[0], after[0]];
  if (before.length === 1 && after.length === 1 && old !== undefined && now !== undefined)
    return [{ was: old, is: now }];
  const byName = (tables: readonly T[], { name }: T) => tables.find((one) => one.name === name) ?? null;
  return [
    ...after.map((is) => ({ was: byName(before, is), is })),
    ...before.filter((was) => byName(after, was) === null).map((was) => ({ was, is: null })),
  ];
}

/** Rows of both sides together: more take minutes to join, and a notice must not wait for that. */
export const mostCountedRows = 5_000_000n;

export type Uncounted = 'too_large' | 'took_too_long';

export function whyNotCounted(pairs: readonly TablePair<Sized>[]): Uncounted | null {
  // A table that came or went is counted without being read.
  const both = pairs.filter(({ was, is }) => was !== null && is !== null);
  const rows = both.reduce((sum, { was, is }) => sum + (was?.rowCount ?? 0n) + (is?.rowCount ?? 0n), 0n);
  return rows > mostCountedRows ? 'too_large' : null;
}

export interface Compared {
  readonly table: number;
  /** Null where no column tells the rows apart: then a changed row is one that went and one that came. */
  readonly key: readonly string[] | null;
  readonly added: number;
  readonly removed: number;
  readonly changed: number | null;
  readonly columns: readonly string[];
}

export interface Counts {
  readonly added: number;
  readonly removed: number;
  /** Null when no table has a key. */
  readonly changed: number | null;
  /** Columns with other values in rows that stayed, most first; of several tables each with its table's number. */
  readonly changed_columns: readonly string[];
}

export type RowCounts = { readonly counts: Counts } | { readonly skipped: Uncounted };

export function sumCounts(tables: readonly Compared[]): Counts {
  const keyed = tables.flatMap(({ changed }) => (changed === null ? [] : [changed]));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return {
    added: sum(tables.map((one) => one.added)),
    removed: sum(tables.map((one) => one.removed)),
    changed: keyed.length === 0 ? null : sum(keyed),
    changed_columns: tables.flatMap(({ table, columns }) =>
      tables.length === 1 ? columns : columns.map((name) => `${table}:${name}`),
    ),
  };
}
