/**
 * The work on a version in the background. Each job begins by looking where the version stands and ends with one
 * transaction, so that one killed in the middle is simply done again; files it left behind are replaced.
 */
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import type { PersonalKind } from '#api/kernel/personal-kinds.ts';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { ColumnProfile, IngestResult, TableProfile } from '#api/ports/tables/port.ts';
import type { ScanResult } from '#api/ports/tables/scan.ts';
import type { Stage } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { type Stats, withoutValues } from './rules/statistics.ts';
import { separator } from './show.ts';
import * as store from './store.ts';

export interface Work {
  readonly versionId: string;
}

/** CSV in, Parquet and findings out: the version is then ready, held, or failed with the reason. */
export async function ingest(app: App, { versionId }: Work): Promise<void> {
  const version = await begin(app, versionId);
  if (version === null) return;
  await guarded(app, version, async (ctx, stage) => {
    const scratch = await ctx.ports.files.scratch();
    const source = await ctx.ports.files.localPath(version.sourceKey);
    try {
      const table = await ctx.ports.tables.ingest({
        path: source.path,
        originalName: version.fileName,
        scratchDir: scratch.path,
        onStage: stage,
      });
      stage('scan');
      const scan = await ctx.ports.tables.scan(table.parquetPath, dayOf(ctx.clock.now()));
      const rawKey = `datasets/${version.entryId}/${versionId}/raw.parquet`;
      const stored = await ctx.ports.files.putFile(rawKey, table.parquetPath);
      await conclude(ctx, version, table, scan, { rawKey, sha256: stored.sha256, bytes: stored.bytes });
    } finally {
      await source.release();
      await scratch.release();
    }
  });
}

/** Applies the recorded treatment to the table as it came, and looks again. */
export async function treat(app: App, { versionId }: Work): Promise<void> {
  const version = await begin(app, versionId);
  if (version === null) return;
  if (version.rawKey === null) return ingest(app, { versionId });
  const rawKey = version.rawKey;
  await guarded(app, version, async (ctx, stage) => {
    stage('treat');
    const scratch = await ctx.ports.files.scratch();
    const raw = await ctx.ports.files.localPath(rawKey);
    const today = dayOf(ctx.clock.now());
    try {
      if (version.treatments.length === 0) {
        const [profile, scan] = [
          await ctx.ports.tables.profile(raw.path),
          await ctx.ports.tables.scan(raw.path, today),
        ];
        const bytes = (await ctx.ports.files.stat(rawKey))?.bytes ?? 0;
        await settle(ctx, version, profile, scan, { key: rawKey, sha256: version.rawSha256 ?? '', bytes });
        return;
      }
      const treatments = version.treatments.map(({ column, action }) => ({
        column,
        action,
        kinds: kindsIn(version, column),
      }));
      const made = await ctx.ports.tables.treat(raw.path, treatments, { scratchDir: scratch.path, today });
      const profile = await ctx.ports.tables.profile(made.parquetPath);
      stage('scan');
      const scan = await ctx.ports.tables.scan(made.parquetPath, today);
      const key = `datasets/${version.entryId}/${versionId}/treated-${made.parquetSha256.slice(0, 16)}.parquet`;
      const stored = await ctx.ports.files.putFile(key, made.parquetPath);
      await settle(ctx, version, profile, scan, { key, sha256: stored.sha256, bytes: stored.bytes });
      if (version.tableKey !== null && version.tableKey !== key && version.tableKey !== rawKey)
        await ctx.ports.files.remove(version.tableKey);
    } finally {
      await raw.release();
      await scratch.release();
    }
  });
}

const kindsIn = (version: store.Version, column: string): PersonalKind[] =>
  version.findings.filter((one) => one.column === column).map((one) => one.kind as PersonalKind);

/** The version, now being worked on; null when there is nothing to do (done before, or published meanwhile). */
async function begin(app: App, versionId: string): Promise<store.Version | null> {
  const taken = await store.changeVersion(app.db, versionId, ['received', 'processing'], { state: 'processing' });
  return taken ? store.findVersion(app.db, versionId) : null;
}

type Say = (stage: Stage) => void;

/** Refusals end the work with their reason; anything else is a fault of ours: recorded, and the steward can start it again. */
async function guarded(app: App, version: store.Version, run: (ctx: Ctx, stage: Say) => Promise<void>): Promise<void> {
  const ctx = systemContext(app);
  let shown: Promise<unknown> = Promise.resolve();
  const stage: Say = (now) => {
    shown = shown.then(() => store.changeVersion(app.db, version.id, ['processing'], { stage: now })).catch(() => {});
  };
  try {
    await run(ctx, stage);
  } catch (error) {
    await shown;
    if (!isRefusal(error)) app.log.error({ err: error, version: version.id }, 'ingest broke');
    await fail(ctx, version, isRefusal(error) ? error : refuse('datasets.ingest_broken'));
  }
}

