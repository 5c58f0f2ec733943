/** Versions as they go over the wire. */
import type { z } from 'zod';
import { isSteward } from '#api/catalog/rules/visibility.ts';
import { namesOf } from '#api/catalog/store.ts';
import type { Ctx } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { type PersonalKind, personalKinds } from '#api/kernel/personal-kinds.ts';
import type * as privacy from './privacy-store.ts';
import type { SourceFormat } from './rules/codes.ts';
import { untreatedColumns } from './rules/gate.ts';
import { versionLifecycle } from './rules/lifecycle.ts';
import { releases } from './rules/privacy-codes.ts';
import type {
  columnOut,
  columnStats,
  publishedFile,
  publishedVersion,
  versionOut,
  versionSummary,
} from './rules/shapes.ts';
import { type Stats, withoutValues } from './rules/statistics.ts';
import * as store from './store.ts';

export type VersionOut = z.output<typeof versionOut>;
export type VersionSummary = z.output<typeof versionSummary>;
export type PublishedOut = z.output<typeof publishedVersion>;

const iso = (at: Date): string => at.toISOString();

/** Columns that keep a version from being opened: untreated ones, and those a treatment did not cure. */
export function blockedColumns(version: store.Version): string[] {
  const untreated = version.tables.flatMap(({ number }) => {
    const of = <T extends { readonly table: number }>(list: readonly T[]) => list.filter((one) => one.table === number);
    const treated = new Set(of(version.treatments).map((one) => one.column));
    return untreatedColumns(of(version.findings), treated).map((column) => columnName(version, number, column));
  });
  if (version.state !== 'held' || untreated.length > 0) return untreated;
  return String(version.fault?.params.columns ?? '')
    .split(separator)
    .filter((one) => one !== '');
}
export const separator = '、';

/** A column as people are told of it: with its table where there are several. */
export function columnName({ tables }: Pick<store.Version, 'tables'>, table: number, column: string): string {
  const origin = tables.find((one) => one.number === table);
  return tables.length < 2 || origin === undefined ? column : `${origin.origin ?? origin.name}/${column}`;
}

/** Files that no scan can read and nobody has looked into. */
export function unconfirmedFiles(version: Pick<store.Version, 'files'>): string[] {
  return version.files.filter((one) => one.confirmedAt === null).map((one) => one.path);
}

export function showSummary(
  ctx: Ctx,
  version: store.Version,
  owner: { readonly providerId: string; readonly publicNow: boolean },
  names: ReadonlyMap<string, string>,
): VersionSummary {
  const steward = isSteward(ctx.viewer, owner);
  const first = version.tables[0];
  const open = (action: string) => steward && can(versionLifecycle, version.state, action);
  return {
    id: version.id,
    entry_id: version.entryId,
    number: version.number,
    state: version.state,
    stage: version.stage,
    stage_table: version.stageTable,
    file_name: version.fileName,
    source_bytes: Number(version.sourceBytes),
    source_sha256: version.sourceSha256,
    encoding: first?.encoding ?? null,
    delimiter: first?.delimiter ?? null,
    row_count: version.rowCount === null ? null : Number(version.rowCount),
    table_bytes: first?.tableBytes == null ? null : Number(first.tableBytes),
    table_sha256: first?.tableSha256 ?? null,
    fault: version.fault === null ? null : { code: version.fault.code, zh: version.fault.zh, en: version.fault.en },
    note: version.note,
    uploaded_by: names.get(version.uploadedBy ?? '') ?? null,
    created_at: iso(version.createdAt),
    ready_at: version.readyAt === null ? null : iso(version.readyAt),
    published_at: version.publishedAt === null ? null : iso(version.publishedAt),
    untreated: blockedColumns(version),
    unconfirmed: unconfirmedFiles(version),
    drift: version.drift,
    drift_accepted:
      version.driftAcceptedAt === null
        ? null
        : {
            at: iso(version.driftAcceptedAt),
            by: names.get(version.driftAcceptedBy ?? '') ?? null,
            reason: version.driftReason ?? '',
          },
    may: {
      treat: open('treat'),
      publish: open('publish') && owner.publicNow,
      retry: open('retry'),
      accept: steward && version.state === 'ready' && version.drift !== null && version.driftAcceptedAt === null,
    },
  };
}

