/** The developer's side: what may be computed on, trying on synthetic rows, submitting, following, cancelling. */
import path from 'node:path';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type Ctx, newId } from '#api/context.ts';
import { demandedK } from '#api/datasets/privacy.ts';
import { nextNumber } from '#api/documents/service.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf, startOfDay } from '#api/kernel/time.ts';
import type { Taker } from '#api/usage/gate.ts';
import { developerTaker, getJob, reviewMode, setting } from './access.ts';
import type { enclaveRoom, jobBody, jobsQuery, trialOut } from './contract.ts';
import { columnsOf, type Input, inputsOf, named, releasedUnder, requireHidden, syntheticTables } from './inputs.ts';
import { mostAtOnce, previewRows } from './rules/limits.ts';
import { noPurpose, refuse } from './rules/refusals.ts';
import * as store from './store.ts';
import { type JobOut, showJob, showJobs } from './view.ts';
import { walk } from './walk.ts';

/** Agreements of the viewer's own in force, to compute under. */
export async function listEnclaves(ctx: Ctx): Promise<{ items: { id: string; no: string; agency: string }[] }> {
  const viewer = requireViewer(ctx.viewer);
  const rows = await store.agreementsOf(ctx.db, viewer.organization.id);
  return { items: rows.map(({ id, no, agency }) => ({ id, no, agency: agency.name })) };
}

export async function showEnclave(ctx: Ctx, agreementId: string): Promise<z.input<typeof enclaveRoom>> {
  const taker = developerTaker(ctx, agreementId);
  const inputs = await inputsOf(ctx, taker, undefined);
  const agreement = await partiesOf(ctx, agreementId);
  const { regionCode, agency } = agreement;
  const limit = await setting(ctx, 'monthly', regionCode);
  return {
    agreement: { id: agreementId, no: agreement.no },
    agency,
    degree: inputs[0]?.opened.granted.grant.degree ?? '',
    purposes: [...(inputs[0]?.opened.granted.grant.purposes ?? [])],
    k: await groupFor(ctx, inputs, regionCode),
    review: (await reviewMode(ctx, agency.id, regionCode)).mode,
    jobs_left: Math.max(0, limit - (await store.countJobs(ctx.db, agreementId, monthStart(ctx)))),
    tables: inputs.map(({ names, opened }) => ({
      names: [...names],
      dataset: { code: opened.entry.code, title: opened.entry.title },
      version: opened.version.number,
      rows: String(opened.version.rowCount),
      columns: columnsOf(opened),
      filtered: opened.filter.length > 0,
    })),
  };
}

async function partiesOf(ctx: Ctx, agreementId: string) {
  const found = (await store.findParties(ctx.db, [agreementId])).get(agreementId);
  if (found === undefined) throw refuse('enclave.not_found');
  return found;
}

const monthStart = (ctx: Ctx): Date => startOfDay(`${dayOf(ctx.clock.now()).slice(0, 7)}-01`);

/** The same statement by the same rules on rows that never were. Nothing is counted and nothing kept. */
export async function tryEnclaveSql(
  ctx: Ctx,
  agreementId: string,
  { sql }: { readonly sql: string },
): Promise<z.input<typeof trialOut>> {
  const inputs = await inputsOf(ctx, developerTaker(ctx, agreementId), undefined);
  const { regionCode } = await partiesOf(ctx, agreementId);
  return trial(ctx, inputs, sql, await groupFor(ctx, inputs, regionCode));
}

/**
 * Fewest records behind a group: the region's, that of the signed terms, and where tables about people are computed on that of a
 * secure room and those the tables were released under; whichever is most.
 */
async function groupFor(ctx: Ctx, inputs: readonly Input[], regionCode: string): Promise<number> {
  const released = await releasedUnder(ctx, inputs);
  return Math.max(
    await setting(ctx, 'k', regionCode),
    ...inputs.map((one) => one.opened.granted.grant.smallestGroup),
    ...(released.length > 0 ? [await demandedK(ctx, 'secure', regionCode), ...released] : []),
  );
}

