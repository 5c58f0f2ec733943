/** Versions as they go over the wire. */
import type { z } from 'zod';
import { isSteward } from '#api/catalog/rules/visibility.ts';
import { namesOf } from '#api/catalog/store.ts';
import type { Ctx } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { type PersonalKind, personalKinds } from '#api/kernel/personal-kinds.ts';
import { untreatedColumns } from './rules/gate.ts';
import { versionLifecycle } from './rules/lifecycle.ts';
import type { columnOut, columnStats, publishedVersion, versionOut, versionSummary } from './rules/shapes.ts';
import { type Stats, withoutValues } from './rules/statistics.ts';
import * as store from './store.ts';

export type VersionOut = z.output<typeof versionOut>;
export type VersionSummary = z.output<typeof versionSummary>;
export type PublishedOut = z.output<typeof publishedVersion>;

const iso = (at: Date): string => at.toISOString();

/** Columns that keep a version from being opened: untreated ones, and those a treatment did not cure. */
export function blockedColumns(version: store.Version): string[] {
  const untreated = untreatedColumns(version.findings, new Set(version.treatments.map((one) => one.column)));
  if (version.state !== 'held' || untreated.length > 0) return untreated;
  return String(version.fault?.params.columns ?? '')
    .split(separator)
    .filter((one) => one !== '');
}
export const separator = '、';

export function showSummary(
  ctx: Ctx,
  version: store.Version,
  owner: { readonly providerId: string; readonly publicNow: boolean },
  names: ReadonlyMap<string, string>,
): VersionSummary {
  const steward = isSteward(ctx.viewer, owner);
  const open = (action: string) => steward && can(versionLifecycle, version.state, action);
  return {
    id: version.id,
    entry_id: version.entryId,
    number: version.number,
    state: version.state,
    stage: version.stage,
    file_name: version.fileName,
    source_bytes: Number(version.sourceBytes),
    source_sha256: version.sourceSha256,
    encoding: version.encoding,
    delimiter: version.delimiter,
    row_count: version.rowCount === null ? null : Number(version.rowCount),
    table_bytes: version.tableBytes === null ? null : Number(version.tableBytes),
    table_sha256: version.tableSha256,
    fault: version.fault === null ? null : { code: version.fault.code, zh: version.fault.zh, en: version.fault.en },
    note: version.note,
    uploaded_by: names.get(version.uploadedBy ?? '') ?? null,
    created_at: iso(version.createdAt),
    ready_at: version.readyAt === null ? null : iso(version.readyAt),
    published_at: version.publishedAt === null ? null : iso(version.publishedAt),
    untreated: blockedColumns(version),
    may: { treat: open('treat'), publish: open('publish') && owner.publicNow, retry: open('retry') },
  };
}

export async function showVersionRow(
  ctx: Ctx,
  version: store.Version,
  owner: { readonly providerId: string; readonly publicNow: boolean },
): Promise<VersionOut> {
  const [columns, names] = await Promise.all([
    store.listColumns(ctx.db, version.id),
    namesOf(ctx.db, [version.uploadedBy]),
  ]);
  const treatments = new Map(version.treatments.map((one) => [one.column, one.action]));
  return {
    ...showSummary(ctx, version, owner, names),
    columns: columns.map((column) => showColumn(column, false)),
    findings: version.findings.flatMap(({ column, kind, hits, checked, ratio, blocks, examples }) =>
      personalKinds.is(kind)
        ? [
            {
              column,
              kind: kind as PersonalKind,
              hits,
              checked,
              ratio,
              blocks,
              examples: [...examples],
              treatment: treatments.get(column) ?? null,
            },
          ]
        : [],
    ),
    treatments: version.treatments.map(({ column, action, at }) => ({ column, action, at: iso(at) })),
  };
}

export function showPublished(
  version: store.Version,
  columns: readonly store.Column[],
  downloads: number,
  open: boolean,
): PublishedOut {
  if (version.publishedAt === null || version.tableSha256 === null)
    throw new Error(`version ${version.id} is not published`);
  return {
    id: version.id,
    number: version.number,
    file_name: version.fileName,
    row_count: Number(version.rowCount ?? 0n),
    table_bytes: Number(version.tableBytes ?? 0n),
    table_sha256: version.tableSha256,
    source_sha256: version.sourceSha256,
    note: version.note,
    published_at: iso(version.publishedAt),
    columns: columns.map((column) => showColumn(column, !open)),
    treatments: version.treatments.map(({ column, action }) => ({ column, action })),
    downloads,
  };
}

function showColumn({ position, name, type, stats }: store.Column, redact: boolean): z.output<typeof columnOut> {
  return {
    position,
    name,
    type: type as z.output<typeof columnOut>['type'],
    stats: showStats(redact ? withoutValues(stats) : stats),
  };
}

function showStats(stats: Stats): z.output<typeof columnStats> {
  const { nullCount, distinctCount, maxLength, topValues, ...rest } = stats;
  return {
    ...(rest as object),
    null_count: nullCount,
    distinct_count: distinctCount,
    ...(maxLength === undefined ? {} : { max_length: maxLength }),
    ...(topValues === undefined ? {} : { top_values: topValues as { value: string; count: number }[] }),
  };
}
