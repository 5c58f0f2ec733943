/** Pages of a Parquet, for people (filter, sort, total) and for the row interface (file order, keyset). */
import { toRows } from '#api/ports/tables/cells.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import type { Page, PageQuery, RowsPage, RowsQuery } from '#api/ports/tables/port.ts';
import { type Compiled, compile } from '#api/ports/tables/query.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { readSchema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

export const maxPageRows = 1000;
export const maxRows = 10_000;
const maxOffset = 1_000_000_000;

const shown = (columns: readonly SchemaColumn[]) => columns.map(({ name, type }) => ({ name, type }));
const selected = (columns: readonly SchemaColumn[]) => columns.map((column) => quoteName(column.name)).join(', ');

/** Cursors: `r17` follows row number 17 of the file, `o100` skips 100 rows of a sorted answer. */
type Cursor = { readonly after: number } | { readonly skip: number };

function readCursor(cursor: string | undefined, limit: number): Cursor | null {
  if (cursor === undefined) return null;
  const [, kind, digits] = /^([ro])(\d{1,12})$/.exec(cursor) ?? [];
  if (kind === undefined) throw refuse('tables.bad_page', { limit });
  return kind === 'r' ? { after: Number(digits) } : { skip: Number(digits) };
}

export async function readPage(session: Session, path: string, query: PageQuery): Promise<Page> {
  const limit = query.limit ?? 50;
  const offset = query.offset ?? 0;
  const sound = Number.isInteger(limit) && limit >= 1 && limit <= maxPageRows;
  if (!sound || !Number.isInteger(offset) || offset < 0 || offset > maxOffset) {
    throw refuse('tables.bad_page', { limit: maxPageRows });
  }
  const schema = await readSchema(session, path);
  const compiled = compile(schema, query);
  const cursor = readCursor(query.cursor, maxPageRows);
  const total = compiled.where === '' ? schema.rowCount : await count(session, path, compiled);
  const columns = shown(compiled.columns);
  if (compiled.order === '') {
    const start = cursor === null ? { skip: offset } : cursor;
    return { columns, total, ...(await inFileOrder(session, path, schema.rowCount, compiled, start, limit)) };
  }
  const skip = cursor === null ? offset : 'skip' in cursor ? cursor.skip : 0;
  const rows = await session.rows(
    // The row number settles ties, so that no row shows on two pages or on none.
    `SELECT ${selected(compiled.columns)}, file_row_number FROM ${parquetSource(path, true)} ${compiled.where}
     ORDER BY ${compiled.order}, file_row_number LIMIT ${limit} OFFSET ${skip}`,
    compiled.values,
  );
  const more = skip + rows.length < total && rows.length > 0;
  return {
    columns,
    total,
    rows: toRows(rows, compiled.columns),
    rowNumbers: numbersOf(rows),
    ...(more ? { nextCursor: `o${skip + rows.length}` } : {}),
  };
}

export async function readRows(session: Session, path: string, query: RowsQuery): Promise<RowsPage> {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > maxRows) {
    throw refuse('tables.bad_page', { limit: maxRows });
  }
  const schema = await readSchema(session, path);
  const cursor = readCursor(query.cursor, maxRows) ?? { skip: 0 };
  const compiled = compile(schema, {
    ...(query.columns === undefined ? {} : { columns: query.columns }),
    ...(query.filters === undefined ? {} : { filters: query.filters }),
  });
  return {
    columns: shown(compiled.columns),
    ...(await inFileOrder(session, path, schema.rowCount, compiled, cursor, query.limit)),
  };
}

async function inFileOrder(
  session: Session,
  path: string,
  rowCount: number,
  compiled: Compiled,
  start: Cursor,
  limit: number,
) {
  const select = `SELECT ${selected(compiled.columns)}, file_row_number FROM ${parquetSource(path, true)}`;
  if (compiled.where === '') {
    // Row numbers are known beforehand: a range lets DuckDB pass over whole row groups, which an OFFSET does not.
    const first = 'after' in start ? start.after + 1 : start.skip;
    const range = `file_row_number >= ${first} AND file_row_number < ${first + limit}`;
    const rows = await session.rows(`${select} WHERE ${range} ORDER BY file_row_number`);
    const more = rows.length > 0 && first + rows.length < rowCount;
    return {
      rows: toRows(rows, compiled.columns),
      rowNumbers: numbersOf(rows),
      ...(more ? { nextCursor: `r${first + rows.length - 1}` } : {}),
    };
  }
  const after = 'after' in start ? `AND file_row_number > ${start.after}` : '';
  const skip = 'skip' in start ? `OFFSET ${start.skip}` : '';
  // One row more than asked for tells whether there is a next page.
  const rows = await session.rows(
    `${select} ${compiled.where} ${after} ORDER BY file_row_number LIMIT ${limit + 1} ${skip}`,
    compiled.values,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.at(-1);
  return {
    rows: toRows(page, compiled.columns),
    rowNumbers: numbersOf(page),
    ...(rows.length > limit ? { nextCursor: `r${last}` } : {}),
  };
}

/** `file_row_number` stands behind the columns. */
const numbersOf = (rows: readonly (readonly unknown[])[]) => rows.map((row) => Number(row.at(-1)));

async function count(session: Session, path: string, compiled: Compiled): Promise<number> {
  const [answer] = await session.rows(`SELECT count(*) FROM ${parquetSource(path)} ${compiled.where}`, compiled.values);
  return Number(answer?.[0]);
}
