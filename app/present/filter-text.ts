/** A condition of the address in words. */
import type { ColumnType } from '#api/ports/tables/port.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { cellText } from './dataset-text.ts';
import { type Op, partsOf } from './dataset-view.ts';
import { type Locale, wordsIn } from './words.ts';

type Word = Extract<keyof typeof words, `op_${Op}` | `day_${string}`>;

/** Days are before and after, numbers less and more. */
export function opWord(op: Op, type: ColumnType): Word {
  const day = type === 'date' || type === 'datetime';
  return day && (op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte' || op === 'eq') ? `day_${op}` : `op_${op}`;
}

export interface Named {
  readonly typeOf: (column: string) => ColumnType;
  readonly label: (column: string) => string;
}

/** One that is not written as a filter is shown as it stands. */
export function filterText(filter: string, { typeOf, label }: Named, locale: Locale): string {
  const t = wordsIn(locale, words);
  const parts = partsOf(filter);
  if (parts === null) return filter;
  const type = typeOf(parts.column);
  const { value = '' } = parts;
  if (parts.op === 'between' && typeof value !== 'string')
    return `${label(parts.column)} ${t('range', { min: value[0] ?? '', max: value[1] ?? '' })}`;
  const said = typeof value === 'string' ? value : value.join(t('list_join'));
  const shown =
    type === 'boolean' && (said === 'true' || said === 'false')
      ? (cellText(said === 'true', type, locale) ?? said)
      : said;
  return [label(parts.column), t(opWord(parts.op, type)), shown].filter((one) => one !== '').join(' ');
}
