/** What nobody needs any more goes from the store, and nothing else. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { crontab, jobs } from '#api/jobs.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { newEntry, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
}, 120_000);
afterAll(() => t?.close());

const run = (name: string) => (jobs[name] as (app: typeof t.app) => Promise<void>)(t.app);
const put = (key: string) => t.app.ports.files.put(key, Readable.from([Buffer.from('x')]), { maxBytes: 10 });
const there = async (key: string) => (await t.app.ports.files.stat(key)) !== null;
/** Files carry the machine's own time. */
const daysFromNow = (days: number) => t.clock.set(new Date(Date.now() + days * 86_400_000));

it('exports go a month after they were written', async () => {
  await put('exports/aa.csv');
  await put('exported');
  daysFromNow(29);
  await run('ckan.forget_exports');
  expect(await there('exports/aa.csv')).toBe(true);
  daysFromNow(31);
  await run('ckan.forget_exports');
  expect(await there('exports/aa.csv')).toBe(false);
  expect(await there('exported')).toBe(true);
});

it('files of a version that never came to be go after a day, those of a version stay', async () => {
  t.clock.set(new Date('2026-11-02T04:00:00Z'));
  const steward = world.ctx('province.transport');
  const entry = await newEntry(steward);
  const version = await upload(steward, entry.id, '站名,车道数\n太原北,8\n');
  await t.drain();
  const kept = `datasets/${entry.id}/${version.id}/source`;
  const orphan = `datasets/${entry.id}/ver_nobody/source`;
  await put(orphan);
  daysFromNow(0.9);
  await run('datasets.sweep_orphans');
  expect(await there(orphan)).toBe(true);
  daysFromNow(1.1);
  await run('datasets.sweep_orphans');
  expect([await there(orphan), await there(kept)]).toEqual([false, true]);
});

it('both run every night', () => {
  for (const name of ['ckan.forget_exports', 'datasets.sweep_orphans'])
    expect(crontab.filter((line) => line.endsWith(` ${name}`))).toHaveLength(1);
});
