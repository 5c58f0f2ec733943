/** A selection as the parts of a statement. */
import { conditions } from '#api/ports/tables/conditions.ts';
import type { MarkSql } from '#api/ports/tables/mark.ts';
import type { Selection, Sort } from '#api/ports/tables/port.ts';
import { findColumn, type Schema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

/** One key of an order, so that a page can say what comes after a row. */
export interface SortKey {
  readonly sql: string;
  readonly column: SchemaColumn;
  readonly desc: boolean;
  readonly nullsFirst: boolean;
}

export interface Compiled {
  readonly columns: readonly SchemaColumn[];
  /** `WHERE …` or nothing. */
  readonly where: string;
  /** For $1, $2, … in `where`. */
  readonly values: readonly string[];
  readonly keys: readonly SortKey[];
  /** Without the words ORDER BY; empty in file order. */
  readonly order: string;
  /** Of a marked file. */
  readonly mark?: MarkSql;
}

/** Sorting by pinyin costs a key a row; above this many rows texts sort by code point. */
const collateUpTo = 300_000;

export function compile(schema: Schema, selection: Selection): Compiled {
  const columns =
    selection.columns === undefined || selection.columns.length === 0
      ? schema.columns
      : selection.columns.map((name) => findColumn(schema, name));
  const values: string[] = [];
  const where = conditions(schema, selection, values);
  const keys = (selection.sort ?? []).map((sort) => sortKey(schema, sort));
  return {
    columns,
    where: where === '' ? '' : `WHERE ${where}`,
    values,
    keys,
    order: keys.map(({ sql, desc, nullsFirst }) => `${sql} ${direction(desc, nullsFirst)}`).join(', '),
  };
}

/** FROM, WHERE and ORDER BY of a selection; the file's order where none is asked for. */
export function body(path: string, compiled: Compiled): string {
  if (compiled.mark !== undefined) {
    const { replaced, order } = compiled.mark;
    // Chosen by the values as they are, then written in the marked form.
    const chosen = `SELECT * FROM ${parquetSource(path, true)} ${compiled.where}`;
    const star = replaced === '' ? '*' : `* REPLACE (${replaced})`;
    return `FROM (SELECT ${star} FROM (${chosen})) ORDER BY ${order}`;
  }
  const order = compiled.order === '' ? '' : `ORDER BY ${compiled.order}, file_row_number`;
  return `FROM ${parquetSource(path, compiled.order !== '')} ${compiled.where} ${order}`;
}

export const direction = (desc: boolean, nullsFirst: boolean): string =>
  `${desc ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;

function sortKey(schema: Schema, sort: Sort): SortKey {
  const column = findColumn(schema, sort.column);
  return {
    sql: `${quoteName(column.name)}${collation(schema, column)}`,
    column,
    desc: sort.dir === 'desc',
    nullsFirst: sort.nulls === 'first',
  };
}

export const collation = (schema: Schema, column: SchemaColumn): string =>
  column.type === 'text' && schema.rowCount <= collateUpTo ? ' COLLATE zh' : '';
