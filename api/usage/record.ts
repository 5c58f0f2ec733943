/**
 * A delivery is put on record, and its quota taken, in a transaction that sees the agreement in force, before the first byte
 * leaves; what cannot be recorded is not handed over. Products cite these records (Article 20).
 */
import { createHash } from 'node:crypto';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Opened } from './gate.ts';
import { gatewayNow, takeQuota } from './quota.ts';
import type { Limit } from './rules/decide.ts';
import { standingFault } from './rules/grant.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export interface Handed {
  /** `result`: what a job in the domain computed from it. */
  readonly kind: 'rows' | 'file' | 'result';
  readonly format: string;
  readonly rows: bigint;
  readonly bytes: number;
  /** SHA-256 of what is handed over. */
  readonly sha256: string;
  /** The marked copy a file was taken from. */
  readonly copyId?: string;
}

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Names the columns and rows a delivery was limited to; null where the whole table is granted. */
export function grantHash({ columns, filter }: Pick<Opened, 'columns' | 'filter'>): string | null {
  return columns === null && filter.length === 0 ? null : shownHash({ columns, filter });
}

export function shownHash({ columns, filter }: Pick<Opened, 'columns' | 'filter'>): string {
  return sha256(canonicalJson({ columns: columns === null ? null : [...columns], filter } as never));
}

/** Rows handed over as JSON: put on record first, then told with what a product cites. */
export async function handRows<Row extends readonly unknown[]>(
  ctx: Ctx,
  opened: Opened,
  format: 'json' | 'figures',
  columns: readonly { readonly name: string; readonly type: string }[],
  rows: Row[],
) {
  const { entry, version } = opened;
  const text = JSON.stringify(rows);
  const { id, limits } = await record(ctx, opened, {
    kind: 'rows',
    format,
    rows: BigInt(rows.length),
    bytes: Buffer.byteLength(text),
    sha256: sha256(text),
  });
  return {
    dataset: { code: entry.code, title: entry.title },
    version: version.number,
    table: version.table.name,
    sha256: version.tableSha256,
    delivery_id: id,
    acquired_on: dayOf(ctx.clock.now()),
    columns: columns.map(({ name, type }) => ({ name, type })),
    rows,
    limits,
  };
}

/** The agreement is held meanwhile, so an end or a change of it comes before or after, never between. */
export async function record(
  ctx: Ctx,
  opened: Opened,
  handed: Handed,
): Promise<{ readonly id: string; readonly limits: Limit[] }> {
  const { taker, entry, version, granted, access } = opened;
  return act(ctx, { action: 'usage.deliver', subject: ['delivery', 'new'] }, async (tx, note) => {
    const agreement = await store.holdAgreement(tx.db, taker.agreementId);
    const now = await gatewayNow(tx);
    const fault = agreement === null ? refuse('usage.not_found') : standingFault(agreement, dayOf(now));
    if (fault !== null) throw fault;
    if (agreement?.version !== granted.grant.version) throw refuse('usage.grant_changed', { no: granted.grant.no });
    const limits = await takeQuota(tx, taker.agreementId, granted.grant, Number(handed.rows), now);
    const id = newId(tx, 'delivery');
    await store.insertDelivery(tx.db, {
      id,
      ...taker,
      entryId: entry.id,
      versionId: version.id,
      sha256: version.tableSha256,
      kind: handed.kind,
      format: handed.format,
      rowCount: handed.rows,
      bytes: BigInt(handed.bytes),
      requestId: tx.requestId,
      at: tx.clock.now(),
      handedSha256: handed.sha256,
      grantSha256: grantHash(opened),
      purpose: access.purpose,
      copyId: handed.copyId ?? null,
    });
    note(
      {
        agreement: taker.agreementId,
        agreement_version: granted.grant.version,
        organization: taker.organizationId,
        key: taker.apiKeyId,
        dataset: entry.code,
        version: version.number,
        table: version.table.name,
        sha256: version.tableSha256,
        handed_sha256: handed.sha256,
        purpose: access.purpose,
        rows: String(handed.rows),
        ...(handed.copyId === undefined ? {} : { copy: handed.copyId }),
      },
      id,
    );
    return { id, limits };
  });
}
