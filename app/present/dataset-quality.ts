/** How well the columns of a table are described in its catalogue entry: measured, with what is missing named. */
import type { DataType } from '#api/catalog/rules/codes.ts';
import type { EntryItem } from '#api/catalog/rules/entry.ts';
import type { ColumnType } from '#api/ports/tables/port.ts';

export interface PlainColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** What was declared and what was found may differ in form, not in kind: a code of digits may be declared as text. */
const fits: Readonly<Record<DataType, readonly ColumnType[]>> = {
  C: ['text', 'integer', 'decimal', 'date', 'datetime', 'boolean'],
  M: ['text', 'integer', 'decimal', 'date', 'datetime', 'boolean'],
  G: ['text', 'integer', 'decimal', 'date', 'datetime', 'boolean'],
  N: ['integer', 'decimal'],
  Y: ['integer', 'decimal'],
  B: ['integer', 'decimal'],
  F: ['integer', 'decimal'],
  I: ['integer'],
  D: ['date'],
  T: ['datetime', 'date'],
  L: ['boolean', 'integer'],
};

export const measures = ['listed', 'label', 'description', 'unit', 'type'] as const;
export type Measure = (typeof measures)[number];

export interface Measured {
  readonly measure: Measure;
  readonly done: number;
  readonly of: number;
  /** Names of the columns that lack it, in the table's order. */
  readonly missing: readonly string[];
}

export interface Quality {
  /** Whole percent of all that could be said, rounded down: 100 means nothing is missing. */
  readonly percent: number;
  readonly measures: readonly Measured[];
  /** Items of the catalogue that the table does not have. */
  readonly absent: readonly string[];
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The item of the catalogue that describes a column: by its name, else by its label. */
export function itemOf(items: readonly EntryItem[], column: string): EntryItem | null {
  const wanted = folded(column);
  return (
    items.find((item) => folded(item.name) === wanted) ?? items.find((item) => folded(item.label) === wanted) ?? null
  );
}

/** Codes and names have no unit: only numbers that are not declared as text are asked for one. */
const wantsUnit = (column: PlainColumn, item: EntryItem | null): boolean =>
  (column.type === 'integer' || column.type === 'decimal') && !['C', 'M', 'G'].includes(item?.data_type ?? '');

const asks: Readonly<Record<Measure, (column: PlainColumn, item: EntryItem | null) => boolean | null>> = {
  listed: (_, item) => item !== null,
  // A label that repeats a name of Latin letters tells nothing; a Chinese name is its own label.
  label: (column, item) =>
    item !== null && item.label !== '' && (item.label !== column.name || /\p{Script=Han}/u.test(column.name)),
  description: (_, item) => item !== null && item.description !== '',
  unit: (column, item) => (wantsUnit(column, item) ? item !== null && item.unit !== '' : null),
  type: (column, item) => item !== null && item.data_type !== null && fits[item.data_type].includes(column.type),
};

export function describedQuality(columns: readonly PlainColumn[], items: readonly EntryItem[]): Quality {
  const pairs = columns.map((column) => ({ column, item: itemOf(items, column.name) }));
  const found = measures.map((measure): Measured => {
    const asked = pairs.flatMap(({ column, item }) => {
      const answer = asks[measure](column, item);
      return answer === null ? [] : [{ name: column.name, answer }];
    });
    const missing = asked.filter((one) => !one.answer).map((one) => one.name);
    return { measure, done: asked.length - missing.length, of: asked.length, missing };
  });
  const sum = (key: 'done' | 'of') => found.reduce((total, one) => total + one[key], 0);
  const used = new Set(pairs.map((pair) => pair.item));
  const absent = items.filter((item) => !used.has(item)).map((item) => item.label || item.name);
  return {
    percent: sum('of') === 0 ? 0 : Math.floor((100 * sum('done')) / sum('of')),
    measures: found.filter((one) => one.of > 0),
    absent: columns.length === 0 ? [] : absent,
  };
}
