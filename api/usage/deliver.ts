/** Handing over licensed data: rows by page, and files. */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { grantedUnder } from '#api/agreements/granted.ts';
import { tableGrant } from '#api/agreements/rules/policy.ts';
import type { Ctx } from '#api/context.ts';
import { onTable } from '#api/datasets/read.ts';
import { parseFilter } from '#api/datasets/rules/query.ts';
import { requireDuty } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { fileQuery, rowsQuery } from './contract.ts';
import { type DatasetAddress, getAgreement, openAccess, requireGrant, type Taker, takerOf } from './gate.ts';
import { makeFile } from './granted-files.ts';
import { readLimits } from './quota.ts';
import { handRows, record } from './record.ts';
import type { Limit } from './rules/decide.ts';
import { refuse } from './rules/refusals.ts';
import { writtenTables } from './rules/tables.ts';
import * as store from './store.ts';

export async function listLicensed(ctx: Ctx) {
  const agreement = await getAgreement(ctx, takerOf(requireGrant(ctx)));
  const granted = await grantedUnder(ctx, agreement.id);
  if (granted === null) throw refuse('usage.not_in_force', { no: agreement.no });
  const entries = await store.findEntries(
    ctx.db,
    agreement.resources.map((one) => one.entryId),
  );
  return {
    agreement_no: agreement.no,
    effective_from: agreement.effectiveFrom ?? '',
    effective_to: agreement.effectiveTo ?? '',
    degree: granted.grant.degree,
    purposes: [...granted.grant.purposes],
    regions: [...granted.grant.regions],
    limits: await readLimits(ctx, agreement.id, granted),
    items: entries.map(({ code, title, versions: [newest] }) => {
      const tables = writtenTables(granted.tables.get(code) ?? [], newest?.tables ?? []).flatMap(
        ({ table: { number, name, rowCount, tableSha256 }, written }) => {
          const grant = tableGrant(granted.grant, code, written);
          if (grant === null) return [];
          return [
            {
              number,
              name,
              rows: String(rowCount ?? 0n),
              sha256: tableSha256 ?? '',
              columns: grant.columns === null ? null : [...grant.columns],
              row_filter: grant.filter.map(({ column, op, value }) => ({
                column,
                op,
                ...(value === undefined ? {} : { value: typeof value === 'string' ? value : [...value] }),
              })),
            },
          ];
        },
      );
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
  };
}

/** A page of rows in file order. Keyset: page 1,000 costs what page 1 costs. */
export async function readLicensedRows(ctx: Ctx, address: DatasetAddress, query: z.output<typeof rowsQuery>) {
  const filters = query.filter.map(parseFilter);
  const opened = await openAccess(ctx, takerOf(requireGrant(ctx)), address, {
    action: 'read',
    table: query.table,
    columns: query.columns,
    touches: filters.map((one) => one.column),
    purpose: query.purpose,
    region: query.region,
  });
  const found = await onTable(ctx, opened.version, (path) =>
    ctx.ports.tables.rows(path, {
      ...(opened.columns === null ? {} : { columns: opened.columns }),
      filters: [...opened.filter, ...filters],
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      limit: query.limit,
    }),
  );
  const rows = found.rows.map((row) => [...row]);
  return { ...(await handRows(ctx, opened, 'json', found.columns, rows)), next_cursor: found.nextCursor ?? null };
}

/** A file ready to be sent: on record, its length known. `release` removes the working copy. */
export interface PreparedFile {
  readonly deliveryId: string;
  /** The marked copy it was taken from. */
  readonly copyId: string;
  readonly code: string;
  readonly version: number;
  readonly acquiredOn: string;
  readonly contentType: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly limits: readonly Limit[];
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

async function prepareFile(
  ctx: Ctx,
  taker: Taker,
  address: DatasetAddress,
  { format, ...asked }: z.output<typeof fileQuery>,
  signal: AbortSignal,
): Promise<PreparedFile> {
  const opened = await openAccess(ctx, taker, address, { action: 'read', ...asked });
  const { entry, version } = opened;
  const made = await makeFile(ctx, opened, format, signal);
  try {
    const { rows, bytes, copyId } = made;
    const { id, limits } = await record(ctx, opened, {
      kind: 'file',
      format,
      rows,
      bytes,
      sha256: made.sha256,
      copyId,
    });
    return {
      deliveryId: id,
      copyId,
      code: entry.code,
      version: version.number,
      acquiredOn: dayOf(ctx.clock.now()),
      contentType: made.contentType,
      // A table's name may hold what an HTTP header cannot; its number tells it apart as well.
      fileName: `${entry.code.replace('/', '-')}-v${version.number}${version.tables.length > 1 ? `-t${version.table.number}` : ''}.${made.extension}`,
      bytes,
      sha256: made.sha256,
      limits,
      open: made.open,
      release: made.release,
    };
  } catch (error) {
    await made.release();
    throw error;
  }
}
