/** One sheet of an Excel workbook (ECMA-376), row by row into a file. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DuckDBResult } from '@duckdb/node-api';
import { ZipFile } from 'yazl';
import { neutral } from '#api/kernel/formula.ts';
import type { Session } from '#api/ports/tables/engine.ts';
import { neutralSql } from '#api/ports/tables/formula.ts';
import { body, type Compiled } from '#api/ports/tables/query.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import type { SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';
import { partsOf, sheetHead } from '#api/ports/tables/workbook.ts';
import { xmlSql, xmlText } from '#api/ports/tables/write-xml.ts';

/** Rows of a sheet less the header; characters of a cell (Excel's limits, ECMA-376 does not bound them). */
export const maxSheetRows = 1_048_575;
const maxCellLength = 32_767;
/** Columns written as Excel's own numbers and days; the rest go as text so that nothing is rounded or shifted. */
export interface Sheet {
  /** Every value has at most the 15 digits Excel keeps. */
  readonly asNumber: ReadonlySet<string>;
  /** No day before March 1900, when Excel's calendar is wrong. */
  readonly asDate: ReadonlySet<string>;
  /** May come to more than the 4 GB that a plain ZIP holds. */
  readonly large: boolean;
}

/** Refuses what no sheet can hold, before a byte is sent. */
export async function checkXlsx(session: Session, path: string, compiled: Compiled): Promise<Sheet> {
  const facts = compiled.columns.map((column) => {
    const name = quoteName(column.name);
    if (column.type === 'text') return `coalesce(max(length(${name})), 0)`;
    if (isTime(column)) return `coalesce(min(${name}) >= DATE '1900-03-01', true)`;
    const scale = /^DECIMAL\(\d+,\s*(\d+)\)$/.exec(column.sqlType)?.[1];
    return scale === undefined ? 'true' : `coalesce(max(abs(${name})) < 1e${15 - Number(scale)}, true)`;
  });
  const [answer = []] = await session.rows(
    `SELECT count(*), ${facts.join(', ')} FROM ${parquetSource(path)} ${compiled.where}`,
    compiled.values,
  );
  const found = Number(answer[0]);
  if (found > maxSheetRows) throw refuse('tables.xlsx_too_many_rows', { found, limit: maxSheetRows });
  const asDate = new Set<string>();
  const asNumber = new Set<string>();
  compiled.columns.forEach((column, i) => {
    const fact = answer[i + 1];
    if (column.type === 'text' && Number(fact) >= maxCellLength) {
      throw refuse('tables.xlsx_cell_too_long', { column: column.name, limit: maxCellLength });
    }
    if (fact === true) (isTime(column) ? asDate : asNumber).add(column.name);
  });
  return { asNumber, asDate, large: found * compiled.columns.length > 30_000_000 };
}

/**
 * The rows are made XML by DuckDB and packed by zlib on its own threads; JavaScript passes them on and gives them their
 * numbers. A library that makes an object of every cell took twice as long and held up every other answer meanwhile.
 */
export async function writeXlsx(
  session: Session,
  path: string,
  compiled: Compiled,
  sheet: Sheet,
  target: string,
  about: Readonly<Record<string, string>> = {},
) {
  const { columns } = compiled;
  const cells = columns.map((column, i) => sheetCell(column, letters(i), sheet));
  const result = await session.stream(`SELECT concat(${cells.join(', ')}) ${body(path, compiled)}`, compiled.values);
  const book = new ZipFile();
  // The same table makes the same bytes.
  const options = { mtime: new Date('2000-01-01T00:00:00Z'), compressionLevel: 1 };
  for (const [name, text] of Object.entries(partsOf(about))) book.addBuffer(Buffer.from(text), name, options);
  book.addReadStreamLazy('xl/worksheets/sheet1.xml', { ...options, forceZip64Format: sheet.large }, (done) =>
    done(null, Readable.from(sheetText(columns, result), { objectMode: false })),
  );
  book.end();
  // Every one is heard: a book whose sheet broke may complain again when it is taken away.
  const failed = new Promise<never>((_, reject) => book.on('error', reject));
  try {
    await Promise.race([pipeline(book.outputStream, createWriteStream(target, { mode: 0o600 })), failed]);
  } catch (error) {
    (book.outputStream as Readable).destroy();
    throw error;
  }
}

async function* sheetText(columns: readonly SchemaColumn[], result: DuckDBResult): AsyncGenerator<string> {
  const heads = columns.map((column, i) => inline(`${letters(i)}1`, xmlText(neutral(column.name))));
  yield `${sheetHead(columns.length)}<row r="1">${heads.join('')}</row>`;
  let number = 1;
  for await (const rows of result.yieldRowsJs()) {
    let text = '';
    for (const [cells] of rows) {
      number += 1;
      text += `<row r="${number}">${String(cells).replaceAll(numberMark, String(number))}</row>`;
    }
    yield text;
  }
  yield '</sheetData></worksheet>';
}

/** Stands in the cells' addresses for the number of the row; no cell can hold it, since XML has no such character. */
const numberMark = '\u0001';

const inline = (address: string, text: string): string =>
  `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;

/** A, B, … Z, AA, … */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

const isTime = (column: SchemaColumn) => column.type === 'date' || column.type === 'datetime';

/** Excel reads `_x000D_` in a text as a character; the underline before it is written as one, so that the text stays. */
const plain = (text: string): string =>
  xmlSql(text, {
    pattern: '_x[0-9A-Fa-f]{4}_',
    done: `regexp_replace(${text}, '_(x[0-9A-Fa-f]{4}_)', '_x005F_\\1', 'g')`,
  });

/** Days are the count since 30 December 1899. An empty cell is left out. */
function sheetCell(column: SchemaColumn, letter: string, sheet: Sheet): string {
  const name = quoteName(column.name);
  const start = `'<c r="${letter}' || chr(1) || '"`;
  const text = (value: string) => `${start} t="inlineStr"><is><t xml:space="preserve">' || ${value} || '</t></is></c>'`;
  const value = (sql: string, more = '') => `${start}${more}><v>' || CAST(${sql} AS VARCHAR) || '</v></c>'`;
  switch (column.type) {
    case 'text':
      return text(plain(neutralSql(name)));
    case 'integer':
      return value(name);
    case 'decimal':
      if (!sheet.asNumber.has(column.name)) return text(`CAST(${name} AS VARCHAR)`);
      return column.sqlType === 'DOUBLE' ? `CASE WHEN isfinite(${name}) THEN ${value(name)} END` : value(name);
    case 'boolean':
      return value(`CAST(${name} AS INTEGER)`, ' t="b"');
    case 'date':
      if (!sheet.asDate.has(column.name)) return text(`CAST(${name} AS VARCHAR)`);
      return value(`${name} - DATE '1899-12-30'`, ' s="1"');
    case 'datetime':
      if (!sheet.asDate.has(column.name)) return text(`CAST(${name} AS VARCHAR)`);
      return value(`date_diff('microsecond', TIMESTAMP '1899-12-30', ${name}) / 86400000000.0`, ' s="2"');
  }
}
