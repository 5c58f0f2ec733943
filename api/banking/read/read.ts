/** From bytes to what a statement says: judged by content, never by name. */

import { isUtf8 } from 'node:buffer';
import { readWhole } from '#api/ports/files/read-whole.ts';
import { looksLikeGb18030, Utf8Probe } from '#api/ports/tables/encoding.ts';
import type { RoleMap } from '../rules/columns.ts';
import { refuse } from '../rules/refusals.ts';
import { readCamt053 } from './camt053.ts';
import { readCsv } from './csv.ts';
import { mostBytes, type StatementFile } from './file.ts';
import { looksLikeMt940, readMt940 } from './mt940.ts';

/** Reads a stream to its end, at most the limit, whatever it claims to be. */
export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const bytes = await readWhole(stream, mostBytes, () => refuse('banking.file_too_large', { limit: '20 MB' }));
  if (bytes.length === 0) throw refuse('banking.file_empty');
  return bytes;
}

/** Magic numbers of what people send instead: ZIP (xlsx), OLE (xls), PDF, images, gzip. */
const magics = ['504b0304', 'd0cf11e0', '25504446', '89504e47', 'ffd8ff', '47494638', '1f8b', '52617221', '377abcaf'];

function decode(bytes: Buffer): { text: string; encoding: StatementFile['encoding'] } {
  const start = bytes.subarray(0, 8).toString('hex');
  if (magics.some((magic) => start.startsWith(magic)) || bytes.subarray(0, 4096).includes(0)) {
    throw refuse('banking.not_a_statement');
  }
  if (isUtf8(bytes)) return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8' };
  const probe = new Utf8Probe();
  probe.update(bytes);
  probe.end();
  const byte = (probe.brokenAt ?? 0) + 1;
  if (!looksLikeGb18030(bytes)) throw refuse('banking.bad_encoding', { byte });
  try {
    return { text: new TextDecoder('gb18030', { fatal: true }).decode(bytes), encoding: 'gb18030' };
  } catch {
    throw refuse('banking.bad_encoding', { byte });
  }
}

export interface ReadOptions {
  readonly today: string;
  readonly roles: (headings: readonly string[]) => Promise<RoleMap | null>;
}

export async function readStatement(bytes: Buffer, { today, roles }: ReadOptions): Promise<StatementFile> {
  const { text, encoding } = decode(bytes);
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start === '') throw refuse('banking.file_empty');
  if (looksLikeMt940(start)) return readMt940(start, encoding, today);
  if (!start.startsWith('<')) return readCsv({ text, encoding, today, roles });
  if (/^<!doctype html|^<html/i.test(start)) throw refuse('banking.not_a_statement');
  return readCamt053(start, encoding, today);
}
