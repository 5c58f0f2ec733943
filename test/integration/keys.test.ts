/** What a key may do, until when, how it is replaced, stopped and counted. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgreementOut } from '#api/agreements/view.ts';
import { worklist } from '#api/overview/service.ts';
import * as keys from '#api/usage/keys.ts';
import { agreement, codeOf, type Licensed, licensedWorld } from '#test/support/licensed.ts';

let w: Licensed;
let active: AgreementOut;
let base: string;

beforeAll(async () => {
  w = await licensedWorld();
  active = await agreement(w, 'active', { term: { from: '2026-11-02', to: '2026-12-31' } });
  base = `${(await w.t.serve()).url}/api/v1`;
});
afterAll(() => w.t.close());

const get = (path: string, token: string) => fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}` } });
const problem = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const { status, code } = (await answer.json()) as { code: string; status: number };
  return { status, code };
};

describe('limits of a key', () => {
  const made = (input: Partial<Parameters<typeof keys.createKey>[2]> = {}) =>
    keys.createKey(w.developer, active.id, { name: '限制', ...input });
  const rowsOf = (code: string, token: string) => get(`/licensed/${code}/rows?limit=1`, token);

  it('scopes: rows or files, each refused by name without it', async () => {
    const rows = await made({ scopes: ['rows'] });
    expect((await rowsOf(w.codes.road, rows.secret)).status).toBe(200);
    expect(await problem(await get(`/licensed/${w.codes.road}/file`, rows.secret))).toEqual({
      status: 403,
      code: 'usage.scope_missing',
    });
    const files = await made({ scopes: ['files'] });
    expect((await get(`/licensed/${w.codes.road}/file`, files.secret)).status).toBe(200);
    expect((await problem(await rowsOf(w.codes.road, files.secret))).code).toBe('usage.scope_missing');
    // The list of what it opens needs no scope.
    expect((await get('/licensed', files.secret)).status).toBe(200);
    for (const key of [rows, files]) await keys.revokeKey(w.developer, key.id);
  });

  it('datasets: those of the agreement only, the others of it closed', async () => {
    const codes = active.datasets.map((one) => one.code);
    const one = await made({ datasets: [codes[0]!] });
    expect((await rowsOf(codes[0]!, one.secret)).status).toBe(200);
    expect((await problem(await rowsOf(w.codes.open, one.secret))).code).toBe('usage.key_not_for_dataset');
    expect(await codeOf(made({ datasets: [w.codes.open] }))).toBe('usage.key_dataset_unknown');
    await keys.revokeKey(w.developer, one.id);
  });

  it('a last day: served on it, refused the day after, never past the term', async () => {
    expect(await codeOf(made({ expires_on: '2027-01-01' }))).toBe('usage.key_outlives_term');
    expect(await codeOf(made({ expires_on: '2026-11-01' }))).toBe('usage.key_outlives_term');
    const key = await made({ expires_on: '2026-11-03' });
    const before = w.t.clock.now();
    w.t.clock.set('2026-11-03T23:59:59+08:00');
    expect((await rowsOf(w.codes.road, key.secret)).status).toBe(200);
    w.t.clock.set('2026-11-04T00:00:00+08:00');
    expect(await problem(await rowsOf(w.codes.road, key.secret))).toEqual({ status: 401, code: 'usage.key_expired' });
    w.t.clock.set(before);
  });

  it('is rotated with an overlap in which both serve; of two rotations at once one wins', async () => {
    const old = await made({ scopes: ['rows'] });
    const tried = await Promise.allSettled([
      keys.rotateKey(w.developer, old.id, { overlap_hours: 24 }),
      keys.rotateKey(w.developer, old.id, { overlap_hours: 24 }),
    ]);
    const won = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(won).toHaveLength(1);
    const next = won[0]!;
    expect(next).toMatchObject({ name: old.name, scopes: ['rows'], standing: 'live' });
    const listed = (await keys.listKeys(w.developer)).items.find((one) => one.id === old.id);
    expect(listed).toMatchObject({ standing: 'retiring', replaced_by: { id: next.id } });
    expect(await codeOf(keys.rotateKey(w.developer, old.id, { overlap_hours: 1 }))).toBe('usage.key_not_live');
    expect(await codeOf(keys.rotateKey(w.other, next.id, { overlap_hours: 1 }))).toBe('usage.key_not_found');
    const before = w.t.clock.now();
    for (const key of [old, next]) expect((await rowsOf(w.codes.road, key.secret)).status).toBe(200);
    w.t.clock.advance({ hours: 24 });
    expect(await problem(await rowsOf(w.codes.road, old.secret))).toEqual({ status: 401, code: 'usage.key_rotated' });
    expect((await rowsOf(w.codes.road, next.secret)).status).toBe(200);
    w.t.clock.set(before);
    await keys.revokeKey(w.developer, next.id);
    const at = { overlap_hours: 0 };
    const gone = await made();
    const after = await keys.rotateKey(w.developer, gone.id, at);
    expect((await problem(await rowsOf(w.codes.road, gone.secret))).code).toBe('usage.key_rotated');
    await keys.revokeKey(w.developer, after.id);
  });

  it('is stopped by whoever finds it, and its owner is told without the key being written anywhere', async () => {
    const lost = await made();
    const report = (body: object) =>
      fetch(`${base}/keys/leaks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'found' },
        body: JSON.stringify(body),
      });
    expect(await problem(await report({ secret: 'hunter2', found_at: 'x' }))).toEqual({
      status: 422,
      code: 'usage.not_a_key',
    });
    const strange = await report({ secret: `jsk_${'A'.repeat(43)}`, found_at: '某处' });
    expect(await strange.json()).toEqual({ stopped: false });
    const found = await report({ secret: lost.secret, found_at: `https://example.com/config?key=${lost.secret}` });
    expect(await found.json()).toEqual({ stopped: true });
    expect(await problem(await rowsOf(w.codes.road, lost.secret))).toEqual({ status: 401, code: 'usage.key_leaked' });
    expect(await (await report({ secret: lost.secret, found_at: 'x' })).json()).toEqual({ stopped: false });
    const listed = (await keys.listKeys(w.developer)).items.find((one) => one.id === lost.id);
    expect(listed).toMatchObject({
      standing: 'leaked',
      leaked_where: `https://example.com/config?key=${lost.prefix}…`,
    });
    const tasks = (await worklist(w.developer)).items;
    expect(tasks.filter((task) => task.kind === 'key_leaked').map((task) => task.id)).toEqual([lost.id]);
    const everything = await w.t.database.query<{ all: string }>(
      "select (select string_agg(canon, '') from audit_event) || coalesce((select string_agg(response::text, '') from idempotency_record), '') || (select string_agg(api_key::text, '') from api_key) as all",
    );
    expect(everything[0]!.all).not.toContain(lost.secret);
  });

  it('calls are counted by day, dataset and answer, refusals included', async () => {
    const key = await made({ scopes: ['rows'] });
    await rowsOf(w.codes.road, key.secret);
    await rowsOf(w.codes.road, key.secret);
    await get(`/licensed/${w.codes.road}/file`, key.secret);
    await get('/licensed', key.secret);
    const day = { from: '2026-11-02', to: '2026-11-02' };
    const counted = async () =>
      (await keys.showCalls(w.developer, day)).items
        .filter((one) => one.key_id === key.id)
        .map(({ dataset, status, calls }) => [dataset, status, calls]);
    await expect.poll(counted).toEqual([
      [null, 200, 1],
      [w.codes.road, 200, 2],
      [w.codes.road, 403, 1],
    ]);
    expect((await keys.showCalls(w.other, day)).items).toEqual([]);
    expect(await codeOf(keys.showCalls(w.developer, { from: '2026-11-02', to: '2026-11-01' }))).toBe(
      'usage.period_invalid',
    );
    await keys.revokeKey(w.developer, key.id);
  });
});
