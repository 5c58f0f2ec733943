/**
 * The hidden mark: of two harmless ways to write a cell, a keyed bit chooses one. No value is changed: a trailing zero after the
 * decimal point is the same number; a space between Han and Latin or digits is typesetting (W3C, Requirements for Chinese Text
 * Layout, 3.2.2), not text; a space at the end is not read. Rows come in a keyed order, which a table leaves free. What it
 * survives and what not: docs/decisions/0030.
 */
import { canonicalText } from './same.ts';

export const markKinds = ['decimal', 'inner', 'tail'] as const;
export type MarkKind = (typeof markKinds)[number];

export interface MarkColumn {
  readonly name: string;
  readonly type: string;
}
export type MarkCell = string | number | boolean | null;

/** A keyed bit for one cell; keyed by delivery, so that each file has marks of its own. */
export type Bits = (kind: MarkKind, column: string, rowNumber: number) => 0 | 1;

export interface Table {
  readonly columns: readonly MarkColumn[];
  readonly rows: readonly (readonly MarkCell[])[];
  /** Of each row its number in the immutable table it comes from. */
  readonly rowNumbers: readonly number[];
}

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
 * Columns whose cells may be written in two ways: decimals, and text most of whose values differ. A column that filters or
 * groups would fall apart into two spellings, so words of a list are never touched.
 */
export function carriers(table: Table, filtered: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  table.columns.forEach(({ name, type }, i) => {
    if (filtered.has(name)) return;
    if (type === 'decimal') found.add(name);
    if (type !== 'text') return;
    const values = table.rows.map((row) => row[i]).filter((cell) => cell !== null && cell !== '');
    if (values.length > 0 && new Set(values).size * 2 > values.length) found.add(name);
  });
  return found;
}

/** A cell as text, as the CSV export writes it. */
export const plainCell = (cell: MarkCell): string => (cell === null ? '' : String(cell));

export interface Marked {
  /** Cells as text, in the order of delivery. */
  readonly rows: readonly (readonly string[])[];
  /** Positions of the delivered rows in the table given. */
  readonly order: readonly number[];
  /** Cells that carry a bit. */
  readonly marks: number;
}

/** @param rank a keyed number of a row, by which the rows are ordered */
export function markTable(
  table: Table,
  filtered: ReadonlySet<string>,
  bits: Bits,
  rank: (rowNumber: number) => string,
): Marked {
  const carrying = carriers(table, filtered);
  let marks = 0;
  const ranks = table.rowNumbers.map(rank);
  const order = table.rows.map((_, i) => i).sort((a, b) => ((ranks[a] ?? '') < (ranks[b] ?? '') ? -1 : 1));
  const rows = order.map((at) =>
    table.columns.map(({ name, type }, i) => {
      const plain = plainCell(table.rows[at]?.[i] ?? null);
      const other = carrying.has(name) ? otherForm(type, plain) : null;
      if (other === null) return plain;
      marks += 1;
      return bits(other.kind, name, table.rowNumbers[at] ?? 0) === 1 ? other.form : plain;
    }),
  );
  return { rows, order, marks };
}

/** How many cells of a table carry a mark; said to the agency before it grants. */
export function countMarks(table: Table, filtered: ReadonlySet<string>): number {
  return markTable(table, filtered, () => 0, String).marks;
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
