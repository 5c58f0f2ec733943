/** The sheets of an XLSX (ECMA-376) as rows of text, part by part and cell by cell, so that memory stays flat. */
import { dirname, posix } from 'node:path';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { isRefusal } from '#api/kernel/refusal.ts';
import type { Archive } from './archive.ts';
import { refuse } from './refusals.ts';

export interface Sheet {
  readonly name: string;
  readonly part: string;
}

export interface Workbook {
  /** Those people see; hidden ones were not meant to be handed on. */
  readonly sheets: readonly Sheet[];
  readonly strings: readonly string[];
  readonly styles: readonly NumberKind[];
  readonly since1904: boolean;
}

export type NumberKind = 'number' | 'date' | 'datetime' | 'time';

/** Characters of shared text kept in memory. */
const mostText = 200_000_000;

export async function openWorkbook(archive: Archive): Promise<Workbook> {
  const root = 'xl/workbook.xml';
  const listed: { name: string; id: string }[] = [];
  let since1904 = false;
  await eachTag(archive, root, ({ name, attributes }) => {
    if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
    const hidden = (attributes.state ?? 'visible') !== 'visible';
    if (name === 'sheet' && !hidden) listed.push({ name: attributes.name ?? '', id: idOf(attributes) });
  });
  const targets = new Map<string, { target: string; type: string }>();
  await eachTag(archive, 'xl/_rels/workbook.xml.rels', ({ name, attributes }) => {
    if (name !== 'Relationship' || attributes.TargetMode === 'External') return;
    const target = attributes.Target ?? '';
    const part = target.startsWith('/') ? target.slice(1) : posix.join(dirname(root), target);
    targets.set(attributes.Id ?? '', { target: part, type: attributes.Type?.split('/').at(-1) ?? '' });
  });
  const partOf = (type: string) => [...targets.values()].find((one) => one.type === type)?.target;
  const sheets = listed.flatMap(({ name, id }) => {
    const found = targets.get(id);
    // Charts and dialogs are sheets as well.
    return found?.type === 'worksheet' ? [{ name, part: found.target }] : [];
  });
  const stringsPart = partOf('sharedStrings');
  const stylesPart = partOf('styles');
  return {
    sheets,
    strings: stringsPart === undefined ? [] : await readStrings(archive, stringsPart),
    styles: stylesPart === undefined ? [] : await readStyles(archive, stylesPart),
    since1904,
  };
}

const idOf = (attributes: Record<string, string>): string =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

async function readStrings(archive: Archive, part: string): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let phonetic = 0;
  let total = 0;
  await parse(archive, part, {
    open({ name }) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') {
        total += text.length;
        if (total > mostText) throw refuse('tables.workbook_too_heavy', { limit: '200 MB' });
        strings.push(unescaped(text));
      }
    },
  });
  return strings;
}

