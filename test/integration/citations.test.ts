/** Citing versions and filtered views over HTTP: the same question one citation, checked on demand, told after withdrawal. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawEntry } from '#api/catalog/edit.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { type Published, publishedDataset } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let toll: Published;
let licensed: Published;
const rows = Array.from(
  { length: 40 },
  (_, i) => `站${i},${i % 7},${i * 0.25},2003-10-${String((i % 28) + 1).padStart(2, '0')}`,
);

beforeAll(async () => {
  t = await testApp({ env: { PUBLIC_URL: 'https://data.example.cn' } });
  world = await makeWorld(t.app);
  const means = {
    steward: world.ctx('province.transport'),
    reviewer: world.ctx('province.information'),
    drain: () => t.drain(),
  };
  toll = await publishedDataset(means, { title: '被引用的数据' }, `站名,车道数,里程,开通日期\n${rows.join('\n')}\n`);
  licensed = await publishedDataset(means, {
    title: '授权数据',
    open_type: 'conditional',
    licence: 'agreement',
    open_condition: '仅用于研究',
  });
  await t.drain();
  server = await t.serve('api');
}, 180_000);
afterAll(() => t?.close());

const at = (entry: { code: string }, rest: string) => `${server.url}/api/v1/datasets/${entry.code}/versions/${rest}`;
const cite = (body: object, entry: { code: string } = toll.entry, number: number | string = 1) =>
  fetch(at(entry, `${number}/citations`), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
interface Shown {
  readonly id: string;
  readonly [name: string]: unknown;
}
const cited = async (body: object): Promise<Shown> => {
  const answer = await cite(body);
  expect(answer.status).toBe(201);
  return (await answer.json()) as Shown;
};
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe('a version', () => {
  it('is cited in five forms, as files', async () => {
    for (const [format, type, part] of [
      ['gbt7714', 'text/plain', '被引用的数据: '],
      ['apa', 'text/plain', '[Data set]'],
      ['bibtex', 'application/x-bibtex', '@dataset{'],
      ['ris', 'application/x-research-info-systems', 'TY  - DATA\r\n'],
      ['csl-json', 'application/vnd.citationstyles.csl+json', '"type": "dataset"'],
    ] as const) {
      const answer = await fetch(at(toll.entry, `latest/citation?format=${format}`));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`]);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="?jinshu-301001-/);
      const text = await answer.text();
      expect(text).toContain(part);
      expect(text).toContain(`https://data.example.cn/datasets/${toll.entry.code}/versions/1`);
    }
    expect((await fetch(at(licensed.entry, '1/citation?format=ris'))).status).toBe(200);
    expect((await fetch(at(toll.entry, '1/citation?format=word'))).status).toBe(400);
    expect(await codeOf(await fetch(at(toll.entry, '9/citation')))).toBe('datasets.version_not_found');
  });
});

describe('a filtered view', () => {
  it('keeps question, number of rows and hash of the answer; the same question is the same citation', async () => {
    const one = await cited({ filter: ['车道数:gte:3', '里程:lt:8'], columns: ['站名', '里程'], sort: ['-里程'] });
    const again = await cited({ filter: ['里程:lt:8', '车道数:gte:3'], columns: ['站名', '里程'], sort: ['-里程'] });
    expect(again.id).toBe(one.id);
    const expected = rows
      .map((row) => row.split(','))
      .filter(([, lanes, km]) => Number(lanes) >= 3 && Number(km) < 8)
      .reverse()
      .map(([name, , km]) => `${JSON.stringify([name, Number(km)])}\n`);
    expect(one).toMatchObject({
      state: 'live',
      row_count: expected.length,
      result_sha256: createHash('sha256').update(expected.join('')).digest('hex'),
      url: `https://data.example.cn/cite/${one.id}`,
      query: { filter: ['车道数:gte:3', '里程:lt:8'] },
      withdrawn: null,
    });
    expect((one.citations as Record<string, string>).gbt7714).toContain('filter=里程:lt:8');
    const other = await cited({ filter: ['车道数:gte:3', '里程:lt:8'], columns: ['里程', '站名'], sort: ['-里程'] });
    expect(other.id).not.toBe(one.id);
    const racing = await Promise.all(Array.from({ length: 4 }, () => cited({ filter: ['车道数:eq:6'] })));
    expect(new Set(racing.map((r) => r.id)).size).toBe(1);
    const view = new URL(String(one.view_url), 'http://x');
    const page = await fetch(at(toll.entry, `1/rows${view.search}`));
    expect(((await page.json()) as { total: number }).total).toBe(expected.length);
    const file = await fetch(`${server.url}/api/v1/citations/${one.id}/citation?format=ris`);
    expect(await file.text()).toContain(`UR  - https://data.example.cn/cite/${one.id}\r\n`);
  });

  it('is checked against the table, and a table that answers otherwise is noticed', async () => {
    const one = await cited({ filter: ['车道数:eq:2'] });
    const verify = async () =>
      (await fetch(`${server.url}/api/v1/citations/${one.id}/verification`, { method: 'POST' })).json();
    expect(await verify()).toMatchObject({ same: true, row_count: one.row_count, result_sha256: one.result_sha256 });
    await expect(t.database.query('UPDATE query_citation SET result_sha256 = $1', ['0'.repeat(64)])).rejects.toThrow(
      /append_only/,
    );
    await t.database.query('ALTER TABLE query_citation DISABLE TRIGGER query_citation_append_only');
    await t.database.query('UPDATE query_citation SET result_sha256 = $1 WHERE id = $2', ['0'.repeat(64), one.id]);
    await t.database.query('ALTER TABLE query_citation ENABLE TRIGGER query_citation_append_only');
    expect(await verify()).toMatchObject({ same: false, result_sha256: one.result_sha256 });
  });

  it('refuses by name what cannot be cited', async () => {
    expect(await codeOf(await cite({}))).toBe('datasets.cite_whole');
    expect(await codeOf(await cite({ filter: ['x'] }))).toBe('datasets.bad_filter');
    expect(await codeOf(await cite({ filter: ['没有:eq:1'] }))).toBe('tables.unknown_column');
    expect(await codeOf(await cite({ filter: ['站名:eq:1'] }, licensed.entry))).toBe('datasets.licence_needed');
    expect(await codeOf(await cite({ filter: ['站名:eq:1'] }, toll.entry, 7))).toBe('datasets.version_not_found');
    for (const id of ['cit_none', `cit_${'0'.repeat(26)}`])
      expect(await codeOf(await fetch(`${server.url}/api/v1/citations/${id}`))).toBe('datasets.citation_not_found');
  });

  it('is asked for so often and no more', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => cite({ filter: [`车道数:ne:${1000 + i}`] })),
    );
    expect(answers.some((one) => one.status === 429)).toBe(true);
    t.clock.advance({ minutes: 2 });
  });

  it('stays at its address after withdrawal: 410, with everything that was known', async () => {
    const one = (await (
      await fetch(at(toll.entry, '1/citations'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ filter: ['车道数:eq:6'] }),
      })
    ).json()) as Shown;
    expect((await fetch(`${server.url}/cite/${one.id}`)).status).toBe(200);
    const { showEntry } = await import('#api/catalog/read.ts');
    const steward = world.ctx('province.transport');
    const now = await showEntry(steward, toll.entry.id);
    await withdrawEntry(steward, toll.entry.id, { revision: now.revision, reason: '数据源停止更新' });
    const gone = await fetch(`${server.url}/cite/${one.id}`);
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({
      state: 'withdrawn',
      title: '被引用的数据',
      row_count: one.row_count,
      result_sha256: one.result_sha256,
      withdrawn: { reason: '数据源停止更新' },
      citations: { gbt7714: expect.stringContaining('被引用的数据') },
    });
    const check = await fetch(`${server.url}/api/v1/citations/${one.id}/verification`, { method: 'POST' });
    expect([check.status, await codeOf(check)]).toEqual([410, 'catalog.withdrawn']);
  });
});
