/** What may be kept of a search that found nothing: the words, never who searched, and nothing about a person. */
import { detect } from '#api/kernel/personal-detect.ts';
import { surnameOf } from '#api/kernel/surnames.ts';
import type { Day } from '#api/kernel/time.ts';

const longest = 60;

/** The text as it is counted, alike for spelling, width and spaces; null when it must not be kept. */
export function missText(text: string, today: Day): string | null {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (!/\p{L}/u.test(plain) || [...plain].length > longest) return null;
  if (detect(plain, today).length > 0) return null;
  // Part of a number of a telephone, a card, a house or a case; a year is none.
  if (/\d{5,}/.test(plain.replace(/(?<=\d)[ -](?=\d)/g, ''))) return null;
  if (
    /\d/.test(plain) &&
    plain.split(/[^\p{Script=Han}·]+/u).some((part) => surnameOf(part) !== null && [...part].length <= 4)
  )
    return null;
  return plain;
}
