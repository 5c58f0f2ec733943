/** A workbook from outside as plain rows: looked at before it is opened, so that a strange file costs little and is named. */
import type { CellValue } from 'exceljs';
import yauzl from 'yauzl';
import { otherFiles } from './rules/other-files.ts';
import { refuse } from './rules/refusals.ts';
import type { Cell, Row } from './rules/sheet.ts';

export interface Sheet {
  readonly name: string;
  /** Row 1 first; missing rows are empty. */
  readonly rows: readonly Row[];
  readonly merges: readonly string[];
}

export const mostEntries = 5_000;
export const mostItems = 40_000;
/** Rows of all sheets: entries, items, explanations and lists. */
const mostRows = mostEntries + mostItems + 2_000;
/** What the parts of a workbook may hold unpacked: more is no catalogue. */
const mostUnpacked = 256 * 1024 * 1024;
const mostColumns = 80;

/** The library unfolds a drop-down list into one rule a cell, a million for a whole column: lists are not read at all. */
export const unread = { ignoreNodes: ['dataValidations'] };

const notWorkbook = (why: string, why_en: string) => refuse('compilation.not_a_workbook', { why, why_en });

function requireWorkbook(bytes: Buffer): void {
  const starts = (...head: number[]) => head.every((byte, at) => bytes[at] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return;
  // An encrypted .xlsx is kept in the same container as an old .xls.
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw notWorkbook(...otherFiles.old);
  if (bytes.length === 0) throw notWorkbook(...otherFiles.empty);
  if (starts(0x25, 0x50, 0x44, 0x46)) throw notWorkbook(...otherFiles.pdf);
  const head = bytes.subarray(0, 4096);
  const [why, whyEn] = head.includes(0) ? otherFiles.unknown : otherFiles.text;
  throw notWorkbook(why, whyEn);
}

/** Counts rows and bytes without keeping anything. */
async function survey(bytes: Buffer): Promise<void> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, file) => (error === null ? resolve(file) : reject(error))),
  ).catch(() => {
    throw notWorkbook(...otherFiles.broken);
  });
  let unpacked = 0;
  let rows = 0;
  let sheets = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', () => reject(notWorkbook(...otherFiles.broken)));
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      unpacked += entry.uncompressedSize;
      if (unpacked > mostUnpacked) {
        reject(notWorkbook(...otherFiles.huge));
        return;
      }
      if (!/^xl\/worksheets\/[^/]+\.xml$/.test(entry.fileName)) {
        zip.readEntry();
        return;
      }
      sheets += 1;
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) {
          reject(notWorkbook(...otherFiles.broken));
          return;
        }
        let tail = '';
        stream.on('data', (chunk: Buffer) => {
          const text = tail + chunk.toString('latin1');
          rows += text.split('<row ').length - 1;
          tail = text.slice(-4);
          if (rows > mostRows) {
            stream.destroy();
            reject(
              refuse('compilation.too_many_rows', { rows: `${mostRows}+`, most: mostEntries, most_items: mostItems }),
            );
          }
        });
        stream.on('error', () => reject(notWorkbook(...otherFiles.broken)));
        stream.on('end', () => zip.readEntry());
      });
    });
    zip.readEntry();
  });
  if (sheets === 0) throw notWorkbook(...otherFiles.unknown);
}

/** Refuses `compilation.not_a_workbook`, `compilation.too_many_rows`. */
export async function readWorkbook(bytes: Buffer): Promise<Sheet[]> {
  requireWorkbook(bytes);
  await survey(bytes);
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  try {
    await book.xlsx.load(bytes as unknown as ArrayBuffer, unread);
  } catch {
    throw notWorkbook(...otherFiles.broken);
  }
  return book.worksheets.map((sheet) => {
    const rows: Row[] = [];
    sheet.eachRow({ includeEmpty: false }, (row, number) => {
      const cells: (Cell | null)[] = [];
      const last = Math.min(row.cellCount, mostColumns);
      for (let at = 1; at <= last; at++) cells.push(cellOf(row.getCell(at).value));
      rows[number - 1] = cells;
    });
    // The model is the whole sheet built once more: asked only where something is merged.
    const merges = sheet.hasMerges ? ((sheet.model as { merges?: string[] }).merges ?? []) : [];
    return { name: sheet.name, rows: Array.from(rows, (row) => row ?? []), merges };
  });
}

function cellOf(value: CellValue): Cell | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'number' || typeof value === 'boolean') return { text: String(value) };
  if (value instanceof Date) return { text: Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10) };
  if ('formula' in value || 'sharedFormula' in value) return { text: '', formula: true };
  if ('error' in value) return { text: '', broken: true };
  if ('richText' in value) return { text: value.richText.map((run) => run.text).join('') };
  if ('hyperlink' in value) {
    // The text of a link is a text or a rich text.
    const { text } = value as { text: string | { richText: { text: string }[] } };
    return { text: typeof text === 'string' ? text : text.richText.map((run) => run.text).join('') };
  }
  return { text: String(value) };
}
