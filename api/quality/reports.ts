/** The quality report of a version: made by a job, shown to its agency, its reviewer and, once published, to everyone. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type DatasetRef, publicEntryOf } from '#api/catalog/read.ts';
import type { UpdateCycle } from '#api/catalog/rules/codes.ts';
import { findEntry } from '#api/catalog/store.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { getOwnVersion, getVersion } from '#api/datasets/access.ts';
import { listPublished, publishedColumns } from '#api/datasets/published-store.ts';
import { sameTables } from '#api/datasets/rules/drift.ts';
import { accessOf } from '#api/datasets/rules/gate.ts';
import { refuse as refuseVersion } from '#api/datasets/rules/refusals.ts';
import * as versions from '#api/datasets/store.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import type { ruleBody } from './contract.ts';
import { refuse } from './rules/refusals.ts';
import { failedRules, measure, type Timeliness, timeliness, together } from './rules/report.ts';
import { ruleText, type TableRule } from './rules/rule.ts';
import type { CheckedRule, qualityOut } from './rules/shapes.ts';
import { runRules, type Subject } from './run.ts';
import * as store from './store.ts';

export type QualityOut = z.output<typeof qualityOut>;

/** Working days an agency has to put right what a published version breaks; Article 26 gives a correction as many. */
export const fixWithin = 10;

export async function checkVersion(app: App, versionId: string): Promise<void> {
  const ctx = systemContext(app);
  const version = await versions.findVersion(app.db, versionId);
  if (version === null || (version.state !== 'ready' && version.state !== 'published')) return;
  const entry = await findEntry(app.db, version.entryId);
  const head = await store.findHead(app.db, version.entryId);
  if (entry === null || head === null) return;
  const [rows, columns, before, earlier] = [
    await store.listColumns(app.db, entry.id),
    await versions.listColumns(app.db, versionId),
    await publishedBefore(app, version),
    await store.newestReports(app.db, versionId),
  ];
  const oldColumns = before === null ? [] : await publishedColumns(app.db, before);
  const pairs = before === null ? null : sameTables(before.tables, version.tables);
  const reports: store.Report[] = [];
  for (const table of version.tables) {
    if (table.tableKey === null) continue;
    const own = columns.filter((one) => one.table === table.number);
    const said = rows.filter((one) => one.table === table.name);
    const subject = subjectOf(version, table, own, said, entry.providerId);
    const asked = said.flatMap((one) => one.rules.map((rule) => ({ column: one.column, rule })));
    const { rules, report } = await runRules(ctx, subject, asked, { patient: true });
    const old = pairs?.get(table.number);
    const oldRows = old === undefined ? null : (before?.tables.find((one) => one.number === old)?.rowCount ?? null);
    const whole = (head.tableRules[table.name] ?? []).map((rule) => compareRows(rule, report.rowCount, oldRows));
    const all = [...whole, ...rules];
    const types =
      old === undefined
        ? null
        : typesKept(
            oldColumns.filter((one) => one.table === old),
            own,
          );
    const filled = report.filled.map(({ name, count }) => ({ name, filled: count }));
    const measures = measure({ rows: report.rowCount, columns: filled, rules: all, types });
    const failed = failedRules({ rules: all });
    const was = earlier.find((one) => one.table === table.number);
    const at = app.clock.now();
    reports.push({
      versionId,
      table: table.number,
      report: { rows: report.rowCount, columns: own.length, measures, types, rules: all },
      failed: failed.length,
      blocking: failed.filter((one) => one.rule.blocking).map((one) => ruleText(one.column, one.rule, 'zh')),
      rulesRevision: head.rulesRevision,
      failingSince: failed.length === 0 ? null : (was?.failed ?? 0) > 0 ? (was?.failingSince ?? at) : at,
      at,
    });
  }
  const facts = {
    entry: entry.id,
    number: version.number,
    rules: reports.reduce((sum, one) => sum + one.report.rules.length, 0),
    failed: reports.reduce((sum, one) => sum + one.failed, 0),
    blocking: reports.reduce((sum, one) => sum + one.blocking.length, 0),
  };
  await act(ctx, { action: 'quality.check', subject: ['version', versionId], facts }, async (tx) => {
    for (const one of reports) await store.insertReport(tx.db, one);
  });
}

async function publishedBefore(app: App, { entryId, number }: versions.Version): Promise<versions.Version | null> {
  return (await listPublished(app.db, entryId)).find((one) => one.number < number) ?? null;
}

function subjectOf(
  version: versions.Version,
  table: versions.Table,
  columns: readonly versions.Column[],
  said: readonly store.Column[],
  providerId: string,
): Subject {
  const found = version.findings.filter((one) => one.table === table.number).map((one) => one.column);
  return {
    tableKey: table.tableKey ?? '',
    columns,
    providerId,
    codes: new Map(said.map((one) => [one.column, one.codes ?? []])),
    guarded: new Set([...found, ...said.filter((one) => one.sensitivity !== 'none').map((one) => one.column)]),
  };
}

