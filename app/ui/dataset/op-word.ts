import type { ColumnType } from '#api/ports/tables/port.ts';
import type { dataset } from '#app/i18n/dataset.ts';
import type { Op } from '#app/present/dataset-view.ts';

type Word = Extract<keyof typeof dataset, `op_${Op}` | `day_${string}`>;

/** Days are before and after, numbers less and more. */
export function opWord(op: Op, type: ColumnType): Word {
  const day = type === 'date' || type === 'datetime';
  return day && (op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte' || op === 'eq') ? `day_${op}` : `op_${op}`;
}
