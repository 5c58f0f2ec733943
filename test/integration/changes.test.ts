/** What changed between two versions, over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawEntry } from '#api/catalog/edit.ts';
import type { Listening } from '#api/server.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { type Published, publishedDataset, publishNext, upload } from '#test/support/catalog.ts';
import { makeWorld, type World } from '#test/support/world.ts';

let t: TestApp;
let world: World;
let server: Listening;
let toll: Published;
let licensed: Published;

beforeAll(async () => {
  t = await testApp();
  world = await makeWorld(t.app);
  const steward = world.ctx('province.transport');
  const means = { steward, reviewer: world.ctx('province.information'), drain: () => t.drain() };
  toll = await publishedDataset(means, {}, '站名,车道数\n太原北,8\n大同南,10\n阳泉,4\n');
  licensed = await publishedDataset(means, {
    title: '授权数据',
    open_type: 'conditional',
    licence: 'agreement',
    open_condition: '仅用于研究',
  });
  for (const text of [
    '站名,车道数\n太原北,8\n大同南,12\n忻州,6\n',
    '站名,车道数,所在市\n太原北,8,太原\n大同南,12,大同\n忻州,6,忻州\n',
  ]) {
    const version = await upload(steward, toll.entry.id, text, '收费站.csv');
    await t.drain();
    await publishNext(steward, version.id);
  }
  server = await t.serve('api');
}, 180_000);
afterAll(() => t?.close());

const ask = (rest: string, entry: { code: string } = toll.entry) =>
  fetch(`${server.url}/api/v1/datasets/${entry.code}/versions/${rest}`);
const refusal = async (rest: string, entry?: { code: string }) => {
  const answer = await ask(rest, entry);
  return [answer.status, ((await answer.json()) as { code: string }).code];
};

describe('changes', () => {
  it('are those since the version before, by a key that was found', async () => {
    const answer = await (await ask('2/changes?kind=changed')).json();
    expect(answer).toMatchObject({
      from: 1,
      to: 2,
      key: ['站名'],
      rows_before: 3,
      rows_after: 3,
      added: 1,
      removed: 1,
      changed: 1,
      unchanged: 1,
      changed_columns: [{ name: '车道数', count: 1 }],
      rows: [{ before: ['大同南', 10], after: ['大同南', 12] }],
    });
  });

  it('are between any two, the newest included', async () => {
    expect(await (await ask('latest/changes?from=1&kind=added')).json()).toMatchObject({
      from: 1,
      to: 3,
      columns: { added: [{ name: '所在市', type: 'text' }], dropped: [], retyped: [] },
      rows: [{ before: null, after: ['忻州', 6, '忻州'] }],
    });
    // Backwards as well: what would have to be undone.
    expect(await (await ask('1/changes?from=3&kind=removed')).json()).toMatchObject({
      columns: { dropped: [{ name: '所在市', type: 'text' }] },
      rows: [{ before: ['忻州', 6, '忻州'], after: null }],
    });
  });

  it('are refused by name where there is nothing to compare', async () => {
    expect(await refusal('1/changes')).toEqual([404, 'datasets.nothing_before']);
    expect(await refusal('2/changes?from=2')).toEqual([422, 'datasets.same_version']);
    expect(await refusal('2/changes?from=9')).toEqual([404, 'datasets.version_not_found']);
    expect(await refusal('3/changes?key=所在市')).toEqual([400, 'tables.unknown_column']);
    expect(await refusal('2/changes?key=站名&key=站名')).toEqual([422, 'tables.bad_key']);
    expect(await refusal('latest/changes', licensed.entry)).toEqual([403, 'datasets.licence_needed']);
  });

  it('end with the dataset', async () => {
    const { revision, id } = toll.entry;
    await withdrawEntry(world.ctx('province.transport'), id, { revision, reason: '与另一条目重复' });
    expect(await refusal('2/changes')).toEqual([410, 'catalog.withdrawn']);
  });
});
