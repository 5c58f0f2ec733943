/**
 * Which tables of a version an agreement opens. It opens what the parties could see when they wrote it: the tables the
 * dataset had then, by name. A table added later is nobody's until it is agreed on.
 */
import { tablePairs } from '#api/datasets/rules/row-counts.ts';

interface Named {
  readonly number: number;
  readonly name: string;
}

export interface WrittenTable<T> {
  readonly table: T;
  /** As it was called when the agreement was written, which is how the agreement calls it. */
  readonly written: string;
}

/** @param then those of the version the parties knew. @param now those of the version handed over. */
export function writtenTables<T extends Named>(then: readonly Named[], now: readonly T[]): WrittenTable<T>[] {
  const pairs = tablePairs<Named>(then, now);
  const known = now.flatMap((table) => {
    const was = pairs.find(({ is, was }) => is?.number === table.number && was !== null)?.was;
    return was == null ? [] : [{ table, written: was.name }];
  });
  if (known.length > 0) return known;
  // A dataset of one table is called after its file; when it grows, its first table is the one that was agreed on.
  const [only, ...more] = then;
  const first = now.find((one) => one.number === 1);
  return only === undefined || more.length > 0 || first === undefined ? [] : [{ table: first, written: only.name }];
}

export function coveredTables<T extends Named>(then: readonly Named[], now: readonly T[]): T[] {
  return writtenTables(then, now).map(({ table }) => table);
}
