/**
 * Says what the bytes of a PDF prove. Digest, signature, chain and coverage are read from the raw bytes
 * (pdf-bytes, cms, chain); the reader's view (pdf-model) adds field names and what later revisions changed.
 * Nothing here trusts the platform's own records: an outsider can repeat every step with openssl.
 */
import { createHash } from 'node:crypto';
import { checkToken } from '#api/ports/timestamp/check.ts';
import type { StampReport } from '#api/ports/timestamp/port.ts';
import { describe } from './certificates.ts';
import { chainFaults, type Trust } from './chain.ts';
import { checkCms } from './cms.ts';
import { findSignatures, hasEndMark, isEncrypted, looksWhole, type RawSignature } from './pdf-bytes.ts';
import { type PdfModel, readModel } from './pdf-model.ts';
import type { PdfReport, PdfSignatureReport, PdfVerdict, SignatureFault } from './port.ts';

/** No paper has as many; each costs a hash of the file, and anybody may upload. */
const mostSignatures = 32;

export async function verifyPdfBytes(given: Uint8Array, trust: Trust): Promise<PdfReport> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const answer = (
    verdict: PdfVerdict,
    signatures: readonly PdfSignatureReport[] = [],
    emptyFields: readonly string[] = [],
  ): PdfReport => ({ verdict, signatures, emptyFields, sha256, size: bytes.length });

  if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-') return answer('not_a_pdf');
  if (isEncrypted(bytes)) return answer('encrypted');
  const raws = findSignatures(bytes);
  if (raws.length > mostSignatures) return answer('digest_mismatch');
  // A cut file that still shows a signature is reported by what the signature says of it.
  if (raws.length === 0 && !looksWhole(bytes)) return answer('not_a_pdf');

  const model = await readModel(bytes);
  if (raws.length === 0) return model ? answer('unsigned', [], emptyOf(model)) : answer('not_a_pdf');
  const signatures: PdfSignatureReport[] = [];
  for (const [index, raw] of raws.entries()) {
    signatures.push(await judge(bytes, raw, raws.slice(index + 1), model, trust));
  }
  return answer(verdictOf(signatures, model, bytes), signatures, model ? emptyOf(model) : []);
}

async function judge(
  bytes: Buffer,
  raw: RawSignature,
  later: readonly RawSignature[],
  model: PdfModel | null,
  trust: Trust,
): Promise<PdfSignatureReport> {
  const faults: SignatureFault[] = [];
  if (!raw.byteRange) faults.push('byte_range_malformed');
  else if (!raw.startsAtZero) faults.push('byte_range_not_from_start');
  if (raw.byteRange && !raw.withinFile) faults.push('byte_range_beyond_file');
  else if (raw.byteRange && !raw.gapIsContents) faults.push('gap_is_not_contents');

  const [start, before, after, rest] = raw.byteRange ?? [0, 0, 0, 0];
  const parts = [bytes.subarray(start, start + before), bytes.subarray(after, after + rest)];
  const cms = raw.cms ? checkCms(raw.cms, parts, raw.subFilter === 'ETSI.CAdES.detached') : null;
  if (raw.gapIsContents && !raw.cms) faults.push('cms_unreadable');
  faults.push(...(cms?.faults ?? []));
  const stamp = cms?.stamp ? checkToken(cms.stamp.token, cms.stamp.sha256, trust.stampRoots) : null;
  faults.push(...stampFaults(stamp, cms?.signedAt ?? null));
  const stamped = stamp?.at && stamp.faults.length === 0 ? { at: stamp.at, authority: stamp.authority ?? '' } : null;
  const chain = cms?.certificate ? chainFaults(cms.certificate, stamped?.at ?? cms.signedAt, trust) : [];
  const stranger = cms?.others.some((other) => !trust.roots.some((root) => root.raw.equals(other)));
  if (stranger && !chain.includes('issuer_unknown')) chain.push('issuer_unknown');
  faults.push(...chain);

  const coverage = coverageOf(bytes, raw, later);
  if (coverage === 'followed_by_unsigned_bytes') faults.push('unsigned_bytes_after');
  if (coverage === 'followed_by_signed_revision' && (await shownThen(bytes, raw)) !== model?.shown) {
    faults.push('content_changed_after');
  }
  const field = model?.fields.find((one) => one.byteRange !== null && one.byteRange === raw.byteRange?.join(' '));
  // Without a model nothing can be said about fields; the verdict then rests on the model being absent.
  if (model && !field) faults.push('field_unknown');
  return {
    field: field?.name ?? null,
    signer: cms?.certificate ? describe(cms.certificate.raw) : null,
    signedAt: cms?.signedAt ?? null,
    stamped,
    digestOk: cms?.digestOk ?? false,
    signatureOk: cms?.signatureOk ?? false,
    chainOk: cms?.certificate != null && chain.length === 0,
    byteRange: raw.byteRange,
    startsAtZero: raw.startsAtZero,
    gapIsContents: raw.gapIsContents,
    coverage,
    faults,
  };
}

