/**
 * The seal: keys of organisations, detached signatures over canonical documents, signatures in PDFs and
 * the check of both. The Electronic Signature Law art. 13 asks that a signature be the signer's alone,
 * under its control, and that later changes of it or of the content show. The adapter here is the
 * platform's own authority and NOT a licensed one (arts. 16-18): documents must say so.
 */

import type { RevokedSerial } from './certificates.ts';

export interface IssueKeyInput {
  readonly organizationId: string;
  /** Unified social credit code, GB 32100; already checked by the caller. */
  readonly uscc: string;
  /** The name the certificate carries; longer than 64 characters it is cut there (X.520 upper bound). */
  readonly name: string;
  readonly nameEn?: string;
  /** Instant the certificate is valid from; the adapter's clock when absent. Lets a seed date its agreements. */
  readonly at?: Date;
}

/** What the caller keeps. The private key is sealed with a key derived from the installation's secret. */
export interface OrganizationKey {
  readonly certificatePem: string;
  readonly privateKeyEncrypted: string;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  /** SHA-256 of the DER certificate, lower-case hexadecimal. */
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly algorithm: 'RSA-2048/SHA-256';
}

export interface CertificateFacts {
  /** RFC 4514 text of the subject. */
  readonly subject: string;
  readonly issuer: string;
  readonly organization: string | null;
  readonly uscc: string | null;
  readonly serial: string;
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface SignPdfOptions {
  readonly reason: string;
  /** Name of the signer as it stands in the signature dictionary. */
  readonly name: string;
  readonly location: string;
  /** Instant of signing as the signer claims it; `stamp` lets another clock attest it. */
  readonly signedAt: Date;
  /**
   * Brings an RFC 3161 token over the signature's value. When it throws `StampUnavailable` the signature is made
   * without: a paper must not wait for a clock.
   */
  readonly stamp?: (sha256: Uint8Array) => Promise<Uint8Array>;
  /** A prepared empty field is filled; without one an invisible field of this name is made. */
  readonly fieldName: string;
  /** A PDF of one page drawn into the field's rectangle, e.g. the `seal` of the documents port. */
  readonly appearance?: Uint8Array;
}

/** One thing that is wrong with one signature; each has its own test. */
export type SignatureFault =
  | 'byte_range_malformed'
  | 'byte_range_not_from_start'
  | 'byte_range_beyond_file'
  | 'gap_is_not_contents'
  | 'cms_unreadable'
  | 'digest_mismatch'
  | 'signature_mismatch'
  | 'certificate_not_bound'
  | 'issuer_unknown'
  | 'certificate_not_for_signing'
  | 'certificate_not_valid_then'
  | 'certificate_revoked'
  | 'timestamp_invalid'
  | 'timestamp_authority_unknown'
  | 'timestamp_before_signature'
  | 'unsigned_bytes_after'
  | 'content_changed_after'
  | 'field_unknown';

export interface PdfSignatureReport {
  /** Name of the form field that holds the signature; null when no field points to it. */
  readonly field: string | null;
  readonly signer: CertificateFacts | null;
  /** From the signed attributes: the signer's claim, protected against change but not proven by a third party. */
  readonly signedAt: Date | null;
  /** When an authority attested the signature existed, and whose clock it was; null without a token that holds. */
  readonly stamped: { readonly at: Date; readonly authority: string } | null;
  /** The digest of the signed ranges equals the one in the CMS. */
  readonly digestOk: boolean;
  /** The signature over the attributes verifies with the certificate they name. */
  readonly signatureOk: boolean;
  /** The certificate was issued by a trusted root, for signing, and was valid and unrevoked when stamped, else at `signedAt`. */
  readonly chainOk: boolean;
  readonly byteRange: readonly [number, number, number, number] | null;
  readonly startsAtZero: boolean;
  /** What the range leaves out is exactly the /Contents string of the same dictionary. */
  readonly gapIsContents: boolean;
  readonly coverage: 'whole_file' | 'followed_by_signed_revision' | 'followed_by_unsigned_bytes' | 'beyond_file';
  readonly faults: readonly SignatureFault[];
}

/**
 * `intact`: every declared field is signed, every signature verifies, is trusted and nothing came after the last.
 * `incomplete`: the same, but a declared signature field is still empty (or its signature was cut off).
 * Only `intact` may be shown as green.
 */
export type PdfVerdict =
  | 'intact'
  | 'incomplete'
  | 'modified_after_signature'
  | 'digest_mismatch'
  | 'unknown_signer'
  | 'unsigned'
  | 'encrypted'
  | 'not_a_pdf';

export interface PdfReport {
  readonly verdict: PdfVerdict;
  /** In the order of the bytes. Whose signatures they should be is for the caller to compare. */
  readonly signatures: readonly PdfSignatureReport[];
  /** Declared signature fields that hold no signature. */
  readonly emptyFields: readonly string[];
  /** SHA-256 of the file as given, lower-case hexadecimal. */
  readonly sha256: string;
  readonly size: number;
}

export interface VerifyOptions {
  /** Root certificates (PEM) to trust; the platform's own when absent. */
  readonly trusted?: readonly string[];
  /** Certificates no longer good from an instant on; signatures made before it stay valid. */
  readonly revoked?: readonly { readonly serial: string; readonly at: Date }[];
  /** Roots (PEM) of time-stamp authorities; those of the installation when absent. */
  readonly stampRoots?: readonly string[];
}

export interface SealPort {
  /**
   * Makes a key pair and its certificate. The caller stores both. Where a licensed authority issues: refuses
   * `seal.enrolment_pending` (ask again, the key waits), `seal.enrolment_failed`, `seal.certificate_unfit`.
   */
  issueOrganizationKey(input: IssueKeyInput): Promise<OrganizationKey>;
  /** Base64 RSASSA-PKCS1-v1_5/SHA-256 over the bytes. Refuses `seal.key_unreadable`. */
  signDetached(encryptedKey: string, bytes: Uint8Array): Promise<string>;
  /** True when the signature fits the bytes and certificate, and a trusted root issued the certificate. */
  verifyDetached(
    certificatePem: string,
    bytes: Uint8Array,
    signature: string,
    options?: VerifyOptions & { readonly at?: Date },
  ): Promise<boolean>;
  /** Reads a certificate; throws on text that is none. */
  describeCertificate(certificatePem: string): CertificateFacts;
  caCertificatePem(): Promise<string>;
  /** The list of revoked certificates of the platform's own authority (RFC 5280, 5), DER. */
  revocationList(revoked: readonly RevokedSerial[]): Promise<Uint8Array>;
  /**
   * Appends one signature as an incremental update; the bytes before it are kept as they are.
   * Refuses `seal.not_a_pdf`, `seal.document_changed`, `seal.field_signed`, `seal.key_mismatch`,
   * `seal.certificate_not_valid`, `seal.key_unreadable`.
   */
  signPdf(pdf: Uint8Array, encryptedKey: string, certificatePem: string, options: SignPdfOptions): Promise<Uint8Array>;
  /** Never throws on bad bytes: whatever they are, the report says so. */
  verifyPdf(bytes: Uint8Array, options?: VerifyOptions): Promise<PdfReport>;
}
