/** From rows of a workbook to contents of entries, and back. Pure: the workbook is read and written elsewhere. */
import { basisKinds, dataTypes, type Field, fields, openChecks, sensitivities } from '#api/catalog/rules/codes.ts';
import { type EntryContent, type EntryItem, entryContent, entryItem, tidyContent } from '#api/catalog/rules/entry.ts';
import {
  type CodedPart,
  codedElements,
  codedParts,
  isCoded,
  openCodes,
  type Requirement,
} from '#api/catalog/rules/requirement.ts';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import { neutral } from '#api/kernel/formula.ts';
import { fill } from '#api/kernel/refusal.ts';
import type { CodeList, Locale, Word } from '#api/kernel/words.ts';
import {
  type CellFault,
  cellFaults,
  fixedColumns,
  type ItemColumn,
  itemColumns,
  type SheetName,
} from './sheet-words.ts';

/** A cell as it was read. */
export interface Cell {
  readonly text: string;
  readonly formula?: true;
  readonly broken?: true;
}
export type Row = readonly (Cell | null)[];

export interface Fault {
  readonly sheet: SheetName;
  /** As a spreadsheet names it: `F12`. */
  readonly cell: string;
  readonly zh: string;
  readonly en: string;
  /** False for what a draft may lack and a submission may not. */
  readonly stops: boolean;
}

type BasisPart = 'share_basis.kind' | 'share_basis.instrument' | 'share_basis.article';
export type ColumnKey =
  | 'code'
  | 'classification_code'
  | 'provider'
  | 'uscc'
  | 'state'
  | 'published_on'
  | BasisPart
  | Field;

export interface Column {
  readonly key: ColumnKey;
  readonly name: Word;
  /** The codes a cell may hold; null for text. */
  readonly list: CodeList<string> | null;
  /** Of those, the ones that the requirements leave open. */
  readonly open: readonly string[];
}

export const yesNo = { zh: ['否', '是'], en: ['No', 'Yes'] } as const;
const whole = (list: unknown) => list as CodeList<string>;

/** The columns of the sheet of entries, in the order and with the names of the requirements in force. */
export function columnsOf({ content }: Requirement): Column[] {
  const fixed = (key: Exclude<ColumnKey, Field> | 'classification_code'): Column => ({
    key,
    name: fixedColumns.words[key as keyof typeof fixedColumns.words],
    list: key === 'share_basis.kind' ? whole(basisKinds) : null,
    open: key === 'share_basis.kind' ? basisKinds.codes : [],
  });
  const elements = content.fields.flatMap(({ element, name, list }): Column[] => {
    if (element === 'classification_code' || element === 'items') return [];
    if (element === 'share_basis')
      return (['share_basis.kind', 'share_basis.instrument', 'share_basis.article'] as const).map(fixed);
    const narrowed = content.lists.find(({ code }) => code === list)?.values.map(({ value }) => value);
    const codes = isCoded(element)
      ? whole(codedElements[element])
      : element === 'open_checks'
        ? whole(openChecks)
        : null;
    return [
      {
        key: element,
        name: [name.zh || fields.words[element][0], name.en || fields.words[element][1]],
        list: codes,
        open:
          codes === null
            ? (narrowed ?? [])
            : codes.codes.filter((code) => narrowed === undefined || narrowed.includes(code)),
      },
    ];
  });
  return [
    ...(['code', 'classification_code', 'provider', 'uscc'] as const).map(fixed),
    ...elements,
    fixed('state'),
    fixed('published_on'),
  ];
}

/** The codes that stand open for the coded columns of the sheet of items. */
export type ItemCodes = Readonly<Record<CodedPart, readonly string[]>>;
export const itemCodesOf = ({ content }: Requirement): ItemCodes => ({
  data_type: openCodes(content, 'data_type'),
  sensitivity: openCodes(content, 'sensitivity'),
});

/** What a cell says in words: of a code its label, of yes and no the word. */
export function cellText(content: EntryContent, { key, list }: Column, locale: Locale): string {
  if (key === 'secret') return content.secret === null ? '' : yesNo[locale][content.secret ? 1 : 0];
  if (key === 'keywords' || key === 'related_codes') return neutral(content[key].join(locale === 'zh' ? '、' : ', '));
  if (key === 'open_checks')
    return content.open_checks.map((one) => openChecks.label(one, locale)).join(locale === 'zh' ? '；' : '; ');
  const [head, part] = key.split('.') as [string, 'kind' | 'instrument' | 'article' | undefined];
  const value = part === undefined ? content[head as keyof EntryContent] : content.share_basis[part];
  if (value === null || typeof value !== 'string') return '';
  return list === null ? neutral(value) : list.labelOrCode(value, locale);
}

