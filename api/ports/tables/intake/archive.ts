/**
 * Opens a ZIP (APPNOTE 6.3.10) without trusting it: names are judged before anything is read, sizes are counted on the bytes
 * that come out and not taken from headers, and nothing is ever written under a name of the archive's choosing.
 */
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { isRefusal } from '#api/kernel/refusal.ts';
import { refuse } from './refusals.ts';

export interface ArchiveLimits {
  readonly maxEntries: number;
  /** Bytes of all entries unpacked. */
  readonly maxTotal: number;
  /** Unpacked against packed, judged once `freeBytes` have come out: text packs to a twentieth, a bomb to a thousandth. */
  readonly maxRatio: number;
  readonly freeBytes: number;
}

export const archiveLimits: ArchiveLimits = {
  maxEntries: 1000,
  maxTotal: 8 * 1024 ** 3,
  maxRatio: 200,
  freeBytes: 64 * 1024 ** 2,
};

export interface ArchiveEntry {
  readonly path: string;
  readonly raw: yauzl.Entry;
}

export interface Archive {
  /** Files, folders left out, in the archive's order. */
  readonly entries: readonly ArchiveEntry[];
  read(entry: ArchiveEntry): Promise<Readable>;
  close(): void;
}

export async function openArchive(path: string, limits: ArchiveLimits): Promise<Archive> {
  const { size } = await stat(path);
  const zip = await open(path);
  try {
    const entries = await list(zip, limits);
    let total = 0;
    return {
      entries,
      async read(entry) {
        let own = 0;
        const packed = entry.raw.compressedSize;
        const meter = new Transform({
          transform(chunk: Buffer, _encoding, done) {
            own += chunk.length;
            total += chunk.length;
            const tooMuch = total > limits.maxTotal;
            // Entries may lie over each other in the file: the whole is held against the file as well.
            const bomb =
              (own > limits.freeBytes && own > packed * limits.maxRatio) ||
              (total > limits.freeBytes && total > size * limits.maxRatio);
            if (!tooMuch && !bomb) return done(null, chunk);
            const limit = tooMuch ? `${limits.maxTotal} B` : `${limits.maxRatio}:1`;
            done(refuse('tables.archive_bomb', { path: entry.path, limit }));
          },
        });
        const source = await openEntry(zip, entry.raw);
        source.on('error', (error) => meter.destroy(broken(error)));
        meter.on('close', () => source.destroy());
        return source.pipe(meter);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw broken(error);
  }
}

export async function writeEntry(archive: Archive, entry: ArchiveEntry, path: string): Promise<void> {
  await pipeline(await archive.read(entry), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
}

function broken(error: unknown): Error {
  if (isRefusal(error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EMFILE' || code === 'EIO' ? (error as Error) : refuse('tables.archive_broken');
}

function open(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, zip) =>
      error === null && zip !== undefined ? resolve(zip) : reject(broken(error)),
    );
  });
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) =>
      error === null && stream !== undefined ? resolve(stream) : reject(broken(error)),
    );
  });
}

function list(zip: yauzl.ZipFile, limits: ArchiveLimits): Promise<ArchiveEntry[]> {
  return new Promise((resolve, reject) => {
    const entries: ArchiveEntry[] = [];
    let seen = 0;
    zip.on('error', (error) => reject(broken(error)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (raw: yauzl.Entry) => {
      seen += 1;
      try {
        // What the header says is enough to refuse; it is not enough to believe.
        const found = Math.max(seen, zip.entryCount);
        if (found > limits.maxEntries) throw refuse('tables.archive_too_many', { found, limit: limits.maxEntries });
        const path = nameOf(raw);
        requireSound(path, raw);
        if (!path.endsWith('/')) entries.push({ path, raw });
        zip.readEntry();
      } catch (error) {
        reject(error);
      }
    });
    zip.readEntry();
  });
}

const utf8Flag = 0x800;
/** What Chinese names are written in; pairs of GB18030 bytes that happen to be UTF-8 read as other scripts. */
const chinese = /^[\x20-\x7e\p{Script=Han}\u2010-\u2030\u3000-\u303f\uff00-\uffef\u00b7]*$/u;

/** UTF-8 where it is marked so or reads as Chinese; else GB18030, as packers on Chinese Windows write without saying it. */
function nameOf(entry: yauzl.Entry): string {
  const bytes = entry.fileNameRaw;
  const text = new TextDecoder('utf-8').decode(bytes);
  if ((entry.generalPurposeBitFlag & utf8Flag) !== 0 || chinese.test(text)) return text;
  return new TextDecoder('gb18030').decode(bytes);
}

const symbolicLink = 0o120000;

function requireSound(path: string, entry: yauzl.Entry): void {
  const folder = path.endsWith('/') ? path.slice(0, -1) : path;
  const trick =
    /[\p{Cc}\p{Cs}\\\uFFFD]/u.test(path) ||
    folder === '' ||
    path.length > 500 ||
    path.startsWith('/') ||
    /^[A-Za-z]:/.test(path) ||
    folder.split('/').some((part) => part === '' || part === '.' || part === '..') ||
    ((entry.externalFileAttributes >>> 16) & 0o170000) === symbolicLink;
  // Control characters are not echoed.
  const shown = path.replace(/[\p{Cc}\p{Cs}]/gu, '?').slice(0, 200);
  if (trick) throw refuse('tables.archive_path', { path: shown });
  if (entry.isEncrypted()) throw refuse('tables.archive_encrypted', { path: shown });
}
