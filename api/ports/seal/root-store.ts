/** The keys of the local authority: a file each, made once, read by every process of the installation. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Issued, makeRoot } from './certificates.ts';
import type { Envelope } from './envelope.ts';

const keyMark = 'JINSHU SEALED PRIVATE KEY';

/**
 * Opens the root or makes it on first use. A root whose key does not open (another SESSION_SECRET) is an
 * error and is never replaced: a second root would orphan every certificate already issued.
 */
export const openRoot = (dir: string, envelope: Envelope, now: () => Date): Promise<Issued> =>
  openKept(dir, 'root-ca.pem', envelope, () => makeRoot(now()));

/** A certificate and its key in a file of that name, made by whoever needs it first. */
export async function openKept(
  dir: string,
  fileName: string,
  envelope: Envelope,
  make: () => Promise<Issued>,
): Promise<Issued> {
  const path = join(dir, fileName);
  const kept = await readIfThere(path);
  if (kept !== null) return decode(kept, envelope, path);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeOnce(dir, path, fileName, await encode(await make(), envelope));
  // Another process may have been first: what the file holds is the truth.
  return decode(await readFile(path, 'utf8'), envelope, path);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A link is atomic and fails when the name is taken, so neither half a file nor a second root can appear. */
async function writeOnce(dir: string, path: string, fileName: string, text: string): Promise<void> {
  const draft = join(dir, `.${fileName}.${randomBytes(6).toString('hex')}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function encode(root: Issued, envelope: Envelope): Promise<string> {
  const sealed = await envelope.seal('root', root.pkcs8);
  return `${root.certificatePem.trim()}\n-----BEGIN ${keyMark}-----\n${sealed}\n-----END ${keyMark}-----\n`;
}

async function decode(text: string, envelope: Envelope, path: string): Promise<Issued> {
  const certificatePem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text)?.[0];
  const sealed = new RegExp(`-----BEGIN ${keyMark}-----\\n(.+)\\n-----END`).exec(text)?.[1];
  if (!certificatePem || !sealed) throw new Error(`${path} does not hold a certificate and its key`);
  try {
    return { certificatePem: `${certificatePem}\n`, pkcs8: (await envelope.open(sealed)).plain };
  } catch (cause) {
    throw new Error(`${path}: the key does not open with this SESSION_SECRET; restore the secret`, { cause });
  }
}
