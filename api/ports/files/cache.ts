/** Copies of stored objects on this machine, for readers that need a path. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LocalFile } from '#api/ports/files/port.ts';

export interface CacheOptions {
  readonly root: string;
  readonly maxBytes: number;
  /** The bytes of exactly that state of the object. */
  readonly fetch: (key: string, etag: string) => Promise<Readable>;
}

export interface Cache {
  /** Fetches once however many ask at the same time; the copy stays at least until every `release`. */
  lend(key: string, etag: string, bytes: number): Promise<LocalFile>;
}

interface Copy {
  readonly bytes: number;
  readonly ready: Promise<void>;
  users: number;
  /** Order of last use. */
  used: number;
}

export async function createCache({ root, maxBytes, fetch }: CacheOptions): Promise<Cache> {
  const copies = new Map<string, Copy>();
  let turn = 0;
  await takeOver();

  /** What an earlier run fetched is used on; what it left half is dropped. */
  async function takeOver(): Promise<void> {
    const found = await Promise.all(
      (await readdir(root)).map(async (name) => ({ name, facts: await stat(join(root, name)) })),
    );
    for (const { name, facts } of found.sort((a, b) => a.facts.mtimeMs - b.facts.mtimeMs)) {
      if (name.endsWith('.part')) await rm(join(root, name), { force: true });
      else copies.set(name, { bytes: facts.size, ready: Promise.resolve(), users: 0, used: ++turn });
    }
  }

  async function download(name: string, key: string, etag: string): Promise<void> {
    const part = join(root, `${name}.part`);
    try {
      await pipeline(await fetch(key, etag), createWriteStream(part, { mode: 0o600 }));
      await rename(part, join(root, name));
    } catch (error) {
      copies.delete(name);
      await rm(part, { force: true });
      throw error;
    }
  }

  async function makeRoom(): Promise<void> {
    let held = [...copies.values()].reduce((sum, copy) => sum + copy.bytes, 0);
    const idle = [...copies].filter(([, copy]) => copy.users === 0).sort(([, a], [, b]) => a.used - b.used);
    for (const [name, copy] of idle) {
      if (held <= maxBytes) return;
      copies.delete(name);
      held -= copy.bytes;
      await rm(join(root, name), { force: true });
    }
  }

  return {
    async lend(key, etag, bytes) {
      const name = createHash('sha256').update(`${key}\0${etag}\0${bytes}`).digest('hex');
      let copy = copies.get(name);
      if (copy === undefined) {
        copy = { bytes, ready: download(name, key, etag), users: 0, used: 0 };
        copies.set(name, copy);
      }
      copy.users += 1;
      copy.used = ++turn;
      const taken = copy;
      try {
        await taken.ready;
      } catch (error) {
        taken.users -= 1;
        throw error;
      }
      const path = join(root, name);
      let released = false;
      return {
        path,
        release: async () => {
          if (released) return;
          released = true;
          taken.users -= 1;
          await makeRoom();
        },
      };
    },
  };
}
