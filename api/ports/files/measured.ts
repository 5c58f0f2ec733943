import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import type { StoredFile } from '#api/ports/files/port.ts';
import { refuse } from '#api/ports/files/refusals.ts';

/** Counts and hashes what passes; refuses the moment the limit is passed, so an endless upload costs nothing. */
export function measured(maxBytes: number): { stream: Transform; hash: Hash; bytes: () => number } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) return done(refuse('files.too_large', { limit: maxBytes }));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, hash, bytes: () => bytes };
}

/** Bytes and SHA-256 of a file of this machine, read in pieces. */
export async function hashFile(path: string): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
