/** Running a job in the background: read what is granted, compute, keep the answer inside, decide who lets it out. */
import path from 'node:path';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { isRefusal, type Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { hashFile } from '#api/ports/files/measured.ts';
import type { InsideAnswer } from '#api/ports/tables/inside/run.ts';
import { grantHash } from '#api/usage/record.ts';
import { reviewMode, setting } from './access.ts';
import { type Input, inputsOf, named, realTables, requireHidden } from './inputs.ts';
import type { ReviewReason, Stage } from './rules/codes.ts';
import { comparedWith, manyFailures } from './rules/limits.ts';
import * as store from './store.ts';
import { walk } from './walk.ts';

class Stopped extends Error {}
const lookEveryMs = 500;
const dayMs = 24 * 3_600_000;

/** May run twice: what a killed process left as running is begun anew. */
export async function runEnclaveJob(app: App, id: string): Promise<void> {
  const ctx = systemContext(app);
  const seen = await store.findJob(app.db, id);
  if (seen === null || (seen.state !== 'queued' && seen.state !== 'running')) return;
  const row = seen.state === 'queued' ? await walk(ctx, id, { action: 'start', change: { stage: 'reading' } }) : seen;
  const abort = new AbortController();
  const watch = setInterval(() => {
    store.stateOf(app.db, id).then(
      (state) => state !== 'running' && abort.abort(new Stopped()),
      (error: unknown) => app.log.warn({ err: error, job: id }, 'the state of a job could not be read'),
    );
  }, lookEveryMs);
  try {
    await compute(ctx, row, abort.signal);
  } catch (error) {
    if (error instanceof Stopped || (await store.stateOf(app.db, id)) !== 'running') return;
    if (!isRefusal(error)) throw error;
    await walk(ctx, id, {
      action: 'fail',
      change: { fault: faultOf(error), finishedAt: app.clock.now(), stage: null },
    });
  } finally {
    clearInterval(watch);
  }
}

const faultOf = (refusal: Refusal) => ({
  code: refusal.code,
  zh: refusal.sentence('zh'),
  en: refusal.sentence('en'),
});

async function compute(ctx: Ctx, row: store.JobRow, signal: AbortSignal): Promise<void> {
  const stage = (name: Stage) => store.setStage(ctx.db, row.id, name);
  const taker = {
    agreementId: row.agreementId,
    organizationId: row.organizationId,
    apiKeyId: null,
    personId: row.submittedBy,
  };
  // Asked again: the agreement may have ended or changed while the job waited.
  const inputs = named(await inputsOf(ctx, taker, row.purpose ?? undefined), row.sql);
  await requireHidden(ctx, inputs, row.regionCode);
  const scratch = await ctx.ports.files.scratch();
  try {
    const tables = await realTables(ctx, inputs, scratch.path);
    await stage('computing');
    const sha256 = inputs.map((one) => one.opened.version.tableSha256);
    const earlier = (await store.answeredOn(ctx.db, row.agreementId, sha256, comparedWith)).filter(
      (one) => one.id !== row.id,
    );
    const resultPath = path.join(scratch.path, 'result.parquet');
    const asked = { sql: row.sql, k: row.k, earlier: earlier.map((one) => one.sql), resultPath, synthetic: false };
    const answer = await ctx.ports.tables.inside(tables, asked, { signal });
    signal.throwIfAborted();
    await stage('keeping');
    await keep(ctx, row, { answer, inputs, resultPath, near: nearOf(row, answer, earlier) });
  } finally {
    await scratch.release();
  }
}

const nearOf = (row: store.JobRow, { close }: InsideAnswer, earlier: readonly { readonly no: string }[]): string[] =>
  close.flatMap((at) => (at < 0 ? [row.no] : (earlier[at]?.no ?? [])));

interface Found {
  readonly answer: InsideAnswer;
  readonly inputs: readonly Input[];
  readonly resultPath: string;
  readonly near: readonly string[];
}

async function keep(ctx: Ctx, row: store.JobRow, { answer, inputs, resultPath, near }: Found): Promise<void> {
  const { bytes, sha256 } = await hashFile(resultPath);
  const resultKey = `enclave/${row.id}/${Buffer.from(ctx.random(9)).toString('hex')}.parquet`;
  await ctx.ports.files.putFile(resultKey, resultPath);
  const now = ctx.clock.now();
  const { mode, own } = await reviewMode(ctx, row.agencyId, row.regionCode);
  const failures = await store.countFailures(ctx.db, row.agreementId, new Date(now.getTime() - 30 * dayMs));
  const reviewFor: ReviewReason[] = [
    ...(mode === 'every' ? [own ? ('agency' as const) : ('region' as const)] : []),
    ...(near.length > 0 ? ['similar' as const] : []),
    ...(failures >= manyFailures ? ['failures' as const] : []),
  ];
  const reviewed = reviewFor.length > 0;
  const facts = {
    stage: null,
    finishedAt: now,
    rowCount: answer.rows,
    groups: answer.groups,
    hiddenGroups: answer.hiddenGroups,
    hiddenFigures: answer.hiddenFigures,
    closeTo: [...near],
    reviewFor,
    resultKey,
    resultSha256: sha256,
    resultBytes: BigInt(bytes),
  };
  try {
    await walk(ctx, row.id, {
      action: reviewed ? 'review' : 'release',
      change: reviewed
        ? {
            ...facts,
            dueOn: ctx.calendar().addWorkingDays(dayOf(now), await setting(ctx, 'reviewDays', row.regionCode)),
          }
        : { ...facts, keptUntil: await keptUntil(ctx, row.regionCode) },
      along: async (tx) => {
        await store.replaceTables(
          tx.db,
          answer.reads.flatMap((at, position) => {
            const opened = inputs[at]?.opened;
            if (opened === undefined) return [];
            const { entry, version } = opened;
            return [
              {
                jobId: row.id,
                position,
                entryId: entry.id,
                versionId: version.id,
                table: version.table.number,
                tableSha256: version.tableSha256,
                grantSha256: grantHash(opened),
              },
            ];
          }),
        );
      },
    });
  } catch (error) {
    await ctx.ports.files.remove(resultKey);
    throw error;
  }
}

export async function keptUntil(ctx: Ctx, regionCode: string): Promise<Date> {
  return new Date(ctx.clock.now().getTime() + (await setting(ctx, 'keptDays', regionCode)) * dayMs);
}

/** Results past their time, and those nobody may have. */
export async function sweepEnclave(app: App): Promise<void> {
  const ctx = systemContext(app);
  for (const { id, resultKey, state } of await store.listKeptTooLong(app.db, app.clock.now())) {
    if (resultKey !== null) await app.ports.files.remove(resultKey);
    if (state === 'released') await walk(ctx, id, { action: 'expire', change: { resultKey: null } });
    else await store.forgetResult(app.db, id);
  }
}
