/** Takes a raw upload to UTF-8 text that DuckDB may read, or refuses it by name; memory stays flat whatever the size. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDamagedUtf8, looksLikeGb18030, Utf8Probe } from '#api/ports/tables/encoding.ts';
import type { Encoding } from '#api/ports/tables/port.ts';
import { QuoteProbe } from '#api/ports/tables/quotes.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { binaryKind } from '#api/ports/tables/signature.ts';

export interface Source {
  readonly encoding: Encoding;
  readonly bom: boolean;
  readonly bytes: number;
  readonly sha256: string;
  /** UTF-8 text: the upload itself or its transcription in the scratch folder. */
  readonly textPath: string;
  readonly breaksInsideQuotes: boolean;
}

const piece = 1 << 20;
const sampleBytes = 1 << 18;

export async function readSource(
  path: string,
  scratchDir: string,
  limits: { readonly maxBytes: number; readonly signal?: AbortSignal | undefined },
): Promise<Source> {
  const { size } = await stat(path);
  if (size === 0) throw refuse('tables.empty');
  if (size > limits.maxBytes) throw refuse('tables.too_large', { limit: limits.maxBytes });
  const head = await readAt(path, 0, 4096);
  const kind = binaryKind(head);
  if (kind !== null) throw refuse('tables.not_csv', { found: kind });

  const utf16 =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
  const hash = createHash('sha256');
  const utf8 = new Utf8Probe();
  const quotes = new QuoteProbe();
  let nulAt: number | null = null;
  let offset = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: piece, signal: limits.signal })) {
    const bytes = chunk as Buffer;
    hash.update(bytes);
    if (utf16 === null) {
      if (nulAt === null && bytes.includes(0)) nulAt = offset + bytes.indexOf(0);
      utf8.update(bytes);
      quotes.update(bytes);
    }
    offset += bytes.length;
  }
  utf8.end();
  const common = { bytes: offset, sha256: hash.digest('hex') };
  if (nulAt !== null) throw refuse('tables.nul_bytes', { line: await lineAt(path, nulAt) });
  if (utf16 === null && utf8.brokenAt === null) {
    const bom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
    return { ...common, encoding: 'utf-8', bom, textPath: path, breaksInsideQuotes: quotes.breaksInside };
  }
  if (utf16 === null && utf8.brokenAt !== null) {
    const line = () => lineAt(path, utf8.brokenAt ?? 0);
    const sample = await readAt(path, Math.max(0, utf8.brokenAt - 4096), sampleBytes);
    if (isDamagedUtf8(sample)) throw refuse('tables.damaged_utf8', { line: await line() });
    // From the fault on: there every byte beyond ASCII begins a character of the other encoding.
    if (!looksLikeGb18030(await readAt(path, utf8.brokenAt, sampleBytes))) {
      throw refuse('tables.bad_encoding', { line: await line() });
    }
  }
  const encoding = utf16 ?? 'gb18030';
  return { ...common, encoding, ...(await transcribe(path, encoding, join(scratchDir, 'text.csv'), limits.signal)) };
}

/** Decodes in pieces; a byte sequence outside the encoding refuses `tables.bad_encoding` with its line. */
async function transcribe(path: string, encoding: Encoding, textPath: string, signal: AbortSignal | undefined) {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const quotes = new QuoteProbe();
  let bom = false;
  let first = true;
  let line = 1;
  async function* decoded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const give = (text: string): Buffer => {
      const marked = first && text.startsWith('\uFEFF');
      bom ||= marked;
      first &&= text === '';
      const bytes = Buffer.from(marked ? text.slice(1) : text);
      const nul = bytes.indexOf(0);
      if (nul !== -1) throw refuse('tables.nul_bytes', { line: line + countLines(bytes.subarray(0, nul)) });
      line += countLines(bytes);
      quotes.update(bytes);
      return bytes;
    };
    try {
      for await (const chunk of chunks) yield give(decoder.decode(chunk, { stream: true }));
      yield give(decoder.decode());
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw refuse('tables.bad_encoding', { line: encoding === 'gb18030' ? await badLine(path) : line });
    }
  }
  await pipeline(
    createReadStream(path, { highWaterMark: piece }),
    (chunks) => decoded(chunks as AsyncIterable<Buffer>),
    createWriteStream(textPath, { mode: 0o600 }),
    { ...(signal === undefined ? {} : { signal }) },
  );
  return { bom, textPath, breaksInsideQuotes: quotes.breaksInside };
}

export async function readAt(path: string, position: number, length: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The first line that is no GB18030: its line feeds are never part of a character, so lines can be judged alone. */
async function badLine(path: string): Promise<number> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  const sound = (bytes: Buffer): boolean => {
    try {
      new TextDecoder('gb18030', { fatal: true }).decode(bytes);
      return true;
    } catch {
      return false;
    }
  };
  for await (const chunk of createReadStream(path, { highWaterMark: piece })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, from)) {
      if (!sound(bytes.subarray(from, at))) return line;
      from = at + 1;
      line += 1;
    }
    rest = bytes.subarray(from);
  }
  return line;
}

/** The line (from 1) in which a byte stands. Only asked when a file is refused. */
async function lineAt(path: string, offset: number): Promise<number> {
  let line = 1;
  if (offset === 0) return line;
  for await (const chunk of createReadStream(path, { end: offset - 1, highWaterMark: piece })) {
    line += countLines(chunk as Buffer);
  }
  return line;
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}
