import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLocalFiles } from '#api/ports/files/local.ts';
import { filesContract } from '#test/support/files-contract.ts';

const fresh = () => mkdtemp(join(tmpdir(), 'jinshu-files-'));

filesContract('local folder', async () => {
  const folder = await fresh();
  const root = join(folder, 'files');
  return {
    files: await createLocalFiles({ root, scratchRoot: join(folder, 'scratch') }),
    residue: async () =>
      (await readdir(root, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort(),
    close: () => rm(folder, { recursive: true, force: true }),
  };
});

it('clears what a crash left a day ago, and nothing younger', async () => {
  const folder = await fresh();
  const scratchRoot = join(folder, 'scratch');
  await mkdir(join(scratchRoot, 'old'), { recursive: true });
  await mkdir(join(scratchRoot, 'young'));
  await mkdir(join(folder, 'files/.incoming'), { recursive: true });
  await writeFile(join(folder, 'files/.incoming/half'), 'half');
  const longAgo = new Date(Date.now() - 25 * 3600 * 1000);
  await utimes(join(scratchRoot, 'old'), longAgo, longAgo);
  await utimes(join(folder, 'files/.incoming/half'), longAgo, longAgo);
  await createLocalFiles({ root: join(folder, 'files'), scratchRoot });
  expect(await readdir(scratchRoot)).toEqual(['young']);
  expect(await readdir(join(folder, 'files/.incoming'))).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

it('fails its readiness probe when the folder is gone', async () => {
  const folder = await fresh();
  const files = await createLocalFiles({ root: join(folder, 'files'), scratchRoot: join(folder, 'scratch') });
  await rm(folder, { recursive: true, force: true });
  await expect(files.ready()).rejects.toThrow();
});
