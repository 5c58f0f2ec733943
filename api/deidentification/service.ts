/** Whether a table is about people, what its columns tell of them, and how it is treated: said by its steward. */
import { createHash } from 'node:crypto';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { getEntry, holdEntry } from '#api/catalog/access.ts';
import { namesOf } from '#api/catalog/store.ts';
import { type Ctx, newId } from '#api/context.ts';
import { getOwnVersion, getVersion } from '#api/datasets/access.ts';
import { privacyOf, type TablePrivacy } from '#api/datasets/privacy.ts';
import { requireColumns } from '#api/datasets/publish.ts';
import { type Demand, reachesOf, releaseFor } from '#api/datasets/rules/privacy-risk.ts';
import * as versions from '#api/datasets/store.ts';
import { applyTreatments } from '#api/datasets/treatments.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import type { Suppression } from '#api/kernel/column-rules.ts';
import type { ClassesInput, ReachInput } from './contract.ts';
import { demandOf } from './demand.ts';
import { misfitOf, misfits, type PlanInput } from './rules/plan.ts';
import { refuse } from './rules/refusals.ts';
import { type PlanOut, type PrivacyOut, showPrivacy, showSuppression } from './show.ts';
import * as store from './store.ts';

type Own = Awaited<ReturnType<typeof getOwnVersion>>;

export async function showVersionPrivacy(ctx: Ctx, id: string): Promise<PrivacyOut> {
  const { version, entry } = await getVersion(ctx, id);
  return showPrivacy(ctx, version, entry);
}

/** Says whether the rows are people, and of each column what it tells. Remembered for later versions. */
export async function confirmColumnClasses(ctx: Ctx, id: string, input: ClassesInput): Promise<PrivacyOut> {
  return act(ctx, { action: 'deidentification.classify', subject: ['version', id] }, async (tx, note) => {
    const own = await getOwnVersion(tx, id);
    const { version, entry, byId } = own;
    requireSettled(version);
    const table = await tableOf(tx, own, input.table);
    const columns = table.proposal.columns.map((one) => one.name);
    for (const { column } of input.classes)
      if (!columns.includes(column)) throw refuse('deidentification.unknown_column', { column });
    const signs = table.proposal.columns.filter((one) => one.strong).map((one) => one.name);
    if (!input.persons && table.proposal.persons && input.reason === '')
      throw refuse('deidentification.reason_needed', { columns: signs.slice(0, 10).join('、') });
    const said = { entryId: entry.id, table: table.name, confirmedBy: byId, confirmedAt: tx.clock.now() };
    await store.saySubject(tx.db, { ...said, persons: input.persons, reason: input.reason || null, columns });
    for (const one of input.classes) await store.sayClass(tx.db, { ...said, column: one.column, class: one.class });
    await enqueueAssessment(tx, id);
    const of = (name: string) => input.classes.filter((one) => one.class === name).map((one) => one.column);
    const classes = { direct: of('direct'), quasi: of('quasi'), sensitive: of('sensitive') };
    note({ entry: entry.id, number: version.number, table: table.name, persons: input.persons, ...classes });
    return showPrivacy(tx, version, entry);
  });
}

/** Lets a version go less far than its entry is opened, or as far again. What that demands is computed anew. */
export async function limitRelease(ctx: Ctx, id: string, input: ReachInput): Promise<PrivacyOut> {
  return act(ctx, { action: 'deidentification.limit', subject: ['version', id] }, async (tx, note) => {
    const { version, entry } = await getOwnVersion(tx, id);
    if (version.state !== 'held' && version.state !== 'ready') throw notReady(version);
    if (input.reach !== null && !reachesOf(entry.openType).includes(input.reach))
      throw refuse('deidentification.reach_unfit', { title: entry.title });
    await versions.changeVersion(tx.db, id, [version.state], { reach: input.reach });
    await enqueueAssessment(tx, id);
    note({ entry: entry.id, number: version.number, reach: input.reach ?? 'as_opened' });
    return showPrivacy(tx, { ...version, reach: input.reach }, entry);
  });
}

/** Computes the risk again, for what the entry is opened as now. */
export async function assessRelease(ctx: Ctx, id: string): Promise<PrivacyOut> {
  return act(ctx, { action: 'deidentification.ask_assessment', subject: ['version', id] }, async (tx) => {
    const { version, entry } = await getOwnVersion(tx, id);
    if (version.state !== 'ready' && version.state !== 'published') throw notReady(version);
    await enqueueAssessment(tx, id);
    return showPrivacy(tx, version, entry);
  });
}

export async function enqueueAssessment(tx: Ctx, versionId: string): Promise<void> {
  const key = `deidentification.assess:${versionId}`;
  await enqueue(tx, 'deidentification.assess', { versionId }, { key, queue: 'ingest' });
}

