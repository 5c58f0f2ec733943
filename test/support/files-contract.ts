/** What every adapter of the files port must do; a new adapter passes the same suite. */
import { createHash } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilesPort } from '#api/ports/files/port.ts';

export interface FilesUnderTest {
  readonly files: FilesPort;
  /** Every key kept and every upload in flight, as the store itself counts them. */
  residue(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function read(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function filesContract(name: string, make: () => Promise<FilesUnderTest>): void {
  describe(`files port: ${name}`, () => {
    let under: FilesUnderTest;
    let files: FilesPort;
    const limit = { maxBytes: 10_000_000 };
    beforeAll(async () => {
      under = await make();
      files = under.files;
    });
    afterAll(() => under.close());

    it('gives back the bytes it was given, with their size and SHA-256', async () => {
      const bytes = Buffer.from('晋数'.repeat(200_000));
      const stored = await files.put(
        'versions/a/raw.csv',
        Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]),
        limit,
      );
      expect(stored).toEqual({ bytes: bytes.length, sha256: sha(bytes) });
      const opened = await files.open('versions/a/raw.csv');
      expect([opened.bytes, opened.total]).toEqual([bytes.length, bytes.length]);
      expect((await read(opened.stream)).equals(bytes)).toBe(true);
      expect((await files.stat('versions/a/raw.csv'))?.bytes).toBe(bytes.length);
    });

    it('keeps an empty file', async () => {
      expect(await files.put('empty', Readable.from([]), limit)).toEqual({ bytes: 0, sha256: sha(Buffer.alloc(0)) });
      expect((await read((await files.open('empty')).stream)).length).toBe(0);
    });

    it('reads a range, both ends inclusive, and clips its end', async () => {
      await files.put('range', Readable.from([Buffer.from('0123456789')]), limit);
      const text = async (start: number, end?: number) =>
        (await read((await files.open('range', end === undefined ? { start } : { start, end })).stream)).toString();
      expect(await text(2, 4)).toBe('234');
      expect(await text(7)).toBe('789');
      expect(await text(8, 500)).toBe('89');
      expect((await files.open('range', { start: 8, end: 500 })).bytes).toBe(2);
      for (const range of [{ start: 10 }, { start: -1 }, { start: 5, end: 4 }, { start: 0.5 }]) {
        await expect(files.open('range', range)).rejects.toMatchObject({ code: 'files.bad_range' });
      }
    });

    it('refuses a stream over the limit and leaves the key as it was', async () => {
      await files.put('kept', Readable.from([Buffer.from('first')]), limit);
      const before = await under.residue();
      const endless = Readable.from(
        (function* () {
          for (;;) yield Buffer.alloc(65_536, 1);
        })(),
      );
      await expect(files.put('kept', endless, { maxBytes: 1_000_000 })).rejects.toMatchObject({
        code: 'files.too_large',
        status: 413,
      });
      await expect(files.put('fresh', Readable.from([Buffer.alloc(11)]), { maxBytes: 10 })).rejects.toMatchObject({
        code: 'files.too_large',
      });
      expect((await read((await files.open('kept')).stream)).toString()).toBe('first');
      expect(await files.stat('fresh')).toBeNull();
      expect(await under.residue()).toEqual(before);
      expect(await files.put('exact', Readable.from([Buffer.alloc(10)]), { maxBytes: 10 })).toMatchObject({
        bytes: 10,
      });
    });

    it('leaves nothing when the sender breaks off', async () => {
      const before = await under.residue();
      const broken = Readable.from(
        (async function* () {
          yield Buffer.alloc(1000);
          throw new Error('gone');
        })(),
      );
      await expect(files.put('broken', broken, limit)).rejects.toThrow('gone');
      expect(await files.stat('broken')).toBeNull();
      expect(await under.residue()).toEqual(before);
    });

    it('replaces in one step: readers of the old bytes finish with them', async () => {
      const old = Buffer.alloc(3_000_000, 7);
      await files.put('swap', Readable.from([old]), limit);
      const opened = await files.open('swap');
      const iterator = opened.stream[Symbol.asyncIterator]();
      const first = (await iterator.next()).value as Buffer;
      await files.put('swap', Readable.from([Buffer.from('new')]), limit);
      let seen = first.length;
      for (let step = await iterator.next(); !step.done; step = await iterator.next())
        seen += (step.value as Buffer).length;
      expect(seen).toBe(old.length);
      expect((await read((await files.open('swap')).stream)).toString()).toBe('new');
    });

    it('settles concurrent writes of one key to one of them, whole', async () => {
      await Promise.all(
        Array.from({ length: 8 }, (_, i) => files.put('race', Readable.from([Buffer.alloc(100_000, i)]), limit)),
      );
      const bytes = await read((await files.open('race')).stream);
      expect(bytes.length).toBe(100_000);
      expect(new Set(bytes).size).toBe(1);
    });

    it('takes over a file of the machine and lends a path to read', async () => {
      const scratch = await files.scratch();
      const path = join(scratch.path, 'made.bin');
      await writeFile(path, 'made here');
      expect(await files.putFile('taken/made.bin', path)).toEqual({ bytes: 9, sha256: sha(Buffer.from('made here')) });
      await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
      const local = await files.localPath('taken/made.bin');
      expect((await stat(local.path)).size).toBe(9);
      await local.release();
      await scratch.release();
      await expect(stat(scratch.path)).rejects.toMatchObject({ code: 'ENOENT' });
      expect((await files.stat('taken/made.bin'))?.bytes).toBe(9);
    });

    it.each([
      '../etc/passwd',
      '/etc/passwd',
      'a/../b',
      'a//b',
      '',
      '.',
      '..',
      'a/.hidden',
      'A/b',
      'a\\b',
      'a b',
      'a\0b',
      '文件',
      'a/',
      'a/b.',
      `${'x'.repeat(200)}`,
    ])('refuses the key %j everywhere', async (key) => {
      const bad = { code: 'files.bad_key' };
      await expect(files.put(key, Readable.from([Buffer.from('x')]), limit)).rejects.toMatchObject(bad);
      await expect(files.putFile(key, '/nowhere')).rejects.toMatchObject(bad);
      await expect(files.open(key)).rejects.toMatchObject(bad);
      await expect(files.stat(key)).rejects.toMatchObject(bad);
      await expect(files.localPath(key)).rejects.toMatchObject(bad);
      await expect(files.remove(key)).rejects.toMatchObject(bad);
    });

    it('answers not found by name, and removes without complaint', async () => {
      await expect(files.open('no/such')).rejects.toMatchObject({ code: 'files.not_found', status: 404 });
      await expect(files.localPath('no/such')).rejects.toMatchObject({ code: 'files.not_found' });
      await files.put('gone', Readable.from([Buffer.from('x')]), limit);
      await files.remove('gone');
      await files.remove('gone');
      expect(await files.stat('gone')).toBeNull();
    });

    it('lists what lies under a folder, however much and however deep, and nothing beside it', async () => {
      const listed = async (folder: string) => {
        const found = [];
        for await (const one of files.list(folder)) found.push(one);
        return found;
      };
      const keys = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? `shelf/${i}` : `shelf/deep/er/${i}`));
      for (const key of [...keys, 'shelf2/beside', 'shelfx'])
        await files.put(key, Readable.from([Buffer.from('x')]), limit);
      const found = await listed('shelf');
      expect(found.map((one) => one.key).sort()).toEqual([...keys].sort());
      for (const { modifiedAt } of found) expect(Math.abs(modifiedAt.getTime() - Date.now())).toBeLessThan(60_000);
      expect(await listed('nothing/here')).toEqual([]);
      await expect(listed('../etc')).rejects.toMatchObject({ code: 'files.bad_key' });
    });

    it('is ready, and the probe leaves nothing', async () => {
      const before = await under.residue();
      await files.ready();
      expect(await under.residue()).toEqual(before);
    });
  });
}
