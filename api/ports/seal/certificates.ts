/** Certificates in the profile of RFC 5280: one root, and one end-entity certificate an organisation. */
import 'reflect-metadata'; // @peculiar/x509 refuses to load without it; keep it first
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonNameParams,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
  X509CrlReason,
} from '@peculiar/x509';
import type { CertificateFacts, IssueKeyInput } from './port.ts';

// The DOM's Crypto and Node's differ in type only.
const crypto = webcrypto as unknown as Crypto;
cryptoProvider.set(crypto);

/** RSA because pdfsig (NSS), Adobe and openssl all verify it in CAdES; ECDSA is not safe with all three. */
export const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

const organizationIdentifier = '2.5.4.97';
const documentSigning = '1.3.6.1.5.5.7.3.36'; // RFC 9336
const emailProtection = '1.3.6.1.5.5.7.3.4'; // without it openssl cms and NSS refuse the purpose
const timeStamping = '1.3.6.1.5.5.7.3.8'; // RFC 3161, 2.3: alone and critical
const rootYears = 20;
const organizationYears = 3;

/** The name says what the authority is not, in every viewer that shows an issuer. */
const rootName = new Name([
  { C: ['CN'] },
  { O: ['Jinshu'] },
  { OU: ['Self-operated, not a licensed certification authority'] },
  { CN: ['Jinshu Platform Root CA'] },
]);

export interface Issued {
  readonly certificatePem: string;
  readonly pkcs8: Uint8Array;
}

export const newKeys = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

export const exportKey = async (key: CryptoKey): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.exportKey('pkcs8', key));

/** Positive, 128 bits, no leading zero (RFC 5280 4.1.2.2). */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

const wholeSeconds = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000);

function addYears(at: Date, years: number): Date {
  const later = new Date(at);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}

/**
 * The root is dated one year back, so that agreements entered with an earlier date (an import, the
 * demonstration province) lie within its validity; trust in a root does not come from its dates.
 */
export async function makeRoot(now: Date): Promise<Issued> {
  const keys = await newKeys();
  const notBefore = addYears(wholeSeconds(now), -1);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: rootName,
    notBefore,
    notAfter: addYears(notBefore, rootYears),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificatePem: certificate.toString('pem'), pkcs8: await exportKey(keys.privateKey) };
}

export function organizationName(input: IssueKeyInput): Name {
  const name = [...input.name.normalize('NFC')].slice(0, 64).join('');
  const subject: JsonNameParams = [
    { C: ['CN'] },
    { O: [{ utf8String: name }] },
    { [organizationIdentifier]: [{ utf8String: `NTRCN-${input.uscc}` }] },
    { CN: [{ utf8String: name }] },
  ];
  return new Name(subject);
}

/**
 * The subject holds the Chinese name as UTF8String (openssl and pdfsig verify it so) and the social credit
 * code as organizationIdentifier `NTRCN-<code>` (ETSI EN 319 412-1, 5.1.4).
 */
export async function makeOrganizationCertificate(root: Issued, input: IssueKeyInput, at: Date): Promise<Issued> {
  const rootCertificate = new X509Certificate(root.certificatePem);
  const rootKey = await crypto.subtle.importKey('pkcs8', new Uint8Array(root.pkcs8), algorithm, false, ['sign']);
  const keys = await newKeys();
  const notBefore = wholeSeconds(at);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    issuer: rootCertificate.subjectName,
    subject: organizationName(input),
    notBefore,
    notAfter: addYears(notBefore, organizationYears),
    publicKey: keys.publicKey,
    signingKey: rootKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true),
      new ExtendedKeyUsageExtension([documentSigning, emailProtection], false),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(rootCertificate.publicKey),
      ...(input.nameEn ? [englishName(input.nameEn)] : []),
    ],
  });
  return { certificatePem: certificate.toString('pem'), pkcs8: await exportKey(keys.privateKey) };
}

