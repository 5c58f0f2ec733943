/** De-identification as the agency, its checker and its reviewer see it. */
import type { z } from 'zod';
import { isSteward } from '#api/catalog/rules/visibility.ts';
import { namesOf } from '#api/catalog/store.ts';
import type { Ctx } from '#api/context.ts';
import type { Entry } from '#api/datasets/access.ts';
import { privacyOf, type TablePrivacy } from '#api/datasets/privacy.ts';
import { type Demand, reachesOf, releaseFor } from '#api/datasets/rules/privacy-risk.ts';
import { standingOf } from '#api/datasets/rules/privacy-standing.ts';
import type * as versions from '#api/datasets/store.ts';
import type { ColumnRule } from '#api/kernel/column-rules.ts';
import { isSelf } from '#api/kernel/rights.ts';
import type { RiskFacts } from '#api/ports/tables/port.ts';
import { demandOf } from './demand.ts';
import type {
  demandOut,
  figuresOut,
  planOut,
  privacyOut,
  reportFacts,
  reportOut,
  suppressionOut,
  tableOut,
} from './rules/shapes.ts';
import * as store from './store.ts';

export type PrivacyOut = z.output<typeof privacyOut>;
export type ReportOut = z.output<typeof reportOut>;
export type ReportFacts = z.output<typeof reportFacts>;
export type PlanOut = z.output<typeof planOut>;

/** The wire's shape of a rule holds lists that may be changed. */
type Rule = PlanOut['rules'][number]['rule'];

export const showDemand = ({ release, k, l, environment }: Demand): z.output<typeof demandOut> => ({
  release,
  k,
  l,
  environment: { ...environment },
});

export const showFigures = ({
  rows,
  classes,
  smallest,
  meanRisk,
  sizes,
  sensitive,
}: RiskFacts): z.output<typeof figuresOut> => ({
  rows,
  classes,
  smallest,
  mean_risk: meanRisk,
  sizes: sizes.map((one) => ({ ...one })),
  sensitive: sensitive.map((one) => ({ ...one })),
});

const releaseOf = (openType: string | null): 'open' | 'conditional' | null =>
  openType === 'unconditional' ? 'open' : openType === 'conditional' ? 'conditional' : null;

const reachOf = ({ reach }: versions.Version): PrivacyOut['reach'] =>
  reach === 'conditional' || reach === 'secure' ? reach : null;

export const showSuppression = (of: store.Plan['suppression']): z.output<typeof suppressionOut> | null =>
  of === null ? null : { k: of.k, blank: [...of.blank], max_share: of.maxShare };

export function maySign(ctx: Ctx, report: store.Report, providerId: string): boolean {
  const { viewer } = ctx;
  if (viewer === null || viewer.organization.id !== providerId) return false;
  const duty = viewer.duties.includes('signatory') || viewer.duties.includes('steward');
  return duty && report.outcome === null && !isSelf(viewer, report.plannedBy);
}

/** `newest`: one that was overtaken is no longer to be signed. */
export function showReport(
  ctx: Ctx,
  report: store.Report,
  {
    providerId,
    names,
    plan,
    newest,
  }: { providerId: string; names: ReadonlyMap<string, string>; plan: number | null; newest: boolean },
): ReportOut {
  const facts = report.report as unknown as ReportFacts;
  return {
    ...facts,
    id: report.id,
    at: report.at.toISOString(),
    plan,
    table_sha256: report.tableSha256,
    passed: report.passed,
    outcome: report.outcome as 'signed' | 'returned' | null,
    opinion: report.opinion,
    checked_by: names.get(report.checkedBy ?? '') ?? null,
    checked_at: report.checkedAt?.toISOString() ?? null,
    no: report.no,
    document_id: report.documentId,
    may_sign: newest && report.passed && maySign(ctx, report, providerId),
  };
}

export async function showPrivacy(ctx: Ctx, version: versions.Version, entry: Entry): Promise<PrivacyOut> {
  const demand = await demandOf(ctx, releaseFor(entry.openType, version.reach), entry.regionCode);
  const [tables, plans, judged] = await Promise.all([
    privacyOf(ctx, version, entry),
    store.listPlans(ctx.db, entry.id),
    store.listJudgements(ctx.db, version.id),
  ]);
  const names = await namesOf(ctx.db, [
    ...plans.map((one) => one.byId),
    ...tables.map((one) => one.report?.checkedBy ?? null),
  ]);
  return {
    version: { id: version.id, number: version.number, state: version.state, stage: version.stage },
    opened: releaseOf(entry.openType),
    reach: reachOf(version),
    reaches: [...reachesOf(entry.openType)],
    entry: { id: entry.id, code: entry.code, title: entry.title },
    demand: showDemand(demand),
    tables: tables.map((table) =>
      showTable(ctx, version, { table, plans, names, demand, judged, providerId: entry.providerId }),
    ),
    may: { edit: isSteward(ctx.viewer, entry) && (version.state === 'held' || version.state === 'ready') },
  };
}

interface Shown {
  readonly table: TablePrivacy;
  readonly plans: readonly store.Plan[];
  readonly names: ReadonlyMap<string, string>;
  readonly demand: Demand;
  readonly judged: readonly store.Judgement[];
  readonly providerId: string;
}

function showTable(
  ctx: Ctx,
  version: versions.Version,
  { table, plans, names, demand, judged, providerId }: Shown,
): z.output<typeof tableOut> {
  const standing = standingOf(table, demand);
  const judgement = judged.find((one) => one.table === table.number && one.tableSha256 === table.tableSha256);
  const plan = plans.find((one) => one.table === table.name) ?? null;
  const treatments = new Map(
    version.treatments.filter((one) => one.table === table.number).map((one) => [one.column, one]),
  );
  const present = new Map(table.present.map((one) => [one.name, one]));
  const { report } = table;
  return {
    number: table.number,
    name: table.name,
    need: standing.need,
    need_columns: [...standing.columns],
    persons_proposed: table.proposal.persons,
    persons: table.subject?.persons ?? null,
    reason: table.subject?.reason ?? null,
    columns: table.proposal.columns.map(({ name, class: proposed, why }) => ({
      name,
      type: table.types.get(name) ?? 'text',
      present: present.has(name),
      proposed,
      why,
      confirmed: table.confirmed.get(name) ?? null,
      findings: version.findings
        .filter((one) => one.table === table.number && one.column === name)
        .map(({ kind, hits, examples, paths }) => ({ kind, hits, examples: [...examples], paths: [...paths] })),
      rule: ruleOf(treatments.get(name)) as Rule | null,
    })),
    plan:
      plan === null ? null : { number: plan.number, at: plan.at.toISOString(), by: names.get(plan.byId ?? '') ?? null },
    judged:
      judgement === undefined
        ? null
        : {
            at: judgement.at.toISOString(),
            demanded_k: judgement.demandedK,
            smallest: Number(judgement.smallest),
            rows: Number(judgement.rows),
            direct: [...judgement.direct],
            quasi: [...judgement.quasi],
          },
    suppression: showSuppression(version.tables.find((one) => one.number === table.number)?.suppression ?? null),
    report:
      report === null
        ? null
        : showReport(ctx, report, {
            providerId,
            names,
            plan: plans.find((one) => one.id === report.planId)?.number ?? null,
            newest: report.tableSha256 === table.tableSha256,
          }),
  };
}

export const ruleOf = (treatment: versions.Treatment | undefined): ColumnRule | null => {
  if (treatment === undefined) return null;
  return treatment.rule ?? (treatment.action === 'drop' ? { do: 'drop' } : { do: 'mask' });
};
