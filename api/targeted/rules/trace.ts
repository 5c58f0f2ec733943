/** Whose file is this: a found table compared with one delivery. */
import { coinTail, orderTail } from '#api/kernel/chance.ts';
import { type MarkKind, markKinds, readBit } from '#api/kernel/mark-forms.ts';
import { canonicalText } from '#api/kernel/same-value.ts';
import { type Bits, carriers, plainCell, type Table } from './mark.ts';

/** A found file: names of its columns and cells as text. */
export interface Leak {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Comparison {
  /** Different rows of the found file that are rows of the delivery. */
  readonly rowsFound: number;
  /** Row numbers of those. */
  readonly found: readonly number[];
  /** Cells in which a mark could be read, and how many say what this delivery's marks say. */
  readonly marksRead: number;
  readonly marksMatched: number;
  /** Probability that an innocent delivery compares as well, over all ways it was looked at. */
  readonly chance: number;
}

/** Names as they are written in a file: a spreadsheet's quote mark and spaces are not part of them. */
const nameOf = (name: string): string => canonicalText(name);

/** Where the columns of the delivery stand in the found file; null when too few are there to know it again. */
export function sharedColumns(table: Table, leak: Pick<Leak, 'columns'>): ReadonlyMap<number, number> | null {
  const at = new Map(leak.columns.map((name, i) => [nameOf(name), i] as const));
  const shared = new Map<number, number>();
  table.columns.forEach(({ name }, i) => {
    const there = at.get(nameOf(name));
    if (there !== undefined) shared.set(i, there);
  });
  return shared.size === 0 ? null : shared;
}

/** Pairs of a row of the delivery and a row of the file, by what both hold; rows that several share tell nothing. */
function pairs(table: Table, leak: Leak, by: readonly (readonly [number, number])[]): [own: number, there: number][] {
  const index = new Map<string, number | null>();
  const keyOf = (cells: readonly string[]) => cells.map(canonicalText).join('\u0001');
  table.rows.forEach((row, i) => {
    const key = keyOf(by.map(([own]) => plainCell(row[own] ?? null)));
    index.set(key, index.has(key) ? null : i);
  });
  const used = new Set<number>();
  return leak.rows.flatMap((row, there): [number, number][] => {
    const own = index.get(keyOf(by.map(([, at]) => row[at] ?? '')));
    if (own === undefined || own === null || used.has(own)) return [];
    used.add(own);
    return [[own, there]];
  });
}

/** The rows known again. Where one column was edited through, the others find them. */
function known(table: Table, leak: Leak, shared: ReadonlyMap<number, number>): [own: number, there: number][] {
  const all = [...shared];
  let best = pairs(table, leak, all);
  const enough = Math.min(table.rows.length, leak.rows.length) / 2;
  if (best.length >= enough || all.length < 2) return best;
  for (let left = 0; left < all.length; left++) {
    const found = pairs(
      table,
      leak,
      all.filter((_, i) => i !== left),
    );
    if (found.length > best.length) best = found;
  }
  return best;
}

export function compare(
  table: Table,
  filtered: ReadonlySet<string>,
  leak: Leak,
  bits: Bits,
  rank: (rowNumber: number) => string,
): Comparison {
  const shared = sharedColumns(table, leak);
  const met = shared === null ? [] : known(table, leak, shared);
  const none = { rowsFound: 0, found: [], marksRead: 0, marksMatched: 0, chance: 1 };
  if (shared === null || met.length === 0) return none;
  const carrying = carriers(table, filtered);
  const read: Record<MarkKind, number> = { decimal: 0, inner: 0, tail: 0 };
  const matched: Record<MarkKind, number> = { decimal: 0, inner: 0, tail: 0 };
  for (const [own, there] of met) {
    for (const [i, at] of shared) {
      const column = table.columns[i];
      if (column === undefined || !carrying.has(column.name)) continue;
      const seen = readBit(column.type, plainCell(table.rows[own]?.[i] ?? null), leak.rows[there]?.[at] ?? '');
      if (seen === null) continue;
      read[seen.kind] += 1;
      if (bits(seen.kind, column.name, table.rowNumbers[own] ?? 0) === seen.bit) matched[seen.kind] += 1;
    }
  }
  const total = (counts: Record<MarkKind, number>) => markKinds.reduce((sum, kind) => sum + counts[kind], 0);
  const tails = [
    coinTail(total(matched), total(read)),
    // A program that writes numbers anew wipes one kind of mark and leaves the others: each kind is looked at by itself.
    ...markKinds.map((kind) => coinTail(matched[kind], read[kind])),
    ...orders(table, leak, met, shared, rank),
  ];
  return {
    rowsFound: met.length,
    found: met.map(([own]) => table.rowNumbers[own] ?? 0),
    marksRead: total(read),
    marksMatched: total(matched),
    // Each further look is a further chance to be wrong (Bonferroni).
    chance: Math.min(1, Math.min(...tails) * tails.length),
  };
}

/** The order of all rows, and of those that agree in a column, for a file that was sorted by it. */
function orders(
  table: Table,
  leak: Leak,
  met: readonly (readonly [number, number])[],
  shared: ReadonlyMap<number, number>,
  rank: (rowNumber: number) => string,
): number[] {
  const ranks = met.map(([own]) => rank(table.rowNumbers[own] ?? 0));
  const places = new Map([...ranks].sort().map((text, i) => [text, i] as const));
  const line = met.map(([, there], i) => ({ there, place: places.get(ranks[i] ?? '') ?? 0 }));
  const grouped = (at: number): number[][] => {
    const groups = new Map<string, number[]>();
    for (const { there, place } of line) {
      const key = canonicalText(leak.rows[there]?.[at] ?? '');
      groups.set(key, [...(groups.get(key) ?? []), place]);
    }
    return [...groups.values()];
  };
  return [
    orderTail([line.map(({ place }) => place)]),
    // A column of nearly only different values leaves no order within its groups, and one of a single value is the whole.
    ...[...shared.values()].flatMap((at) => {
      const groups = grouped(at);
      return groups.length > 1 && groups.length * 2 <= line.length ? [orderTail(groups)] : [];
    }),
  ];
}
