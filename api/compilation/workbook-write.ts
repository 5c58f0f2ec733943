/** The workbook of the catalogue: template, export, and a returned one with its errors marked. */
import type { Workbook, Worksheet } from 'exceljs';
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import { codedParts, fieldStatuses, type Requirement } from '#api/catalog/rules/requirement.ts';
import { inLocale, type Locale } from '#api/kernel/words.ts';
import {
  type Column,
  cellText,
  columnLetter,
  columnsOf,
  type Fault,
  headsOf,
  itemCodesOf,
  itemHeads,
  itemText,
  yesNo,
} from './rules/sheet.ts';
import { effects, faultColumns, guideColumns, guideLines, itemColumns, sheetNames } from './rules/sheet-words.ts';
import { unread } from './workbook-read.ts';

export interface BookEntry {
  readonly code: string;
  readonly classification: string;
  readonly provider: string;
  readonly uscc: string;
  readonly state: string;
  readonly publishedOn: string;
  readonly content: EntryContent;
}

const headFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF4' } } as const;
const wrongFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFBE3DF' } } as const;
const laterFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF4D6' } } as const;
/** Rows below the last that still have their drop-down lists. */
const spare = 300;

export async function writeBook(
  requirement: Requirement,
  locale: Locale,
  entries: readonly BookEntry[],
): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  const columns = columnsOf(requirement);
  const main = book.addWorksheet(sheetNames.label('entries', locale), {
    views: [{ state: 'frozen', ySplit: 1, xSplit: 2 }],
  });
  const items = book.addWorksheet(sheetNames.label('items', locale), {
    views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }],
  });
  heads(
    main,
    columns.map(({ name }) => inLocale(name, locale)),
  );
  heads(
    items,
    itemHeads.map(({ name }) => inLocale(name, locale)),
  );
  for (const [at, { key }] of columns.entries()) {
    const note = noteOf(requirement, key, locale);
    if (note !== '') main.getRow(1).getCell(at + 1).note = note;
  }
  for (const entry of entries) {
    main.addRow(columns.map((column) => fixedText(entry, column) ?? cellText(entry.content, column, locale)));
    for (const item of entry.content.items)
      items.addRow(
        itemHeads.map(({ key }) =>
          key === 'title' ? cellText(entry.content, titleColumn, locale) : itemText(item, key, locale),
        ),
      );
  }
  addGuide(book, requirement, columns, locale);
  addLists(
    book,
    requirement,
    columns,
    locale,
    entries.length + spare,
    entries.reduce((sum, { content }) => sum + content.items.length, 0) + 4 * spare,
  );
  return Buffer.from(await book.xlsx.writeBuffer());
}

const titleColumn: Column = { key: 'title', name: itemColumns.words.title, list: null, open: [] };

function fixedText(entry: BookEntry, { key }: Column): string | null {
  switch (key) {
    case 'code':
      return entry.code;
    case 'classification_code':
      return entry.classification;
    case 'provider':
      return entry.provider;
    case 'uscc':
      return entry.uscc;
    case 'state':
      return entry.state;
    case 'published_on':
      return entry.publishedOn;
    default:
      return null;
  }
}

function heads(sheet: Worksheet, names: readonly string[]): void {
  const row = sheet.addRow([...names]);
  row.font = { bold: true };
  row.eachCell((cell) => {
    cell.fill = headFill;
    cell.alignment = { wrapText: true, vertical: 'top' };
  });
  for (let at = 1; at <= names.length; at++) {
    const column = sheet.getColumn(at);
    column.width = 20;
    // Codes and days stay the text they are.
    column.numFmt = '@';
  }
}

function noteOf({ content }: Requirement, key: string, locale: Locale): string {
  const field = content.fields.find(({ element }) => element === key.split('.')[0]);
  if (field === undefined) return '';
  const source = [field.clause.instrument, field.clause.article].filter((one) => one !== '').join(' ');
  return [fieldStatuses.label(field.status, locale), field.hint[locale], source].filter((one) => one !== '').join('\n');
}

function addGuide(book: Workbook, requirement: Requirement, columns: readonly Column[], locale: Locale): void {
  const sheet = book.addWorksheet(sheetNames.label('guide', locale));
  for (const line of guideLines) sheet.addRow([inLocale(line, locale)]);
  sheet.addRow([]);
  sheet.addRow(guideColumns.codes.map((code) => guideColumns.label(code, locale))).font = { bold: true };
  for (const { key, name, list, open } of columns) {
    const field = requirement.content.fields.find(({ element }) => element === key.split('.')[0]);
    const values = open.map((code) => list?.labelOrCode(code, locale) ?? code).join(locale === 'zh' ? '、' : ', ');
    const source = field === undefined ? '' : `${field.clause.instrument} ${field.clause.article}`.trim();
    sheet.addRow([
      inLocale(name, locale),
      field === undefined ? '' : fieldStatuses.label(field.status, locale),
      values,
      field?.hint[locale] ?? '',
      source,
    ]);
  }
  for (const rule of requirement.content.rules) {
    if (rule.kind !== 'item_list') continue;
    const values = itemCodesOf(requirement)[rule.part].map((code) => codedParts[rule.part].labelOrCode(code, locale));
    sheet.addRow([
      itemColumns.label(rule.part, locale),
      '',
      values.join(locale === 'zh' ? '、' : ', '),
      rule.says[locale],
      `${rule.clause.instrument} ${rule.clause.article}`.trim(),
    ]);
  }
  for (const [at, width] of [28, 16, 60, 44, 36].entries()) sheet.getColumn(at + 1).width = width;
}

