/**
 * Whose copy is this: rows known again, compared with one marked copy. What is computed is an upper bound of the probability
 * that a copy its holder never passed on compares so well, over the choice of its key; it says nothing else about anybody.
 */
import { coinTail, orderBound } from '#api/kernel/chance.ts';
import { certain, type MarkKind, markKinds, readBit } from '#api/kernel/mark-forms.ts';
import { canonicalText } from '#api/kernel/same-value.ts';

export interface MetColumn {
  readonly name: string;
  readonly type: string;
  /** In the table, from 0. */
  readonly position: number;
  /** Its cells carry bits. */
  readonly carries: boolean;
}

/** A row of the found file with its number in the table and its place in the file. */
export interface Met {
  readonly row: number;
  readonly place: number;
  readonly own: readonly (string | null)[];
  readonly seen: readonly (string | null)[];
}

/** The marks of one copy. */
export interface CopyMarks {
  readonly rank: (row: number) => string;
  readonly bit: (row: number, position: number) => 0 | 1;
}

/** What is the same whichever copy it is compared with. */
export interface Reading {
  readonly cells: readonly {
    readonly row: number;
    readonly position: number;
    readonly kind: MarkKind;
    readonly bit: 0 | 1;
  }[];
  /** Rows whose order says something, by place: of each part of the table, and of those that agree in a column. */
  readonly orders: readonly (readonly (readonly number[])[])[];
}

/** @param part rows that changed places among themselves. */
export function readMarks(columns: readonly MetColumn[], met: readonly Met[], part: number): Reading {
  const cells = met.flatMap(({ row, own, seen }) =>
    columns.flatMap(({ type, position, carries }, i) => {
      const plain = own[i] ?? null;
      const found = carries && plain !== null ? readBit(type, plain, seen[i] ?? '') : null;
      return found === null ? [] : [{ row, position, ...found }];
    }),
  );
  const lines = [...met].sort((a, b) => a.place - b.place);
  const grouped = (keyOf: (one: Met) => string): number[][] => {
    const groups = new Map<string, number[]>();
    for (const one of lines) {
      const key = `${Math.floor(one.row / part)}\u0001${keyOf(one)}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [one.row]);
      else group.push(one.row);
    }
    return [...groups.values()].filter((group) => group.length > 1);
  };
  const whole = grouped(() => '');
  const rows = (groups: readonly (readonly number[])[]) => groups.reduce((sum, group) => sum + group.length, 0);
  // A file that was sorted by a column keeps the order of rows that agree in it.
  const within = columns.map((_, i) => grouped(({ seen }) => canonicalText(seen[i] ?? '')));
  return {
    cells,
    orders: [whole, ...within.filter((groups) => groups.length > whole.length && rows(groups) * 2 > lines.length)],
  };
}

export interface Likeness {
  readonly marksRead: number;
  readonly marksMatched: number;
  /** Rows whose order was looked at. */
  readonly ordered: number;
  /** Over all the ways this copy was looked at (Bonferroni); of other copies nothing is said here. */
  readonly chance: number;
}

export function compareCopy({ cells, orders }: Reading, { rank, bit }: CopyMarks): Likeness {
  const read: Record<MarkKind, number> = { decimal: 0, inner: 0, tail: 0 };
  const matched: Record<MarkKind, number> = { decimal: 0, inner: 0, tail: 0 };
  for (const one of cells) {
    read[one.kind] += 1;
    if (bit(one.row, one.position) === one.bit) matched[one.kind] += 1;
  }
  const total = (counts: Record<MarkKind, number>) => markKinds.reduce((sum, kind) => sum + counts[kind], 0);
  const ranks = new Map<number, string>();
  const rankOf = (row: number): string => {
    const known = ranks.get(row) ?? rank(row);
    ranks.set(row, known);
    return known;
  };
  const placed = (group: readonly number[]): number[] => {
    const sorted = [...group].sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1));
    const at = new Map(sorted.map((row, i) => [row, i] as const));
    return group.map((row) => at.get(row) ?? 0);
  };
  const chances = [
    coinTail(total(matched), total(read)),
    // A program that writes numbers anew wipes one kind of mark and leaves the others: each kind is looked at by itself.
    ...markKinds.map((kind) => coinTail(matched[kind], read[kind])),
    ...orders.map((groups) => orderBound(groups.map(placed))),
  ];
  return {
    marksRead: total(read),
    marksMatched: total(matched),
    ordered: orders[0]?.reduce((sum, group) => sum + group.length, 0) ?? 0,
    chance: Math.min(1, Math.min(...chances) * chances.length),
  };
}

/** The bound over all copies compared; below `certain` a copy is named, else none is. */
export const overall = (chance: number, compared: number): number => Math.min(1, chance * Math.max(1, compared));
export const isNamed = (chance: number): boolean => chance <= certain;
