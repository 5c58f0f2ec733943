import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DiffQuery } from '#api/ports/tables/port.ts';
import { makeTables, type TablesBench } from '#test/support/tables.ts';

vi.setConfig({ testTimeout: 120_000 });

let bench: TablesBench;
beforeAll(async () => {
  bench = await makeTables();
});
afterAll(() => bench.close());

const table = async (text: string) => (await bench.ingest(text)).parquetPath;
async function diff(before: string, after: string, query: DiffQuery = {}) {
  return bench.tables.diff(await table(before), await table(after), query);
}

const old = '编号,站名,车道数\nA1,太原北,8\nA2,大同南,10\nA3,阳泉,4\n';

describe('rows by key', () => {
  it('are added, removed, changed or the same', async () => {
    const now = '编号,站名,车道数\nA4,忻州,6\nA2,大同南,12\nA1,太原北,8\n';
    const answer = await diff(old, now, { kind: 'changed' });
    expect(answer).toMatchObject({
      key: ['编号'],
      rowsBefore: 3,
      rowsAfter: 3,
      added: 1,
      removed: 1,
      changed: 1,
      unchanged: 1,
      changedColumns: [{ name: '车道数', count: 1 }],
      columns: { added: [], dropped: [], retyped: [] },
    });
    expect(answer.rows).toEqual([{ before: ['A2', '大同南', 10], after: ['A2', '大同南', 12] }]);
    expect((await diff(old, now, { kind: 'added' })).rows).toEqual([{ before: null, after: ['A4', '忻州', 6] }]);
    expect((await diff(old, now, { kind: 'removed' })).rows).toEqual([{ before: ['A3', '阳泉', 4], after: null }]);
  });

  it('find a key of two columns', async () => {
    const before = '站,月,量\n甲,1,5\n甲,2,5\n乙,1,5\n';
    const answer = await diff(before, '站,月,量\n甲,1,5\n甲,2,7\n乙,2,5\n');
    expect(answer).toMatchObject({ key: ['站', '月'], added: 1, removed: 1, changed: 1, unchanged: 1 });
  });

  it('tell an empty cell from a value, and not from an empty cell', async () => {
    const answer = await diff('编号,值\n1,\n2,\n3,x\n', '编号,值\n1,\n2,y\n3,\n', { kind: 'changed' });
    expect(answer).toMatchObject({ changed: 2, unchanged: 1 });
    expect(answer.rows).toEqual([
      { before: [2, null], after: [2, 'y'] },
      { before: [3, 'x'], after: [3, null] },
    ]);
  });

  it('go by the key that was asked for, or refuse it', async () => {
    const now = '编号,站名,车道数\nB1,太原北,8\nB2,大同南,10\nB3,阳泉,5\n';
    expect(await diff(old, now)).toMatchObject({ added: 3, removed: 3, changed: 0 });
    expect(await diff(old, now, { key: ['站名'] })).toMatchObject({ added: 0, removed: 0, changed: 3 });
    const twice = '编号,站名,车道数\nA1,太原北,8\nA1,大同南,10\n';
    const bad = { code: 'tables.bad_key', status: 422 };
    await expect(diff(old, twice, { key: ['编号'] })).rejects.toMatchObject(bad);
    await expect(diff(old, old, { key: ['编号', '编号'] })).rejects.toMatchObject(bad);
    await expect(diff(old, old, { key: [] })).rejects.toMatchObject(bad);
    await expect(diff('编号,值\n1,a\n,b\n', '编号,值\n1,a\n', { key: ['编号'] })).rejects.toMatchObject(bad);
    await expect(diff(old, old, { key: ['没有'] })).rejects.toMatchObject({ code: 'tables.unknown_column' });
    await expect(diff(old, old, { limit: 201 })).rejects.toMatchObject({ code: 'tables.bad_page' });
  });
});

describe('columns', () => {
  it('are added, dropped and retyped; a changed type alone does not change a row', async () => {
    const answer = await diff(old, '编号,车道数,所在市,站名\nA1,八,太原,太原北\nA2,10,大同,大同南\nA3,4,阳泉,阳泉\n', {
      kind: 'changed',
    });
    expect(answer.columns).toEqual({
      added: [{ name: '所在市', type: 'text' }],
      dropped: [],
      retyped: [{ name: '车道数', from: 'integer', to: 'text' }],
    });
    expect(answer).toMatchObject({ key: ['编号'], changed: 1, unchanged: 2 });
    expect(answer.rows).toEqual([{ before: ['A1', 8, null, '太原北'], after: ['A1', '八', '太原', '太原北'] }]);
    const dropped = await diff(old, '编号,站名\nA1,太原北\nA2,大同\n', { kind: 'removed' });
    expect(dropped.columns.dropped).toEqual([{ name: '车道数', type: 'integer' }]);
    expect(dropped.shown.map((one) => one.name)).toEqual(['编号', '站名', '车道数']);
    expect(dropped.rows).toEqual([{ before: ['A3', '阳泉', 4], after: null }]);
  });
});

describe('without a key', () => {
  it('whole rows come and go, as often as they occur', async () => {
    const answer = await diff('值\na\na\nb\n', '值\na\nb\nb\nc\n', { kind: 'added' });
    expect(answer).toMatchObject({ key: null, added: 2, removed: 1, changed: null, unchanged: 2 });
    expect(answer.rows.map((row) => row.after)).toEqual([['b'], ['c']]);
    expect((await diff('值\na\na\nb\n', '值\na\nb\nb\nc\n', { kind: 'changed' })).rows).toEqual([]);
  });
});

it('agrees with the definition on any two tables', async () => {
  const rows = fc.dictionary(fc.integer({ min: 1, max: 12 }).map(String), fc.constantFrom('x', 'y', 'z'), {
    minKeys: 1,
  });
  const csv = (of: Record<string, string>) =>
    `编号,值,常\n${Object.entries(of)
      .map(([key, value]) => `${key},${value},same`)
      .join('\n')}\n`;
  await fc.assert(
    fc.asyncProperty(rows, rows, async (before, after) => {
      const answer = await diff(csv(before), csv(after), { key: ['编号'] });
      const [a, b] = [Object.keys(before), Object.keys(after)];
      const both = a.filter((key) => key in after);
      expect(answer).toMatchObject({
        added: b.filter((key) => !(key in before)).length,
        removed: a.length - both.length,
        changed: both.filter((key) => before[key] !== after[key]).length,
        unchanged: both.filter((key) => before[key] === after[key]).length,
      });
    }),
    { numRuns: 25 },
  );
});
