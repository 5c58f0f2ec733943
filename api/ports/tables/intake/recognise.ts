/** What an upload is, by its bytes. The name is only asked whether it says something else. */
import { stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { refuse as refuseTable } from '#api/ports/tables/refusals.ts';
import { binaryKind, textKind } from '#api/ports/tables/signature.ts';
import { readAt } from '#api/ports/tables/source.ts';
import { type ArchiveLimits, openArchive } from './archive.ts';
import type { SourceFormat } from './port.ts';
import { refuse } from './refusals.ts';

export type Recognised =
  | { readonly as: 'table'; readonly format: Exclude<SourceFormat, 'geojson'>; readonly found: string }
  | { readonly as: 'archive'; readonly found: string }
  | { readonly as: 'file'; readonly mediaType: string; readonly found: string };

const headBytes = 1 << 20;

/** Media types that are kept as they come; nothing a browser would run, nothing that could hide a table. */
const keptTypes =
  /^(application\/pdf|image\/(png|jpeg|tiff|gif|webp|bmp|avif|heic|jp2)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/vnd\.openxmlformats-officedocument\.(wordprocessingml\.document|presentationml\.presentation)|application\/vnd\.oasis\.opendocument\.(text|presentation|graphics)|application\/ofd|application\/ogg)$/;

const office: readonly (readonly [RegExp, string, string])[] = [
  [/^xl\/workbook\.xml$/i, 'xlsx', 'XLSX'],
  [/^word\/document\.xml$/i, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'DOCX'],
  [/^ppt\/presentation\.xml$/i, 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'PPTX'],
  // GB/T 33190: the national format of fixed-layout documents.
  [/^OFD\.xml$/i, 'application/ofd', 'OFD'],
];

/** Refuses what is not taken, and a name that says something else than the content. */
export async function recognise(path: string, name: string, limits: ArchiveLimits): Promise<Recognised> {
  const { size } = await stat(path);
  if (size === 0) throw refuseTable('tables.empty');
  const found = await look(path, name, limits);
  requireName(name, found);
  return found;
}

async function look(path: string, name: string, limits: ArchiveLimits): Promise<Recognised> {
  const head = await readAt(path, 0, headBytes);
  if (head[0] === 0x50 && head[1] === 0x4b && [3, 5, 7].includes(head[2] ?? 0)) return lookIntoZip(path, limits);
  const strong = binaryKind(head);
  if (strong === 'Parquet') return { as: 'table', format: 'parquet', found: strong };
  if (strong === null && isText(head)) return lookIntoText(head);
  const type = await fileTypeFromFile(path);
  if (type === undefined && strong === null) return { as: 'table', format: 'csv', found: 'CSV' };
  const kind = strong ?? type?.ext.toUpperCase() ?? '';
  if (isTextName(name)) throw refuseTable('tables.not_csv', { found: kind });
  if (type === undefined || !keptTypes.test(type.mime)) throw refuse('tables.not_kept', { found: kind });
  return { as: 'file', mediaType: type.mime, found: kind };
}

async function lookIntoZip(path: string, limits: ArchiveLimits): Promise<Recognised> {
  const archive = await openArchive(path, limits);
  try {
    for (const [part, type, found] of office) {
      if (!archive.entries.some((entry) => part.test(entry.path))) continue;
      return type === 'xlsx' ? { as: 'table', format: 'xlsx', found } : { as: 'file', mediaType: type, found };
    }
    const [first] = archive.entries;
    if (first?.path !== 'mimetype') return { as: 'archive', found: 'ZIP' };
    const type = await fileTypeFromFile(path);
    const found = type?.ext.toUpperCase() ?? 'OpenDocument';
    if (type === undefined || !keptTypes.test(type.mime)) throw refuse('tables.not_kept', { found });
    return { as: 'file', mediaType: type.mime, found };
  } finally {
    archive.close();
  }
}

function lookIntoText(head: Buffer): Recognised {
  const text = decoded(head);
  const kind = textKind(text);
  if (kind === 'JSON' || /^\s*\{/.test(text)) {
    const format = isLines(text) ? 'jsonl' : kind === 'JSON' ? 'json' : 'csv';
    return { as: 'table', format, found: format === 'csv' ? 'CSV' : 'JSON' };
  }
  if (kind !== null) throw refuseTable('tables.not_csv', { found: kind });
  return { as: 'table', format: 'csv', found: 'CSV' };
}

/** A first line that is an object of its own, with another line after it. */
function isLines(text: string): boolean {
  const lines = text.trimStart().split(/\r?\n/, 3);
  if (lines.length < 2 || (lines[1] ?? '').trim() === '') return false;
  try {
    const value: unknown = JSON.parse(lines[0] ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function decoded(head: Buffer): string {
  const label =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(label).decode(head, { stream: true });
}

/** Control characters are no text, in UTF-8 as in GB18030; a NUL in a name that says CSV is judged by the CSV reader. */
function isText(head: Buffer): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  return head
    .subarray(0, 4096)
    .every(
      (byte) =>
        byte >= 0x20 ||
        byte === 0x09 ||
        byte === 0x0a ||
        byte === 0x0d ||
        byte === 0x0c ||
        byte === 0x1a ||
        byte === 0x1b,
    );
}

const isTextName = (name: string): boolean => /\.(csv|tsv|txt|tab)$/i.test(name);

const claims: readonly (readonly [RegExp, RegExp])[] = [
  [/\.pdf$/i, /^PDF$/],
  [/\.png$/i, /^PNG$/],
  [/\.jpe?g$/i, /^JPEG$|^JPG$/],
  [/\.gif$/i, /^GIF$/],
  [/\.tiff?$/i, /^TIFF?$/],
  [/\.docx$/i, /^DOCX$/],
  [/\.pptx$/i, /^PPTX$/],
  [/\.ofd$/i, /^OFD$/],
  [/\.xlsx$/i, /^XLSX$/],
  [/\.parquet$/i, /^Parquet$/],
  [/\.(json|geojson|jsonl|ndjson)$/i, /^JSON$/],
  [/\.zip$/i, /^ZIP$/],
  [/\.(mp3|wav|ogg|flac|m4a|mp4|mov|avi|webm|mkv)$/i, /^(MP3|WAV|OG[GVAX]|OPUS|FLAC|M4[AV]|MP4|MOV|AVI|WEBM|MKV|3GP)$/],
];

/** A table is taken whatever CSV or nothing its name says; a name that promises another kind of file is refused. */
function requireName(name: string, { found }: Recognised): void {
  const claim = claims.find(([ending]) => ending.test(name));
  if (claim !== undefined && !claim[1].test(found))
    throw refuse('tables.name_lies', { name: name.slice(0, 100), found });
}
