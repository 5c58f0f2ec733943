/**
 * Documents that anyone can verify. The parties sign the canonical text (RFC 8785) of the facts, and the PDF
 * carries the same signatures for readers. Rows are appended only; each signature keeps the PDF revision it made.
 */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { z } from 'zod';
import { type Ctx, newId } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { fill } from '#api/kernel/refusal.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { revokedCertificates } from '#api/organizations/certificates.ts';
import { ensureKey } from '#api/organizations/service.ts';
import type { DocumentInputs } from '#api/ports/documents/port.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import type { authorityShape, uploadVerificationShape, verificationShape } from './contract.ts';
import { type DocumentKind, signedForWords } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { gatherStamp } from './timestamps.ts';

const maxPdfBytes = 50 * 1024 * 1024;

/** What the document brings to its own rendering: spread it into the paper's input. */
export interface OwnFacts {
  readonly id: string;
  readonly no: string;
  readonly madeAt: Date;
  readonly canonical: string;
}

/** A line on the public verification page; never a person's name. */
export interface PublicFact {
  readonly zh: string;
  readonly en: string;
  readonly value: string;
}

export interface NewDocument<K extends DocumentKind> {
  readonly kind: K;
  readonly no: string;
  readonly subject: readonly [type: string, id: string];
  readonly title: string;
  /** Everything that is agreed or certified, JSON-safe (amounts as strings). Its canonical text is what gets signed. */
  readonly value: Readonly<Record<string, unknown>>;
  /** The PDF's input, given what the document itself brings. */
  readonly render: (own: OwnFacts) => DocumentInputs[K];
  readonly publicFacts: readonly PublicFact[];
}

/** Renders the PDF, keeps it with the canonical text and its hash. Call inside `act`. */
export async function createDocument<K extends DocumentKind>(
  tx: Ctx,
  input: NewDocument<K>,
): Promise<{ readonly id: string; readonly sha256: string }> {
  const id = newId(tx, 'document');
  const canonical = canonicalJson(input.value as never);
  const hash = sha256(canonical);
  const madeAt = tx.clock.now();
  const paper = input.render({ id, no: input.no, madeAt, canonical });
  const pdf = await tx.ports.documents.render(input.kind, paper);
  const pdfKey = `documents/${id}/0.pdf`;
  const stored = await tx.ports.files.put(pdfKey, Readable.from([pdf]), { maxBytes: maxPdfBytes });
  await store.insertDocument(tx.db, {
    id,
    kind: input.kind,
    no: input.no,
    subjectType: input.subject[0],
    subjectId: input.subject[1],
    title: input.title,
    canonical,
    sha256: hash,
    pdfKey,
    pdfSha256: stored.sha256,
    publicFacts: input.publicFacts.map((f) => ({ ...f })),
    createdAt: madeAt,
  });
  return { id, sha256: hash };
}

/**
 * The viewer's organisation signs: over the canonical text, and as an incremental PDF signature. The document is
 * locked meanwhile, so two signatures at once come one after the other. Call inside `act`, after the caller has
 * checked whose turn it is and the password (people.requirePasswordAgain). Refuses a second signature.
 */
export async function signDocument(tx: Ctx, documentId: string, options: { readonly reason: string }): Promise<Signed> {
  const { organization, personId, displayName, actingFor } = requireViewer(tx.viewer);
  const forPersonId = actingFor?.personId ?? null;
  const names = { reason: options.reason, delegate: displayName, holder: actingFor?.displayName ?? '' };
  const reason = actingFor === undefined ? options.reason : fill(signedForWords, names);
  return placeSignature(tx, documentId, { organization, personId, forPersonId }, reason);
}

/**
 * Seals with the key of an organisation without a person: only for what the platform attests from its own records (a
 * certificate of sources), never for anybody's will.
 */
export async function sealDocument(
  tx: Ctx,
  documentId: string,
  organization: Signer['organization'],
  options: { readonly reason: string },
): Promise<Signed> {
  return placeSignature(tx, documentId, { organization, personId: null, forPersonId: null }, options.reason);
}

export interface Signed {
  readonly signatureId: string;
  readonly position: number;
  readonly sha256: string;
}

