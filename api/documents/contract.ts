import { z } from 'zod';
import { instantText, operation } from '#api/kernel/operation.ts';
import { documentKinds } from './rules/codes.ts';

export const documentKind = z.enum(
  Object.keys(documentKinds) as [keyof typeof documentKinds, ...(keyof typeof documentKinds)[]],
);

export const signatureShape = z.object({
  position: z.number().int(),
  organization_name: z.string(),
  uscc: z.string(),
  signed_at: instantText,
  certificate_fingerprint: z.string(),
  /** When a clock other than the signer's attested it; null while no token could be had. */
  stamped: z
    .object({
      at: instantText,
      authority: z.string(),
      operated_by: z.enum(['platform', 'outside']).meta({ description: '`platform`: its own clock, no third party' }),
    })
    .nullable(),
  /** The signature over the canonical text verifies with the organisation's certificate. */
  canonical_ok: z.boolean(),
  pdf_sha256: z.string(),
});

export const verificationShape = z
  .object({
    id: z.string(),
    kind: documentKind,
    no: z.string(),
    title: z.string(),
    created_at: instantText,
    sha256: z.string().meta({ description: 'SHA-256 of the canonical text the parties signed' }),
    pdf_sha256: z.string().meta({ description: 'SHA-256 of the newest PDF revision' }),
    /** The stored canonical text and PDF are the ones whose hashes were recorded, and every signature verifies. */
    intact: z.boolean(),
    faults: z.array(
      z.enum(['canonical_changed', 'pdf_changed', 'pdf_missing', 'signature_invalid', 'pdf_signature_invalid']),
    ),
    facts: z.array(z.object({ zh: z.string(), en: z.string(), value: z.string() })),
    signatures: z.array(signatureShape),
  })
  .meta({ id: 'Verification', description: 'What was signed, by whom, when, and whether the stored bytes are those' });

export const uploadVerificationShape = z
  .object({
    sha256: z.string(),
    size: z.number().int(),
    verdict: z.enum([
      'intact',
      'incomplete',
      'modified_after_signature',
      'digest_mismatch',
      'unknown_signer',
      'unsigned',
      'encrypted',
      'not_a_pdf',
    ]),
    /** The document of this platform whose newest or earlier revision these bytes are; null when they are none. */
    document: z
      .object({ id: z.string(), kind: documentKind, no: z.string(), title: z.string(), newest: z.boolean() })
      .nullable(),
    signatures: z.array(
      z.object({
        organization: z.string().nullable(),
        uscc: z.string().nullable(),
        signed_at: instantText.nullable(),
        stamped_at: instantText.nullable().meta({ description: 'Attested by a time-stamp authority (RFC 3161)' }),
        faults: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'UploadVerification', description: 'What the bytes at hand are' });

export const authorityShape = z
  .object({
    subject: z.string(),
    fingerprint: z.string().meta({ description: 'SHA-256 of the root certificate, DER' }),
    not_before: instantText,
    not_after: instantText,
    certificate_pem: z.string(),
    licensed: z.boolean().meta({ description: 'False: self-operated (Electronic Signature Law, arts. 16-18)' }),
    timestamps: z.enum(['platform', 'outside']),
    timestamp_roots_pem: z.array(z.string()),
    revoked: z.number().int(),
  })
  .meta({ id: 'SigningAuthority', description: 'Whose certificates and clocks stand behind the papers' });

const one = z.object({ id: z.string().trim().min(1).max(60) });
const pdf = { media: ['application/pdf'] } as const;

export const documentOperations = {
  verifyDocument: operation({
    method: 'get',
    path: '/verify/:id',
    auth: 'public',
    summary: ['核验文书', 'Verify a document'],
    description: 'By id (`doc_…`) or by the number printed on it. Names organisations, never persons.',
    params: one,
    out: verificationShape,
    refusals: ['document.not_found'],
  }),
  verifyUpload: operation({
    method: 'post',
    path: '/verify',
    auth: 'public',
    summary: ['核验 PDF 文件', 'Verify the bytes of a PDF'],
    description: 'The body is the PDF itself; it is looked at and not kept.',
    upload: pdf,
    out: uploadVerificationShape,
    refusals: ['document.upload_empty', 'request.too_large'],
  }),
  showAuthority: operation({
    method: 'get',
    path: '/authority',
    auth: 'public',
    summary: ['签名根证书与时间戳', 'Root certificate and timestamps'],
    out: authorityShape,
  }),
  rootCertificate: operation({
    method: 'get',
    path: '/authority/root.pem',
    auth: 'public',
    summary: ['根证书', 'The root certificate'],
    out: { media: ['application/x-pem-file'] },
  }),
  revocationList: operation({
    method: 'get',
    path: '/authority/revoked.crl',
    auth: 'public',
    summary: ['已吊销证书清单', 'Revoked certificates'],
    description: 'Signed by the root (RFC 5280, 5), DER, made anew with every call and good for seven days.',
    out: { media: ['application/pkix-crl'] },
  }),
  openKit: operation({
    method: 'get',
    path: '/documents/:id/kit.zip',
    auth: 'session',
    summary: ['离线核验包', 'Kit for checking elsewhere'],
    description:
      'The PDF, the signed record, signatures, certificates, timestamps, the list of revoked certificates and a script for openssl: checks the document without this platform.',
    params: one,
    out: { media: ['application/zip'] },
    refusals: ['document.not_found'],
  }),
  openDocument: operation({
    method: 'get',
    path: '/documents/:id/document.pdf',
    auth: 'session',
    summary: ['文书 PDF', 'The PDF of a document'],
    description: 'For those who may see what the document is about; a passer-by sees the facts of /verify.',
    params: one,
    out: pdf,
    refusals: ['document.not_found'],
  }),
};