async function fail(ctx: Ctx, version: store.Version, refusal: Refusal): Promise<void> {
  await act(ctx, event(version, 'failed', { code: refusal.code }), async (tx) => {
    const fault = {
      code: refusal.code,
      params: refusal.params,
      zh: refusal.sentence('zh'),
      en: refusal.sentence('en'),
    };
    await store.changeVersion(tx.db, version.id, ['processing'], { state: 'failed', stage: 'done', fault });
  });
}

function event(version: store.Version, state: string, facts: Readonly<Record<string, string | number>>) {
  return {
    action: 'datasets.ingest',
    subject: ['version', version.id],
    facts: { entry: version.entryId, number: version.number, state, ...facts },
  } as const;
}

interface Kept {
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** The first result: findings are recorded once, the table as it came is kept for later treatments. */
async function conclude(
  ctx: Ctx,
  version: store.Version,
  table: IngestResult,
  scan: ScanResult,
  raw: { readonly rawKey: string; readonly sha256: string; readonly bytes: number },
): Promise<void> {
  const state = scan.blocked ? 'held' : 'ready';
  await act(ctx, event(version, state, { rows: table.rowCount, sha256: raw.sha256 }), async (tx) => {
    const done = await store.changeVersion(tx.db, version.id, ['processing'], {
      state,
      stage: 'done',
      encoding: table.encoding,
      delimiter: table.delimiter,
      rowCount: BigInt(table.rowCount),
      rawKey: raw.rawKey,
      rawSha256: raw.sha256,
      ...(scan.blocked
        ? { tableKey: null }
        : { tableKey: raw.rawKey, tableSha256: raw.sha256, tableBytes: BigInt(raw.bytes) }),
      fault: null,
      readyAt: scan.blocked ? null : tx.clock.now(),
    });
    if (!done) return;
    await store.replaceColumns(tx.db, version.id, columnsOf(table, scan));
    if (version.findings.length === 0) await store.insertFindings(tx.db, version.id, findingsOf(scan));
  });
}

/** The result of a treatment. */
async function settle(
  ctx: Ctx,
  version: store.Version,
  table: TableProfile,
  scan: ScanResult,
  kept: Kept,
): Promise<void> {
  const treated = version.treatments.length > 0;
  const state = scan.blocked ? 'held' : 'ready';
  const columns = scan.columns.filter((one) => one.findings.length > 0).map((one) => one.header);
  const residue =
    scan.blocked && treated ? refuse('datasets.still_personal', { columns: columns.join(separator) }) : null;
  await act(ctx, event(version, state, { rows: table.rowCount, sha256: kept.sha256 }), async (tx) => {
    const done = await store.changeVersion(tx.db, version.id, ['processing'], {
      state,
      stage: 'done',
      rowCount: BigInt(table.rowCount),
      tableKey: scan.blocked ? null : kept.key,
      tableSha256: scan.blocked ? null : kept.sha256,
      tableBytes: scan.blocked ? null : BigInt(kept.bytes),
      fault:
        residue === null
          ? null
          : { code: residue.code, params: residue.params, zh: residue.sentence('zh'), en: residue.sentence('en') },
      readyAt: scan.blocked ? null : tx.clock.now(),
    });
    if (done) await store.replaceColumns(tx.db, version.id, columnsOf(table, scan));
  });
}

/** Columns with personal information are kept without statistics that would show values of it. */
function columnsOf(table: TableProfile, scan: ScanResult): store.Column[] {
  const sensitive = new Set(
    scan.columns.filter((one) => one.findings.length + one.notes.length > 0).map((one) => one.header),
  );
  return table.columns.map((column) => {
    const stats = statsOf(column);
    return {
      position: column.position,
      name: column.name,
      type: column.type,
      stats: sensitive.has(column.name) ? withoutValues(stats) : stats,
    };
  });
}

function statsOf({ name: _name, position: _position, type: _type, ...stats }: ColumnProfile): Stats {
  return stats;
}

function findingsOf(scan: ScanResult): store.Finding[] {
  return scan.columns.flatMap(({ header, findings, notes }) => {
    const row = (blocks: boolean) => (one: (typeof findings)[number]) => ({
      column: header,
      kind: one.kind,
      hits: one.hits,
      checked: one.checked,
      ratio: one.ratio,
      blocks,
      examples: [...one.examplesMasked],
    });
    const blocking = new Set(findings.map((one) => one.kind));
    return [...findings.map(row(true)), ...notes.filter((one) => !blocking.has(one.kind)).map(row(false))];
  });
}

export const datasetJobs = { 'datasets.ingest': ingest, 'datasets.treat': treat };
