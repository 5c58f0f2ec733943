/**
 * The work on a version in the background. Each job begins by looking where the version stands and ends with one
 * transaction, so that one killed in the middle is simply done again; files it left behind are replaced.
 */
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import type { ColumnRule } from '#api/kernel/column-rules.ts';
import type { PersonalKind } from '#api/kernel/personal-kinds.ts';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { IntakeFile, IntakeTable } from '#api/ports/tables/intake/port.ts';
import type { TreatFigures } from '#api/ports/tables/port.ts';
import type { ScanResult } from '#api/ports/tables/scan.ts';
import { refreshDrift } from './drift.ts';
import { columnsOf, type Found, findingsOf, geoOf } from './found.ts';
import { forgetKeptViews } from './kept-views.ts';
import { keyOf, needsKey } from './keys.ts';
import { sweepOrphans } from './orphans.ts';
import type { Stage } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import { sweepUploads } from './sessions.ts';
import { columnName, separator } from './show.ts';
import * as store from './store.ts';

export interface Work {
  readonly versionId: string;
}

type Say = (stage: Stage, table: string | null) => void;

/** The upload in, its tables as Parquet, its files and the findings out: the version is then ready, held, or failed. */
export async function ingest(app: App, { versionId }: Work): Promise<void> {
  const version = await begin(app, versionId);
  if (version === null) return;
  await guarded(app, version, async (ctx, stage) => {
    const scratch = await ctx.ports.files.scratch();
    const source = await ctx.ports.files.localPath(version.sourceKey);
    try {
      const { tables, files } = await ctx.ports.tables.intake({
        path: source.path,
        originalName: version.fileName,
        scratchDir: scratch.path,
        onStage: stage,
      });
      const kept: Kept[] = [];
      for (const [at, table] of tables.entries()) kept.push(await keepTable(ctx, version, table, at + 1, stage));
      const others = [];
      for (const [at, file] of files.entries()) others.push(await keepFile(ctx, version, file, at + 1));
      await conclude(ctx, version, kept, others);
    } finally {
      await source.release();
      await scratch.release();
    }
  });
}

interface Kept extends Found {
  readonly row: Omit<store.Table, 'suppression' | 'treated'>;
}

async function keepTable(
  ctx: Ctx,
  version: store.Version,
  table: IntakeTable,
  number: number,
  stage: Say,
): Promise<Kept> {
  stage('scan', table.origin);
  const scan = await ctx.ports.tables.scan(table.parquetPath, dayOf(ctx.clock.now()));
  const key = `${folderOf(version)}/table-${number}.parquet`;
  const { sha256, bytes } = await ctx.ports.files.putFile(key, table.parquetPath);
  const { name, origin, format, encoding, delimiter, geo } = table;
  const published = scan.blocked
    ? { tableKey: null, tableSha256: null, tableBytes: null }
    : { tableKey: key, tableSha256: sha256, tableBytes: BigInt(bytes) };
  const rowCount = BigInt(table.rowCount);
  const row = { number, name, origin, format, encoding, delimiter, geo, rowCount, rawKey: key, rawSha256: sha256 };
  return { number, profile: table, scan, row: { ...row, ...published } };
}

async function keepFile(ctx: Ctx, version: store.Version, file: IntakeFile, number: number) {
  const key = `${folderOf(version)}/file-${number}`;
  const { sha256, bytes } = await ctx.ports.files.putFile(key, file.localPath);
  return { number, path: file.path, mediaType: file.mediaType, key, bytes: BigInt(bytes), sha256 };
}

const folderOf = (version: store.Version): string => `datasets/${version.entryId}/${version.id}`;

/** Applies the recorded treatments to the tables as they came, and looks again. */
export async function treat(app: App, { versionId }: Work): Promise<void> {
  const version = await begin(app, versionId);
  if (version === null) return;
  if (version.tables.length === 0) return ingest(app, { versionId });
  await guarded(app, version, async (ctx, stage) => {
    const treated: Treated[] = [];
    for (const table of version.tables) treated.push(await treatTable(ctx, version, table, stage));
    await settle(ctx, version, treated);
    for (const { number, key } of treated) {
      const before = version.tables.find((one) => one.number === number);
      if (before?.tableKey != null && before.tableKey !== key && before.tableKey !== before.rawKey)
        await ctx.ports.files.remove(before.tableKey);
    }
  });
}

interface Treated extends Found {
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Null where nothing was done. */
  readonly figures: TreatFigures | null;
}