async function trial(ctx: Ctx, inputs: readonly Input[], sql: string, k: number): Promise<z.input<typeof trialOut>> {
  const scratch = await ctx.ports.files.scratch();
  try {
    const tables = await syntheticTables(ctx, named(inputs, sql), scratch.path);
    const resultPath = path.join(scratch.path, 'result.parquet');
    const asked = { sql, k, earlier: [], resultPath, synthetic: true };
    // With no table at all the judge still tells what is wrong, and which there are.
    const known = tables.length > 0 ? tables : await syntheticTables(ctx, inputs.slice(0, 1), scratch.path);
    const answer = await ctx.ports.tables.inside(known, asked);
    const page = await ctx.ports.tables.page(resultPath, { limit: previewRows });
    return {
      synthetic: true,
      columns: page.columns.map(({ name, type }) => ({ name, type })),
      rows: page.rows.map((row) => [...row]),
      total: answer.rows,
      groups: answer.groups,
      hidden_groups: answer.hiddenGroups,
      hidden_figures: answer.hiddenFigures,
    };
  } finally {
    await scratch.release();
  }
}

export async function submitEnclaveJob(
  ctx: Ctx,
  agreementId: string,
  input: z.output<typeof jobBody>,
): Promise<JobOut> {
  const taker = developerTaker(ctx, agreementId);
  const inputs = await inputsOf(ctx, taker, input.purpose);
  if (input.words.trim().length < 5) throw refuse('enclave.no_purpose', {}, [noPurpose]);
  const agreement = await partiesOf(ctx, agreementId);
  await requireHidden(ctx, named(inputs, input.sql), agreement.regionCode);
  const k = await groupFor(ctx, inputs, agreement.regionCode);
  // A statement that cannot be answered is told at once, and nothing is learnt from its failing on the real rows.
  await trial(ctx, inputs, input.sql, k);
  const row = await act(ctx, { action: 'enclave.submit', subject: ['enclave_job', 'new'] }, async (tx, note) => {
    const limit = await setting(tx, 'monthly', agreement.regionCode);
    if ((await store.countJobs(tx.db, agreementId, monthStart(tx))) >= limit)
      throw refuse('enclave.budget_spent', { no: agreement.no, limit });
    if ((await store.countOpen(tx.db, agreementId)) >= mostAtOnce)
      throw refuse('enclave.too_many_jobs', { no: agreement.no, limit: mostAtOnce });
    const id = newId(tx, 'enclaveJob');
    const no = await nextNumber(tx, `enclave_job:${agreement.regionCode}`, `YN${agreement.regionCode}`);
    const at = tx.clock.now();
    await store.insertJob(tx.db, {
      id,
      no,
      agreementId,
      organizationId: taker.organizationId,
      agencyId: agreement.agency.id,
      regionCode: agreement.regionCode,
      state: 'queued',
      revision: 1,
      title: input.title,
      sql: input.sql,
      purpose: inputs[0]?.opened.access.purpose ?? null,
      words: input.words,
      k,
      submittedBy: taker.personId,
      submittedAt: at,
    });
    await store.insertStep(tx.db, {
      id: newId(tx, 'step'),
      jobId: id,
      revision: 1,
      action: 'submit',
      fromState: 'queued',
      toState: 'queued',
      personId: taker.personId,
      organizationId: taker.organizationId,
      at,
    });
    await enqueue(tx, 'enclave.run', { job: id }, { queue: 'enclave', maxAttempts: 3 });
    note({ no, agreement: agreementId }, id);
    return store.findJob(tx.db, id);
  });
  if (row === null) throw new Error('a job was not kept');
  return showJob(ctx, row);
}

export async function listEnclaveJobs(ctx: Ctx, query: z.output<typeof jobsQuery>) {
  const viewer = requireViewer(ctx.viewer);
  const { rows, total } = await store.listJobs(ctx.db, {
    organizationId: viewer.organization.id,
    agreementId: query.agreement_id,
    state: query.state,
    skip: (query.page - 1) * query.page_size,
    take: query.page_size,
  });
  return { items: await showJobs(ctx, rows), total, page: query.page, page_size: query.page_size };
}

export async function getEnclaveJob(ctx: Ctx, id: string): Promise<JobOut> {
  return showJob(ctx, (await getJob(ctx, id)).row);
}

/** Running work notices within a second; what it found is thrown away. */
export async function cancelEnclaveJob(ctx: Ctx, id: string): Promise<JobOut> {
  const { row, side } = await getJob(ctx, id);
  if (side !== 'developer') throw refuse('enclave.not_found');
  requireDuty(ctx.viewer, 'developer', row.organizationId);
  return showJob(ctx, await walk(ctx, id, { action: 'cancel', change: { finishedAt: ctx.clock.now() } }));
}

export type { Taker };
