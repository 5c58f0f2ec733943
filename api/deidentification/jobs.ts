/** After an ingest the plans of the versions before are applied; after a treatment the risk is computed (Article 15). */
import { act } from '#api/audit/act.ts';
import { findEntry } from '#api/catalog/store.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { privacyOf, type TablePrivacy } from '#api/datasets/privacy.ts';
import { onTable } from '#api/datasets/read.ts';
import { type Demand, judge, releaseFor } from '#api/datasets/rules/privacy-risk.ts';
import { rolesOf } from '#api/datasets/rules/privacy-standing.ts';
import * as versions from '#api/datasets/store.ts';
import { applyTreatments, type TableTreatment } from '#api/datasets/treatments.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { demandOf } from './demand.ts';
import { judgePublished } from './judge.ts';
import { letters } from './rules/letters.ts';
import { enqueueAssessment } from './service.ts';
import { type ReportFacts, ruleOf, showDemand, showFigures } from './show.ts';
import * as store from './store.ts';
import { showLoss, showVerdict } from './trial.ts';

export interface Work {
  readonly versionId: string;
}

/** A new version is treated as the one before it was, where it has the same columns; else its steward decides. */
export async function begin(app: App, { versionId }: Work): Promise<void> {
  const ctx = systemContext(app);
  const version = await versions.findVersion(app.db, versionId);
  if (version === null || (version.state !== 'ready' && version.state !== 'held')) return;
  const plans = await store.listPlans(app.db, version.entryId);
  const columns = await versions.listColumns(app.db, versionId);
  const tables = version.tables.flatMap((table): TableTreatment[] => {
    const plan = plans.find((one) => one.table === table.name);
    const there = new Set(columns.filter((one) => one.table === table.number).map((one) => one.name));
    const started = version.treatments.some((one) => one.table === table.number);
    if (plan === undefined || started || !plan.rules.every((one) => there.has(one.column))) return [];
    return [{ table: table.number, rules: plan.rules, suppression: plan.suppression, byId: plan.byId }];
  });
  const facts = { entry: version.entryId, number: version.number, tables: tables.length };
  if (tables.length > 0)
    await act(ctx, { action: 'deidentification.apply', subject: ['version', versionId], facts }, (tx) =>
      applyTreatments(tx, version, tables),
    );
  else if (version.state === 'ready') await enqueueAssessment(ctx, versionId);
}

/** Figures of each table about people that has no report for what is demanded now. May run twice. */
export async function assess(app: App, { versionId }: Work): Promise<void> {
  const ctx = systemContext(app);
  const version = await versions.findVersion(app.db, versionId);
  if (version === null || (version.state !== 'ready' && version.state !== 'published')) return;
  const entry = await findEntry(app.db, version.entryId);
  if (entry === null) return;
  const demand = await demandOf(ctx, releaseFor(entry.openType, version.reach), entry.regionCode);
  for (const table of await privacyOf(ctx, version, entry)) {
    const open = table.present.some((one) => one.confirmed === null);
    if (table.subject?.persons !== true || open) continue;
    const facts = await factsOf(ctx, version, table, demand);
    if (facts !== null) await report(ctx, { version, entry, table, demand, facts });
  }
}

/** Null where the report there is says the same, or the table is not there any more. */
async function factsOf(
  ctx: Ctx,
  version: versions.Version,
  table: TablePrivacy,
  demand: Demand,
): Promise<ReportFacts | null> {
  const row = version.tables.find((one) => one.number === table.number);
  if (row?.tableKey == null || row.rawKey === null) return null;
  const treatments = version.treatments.filter((one) => one.table === table.number);
  const classes = table.proposal.columns.map(({ name }) => ({
    column: name,
    class: table.confirmed.get(name) ?? ('other' as const),
    rule: treatments.find((one) => one.column === name)?.action ?? null,
  }));
  const known = table.report?.report as unknown as ReportFacts | undefined;
  const same =
    table.report?.tableSha256 === table.tableSha256 &&
    known !== undefined &&
    JSON.stringify([known.demand, known.classes]) === JSON.stringify([showDemand(demand), classes]);
  if (same) return null;
  const patient = { patient: true };
  const raw = rolesOf(classes.map((one) => ({ name: one.column, confirmed: one.class, rule: null })));
  const before = await onTable(ctx, { tableKey: row.rawKey }, (path) => ctx.ports.tables.risk(path, raw, patient));
  const after = await onTable(ctx, { tableKey: row.tableKey }, (path) =>
    ctx.ports.tables.risk(path, rolesOf(table.present), patient),
  );
  const rules = treatments.flatMap((one) => {
    const rule = ruleOf(one);
    return rule === null ? [] : [{ column: one.column, rule }];
  });
  const none = {
    rowsBefore: before.rows,
    rowsAfter: after.rows,
    cellsBlanked: 0,
    rowsSuppressed: 0,
    rowsInSmallClasses: 0,
  };
  return {
    demand: showDemand(demand),
    classes,
    before: showFigures(before),
    after: showFigures(after),
    verdict: showVerdict(judge(after, demand)),
    loss: showLoss(table, rules, row.treated ?? none),
  };
}

interface Made {
  readonly version: versions.Version;
  readonly entry: NonNullable<Awaited<ReturnType<typeof findEntry>>>;
  readonly table: TablePrivacy;
  readonly demand: Demand;
  readonly facts: ReportFacts;
}

async function report(ctx: Ctx, { version, entry, table, demand, facts }: Made): Promise<void> {
  const id = newId(ctx, 'releaseReport');
  const { passed } = facts.verdict;
  const event = {
    action: 'deidentification.assess',
    subject: ['version', version.id],
    facts: { entry: entry.id, number: version.number, table: table.name, report: id, passed, k: facts.after.smallest },
  } as const;
  await act(ctx, event, async (tx) => {
    const plan = await store.newestPlan(tx.db, entry.id, table.name);
    const treatment = version.treatments.find((one) => one.table === table.number);
    await store.insertReport(tx.db, {
      id,
      versionId: version.id,
      table: table.number,
      planId: treatment?.rule != null ? (plan?.id ?? null) : null,
      tableSha256: table.tableSha256 ?? '',
      release: demand.release,
      demandedK: demand.k,
      passed,
      report: facts,
      at: tx.clock.now(),
      plannedBy: treatment?.byId ?? version.uploadedBy,
    });
    const params = { title: entry.title, number: version.number, k: facts.after.smallest, demanded: demand.k };
    const news = { about: id, params, path: `/w/entries/${entry.id}/privacy?version=${version.id}` };
    await mailToDuties(tx, entry.providerId, [passed ? 'signatory' : 'steward'], {
      ...news,
      ...(passed ? letters.to_sign : letters.failed),
    });
  });
}

export const deidentificationJobs = {
  'deidentification.begin': begin,
  'deidentification.assess': assess,
  'deidentification.judge_published': judgePublished,
};

/** Before dawn: what was public before the gate, until all of it is judged. */
export const deidentificationCrontab = '40 19 * * * deidentification.judge_published';
