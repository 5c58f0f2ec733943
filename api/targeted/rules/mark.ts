/**
 * The hidden mark of a delivery to one person: a keyed bit chooses how a cell is written (kernel/mark-forms), and rows come in a
 * keyed order, which a table leaves free. What it survives and what not: docs/decisions/0030.
 */
import { type MarkKind, otherForm } from '#api/kernel/mark-forms.ts';

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
