/** Data items taken over from the columns of a file, so that nobody types what the file already says. */
import type { DataType } from './codes.ts';
import type { EntryItem } from './entry.ts';

const dataTypeOf: Readonly<Record<string, DataType>> = {
  text: 'C',
  integer: 'I',
  decimal: 'N',
  date: 'D',
  datetime: 'T',
  boolean: 'L',
};

/**
 * The items with one more for each column that has none yet. `identifiers` are columns in which personal information was
 * found: they are marked as direct identifiers, for the steward to confirm.
 */
export function itemsFromColumns(
  items: readonly EntryItem[],
  columns: readonly { readonly name: string; readonly type: string }[],
  identifiers: ReadonlySet<string> = new Set(),
): EntryItem[] {
  const known = new Set(items.map((item) => item.name));
  const added = columns
    .filter(({ name }) => !known.has(name))
    .map(
      ({ name, type }): EntryItem => ({
        name: name.slice(0, 128),
        label: name.slice(0, 128),
        data_type: dataTypeOf[type] ?? 'C',
        description: '',
        unit: '',
        sensitivity: identifiers.has(name) ? 'direct_identifier' : 'none',
      }),
    );
  return [...items, ...added].slice(0, 500);
}
