/** How cells, shares and names of a table are written. */
import type { Cell, ColumnType } from '#api/ports/tables/port.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { type Locale, wordsIn } from './words.ts';

/** A cell as it is in the table: no grouping, since digits may be a code; null where it is empty. */
export function cellText(cell: Cell | undefined, type: ColumnType, locale: Locale): string | null {
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'boolean') return wordsIn(locale, words)(cell ? 'yes' : 'no');
  return type === 'datetime' ? String(cell).replace('T', ' ') : String(cell);
}

/** `12.5%`; what is there at all is never rounded to nothing, what lacks anything never to everything. */
export function shareText(part: number, of: number): string {
  if (of === 0 || part === 0) return '0%';
  if (part === of) return '100%';
  const percent = (100 * part) / of;
  if (percent < 0.1) return '<0.1%';
  return percent > 99.9 ? '>99.9%' : `${Number(percent.toFixed(1))}%`;
}

/** The first names and how many there are, for lists that could be long. */
export function namesText(names: readonly string[], locale: Locale, most = 6): string {
  const t = wordsIn(locale, words);
  const shown = names.slice(0, most).join(t('list_join'));
  return names.length <= most ? shown : t('q_more', { names: shown, n: names.length });
}

/** Width in half characters: what decides whether a text is cut to one line. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return width;
}
