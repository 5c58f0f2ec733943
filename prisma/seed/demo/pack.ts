/** Files that are more than one CSV: archives, workbooks, JSON Lines, GeoJSON, Parquet. Equal rows give equal bytes. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import type { App } from '#api/context.ts';
import { compose, ink } from '#api/ports/documents/compose.ts';
import type { Row, Table } from './table.ts';

/** Archives write the time of the machine's zone: a local date says the same in each. */
const packedAt = new Date(2026, 0, 1, 9, 0, 0);

export function zip(parts: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const archive = new ZipFile();
  // Stored, not deflated: what deflate makes of it is for the machine's zlib to say.
  const how = { mtime: packedAt, forceDosTimestamp: true, compress: false, mode: 0o100644 };
  for (const [name, content] of Object.entries(parts)) archive.addBuffer(content, name, how);
  archive.end();
  return buffer(archive.outputStream as NodeJS.ReadableStream as never);
}

/** A workbook of one sheet a table; days as texts, as agencies send them. */
export async function workbook(sheets: Readonly<Record<string, Table>>): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.creator = '演示';
  book.created = packedAt;
  book.modified = packedAt;
  for (const [name, { columns, rows }] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.addRow(columns.map(([head]) => head)).font = { bold: true };
    sheet.addRows(rows.map((row) => [...row]));
  }
  return repacked(Buffer.from(await book.xlsx.writeBuffer()));
}

/** The same parts without the moment they were packed at, which the library writes into the archive. */
async function repacked(bytes: Buffer): Promise<Buffer> {
  const archive = await fromBufferPromise(bytes, { lazyEntries: true });
  const parts: Record<string, Buffer> = {};
  for await (const entry of archive.eachEntry())
    if (!entry.fileName.endsWith('/')) parts[entry.fileName] = await buffer(await archive.openReadStreamPromise(entry));
  return zip(parts);
}

const recordOf = ({ columns }: Table, row: Row) =>
  Object.fromEntries(columns.map(([name], i) => [name, row[i] ?? null]));

export function jsonLines(table: Table): Buffer {
  return Buffer.from(table.rows.map((row) => `${JSON.stringify(recordOf(table, row))}\n`).join(''));
}

/** RFC 7946: longitude before latitude, a ring ends where it begins. */
export function geoJson(table: Table, geometryOf: (row: Row) => object): Buffer {
  const features = table.rows.map(
    (row) =>
      `{"type":"Feature","geometry":${JSON.stringify(geometryOf(row))},"properties":${JSON.stringify(recordOf(table, row))}}`,
  );
  return Buffer.from(`{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`);
}

/** By the platform's own hand: what it makes of the CSV is taken as the file of somebody else. */
export async function parquet({ ports }: App, csv: Buffer): Promise<Buffer> {
  const scratch = await ports.files.scratch();
  try {
    const file = path.join(scratch.path, 'table.csv');
    await writeFile(file, csv);
    const made = await ports.tables.ingest({ path: file, originalName: 'table.csv', scratchDir: scratch.path });
    return await readFile(made.parquetPath);
  } finally {
    await scratch.release();
  }
}

/** A page that explains a table: what lies beside it in an archive. */
export async function page(title: string, paragraphs: readonly string[]): Promise<Buffer> {
  const bytes = await compose({
    title,
    madeAt: packedAt,
    content: [
      { text: title, fontSize: 17, bold: true, alignment: 'center', margin: [0, 20, 0, 18] },
      ...paragraphs.map((text) => ({
        text,
        fontSize: 11,
        lineHeight: 1.5,
        margin: [0, 0, 0, 9] as [number, number, number, number],
      })),
      {
        text: '演示数据，由程序生成，不反映真实情况。',
        fontSize: 9,
        color: ink.muted,
        margin: [0, 24, 0, 0] as [number, number, number, number],
      },
    ],
  });
  return Buffer.from(bytes);
}
