/** Clocks other than the signer's: a token within the signature where one could be had, beside it later where not. */
import { createHash } from 'node:crypto';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import * as store from './store.ts';

/** Gathers the token that a PDF signature asks for on its way, to be kept once the signature is. */
export function gatherStamp(tx: Ctx) {
  let had: { token: Uint8Array; sha256: Uint8Array } | null = null;
  return {
    stamp: async (sha256: Uint8Array): Promise<Uint8Array> => {
      const token = await tx.ports.timestamps.stamp(sha256);
      had = { token, sha256 };
      return token;
    },
    /** Keeps it, or has it asked for again after commit. */
    async keep(signatureId: string): Promise<void> {
      if (had !== null) await keepToken(tx, signatureId, 'pdf', had.token, had.sha256);
      else await enqueue(tx, 'documents.timestamp', { signature: signatureId }, { maxAttempts: 25 });
    },
  };
}

/** The job: a token over the detached signature, kept beside it. Throws while there is none, so that it is tried again. */
export async function stampLater(app: App, { signature: id }: { readonly signature: string }): Promise<void> {
  const ctx = systemContext(app);
  const row = await store.findSignature(ctx.db, id);
  if (row === null || row.stamped) return;
  const sha256 = createHash('sha256').update(Buffer.from(row.signature, 'base64')).digest();
  const token = await ctx.ports.timestamps.stamp(sha256);
  await keepToken(ctx, id, 'beside', token, sha256);
}

async function keepToken(
  ctx: Ctx,
  signatureId: string,
  place: 'pdf' | 'beside',
  token: Uint8Array,
  sha256: Uint8Array,
): Promise<void> {
  const report = await ctx.ports.timestamps.check(token, sha256);
  if (report.at === null || report.faults.length > 0) throw new Error(`a token that does not hold: ${report.faults}`);
  await store.insertTimestamp(ctx.db, {
    signatureId,
    place,
    attestedAt: report.at,
    authority: report.authority ?? '',
    operatedBy: ctx.ports.timestamps.operatedBy,
    token: Buffer.from(token).toString('base64'),
    createdAt: ctx.clock.now(),
  });
}