/** As long as the root: a token must hold after the papers it stamped have run out. */
export const makeTimestampCertificate = (root: Issued): Promise<Issued> =>
  makePlatformCertificate(root, 'Jinshu Platform Time-Stamp', [new ExtendedKeyUsageExtension([timeStamping], true)]);

/** For statements to programs; not for papers, whose signatures are those of organisations. */
export const makeStatementCertificate = (root: Issued): Promise<Issued> =>
  makePlatformCertificate(root, 'Jinshu Platform Statements', []);

async function makePlatformCertificate(root: Issued, name: string, more: readonly Extension[]): Promise<Issued> {
  const rootCertificate = new X509Certificate(root.certificatePem);
  const rootKey = await crypto.subtle.importKey('pkcs8', new Uint8Array(root.pkcs8), algorithm, false, ['sign']);
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    issuer: rootCertificate.subjectName,
    subject: new Name([{ C: ['CN'] }, { O: ['Jinshu'] }, { OU: ['Self-operated, not a third party'] }, { CN: [name] }]),
    notBefore: rootCertificate.notBefore,
    notAfter: rootCertificate.notAfter,
    publicKey: keys.publicKey,
    signingKey: rootKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      ...more,
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(rootCertificate.publicKey),
    ],
  });
  return { certificatePem: certificate.toString('pem'), pkcs8: await exportKey(keys.privateKey) };
}

export interface RevokedSerial {
  readonly serial: string;
  readonly at: Date;
  readonly reason: 'key_compromise' | 'affiliation_changed' | 'superseded' | 'cessation';
}

const reasons = {
  key_compromise: X509CrlReason.keyCompromise,
  affiliation_changed: X509CrlReason.affiliationChanged,
  superseded: X509CrlReason.superseded,
  cessation: X509CrlReason.cessationOfOperation,
} as const;
const crlDays = 7;

/** The list of RFC 5280 section 5, DER, signed by the root; good for a week. */
export async function makeRevocationList(
  root: Issued,
  revoked: readonly RevokedSerial[],
  at: Date,
): Promise<Uint8Array> {
  const rootKey = await crypto.subtle.importKey('pkcs8', new Uint8Array(root.pkcs8), algorithm, false, ['sign']);
  const thisUpdate = wholeSeconds(at);
  const rootCertificate = new X509Certificate(root.certificatePem);
  const list = await X509CrlGenerator.create({
    issuer: rootCertificate.subjectName,
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + crlDays * 86_400_000),
    signingKey: rootKey,
    signingAlgorithm: algorithm,
    extensions: [await AuthorityKeyIdentifierExtension.create(rootCertificate.publicKey)],
    entries: revoked.map((one) => ({
      serialNumber: one.serial,
      revocationDate: wholeSeconds(one.at),
      reason: reasons[one.reason],
    })),
  });
  return new Uint8Array(list.rawData);
}

const englishName = (name: string): SubjectAlternativeNameExtension =>
  new SubjectAlternativeNameExtension([
    { type: 'dn', value: new Name([{ O: [{ utf8String: name.slice(0, 64) }] }]).toString() },
  ]);

/** Reads a certificate given as PEM or DER; throws on anything else. */
export function describe(certificate: string | Uint8Array): CertificateFacts {
  const parsed = new X509Certificate(typeof certificate === 'string' ? certificate : new Uint8Array(certificate));
  const identifier = parsed.subjectName.getField(organizationIdentifier)[0];
  return {
    subject: parsed.subject,
    issuer: parsed.issuer,
    organization: parsed.subjectName.getField('O')[0] ?? null,
    uscc: identifier?.startsWith('NTRCN-') ? identifier.slice(6) : null,
    serial: parsed.serialNumber,
    fingerprint: createHash('sha256').update(new Uint8Array(parsed.rawData)).digest('hex'),
    notBefore: parsed.notBefore,
    notAfter: parsed.notAfter,
  };
}
