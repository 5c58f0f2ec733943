/** Made files: archives that are sound, archives that are not, and workbooks part by part. */
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { ZipFile } from 'yazl';

export type Parts = Readonly<Record<string, string | Buffer>>;

export async function zip(parts: Parts, mode = 0o100644): Promise<Buffer> {
  const made = new ZipFile();
  for (const [path, content] of Object.entries(parts)) made.addBuffer(Buffer.from(content), path, { mode });
  made.end();
  return buffer(made.outputStream as NodeJS.ReadableStream as never);
}

/** Rewrites a name in place, as an attacker's packer would write it; both must be of one length. */
export function renamed(archive: Buffer, from: string, to: string): Buffer {
  if (Buffer.byteLength(from) !== Buffer.byteLength(to)) throw new Error('names of different length');
  const copy = Buffer.from(archive);
  for (let at = copy.indexOf(from); at !== -1; at = copy.indexOf(from, at + 1)) copy.write(to, at, 'latin1');
  return copy;
}

/** Sets the bit that says an entry is encrypted, in both headers. */
export function markedEncrypted(archive: Buffer): Buffer {
  return withFlags(archive, (flags) => flags | 1);
}

/** Takes away the bit that says names are UTF-8. */
export function withoutFlag(archive: Buffer): Buffer {
  return withFlags(archive, (flags) => flags & ~0x800);
}

function withFlags(archive: Buffer, change: (flags: number) => number): Buffer {
  const copy = Buffer.from(archive);
  for (const [mark, place] of [
    ['PK\x03\x04', 6],
    ['PK\x01\x02', 8],
  ] as const)
    for (let at = copy.indexOf(mark, 0, 'latin1'); at !== -1; at = copy.indexOf(mark, at + 1, 'latin1'))
      copy.writeUInt16LE(change(copy.readUInt16LE(at + place)), at + place);
  return copy;
}

export type Sheets = Readonly<Record<string, readonly (readonly unknown[])[]>>;

export async function workbook(sheets: Sheets, more?: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows as unknown[][]);
  more?.(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The least a workbook is made of, with the sheet's XML as given. */
export function bareWorkbook(sheetXml: string): Promise<Buffer> {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheetXml,
  });
}

export const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
