/**
 * Judges a TimeStampToken (RFC 3161) without the code that makes one: decoding is @peculiar/asn1, arithmetic node:crypto.
 * A token travels outside what a signature covers, so it must be plain: canonical DER, one signer, nothing unsigned.
 */
import 'reflect-metadata';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { ContentInfo, id_contentType, id_messageDigest, id_signedData, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { id_ct_tstInfo, TSTInfo } from '@peculiar/asn1-tsp';
import type { Certificate } from '@peculiar/asn1-x509';
import { isNamedBy } from '#api/ports/seal/cms.ts';
import { digestNames, id_signingCertificateV2, namesCertificate } from '#api/ports/seal/ess.ts';
import { SignedAttributes, signatureSchemes, single } from '#api/ports/seal/signed-attributes.ts';
import { sha256Id } from './asn1.ts';
import type { StampFault, StampReport } from './port.ts';

/** id-kp-timeStamping; RFC 3161 2.3 wants it alone and critical. */
const forTimestamps = '1.3.6.1.5.5.7.3.8';
const longestPath = 5;
const unreadable: StampReport = { at: null, authority: null, serial: null, faults: ['token_unreadable'] };

/** @param sha256 digest of what should be stamped. @param nonce what was asked with, when the answer is fresh. */
export function checkToken(
  token: Uint8Array,
  sha256: Uint8Array,
  roots: readonly X509Certificate[],
  nonce?: Uint8Array,
): StampReport {
  try {
    return judge(token, sha256, roots, nonce);
  } catch {
    return unreadable;
  }
}

function judge(
  token: Uint8Array,
  sha256: Uint8Array,
  roots: readonly X509Certificate[],
  nonce: Uint8Array | undefined,
): StampReport {
  const info = AsnConvert.parse(token, ContentInfo);
  if (info.contentType !== id_signedData) return unreadable;
  const data = AsnConvert.parse(info.content, SignedData);
  const [signer, second] = [...data.signerInfos];
  const content = data.encapContentInfo.eContent?.single?.buffer;
  const again = new ContentInfo({ contentType: id_signedData, content: AsnConvert.serialize(data) });
  const plain =
    Buffer.from(AsnConvert.serialize(again)).equals(token) &&
    data.encapContentInfo.eContentType === id_ct_tstInfo &&
    data.crls === undefined &&
    data.version === 3 &&
    signer?.version === 1 &&
    signer.unsignedAttrs === undefined &&
    second === undefined &&
    [...data.digestAlgorithms].every(({ algorithm }) => algorithm === signer.digestAlgorithm.algorithm) &&
    [...data.digestAlgorithms, signer.digestAlgorithm, signer.signatureAlgorithm].every(isBare);
  const hash = signer === undefined ? undefined : digestNames[signer.digestAlgorithm.algorithm];
  const attributes = signer?.signedAttrs;
  if (!plain || content === undefined || signer === undefined || hash === undefined || attributes === undefined)
    return unreadable;

  const binding = single(attributes, id_signingCertificateV2);
  const sent = [...(data.certificates ?? [])].flatMap(({ certificate }) =>
    certificate === undefined ? [] : [certificate],
  );
  const named = sent.find((one) => isNamedBy(one, signer));
  const others = sent.filter((one) => one !== named).map(read);
  const own = named && binding !== null && namesCertificate(binding, read(named).raw) ? read(named) : undefined;
  const digest = single(attributes, id_messageDigest);
  const kind = single(attributes, id_contentType);
  if (own === undefined || digest === null || kind === null) return unreadable;

  const facts = AsnConvert.parse(content, TSTInfo);
  const faults: StampFault[] = [];
  const { hashAlgorithm, hashedMessage } = facts.messageImprint;
  const sameNonce = nonce === undefined || (facts.nonce !== undefined && Buffer.from(facts.nonce).equals(nonce));
  if (hashAlgorithm.algorithm !== sha256Id || !Buffer.from(hashedMessage.buffer).equals(sha256) || !sameNonce)
    faults.push('imprint_mismatch');

  const signed = Buffer.from(AsnConvert.serialize(new SignedAttributes(attributes)));
  const holds =
    createHash(hash)
      .update(Buffer.from(content))
      .digest()
      .equals(Buffer.from(AsnConvert.parse(digest, OctetString).buffer)) &&
    signatureSchemes[hash]?.includes(signer.signatureAlgorithm.algorithm) === true &&
    verify(hash, signed, own.publicKey, Buffer.from(signer.signature.buffer));
  if (!holds) faults.push('token_signature_mismatch');

  if (own.ca || own.keyUsage?.length !== 1 || own.keyUsage[0] !== forTimestamps)
    faults.push('authority_not_for_timestamps');
  const path = pathOf(own, others, roots);
  const strange = others.some((one) => !path?.some((step) => step.raw.equals(one.raw)));
  if (path === null || strange) faults.push('authority_unknown');
  if ((path ?? [own]).some((one) => facts.genTime < new Date(one.validFrom) || facts.genTime > new Date(one.validTo)))
    faults.push('authority_not_valid_then');
  return {
    at: facts.genTime,
    authority: /^O=(.+)$/m.exec(own.subject)?.[1] ?? own.subject,
    serial: own.serialNumber.toLowerCase(),
    faults,
  };
}

const read = (one: Certificate): X509Certificate => new X509Certificate(Buffer.from(AsnConvert.serialize(one)));

/** No parameters, or NULL: what else could stand there would change without showing. */
const isBare = ({ parameters }: { parameters?: ArrayBuffer | null }): boolean =>
  parameters === undefined || parameters === null || Buffer.from(parameters).equals(Buffer.from([5, 0]));

/** From the signer up to a trusted root, over what was sent along; null where none leads there. */
function pathOf(
  own: X509Certificate,
  sent: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): X509Certificate[] | null {
  const path = [own];
  while (path.length < longestPath) {
    const last = path.at(-1) as X509Certificate;
    const issuer = (of: readonly X509Certificate[]) =>
      of.find((one) => one.ca && last.checkIssued(one) && last.verify(one.publicKey));
    const root = issuer(roots);
    if (root !== undefined) return [...path, root];
    const next = issuer(sent.filter((one) => !path.includes(one)));
    if (next === undefined) return null;
    path.push(next);
  }
  return null;
}
