/** A job as the two sides see it. */
import type { z } from 'zod';
import { namesOf } from '#api/catalog/store.ts';
import type { Ctx } from '#api/context.ts';
import { can } from '#api/kernel/lifecycle.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { isSelf } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { reviewers } from './access.ts';
import type { enclaveJob } from './contract.ts';
import {
  type JobAction,
  type JobState,
  jobActions,
  jobStates,
  type ReviewReason,
  reviewReasons,
  stages,
} from './rules/codes.ts';
import { jobLifecycle } from './rules/lifecycle.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export type JobOut = z.input<typeof enclaveJob>;

export async function showJobs(ctx: Ctx, rows: readonly store.JobRow[]): Promise<JobOut[]> {
  const [parties, versions, names] = await Promise.all([
    store.findParties(
      ctx.db,
      rows.map((row) => row.agreementId),
    ),
    store.findVersions(
      ctx.db,
      rows.flatMap((row) => row.tables.map((one) => one.versionId)),
    ),
    namesOf(
      ctx.db,
      rows.flatMap((row) => [row.submittedBy, row.decidedBy, ...row.steps.map((one) => one.personId)]),
    ),
  ]);
  return rows.map((row) => showOne(ctx, row, { parties, versions, names }));
}

export async function showJob(ctx: Ctx, row: store.JobRow): Promise<JobOut> {
  const [only] = await showJobs(ctx, [row]);
  if (only === undefined) throw new Error(`job ${row.id} is not shown`);
  return only;
}

interface Around {
  readonly parties: Awaited<ReturnType<typeof store.findParties>>;
  readonly versions: Awaited<ReturnType<typeof store.findVersions>>;
  readonly names: ReadonlyMap<string, string>;
}

function showOne(ctx: Ctx, row: store.JobRow, { parties, versions, names }: Around): JobOut {
  const between = parties.get(row.agreementId);
  const agency = ctx.viewer?.organization.id === row.agencyId;
  // Who looks at results within the agency is the agency's own matter.
  const nameOf = (person: string | null) => (person === null ? null : (names.get(person) ?? null));
  return {
    id: row.id,
    no: row.no,
    title: row.title,
    state: row.state,
    revision: row.revision,
    agreement: { id: row.agreementId, no: between?.no ?? '' },
    developer: between?.developer ?? { id: row.organizationId, name: '' },
    agency: between?.agency ?? { id: row.agencyId, name: '' },
    sql: row.sql,
    purpose: row.purpose,
    words: row.words,
    k: row.k,
    stage: stages.is(row.stage) ? row.stage : null,
    submitted_at: row.submittedAt.toISOString(),
    submitted_by: nameOf(row.submittedBy),
    finished_at: row.finishedAt?.toISOString() ?? null,
    fault: faultOf(row.fault),
    rows: row.rowCount,
    groups: row.groups,
    hidden_groups: row.hiddenGroups,
    hidden_figures: row.hiddenFigures,
    close_to: agency ? row.closeTo : [],
    review_for: row.reviewFor.filter((one): one is ReviewReason => reviewReasons.is(one)),
    due_on: row.dueOn,
    decided_at: row.decidedAt?.toISOString() ?? null,
    decided_by: agency ? nameOf(row.decidedBy) : null,
    decision: row.decision,
    kept_until: row.keptUntil === null ? null : dayOf(row.keptUntil),
    result: row.resultSha256 === null ? null : { sha256: row.resultSha256, bytes: String(row.resultBytes ?? 0n) },
    sources: row.tables.flatMap((one) => {
      const version = versions.get(one.versionId);
      if (version === undefined) return [];
      return [
        {
          dataset: { code: version.entry.code, title: version.entry.title },
          version: version.number,
          table: version.tables.find((table) => table.number === one.table)?.name ?? String(one.table),
          sha256: one.tableSha256,
          limited: one.grantSha256 !== null,
        },
      ];
    }),
    history: row.steps.map((step) => ({
      action: jobActions.is(step.action) ? step.action : 'submit',
      to: jobStates.is(step.toState) ? step.toState : row.state,
      words: step.words,
      who: step.organizationId === row.agencyId && !agency ? (between?.agency.name ?? null) : nameOf(step.personId),
      at: step.at.toISOString(),
    })),
    actions: actionsOf(ctx, row).map(({ name, refusal }) => ({
      name,
      refusal: refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') },
    })),
  };
}

function faultOf(fault: unknown): JobOut['fault'] {
  if (typeof fault !== 'object' || fault === null) return null;
  const { code, zh, en } = fault as Record<string, unknown>;
  return { code: String(code), zh: String(zh), en: String(en) };
}

export function wrongState(state: JobState, action: JobAction): Refusal {
  const [zh, en] = jobStates.words[state];
  const [does, doesEn] = jobActions.words[action];
  return refuse('enclave.wrong_state', { state: zh, state_en: en, action: does, action_en: doesEn });
}

/** Why there is nothing to download, or null. */
export function resultFault(row: Pick<store.JobRow, 'state' | 'resultKey' | 'keptUntil'>): Refusal | null {
  if (row.state === 'expired')
    return refuse('enclave.result_gone', { day: row.keptUntil === null ? '-' : dayOf(row.keptUntil) });
  if (row.state === 'released' && row.resultKey !== null) return null;
  const [zh, en] = jobStates.words[row.state];
  return refuse('enclave.no_result', { state: zh, state_en: en });
}

type ActionName = JobOut['actions'][number]['name'];

/** What the viewer's side may do with it, each with the reason where it may not now. */
function actionsOf(ctx: Ctx, row: store.JobRow): { name: ActionName; refusal: Refusal | null }[] {
  const { viewer } = ctx;
  if (viewer === null) return [];
  const has = (duties: readonly string[]) => viewer.duties.some((one) => duties.includes(one));
  const move = (name: 'cancel' | 'release' | 'refuse') =>
    can(jobLifecycle, row.state, name) ? null : wrongState(row.state, name);
  if (viewer.organization.id === row.organizationId) {
    const mine = has(['developer']) ? null : refuseAnywhere('auth.forbidden');
    return [
      { name: 'cancel', refusal: mine ?? move('cancel') },
      { name: 'download', refusal: mine ?? resultFault(row) },
    ];
  }
  const mine = !has(reviewers)
    ? refuseAnywhere('auth.forbidden')
    : isSelf(viewer, row.submittedBy)
      ? refuse('enclave.own_job')
      : null;
  return [
    { name: 'look', refusal: mine ?? (row.state === 'reviewing' ? null : wrongState(row.state, 'release')) },
    { name: 'release', refusal: mine ?? (row.state === 'reviewing' ? null : wrongState(row.state, 'release')) },
    { name: 'refuse', refusal: mine ?? move('refuse') },
  ];
}
