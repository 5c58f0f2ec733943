/** The platform's own certificate authority: works offline, is no licensed authority, and says so in its name. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import type { Clock } from '#api/kernel/time.ts';
import type { TimestampPort } from '#api/ports/timestamp/port.ts';
import { describe, type Issued, makeOrganizationCertificate, makeRevocationList } from './certificates.ts';
import { chainFaults, readRoots, type Trust, validAt } from './chain.ts';
import type { EnrolPort } from './enrol-port.ts';
import { createEnvelope } from './envelope.ts';
import type { SealPort, VerifyOptions } from './port.ts';
import { requestCertificate } from './request.ts';
import { openRoot } from './root-store.ts';
import { refuse } from './rules/refusals.ts';
import { appendSignature } from './sign-pdf.ts';
import { verifyPdfBytes } from './verify-pdf.ts';

export interface LocalSealOptions {
  /** The authority's own folder, e.g. `<DATA_DIR>/ca`. */
  readonly dir: string;
  /** The installation's secret; every sealed key depends on it. */
  readonly secret: string;
  readonly clock: Clock;
  /** Whose tokens count when a signature is checked; none where the installation has no such clock. */
  readonly timestamps?: Pick<TimestampPort, 'roots'>;
  /** A licensed authority that issues new certificates; those issued here before stay good. */
  readonly enrol?: EnrolPort;
}

export function createLocalSeal({ dir, secret, clock, timestamps, enrol }: LocalSealOptions): SealPort {
  const envelope = createEnvelope(secret);
  let opening: Promise<Issued> | undefined;
  const root = (): Promise<Issued> => {
    opening ??= openRoot(dir, envelope, () => clock.now()).catch((error: unknown) => {
      opening = undefined; // a full disk today must not break tomorrow
      throw error;
    });
    return opening;
  };

  const openKey = async (encryptedKey: string): Promise<KeyObject> => {
    try {
      const { plain } = await envelope.open(encryptedKey);
      return createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
    } catch {
      throw refuse('seal.key_unreadable');
    }
  };

  const trustOf = async (options: VerifyOptions): Promise<Trust> => ({
    roots: readRoots(options.trusted ?? [(await root()).certificatePem, ...(enrol?.anchors ?? [])]),
    stampRoots: readRoots(options.stampRoots ?? (await timestamps?.roots()) ?? []),
    revoked: options.revoked ?? [],
  });

  return {
    async issueOrganizationKey(input) {
      const issued = enrol
        ? await requestCertificate(dir, envelope, enrol, input)
        : await makeOrganizationCertificate(await root(), input, input.at ?? clock.now());
      const { serial, fingerprint, notBefore, notAfter } = describe(issued.certificatePem);
      return {
        certificatePem: issued.certificatePem,
        privateKeyEncrypted: await envelope.seal(serial, issued.pkcs8),
        serial,
        fingerprint,
        notBefore,
        notAfter,
        algorithm: 'RSA-2048/SHA-256',
      };
    },

    async signDetached(encryptedKey, bytes) {
      return sign('sha256', bytes, await openKey(encryptedKey)).toString('base64');
    },

    async verifyDetached(certificatePem, bytes, signature, options = {}) {
      try {
        const certificate = new X509Certificate(certificatePem);
        return (
          chainFaults(certificate, options.at ?? clock.now(), await trustOf(options)).length === 0 &&
          verify('sha256', bytes, certificate.publicKey, Buffer.from(signature, 'base64'))
        );
      } catch {
        return false;
      }
    },

    describeCertificate: describe,

    async caCertificatePem() {
      return (await root()).certificatePem;
    },

    async revocationList(revoked) {
      return makeRevocationList(await root(), revoked, clock.now());
    },

    async signPdf(pdf, encryptedKey, certificatePem, options) {
      const before = await verifyPdfBytes(pdf, await trustOf({}));
      if (before.verdict === 'not_a_pdf' || before.verdict === 'encrypted') throw refuse('seal.not_a_pdf');
      if (before.signatures.some((signature) => signature.field === options.fieldName)) {
        throw refuse('seal.field_signed', { field: options.fieldName });
      }
      if (!['unsigned', 'intact', 'incomplete'].includes(before.verdict)) throw refuse('seal.document_changed');
      const certificate = new X509Certificate(certificatePem);
      if (!validAt(certificate, options.signedAt)) throw refuse('seal.certificate_not_valid');
      const key = await openKey(encryptedKey);
      if (!samePublicKey(key, certificate)) throw refuse('seal.key_mismatch');
      const issuers = [(await root()).certificatePem, ...(enrol?.anchors ?? [])];
      const rootPem = issuers.find((pem) => certificate.checkIssued(new X509Certificate(pem))) ?? issuers[0] ?? '';
      const means = { key, certificate, rootPem };
      return appendSignature(pdf, means, options);
    },

    async verifyPdf(bytes, options = {}) {
      return verifyPdfBytes(bytes, await trustOf(options));
    },
  };
}

function samePublicKey(key: KeyObject, certificate: X509Certificate): boolean {
  const spki = (one: KeyObject): Buffer => one.export({ format: 'der', type: 'spki' });
  return spki(createPublicKey(key)).equals(spki(certificate.publicKey));
}