/** The lists that cells choose from stand in a sheet of their own: a list in the cell itself is limited to 255 characters. */
function addLists(
  book: Workbook,
  requirement: Requirement,
  columns: readonly Column[],
  locale: Locale,
  mainRows: number,
  itemRows: number,
): void {
  const name = sheetNames.label('lists', locale);
  const sheet = book.getWorksheet(name) ?? book.addWorksheet(name);
  const main = book.getWorksheet(sheetNames.label('entries', locale));
  const items = book.getWorksheet(sheetNames.label('items', locale));
  let at = 0;
  const put = (
    target: Worksheet | undefined,
    column: number,
    rows: number,
    head: string,
    values: readonly string[],
  ) => {
    at += 1;
    sheet.getColumn(at).values = [head, ...values];
    sheet.getColumn(at).width = 24;
    const letter = columnLetter(at - 1);
    const range = `${columnLetter(column)}2:${columnLetter(column)}${rows + 1}`;
    // exceljs keeps rules by range, which its types do not say.
    (
      target as unknown as { dataValidations: { add(range: string, rule: object): void } } | undefined
    )?.dataValidations.add(range, {
      type: 'list',
      allowBlank: true,
      formulae: [`'${name}'!$${letter}$2:$${letter}$${values.length + 1}`],
    });
  };
  for (const [place, column] of columns.entries()) {
    if (column.key === 'secret') put(main, place, mainRows, inLocale(column.name, locale), secretChoices[locale]);
    else if (column.open.length > 0 && column.key !== 'open_checks')
      put(
        main,
        place,
        mainRows,
        inLocale(column.name, locale),
        column.open.map((code) => column.list?.labelOrCode(code, locale) ?? code),
      );
  }
  const itemCodes = itemCodesOf(requirement);
  for (const key of ['data_type', 'sensitivity'] as const)
    put(
      items,
      itemHeads.findIndex((one) => one.key === key),
      itemRows,
      itemColumns.label(key, locale),
      itemCodes[key].map((code) => codedParts[key].labelOrCode(code, locale)),
    );
}

/** Only one answer can be imported: the other is refused with the whole file. */
const secretChoices = { zh: [yesNo.zh[0]], en: [yesNo.en[0]] } as const;

/** The sender's own workbook with a comment at every cell that is wrong, and a sheet that lists them. */
export async function markBook(
  bytes: Buffer,
  faults: readonly (Fault & { readonly title: string })[],
  requirement: Requirement,
  locale: Locale,
): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer, unread);
  const sheets = { entries: sheetNamed(book, 'entries'), items: sheetNamed(book, 'items') };
  const cells = new Map<string, { sheet: Worksheet; cell: string; words: string[]; stops: boolean }>();
  for (const one of faults) {
    const sheet = sheets[one.sheet];
    if (sheet === undefined) continue;
    const key = `${one.sheet}!${one.cell}`;
    const known = cells.get(key) ?? { sheet, cell: one.cell, words: [], stops: false };
    known.words.push(locale === 'zh' ? one.zh : one.en);
    known.stops ||= one.stops;
    cells.set(key, known);
  }
  for (const { sheet, cell: address, words, stops } of cells.values()) {
    const cell = sheet.getCell(address);
    cell.note = words.join('\n');
    // A style may be shared with other cells: it is replaced, not changed.
    cell.style = { ...cell.style, fill: stops ? wrongFill : laterFill };
  }
  const name = sheetNames.label('faults', locale);
  const before = book.getWorksheet(name);
  if (before !== undefined) book.removeWorksheet(before.id);
  const list = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  heads(
    list,
    faultColumns.codes.map((code) => faultColumns.label(code, locale)),
  );
  for (const one of faults)
    list.addRow([
      sheetNames.label(one.sheet, locale),
      one.cell,
      one.title,
      effects.label(one.stops ? 'stops' : 'later', locale),
      locale === 'zh' ? one.zh : one.en,
    ]);
  list.getColumn(5).width = 80;
  restoreChoices(book, sheets, requirement, locale);
  return Buffer.from(await book.xlsx.writeBuffer());
}

export function sheetNamed(book: Workbook, key: 'entries' | 'items'): Worksheet | undefined {
  return sheetNames.words[key].map((name) => book.getWorksheet(name.trim())).find((one) => one !== undefined);
}

/** The lists that were not read are laid down again. */
function restoreChoices(
  book: Workbook,
  sheets: { entries?: Worksheet | undefined; items?: Worksheet | undefined },
  requirement: Requirement,
  locale: Locale,
): void {
  const main = sheets.entries;
  // Only where the template's own columns stand where it put them.
  const columns = columnsOf(requirement);
  const texts = Array.from({ length: main?.columnCount ?? 0 }, (_, at) => ({
    text: String(main?.getRow(1).getCell(at + 1).value ?? ''),
  }));
  const found = headsOf(texts, columns);
  if (main?.name !== sheetNames.label('entries', locale) || columns.some(({ key }, at) => found.get(key) !== at))
    return;
  addLists(book, requirement, columns, locale, (main?.rowCount ?? 0) + spare, (sheets.items?.rowCount ?? 0) + spare);
}
