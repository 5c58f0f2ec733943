/**
 * Which tables of a version an agreement opens. Its words name datasets and no tables, so it opens what the parties could
 * see when they wrote it: the tables the dataset had then, by name. A table added later is nobody's until it is agreed on.
 */
import { tablePairs } from '#api/datasets/rules/row-counts.ts';

interface Named {
  readonly number: number;
  readonly name: string;
}

/** @param then those of the version the parties knew. @param now those of the version handed over. */
export function coveredTables<T extends Named>(then: readonly Named[], now: readonly T[]): T[] {
  const known = tablePairs<Named>(then, now).flatMap(({ was, is }) => (was === null || is === null ? [] : [is.number]));
  // A dataset of one table is called after its file; when it grows, its first table is the one that was agreed on.
  const only = then.length === 1 && known.length === 0 ? [1] : [];
  return now.filter(({ number }) => known.includes(number) || only.includes(number));
}
