/**
 * Handing over licensed data. A delivery is put on record, in a transaction that sees the agreement in force, before the
 * first byte leaves; what cannot be recorded is not handed over. Products cite these records (Article 20).
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import type { Terms } from '#api/agreements/rules/terms.ts';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { getPublishedVersion, openExport, type PublishedVersion } from '#api/datasets/read.ts';
import { parseFilter } from '#api/datasets/rules/query.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { fileQuery, rowsQuery } from './contract.ts';
import { degreeFault, type Grant, standingFault } from './rules/grant.ts';
import { refuse } from './rules/refusals.ts';
import { coveredTables } from './rules/tables.ts';
import * as store from './store.ts';

export interface DatasetAddress {
  readonly class: string;
  readonly seq: string;
}

/** Who takes: an organisation under an agreement, by a key or by one of its people. */
interface Taker {
  readonly agreementId: string;
  readonly organizationId: string;
  readonly apiKeyId: string | null;
  readonly personId: string | null;
}

interface Covered {
  readonly entry: { readonly id: string; readonly code: string; readonly title: string };
  readonly version: PublishedVersion;
}

type AgreementRow = NonNullable<Awaited<ReturnType<typeof store.findAgreement>>>;

const takerOf = (grant: Grant): Taker => ({
  agreementId: grant.agreementId,
  organizationId: grant.organizationId,
  apiKeyId: grant.keyId,
  personId: null,
});

/** The grant `mount` resolved from the key; an operation with `auth: 'key'` always has one. */
export function requireGrant(ctx: Ctx): Grant {
  if (ctx.grant === undefined) throw refuse('usage.key_needed');
  return ctx.grant;
}

/** In force, this degree, this dataset, this table: or the refusal that says which of them fails. */
async function requireCovered(
  ctx: Ctx,
  agreement: AgreementRow,
  address: DatasetAddress,
  table: string | undefined,
): Promise<Covered> {
  const standing = standingFault(agreement, dayOf(ctx.clock.now()));
  if (standing !== null) throw standing;
  const code = `${address.class}/${address.seq}`;
  const entry = await store.findEntry(ctx.db, code);
  if (entry === null || (entry.publishedRevision === null && entry.state !== 'withdrawn'))
    throw refuse('usage.no_dataset', { code });
  if (!agreement.resources.some((one) => one.entryId === entry.id))
    throw refuse('usage.not_covered', { code, no: agreement.no });
  if (entry.state === 'withdrawn') throw refuse('usage.dataset_withdrawn', { code });
  const degree = degreeFault((agreement.terms as unknown as Terms).degree.code);
  if (degree !== null) throw degree;
  const version = await getPublishedVersion(ctx, entry.id, 'latest').catch((error: unknown) => {
    throw isRefusal(error) && error.code === 'datasets.version_not_found'
      ? refuse('usage.no_version', { code })
      : error;
  });
  const number = await requireTable(ctx, agreement, entry, version, table);
  return {
    entry,
    version:
      number === version.table.number ? version : await getPublishedVersion(ctx, entry.id, version.number, number),
  };
}

/** The number of the table asked for, or of the first one covered. */
async function requireTable(
  ctx: Ctx,
  agreement: AgreementRow,
  entry: Covered['entry'],
  { tables }: PublishedVersion,
  asked: string | undefined,
): Promise<number> {
  const covered = await tablesCovered(ctx, agreement, entry.id, tables);
  const wanted =
    asked === undefined
      ? (covered[0] ?? tables[0])
      : (tables.find((one) => one.name === asked) ?? tables.find((one) => String(one.number) === asked.trim()));
  if (wanted === undefined)
    throw refuse('usage.no_such_table', {
      code: entry.code,
      table: String(asked).slice(0, 100),
      tables: covered
        .map((one) => one.name)
        .join(', ')
        .slice(0, 300),
    });
  if (!covered.includes(wanted)) throw refuse('usage.table_not_covered', { table: wanted.name, no: agreement.no });
  return wanted.number;
}

async function tablesCovered<T extends { readonly number: number; readonly name: string }>(
  ctx: Ctx,
  agreement: AgreementRow,
  entryId: string,
  tables: readonly T[],
): Promise<T[]> {
  const written = agreement.versions[0]?.createdAt ?? agreement.createdAt;
  return coveredTables(await store.findTablesAt(ctx.db, entryId, written), tables);
}

async function getAgreement(ctx: Ctx, taker: Taker): Promise<AgreementRow> {
  const agreement = await store.findAgreement(ctx.db, taker.agreementId);
  if (agreement === null || agreement.developerId !== taker.organizationId) throw refuse('usage.not_found');
  return agreement;
}

interface Handed {
  readonly kind: 'rows' | 'file';
  readonly format: string;
  readonly rows: bigint;
  readonly bytes: number;
}

/** Puts the delivery on record; the agreement is held meanwhile, so an end of it comes before or after, never between. */
async function record(ctx: Ctx, taker: Taker, { entry, version }: Covered, handed: Handed): Promise<string> {
  return act(ctx, { action: 'usage.deliver', subject: ['delivery', 'new'] }, async (tx, note) => {
    const agreement = await store.holdAgreement(tx.db, taker.agreementId);
    const fault = agreement === null ? refuse('usage.not_found') : standingFault(agreement, dayOf(tx.clock.now()));
    if (fault !== null) throw fault;
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
    });
    note(
      {
        agreement: taker.agreementId,
        organization: taker.organizationId,
        key: taker.apiKeyId,
        dataset: entry.code,
        version: version.number,
        table: version.table.name,
        sha256: version.tableSha256,
        rows: String(handed.rows),
      },
      id,
    );
    return id;
  });
}