async function treatTable(ctx: Ctx, version: store.Version, table: store.Table, stage: Say): Promise<Treated> {
  const { number, rawKey, rawSha256, origin } = table;
  if (rawKey === null) throw new Error(`version ${version.id} has no table ${number} to treat`);
  stage('treat', origin);
  const today = dayOf(ctx.clock.now());
  const wanted = version.treatments.filter((one) => one.table === number);
  const scratch = await ctx.ports.files.scratch();
  const raw = await ctx.ports.files.localPath(rawKey);
  try {
    if (wanted.length === 0 && table.suppression === null) {
      const profile = await ctx.ports.tables.profile(raw.path);
      stage('scan', origin);
      const scan = await ctx.ports.tables.scan(raw.path, today);
      const bytes = (await ctx.ports.files.stat(rawKey))?.bytes ?? 0;
      return { number, profile, scan, key: rawKey, sha256: rawSha256 ?? '', bytes, figures: null };
    }
    const treatments = wanted.map((one) => ({ column: one.column, rule: ruleOf(version, one) }));
    const made = await ctx.ports.tables.treat(raw.path, treatments, {
      scratchDir: scratch.path,
      today,
      ...(table.suppression === null ? {} : { suppression: table.suppression }),
      ...(treatments.some(({ rule }) => needsKey(rule)) ? { key: await keyOf(ctx, version.entryId) } : {}),
    });
    const profile = await ctx.ports.tables.profile(made.parquetPath);
    stage('scan', origin);
    const scan = await ctx.ports.tables.scan(made.parquetPath, today);
    const key = `${folderOf(version)}/treated-${number}-${made.parquetSha256.slice(0, 16)}.parquet`;
    const { figures } = made;
    return { number, profile, scan, key, ...(await ctx.ports.files.putFile(key, made.parquetPath)), figures };
  } finally {
    await raw.release();
    await scratch.release();
  }
}

/** A mask without kinds of its own covers what was found in the column. */
function ruleOf(version: store.Version, { table, column, action, rule }: store.Treatment): ColumnRule {
  if (rule !== null && (rule.do !== 'mask' || rule.kinds !== undefined)) return rule;
  return action === 'drop' ? { do: 'drop' } : { do: 'mask', kinds: kindsIn(version, table, column) };
}

const kindsIn = (version: store.Version, table: number, column: string): PersonalKind[] =>
  version.findings.filter((one) => one.table === table && one.column === column).map((one) => one.kind as PersonalKind);

/** The version, now being worked on; null when there is nothing to do (done before, or published meanwhile). */
async function begin(app: App, versionId: string): Promise<store.Version | null> {
  const taken = await store.changeVersion(app.db, versionId, ['received', 'processing'], { state: 'processing' });
  return taken ? store.findVersion(app.db, versionId) : null;
}

/** Refusals end the work with their reason; anything else is a fault of ours: recorded, and the steward can start it again. */
async function guarded(app: App, version: store.Version, run: (ctx: Ctx, stage: Say) => Promise<void>): Promise<void> {
  const ctx = systemContext(app);
  let shown: Promise<unknown> = Promise.resolve();
  let at: string | null = null;
  const stage: Say = (now, table) => {
    at = table;
    const change = { stage: now, stageTable: table };
    shown = shown.then(() => store.changeVersion(app.db, version.id, ['processing'], change)).catch(() => {});
  };
  try {
    await run(ctx, stage);
  } catch (error) {
    await shown;
    if (!isRefusal(error)) app.log.error({ err: error, version: version.id }, 'ingest broke');
    await fail(ctx, version, isRefusal(error) ? error : refuse('datasets.ingest_broken'), at);
  }
}

async function fail(ctx: Ctx, version: store.Version, refusal: Refusal, table: string | null): Promise<void> {
  await act(ctx, event(version, 'failed', { code: refusal.code }), async (tx) => {
    const fault = faultOf(refusal, table);
    const change = { state: 'failed', stage: 'done', stageTable: null, fault } as const;
    await store.changeVersion(tx.db, version.id, ['processing'], change);
  });
}

/** The reason as it is kept; of an upload with several tables it begins with the one that is at fault. */
function faultOf(refusal: Refusal, table: string | null): store.Fault {
  const { code, params } = refusal;
  const [zh, en] = [refusal.sentence('zh'), refusal.sentence('en')];
  if (table === null) return { code, params, zh, en };
  const named = (reason: string) => refuse('datasets.in_table', { table, reason });
  return { code, params: { ...params, table }, zh: named(zh).sentence('zh'), en: named(en).sentence('en') };
}

function event(version: store.Version, state: string, facts: Readonly<Record<string, string | number>>) {
  return {
    action: 'datasets.ingest',
    subject: ['version', version.id],
    facts: { entry: version.entryId, number: version.number, state, ...facts },
  } as const;
}

