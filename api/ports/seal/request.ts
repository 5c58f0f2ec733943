/** Asking an outside authority for an organisation's certificate, and not taking one that does not fit. */
import 'reflect-metadata';
import { createPrivateKey, createPublicKey, X509Certificate as Parsed, webcrypto } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyUsageFlags, KeyUsagesExtension, Pkcs10CertificateRequestGenerator, X509Certificate } from '@peculiar/x509';
import { algorithm, exportKey, type Issued, newKeys, organizationName } from './certificates.ts';
import { EnrolPending, type EnrolPort } from './enrol-port.ts';
import type { Envelope } from './envelope.ts';
import type { IssueKeyInput } from './port.ts';
import { refuse } from './rules/refusals.ts';

/**
 * The key waits sealed in the authority's folder until its certificate is there: an authority where a person decides must be
 * asked again with the same request (RFC 7030, 4.2.3). Refuses `seal.enrolment_pending`, `seal.enrolment_failed`,
 * `seal.certificate_unfit`.
 */
export async function requestCertificate(
  dir: string,
  envelope: Envelope,
  port: EnrolPort,
  input: IssueKeyInput,
): Promise<Issued> {
  const path = join(dir, 'pending', `${input.organizationId.replace(/[^\w-]/g, '_')}.key`);
  const pkcs8 = await waitingKey(path, envelope);
  const request = await requestOf(pkcs8, input);
  let certificatePem: string;
  try {
    certificatePem = await port.enrol(request);
  } catch (error) {
    if (error instanceof EnrolPending)
      throw refuse('seal.enrolment_pending', { hours: Math.ceil(error.seconds / 3600) });
    throw refuse('seal.enrolment_failed', { reason: error instanceof Error ? error.message : 'unknown' });
  }
  const unfit = unfitness(certificatePem, pkcs8, input);
  if (unfit !== null) throw refuse('seal.certificate_unfit', { what: unfit });
  await rm(path, { force: true });
  return { certificatePem, pkcs8 };
}

async function waitingKey(path: string, envelope: Envelope): Promise<Uint8Array> {
  const read = async () => (await envelope.open(await readFile(path, 'utf8'))).plain;
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const sealed = await envelope.seal('pending', await exportKey((await newKeys()).privateKey));
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, sealed, { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return read();
}

async function requestOf(pkcs8: Uint8Array, input: IssueKeyInput): Promise<Uint8Array> {
  const spki = createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })).export({
    format: 'der',
    type: 'spki',
  });
  const { subtle } = webcrypto as unknown as Crypto;
  const keys = {
    privateKey: await subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, false, ['sign']),
    publicKey: await subtle.importKey('spki', new Uint8Array(spki), algorithm, true, ['verify']),
  };
  const made = await Pkcs10CertificateRequestGenerator.create({
    name: organizationName(input),
    keys,
    signingAlgorithm: algorithm,
    extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true)],
  });
  return new Uint8Array(made.rawData);
}

/** What keeps the certificate from being this organisation's signing certificate; null when nothing does. */
function unfitness(pem: string, pkcs8: Uint8Array, input: IssueKeyInput): string | null {
  const own = createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }));
  const certificate = new Parsed(pem);
  const der = { format: 'der', type: 'spki' } as const;
  if (!certificate.publicKey.export(der).equals(own.export(der))) return 'public key';
  const parsed = new X509Certificate(pem);
  const named =
    parsed.subjectName.getField('O').includes(input.name.normalize('NFC')) || parsed.subject.includes(input.uscc);
  if (!named) return 'subject';
  const usage = parsed.getExtension(KeyUsagesExtension)?.usages ?? 0;
  if (certificate.ca || (usage & (KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation)) === 0)
    return 'key usage';
  return null;
}
