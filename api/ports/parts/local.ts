/** The parts port on a folder of this machine, on the volume of the files, so that a finished upload moves by a rename. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PartsPort } from './port.ts';

export async function createLocalParts({ root }: { readonly root: string }): Promise<PartsPort> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const pathOf = (id: string): string => {
    if (!/^[a-z0-9_]{1,60}$/.test(id)) throw new Error('parts: not an id');
    return join(root, id);
  };
  const size = async (id: string): Promise<number | null> => {
    const found = await stat(pathOf(id)).catch(() => null);
    return found?.isFile() === true ? found.size : null;
  };
  return {
    pathOf,
    size,
    create: (id) => writeFile(pathOf(id), '', { flag: 'wx', mode: 0o600 }),
    async append(id, offset, stream) {
      try {
        await pipeline(stream, createWriteStream(pathOf(id), { flags: 'r+', start: offset, flush: true }));
      } catch (error) {
        const { code, name } = error as NodeJS.ErrnoException;
        // The sender went away: what came is kept and told to whoever comes back.
        if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET' && name !== 'AbortError') throw error;
      }
      return (await size(id)) ?? 0;
    },
    remove: (id) => rm(pathOf(id), { force: true }),
    list: () => readdir(root),
  };
}
