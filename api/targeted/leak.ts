/** A found CSV as text cells: encoding, separator and the line with the names are guessed, values are left as they stand. */
import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { canonicalText } from '#api/kernel/same-value.ts';
import type { Leak } from './rules/trace.ts';

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

const separators = [',', '\t', ';', '|'] as const;

/** Cells of all lines; null when it is no table in text. */
export async function readLeak(bytes: Buffer): Promise<readonly (readonly string[])[] | null> {
  const text = decode(bytes).replace(/^\uFEFF/, '');
  if (text.includes('\0')) return null;
  const lines = text.split('\n', 40).filter((line) => !/^"?#/.test(line));
  const count = (separator: string) => lines.reduce((sum, line) => sum + line.split(separator).length, 0);
  const delimiter = separators.reduce((best, one) => (count(one) > count(best) ? one : best));
  try {
    const sheet = await new ExcelJS.Workbook().csv.read(Readable.from([Buffer.from(text)]), {
      // Values as they stand: what a number looks like is what is read here.
      map: (value: unknown) => value,
      parserOptions: { delimiter, headers: false, trim: false, ignoreEmpty: true },
    });
    const rows: string[][] = [];
    sheet.eachRow({ includeEmpty: false }, (row) => {
      const cells: string[] = [];
      for (let i = 1; i <= row.cellCount; i++) cells.push(String(row.getCell(i).value ?? ''));
      rows.push(cells);
    });
    return rows.length < 2 ? null : rows;
  } catch {
    return null;
  }
}

/** From the line that holds most of the names on; null when none of the first forty lines holds half of them. */
export function under(rows: readonly (readonly string[])[], names: readonly string[]): Leak | null {
  const wanted = new Set(names.map(canonicalText));
  const held = (row: readonly string[]) => new Set(row.map(canonicalText).filter((name) => wanted.has(name))).size;
  let best = 0;
  rows.slice(0, 40).forEach((row, i) => {
    if (held(row) > held(rows[best] ?? [])) best = i;
  });
  const head = rows[best] ?? [];
  const found = held(head);
  if (found === 0 || found * 2 < Math.min(wanted.size, 4)) return null;
  return { columns: head, rows: rows.slice(best + 1) };
}