/** Clocks differ by seconds; a token minutes older than the signature it is on stamps something else. */
const clockSkewMs = 5 * 60_000;

function stampFaults(stamp: StampReport | null, signedAt: Date | null): SignatureFault[] {
  if (stamp === null) return [];
  const faults: SignatureFault[] = [];
  if (stamp.faults.some((fault) => fault !== 'authority_unknown')) faults.push('timestamp_invalid');
  if (stamp.faults.includes('authority_unknown')) faults.push('timestamp_authority_unknown');
  if (stamp.at !== null && signedAt !== null && stamp.at.getTime() < signedAt.getTime() - clockSkewMs)
    faults.push('timestamp_before_signature');
  return faults;
}

function coverageOf(bytes: Buffer, raw: RawSignature, later: readonly RawSignature[]): PdfSignatureReport['coverage'] {
  if (!raw.withinFile) return 'beyond_file';
  if (raw.end === bytes.length) return 'whole_file';
  const covered = later.some((next) => next.withinFile && next.startsAtZero && next.end === bytes.length);
  return covered ? 'followed_by_signed_revision' : 'followed_by_unsigned_bytes';
}

/** What was shown when the signature was made: the file up to its last signed byte is a whole PDF itself. */
async function shownThen(bytes: Buffer, raw: RawSignature): Promise<string | null> {
  const revision = bytes.subarray(0, raw.end);
  return hasEndMark(revision) ? ((await readModel(revision))?.shown ?? null) : null;
}

const emptyOf = (model: PdfModel): string[] =>
  model.fields.filter((field) => field.byteRange === null).map((field) => field.name);

const broken = new Set<SignatureFault>([
  'byte_range_malformed',
  'byte_range_not_from_start',
  'byte_range_beyond_file',
  'gap_is_not_contents',
  'cms_unreadable',
  'digest_mismatch',
  'signature_mismatch',
  'certificate_not_bound',
  'timestamp_invalid',
  'timestamp_before_signature',
]);
const changed = new Set<SignatureFault>(['unsigned_bytes_after', 'content_changed_after', 'field_unknown']);

/** The gravest finding over all signatures; anything not understood is never `intact`. */
function verdictOf(signatures: readonly PdfSignatureReport[], model: PdfModel | null, bytes: Buffer): PdfVerdict {
  const faults = signatures.flatMap((signature) => signature.faults);
  if (faults.some((fault) => broken.has(fault))) return 'digest_mismatch';
  if (signatures.some((signature) => !signature.chainOk) || faults.includes('timestamp_authority_unknown'))
    return 'unknown_signer';
  if (faults.some((fault) => changed.has(fault)) || !model || !looksWhole(bytes)) return 'modified_after_signature';
  return faults.length > 0 ? 'digest_mismatch' : emptyOf(model).length > 0 ? 'incomplete' : 'intact';
}
