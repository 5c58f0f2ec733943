/** The dictionary as a sheet to be worked on in a spreadsheet program, and what comes back from there. Pure. */
import { sensitivities } from '#api/catalog/rules/codes.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import { inLocale, type Locale } from '#api/kernel/words.ts';
import { codesText, readCodes } from './code-text.ts';
import { type SheetFault, type SheetHead, sheetFaults, sheetHeads } from './codes.ts';
import type { Code } from './propose.ts';

export interface SheetColumn {
  readonly table: string;
  readonly column: string;
  readonly label: string;
  readonly label_en: string | null;
  readonly unit: string | null;
  readonly description: string | null;
  readonly type: (typeof columnTypes.codes)[number];
  readonly sensitivity: (typeof sensitivities.codes)[number];
  readonly codes: readonly Code[] | null;
}

/** What a sheet may change; the rest tells the rows apart. */
export const sheetFields = ['label', 'label_en', 'unit', 'description', 'sensitivity', 'codes'] as const;
export type SheetField = (typeof sheetFields)[number];
export type Said = Readonly<Record<SheetField, string>>;

const longest = { label: 128, label_en: 128, unit: 40, description: 500, code: 200 } as const;
const mostCodes = 1000;

/** Every text as it stands in a cell. */
export const saidOf = (column: SheetColumn, locale: Locale | null): Said => ({
  label: column.label,
  label_en: column.label_en ?? '',
  unit: column.unit ?? '',
  description: column.description ?? '',
  sensitivity: locale === null ? column.sensitivity : sensitivities.label(column.sensitivity, locale),
  codes: codesText(column.codes),
});

/** Heads and rows, in the reader's language. */
export function sheetRows(columns: readonly SheetColumn[], locale: Locale): string[][] {
  const heads = sheetHeads.codes.map((head) => sheetHeads.label(head, locale));
  return [
    heads,
    ...columns.map((column) => {
      const said = saidOf(column, locale);
      return sheetHeads.codes.map((head) => {
        if (head === 'table' || head === 'column') return column[head];
        return head === 'type' ? columnTypes.label(column.type, locale) : said[head];
      });
    }),
  ];
}

export interface Fault {
  readonly zh: string;
  readonly en: string;
}

export interface SheetRow {
  /** As a spreadsheet program numbers it: the heads are row 1. */
  readonly row: number;
  readonly table: string;
  readonly column: string;
  /** The fields that are otherwise than in the dictionary. */
  readonly changed: readonly SheetField[];
  readonly was: Said;
  /** As it was written, also where it cannot be taken. `sensitivity` is the code where it is known. */
  readonly said: Said;
  readonly faults: readonly (Fault & { readonly field: SheetField })[];
}

export interface Sheet {
  readonly rows: readonly SheetRow[];
  /** Rows that belong to no column, with what stands in them. */
  readonly lost: readonly (Fault & { readonly row: number; readonly text: string })[];
  readonly unchanged: number;
}

function fault(code: SheetFault, values: Readonly<Record<string, string | number>> = {}): Fault {
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  const words = sheetFaults.words[code];
  return { zh: fill(inLocale(words, 'zh')), en: fill(inLocale(words, 'en')) };
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');

/** The place of each head, whichever language it is in; null without one that names the columns. */
export function headsOf(first: readonly string[]): ReadonlyMap<SheetHead, number> | null {
  const found = new Map<SheetHead, number>();
  for (const [at, cell] of first.entries()) {
    const head = sheetHeads.codes.find((one) =>
      [one, ...sheetHeads.words[one]].some((name) => folded(name) === folded(cell)),
    );
    if (head !== undefined && !found.has(head)) found.set(head, at);
  }
  return found.has('column') ? found : null;
}

/** A mark before what looks like a formula is the platform's own (ports/tables/formula). */
const unmarked = (cell: string): string =>
  /^'[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? cell.slice(1) : cell;
const line = (cell: string): string => unmarked(cell).replace(/\r\n?/g, '\n').trim();

export function readSheet(
  records: readonly (readonly string[])[],
  heads: ReadonlyMap<SheetHead, number>,
  columns: readonly SheetColumn[],
): Sheet {
  const seen = new Set<SheetColumn>();
  const rows: SheetRow[] = [];
  const lost: (Fault & { row: number; text: string })[] = [];
  let unchanged = 0;
  for (const [at, record] of records.entries()) {
    const cell = (head: SheetHead): string | null => {
      const place = heads.get(head);
      return place === undefined ? null : line(record[place] ?? '');
    };
    if (record.every((one) => one.trim() === '')) continue;
    const row = at + 2;
    const text = record
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .join(' · ');
    const [table, name] = [cell('table'), cell('column') ?? ''];
    const fitting = columns.filter(
      (one) => one.column.trim() === name && (table === null || table === '' || one.table.trim() === table),
    );
    const [column] = fitting;
    if (column === undefined)
      lost.push({
        row,
        text,
        ...fault(table === null || table === '' ? 'no_column' : 'unknown_column', { column: name, table: table ?? '' }),
      });
    else if (fitting.length > 1) lost.push({ row, text, ...fault('which_table', { column: name }) });
    else if (seen.has(column)) lost.push({ row, text, ...fault('twice', { column: name }) });
    else {
      seen.add(column);
      const read = readRow(row, column, cell);
      if (read.changed.length === 0) unchanged += 1;
      else rows.push(read);
    }
  }
  return { rows, lost, unchanged };
}

function readRow(row: number, column: SheetColumn, cell: (head: SheetHead) => string | null): SheetRow {
  const was = saidOf(column, null);
  const said: Record<SheetField, string> = { ...was };
  const faults: (Fault & { field: SheetField })[] = [];
  const add = (field: SheetField, code: SheetFault, values: Readonly<Record<string, string | number>> = {}) =>
    faults.push({ field, ...fault(code, values) });
  for (const field of ['label', 'label_en', 'unit', 'description'] as const) {
    const text = cell(field);
    if (text === null) continue;
    said[field] = text;
    if (text === '' && field === 'label') add(field, 'needed');
    if ([...text].length > longest[field]) add(field, 'too_long', { most: longest[field], now: [...text].length });
    if (/[\p{Cc}\p{Cs}]/u.test(text)) add(field, 'control');
  }
  const level = cell('sensitivity');
  if (level !== null && level !== '') {
    const code = sensitivities.codes.find((one) =>
      [one, ...sensitivities.words[one]].some((name) => folded(name) === folded(level)),
    );
    said.sensitivity = code ?? level;
    if (code === undefined) add('sensitivity', 'unknown_level', { value: level });
  }
  const list = cell('codes');
  if (list !== null) {
    const codes = readCodes(list);
    said.codes = codesText(codes);
    const repeated = codes.find((one, at) => codes.findIndex((other) => other.code === one.code) < at);
    if (repeated !== undefined) add('codes', 'code_twice', { code: repeated.code });
    if (codes.length > mostCodes) add('codes', 'too_many_codes', { most: mostCodes });
    const long = codes.find((one) => [one.code, one.zh, one.en].some((text) => text.length > longest.code));
    if (long !== undefined)
      add('codes', 'too_long', { most: longest.code, now: Math.max(long.code.length, long.zh.length, long.en.length) });
  }
  const changed = sheetFields.filter((field) => said[field] !== was[field]);
  return {
    row,
    table: column.table,
    column: column.column,
    changed,
    was,
    said,
    faults: faults.filter((one) => changed.includes(one.field)),
  };
}