const rowsOf = (found: readonly Found[]): number => found.reduce((sum, one) => sum + one.profile.rowCount, 0);
const isBlocked = (found: readonly Found[]): boolean => found.some((one) => one.scan.blocked);
const numbersOf = (found: readonly Found[]): number[] => found.map((one) => one.number);

/** The first result: findings are recorded once, the tables as they came are kept for later treatments. */
async function conclude(
  ctx: Ctx,
  version: store.Version,
  tables: readonly Kept[],
  files: Parameters<typeof store.replaceParts>[3],
): Promise<void> {
  const blocked = isBlocked(tables);
  const state = blocked ? 'held' : 'ready';
  const facts = { rows: rowsOf(tables), tables: tables.length, files: files.length };
  const first = tables[0]?.row.rawSha256;
  await act(ctx, event(version, state, { ...facts, ...(first == null ? {} : { sha256: first }) }), async (tx) => {
    const done = await store.changeVersion(tx.db, version.id, ['processing'], {
      state,
      stage: 'done',
      stageTable: null,
      rowCount: BigInt(rowsOf(tables)),
      fault: null,
      readyAt: blocked ? null : tx.clock.now(),
    });
    if (!done) return;
    const rows = tables.map((one) => one.row);
    await store.replaceParts(tx.db, version.id, rows, files);
    await store.replaceColumns(tx.db, version.id, numbersOf(tables), tables.flatMap(columnsOf));
    if (version.findings.length === 0) await store.insertFindings(tx.db, version.id, tables.flatMap(findingsOf));
    if (!blocked) await ready(tx, version);
    // What was planned for the versions before is done with this one too.
    const next = { key: `deidentification.begin:${version.id}`, queue: 'ingest' };
    await enqueue(tx, 'deidentification.begin', { versionId: version.id }, next);
  });
}

/** The result of a treatment. */
async function settle(ctx: Ctx, version: store.Version, tables: readonly Treated[]): Promise<void> {
  const blocked = isBlocked(tables);
  const state = blocked ? 'held' : 'ready';
  const left = tables
    .filter((one) => one.figures !== null)
    .flatMap(({ number, scan }) => residueOf(version, number, scan));
  const residue = left.length === 0 ? null : refuse('datasets.still_personal', { columns: left.join(separator) });
  const first = tables[0]?.sha256;
  const facts = { rows: rowsOf(tables), ...(first === undefined ? {} : { sha256: first }) };
  await act(ctx, event(version, state, facts), async (tx) => {
    const done = await store.changeVersion(tx.db, version.id, ['processing'], {
      state,
      stage: 'done',
      stageTable: null,
      rowCount: BigInt(rowsOf(tables)),
      fault: residue === null ? null : faultOf(residue, null),
      readyAt: blocked ? null : tx.clock.now(),
    });
    if (!done) return;
    for (const table of tables) {
      const { number, key, sha256, bytes, profile, scan, figures } = table;
      const before = version.tables.find((one) => one.number === number);
      await store.changeTable(tx.db, version.id, {
        number,
        rowCount: BigInt(profile.rowCount),
        geo: geoOf(before?.geo ?? null, profile),
        treated: figures,
        ...(scan.blocked
          ? { tableKey: null, tableSha256: null, tableBytes: null }
          : { tableKey: key, tableSha256: sha256, tableBytes: BigInt(bytes) }),
      });
    }
    await store.replaceColumns(tx.db, version.id, numbersOf(tables), tables.flatMap(columnsOf));
    if (blocked) return;
    await ready(tx, version);
    const next = { key: `deidentification.assess:${version.id}`, queue: 'ingest' };
    await enqueue(tx, 'deidentification.assess', { versionId: version.id }, next);
  });
}

/** What follows when a version can be published: how its columns differ is found, and the quality room looks at it. */
async function ready(tx: Ctx, { id, entryId }: store.Version): Promise<void> {
  await refreshDrift(tx, entryId);
  await enqueue(tx, 'quality.describe', { versionId: id }, { key: `quality.describe:${id}`, queue: 'ingest' });
}

function residueOf(version: store.Version, table: number, { columns }: ScanResult): string[] {
  return columns.filter((one) => one.findings.length > 0).map((one) => columnName(version, table, one.header));
}

export const datasetJobs = {
  'datasets.ingest': ingest,
  'datasets.treat': treat,
  'datasets.sweep': sweepUploads,
  'datasets.sweep_orphans': sweepOrphans,
  'datasets.forget_views': forgetKeptViews,
};

/** Every hour: uploads that were broken off and not gone on with in time. Before dawn: files of no version. */
export const datasetCrontab = '17 * * * * datasets.sweep\n10 20 * * * datasets.sweep_orphans';
