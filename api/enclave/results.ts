/** Handing over what was let out: on record as a delivery of every table it was computed from, before the first byte. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { act } from '#api/audit/act.ts';
import type { Ctx } from '#api/context.ts';
import { getPublishedVersion, openExport } from '#api/datasets/read.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { type Opened, openAccess, requireGrant, type Taker, takerOf } from '#api/usage/gate.ts';
import { record } from '#api/usage/record.ts';
import { refuse as refuseUsage } from '#api/usage/rules/refusals.ts';
import type { ResultFormat } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { resultFault } from './view.ts';

export interface ResultFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly deliveries: readonly string[];
  readonly acquiredOn: string;
  open(): Readable;
  release(): Promise<void>;
}

/** By a signed-in developer of the agreement. */
export async function prepareEnclaveResult(ctx: Ctx, id: string, format: ResultFormat): Promise<ResultFile> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  return prepare(ctx, id, format, (row) => ({
    agreementId: row.agreementId,
    organizationId: viewer.organization.id,
    apiKeyId: null,
    personId: viewer.personId,
  }));
}

/** By a key of the agreement the job was submitted under. */
export async function prepareEnclaveResultByKey(ctx: Ctx, id: string, format: ResultFormat): Promise<ResultFile> {
  const taker = takerOf(requireGrant(ctx));
  return prepare(ctx, id, format, () => taker);
}

async function prepare(
  ctx: Ctx,
  id: string,
  format: ResultFormat,
  takerFor: (row: store.JobRow) => Taker,
): Promise<ResultFile> {
  const row = await store.findJob(ctx.db, id);
  const taker = row === null ? null : takerFor(row);
  if (
    row === null ||
    taker === null ||
    row.organizationId !== taker.organizationId ||
    row.agreementId !== taker.agreementId
  )
    throw refuse('enclave.not_found');
  const fault = resultFault(row);
  if (fault !== null || row.resultKey === null) throw fault ?? refuse('enclave.not_found');
  const opened = await openSources(ctx, row, taker);
  const scratch = await ctx.ports.files.scratch();
  try {
    const made = await openExport(ctx, { tableKey: row.resultKey }, format, format === 'csv' ? { bom: true } : {});
    const at = path.join(scratch.path, 'result');
    const hash = createHash('sha256');
    const digest = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(made.stream, digest, createWriteStream(at));
    const { size } = await stat(at);
    const sha256 = hash.digest('hex');
    const handed = { kind: 'result' as const, format, bytes: size, sha256 };
    const deliveries = await act(
      ctx,
      { action: 'enclave.download', subject: ['enclave_job', id], facts: { no: row.no, format, sha256 } },
      async (tx) => {
        const ids: string[] = [];
        for (const [i, one] of opened.entries()) {
          // The rows of the answer are counted once, however many tables they come from.
          const { id: delivery } = await record(tx, one, { ...handed, rows: i === 0 ? BigInt(row.rowCount ?? 0) : 0n });
          ids.push(delivery);
        }
        return ids;
      },
    );
    return {
      fileName: `${row.no}.${made.extension}`,
      contentType: made.contentType,
      bytes: size,
      sha256,
      deliveries,
      acquiredOn: dayOf(ctx.clock.now()),
      open: () => createReadStream(at),
      release: scratch.release,
    };
  } catch (error) {
    await scratch.release();
    throw error;
  }
}

/** Granted still, today: each source as it was when it was computed on. */
async function openSources(ctx: Ctx, row: store.JobRow, taker: Taker): Promise<Opened[]> {
  const versions = await store.findVersions(
    ctx.db,
    row.tables.map((one) => one.versionId),
  );
  const opened: Opened[] = [];
  for (const source of row.tables) {
    const of = versions.get(source.versionId);
    if (of === undefined) throw refuse('enclave.not_found');
    const [group = '', seq = ''] = of.entry.code.split('/');
    const asked = { action: 'compute' as const, table: String(source.table), purpose: row.purpose ?? undefined };
    const now = await openAccess(ctx, taker, { class: group, seq }, asked);
    const version = await getPublishedVersion(ctx, of.entry.id, of.number, source.table);
    if (version.tableSha256 !== source.tableSha256)
      throw refuseUsage('usage.grant_changed', { no: now.granted.grant.no });
    opened.push({ ...now, version });
  }
  return opened;
}
