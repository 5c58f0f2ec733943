/** What an entry of the demonstration is made from: its elements, its columns, and rows that a key repeats. */

import type { DataType, Theme } from '#api/catalog/rules/codes.ts';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import type { App } from '#api/context.ts';
import { addDays, type Day } from '#api/kernel/time.ts';
import { gb18030 } from './gb18030.ts';
import { type Random, random } from './random.ts';

export type Cell = string | number | null;
export type Row = readonly Cell[];

/** `[name, type, about, unit, label]`; the label is the name where the file has Chinese heads. */
export type Column = readonly [name: string, type: DataType, about?: string, unit?: string, label?: string];

export interface FileForm {
  readonly name: string;
  readonly encoding?: 'utf8' | 'utf8-bom' | 'gb18030';
  readonly delimiter?: ',' | ';' | '\t';
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** What a file that is more than a CSV is made with. */
export interface Packing {
  readonly app: App;
  readonly upto: Day;
}

/** A further version: uploaded on `day` with rows up to the end of `upto`. */
export interface Edition {
  readonly day: Day;
  readonly upto: Day;
  readonly note: string;
}

export interface EntrySpec {
  /** Handle for the story, e.g. `toll.flow`. */
  readonly key: string;
  /** Key of the providing organisation. */
  readonly provider: string;
  readonly node: string;
  readonly title: string;
  readonly titleEn: string;
  readonly abstract: string;
  readonly keywords: readonly string[];
  readonly theme: Theme;
  readonly cycle: NonNullable<EntryContent['update_cycle']>;
  /** The day it is compiled; it is reviewed the day after. */
  readonly day: Day;
  readonly columns: readonly Column[];
  readonly rows: (r: Random, upto: Day) => Iterable<Row>;
  readonly file: FileForm;
  /** Makes the file, where it is more than one CSV. */
  readonly pack?: (table: Table, packing: Packing) => Buffer | Promise<Buffer>;
  /** Columns that are not in every version: from which day of data on, and up to which. */
  readonly spans?: Readonly<Record<string, readonly [from: Day, until?: Day]>>;
  /** Last day of the first version's data; the day before compiling when absent. */
  readonly upto?: Day;
  readonly editions?: readonly Edition[];
  /** What differs from an entry that is shared and opened without conditions. */
  readonly over?: Partial<EntryContent>;
  /** Keys of entries made before that it names as related. */
  readonly related?: readonly string[];
  /** Where the working copy stands at the end; published when absent. */
  readonly end?: 'draft' | 'submitted' | 'returned';
  /** Downloads a month, for the counters. */
  readonly demand?: number;
}

export function* days(from: Day, to: Day, step = 1): Generator<Day> {
  for (let day = from; day <= to; day = addDays(day, step)) yield day;
}

/** `2026-03` and so on, both ends counted; longer texts are cut to their month. */
export function* months(from: string, to: string): Generator<string> {
  let [year = 0, month = 1] = from.split('-').map(Number);
  for (;;) {
    const text = `${year}-${String(month).padStart(2, '0')}`;
    if (text > to.slice(0, 7)) return;
    yield text;
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

export const pad = (n: number, width: number) => String(n).padStart(width, '0');

/** 0 in midwinter, 1 in midsummer: what weather, travel and electricity follow. */
export function warmth(day: string): number {
  const month = Number(day.slice(5, 7)) + (day.length > 7 ? Number(day.slice(8, 10)) / 31 : 0.5);
  return (1 - Math.cos(((month - 1.5) / 12) * 2 * Math.PI)) / 2;
}

/** Saturday or Sunday. Not the working calendar: that is what traffic and visitors follow. */
export function weekend(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** What an entry's version holds that has data up to the end of `upto`. */
export function tableOf(spec: EntrySpec, upto: Day): Table {
  const within = ([name]: Column) => {
    const [from = '', until = '9999'] = spec.spans?.[name] ?? [];
    return from <= upto && upto <= until;
  };
  const rows = [...spec.rows(random(spec.key), upto)];
  if (spec.spans === undefined) return { columns: spec.columns, rows };
  const kept = spec.columns.flatMap((column, i) => (within(column) ? [i] : []));
  return {
    columns: spec.columns.filter(within),
    rows: rows.map((row) => kept.map((i) => row[i] ?? null)),
  };
}

/** The bytes of the file: quoted where RFC 4180 asks for it, in the encoding and with the delimiter of the form. */
export function encodeTable(columns: readonly Column[], rows: Iterable<Row>, form: FileForm): Buffer {
  const { delimiter = ',', encoding = 'utf8' } = form;
  const cell = (value: Cell) => {
    if (value === null) return '';
    const text = String(value);
    return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.map(([name]) => cell(name)).join(delimiter)];
  for (const row of rows) lines.push(row.map(cell).join(delimiter));
  const text = `${lines.join('\r\n')}\r\n`;
  if (encoding === 'gb18030') return gb18030(text);
  return Buffer.from(encoding === 'utf8-bom' ? `\uFEFF${text}` : text, 'utf8');
}
