/** Whether a certificate was good for signing at an instant; node:crypto only, nothing the signer uses. */
import { X509Certificate } from 'node:crypto';
import type { SignatureFault } from './port.ts';

export interface Trust {
  readonly roots: readonly X509Certificate[];
  /** Roots of time-stamp authorities whose tokens count. */
  readonly stampRoots: readonly X509Certificate[];
  readonly revoked: readonly { readonly serial: string; readonly at: Date }[];
}

/**
 * The roots issue end-entity certificates directly (pathLen 0), so the path of RFC 5280 section 6 is one
 * step. `at` is the instant of signing, attested or claimed; null (no claim) is never valid.
 */
export function chainFaults(certificate: X509Certificate, at: Date | null, trust: Trust): SignatureFault[] {
  const faults: SignatureFault[] = [];
  const root = trust.roots.find(
    (candidate) => candidate.ca && certificate.checkIssued(candidate) && certificate.verify(candidate.publicKey),
  );
  if (!root) faults.push('issuer_unknown');
  if (certificate.ca) faults.push('certificate_not_for_signing');
  if (!at || ![certificate, ...(root ? [root] : [])].every((one) => validAt(one, at))) {
    faults.push('certificate_not_valid_then');
  }
  const serial = normalSerial(certificate.serialNumber);
  const revoked = trust.revoked.find((entry) => normalSerial(entry.serial) === serial);
  if (revoked && (!at || at >= revoked.at)) faults.push('certificate_revoked');
  return faults;
}

export function validAt(certificate: X509Certificate, at: Date): boolean {
  return at >= new Date(certificate.validFrom) && at <= new Date(certificate.validTo);
}

export const readRoots = (pems: readonly string[]): X509Certificate[] => pems.map((pem) => new X509Certificate(pem));

const normalSerial = (serial: string): string => serial.toLowerCase().replace(/^0+/, '');
