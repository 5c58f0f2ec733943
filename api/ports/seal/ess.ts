/** The ESS signing-certificate-v2 attribute (RFC 5035, 3): which certificate a CAdES signature was made with. */
import { createHash } from 'node:crypto';
import { AsnConvert, AsnProp, AsnPropTypes, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

export const id_signingCertificateV2 = '1.2.840.113549.1.9.16.2.47';

class EssCertIdV2 {
  hashAlgorithm?: AlgorithmIdentifier;
  certHash = new OctetString();
  issuerSerial?: ArrayBuffer;
}
AsnProp({ type: AlgorithmIdentifier, optional: true })(EssCertIdV2.prototype, 'hashAlgorithm');
AsnProp({ type: OctetString })(EssCertIdV2.prototype, 'certHash');
AsnProp({ type: AsnPropTypes.Any, optional: true })(EssCertIdV2.prototype, 'issuerSerial');

class SigningCertificateV2 {
  certs: EssCertIdV2[] = [];
  policies?: ArrayBuffer;
}
AsnProp({ type: EssCertIdV2, repeated: 'sequence' })(SigningCertificateV2.prototype, 'certs');
AsnProp({ type: AsnPropTypes.Any, optional: true })(SigningCertificateV2.prototype, 'policies');

export const digestNames: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** True when the first entry is the hash of this DER certificate; SHA-256 is the attribute's default. */
export function namesCertificate(attribute: ArrayBuffer, certificate: Uint8Array): boolean {
  const first = AsnConvert.parse(attribute, SigningCertificateV2).certs[0];
  if (!first) return false;
  const name = first.hashAlgorithm ? digestNames[first.hashAlgorithm.algorithm] : 'sha256';
  return name !== undefined && createHash(name).update(certificate).digest().equals(Buffer.from(first.certHash.buffer));
}

/** The attribute's value for this DER certificate, hashed with SHA-256 (the default is left out, as DER wants). */
export function signingCertificate(certificate: Uint8Array): ArrayBuffer {
  const id = new EssCertIdV2();
  id.certHash = new OctetString(new Uint8Array(createHash('sha256').update(certificate).digest()).buffer);
  const value = new SigningCertificateV2();
  value.certs = [id];
  return AsnConvert.serialize(value);
}
