/** A worker that is killed leaves its job and its queue locked; the next one to start alone goes on with it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '#api/context.ts';
import { showVersion } from '#api/datasets/read.ts';
import { startJobs } from '#api/jobs.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, tollCsv, upload } from '#test/support/catalog.ts';
import { makeWorld } from '#test/support/world.ts';

let t: TestApp;
let steward: Ctx;
beforeAll(async () => {
  t = await testApp();
  steward = (await makeWorld(t.app)).ctx('province.transport');
});
afterAll(() => t.close());

/** As the database looks after `kill -9` in the middle of an ingest. */
async function killed(versionId: string): Promise<void> {
  await t.database.query("UPDATE version SET state = 'processing', stage = 'convert' WHERE id = $1", [versionId]);
  await t.database.query(
    "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker-dead', attempts = 1",
  );
  await t.database.query("UPDATE graphile_worker._private_job_queues SET locked_at = now(), locked_by = 'worker-dead'");
}

async function until(versionId: string, state: string, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += 100) {
    if ((await showVersion(steward, versionId)).state === state) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

it('takes over what a killed process left, and only when no other runner lives', async () => {
  const entry = await newEntry(steward);
  const first = await startJobs(t.app, t.database.url);
  const version = await upload(steward, entry.id, tollCsv);
  expect(await until(version.id, 'ready', 20_000)).toBe(true);
  const again = await upload(steward, entry.id, `${tollCsv}x,1,2020-01-01\n`);
  expect(await until(again.id, 'ready', 20_000)).toBe(true);
  await first.stop();

  const lost = await upload(steward, entry.id, `${tollCsv}y,1,2020-01-01\n`);
  await killed(lost.id);
  const other = await t.database.query<{ pid: number }>(
    "SELECT 1 AS pid FROM graphile_worker.jobs WHERE locked_by = 'worker-dead' AND task_identifier = 'datasets.ingest'",
  );
  expect(other).toHaveLength(1);
  const second = await startJobs(t.app, t.database.url);
  expect(await until(lost.id, 'ready', 20_000)).toBe(true);

  const kept = await upload(steward, entry.id, `${tollCsv}z,1,2020-01-01\n`);
  expect(await until(kept.id, 'ready', 20_000)).toBe(true);
  await t.database.query(
    "SELECT graphile_worker.add_job('datasets.ingest', '{}'::json, run_at := now() + interval '1 hour')",
  );
  await t.database.query("UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker-elsewhere'");
  const third = await startJobs(t.app, t.database.url);
  expect(
    await t.database.query(
      "SELECT 1 FROM graphile_worker.jobs WHERE locked_by = 'worker-elsewhere' AND task_identifier = 'datasets.ingest'",
    ),
  ).toHaveLength(1);
  await Promise.all([second.stop(), third.stop()]);
});