/** Keeps the plan under the next number and treats the table by it. */
export async function saveTreatmentPlan(ctx: Ctx, id: string, input: PlanInput): Promise<PrivacyOut> {
  return act(ctx, { action: 'deidentification.plan', subject: ['version', id] }, async (tx, note) => {
    const own = await getOwnVersion(tx, id);
    const { version, entry, byId } = own;
    await holdEntry(tx, entry.id);
    const { table, suppression } = await checkPlan(tx, own, input);
    const at = tx.clock.now();
    const rules = input.rules.map(({ column, rule }) => ({ column, rule }));
    const before = await store.newestPlan(tx.db, entry.id, table.name);
    const sha256 = createHash('sha256')
      .update(canonicalJson({ rules, suppression } as never))
      .digest('hex');
    const number = before?.sha256 === sha256 ? before.number : (before?.number ?? 0) + 1;
    if (before?.number !== number)
      await store.insertPlan(tx.db, {
        id: newId(tx, 'treatmentPlan'),
        entryId: entry.id,
        table: table.name,
        number,
        rules,
        suppression,
        sha256,
        byId,
        at,
      });
    await applyTreatments(tx, version, [{ table: table.number, rules, suppression, byId }]);
    note({
      entry: entry.id,
      number: version.number,
      table: table.name,
      plan: number,
      sha256,
      columns: rules.map((one) => one.column),
    });
    const after = await versions.findVersion(tx.db, id);
    return showPrivacy(tx, after ?? version, entry);
  });
}

export async function listTreatmentPlans(ctx: Ctx, entryId: string): Promise<{ items: PlanOut[] }> {
  const entry = await getEntry(ctx, entryId);
  const plans = await store.listPlans(ctx.db, entry.id);
  const names = await namesOf(
    ctx.db,
    plans.map((one) => one.byId),
  );
  return {
    items: plans.map((one) => ({
      number: one.number,
      table: one.table,
      at: one.at.toISOString(),
      by: names.get(one.byId ?? '') ?? null,
      sha256: one.sha256,
      rules: one.rules.map(({ column, rule }) => ({ column, rule: rule as PlanOut['rules'][number]['rule'] })),
      suppression: showSuppression(one.suppression),
    })),
  };
}

const notReady = ({ number }: versions.Version) => refuse('deidentification.not_ready', { number });

function requireSettled(version: versions.Version): void {
  const settled = version.state === 'held' || version.state === 'ready' || version.state === 'published';
  if (!settled || version.tables.length === 0) throw notReady(version);
}

async function tableOf(ctx: Ctx, { version, entry }: Own, number: number): Promise<TablePrivacy> {
  const table = (await privacyOf(ctx, version, entry)).find((one) => one.number === number);
  if (table === undefined) throw refuse('deidentification.table_not_found');
  return table;
}

export interface CheckedPlan {
  readonly table: TablePrivacy;
  readonly suppression: Suppression | null;
  readonly demand: Demand;
}

/** What a plan has to keep before it is tried or adopted. Refuses by the names in rules/refusals.ts. */
export async function checkPlan(ctx: Ctx, own: Own, input: PlanInput): Promise<CheckedPlan> {
  const { version, entry } = own;
  if (version.state !== 'held' && version.state !== 'ready') throw notReady(version);
  const table = await tableOf(ctx, own, input.table);
  for (const { column, rule } of input.rules) {
    if (!table.types.has(column)) throw refuse('deidentification.unknown_column', { column });
    // Types of a table that was treated already are those of its copy: only what is as it came is judged by its type.
    const treated = new Set(version.treatments.filter((one) => one.table === table.number).map((one) => one.column));
    const types = new Map([...table.types].map(([name, type]) => [name, treated.has(name) ? 'text' : type]));
    const misfit = misfitOf(column, rule, types);
    if (misfit !== null) {
      const [zh, en] = misfits[misfit];
      throw refuse('deidentification.rule_does_not_fit', { column, reason: ctx.locale === 'zh' ? zh : en });
    }
  }
  await requireColumns(ctx, version, [
    ...version.treatments.filter((one) => one.table !== table.number),
    ...input.rules.map(({ column, rule }) => ({ table: table.number, column, action: rule.do })),
  ]);
  const demand = await demandOf(ctx, releaseFor(entry.openType, version.reach), entry.regionCode);
  return { table, demand, suppression: suppressionFor(table, input, demand) };
}

function suppressionFor(table: TablePrivacy, input: PlanInput, demand: Demand): Suppression | null {
  if (input.suppression === null) return null;
  const open = table.proposal.columns.filter((one) => !table.confirmed.has(one.name)).map((one) => one.name);
  if (open.length > 0) throw refuse('deidentification.classes_first', { columns: open.slice(0, 10).join('、') });
  const { quasi } = rolesUnder(table, input);
  const blank = input.suppression.blank;
  for (const column of blank) if (!table.types.has(column)) throw refuse('deidentification.unknown_column', { column });
  return { k: demand.k, quasi, blank: [...blank], maxShare: input.suppression.max_share };
}

/** Roles of the columns as the plan leaves them. */
export function rolesUnder(
  table: TablePrivacy,
  input: Pick<PlanInput, 'rules'>,
): { quasi: string[]; sensitive: string[] } {
  const rules = new Map(input.rules.map(({ column, rule }) => [column, rule.do]));
  const kept = table.proposal.columns.map((one) => one.name).filter((name) => rules.get(name) !== 'drop');
  const is = (name: string) => table.confirmed.get(name) ?? null;
  return {
    quasi: kept.filter((name) => is(name) === 'quasi' || (is(name) === 'direct' && rules.get(name) !== 'hash')),
    sensitive: kept.filter((name) => is(name) === 'sensitive'),
  };
}
