/** Signed roots of the audit record, and proofs against them (Articles 23, 24). */
import { z } from 'zod';
import { dayText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';
import { proofFaults } from './rules/codes.ts';

const timestamp = z.object({
  at: instantText,
  authority: z.string(),
  operated_by: z.enum(['platform', 'outside']),
  token: z.string().meta({ description: 'DER of the RFC 3161 token over the signature, base64' }),
});

export const rootLine = z
  .object({
    number: z.number().int(),
    day: dayText,
    size: z.number().int().meta({ description: 'Records covered: those numbered 1 to size' }),
    root_hash: z.string(),
    sha256: z.string().meta({ description: 'Of the signed statement; the next root names it as `previous`' }),
    previous: z.string().nullable(),
    signer: z.string(),
    made_at: instantText,
    stamped_at: instantText.nullable(),
  })
  .meta({ id: 'AuditRootLine' });

export const rootShape = rootLine
  .extend({
    statement: z.string().meta({ description: 'RFC 8785 text that is signed' }),
    signature: z.string().meta({ description: 'RSASSA-PKCS1-v1_5 with SHA-256 over the statement, base64' }),
    certificate_pem: z.string(),
    authority_pem: z.string(),
    timestamp: timestamp.nullable(),
    timestamp_roots_pem: z.array(z.string()),
  })
  .meta({ id: 'AuditRoot' });

export const proofShape = z
  .object({
    record: z.object({
      seq: z.string(),
      at: instantText,
      canon: z.string(),
      prev_hash: z.string(),
      hash: z.string(),
    }),
    proof: z.object({
      root: z.number().int(),
      index: z.number().int(),
      size: z.number().int(),
      path: z.array(z.string()),
      root_hash: z.string(),
    }),
    papers: z.array(z.object({ id: z.string(), no: z.string() })),
  })
  .meta({ id: 'AuditProof', description: 'That a record is in a published root (RFC 6962, 2.1.1)' });

/** What a proof that somebody hands out may look like: the file `proof.json`, or more than that. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const heldProof = z.object({
  record: z.object({
    seq: z.string().regex(/^[1-9]\d{0,14}$/),
    at: z.iso.datetime(),
    canon: z.string().max(100_000),
    prev_hash: hash,
    hash,
  }),
  proof: z.object({
    root: z.number().int().min(1).max(1_000_000),
    size: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
    path: z.array(hash).max(64),
  }),
});

export const proofCheck = z
  .object({
    holds: z.boolean(),
    fault: z.enum(proofFaults.codes).nullable(),
    record: z.object({
      seq: z.string(),
      at: instantText,
      action: z.string(),
      outcome: z.string(),
      subject: z.string(),
      canon: z.string(),
    }),
    root: rootLine.nullable().meta({ description: 'The published root the proof leads to, where there is one' }),
  })
  .meta({ id: 'AuditProofCheck' });

const number = z.union([z.literal('latest'), z.coerce.number().int().min(1).max(1_000_000)]);
const seq = z.object({ seq: z.string().regex(/^\d{1,18}$/) });
const seen = ['auth.required', 'audit.no_such_record', 'audit.no_root_yet', 'audit.differs'];

export const rootOperations = {
  listAuditRoots: operation({
    method: 'get',
    path: '/audit/roots',
    auth: 'public',
    summary: ['审计根', 'Roots of the audit record'],
    description:
      'A Merkle tree (RFC 6962) over the hashes of all records, taken and signed every day. Newest first. Whoever keeps one can later prove that nothing before it was changed.',
    query: pageQuery,
    out: page(rootLine),
  }),
  showAuditRoot: operation({
    method: 'get',
    path: '/audit/roots/:number',
    auth: 'public',
    summary: ['一个审计根', 'One root of the audit record'],
    description: 'By number, or `latest`: with the signed text, the signature, certificates and the timestamp.',
    params: z.object({ number }),
    out: rootShape,
    refusals: ['audit.no_such_root'],
  }),
  proveAuditGrowth: operation({
    method: 'get',
    path: '/audit/growth',
    auth: 'public',
    summary: ['两个审计根的一致性证明', 'Proof that one root only adds to another'],
    description: 'The consistency proof of RFC 6962, 2.1.2.',
    query: z.object({ from: z.coerce.number().int().min(1).max(1_000_000), to: number.default('latest') }),
    out: z
      .object({ from: z.number().int(), to: z.number().int(), path: z.array(z.string()) })
      .meta({ id: 'AuditGrowth' }),
    refusals: ['audit.no_such_root', 'audit.roots_in_order', 'audit.differs'],
  }),
  downloadAuditCheck: operation({
    method: 'get',
    path: '/audit/check-audit.mjs',
    auth: 'public',
    summary: ['离线核验程序', 'Program that checks roots and proofs away from the platform'],
    out: { media: ['text/javascript'] },
  }),
  checkAuditProof: operation({
    method: 'post',
    path: '/audit/proofs/check',
    auth: 'public',
    summary: ['核验存在证明', 'Check a proof somebody handed you'],
    description:
      'Takes the record and the path as they stand in `proof.json`, works out the hash of the record and the root, and compares with the root that was published. Nothing of it is kept.',
    body: heldProof,
    out: proofCheck,
  }),
  proveAuditRecord: operation({
    method: 'get',
    path: '/audit/events/:seq/proof',
    auth: 'session',
    summary: ['审计记录的存在证明', 'Proof that a record is in a published root'],
    description:
      'For auditors, for whoever did what the record tells of, and for the signatory and the administrator of the organisation it was done for.',
    params: seq,
    out: proofShape,
    refusals: seen,
  }),
  issueAuditProof: operation({
    method: 'post',
    path: '/audit/events/:seq/paper',
    auth: 'session',
    summary: ['出具审计记录存在证明', 'Issue the proof as a sealed paper'],
    params: seq,
    out: z.object({ id: z.string(), no: z.string() }).meta({ id: 'AuditProofPaper' }),
    refusals: [...seen, 'security.no_sealer'],
  }),
};