interface Signer {
  readonly organization: { readonly id: string; readonly name: string; readonly regionCode: string };
  readonly personId: string | null;
  /** The holder for whom a delegate signs. */
  readonly forPersonId: string | null;
}

async function placeSignature(
  tx: Ctx,
  documentId: string,
  { organization, personId, forPersonId }: Signer,
  reason: string,
): Promise<Signed> {
  const document = await store.lockDocument(tx.db, documentId);
  if (document === null) throw refuse('document.not_found', { id: documentId });
  if (document.signatures.some((s) => s.organizationId === organization.id)) throw refuse('document.already_signed');
  const position = document.signatures.length + 1;
  const key = await ensureKey(tx, organization.id);
  const signature = await tx.ports.seal.signDetached(key.privateKeyEncrypted, Buffer.from(document.canonical, 'utf8'));
  const before = await readAll(tx, document.signatures.at(-1)?.pdfKey ?? document.pdfKey);
  const signedAt = tx.clock.now();
  const appearance = await tx.ports.documents.sealAppearance({
    name: organization.name,
    signedOn: dayOf(signedAt),
    serial: key.serial,
  });
  const clock = gatherStamp(tx);
  const signed = await tx.ports.seal.signPdf(before, key.privateKeyEncrypted, key.certificatePem, {
    reason,
    name: organization.name,
    location: organization.regionCode,
    signedAt,
    fieldName: `signature_${position}`,
    appearance,
    stamp: clock.stamp,
  });
  const pdfKey = `documents/${documentId}/${position}-${organization.id}.pdf`;
  const stored = await tx.ports.files.put(pdfKey, Readable.from([signed]), { maxBytes: maxPdfBytes });
  const signatureId = newId(tx, 'signature');
  await store.insertSignature(tx.db, {
    id: signatureId,
    documentId,
    position,
    organizationId: organization.id,
    personId,
    forPersonId,
    keyId: key.id,
    signedAt,
    documentSha256: document.sha256,
    signature,
    pdfKey,
    pdfSha256: stored.sha256,
    ip: tx.ip,
  });
  await clock.keep(signatureId);
  return { signatureId, position, sha256: document.sha256 };
}

async function readAll(ctx: Ctx, key: string): Promise<Uint8Array> {
  const { stream } = await ctx.ports.files.open(key);
  return new Uint8Array(await buffer(stream));
}

/** What a document is about, so that the room of that noun can say who may have it. */
export async function subjectOf(
  ctx: Ctx,
  documentId: string,
): Promise<{ kind: DocumentKind; subjectId: string; signedBy: readonly string[] }> {
  const document = await store.findDocument(ctx.db, documentId);
  if (document === null) throw refuse('document.not_found', { id: documentId });
  const signedBy = document.signatures.map((s) => s.organizationId);
  return { kind: document.kind as DocumentKind, subjectId: document.subjectId, signedBy };
}

/** The newest PDF revision, for the parties; the caller checks who may have it. */
export async function openPdf(
  ctx: Ctx,
  documentId: string,
): Promise<{ bytes: Uint8Array; no: string; title: string; sha256: string }> {
  const document = await store.findDocument(ctx.db, documentId);
  if (document === null) throw refuse('document.not_found', { id: documentId });
  const last = document.signatures.at(-1) ?? document;
  return { bytes: await readAll(ctx, last.pdfKey), no: document.no, title: document.title, sha256: last.pdfSha256 };
}

