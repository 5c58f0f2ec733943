/** A small table as CSV (RFC 4180) that a spreadsheet opens as it is: with BOM, and no cell that it would run as a formula. */
import { neutral } from '#api/kernel/formula.ts';

/** Numbers stay numbers; other text that a spreadsheet would run becomes text. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const amount = /^-?\d+(\.\d+)?$/.test(value);
  const safe = amount ? value : neutral(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Fen as yuan with two decimals and no grouping, as spreadsheets take it: `1234.50`. */
export function yuanCell(amountFen: bigint): string {
  const digits = (amountFen < 0n ? -amountFen : amountFen).toString().padStart(3, '0');
  return `${amountFen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
