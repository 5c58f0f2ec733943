/** Background work of all rooms under one runner: graphile-worker, whose queue lives in the same database. */
import {
  type CronItem,
  type Logger as JobLogger,
  Logger,
  parseCronItems,
  run,
  runMigrations,
  runOnce,
  type TaskList,
} from 'graphile-worker';
import type { Pool, PoolClient } from 'pg';
import { agreementCrontab, agreementJobs } from '#api/agreements/jobs.ts';
import { assetCrontab, assetJobs } from '#api/assets/jobs.ts';
import { bankingCrontab, bankingJobs } from '#api/banking/jobs.ts';
import { checkoutCrontab, checkoutJobs } from '#api/checkout/jobs.ts';
import { ckanCrontab, ckanJobs } from '#api/ckan/jobs.ts';
import { collectionCrontab, collectionJobs } from '#api/collection/jobs.ts';
import { compilationCrontab, compilationJobs } from '#api/compilation/jobs.ts';
import type { App } from '#api/context.ts';
import { datasetCrontab, datasetJobs } from '#api/datasets/jobs.ts';
import { deidentificationCrontab, deidentificationJobs } from '#api/deidentification/jobs.ts';
import { documentJobs } from '#api/documents/jobs.ts';
import { enclaveCrontab, enclaveJobs } from '#api/enclave/jobs.ts';
import { federationCrontab, federationJobs } from '#api/federation/jobs.ts';
import { feedbackJobs } from '#api/feedback/jobs.ts';
import { gatewayCrontab, gatewayJobs } from '#api/gateway/jobs.ts';
import { invoiceCrontab, invoiceJobs } from '#api/invoices/jobs.ts';
import { licensingCrontab, licensingJobs } from '#api/licensing/jobs.ts';
import { marketCrontab, marketJobs } from '#api/market/jobs.ts';
import { orderCrontab, orderJobs } from '#api/orders/jobs.ts';
import { participantCrontab, participantJobs } from '#api/participants/jobs.ts';
import { payoutCrontab, payoutJobs } from '#api/payouts/jobs.ts';
import { peopleCrontab, peopleJobs } from '#api/people/jobs.ts';
import { makePool } from '#api/pool.ts';
import { qualityJobs } from '#api/quality/jobs.ts';
import { reuseCrontab, reuseJobs } from '#api/reuses/jobs.ts';
import { revenueCrontab, revenueJobs } from '#api/revenue/jobs.ts';
import { scoreCrontab, scoreJobs } from '#api/score/jobs.ts';
import { searchCrontab, searchJobs } from '#api/search/jobs.ts';
import { securityCrontab, securityJobs } from '#api/security/jobs.ts';
import { sharingCrontab, sharingJobs } from '#api/sharing/jobs.ts';
import { statusCrontab, statusJobs } from '#api/status/jobs.ts';
import { subscriptionCrontab, subscriptionJobs } from '#api/subscriptions/jobs.ts';
import { supervisionCrontab, supervisionJobs } from '#api/supervision/jobs.ts';
import { targetedCrontab, targetedJobs } from '#api/targeted/jobs.ts';
import { usageCrontab, usageJobs } from '#api/usage/jobs.ts';
import { Prisma } from '#prisma/generated/client.ts';

/** One kind of work. It may run twice (after a crash), so it must be able to. Payload as `enqueue` was given it. */
export type Job = (app: App, payload: never) => Promise<void>;
export type Jobs = Readonly<Record<string, Job>>;

/** Every room's jobs; names are `room.verb`. */
export const jobs: Jobs = {
  ...licensingJobs,
  ...agreementJobs,
  ...documentJobs,
  ...usageJobs,
  ...enclaveJobs,
  ...datasetJobs,
  ...deidentificationJobs,
  ...qualityJobs,
  ...compilationJobs,
  ...federationJobs,
  ...scoreJobs,
  ...statusJobs,
  ...searchJobs,
  ...collectionJobs,
  ...ckanJobs,
  ...orderJobs,
  ...gatewayJobs,
  ...marketJobs,
  ...bankingJobs,
  ...revenueJobs,
  ...checkoutJobs,
  ...payoutJobs,
  ...invoiceJobs,
  ...reuseJobs,
  ...subscriptionJobs,
  ...targetedJobs,
  ...sharingJobs,
  ...supervisionJobs,
  ...assetJobs,
  ...securityJobs,
  ...participantJobs,
  ...peopleJobs,
  ...feedbackJobs,
};

