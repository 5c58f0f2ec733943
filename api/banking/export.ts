/** Lines as CSV or XLSX for the bureau's own books. Texts of strangers are made harmless; amounts stay numbers. */
import ExcelJS from 'exceljs';
import type { Ctx } from '#api/context.ts';
import { neutral } from '#api/kernel/formula.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { inLocale } from '#api/kernel/words.ts';
import { readableRegions } from './access.ts';
import { caseKinds, exportColumns, type LineState, lineStates, sheetName } from './rules/codes.ts';
import * as store from './store.ts';

const most = 50_000;

export interface LinesFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly name: string;
}

interface Wanted {
  readonly format: 'csv' | 'xlsx';
  readonly statement?: string | undefined;
  readonly state?: LineState | undefined;
}

/** A plain decimal, e.g. `-1234.50`: neither grouped nor signed with a currency. */
const decimal = (amount: bigint): string => formatYuan(fen(amount)).replaceAll(',', '');

export async function exportLines(ctx: Ctx, { format, statement, state }: Wanted): Promise<LinesFile> {
  const { rows } = await store.listLines(ctx.db, { regions: readableRegions(ctx), statement, state }, 1, most);
  const head = exportColumns.codes.map((code) => exportColumns.label(code, ctx.locale));
  const cells = rows.map((row) => ({
    value_date: row.valueDate,
    serial: neutral(row.serial),
    amount: decimal(row.amountFen),
    balance: row.balanceFen === null ? '' : decimal(row.balanceFen),
    payer_name: neutral(row.payerName),
    payer_no: neutral(row.payerNo),
    memo: neutral(row.memo),
    state: lineStates.label(row.state, ctx.locale),
    reference: row.reference ?? '',
    order_no: row.order?.no ?? '',
    case_kind: row.case === null ? '' : caseKinds.labelOrCode(row.case.kind, ctx.locale),
    note: neutral(row.note ?? ''),
  }));
  const name = `bank-lines.${format}`;
  if (format === 'csv') {
    const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const lines = [head, ...cells.map((row) => exportColumns.codes.map((code) => row[code]))];
    const text = lines.map((line) => line.map(quoted).join(',')).join('\r\n');
    // The mark is what Excel needs to read Chinese.
    return { bytes: Buffer.from(`\uFEFF${text}\r\n`), contentType: 'text/csv; charset=utf-8', name };
  }
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(inLocale(sheetName, ctx.locale), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(head).font = { bold: true };
  for (const row of cells) {
    sheet.addRow(
      exportColumns.codes.map((code) =>
        (code === 'amount' || code === 'balance') && row[code] !== '' ? Number(row[code]) : row[code],
      ),
    );
  }
  for (const code of ['amount', 'balance'] as const) {
    sheet.getColumn(exportColumns.codes.indexOf(code) + 1).numFmt = '#,##0.00';
  }
  sheet.columns.forEach((column) => {
    column.width = 20;
  });
  const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { bytes: new Uint8Array(await book.xlsx.writeBuffer()), contentType, name };
}
