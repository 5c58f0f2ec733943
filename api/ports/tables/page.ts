/** Pages of a Parquet: filtered, sorted, counted or not, and as quick at row 9,000,000 as at row 1. */
import { createHash } from 'node:crypto';
import type { Json } from '@duckdb/node-api';
import { toRows } from '#api/ports/tables/cells.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import { afterRow } from '#api/ports/tables/keyset.ts';
import type { Page, PageQuery, RowsPage, RowsQuery, Selection } from '#api/ports/tables/port.ts';
import { type Compiled, compile } from '#api/ports/tables/query.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { readSchema, type Schema, type SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

export const maxPageRows = 1000;
export const maxRows = 10_000;
const maxOffset = 1_000_000_000;

const shown = (columns: readonly SchemaColumn[]) => columns.map(({ name, type }) => ({ name, type }));
const selected = (columns: readonly SchemaColumn[]) => columns.map((column) => quoteName(column.name)).join(', ');

/** Where a page begins: after a row, or after so many rows. */
type Start = { readonly after: number } | { readonly skip: number };
/** What a page needs to be read. */
interface Reading {
  readonly session: Session;
  readonly path: string;
  readonly schema: Schema;
  readonly compiled: Compiled;
  readonly limit: number;
}

/**
 * Cursors name the last row of the page before: `r17` in file order; under a sort `s17.<mark>`, where the mark is that of
 * the sort and of the table. The table never changes, so the row's number tells its values, and nobody can forge them.
 */
function startOf(cursor: string | undefined, mark: string, skip: number, schema: Schema, limit: number): Start {
  if (cursor === undefined) return { skip };
  const [, kind, digits, given] = /^([rs])(\d{1,12})(?:\.([\w-]{12}))?$/.exec(cursor) ?? [];
  const sorted = mark !== '';
  const sound = sorted ? kind === 's' && given === mark && Number(digits) < schema.rowCount : kind === 'r' && !given;
  if (!sound) throw refuse('tables.bad_page', { limit });
  return { after: Number(digits) };
}

function markOf(schema: Schema, sort: Selection['sort']): string {
  if (sort === undefined || sort.length === 0) return '';
  const of = [
    sort.map(({ column, dir, nulls }) => [column, dir, nulls ?? 'last']),
    schema.rowCount,
    shown(schema.columns),
  ];
  return createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 12);
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
  const mark = markOf(schema, query.sort);
  const start = startOf(query.cursor, mark, offset, schema, maxPageRows);
  const reading = { session, path, schema, compiled, limit };
  const found = mark === '' ? await inFileOrder(reading, start) : await inOrder(reading, start, mark);
  return { columns: shown(compiled.columns), total: await totalOf(reading, query, start, found), ...found };
}

export async function readRows(session: Session, path: string, query: RowsQuery): Promise<RowsPage> {
  const { limit, cursor, ...selection } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > maxRows) throw refuse('tables.bad_page', { limit: maxRows });
  const schema = await readSchema(session, path);
  const compiled = compile(schema, selection);
  const start = startOf(cursor, '', 0, schema, maxRows);
  const found = await inFileOrder({ session, path, schema, compiled, limit }, start);
  return { columns: shown(compiled.columns), ...found };
}

interface Found {
  readonly rows: Page['rows'];
  readonly rowNumbers: readonly number[];
  readonly nextCursor?: string;
}

async function inFileOrder({ session, path, schema, compiled, limit }: Reading, start: Start): Promise<Found> {
  const select = `SELECT ${selected(compiled.columns)}, file_row_number FROM ${parquetSource(path, true)}`;
  if (compiled.where === '') {
    // Row numbers are known beforehand: a range lets DuckDB pass over whole row groups, which an OFFSET does not.
    const first = 'after' in start ? start.after + 1 : start.skip;
    const range = `file_row_number >= ${first} AND file_row_number < ${first + limit}`;
    const rows = await session.rows(`${select} WHERE ${range} ORDER BY file_row_number`);
    const more = rows.length > 0 && first + rows.length < schema.rowCount;
    return found(rows, compiled, more ? `r${first + rows.length - 1}` : undefined);
  }
  const after = 'after' in start ? `AND file_row_number > ${start.after}` : '';
  const skip = 'skip' in start ? `OFFSET ${start.skip}` : '';
  // One row more than asked for tells whether there is a next page.
  const rows = await session.rows(
    `${select} ${compiled.where} ${after} ORDER BY file_row_number LIMIT ${limit + 1} ${skip}`,
    compiled.values,
  );
  const page = rows.slice(0, limit);
  return found(page, compiled, rows.length > limit ? `r${page.at(-1)?.at(-1)}` : undefined);
}

/** First the numbers of the rows, read from the columns of the order alone, then those rows: a wide table costs no more. */
async function inOrder(reading: Reading, start: Start, mark: string): Promise<Found> {
  const { session, path, compiled, limit } = reading;
  const values = [...compiled.values];
  const conditions = compiled.where === '' ? [] : [compiled.where.slice('WHERE '.length)];
  if ('after' in start) conditions.push(await afterRow(session, path, compiled.keys, start.after, values));
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map((one) => `(${one})`).join(' AND ')}`;
  const skip = 'skip' in start && start.skip > 0 ? `OFFSET ${start.skip}` : '';
  const source = parquetSource(path, true);
  const numbers = await session.rows(
    // The row number settles ties, so that no row shows on two pages or on none.
    `SELECT file_row_number FROM ${source} ${where} ORDER BY ${compiled.order}, file_row_number LIMIT ${limit + 1} ${skip}`,
    values,
  );
  const wanted = numbers.slice(0, limit).map(([number]) => Number(number));
  if (wanted.length === 0) return found([], compiled, undefined);
  const rows = await session.rows(
    `SELECT ${selected(compiled.columns)}, file_row_number FROM ${source} WHERE file_row_number IN (${wanted.join(', ')})`,
  );
  const byNumber = new Map(rows.map((row) => [Number(row.at(-1)), row]));
  const page = wanted.flatMap((number) => {
    const row = byNumber.get(number);
    return row === undefined ? [] : [row];
  });
  return found(page, compiled, numbers.length > limit ? `s${wanted.at(-1)}.${mark}` : undefined);
}

/** `file_row_number` stands behind the columns. */
const found = (rows: readonly (readonly Json[])[], compiled: Compiled, nextCursor: string | undefined): Found => ({
  rows: toRows(rows, compiled.columns),
  rowNumbers: rows.map((row) => Number(row.at(-1))),
  ...(nextCursor === undefined ? {} : { nextCursor }),
});

async function totalOf(reading: Reading, query: PageQuery, start: Start, page: Found): Promise<number | null> {
  const { session, path, schema, compiled } = reading;
  if (compiled.where === '') return schema.rowCount;
  // The last page of all, met by counting: nothing is left to count.
  if ('skip' in start && page.nextCursor === undefined && page.rows.length > 0) return start.skip + page.rows.length;
  if (query.count === 'none') return null;
  const [answer] = await session.rows(`SELECT count(*) FROM ${parquetSource(path)} ${compiled.where}`, compiled.values);
  return Number(answer?.[0]);
}
