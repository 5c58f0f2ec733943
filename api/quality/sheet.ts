/**
 * The dictionary in a spreadsheet program: written as CSV, and read back without anything being kept. What was read becomes the
 * dictionary only when the steward saves it.
 */
import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { neutral } from '#api/kernel/formula.ts';
import type { Locale } from '#api/kernel/words.ts';
import { type DictionaryOut, showDictionary } from './dictionary.ts';
import { refuse } from './rules/refusals.ts';
import type { sheetOut } from './rules/shapes.ts';
import { headsOf, readSheet, type SheetColumn, sheetRows } from './rules/sheet.ts';

export type SheetOut = z.output<typeof sheetOut>;

export const mostSheetBytes = 5_000_000;
const mostRecords = 20_000;

const columnsOf = ({ tables }: DictionaryOut): SheetColumn[] =>
  tables.flatMap(({ name, columns }) => columns.map((column) => ({ ...column, table: name })));

const quoted = (cell: string): string => `"${neutral(cell).replaceAll('"', '""')}"`;

/** @param bom the mark by which Excel knows UTF-8 */
export async function writeDictionarySheet(
  ctx: Ctx,
  entryId: string,
  { bom, locale }: { readonly bom: boolean; readonly locale: Locale },
): Promise<{ text: string; fileName: string }> {
  const dictionary = await showDictionary(ctx, entryId);
  const lines = sheetRows(columnsOf(dictionary), locale).map((row) => row.map(quoted).join(','));
  return { text: `${bom ? '\uFEFF' : ''}${lines.join('\r\n')}\r\n`, fileName: `dictionary-${entryId}.csv` };
}

/** Refuses `quality.sheet_too_big`, `quality.sheet_unreadable`, `quality.sheet_heads`. */
export async function readDictionarySheet(ctx: Ctx, entryId: string, bytes: Uint8Array): Promise<SheetOut> {
  const dictionary = await showDictionary(ctx, entryId);
  if (bytes.length > mostSheetBytes) throw refuse('quality.sheet_too_big', { most: mostSheetBytes / 1_000_000 });
  const [first, ...records] = recordsOf(textOf(bytes));
  const heads = first === undefined ? null : headsOf(first);
  if (heads === null) throw refuse('quality.sheet_heads');
  if (records.length > mostRecords) throw refuse('quality.sheet_too_big', { most: mostSheetBytes / 1_000_000 });
  const { rows, lost, unchanged } = readSheet(records, heads, columnsOf(dictionary));
  return {
    revision: dictionary.revision,
    rows: rows.map((row) => ({ ...row, changed: [...row.changed], faults: [...row.faults] })),
    lost: [...lost],
    unchanged,
  };
}

/** UTF-8 or UTF-16 as the file says, else GB18030: in Chinese, Excel saves "CSV" so. */
function textOf(bytes: Uint8Array): string {
  const decode = (name: string) => new TextDecoder(name).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be');
  const text = isUtf8(bytes) ? decode('utf-8') : decode('gb18030');
  if (text.includes('\0')) throw refuse('quality.sheet_unreadable', { line: 1 });
  return text;
}

function recordsOf(text: string): string[][] {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const times = (mark: string) => head.split(mark).length;
  const delimiter = [',', '\t', ';', '，'].reduce((best, one) => (times(one) > times(best) ? one : best));
  try {
    return parse(text, { delimiter, bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: false });
  } catch (error) {
    const { lines = 1 } = error as { lines?: number };
    throw refuse('quality.sheet_unreadable', { line: lines });
  }
}