export async function showVersionRow(
  ctx: Ctx,
  version: store.Version,
  owner: { readonly providerId: string; readonly publicNow: boolean },
): Promise<VersionOut> {
  const [columns, names] = await Promise.all([
    store.listColumns(ctx.db, version.id),
    namesOf(ctx.db, [version.uploadedBy, version.driftAcceptedBy]),
  ]);
  const treatmentOf = (table: number, column: string) =>
    version.treatments.find((one) => one.table === table && one.column === column)?.action ?? null;
  return {
    ...showSummary(ctx, version, owner, names),
    tables: version.tables.map((table) => ({
      ...showTable(table),
      encoding: table.encoding,
      delimiter: table.delimiter,
    })),
    files: version.files.map((file) => ({
      ...showFile(file),
      confirmed_at: file.confirmedAt === null ? null : iso(file.confirmedAt),
    })),
    columns: columns.map((column) => ({ ...showColumn(column, false), table: column.table })),
    findings: version.findings.flatMap(({ table, column, kind, hits, checked, ratio, blocks, examples }) =>
      personalKinds.is(kind)
        ? [
            {
              table,
              column,
              kind: kind as PersonalKind,
              hits,
              checked,
              ratio,
              blocks,
              examples: [...examples],
              treatment: treatmentOf(table, column),
            },
          ]
        : [],
    ),
    treatments: version.treatments.map(({ table, column, action, at }) => ({ table, column, action, at: iso(at) })),
  };
}

export function showPublished(
  version: store.Version,
  columns: readonly store.Column[],
  downloads: number,
  open: boolean,
  signed: readonly privacy.SignedReport[],
): PublishedOut {
  const first = version.tables[0];
  if (version.publishedAt === null || first?.tableSha256 == null)
    throw new Error(`version ${version.id} is not published`);
  return {
    id: version.id,
    number: version.number,
    file_name: version.fileName,
    row_count: Number(first.rowCount ?? 0n),
    table_bytes: Number(first.tableBytes ?? 0n),
    table_sha256: first.tableSha256,
    tables: version.tables.map((table) => {
      const shown = showTable(table);
      const own = columns.filter((one) => one.table === table.number);
      return {
        ...shown,
        row_count: shown.row_count ?? 0,
        table_bytes: shown.table_bytes ?? 0,
        table_sha256: shown.table_sha256 ?? '',
        ...(columns.length === 0 ? {} : { columns: own.map((column) => showColumn(column, !open)) }),
      };
    }),
    files: version.files.map(showFile),
    source_sha256: version.sourceSha256,
    note: version.note,
    published_at: iso(version.publishedAt),
    drift: version.drift,
    columns: columns.filter((one) => one.table === first.number).map((column) => showColumn(column, !open)),
    treatments: version.treatments.map(({ table, column, action }) => ({ table, column, action })),
    privacy: signed.filter((one) => one.versionId === version.id).map(showSigned),
    downloads,
  };
}

/** What is read of a report here. */
interface Figures {
  readonly after: { readonly smallest: number };
  readonly loss: { readonly rows_suppressed: number };
}

/** Of the report only the figures that say how a person is hidden; who wrote and who checked it stays inside. */
function showSigned({
  table,
  release,
  demandedK,
  report,
  no,
  checkedAt,
}: privacy.SignedReport): PublishedOut['privacy'][number] {
  const { after, loss } = report as unknown as Figures;
  return {
    table,
    release: releases.is(release) ? release : 'secure',
    k: after.smallest,
    demanded_k: demandedK,
    rows_suppressed: loss.rows_suppressed,
    report_no: no ?? '',
    checked_at: checkedAt === null ? '' : iso(checkedAt),
  };
}

function showTable(table: store.Table) {
  const { number, name, origin, format, rowCount, tableBytes, tableSha256, geo } = table;
  return {
    number,
    name,
    origin,
    format: format as SourceFormat,
    row_count: rowCount === null ? null : Number(rowCount),
    table_bytes: tableBytes === null ? null : Number(tableBytes),
    table_sha256: tableSha256,
    geo,
  };
}

function showFile({ number, path, mediaType, bytes, sha256 }: store.File): z.output<typeof publishedFile> {
  return { number, path, media_type: mediaType, bytes: Number(bytes), sha256 };
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