export function itemText(item: EntryItem, key: Exclude<ItemColumn, 'title'>, locale: Locale): string {
  const value = item[key];
  if (value === null) return '';
  if (key === 'data_type') return dataTypes.labelOrCode(value, locale);
  if (key === 'sensitivity') return sensitivities.labelOrCode(value, locale);
  return neutral(value);
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
/** A mark before what looks like a formula is the platform's own (kernel/formula). */
const unmarked = (text: string): string => (/^'[=+\-@\t\r\n＝＋－＠]/u.test(text) ? text.slice(1) : text);
export const textOf = (cell: Cell | null | undefined): string =>
  cell === null || cell === undefined ? '' : unmarked(cell.text).replace(/\r\n?/g, '\n').trim();

/** `0` is `A`, `26` is `AA`. */
export function columnLetter(at: number): string {
  const rest = Math.floor(at / 26) - 1;
  return `${rest < 0 ? '' : columnLetter(rest)}${String.fromCharCode(65 + (at % 26))}`;
}
export const cellName = (at: number, row: number): string => `${columnLetter(at)}${row}`;

/** The place of each column in a row of heads, in either language or by its code. */
export function headsOf<K extends string>(
  heads: Row,
  columns: readonly { readonly key: K; readonly name: Word }[],
): Map<K, number> {
  const found = new Map<K, number>();
  for (const [at, cell] of heads.entries()) {
    const said = folded(textOf(cell));
    if (said === '') continue;
    const column = columns.find(
      ({ key, name }) =>
        !found.has(key) &&
        [key, ...name, ...(fields.is(key) ? fields.words[key] : [])].some((one) => folded(one) === said),
    );
    if (column !== undefined) found.set(column.key, at);
  }
  return found;
}

export const itemHeads = itemColumns.codes.map((key) => ({ key, name: itemColumns.words[key] }));

export function fault(
  sheet: SheetName,
  cell: string,
  word: CellFault,
  params: Readonly<Record<string, string | number>> = {},
  stops = true,
): Fault {
  const [zh, en] = cellFaults[word];
  return { sheet, cell, zh: fill(zh, params), en: fill(en, params), stops };
}

/** Code by what a cell may say of it; folded once a list, not once a cell. */
const codesSaid = new WeakMap<CodeList<string>, ReadonlyMap<string, string>>();

function codeOf(list: CodeList<string>, text: string): string | null {
  let known = codesSaid.get(list);
  if (known === undefined) {
    const pairs = list.codes.flatMap((code) =>
      [code, ...(list.words[code] as Word)].map((one): [string, string] => [folded(one), code]),
    );
    // Where two codes share a word, the first is meant.
    known = new Map(pairs.reverse());
    codesSaid.set(list, known);
  }
  return known.get(folded(text)) ?? null;
}

const separators = /[,，、;；\n]/;
const yes = new Set(['是', '涉密', 'true', 'yes', '1']);
const no = new Set(['否', '非涉密', 'false', 'no', '0']);

/** True for a row that is declared secret: its file is refused whole, unread. */
export function isSecret(row: Row, heads: ReadonlyMap<ColumnKey, number>): boolean {
  const at = heads.get('secret');
  return at !== undefined && yes.has(folded(textOf(row[at])));
}

export interface ReadRow {
  readonly row: number;
  readonly title: string;
  readonly code: string;
  readonly classification: string;
  readonly uscc: string;
  /** Elements the workbook has a column for, as they are taken over the content there is. */
  readonly said: Partial<Record<keyof EntryContent, unknown>>;
  readonly faults: readonly Fault[];
  /** The cell of each element, for faults that are found later. */
  readonly cells: ReadonlyMap<string, string>;
}

/** Reads one row of the sheet of entries. `number` is the row as a spreadsheet counts it. */
export function readRow(
  row: Row,
  number: number,
  heads: ReadonlyMap<ColumnKey, number>,
  columns: readonly Column[],
  locale: Locale,
): ReadRow {
  const faults: Fault[] = [];
  const said: Record<string, unknown> = {};
  const basis: Record<string, unknown> = {};
  const cells = new Map<string, string>();
  const text = (key: ColumnKey): string => {
    const at = heads.get(key);
    return at === undefined ? '' : textOf(row[at]);
  };
  for (const column of columns) {
    const at = heads.get(column.key);
    if (at === undefined) continue;
    const cell = cellName(at, number);
    cells.set(column.key, cell);
    const found = row[at];
    if (found?.formula) faults.push(fault('entries', cell, 'formula'));
    else if (found?.broken) faults.push(fault('entries', cell, 'broken'));
    if (['code', 'classification_code', 'provider', 'uscc', 'state', 'published_on'].includes(column.key)) continue;
    const value = readCell(column, text(column.key));
    if (value.wrong !== undefined) {
      const values = (
        column.key === 'secret'
          ? yesNo[locale]
          : column.open.map((code) => column.list?.labelOrCode(code, locale) ?? code)
      ).join(locale === 'zh' ? '、' : ', ');
      const [zh, en] = cellFaults.not_a_code;
      const params = { text: value.wrong.slice(0, 60), values };
      faults.push({
        sheet: 'entries',
        cell,
        zh: fill(zh, { ...params, column: column.name[0] }),
        en: fill(en, { ...params, column: column.name[1] }),
        stops: true,
      });
    }
    const [head = '', part] = column.key.split('.');
    if (part === undefined) said[head] = value.value;
    else basis[part] = value.value;
  }
  if (Object.keys(basis).length > 0) said.share_basis = { kind: null, instrument: '', article: '', ...basis };
  const title = text('title');
  return {
    row: number,
    title,
    code: text('code'),
    classification: text('classification_code'),
    uscc: text('uscc'),
    said,
    faults,
    cells,
  };
}

function readCell({ key, list }: Column, text: string): { value: unknown; wrong?: string } {
  if (key === 'secret') {
    const said = folded(text);
    if (said === '') return { value: null };
    return yes.has(said) ? { value: true } : no.has(said) ? { value: false } : { value: null, wrong: text };
  }
  if (key === 'keywords' || key === 'related_codes') return { value: parts(text) };
  if (key === 'open_checks') {
    const read = text
      .split(/[;；\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .map((one) => [one, codeOf(whole(openChecks), one)] as const);
    const wrong = read.find(([, code]) => code === null)?.[0];
    const value = read.flatMap(([, code]) => (code === null ? [] : [code]));
    return wrong === undefined ? { value } : { value, wrong };
  }
  if (list === null) return { value: text };
  if (text === '') return { value: null };
  const code = codeOf(list, text);
  return code === null ? { value: null, wrong: text } : { value: code };
}

const parts = (text: string): string[] =>
  text
    .split(separators)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** What was said, over what there is; faults of shape at their cells. */
export function mergeContent(
  read: ReadRow,
  items: readonly EntryItem[] | null,
  before: EntryContent | null,
): { content: EntryContent | null; faults: Fault[] } {
  const raw = { ...(before ?? {}), ...read.said, ...(items === null ? {} : { items }) };
  const parsed = entryContent.safeParse(raw);
  if (parsed.success) return { content: tidyContent(parsed.data), faults: [] };
  const faults = fieldFaults(parsed.error).map(({ path, zh, en }) => {
    const [head = ''] = path.split('.');
    return fault('entries', read.cells.get(path) ?? read.cells.get(head) ?? cellName(0, read.row), 'unreadable', {
      zh,
      en,
    });
  });
  return { content: null, faults };
}

export interface ReadItem {
  readonly title: string;
  readonly item: EntryItem | null;
  readonly row: number;
  readonly faults: readonly Fault[];
}

export function readItem(
  row: Row,
  number: number,
  heads: ReadonlyMap<ItemColumn, number>,
  open: ItemCodes,
  locale: Locale,
): ReadItem {
  const faults: Fault[] = [];
  const at = (key: ItemColumn) => heads.get(key) ?? 0;
  const text = (key: ItemColumn) => (heads.has(key) ? textOf(row[at(key)]) : '');
  for (const key of itemColumns.codes) {
    const cell = heads.has(key) ? row[at(key)] : null;
    if (cell?.formula) faults.push(fault('items', cellName(at(key), number), 'formula'));
    else if (cell?.broken) faults.push(fault('items', cellName(at(key), number), 'broken'));
  }
  const coded = (key: CodedPart): string | null => {
    const list = whole(codedParts[key]);
    const said = text(key);
    if (said === '') return null;
    // A type is often written as its bare letter.
    const code = codeOf(list, said);
    if (code === null) {
      const values = open[key].map((one) => list.label(one, locale)).join(locale === 'zh' ? '、' : ', ');
      const [zh, en] = cellFaults.not_a_code;
      const [zhName, enName] = itemColumns.words[key];
      const params = { text: said.slice(0, 60), values };
      faults.push({
        sheet: 'items',
        cell: cellName(at(key), number),
        zh: fill(zh, { ...params, column: zhName }),
        en: fill(en, { ...params, column: enName }),
        stops: true,
      });
    }
    return code;
  };
  const parsed = entryItem.safeParse({
    name: text('name'),
    label: text('label'),
    unit: text('unit'),
    description: text('description'),
    data_type: coded('data_type'),
    sensitivity: coded('sensitivity'),
  });
  if (!parsed.success)
    for (const { path, zh, en } of fieldFaults(parsed.error))
      faults.push(fault('items', cellName(at(path as ItemColumn), number), 'unreadable', { zh, en }));
  return { title: text('title'), item: parsed.success ? parsed.data : null, row: number, faults };
}

export const isBlank = (row: Row): boolean =>
  row.every((cell) => cell === null || (cell.text.trim() === '' && !cell.formula));
