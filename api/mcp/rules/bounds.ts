/** Keeps answers within what a conversation can take. Pure. */
import { longestText, mostCharacters } from './limits.ts';

export function clipped(text: string, most = longestText): string {
  const letters = [...text.slice(0, most * 2)];
  return letters.length <= most ? text : `${letters.slice(0, most).join('')}…`;
}

/** As many of the rows, from the first, as fit; long cells are clipped. */
export function fitRows<T>(
  rows: readonly (readonly T[])[],
  room = mostCharacters,
): { readonly rows: T[][]; readonly left_off: number } {
  const kept: T[][] = [];
  let used = 0;
  for (const row of rows) {
    const short = row.map((cell) => (typeof cell === 'string' ? (clipped(cell) as T & string) : cell));
    used += JSON.stringify(short).length + 1;
    if (used > room && kept.length > 0) break;
    kept.push(short);
  }
  return { rows: kept, left_off: rows.length - kept.length };
}
