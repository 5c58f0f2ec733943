/** What the adapters of the files port have in common. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteRange, FilesPort, LocalFile } from '#api/ports/files/port.ts';
import { refuse } from '#api/ports/files/refusals.ts';

const staleAfterMs = 24 * 3600 * 1000;

/** Both ends within a file of that size; refuses `files.bad_range`. */
export function clip(range: ByteRange, total: number): { readonly start: number; readonly end: number } {
  const { start } = range;
  const end = Math.min(range.end ?? total - 1, total - 1);
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || start > end)
    throw refuse('files.bad_range', { bytes: total });
  return { start, end };
}

/** A fresh directory under the root; `release` removes it with everything in it. */
export async function scratchIn(root: string): Promise<LocalFile> {
  const path = join(root, randomUUID());
  await mkdir(path, { mode: 0o700 });
  return { path, release: () => rm(path, { recursive: true, force: true }) };
}

/** Writes, reads back and removes a probe; throws when the store cannot be used. */
export async function probe(files: Pick<FilesPort, 'put' | 'open' | 'remove'>): Promise<void> {
  const key = `probe/${randomUUID()}`;
  const bytes = Buffer.from(key);
  await files.put(
    key,
    (async function* () {
      yield bytes;
    })(),
    { maxBytes: 1024 },
  );
  const chunks: Buffer[] = [];
  for await (const chunk of (await files.open(key)).stream) chunks.push(chunk as Buffer);
  await files.remove(key);
  if (!Buffer.concat(chunks).equals(bytes)) throw new Error('files: the probe came back changed');
}

/** Clears what a crash left in a folder more than a day ago; of the names told, when they are. */
export async function sweep(folder: string, names = /^/): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!names.test(name)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    // House rule: services take time from ctx.clock; file ages can only be compared with the machine's own clock.
    if (found !== null && found.mtimeMs < Date.now() - staleAfterMs) await rm(path, { recursive: true, force: true });
  }
}
