/**
 * Which groups of a table of figures may be seen. Groups of fewer than k records are hidden; when what is hidden could be
 * found by taking the shown from a known total, the smallest shown groups are hidden with it (GB/T 37964-2019; brief 4.7).
 */
import type { Filter, Measure } from '#api/datasets/rules/query.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { refuse } from './refusals.ts';

const functions: readonly Measure['fn'][] = ['count', 'count_distinct', 'sum', 'avg'];

/** The least and the greatest of a group are single records, and a range of values walks up to one step by step. */
export function figuresFault(measures: readonly Measure[], filters: readonly Filter[]): Refusal | null {
  const wrong = measures.find(({ fn }) => !functions.includes(fn));
  if (wrong !== undefined) return refuse('usage.figures_only', { fn: wrong.fn });
  return filters.every(({ op }) => op === 'eq') ? null : refuse('usage.figures_filter');
}

export interface Counted<T> {
  readonly group: T;
  /** Records in it. */
  readonly records: number;
}

export interface Suppressed<T> {
  /** In the order given. */
  readonly shown: readonly T[];
  readonly hidden: number;
}

export function suppress<T>(groups: readonly Counted<T>[], k: number): Suppressed<T> {
  const hidden = new Set(groups.filter((one) => one.records < k));
  const bySize = groups.filter((one) => one.records >= k).sort((a, b) => a.records - b.records);
  const found = () => [...hidden].reduce((sum, one) => sum + one.records, 0);
  while (hidden.size > 0 && (hidden.size < 2 || found() < k)) {
    const next = bySize.shift();
    if (next === undefined) break;
    hidden.add(next);
  }
  return { shown: groups.filter((one) => !hidden.has(one)).map((one) => one.group), hidden: hidden.size };
}
