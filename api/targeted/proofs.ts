/** Files of proof: judged by content, sealed before they are kept, opened for the steward who says why. */
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { readWhole } from '#api/ports/files/read-whole.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { ownCase, stewardCase } from './access.ts';
import { papersOf } from './apply.ts';
import type { lookBody, lookOut } from './contract.ts';
import { mediaTypes, type ProofKind } from './rules/codes.ts';
import { maxProofBytes, maxProofs, maxProofText } from './rules/limits.ts';
import { refuse } from './rules/refusals.ts';
import { hindrance } from './rules/rights.ts';
import { sealName, sealProof, unsealName, unsealProof } from './secrets.ts';
import type { CaseOut } from './show.ts';
import * as store from './store.ts';
import { reread } from './walk.ts';

const kinds: Readonly<Record<string, ProofKind>> = { pdf: 'pdf', png: 'png', jpg: 'jpeg' };
/** Base64 and the envelope add a third and a head. */
const sealedBytes = Math.ceil((maxProofBytes * 4) / 3) * 2 + 4096;

export interface ProofFile {
  /** As the sender called it: text to show, sealed like the rest. */
  readonly name: string;
  readonly stream: Readable | AsyncIterable<Uint8Array>;
}

export async function addTargetedProof(ctx: Ctx, id: string, file: ProofFile): Promise<CaseOut> {
  const before = await ownCase(ctx, id);
  const hindered = hindrance(before, 'applicant', 'add_proof');
  if (hindered !== null) throw hindered;
  if (before.proofs.length >= maxProofs) throw refuse('targeted.too_many_proofs', { limit: maxProofs });
  const bytes = await readWhole(file.stream, maxProofBytes, () =>
    refuse('targeted.proof_too_large', { limit: maxProofText }),
  );
  const kind = kinds[(await fileTypeFromBuffer(bytes))?.ext ?? ''];
  if (kind === undefined) throw refuse('targeted.proof_kind');
  // The key says nothing of the file; what fails below is swept with the case's folder.
  const key = `targeted/${id}/${Buffer.from(ctx.random(16)).toString('hex')}`;
  await ctx.ports.files.put(key, chunks(await sealProof(ctx, bytes)), { maxBytes: sealedBytes });
  const nameSealed = await sealName(ctx, file.name.normalize('NFC').split(/[\\/]/).at(-1)?.slice(0, 200) ?? '');
  try {
    return await act(ctx, { action: 'targeted.add_proof', subject: ['targeted', id] }, async (tx, note) => {
      const row = await lockOwn(tx, id, before.ownerId);
      const again = hindrance(row, 'applicant', 'add_proof');
      if (again !== null) throw again;
      if (row.proofs.length >= maxProofs) throw refuse('targeted.too_many_proofs', { limit: maxProofs });
      const number = Math.max(0, ...row.proofs.map((one) => one.number)) + 1;
      const hash = sha256(bytes);
      await store.insertProof(tx.db, {
        caseId: id,
        number,
        nameSealed,
        kind,
        bytes: bytes.length,
        sha256: hash,
        key,
        addedAt: tx.clock.now(),
      });
      note({ no: row.no, number, kind, sha256: hash });
      return reread(tx, id, 'applicant');
    });
  } catch (error) {
    await ctx.ports.files.remove(key);
    throw error;
  }
}

async function lockOwn(tx: Ctx, id: string, ownerId: string): Promise<store.CaseRow> {
  const row = await store.lockCase(tx.db, id);
  if (row === null || row.ownerId !== ownerId) throw refuse('targeted.not_found');
  return row;
}

export async function removeTargetedProof(ctx: Ctx, id: string, number: number): Promise<CaseOut> {
  const before = await ownCase(ctx, id);
  const gone = proofOf(before, number);
  const shown = await act(ctx, { action: 'targeted.remove_proof', subject: ['targeted', id] }, async (tx, note) => {
    const row = await lockOwn(tx, id, before.ownerId);
    const hindered = hindrance(row, 'applicant', 'remove_proof');
    if (hindered !== null) throw hindered;
    proofOf(row, number);
    await store.removeProof(tx.db, id, number);
    note({ no: row.no, number });
    return reread(tx, id, 'applicant');
  });
  await ctx.ports.files.remove(gone.key);
  return shown;
}

function proofOf(row: store.CaseRow, number: number): store.ProofRow {
  const found = row.proofs.find((one) => one.number === number);
  if (found === undefined) throw refuse('targeted.proof_not_found');
  return found;
}

type Look = z.output<typeof lookBody>;

/** An answer that holds personal data is not kept under an idempotency key. */
function unkept(ctx: Ctx): Ctx {
  const { idempotency: _kept, ...rest } = ctx;
  return rest;
}

/** Identity, statement and scope in the clear, once, for a reason that stays in the audit record. */
export async function lookAtTargeted(ctx: Ctx, id: string, { why }: Look): Promise<z.input<typeof lookOut>> {
  const look = unkept(ctx);
  return act(look, { action: 'targeted.look', subject: ['targeted', id], facts: { why } }, async (tx, note) => {
    const { row } = await stewardCase(tx, id);
    const { identity, statement, scope } = await papersOf(tx, row);
    const proofs = await Promise.all(
      row.proofs.map(async (one) => ({ number: one.number, name: await unsealName(tx, one.nameSealed) })),
    );
    note({ no: row.no, what: 'papers' });
    return {
      name: identity.name,
      number: identity.number,
      representative: identity.representative,
      statement,
      scope,
      proofs,
    };
  });
}

export interface OpenedProof {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** Says the case and the number, never the applicant's own file name. */
  readonly fileName: string;
}

export async function lookAtTargetedProof(ctx: Ctx, id: string, number: number, { why }: Look): Promise<OpenedProof> {
  const look = unkept(ctx);
  return act(look, { action: 'targeted.look', subject: ['targeted', id], facts: { why } }, async (tx, note) => {
    const { row } = await stewardCase(tx, id);
    if (row.wipedAt !== null) throw refuse('targeted.papers_wiped');
    const proof = proofOf(row, number);
    const { stream } = await tx.ports.files.open(proof.key);
    const sealed = await readWhole(stream, sealedBytes, () => new Error('a sealed proof is too long'));
    note({ no: row.no, what: `proof ${number}` });
    const kind = proof.kind as ProofKind;
    return {
      bytes: await unsealProof(tx, sealed.toString('latin1')),
      contentType: mediaTypes[kind],
      fileName: `${row.no}-${number}.${kind === 'jpeg' ? 'jpg' : kind}`,
    };
  });
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  const size = 1 << 16;
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size), 'latin1');
}