async function readStyles(archive: Archive, part: string): Promise<NumberKind[]> {
  const formats = new Map<string, string>();
  const styles: NumberKind[] = [];
  let inCells = false;
  await parse(archive, part, {
    open({ name, attributes }) {
      if (name === 'numFmt') formats.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) styles.push(kindOf(attributes.numFmtId ?? '0', formats));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** Built-in formats (18.8.30, with those of East Asian editions) and custom ones by the letters outside quotes and brackets. */
function kindOf(id: string, formats: ReadonlyMap<string, string>): NumberKind {
  const n = Number(id);
  if (n === 22) return 'datetime';
  if ((n >= 18 && n <= 21) || (n >= 45 && n <= 47) || n === 32 || n === 33) return 'time';
  if ((n >= 14 && n <= 17) || (n >= 27 && n <= 36) || (n >= 50 && n <= 58)) return 'date';
  const code = (formats.get(id) ?? '')
    .split(';')[0]
    ?.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (code === undefined || code === 'general') return 'number';
  const day = /[yd]/.test(code) || (/m/.test(code) && !/[hs]/.test(code));
  const clock = /[hs]/.test(code);
  if (day) return clock ? 'datetime' : 'date';
  return clock ? 'time' : 'number';
}

export interface SheetRow {
  /** As the sheet numbers it, from 1. */
  readonly number: number;
  /** Null where nothing stands. */
  readonly cells: readonly (string | null)[];
}

export interface CellFault {
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

export interface SheetTaker {
  row(row: SheetRow): Promise<void> | void;
  /** A formula that ended in an error. */
  fault(fault: CellFault): void;
  /** `A1:C1`. */
  merged(range: string): void;
}

/** Cells as text: days and instants in ISO 8601, numbers with the 15 digits a spreadsheet holds, formulas by their last result. */
export async function readSheet(archive: Archive, workbook: Workbook, sheet: Sheet, taker: SheetTaker): Promise<void> {
  let number = 0;
  let cells: (string | null)[] = [];
  let column = 0;
  let type = 'n';
  let style = 0;
  let value = '';
  let reading = false;
  let phonetic = 0;
  const ready: SheetRow[] = [];
  await parse(
    archive,
    sheet.part,
    {
      open({ name, attributes }) {
        if (name === 'row') {
          number = attributes.r === undefined ? number + 1 : Number(attributes.r);
          cells = [];
          column = -1;
        } else if (name === 'c') {
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          if (!(column >= 0 && column < 16_384) || !Number.isSafeInteger(number))
            throw refuse('tables.workbook_broken', { part: sheet.part });
          type = attributes.t ?? 'n';
          style = Number(attributes.s ?? 0);
          value = '';
        } else if (name === 'rPh') phonetic += 1;
        else if (name === 'v' || name === 't') reading = phonetic === 0;
        else if (name === 'mergeCell') taker.merged(attributes.ref ?? '');
      },
      text(piece) {
        if (reading) value += piece;
      },
      close(name) {
        if (name === 'v' || name === 't') reading = false;
        else if (name === 'rPh') phonetic -= 1;
        else if (name === 'c') {
          if (type === 'e' && value !== '') taker.fault({ row: number, column, value });
          const text = cellText(workbook, type, style, value);
          if (text === '') return;
          while (cells.length < column) cells.push(null);
          cells[column] = text;
        } else if (name === 'row' && cells.length > 0) ready.push({ number, cells });
      },
    },
    async () => {
      for (const row of ready.splice(0)) await taker.row(row);
    },
  );
}

export function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.replace(/[^A-Za-z]/g, '').toUpperCase())
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

export function letterOf(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

function cellText(workbook: Workbook, type: string, style: number, value: string): string {
  if (type === 's') return workbook.strings[Number(value)] ?? '';
  if (type === 'b') return value === '' ? '' : value === '1' || value === 'true' ? 'true' : 'false';
  if (type === 'd') return value.replace(/T00:00:00(\.0+)?$/, '');
  if (type !== 'n') return unescaped(value);
  if (value === '') return '';
  const given = Number(value);
  if (!Number.isFinite(given)) return value;
  const kind = workbook.styles[style] ?? 'number';
  return kind === 'number' ? plain(given) : moment(given, kind, workbook.since1904);
}

/** 0.1 + 0.2 stands in the file as 0.30000000000000004; the program that wrote it shows 15 digits. */
const plain = (value: number): string => String(Number(value.toPrecision(15)));

/** Serial days since 1899-12-30 (or 1904-01-01); 1900 has a 29 February in this count, so days before it are one off. */
function moment(serial: number, kind: NumberKind, since1904: boolean): string {
  const seconds = Math.round(serial * 86_400);
  if (seconds < 0 || serial > 2_958_466) return plain(serial);
  const clock = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (kind === 'time' && serial < 1) return clock;
  const days = Math.floor(seconds / 86_400);
  const start = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const day = new Date(start + days * 86_400_000).toISOString().slice(0, 10);
  return seconds % 86_400 === 0 && kind !== 'datetime' ? day : `${day} ${clock}`;
}

/** Characters that XML cannot hold are written `_x000D_` (ST_Xstring, 22.9.2.19). */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

interface Handlers {
  open(tag: { readonly name: string; readonly attributes: Record<string, string> }): void;
  text?(piece: string): void;
  close?(name: string): void;
}

const eachTag = (archive: Archive, part: string, open: Handlers['open']) => parse(archive, part, { open });

/** Feeds a part to a parser that knows no entities but the five of XML; a part that declares any is not parsed at all. */
async function parse(archive: Archive, part: string, handlers: Handlers, after?: () => Promise<void>): Promise<void> {
  const entry = archive.entries.find((one) => one.path.toLowerCase() === part.toLowerCase());
  if (entry === undefined) throw refuse('tables.workbook_broken', { part });
  const parser = new SaxesParser({ xmlns: false });
  const faults: Error[] = [];
  // Writers may give every name a prefix (`x:row`).
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('error', (error) => {
    faults.push(error);
  });
  parser.on('doctype', () => {
    faults.push(refuse('tables.xml_entities', { part }));
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    handlers.open({ name: local(tag.name), attributes: tag.attributes });
  });
  parser.on('text', (piece) => handlers.text?.(piece));
  parser.on('cdata', (piece) => handlers.text?.(piece));
  parser.on('closetag', (tag: SaxesTagPlain) => handlers.close?.(local(tag.name)));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let tail = '';
  try {
    for await (const chunk of await archive.read(entry)) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      // In sound XML these letters stand nowhere but in a declaration: text has them escaped.
      if (/<!(DOCTYPE|ENTITY)/i.test(tail + text)) throw refuse('tables.xml_entities', { part });
      tail = text.slice(-10);
      parser.write(text);
      if (faults[0] !== undefined) throw faults[0];
      await after?.();
    }
    parser.close();
    if (faults[0] !== undefined) throw faults[0];
    await after?.();
  } catch (error) {
    throw isRefusal(error) ? error : refuse('tables.workbook_broken', { part });
  }
}
