/** Reads a treasury's report: CSV recognised by its content, whatever its encoding and the order of its columns. */
import { parse } from 'csv-parse/sync';
import { halfWidth } from '#api/kernel/half-width.ts';
import { parseYuan } from '#api/kernel/money.ts';
import { isDay } from '#api/kernel/time.ts';
import { reportFaults } from './rules/report-faults.ts';
import { columnsOf, type ReportColumn, type ReportedLine, readLevel } from './rules/treasury-line.ts';

const mostBytes = 5 * 1024 * 1024;
const mostLines = 20_000;

function decode(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {}
  }
  throw reportFaults.encoding();
}

function rowsOf(text: string): string[][] {
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = ['\t', ';'].find((one) => first.includes(one)) ?? ',';
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw reportFaults.broken((error as { code?: string }).code ?? 'CSV');
  }
}

/** Every line as the file says it. Refuses `revenue.report_unreadable` naming the first row that cannot be read. */
export function readReport(bytes: Uint8Array): ReportedLine[] {
  if (bytes.byteLength === 0) throw reportFaults.empty();
  if (bytes.byteLength > mostBytes) throw reportFaults.large();
  const [heads, ...rows] = rowsOf(decode(bytes));
  const columns = columnsOf(heads ?? []);
  const missing = Object.entries(columns).flatMap(([key, at]) => (at < 0 ? [key] : []));
  if (missing.length > 0) throw reportFaults.columns(missing);
  if (rows.length === 0) throw reportFaults.noLines();
  if (rows.length > mostLines) throw reportFaults.manyLines(mostLines);
  return rows.map((row, at) => {
    const cell = (key: ReportColumn) => halfWidth(row[columns[key]] ?? '').trim();
    const fault = (key: ReportColumn) => reportFaults.cell(at + 2, heads?.[columns[key]] ?? key);
    const code = (key: ReportColumn, shape: RegExp) => {
      const text = cell(key).replace(/\s/g, '').toUpperCase();
      if (!shape.test(text)) throw fault(key);
      return text;
    };
    const amount = parseYuan(cell('amount'));
    if (!amount.ok || amount.fen <= 0n) throw fault('amount');
    const level = readLevel(cell('level'));
    if (level === null) throw fault('level');
    const receivedOn = cell('receivedOn').replace(/^(\d{4})[/.]?(\d{2})[/.]?(\d{2})$/, '$1-$2-$3');
    if (!isDay(receivedOn)) throw fault('receivedOn');
    return {
      receiptNo: code('receiptNo', /^[0-9A-Z-]{4,40}$/),
      paymentOrderNo: code('paymentOrderNo', /^[0-9A-Z-]{1,60}$/),
      amountFen: amount.fen,
      subjectCode: code('subjectCode', /^\d{1,12}$/),
      treasuryCode: code('treasuryCode', /^\d{1,12}$/),
      level,
      receivedOn,
    };
  });
}