export async function listLicensed(ctx: Ctx) {
  const agreement = await getAgreement(ctx, takerOf(requireGrant(ctx)));
  const entries = await store.findEntries(
    ctx.db,
    agreement.resources.map((one) => one.entryId),
  );
  return {
    agreement_no: agreement.no,
    effective_from: agreement.effectiveFrom ?? '',
    effective_to: agreement.effectiveTo ?? '',
    degree: (agreement.terms as unknown as Terms).degree.code,
    items: await Promise.all(
      entries.map(async ({ id, code, title, versions: [newest] }) => {
        const covered = await tablesCovered(ctx, agreement, id, newest?.tables ?? []);
        const tables = covered.map(({ number, name, rowCount, tableSha256 }) => ({
          number,
          name,
          rows: String(rowCount ?? 0n),
          sha256: tableSha256 ?? '',
        }));
        return {
          code,
          title,
          version: newest?.number ?? null,
          rows: tables[0]?.rows ?? null,
          sha256: tables[0]?.sha256 ?? null,
          tables,
          published_at: newest?.publishedAt?.toISOString() ?? null,
        };
      }),
    ),
  };
}

/** A page of rows in file order. Keyset: page 1,000 costs what page 1 costs. */
export async function readLicensedRows(ctx: Ctx, address: DatasetAddress, query: z.output<typeof rowsQuery>) {
  const taker = takerOf(requireGrant(ctx));
  const covered = await requireCovered(ctx, await getAgreement(ctx, taker), address, query.table);
  const file = await ctx.ports.files.localPath(covered.version.tableKey);
  try {
    const found = await ctx.ports.tables.rows(file.path, {
      ...(query.columns.length === 0 ? {} : { columns: query.columns }),
      filters: query.filter.map(parseFilter),
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      limit: query.limit,
    });
    const rows = found.rows.map((row) => [...row]);
    const delivery = await record(ctx, taker, covered, {
      kind: 'rows',
      format: 'json',
      rows: BigInt(rows.length),
      bytes: Buffer.byteLength(JSON.stringify(rows)),
    });
    return {
      dataset: { code: covered.entry.code, title: covered.entry.title },
      version: covered.version.number,
      table: covered.version.table.name,
      sha256: covered.version.tableSha256,
      delivery_id: delivery,
      acquired_on: dayOf(ctx.clock.now()),
      columns: found.columns.map(({ name, type }) => ({ name, type })),
      rows,
      next_cursor: found.nextCursor ?? null,
    };
  } finally {
    await file.release();
  }
}

/** A file ready to be sent: on record, its length known. `release` removes the working copy. */
export interface PreparedFile {
  readonly deliveryId: string;
  readonly code: string;
  readonly version: number;
  readonly acquiredOn: string;
  readonly contentType: string;
  readonly fileName: string;
  readonly bytes: number;
  open(): Readable;
  release(): Promise<void>;
}

export async function prepareLicensedFile(
  ctx: Ctx,
  address: DatasetAddress,
  asked: z.output<typeof fileQuery>,
  signal: AbortSignal,
): Promise<PreparedFile> {
  return prepareFile(ctx, takerOf(requireGrant(ctx)), address, asked, signal);
}

/** The same for a signed-in developer of the agreement, without a key. */
export async function prepareFileUnderAgreement(
  ctx: Ctx,
  agreementId: string,
  address: DatasetAddress,
  asked: z.output<typeof fileQuery>,
  signal: AbortSignal,
): Promise<PreparedFile> {
  const viewer = requireDuty(ctx.viewer, 'developer');
  const taker = {
    agreementId,
    organizationId: viewer.organization.id,
    apiKeyId: null,
    personId: viewer.personId,
  };
  return prepareFile(ctx, taker, address, asked, signal);
}

/** Written out in full first: its length and its wholeness are known before the delivery is put on record. */
async function prepareFile(
  ctx: Ctx,
  taker: Taker,
  address: DatasetAddress,
  { table, format }: z.output<typeof fileQuery>,
  signal: AbortSignal,
): Promise<PreparedFile> {
  const covered = await requireCovered(ctx, await getAgreement(ctx, taker), address, table);
  const { entry, version } = covered;
  const scratch = await ctx.ports.files.scratch();
  try {
    const made = await openExport(ctx, version, format, { signal, ...(format === 'csv' ? { bom: true } : {}) });
    const at = path.join(scratch.path, 'delivery');
    await pipeline(made.stream, createWriteStream(at), { signal });
    const { size } = await stat(at);
    const handed = { kind: 'file', format, rows: version.rowCount, bytes: size } as const;
    const deliveryId = await record(ctx, taker, covered, handed);
    return {
      deliveryId,
      code: entry.code,
      version: version.number,
      acquiredOn: dayOf(ctx.clock.now()),
      contentType: made.contentType,
      // A table's name may hold what an HTTP header cannot; its number tells it apart as well.
      fileName: `${entry.code.replace('/', '-')}-v${version.number}${version.tables.length > 1 ? `-t${version.table.number}` : ''}.${made.extension}`,
      bytes: size,
      open: () => createReadStream(at),
      release: scratch.release,
    };
  } catch (error) {
    await scratch.release();
    throw error;
  }
}
