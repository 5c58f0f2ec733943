/** Citation certificates: shown with each line held against the access log, downloaded, and checked. */
import { z } from 'zod';
import { dayText, instantText, operation } from '#api/kernel/operation.ts';
import { citationFaults, fileVerdicts } from '../rules/codes.ts';

export const citedSourceShape = z
  .object({
    resource_code: z.string(),
    resource_name: z.string(),
    provider_name: z.string(),
    provider_uscc: z.string(),
    dataset_version: z.number().int(),
    delivery_id: z.string(),
    acquired_on: dayText,
    content_hash: z.string().meta({ description: 'SHA-256 of the published table that was delivered' }),
    handed_hash: z.string().nullable().meta({ description: 'SHA-256 of what was handed over' }),
    agreement_no: z.string(),
    authorization_no: z.string(),
    check: z.object({
      ok: z.boolean().meta({ description: 'Delivered as the line says, by the access log of this moment' }),
      faults: z.array(z.object({ code: z.enum(citationFaults.codes), zh: z.string(), en: z.string() })),
      delivered_at: instantText.nullable(),
      withdrawn_on: dayText.nullable().meta({ description: 'The source was withdrawn since' }),
      corrected_on: dayText.nullable().meta({ description: 'An error was put right in a later version since' }),
      corrected_in: z.number().int().nullable(),
    }),
  })
  .meta({ id: 'CitedSource' });

export const certificateShape = z
  .object({
    no: z.string(),
    url: z.string(),
    state: z.enum(['current', 'superseded']),
    superseded_by: z.string().nullable(),
    superseded_at: instantText.nullable(),
    supersedes: z.string().nullable(),
    issued_at: instantText,
    issuer: z.object({ name: z.string(), uscc: z.string() }),
    developer: z.object({ name: z.string(), uscc: z.string() }),
    product: z.object({
      no: z.string(),
      title: z.string(),
      title_en: z.string().nullable(),
      kind: z.string(),
      version_hash: z.string(),
      state: z.string(),
    }),
    sources: z.array(citedSourceShape),
    signature_ok: z.boolean().meta({ description: 'The stored text is the signed one and the signature verifies' }),
    ok: z.boolean().meta({ description: 'The signature and every line hold' }),
    sha256: z.string().meta({ description: 'SHA-256 of the signed text' }),
    jws: z.string().meta({ description: 'Compact JWS (RFC 7515), RS256, with the certificate chain in x5c' }),
    document_id: z.string(),
    checked_at: instantText,
  })
  .meta({ id: 'CitationCertificate', description: 'What a product was made from, signed, and checked as of now' });

export const certificateLine = z.object({
  no: z.string(),
  issued_at: instantText,
  state: z.enum(['current', 'superseded']),
  superseded_by: z.string().nullable(),
  document_id: z.string(),
});

export const fileCheckShape = z
  .object({
    verdict: z.enum(fileVerdicts.codes),
    certificate: certificateShape.nullable(),
  })
  .meta({ id: 'CitationFileCheck', description: 'What the bytes at hand are' });

const byNo = z.object({ no: z.string().trim().min(1).max(40) });
const notFound = ['market.citation_not_found'] as const;

export const citationOperations = {
  showCitationCertificate: operation({
    method: 'get',
    path: '/product-citations/:no',
    auth: 'public',
    summary: ['数据来源证书', 'A citation certificate'],
    description: 'Each line is held against the access log at the moment of asking.',
    params: byNo,
    out: certificateShape,
    refusals: notFound,
  }),
  listCitationCertificates: operation({
    method: 'get',
    path: '/products/:no/citations',
    auth: 'public',
    summary: ['产品的来源证书', 'Certificates of a product'],
    description: 'Newest first; earlier ones are superseded.',
    params: byNo,
    out: z.object({ items: z.array(certificateLine) }),
    refusals: ['products.not_found'],
  }),
  downloadCertificateJson: operation({
    method: 'get',
    path: '/product-citations/:no/certificate.json',
    auth: 'public',
    summary: ['来源证书（JSON 签名）', 'The certificate as a signed JSON'],
    description: 'JWS in its flattened JSON form (RFC 7515, 7.2.2).',
    params: byNo,
    out: { media: ['application/jose+json'] },
    refusals: notFound,
  }),
  downloadCertificatePdf: operation({
    method: 'get',
    path: '/product-citations/:no/certificate.pdf',
    auth: 'public',
    summary: ['来源证书（PDF）', 'The certificate as a sealed PDF'],
    params: byNo,
    out: { media: ['application/pdf'] },
    refusals: notFound,
  }),
  checkCertificateFile: operation({
    method: 'post',
    path: '/product-citations/check',
    auth: 'public',
    summary: ['核验来源证书文件', 'Check a certificate in hand'],
    description: 'The body is a JWS (compact or flattened JSON) or the PDF; it is looked at and not kept.',
    upload: { media: ['application/jose+json', 'application/json', 'application/jose', 'application/pdf'] },
    out: fileCheckShape,
    refusals: ['document.upload_empty', 'request.too_large'],
  }),
};