function compareRows(rule: TableRule, now: number, before: bigint | null): CheckedRule {
  const common: Pick<CheckedRule, 'column' | 'rule' | 'dimension' | 'samples'> = {
    column: null,
    rule,
    dimension: 'consistency',
    samples: [],
  };
  if (before === null || before === 0n)
    return { ...common, outcome: 'skipped', skipped: 'nothing_before', checked: 0, failing: 0 };
  const percent = (100 * now) / Number(before);
  const kept = (rule.least === null || percent >= rule.least) && (rule.most === null || percent <= rule.most);
  return {
    ...common,
    outcome: kept ? 'kept' : 'failed',
    skipped: null,
    checked: now,
    failing: kept ? 0 : Math.abs(now - Number(before)),
  };
}

function typesKept(before: readonly versions.Column[], now: readonly versions.Column[]) {
  const old = new Map(before.map((one) => [one.name, one.type]));
  const both = now.filter((one) => old.has(one.name));
  return { same: both.filter((one) => old.get(one.name) === one.type).length, of: both.length };
}

/** How many rows of the version would break a rule; nothing is kept. */
export async function checkRule(ctx: Ctx, versionId: string, input: z.output<typeof ruleBody>): Promise<CheckedRule> {
  const { version, entry } = await getOwnVersion(ctx, versionId);
  if (version.state !== 'ready' && version.state !== 'published') throw refuse('quality.no_version');
  const table = version.tables.find((one) => one.number === input.table);
  if (table?.tableKey == null) throw refuseVersion('datasets.table_not_found', { number: input.table });
  const columns = await versions.listColumns(ctx.db, version.id, table.number);
  const said = (await store.listColumns(ctx.db, entry.id)).filter((one) => one.table === table.name);
  const subject = subjectOf(version, table, columns, said, entry.providerId);
  const { rules } = await runRules(ctx, subject, [input], { strict: true });
  const [found] = rules;
  if (found === undefined) throw new Error('a rule was asked and not answered');
  return found;
}

export async function showQuality(ctx: Ctx, versionId: string): Promise<QualityOut> {
  const { version, entry } = await getVersion(ctx, versionId);
  const published = await listPublished(ctx.db, version.entryId);
  return shown(ctx, { version, published }, entry.content.update_cycle, 'all');
}

/** Of a version that everybody sees; of data that are not open to all, the rows that break a rule are not named. */
export async function showPublicQuality(ctx: Ctx, dataset: DatasetRef, number: number | 'latest'): Promise<QualityOut> {
  const entry = await publicEntryOf(ctx, dataset);
  const access = accessOf(entry.content.open_type);
  const published = access === 'closed' ? [] : await listPublished(ctx.db, entry.id);
  const version = number === 'latest' ? published[0] : published.find((one) => one.number === number);
  if (version === undefined) throw refuseVersion('datasets.version_not_found');
  return shown(ctx, { version, published }, entry.content.update_cycle, access === 'open' ? 'all' : 'counts');
}

async function shown(
  ctx: Ctx,
  { version, published }: { readonly version: versions.Version; readonly published: readonly versions.Version[] },
  cycle: UpdateCycle | null,
  detail: 'all' | 'counts',
): Promise<QualityOut> {
  const [reports, head] = await Promise.all([
    store.newestReports(ctx.db, version.id),
    store.findHead(ctx.db, version.entryId),
  ]);
  if (reports.length === 0) throw refuse('quality.no_report', { number: version.number });
  const newest = published[0]?.id === version.id;
  const time = timeOf(ctx, version, published, cycle, newest);
  const since = reports.flatMap((one) => one.failingSince ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0];
  const measures = together(reports.map((one) => one.report.measures));
  return {
    entry_id: version.entryId,
    version_id: version.id,
    version: version.number,
    pending: reports.some((one) => one.rulesRevision < (head?.rulesRevision ?? 0)),
    measures: { ...measures, timeliness: time.measure },
    next_due: time.dueOn,
    overdue: time.overdue,
    failed: reports.reduce((sum, one) => sum + one.failed, 0),
    blocking: reports.flatMap((one) => [...one.blocking]),
    fix_by: newest && since !== undefined ? fixBy(ctx, since, version.publishedAt) : null,
    tables: reports.map(({ table, report, at, runs }) => ({
      ...report,
      rules: report.rules.map((one) => ({ ...one, samples: detail === 'all' ? one.samples : [] })),
      number: table,
      name: version.tables.find((one) => one.number === table)?.name ?? String(table),
      checked_at: at.toISOString(),
      runs,
    })),
  };
}

function timeOf(
  ctx: Ctx,
  version: versions.Version,
  published: readonly versions.Version[],
  cycle: UpdateCycle | null,
  newest: boolean,
): Timeliness {
  const days = published
    .filter((one) => one.number <= version.number)
    .flatMap((one) => (one.publishedAt === null ? [] : [dayOf(one.publishedAt)]))
    .toSorted();
  const unknown: Timeliness = { measure: null, dueOn: null, overdue: false };
  return orUnloaded(unknown, () => timeliness(days, cycle, newest ? dayOf(ctx.clock.now()) : null, ctx.calendar()));
}

/** The day by which a fault of public data is put right; null where the calendar of that year is not loaded. */
export function fixBy(ctx: Ctx, since: Date, publishedAt: Date | null): Day | null {
  const from = publishedAt !== null && publishedAt > since ? publishedAt : since;
  return orUnloaded<Day | null>(null, () => ctx.calendar().addWorkingDays(dayOf(from), fixWithin));
}

/** Working days are not guessed past the last year loaded: what rests on them is then left out. */
export function orUnloaded<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isRefusal(error) && error.code === 'calendar.year_missing') return otherwise;
    throw error;
  }
}
