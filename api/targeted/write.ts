/** The file of one delivery: a notice in sight, then exactly the rows granted, marked. */
import ExcelJS from 'exceljs';
import { neutral } from '#api/kernel/formula.ts';
import type { FileFormat } from './rules/codes.ts';
import { type NoticeFacts, noticeLines, sheetNames } from './rules/letter.ts';
import type { MarkColumn, Marked } from './rules/mark.ts';

export interface Made {
  readonly bytes: Buffer;
  readonly contentType: string;
}

export async function writeFile(
  format: FileFormat,
  columns: readonly MarkColumn[],
  { rows }: Marked,
  facts: NoticeFacts,
  at: Date,
): Promise<Made> {
  const lines = noticeLines(facts);
  if (format === 'csv') {
    return { bytes: Buffer.from(csv(columns, rows, lines)), contentType: 'text/csv; charset=utf-8' };
  }
  return {
    bytes: await xlsx(columns, rows, lines, at),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
}

const quoted = (cell: string): string => (/["\r\n,]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
/** What a spreadsheet would run is written as text, as in every export of the house. */
const written = (type: string, cell: string): string =>
  type === 'text' ? neutral(cell) : type === 'datetime' ? cell.replace('T', ' ') : cell;

/** The notice stands before the header as lines that begin with `#`, after the byte order mark Excel needs. */
function csv(columns: readonly MarkColumn[], rows: Marked['rows'], lines: readonly string[]): string {
  const line = (cells: readonly string[]) => cells.map(quoted).join(',');
  const body = rows.map((row) => line(row.map((cell, i) => written(columns[i]?.type ?? 'text', cell))));
  const head = line(columns.map(({ name }) => neutral(name)));
  return `\uFEFF${[...lines.map((text) => quoted(`# ${text}`)), head, ...body].join('\r\n')}\r\n`;
}

async function xlsx(
  columns: readonly MarkColumn[],
  rows: Marked['rows'],
  lines: readonly string[],
  at: Date,
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.created = at;
  const first = book.addWorksheet(sheetNames.notice);
  for (const text of lines) first.addRow([text]);
  first.getColumn(1).width = 110;
  const sheet = book.addWorksheet(sheetNames.data, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(columns.map(({ name }) => neutral(name)));
  for (const row of rows) {
    const added = sheet.addRow([]);
    row.forEach((cell, i) => {
      if (cell === '') return;
      const { value, format } = cellOf(columns[i]?.type ?? 'text', cell);
      const target = added.getCell(i + 1);
      target.value = value;
      if (format !== null) target.numFmt = format;
    });
  }
  for (let i = 1; i <= columns.length; i++) sheet.getColumn(i).width = 18;
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Excel keeps 15 digits; what is longer goes as text. A marked zero stands in the format of its cell. */
function cellOf(type: string, cell: string): { value: ExcelJS.CellValue; format: string | null } {
  const digits = cell.replace(/\D/g, '').length;
  if (type === 'integer' && digits <= 15) return { value: Number(cell), format: null };
  if (type === 'decimal' && digits <= 15 && /^-?\d+(\.\d+)?$/.test(cell)) {
    const places = cell.split('.')[1]?.length ?? 0;
    return { value: Number(cell), format: places === 0 ? null : `0.${'0'.repeat(places)}` };
  }
  if (type === 'boolean') return { value: cell === 'true', format: null };
  return { value: written(type, cell), format: null };
}
