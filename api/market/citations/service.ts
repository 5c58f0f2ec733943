/** Showing and checking certificates of sources: by number, by product, or by the file somebody holds in hand. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { openPdf, verifyUpload } from '#api/documents/service.ts';
import { dayOf } from '#api/kernel/time.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import { productById, publicProduct } from '#api/products/sources.ts';
import { type CitationFacts, type CitedSource, citationFaultsOf } from '../rules/citation.ts';
import { citationFaults } from '../rules/codes.ts';
import { flattened, readJws } from '../rules/jws.ts';
import { refuse } from '../rules/refusals.ts';
import type { certificateLine, certificateShape, citedSourceShape, fileCheckShape } from './contract.ts';
import * as store from './store.ts';

export type CertificateOut = z.input<typeof certificateShape>;
type LineOut = z.input<typeof citedSourceShape>;

async function row(ctx: Ctx, no: string): Promise<store.CertificateRow> {
  const found = await store.findByNo(ctx.db, no.toUpperCase());
  if (found === null) throw refuse('market.citation_not_found', { no });
  return found;
}

export async function showCertificate(ctx: Ctx, no: string): Promise<CertificateOut> {
  return show(ctx, await row(ctx, no));
}

async function show(ctx: Ctx, found: store.CertificateRow): Promise<CertificateOut> {
  const text = await store.canonicalOf(ctx.db, found.documentId);
  const facts = JSON.parse(text) as CitationFacts;
  const product = await productById(ctx.db, found.productId);
  const sources = await linesOf(ctx, facts);
  const signature_ok = (await holds(ctx, found.jws)) && payloadOf(found.jws) === text;
  return {
    no: found.no,
    url: facts.url,
    state: found.supersededAt === null ? 'current' : 'superseded',
    superseded_by: found.supersededBy,
    superseded_at: found.supersededAt?.toISOString() ?? null,
    supersedes: facts.supersedes,
    issued_at: found.issuedAt.toISOString(),
    issuer: facts.issuer,
    developer: facts.developer,
    product: {
      no: facts.product.no,
      title: facts.product.title,
      title_en: product?.titleEn ?? null,
      kind: facts.product.kind,
      version_hash: facts.product.version_hash,
      state: product?.state ?? 'withdrawn',
    },
    sources,
    signature_ok,
    ok: signature_ok && sources.every((one) => one.check.ok),
    sha256: sha256(text),
    jws: found.jws,
    document_id: found.documentId,
    checked_at: ctx.clock.now().toISOString(),
  };
}

/** Each signed line against the log of this moment, and what became of the source since. */
async function linesOf(ctx: Ctx, facts: CitationFacts): Promise<LineOut[]> {
  const logged = await store.deliveriesBy(
    ctx.db,
    facts.sources.map((one) => one.delivery_id),
  );
  const corrections = await store.correctionsOf(ctx.db, [...new Set([...logged.values()].map((one) => one.entryId))]);
  return facts.sources.map((one: CitedSource) => {
    const delivery = logged.get(one.delivery_id) ?? null;
    const faults = citationFaultsOf(one, facts.developer.uscc, delivery);
    const corrected = corrections.find(
      (found) => found.entryId === delivery?.entryId && found.fixedVersion > one.dataset_version,
    );
    return {
      ...one,
      check: {
        ok: faults.length === 0,
        faults: faults.map((code) => ({ code, zh: citationFaults.words[code][0], en: citationFaults.words[code][1] })),
        delivered_at: delivery?.at.toISOString() ?? null,
        withdrawn_on: delivery?.withdrawnAt == null ? null : dayOf(delivery.withdrawnAt),
        corrected_on: corrected === undefined ? null : dayOf(corrected.at),
        corrected_in: corrected?.fixedVersion ?? null,
      },
    };
  });
}

const decode = (part: string): string => Buffer.from(part, 'base64url').toString('utf8');
const payloadOf = (jws: string): string | null => readJws(jws, decode)?.payload ?? null;

/** True when a certificate of the platform's own authority signed exactly these bytes. */
async function holds(ctx: Ctx, jws: string): Promise<boolean> {
  const parts = readJws(jws, decode);
  if (parts === null || parts.header.alg !== 'RS256') return false;
  const [leaf] = Array.isArray(parts.header.x5c) ? (parts.header.x5c as unknown[]) : [];
  if (typeof leaf !== 'string' || !/^[A-Za-z0-9+/=]+$/.test(leaf)) return false;
  const pem = `-----BEGIN CERTIFICATE-----\n${leaf.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`;
  const signature = Buffer.from(parts.signature, 'base64url').toString('base64');
  return ctx.ports.seal.verifyDetached(pem, Buffer.from(parts.signed, 'ascii'), signature).catch(() => false);
}

export async function listCertificates(
  ctx: Ctx,
  productNo: string,
): Promise<{ items: z.input<typeof certificateLine>[] }> {
  const product = await publicProduct(ctx.db, productNo);
  if (product === null) throw refuseProduct('products.not_found');
  const rows = await store.certificatesOf(ctx.db, product.id);
  return {
    items: rows.map((one) => ({
      no: one.no,
      issued_at: one.issuedAt.toISOString(),
      state: one.supersededAt === null ? 'current' : 'superseded',
      superseded_by: one.supersededBy,
      document_id: one.documentId,
    })),
  };
}

export async function openCertificateJson(ctx: Ctx, no: string): Promise<{ no: string; text: string }> {
  const found = await row(ctx, no);
  return { no: found.no, text: flattened(found.jws) };
}

export async function openCertificatePdf(ctx: Ctx, no: string): Promise<{ no: string; bytes: Uint8Array }> {
  const found = await row(ctx, no);
  return { no: found.no, bytes: (await openPdf(ctx, found.documentId)).bytes };
}

export type FileCheckOut = z.input<typeof fileCheckShape>;

/** True where the bytes want to be a signed JSON rather than a PDF. */
export function looksSigned(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 200))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return start.startsWith('{') || start.startsWith('eyJ');
}

export async function checkFile(ctx: Ctx, bytes: Uint8Array): Promise<FileCheckOut> {
  if (!looksSigned(bytes)) {
    const seen = await verifyUpload(ctx, bytes);
    if (seen.document?.kind !== 'citation')
      return { verdict: seen.verdict === 'not_a_pdf' ? 'unreadable' : 'unknown', certificate: null };
    const sound = seen.verdict === 'intact';
    return { verdict: sound ? 'genuine' : 'altered', certificate: await showCertificate(ctx, seen.document.no) };
  }
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const parts = readJws(text, decode);
  const no = parts === null ? null : numberIn(parts.payload);
  if (parts === null || no === null) return { verdict: 'unreadable', certificate: null };
  const found = await store.findByNo(ctx.db, no);
  const { payload, signed, signature } = parts;
  const same = found !== null && found.jws === `${signed}.${signature}` && payload !== '';
  if (same) return { verdict: 'genuine', certificate: await show(ctx, found) };
  return {
    verdict: found === null ? 'unknown' : 'altered',
    certificate: found === null ? null : await show(ctx, found),
  };
}

function numberIn(payload: string): string | null {
  try {
    const facts = JSON.parse(payload) as { kind?: unknown; no?: unknown } | null;
    return facts?.kind === 'citation' && typeof facts.no === 'string' ? facts.no : null;
  } catch {
    return null;
  }
}
