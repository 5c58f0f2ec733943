/** One sheet of an Excel workbook, row by row into a file. */
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import type { Session } from '#api/ports/tables/engine.ts';
import { neutral, neutralSql } from '#api/ports/tables/formula.ts';
import { body, type Compiled } from '#api/ports/tables/query.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import type { SchemaColumn } from '#api/ports/tables/schema.ts';
import { parquetSource, quoteName } from '#api/ports/tables/sql.ts';

/** Rows of a sheet less the header; characters of a cell (Excel's limits, ECMA-376 does not bound them). */
export const maxSheetRows = 1_048_575;
const maxCellLength = 32_767;
/** Rows between two chances for other work of the process. */
const slice = 256;
/** Bytes waiting for the compressor before we wait for it. */
const backlog = 4 << 20;

/** Columns written as Excel's own numbers and days; the rest go as text so that nothing is rounded or shifted. */
export interface Sheet {
  /** Every value has at most the 15 digits Excel keeps. */
  readonly asNumber: ReadonlySet<string>;
  /** No day before March 1900, when Excel's calendar is wrong. */
  readonly asDate: ReadonlySet<string>;
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
  return { asNumber, asDate };
}

export async function writeXlsx(session: Session, path: string, compiled: Compiled, sheet: Sheet, target: string) {
  const file = createWriteStream(target, { mode: 0o600 });
  // The compressor reports through the file; without a listener of its own a failure would end the process.
  const closed = finished(file);
  closed.catch(() => {});
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: file, useSharedStrings: false, useStyles: true });
  try {
    const page = book.addWorksheet('data', { views: [{ state: 'frozen', ySplit: 1 }] });
    page.columns = compiled.columns.map((column) => ({
      header: neutral(column.name),
      width: 18,
      ...(sheet.asDate.has(column.name) ? { style: { numFmt: numberFormat(column) } } : {}),
    }));
    const select = compiled.columns.map((column) => `${sheetCell(column, sheet)} AS ${quoteName(column.name)}`);
    const result = await session.stream(`SELECT ${select.join(', ')} ${body(path, compiled)}`, compiled.values);
    for await (const rows of result.yieldRowsJs()) {
      for (let at = 0; at < rows.length; at += slice) {
        for (const row of rows.slice(at, at + slice)) page.addRow(row).commit();
        await breathe();
        while (waiting(page) > backlog && file.errored === null) await breathe();
        if (file.errored !== null) throw file.errored;
      }
    }
    page.commit();
    await book.commit();
    await closed;
  } catch (error) {
    file.destroy();
    throw error;
  }
}

/** Bytes handed to the compressor and not yet taken. exceljs offers no back pressure, so we look into its stream. */
function waiting(page: ExcelJS.Worksheet): number {
  const { pipes = [] } = (
    page as unknown as { stream: { pipes?: { writableLength: number; readableLength: number }[] } }
  ).stream;
  return pipes.reduce((sum, pipe) => sum + pipe.writableLength + pipe.readableLength, 0);
}

const isTime = (column: SchemaColumn) => column.type === 'date' || column.type === 'datetime';

const numberFormat = (column: SchemaColumn) => (column.type === 'date' ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm:ss');

/** Days are the count since 30 December 1899. */
function sheetCell(column: SchemaColumn, sheet: Sheet): string {
  const name = quoteName(column.name);
  switch (column.type) {
    case 'text':
      return neutralSql(name);
    case 'integer':
      return `CAST(${name} AS DOUBLE)`;
    case 'decimal':
      return sheet.asNumber.has(column.name) ? `CAST(${name} AS DOUBLE)` : `CAST(${name} AS VARCHAR)`;
    case 'boolean':
      return name;
    case 'date':
      return sheet.asDate.has(column.name) ? `CAST(${name} - DATE '1899-12-30' AS DOUBLE)` : `CAST(${name} AS VARCHAR)`;
    case 'datetime':
      return sheet.asDate.has(column.name)
        ? `date_diff('microsecond', TIMESTAMP '1899-12-30', ${name}) / 86400000000.0`
        : `CAST(${name} AS VARCHAR)`;
  }
}
