/**
 * Evidence of signing: who, when, from where and under which digest, in a chain of its own for each agreement (Electronic
 * Signature Law, Article 8). The address is kept as a keyed hash and as its network only: the person is named by id.
 */

import { isIP } from 'node:net';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { keyed } from '#api/ports/seal/sealed-text.ts';
import * as life from './life-store.ts';
import { refuse } from './rules/refusals.ts';
import { sideOf } from './rules/rights.ts';
import * as store from './store.ts';
import { factsOf } from './view.ts';

export const firstHash = '0'.repeat(64);

/** `sha256(previous | seq | sha256(canonical))`, the parts as text with '|' between: three lines of shell recompute it. */
export const linkHash = (previous: string, seq: number, canonical: string): string =>
  sha256(`${previous}|${seq}|${sha256(canonical)}`);

export interface Signed {
  readonly documentId: string;
  readonly documentSha256: string;
  readonly signatureId: string;
  readonly position: number;
  /** What is signed: `agreement`, `amendment` or `disposition_proof`. */
  readonly what: string;
  readonly version: number;
}

/** The network of an address: the first 24 bits of IPv4, 48 of IPv6; never the address itself. */
function networkOf(ip: string): string | null {
  const plain = ip.startsWith('::ffff:') ? ip.slice(7) : ip;
  if (isIP(plain) === 4) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (isIP(plain) !== 6) return null;
  const [head = ''] = plain.split('::');
  return `${head.split(':').slice(0, 3).join(':')}::/48`;
}

/** Appends the link. The agreement's row is locked by the caller, so the chain cannot fork. */
export async function recordEvidence(tx: Ctx, agreement: { id: string; no: string }, signed: Signed): Promise<void> {
  const viewer = requireViewer(tx.viewer);
  const signature = await life.signatureOf(tx.db, signed.signatureId);
  if (signature === null) throw new Error(`no signature ${signed.signatureId}`);
  const last = await life.lastEvidence(tx.db, agreement.id);
  const seq = (last?.seq ?? 0) + 1;
  const canonical = canonicalJson({
    agreement_no: agreement.no,
    what: signed.what,
    version: signed.version,
    document_id: signed.documentId,
    document_sha256: signed.documentSha256,
    signature_id: signed.signatureId,
    signature_sha256: sha256(signature.signature),
    pdf_sha256: signature.pdfSha256,
    position: signed.position,
    organization: { name: viewer.organization.name, uscc: viewer.organization.uscc },
    person: viewer.personId,
    certificate_fingerprint: signature.fingerprint,
    authenticated_by: 'session and password entered again',
    signed_at: signature.signedAt.toISOString(),
    request_id: tx.requestId,
    address:
      tx.ip === null
        ? null
        : {
            network: networkOf(tx.ip),
            hmac_sha256: keyed(tx, 'agreements', 'address/v1', tx.ip).digest('hex'),
          },
  });
  const previous = last?.hash ?? firstHash;
  await life.insertEvidence(tx.db, {
    agreementId: agreement.id,
    seq,
    canonical,
    prevHash: previous,
    hash: linkHash(previous, seq, canonical),
    at: signature.signedAt,
  });
}

export interface EvidenceFile {
  readonly format: 'jinshu.signing-evidence/1';
  readonly agreement_no: string;
  readonly exported_at: string;
  readonly links: { seq: number; prev_hash: string; hash: string; canonical: string }[];
  readonly head: string;
  readonly intact: boolean;
}

/** The chain as a file, for the parties and the information department; that it was taken is on record. */
export async function exportEvidence(ctx: Ctx, agreementId: string): Promise<EvidenceFile> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findAgreement(ctx.db, agreementId);
  if (row === null || sideOf(factsOf(row), viewer) === null) throw refuse('agreement.not_found');
  const rows = await life.listEvidence(ctx.db, agreementId);
  let before = firstHash;
  let intact = true;
  for (const [at, link] of rows.entries()) {
    intact &&=
      link.seq === at + 1 && link.prevHash === before && link.hash === linkHash(before, link.seq, link.canonical);
    before = link.hash;
  }
  const file: EvidenceFile = {
    format: 'jinshu.signing-evidence/1',
    agreement_no: row.no,
    exported_at: ctx.clock.now().toISOString(),
    links: rows.map((link) => ({
      seq: link.seq,
      prev_hash: link.prevHash,
      hash: link.hash,
      canonical: link.canonical,
    })),
    head: before,
    intact,
  };
  const facts = { no: row.no, links: rows.length, head: before };
  await act(ctx, { action: 'agreements.export_evidence', subject: ['agreement', agreementId], facts }, async () => {});
  return file;
}
