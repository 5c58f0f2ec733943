/**
 * Checks one detached CMS (RFC 5652) with CAdES attributes against the digest of what it should sign.
 * Decoding is @peculiar/asn1-cms, arithmetic node:crypto: the signer (libpdf, pkijs) takes no part.
 */
import 'reflect-metadata';
import { createHash, verify, X509Certificate } from 'node:crypto';
import {
  type Attribute,
  ContentInfo,
  id_contentType,
  id_data,
  id_messageDigest,
  id_signedData,
  id_signingTime,
  SignedData,
  type SignerInfo,
  SigningTime,
} from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import type { Certificate } from '@peculiar/asn1-x509';
import { digestNames, id_signingCertificateV2, namesCertificate } from './ess.ts';
import type { SignatureFault } from './port.ts';
import { SignedAttributes, signatureSchemes, single } from './signed-attributes.ts';

export interface CmsFacts {
  readonly certificate: X509Certificate | null;
  /** DER of the certificates sent along; they are not signed, so whoever trusts must know each of them. */
  readonly others: readonly Buffer[];
  readonly signedAt: Date | null;
  readonly digestOk: boolean;
  readonly signatureOk: boolean;
  /** An RFC 3161 token over the signature's value (CAdES-T), not yet judged; null where there is none. */
  readonly stamp: { readonly token: Buffer; readonly sha256: Buffer } | null;
  readonly faults: readonly SignatureFault[];
}

const id_signatureTimeStampToken = '1.2.840.113549.1.9.16.2.14';
/** DER of the OBJECT IDENTIFIER id-data, 1.2.840.113549.1.7.1. */
const dataDer = Buffer.from('06092a864886f70d010701', 'hex');

const unreadable: CmsFacts = {
  certificate: null,
  others: [],
  signedAt: null,
  digestOk: false,
  signatureOk: false,
  stamp: null,
  faults: ['cms_unreadable'],
};

/**
 * `parts` are the signed byte ranges; `mustBind` asks for the signing-certificate attribute (CAdES).
 * The CMS itself lies outside the signed ranges, so it must be plain: one signer, the canonical DER of what
 * was understood, nothing unsigned beside it but one timestamp. Otherwise a byte could change in it without showing.
 */
export function checkCms(cms: Uint8Array, parts: readonly Uint8Array[], mustBind: boolean): CmsFacts {
  try {
    const info = AsnConvert.parse(cms, ContentInfo);
    if (info.contentType !== id_signedData) return unreadable;
    const data = AsnConvert.parse(info.content, SignedData);
    const [signer, second] = [...data.signerInfos];
    // Content inside would be what is signed instead of the document; two signers have no place in one field.
    if (!signer || second || data.encapContentInfo.eContent || !isPlain(cms, data, signer)) return unreadable;
    const sent = [...(data.certificates ?? [])].map((choice) => choice.certificate);
    const named = sent.find((one) => one && isNamedBy(one, signer));
    const der = (one: Certificate | undefined): Buffer =>
      one ? Buffer.from(AsnConvert.serialize(one)) : Buffer.alloc(0);
    return {
      ...checkSigner(signer, named ? new X509Certificate(der(named)) : null, parts, mustBind),
      others: sent.filter((one) => one !== named).map(der),
    };
  } catch {
    return unreadable;
  }
}

function isPlain(cms: Uint8Array, data: SignedData, signer: SignerInfo): boolean {
  const [digest, other] = [...data.digestAlgorithms];
  const again = new ContentInfo({ contentType: id_signedData, content: AsnConvert.serialize(data) });
  return (
    data.version === 1 &&
    signer.version === 1 &&
    digest?.algorithm === signer.digestAlgorithm.algorithm &&
    other === undefined &&
    data.encapContentInfo.eContentType === id_data &&
    data.crls === undefined &&
    stampOf(signer) !== undefined &&
    Buffer.from(AsnConvert.serialize(again)).equals(cms)
  );
}

/** The timestamp among the unsigned attributes, null without any; undefined where anything else stands there. */
function stampOf(signer: SignerInfo): CmsFacts['stamp'] | undefined {
  const unsigned = signer.unsignedAttrs;
  if (unsigned === undefined) return null;
  const token = unsigned.length === 1 ? single(unsigned, id_signatureTimeStampToken) : null;
  if (token === null) return undefined;
  const sha256 = createHash('sha256').update(Buffer.from(signer.signature.buffer)).digest();
  return { token: Buffer.from(token), sha256 };
}

/** By issuer and serial number, as CAdES writes it; a signer named by key identifier is not accepted. */
export function isNamedBy(certificate: Certificate, signer: SignerInfo): boolean {
  const name = signer.sid.issuerAndSerialNumber;
  if (!name) return false;
  const body = certificate.tbsCertificate;
  return (
    same(name.serialNumber, body.serialNumber) &&
    same(AsnConvert.serialize(name.issuer), AsnConvert.serialize(body.issuer))
  );
}

function checkSigner(
  signer: SignerInfo,
  certificate: X509Certificate | null,
  parts: readonly Uint8Array[],
  mustBind: boolean,
): Omit<CmsFacts, 'others'> {
  const hash = digestNames[signer.digestAlgorithm.algorithm];
  const attributes = signer.signedAttrs;
  const claimed = attributes && single(attributes, id_messageDigest);
  const contentType = attributes && single(attributes, id_contentType);
  if (!hash || !attributes || !claimed || !contentType) return { ...unreadable, certificate };

  const actual = createHash(hash);
  for (const part of parts) actual.update(part);
  const digestOk =
    dataDer.equals(Buffer.from(contentType)) &&
    actual.digest().equals(Buffer.from(AsnConvert.parse(claimed, OctetString).buffer));

  const binding = single(attributes, id_signingCertificateV2);
  const bound = certificate !== null && (binding ? namesCertificate(binding, certificate.raw) : !mustBind);

  const signed = Buffer.from(AsnConvert.serialize(new SignedAttributes(attributes)));
  const signatureOk =
    certificate !== null &&
    signatureSchemes[hash]?.includes(signer.signatureAlgorithm.algorithm) === true &&
    verify(hash, signed, certificate.publicKey, Buffer.from(signer.signature.buffer));

  const faults: SignatureFault[] = [];
  if (!digestOk) faults.push('digest_mismatch');
  if (!signatureOk) faults.push('signature_mismatch');
  if (!bound) faults.push('certificate_not_bound');
  const stamp = stampOf(signer) ?? null;
  return { certificate, signedAt: signingTime(attributes), digestOk, signatureOk, stamp, faults };
}

function signingTime(attributes: readonly Attribute[]): Date | null {
  const value = single(attributes, id_signingTime);
  return value ? AsnConvert.parse(value, SigningTime).getTime() : null;
}

const same = (a: ArrayBuffer, b: ArrayBuffer): boolean => Buffer.from(a).equals(Buffer.from(b));
