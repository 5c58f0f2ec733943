/** The version, the metadata and the file of a shared table. A query is a delivery: granted, metered and on record before it is answered. */
import { createHash } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import { getPublishedVersions, onTable } from '#api/datasets/read.ts';
import { type Opened, openAccess, requireGrant, takerOf } from '../gate.ts';
import { makeFile } from '../granted-files.ts';
import { record } from '../record.ts';
import type { Limit } from '../rules/decide.ts';
import { refuse } from '../rules/refusals.ts';
import {
  addressSeconds,
  type Capabilities,
  instantOf,
  linesOf,
  type QueryAsked,
  type TableFacts,
} from '../rules/sharing.ts';
import * as store from '../store.ts';
import { addressOf } from './address.ts';
import { type Placed, type TableAddress, writtenAt } from './shares.ts';

async function open(ctx: Ctx, address: TableAddress, asked: QueryAsked): Promise<{ placed: Placed; opened: Opened }> {
  const placed = await writtenAt(ctx, address);
  const [group = '', seq = ''] = placed.code.split('/');
  const version = asked.timestamp === null ? asked.version : await versionAt(ctx, placed.code, asked.timestamp, 'upTo');
  const opened = await openAccess(
    ctx,
    takerOf(requireGrant(ctx)),
    { class: group, seq },
    {
      action: 'read',
      written: placed.written,
      ...(version === null ? {} : { version }),
    },
  );
  return { placed, opened };
}

/** The version that stood at an instant, or (`from`) the first one after it. */
async function versionAt(ctx: Ctx, code: string, timestamp: string, end: 'upTo' | 'from'): Promise<number> {
  const entry = await store.findEntry(ctx.db, code);
  if (entry === null) throw refuse('usage.no_dataset', { code });
  const versions = await getPublishedVersions(ctx, entry.id);
  const at = new Date(timestamp);
  const found =
    end === 'upTo'
      ? versions.find((one) => one.publishedAt <= at)
      : versions.filter((one) => one.publishedAt >= at).at(-1);
  if (found === undefined) throw refuse('usage.no_such_version', { code, version: timestamp });
  return found.number;
}

export async function showTableVersion(ctx: Ctx, address: TableAddress, since: string | null): Promise<number> {
  const { placed, opened } = await open(ctx, address, { version: null, timestamp: null });
  return since === null ? opened.version.number : versionAt(ctx, placed.code, instantOf(since), 'from');
}

interface Answer {
  readonly version: number;
  readonly lines: string;
}

export async function showMetadata(
  ctx: Ctx,
  address: TableAddress,
  asked: QueryAsked,
  capabilities: Capabilities,
): Promise<Answer> {
  const { placed, opened } = await open(ctx, address, asked);
  return {
    version: opened.version.number,
    lines: linesOf(await factsOf(ctx, placed, opened), capabilities, null),
  };
}

/**
 * The whole of what is granted is one file. Its rows are taken from the quota here, for from here on they can be fetched as
 * often as the address is good.
 */
export async function queryTable(
  ctx: Ctx,
  address: TableAddress,
  asked: QueryAsked,
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<Answer & { deliveryId: string; limits: readonly Limit[] }> {
  const { placed, opened } = await open(ctx, address, asked);
  const facts = await factsOf(ctx, placed, opened);
  const made = await makeFile(ctx, opened, 'parquet', signal);
  await made.release();
  const { rows, bytes, sha256, copyId } = made;
  const { id, limits } = await record(ctx, opened, { kind: 'file', format: 'parquet', rows, bytes, sha256, copyId });
  const expires = ctx.clock.now().getTime() + addressSeconds * 1000;
  const file = {
    url: addressOf(ctx, { deliveryId: id, terms: opened.granted.grant.version, expires }),
    id: createHash('md5').update(sha256).digest('hex'),
    size: bytes,
    stats: statsOf(opened, rows),
    expires,
  };
  return { version: opened.version.number, lines: linesOf(facts, capabilities, file), deliveryId: id, limits };
}

async function factsOf(ctx: Ctx, placed: Placed, { version, columns }: Opened): Promise<TableFacts> {
  const all = await onTable(ctx, version, (path) => ctx.ports.tables.describe(path));
  const typed = columns === null ? all : columns.flatMap((name) => all.find((one) => one.name === name) ?? []);
  const hash = createHash('sha256').update(placed.id).digest('hex');
  return {
    // Of the form of a UUID (version 8, RFC 9562), always the same for this table under this agreement.
    id: [
      hash.slice(0, 8),
      hash.slice(8, 12),
      `8${hash.slice(13, 16)}`,
      `a${hash.slice(17, 20)}`,
      hash.slice(20, 32),
    ].join('-'),
    name: placed.name,
    description: placed.title,
    columns: typed.map(({ name, sqlType }) => ({ name, sqlType })),
    version: version.number,
    publishedAt: version.publishedAt.getTime(),
  };
}

/** What lies between the least and the greatest is only said where every row is granted: else it would tell of the others. */
function statsOf({ version, columns, filter }: Opened, rows: bigint): string {
  if (filter.length > 0) return JSON.stringify({ numRecords: Number(rows) });
  const shown = version.columns.filter((one) => columns === null || columns.includes(one.name));
  const ranged = shown.filter(({ type, stats }) => (type === 'integer' || type === 'date') && stats.min !== null);
  return JSON.stringify({
    numRecords: Number(rows),
    minValues: Object.fromEntries(ranged.map(({ name, stats }) => [name, stats.min])),
    maxValues: Object.fromEntries(ranged.map(({ name, stats }) => [name, stats.max])),
    nullCount: Object.fromEntries(shown.map(({ name, stats }) => [name, stats.nullCount])),
  });
}
