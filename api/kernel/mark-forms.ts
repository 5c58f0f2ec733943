/**
 * Two harmless ways to write a cell, of which a keyed bit chooses one. No value is changed: a trailing zero after the decimal
 * point is the same number; a space between Han and Latin or digits is typesetting (W3C, Requirements for Chinese Text Layout,
 * 3.2.2), not text; a space at the end is not read. Marks of deliveries are made of these (docs/decisions/0030, 0041).
 */
import { canonicalText } from '#api/kernel/same-value.ts';

export const markKinds = ['decimal', 'inner', 'tail'] as const;
export type MarkKind = (typeof markKinds)[number];

/** An accusation needs more than a guess: one in a million, over all deliveries compared. */
export const certain = 1e-6;

const han = '\\p{Script=Han}';
const latin = '[A-Za-z0-9]';
const boundary = new RegExp(`(${han})( ?)(${latin})|(${latin})( ?)(${han})`, 'u');
const hanCount = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;

/** The other harmless way to write a cell, or null where there is none. `plain` is how the export writes it. */
export function otherForm(type: string, plain: string): { readonly kind: MarkKind; readonly form: string } | null {
  if (type === 'decimal') return /^-?\d+\.\d{1,12}$/.test(plain) ? { kind: 'decimal', form: `${plain}0` } : null;
  // Names, codes and words of a list stay as they are: only prose carries spaces.
  if (type !== 'text' || plain !== plain.trim() || /[\n\r\t]/.test(plain) || hanCount(plain) < 6) return null;
  const found = boundary.exec(plain);
  if (found === null) return [...plain].length < 8 ? null : { kind: 'tail', form: `${plain} ` };
  const [whole, before, space, after, before2, space2, after2] = found;
  const [left, gap, right] = before === undefined ? [before2, space2, after2] : [before, space, after];
  const turned = `${left}${gap === '' ? ' ' : ''}${right}`;
  return { kind: 'inner', form: plain.slice(0, found.index) + turned + plain.slice(found.index + whole.length) };
}

/**
 * The bit a cell of a found file shows: 0 as the export writes it, 1 the other way, null when it is neither (edited, or
 * written anew by a program). Quotes and spaces that programs add around text are passed over where the form is inside.
 */
export function readBit(type: string, plain: string, seen: string): { kind: MarkKind; bit: 0 | 1 } | null {
  const other = otherForm(type, plain);
  if (other === null || canonicalText(seen) !== canonicalText(plain)) return null;
  const text = other.kind === 'tail' ? seen : seen.trim();
  if (text === plain) return { kind: other.kind, bit: 0 };
  return text === other.form ? { kind: other.kind, bit: 1 } : null;
}
