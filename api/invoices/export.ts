/** What waits to be issued, as the seller's own system takes it: nothing is typed twice. */
import { createHash } from 'node:crypto';
import { append } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { FapiaoData } from '#api/ports/fapiao/port.ts';
import { yuanCell } from '#api/revenue/rules/csv.ts';
import { issueHeads, issueLineHeads, issueSheetNames, issueTypeWords } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { fapiaoData } from './view.ts';

export interface IssueFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export async function exportIssueData(ctx: Ctx, format: 'xlsx' | 'json'): Promise<IssueFile> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const rows = (await store.toIssue(ctx.db, viewer.organization.id)).map(fapiaoData);
  if (rows.length === 0) throw refuse('invoices.nothing_to_export');
  const bytes = format === 'json' ? Buffer.from(`${JSON.stringify({ invoices: rows }, null, 2)}\n`) : await book(rows);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await append(ctx, 'invoices.export', 'done', ['organization', viewer.organization.id], {
    invoices: rows.map((row) => row.no),
    format,
    sha256,
  });
  const contentType =
    format === 'json' ? 'application/json' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name: `invoices-${dayOf(ctx.clock.now())}.${format}`, contentType, bytes };
}

/** As a number for the cell, made from its text. */
const yuan = (amount: string): number => {
  const cell = yuanCell(BigInt(amount));
  return Number(cell);
};

/** Two sheets, invoices and their lines, joined by our number. Long numbers are text: a spreadsheet would round them. */
async function book(rows: readonly FapiaoData[]): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs');
  const made = new exceljs.Workbook();
  const head = made.addWorksheet(issueSheetNames[0], { views: [{ state: 'frozen', ySplit: 1 }] });
  head.addRow([...issueHeads]).font = { bold: true };
  for (const { no, kind, buyer, remark, blue } of rows) {
    const { name, tax_no, address, phone, bank_name, bank_account } = buyer;
    const from = [blue?.number ?? '', blue?.confirmation_no ?? ''];
    head.addRow([no, issueTypeWords[kind], name, tax_no, address, phone, bank_name, bank_account, remark, ...from]);
  }
  const lines = made.addWorksheet(issueSheetNames[1], { views: [{ state: 'frozen', ySplit: 1 }] });
  lines.addRow([...issueLineHeads]).font = { bold: true };
  for (const row of rows)
    for (const one of row.items) {
      const money = [yuan(one.amount_fen), one.rate, yuan(one.tax_fen), yuan(one.total_fen)];
      // Whoever takes a quantity back writes it below zero.
      lines.addRow([
        row.no,
        one.name,
        one.tax_code,
        one.unit,
        row.colour === 'red' ? -one.quantity : one.quantity,
        ...money,
      ]);
    }
  for (const sheet of [head, lines]) for (let at = 1; at <= issueHeads.length; at++) sheet.getColumn(at).width = 20;
  for (const at of [6, 8, 9]) lines.getColumn(at).numFmt = '#,##0.00';
  return Buffer.from(await made.xlsx.writeBuffer());
}
