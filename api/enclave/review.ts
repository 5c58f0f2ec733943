/** The agency's side: look at what a job answered, let it out or not. */
import type { z } from 'zod';
import { act, append } from '#api/audit/act.ts';
import type { Ctx, Viewer } from '#api/context.ts';
import { onTable } from '#api/datasets/read.ts';
import { isSelf, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { getAgreement } from '#api/usage/gate.ts';
import { gatewayNow } from '#api/usage/quota.ts';
import { standingFault } from '#api/usage/rules/grant.ts';
import { reviewedJob, reviewers, reviewMode } from './access.ts';
import type { decisionBody, resultLook, settingBody, settingOut } from './contract.ts';
import { jobStates } from './rules/codes.ts';
import { previewRows } from './rules/limits.ts';
import { refuse } from './rules/refusals.ts';
import { keptUntil } from './run.ts';
import * as store from './store.ts';
import { type JobOut, showJob } from './view.ts';
import { walk } from './walk.ts';

/** Every look is on record: who saw figures that may never leave. */
export async function lookEnclaveResult(ctx: Ctx, id: string): Promise<z.input<typeof resultLook>> {
  const { row } = await reviewedJob(ctx, id);
  if (row.state !== 'reviewing' || row.resultKey === null) {
    const [zh, en] = jobStates.words[row.state];
    throw refuse('enclave.no_result', { state: zh, state_en: en });
  }
  await append(ctx, 'enclave.look', 'done', ['enclave_job', id], { no: row.no });
  const page = await onTable(ctx, { tableKey: row.resultKey }, (path) =>
    ctx.ports.tables.page(path, { limit: previewRows }),
  );
  return {
    columns: page.columns.map(({ name, type }) => ({ name, type })),
    rows: page.rows.map((one) => [...one]),
    total: row.rowCount ?? 0,
  };
}

type Decision = z.output<typeof decisionBody>;

/** Nobody lets out what they submitted themselves, and nothing leaves once the agreement does not stand. */
export async function releaseEnclaveJob(ctx: Ctx, id: string, { revision, words }: Decision): Promise<JobOut> {
  const { row, viewer } = await reviewedJob(ctx, id);
  requireOther(row, viewer);
  const taker = { agreementId: row.agreementId, organizationId: row.organizationId, apiKeyId: null, personId: null };
  const standing = standingFault(await getAgreement(ctx, taker), dayOf(await gatewayNow(ctx)));
  if (standing !== null) throw standing;
  const change = { ...decided(ctx, viewer.personId, words), keptUntil: await keptUntil(ctx, row.regionCode) };
  return showJob(
    ctx,
    await walk(ctx, id, { action: 'release', revision, words: words || null, change, along: onlyReviewed }),
  );
}

export async function refuseEnclaveJob(ctx: Ctx, id: string, { revision, words }: Decision): Promise<JobOut> {
  const { row, viewer } = await reviewedJob(ctx, id);
  requireOther(row, viewer);
  if (words.trim().length < 5) throw refuse('enclave.no_reason');
  const change = decided(ctx, viewer.personId, words);
  return showJob(ctx, await walk(ctx, id, { action: 'refuse', revision, words, change }));
}

/** A running job lets its answer out itself or sends it to review; a person decides only on what was sent. */
async function onlyReviewed(_tx: Ctx, { state }: store.JobRow): Promise<void> {
  if (state === 'reviewing') return;
  const [zh, en] = jobStates.words[state];
  throw refuse('enclave.no_result', { state: zh, state_en: en });
}

const decided = (ctx: Ctx, decidedBy: string, words: string) => ({
  decidedBy,
  decidedAt: ctx.clock.now(),
  decision: words === '' ? null : words,
});

function requireOther(row: store.JobRow, viewer: Viewer): void {
  if (isSelf(viewer, row.submittedBy)) throw refuse('enclave.own_job');
}

export async function showEnclaveSetting(ctx: Ctx): Promise<z.input<typeof settingOut>> {
  const { organization } = requireViewer(ctx.viewer);
  const { mode, own } = await reviewMode(ctx, organization.id, organization.regionCode);
  return { review: mode, own };
}

export async function setEnclaveSetting(
  ctx: Ctx,
  input: z.output<typeof settingBody>,
): Promise<z.input<typeof settingOut>> {
  const viewer = requireDuty(ctx.viewer, reviewers);
  await act(
    ctx,
    {
      action: 'enclave.set_review',
      subject: ['organization', viewer.organization.id],
      facts: { review: input.review },
    },
    (tx) =>
      store.saveSetting(tx.db, {
        agencyId: viewer.organization.id,
        review: input.review,
        changedBy: viewer.personId,
        changedAt: tx.clock.now(),
      }),
  );
  return showEnclaveSetting(ctx);
}