/** Resolves an id (`doc_…`) or a document number. */
export async function verifyDocument(ctx: Ctx, idOrNo: string): Promise<z.input<typeof verificationShape>> {
  const document = (await store.findDocument(ctx.db, idOrNo)) ?? (await store.findDocumentByNo(ctx.db, idOrNo));
  if (document === null) throw refuse('document.not_found', { id: idOrNo });
  const faults = new Set<z.input<typeof verificationShape>['faults'][number]>();
  if (sha256(document.canonical) !== document.sha256) faults.add('canonical_changed');
  const signatures = [];
  const revoked = await revokedCertificates(ctx);
  for (const s of document.signatures) {
    const canonicalOk =
      s.documentSha256 === document.sha256 &&
      (await ctx.ports.seal.verifyDetached(s.certificatePem, Buffer.from(document.canonical, 'utf8'), s.signature, {
        at: s.stamped?.at ?? s.signedAt,
        revoked,
      }));
    if (!canonicalOk) faults.add('signature_invalid');
    signatures.push({
      position: s.position,
      organization_name: s.organizationName,
      uscc: s.uscc,
      signed_at: s.signedAt.toISOString(),
      certificate_fingerprint: s.fingerprint,
      stamped:
        s.stamped === null
          ? null
          : { at: s.stamped.at.toISOString(), authority: s.stamped.authority, operated_by: s.stamped.operatedBy },
      canonical_ok: canonicalOk,
      pdf_sha256: s.pdfSha256,
    });
  }
  const last = document.signatures.at(-1) ?? document;
  if ((await ctx.ports.files.stat(last.pdfKey)) === null) faults.add('pdf_missing');
  else {
    const bytes = await readAll(ctx, last.pdfKey);
    if (sha256(bytes) !== last.pdfSha256) faults.add('pdf_changed');
    if (document.signatures.length > 0 && !faults.has('pdf_changed')) {
      const report = await ctx.ports.seal.verifyPdf(bytes, { revoked });
      const good = report.verdict === 'intact' || report.verdict === 'incomplete';
      if (!good || report.signatures.length !== document.signatures.length) faults.add('pdf_signature_invalid');
    }
  }
  return {
    id: document.id,
    kind: document.kind as DocumentKind,
    no: document.no,
    title: document.title,
    created_at: document.createdAt.toISOString(),
    sha256: document.sha256,
    pdf_sha256: last.pdfSha256,
    intact: faults.size === 0,
    faults: [...faults],
    facts: document.publicFacts as unknown as PublicFact[],
    signatures,
  };
}

/** Says of any bytes what they are: which document's revision, which signatures, and what is wrong. */
export async function verifyUpload(ctx: Ctx, bytes: Uint8Array): Promise<z.input<typeof uploadVerificationShape>> {
  if (bytes.byteLength === 0) throw refuse('document.upload_empty');
  const report = await ctx.ports.seal.verifyPdf(bytes, { revoked: await revokedCertificates(ctx) });
  const found = await store.findByPdfHash(ctx.db, report.sha256);
  return {
    sha256: report.sha256,
    size: report.size,
    verdict: report.verdict,
    document: found,
    signatures: report.signatures.map((s) => ({
      organization: s.signer?.organization ?? null,
      uscc: s.signer?.uscc ?? null,
      signed_at: s.signedAt?.toISOString() ?? null,
      stamped_at: s.stamped?.at.toISOString() ?? null,
      faults: [...s.faults],
    })),
  };
}

/** Whose certificates and clocks stand behind the papers, for whoever checks them elsewhere. */
export async function showAuthority(ctx: Ctx): Promise<z.input<typeof authorityShape>> {
  const pem = await ctx.ports.seal.caCertificatePem();
  const root = ctx.ports.seal.describeCertificate(pem);
  return {
    subject: root.subject,
    fingerprint: root.fingerprint,
    not_before: root.notBefore.toISOString(),
    not_after: root.notAfter.toISOString(),
    certificate_pem: pem,
    licensed: false,
    timestamps: ctx.ports.timestamps.operatedBy,
    timestamp_roots_pem: [...(await ctx.ports.timestamps.roots())],
    revoked: (await revokedCertificates(ctx)).length,
  };
}

export async function revocationList(ctx: Ctx): Promise<Uint8Array> {
  return ctx.ports.seal.revocationList(await revokedCertificates(ctx));
}

/** The next number of a series, e.g. `XY-2026-000123`: taken under a row lock, so numbers have no gaps and no doubles. */
export async function nextNumber(tx: Ctx, kind: string, prefix: string): Promise<string> {
  const year = Number(dayOf(tx.clock.now()).slice(0, 4));
  const number = await store.takeNumber(tx.db, kind, year);
  return `${prefix}-${year}-${String(number).padStart(6, '0')}`;
}