/** Recurring work, each `minute hour day month weekday room.verb`; the hours are UTC (Shanghai is 8 ahead). */
export const crontab: readonly string[] = [
  licensingCrontab,
  agreementCrontab,
  usageCrontab,
  enclaveCrontab,
  datasetCrontab,
  deidentificationCrontab,
  compilationCrontab,
  federationCrontab,
  orderCrontab,
  gatewayCrontab,
  marketCrontab,
  bankingCrontab,
  revenueCrontab,
  checkoutCrontab,
  payoutCrontab,
  invoiceCrontab,
  reuseCrontab,
  subscriptionCrontab,
  targetedCrontab,
  sharingCrontab,
  supervisionCrontab,
  assetCrontab,
  securityCrontab,
  scoreCrontab,
  statusCrontab,
  searchCrontab,
  collectionCrontab,
  ckanCrontab,
  participantCrontab,
  peopleCrontab,
]
  .flat()
  .flatMap((lines) => lines.split('\n'));

export interface Runner {
  /** Lets running jobs finish, then returns. */
  stop(): Promise<void>;
}

/** Creates or updates the queue's own schema; jobs can be enqueued in SQL from then on. */
export async function prepareQueue(app: Pick<App, 'log'>, databaseUrl: string): Promise<void> {
  const { pool, close } = makePool({ connectionString: databaseUrl, max: 2 }, app.log);
  try {
    await runMigrations({ pgPool: pool, logger: jobLogger(app) });
  } finally {
    await close();
  }
}

export async function startJobs(app: App, databaseUrl: string): Promise<Runner> {
  const { pool, close } = makePool({ connectionString: databaseUrl, max: 5 }, app.log);
  const living = await takeOver(app, pool);
  const runner = await run({
    pgPool: pool,
    concurrency: 2,
    // Signals are the server's business: it stops the jobs before it stops the database.
    noHandleSignals: true,
    pollInterval: 2000,
    taskList: taskList(app),
    parsedCronItems: parseCronItems(crontab.map(cronItem)),
    logger: jobLogger(app),
  });
  runner.promise.catch((error: unknown) => app.log.error({ err: error }, 'the job runner stopped'));
  const stop = async () => {
    await runner.stop();
    living.release(true);
    await close();
  };
  return { stop };
}

/** Held shared by every living runner, so that one that starts can tell whether it is alone. */
const livingLock = 7_361_001;

/**
 * A process that was killed leaves its jobs, and the queues they ran in, locked for four hours. Whoever starts alone
 * takes them over at once; beside a living runner nothing is touched.
 */
async function takeOver(app: App, pool: Pool): Promise<PoolClient> {
  const client = await pool.connect();
  const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [livingLock]);
  const alone = rows[0]?.alone === true;
  if (alone) {
    const left = await client.query<{ worker: string }>(
      'SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs WHERE locked_by IS NOT NULL',
    );
    const workers = left.rows.map((row) => row.worker);
    if (workers.length > 0) {
      app.log.warn({ workers: workers.length }, 'jobs of a process that was killed are taken over');
      await client.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [workers]);
    }
  }
  await client.query('SELECT pg_advisory_lock_shared($1)', [livingLock]);
  if (alone) await client.query('SELECT pg_advisory_unlock($1)', [livingLock]);
  return client;
}

const anyDue = Prisma.sql`
  SELECT 1 FROM graphile_worker.jobs WHERE run_at <= now() AND locked_at IS NULL AND attempts < max_attempts
  AND task_identifier = ANY(${Object.keys(jobs)}) LIMIT 1`;

/** Runs what is due now, until nothing is (tests, the seed). */
export async function drainJobs(app: App, databaseUrl: string): Promise<void> {
  // Asked over a connection that is open anyway: most of the time nothing is due, and a runner would open its own to find out.
  if ((await app.db.$queryRaw<unknown[]>(anyDue)).length === 0) return;
  const { pool, close } = makePool({ connectionString: databaseUrl, max: 3 }, app.log);
  try {
    // A job of a named queue can be taken only once the one before it has let the queue go, and a single pass gives up
    // in that moment: passes go on while something is due. Asked over the runner's own pool: its last answers, that jobs are
    // done, are still on their way when it returns, and closing the pool then would lose them.
    for (let due = true; due; ) {
      await runOnce({
        pgPool: pool,
        concurrency: 1,
        noHandleSignals: true,
        taskList: taskList(app),
        logger: jobLogger(app),
      });
      due = (await pool.query({ text: anyDue.text, values: anyDue.values })).rows.length > 0;
    }
  } finally {
    await close();
  }
}

/** The library's own text form does not know names with a dot. */
export function cronItem(line: string): CronItem {
  const fields = line.split(' ');
  return { match: fields.slice(0, 5).join(' '), task: fields.slice(5).join(' ') };
}

function taskList(app: App): TaskList {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      async (payload: unknown) => {
        const began = performance.now();
        await job(app, payload as never);
        app.log.debug({ job: name, ms: Math.round(performance.now() - began) }, 'job done');
      },
    ]),
  );
}

/** The runner's own words go to our log; its messages quote payloads at debug level only, which we drop. */
function jobLogger(app: Pick<App, 'log'>): JobLogger {
  return new Logger(() => (level, message) => {
    if (level === 'error') app.log.error({ source: 'jobs' }, message);
    else if (level === 'warning') app.log.warn({ source: 'jobs' }, message);
  });
}
