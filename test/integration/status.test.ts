/** The platform watches itself: what fails, what was silent, and what the operator says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as status from '#api/status/service.ts';
import { checkParts } from '#api/status/watch.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { codeOf } from '#test/support/licensed.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
});
afterAll(() => t.close());

const check = (broken?: 'files' | 'search') => {
  if (broken === undefined) return checkParts(t.app);
  const port = { ...t.app.ports[broken], ready: () => Promise.reject(new Error('no such disk')) };
  return checkParts({ ...t.app, ports: { ...t.app.ports, [broken]: port } });
};
const partOf = async (part: string) => (await status.showStatus(t.ctx())).parts.find((one) => one.part === part)!;

describe('checks', () => {
  it('are unknown before the first, then counted by day', async () => {
    expect(await status.showStatus(t.ctx())).toMatchObject({ overall: 'unknown', checked_at: null });
    await check();
    t.clock.advance({ minutes: 1 });
    await check();
    expect((await status.showStatus(t.ctx())).overall).toBe('working');
    expect(await partOf('database')).toMatchObject({
      state: 'working',
      uptime_ppm: 1_000_000,
      days: [{ day: '2026-11-02', checks: 2, failed: 0 }],
    });
  });

  it('that fail are one disturbance from the first failure to the next success', async () => {
    for (let minute = 0; minute < 3; minute++) {
      t.clock.advance({ minutes: 1 });
      await check('files');
    }
    expect((await status.showStatus(t.ctx())).overall).toBe('disturbed');
    expect(await partOf('files')).toMatchObject({ state: 'failing', since: '2026-11-02T04:02:00.000Z' });
    expect(await partOf('search')).toMatchObject({ state: 'working' });
    t.clock.advance({ minutes: 1 });
    await check();
    const { disturbances } = await status.showStatus(t.ctx());
    expect(disturbances).toMatchObject([
      { part: 'files', kind: 'failing', since: '2026-11-02T04:02:00.000Z', until: '2026-11-02T04:05:00.000Z' },
    ]);
    expect((await partOf('files')).uptime_ppm).toBe(500_000);
  });

  it('that did not run at all are silence, and count against the platform', async () => {
    t.clock.advance({ minutes: 30 });
    expect((await status.showStatus(t.ctx())).overall).toBe('unknown');
    await check();
    const { overall, disturbances } = await status.showStatus(t.ctx());
    expect(overall).toBe('working');
    expect(disturbances[0]).toMatchObject({ part: 'portal', kind: 'silent', since: '2026-11-02T04:05:00.000Z' });
    expect((await partOf('portal')).days).toEqual([{ day: '2026-11-02', checks: 37, failed: 30 }]);
  });

  it('see a queue that nobody works off', async () => {
    await t.database.query(
      "select graphile_worker.add_job('status.check', '{}', run_at := now() - interval '11 minutes')",
    );
    t.clock.advance({ minutes: 1 });
    await check();
    expect((await partOf('jobs')).state).toBe('failing');
    await t.database.query('delete from graphile_worker._private_jobs');
    t.clock.advance({ minutes: 1 });
    await check();
    expect((await partOf('jobs')).state).toBe('working');
  });
});

describe('notices', () => {
  const words = { text: '升级数据库，期间只能浏览。', text_en: 'The database is upgraded; reading goes on.' };
  const planned = {
    kind: 'maintenance',
    title: '数据库升级',
    title_en: 'Database upgrade',
    parts: ['database'],
    starts_at: '2026-11-02T12:00:00+08:00',
    ends_at: '2026-11-02T23:00:00+08:00',
    ...words,
  } as const;

  it('are for the province’s information department alone', async () => {
    const input = { ...planned, parts: [...planned.parts] };
    expect(await codeOf(status.announce(world.ctx('province.transport'), input))).toBe('auth.forbidden');
    expect(await codeOf(status.announce(world.ctx(null), input))).toBe('auth.required');
    const ctx = world.ctx('province.information');
    const ends_at = '2026-11-02T12:00:00+08:00';
    expect(await codeOf(status.announce(ctx, { ...input, ends_at }))).toBe('status.ends_before_start');
  });

  it('stand with every update until they are closed, numbered though two write at once', async () => {
    const ctx = world.ctx('province.information');
    const { id } = await status.announce(ctx, { ...planned, parts: [...planned.parts] });
    expect((await status.showStatus(t.ctx())).overall).toBe('maintenance');
    await Promise.all([1, 2].map(() => status.updateNotice(ctx, id, { ...words, close: false })));
    const closed = await status.updateNotice(ctx, id, { ...words, close: true });
    expect(closed.updates.map((one) => one.number)).toEqual([4, 3, 2, 1]);
    expect(await codeOf(status.updateNotice(ctx, id, { ...words, close: false }))).toBe('status.closed');
    expect(await codeOf(status.updateNotice(ctx, 'ntc_0', { ...words, close: false }))).toBe('status.not_found');
    const shown = await (await fetch(`${(await t.serve()).url}/api/v1/status`)).json();
    expect(shown).toMatchObject({ overall: 'working', notices: [{ id, title: '数据库升级' }] });
  });
});
