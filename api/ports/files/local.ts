/** The files port on a folder of this machine. Layout: `<root>/<key>`, uploads in flight in `<root>/.incoming`. */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { clip, probe, scratchIn, sweep } from '#api/ports/files/common.ts';
import { checkKey } from '#api/ports/files/keys.ts';
import { hashFile, measured } from '#api/ports/files/measured.ts';
import type { FilesPort } from '#api/ports/files/port.ts';
import { refuse } from '#api/ports/files/refusals.ts';

export interface LocalFilesOptions {
  /** Where the files live. */
  readonly root: string;
  /** Where work in progress lives; on the same volume as `root`, so that `putFile` is a rename. */
  readonly scratchRoot: string;
}

/** Opens the store, making its folders and clearing what a crash left behind more than a day ago. */
export async function createLocalFiles(options: LocalFilesOptions): Promise<FilesPort> {
  const root = resolve(options.root);
  const incoming = join(root, '.incoming');
  const scratchRoot = resolve(options.scratchRoot);
  for (const folder of [incoming, scratchRoot]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await sweep(folder);
  }
  const pathOf = (key: string) => join(root, checkKey(key));

  async function settle(temporary: string, key: string): Promise<void> {
    const path = pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(temporary, path);
    await syncFolder(dirname(path));
  }

  const port: FilesPort = {
    async put(key, source, { maxBytes }) {
      checkKey(key);
      const temporary = join(incoming, randomUUID());
      try {
        const meter = measured(maxBytes);
        await pipeline(source, meter.stream, createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true }));
        await settle(temporary, key);
        return { bytes: meter.bytes(), sha256: meter.hash.digest('hex') };
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },

    async putFile(key, path) {
      checkKey(key);
      const stored = await hashFile(path);
      const temporary = join(incoming, randomUUID());
      try {
        await moveFile(path, temporary);
        const handle = await open(temporary, 'r+');
        await handle.sync().finally(() => handle.close());
        await settle(temporary, key);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      return stored;
    },

    async open(key, range) {
      const found = await port.stat(key);
      if (found === null) throw refuse('files.not_found');
      const total = found.bytes;
      if (range === undefined) return { stream: createReadStream(pathOf(key)), bytes: total, total };
      const { start, end } = clip(range, total);
      return { stream: createReadStream(pathOf(key), { start, end }), bytes: end - start + 1, total };
    },

    async stat(key) {
      try {
        const found = await stat(pathOf(key));
        return found.isFile() ? { bytes: found.size, modifiedAt: found.mtime } : null;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async localPath(key) {
      if ((await port.stat(key)) === null) throw refuse('files.not_found');
      return { path: pathOf(key), release: async () => {} };
    },

    async remove(key) {
      await rm(pathOf(key), { force: true });
    },

    async *list(folder) {
      const top = await opendir(pathOf(folder), { recursive: true }).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      for await (const found of top) {
        if (!found.isFile()) continue;
        const key = relative(root, join(found.parentPath, found.name)).split(sep).join('/');
        // One that went meanwhile is not there any more.
        const kept = await port.stat(key);
        if (kept !== null) yield { key, modifiedAt: kept.modifiedAt };
      }
    },

    ready: () => probe(port),

    scratch: () => scratchIn(scratchRoot),
  };
  return port;
}

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(from, to);
    await rm(from, { force: true });
  }
}

/** A rename is durable only once its folder is on disk; folders cannot be opened on every system. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
