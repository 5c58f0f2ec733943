/** Requests, responses and tokens of RFC 3161 as bytes; what they mean is judged in check.ts. */
import 'reflect-metadata';
import { createHash, type KeyObject, sign, X509Certificate } from 'node:crypto';
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  ContentInfo,
  DigestAlgorithmIdentifier,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  id_contentType,
  id_messageDigest,
  id_signedData,
  SignatureAlgorithmIdentifier,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  Accuracy,
  id_ct_tstInfo,
  MessageImprint,
  PKIFailureInfo,
  PKIFreeText,
  PKIStatus,
  PKIStatusInfo,
  TimeStampReq,
  TimeStampResp,
  TimeStampToken,
  TSTInfo,
} from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import { id_signingCertificateV2, signingCertificate } from '#api/ports/seal/ess.ts';
import { SignedAttributes } from '#api/ports/seal/signed-attributes.ts';

export const sha256Id = '2.16.840.1.101.3.4.2.1';
const rsaEncryption = '1.2.840.113549.1.1.1';
/** From the arc kept for documentation (RFC 5612): no policy beyond RFC 3161 is claimed. */
export const ownPolicy = '1.3.6.1.4.1.32473.3161.1';

const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const digestAlgorithm = () => new DigestAlgorithmIdentifier({ algorithm: sha256Id, parameters: null });

export interface StampRequest {
  readonly sha256: Uint8Array;
  /** Big-endian, positive; null when the asker sent none. */
  readonly nonce: Uint8Array | null;
}

/** A nonce of 8 bytes makes an answer of yesterday useless today (RFC 3161, 2.4.1). */
export function encodeRequest({ sha256, nonce }: StampRequest): Uint8Array {
  const request = new TimeStampReq({
    messageImprint: imprintOf(sha256),
    certReq: true,
    ...(nonce === null ? {} : { nonce: exact(nonce) }),
  });
  return new Uint8Array(AsnConvert.serialize(request));
}

/** Throws on bytes that are no request over a SHA-256. */
export function decodeRequest(der: Uint8Array): StampRequest {
  const request = AsnConvert.parse(exact(der), TimeStampReq);
  const { hashAlgorithm, hashedMessage } = request.messageImprint;
  const sha256 = new Uint8Array(hashedMessage.buffer);
  if (hashAlgorithm.algorithm !== sha256Id || sha256.length !== 32) throw new Error('only SHA-256 is stamped');
  return { sha256, nonce: request.nonce === undefined ? null : new Uint8Array(request.nonce) };
}

const imprintOf = (sha256: Uint8Array): MessageImprint =>
  new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: sha256Id, parameters: null }),
    hashedMessage: new OctetString(exact(sha256)),
  });

export interface TokenMeans {
  readonly certificate: X509Certificate;
  readonly rootPem: string;
  readonly key: KeyObject;
  readonly serial: Uint8Array;
}

export function makeToken(request: StampRequest, at: Date, means: TokenMeans): Uint8Array {
  const facts = new TSTInfo({
    policy: ownPolicy,
    messageImprint: imprintOf(request.sha256),
    serialNumber: exact(means.serial),
    genTime: at,
    accuracy: new Accuracy({ seconds: 1 }),
    ...(request.nonce === null ? {} : { nonce: exact(request.nonce) }),
  });
  const content = AsnConvert.serialize(facts);
  const own = AsnConvert.parse(exact(means.certificate.raw), Certificate);
  const root = AsnConvert.parse(exact(new X509Certificate(means.rootPem).raw), Certificate);
  const attributes = new SignedAttributes(
    [
      attribute(id_contentType, oid(id_ct_tstInfo)),
      attribute(id_messageDigest, AsnConvert.serialize(new OctetString(sha256Of(content)))),
      attribute(id_signingCertificateV2, signingCertificate(means.certificate.raw)),
    ].sort(byDer),
  );
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(attributes)), means.key);
  const data = new SignedData({
    version: 3,
    digestAlgorithms: new DigestAlgorithmIdentifiers([digestAlgorithm()]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: id_ct_tstInfo,
      eContent: new EncapsulatedContent({ single: new OctetString(content) }),
    }),
    certificates: new CertificateSet([own, root].map((certificate) => new CertificateChoices({ certificate }))),
    signerInfos: new SignerInfos([
      new SignerInfo({
        version: 1,
        sid: new SignerIdentifier({
          issuerAndSerialNumber: new IssuerAndSerialNumber({
            issuer: own.tbsCertificate.issuer,
            serialNumber: own.tbsCertificate.serialNumber,
          }),
        }),
        digestAlgorithm: digestAlgorithm(),
        signedAttrs: [...attributes],
        signatureAlgorithm: new SignatureAlgorithmIdentifier({ algorithm: rsaEncryption, parameters: null }),
        signature: new OctetString(exact(signature)),
      }),
    ]),
  });
  return new Uint8Array(
    AsnConvert.serialize(new ContentInfo({ contentType: id_signedData, content: AsnConvert.serialize(data) })),
  );
}

const attribute = (attrType: string, value: ArrayBuffer): Attribute => new Attribute({ attrType, attrValues: [value] });
const sha256Of = (bytes: ArrayBuffer): ArrayBuffer => exact(createHash('sha256').update(Buffer.from(bytes)).digest());

/** DER wants the members of a SET OF in the order of their encodings (X.690, 11.6). */
const byDer = (a: Attribute, b: Attribute): number =>
  Buffer.compare(Buffer.from(AsnConvert.serialize(a)), Buffer.from(AsnConvert.serialize(b)));

/** DER of an OBJECT IDENTIFIER: taken out of an algorithm, where it stands first. */
function oid(id: string): ArrayBuffer {
  const der = Buffer.from(AsnConvert.serialize(new AlgorithmIdentifier({ algorithm: id })));
  return exact(der.subarray(2));
}

export function encodeGranted(token: Uint8Array): Uint8Array {
  const response = new TimeStampResp({
    status: new PKIStatusInfo({ status: PKIStatus.granted }),
    timeStampToken: AsnConvert.parse(exact(token), TimeStampToken),
  });
  return new Uint8Array(AsnConvert.serialize(response));
}

/** `bit` of PKIFailureInfo: 2 is badRequest (RFC 3161, 2.4.2). */
export function encodeRefused(words: string): Uint8Array {
  const status = new PKIStatusInfo({
    status: PKIStatus.rejection,
    statusString: new PKIFreeText([words]),
    failInfo: new PKIFailureInfo(exact(new Uint8Array([0x20]))),
  });
  return new Uint8Array(AsnConvert.serialize(new TimeStampResp({ status })));
}

/** The token of an answer; throws with the authority's own words when it refused. */
export function decodeResponse(der: Uint8Array): Uint8Array {
  const { status, timeStampToken } = AsnConvert.parse(exact(der), TimeStampResp);
  const granted = status.status === PKIStatus.granted || status.status === PKIStatus.grantedWithMods;
  if (!granted || timeStampToken === undefined)
    throw new Error(
      `refused with status ${status.status}: ${[...(status.statusString ?? [])].join(' ').slice(0, 200)}`,
    );
  return new Uint8Array(AsnConvert.serialize(timeStampToken));
}
