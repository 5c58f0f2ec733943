import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName } from '#api/datasets/rules/file-name.ts';
import { accessOf, atPublication, untreatedColumns } from '#api/datasets/rules/gate.ts';
import { versionLifecycle } from '#api/datasets/rules/lifecycle.ts';
import { filterOps, parseFilter, parseSort, writeFilter } from '#api/datasets/rules/query.ts';
import { withoutValues } from '#api/datasets/rules/statistics.ts';
import { actions } from '#api/kernel/lifecycle.ts';

describe('file names', () => {
  it('lose every path', () => {
    expect(cleanFileName('../../etc/passwd')).toBe('passwd');
    expect(cleanFileName('C:\\数据\\收费站.csv')).toBe('收费站.csv');
    expect(cleanFileName('/a/b.csv')).toBe('b.csv');
  });
  it('are refused when nothing is left, with control characters, or over 255 bytes', () => {
    for (const name of ['', ' ', '..', 'a/', 'a/..', 'a\u0000.csv', 'a\r\nb.csv', '\u0007', `${'长'.repeat(85)}.`])
      expect(cleanFileName(name)).toBe(null);
    expect(cleanFileName('长'.repeat(85))).toHaveLength(85);
  });
  it('never hold a separator or a control character, whatever comes', () => {
    const sound = (name: string) =>
      !/[/\\\p{Cc}]/u.test(name) && Buffer.byteLength(name) <= 255 && !['.', '..', ''].includes(name);
    const given = fc.string({ unit: 'binary', maxLength: 120 });
    fc.assert(
      fc.property(given, (text) => {
        const name = cleanFileName(text);
        return name === null || sound(name);
      }),
    );
  });
});

describe('the gate', () => {
  const findings = [
    { column: '手机', blocks: true },
    { column: '手机', blocks: true },
    { column: '备注', blocks: true },
    { column: '日期', blocks: false },
  ];
  it('names each blocking column without treatment once', () => {
    expect(untreatedColumns(findings, new Set())).toEqual(['手机', '备注']);
    expect(untreatedColumns(findings, new Set(['手机', '备注']))).toEqual([]);
  });
  it('publishes the newest version that did not fail, or keeps the entry back', () => {
    const v = (number: number, state: 'ready' | 'held' | 'failed' | 'processing' | 'received' | 'published') => ({
      id: `v${number}`,
      number,
      state,
    });
    expect(atPublication('unconditional', [])).toEqual({ do: 'nothing' });
    expect(atPublication('unconditional', [v(1, 'ready'), v(2, 'failed')])).toEqual({ do: 'publish', id: 'v1' });
    expect(atPublication('unconditional', [v(1, 'ready'), v(2, 'held')])).toEqual({
      do: 'refuse',
      because: 'untreated',
      id: 'v2',
    });
    expect(atPublication('conditional', [v(1, 'held')])).toEqual({ do: 'refuse', because: 'untreated', id: 'v1' });
    expect(atPublication('unconditional', [v(1, 'processing')])).toEqual({
      do: 'refuse',
      because: 'not_ready',
      id: 'v1',
    });
    expect(atPublication('unconditional', [v(1, 'published')])).toEqual({ do: 'nothing' });
    expect(atPublication('none', [v(1, 'held')])).toEqual({ do: 'nothing' });
  });
  it('opens tables by the opening of the entry alone', () => {
    expect([accessOf('unconditional'), accessOf('conditional'), accessOf('none'), accessOf(null)]).toEqual([
      'open',
      'licence',
      'closed',
      'closed',
    ]);
  });
  it('shows counts and no values of columns it keeps back', () => {
    expect(
      withoutValues({
        nullCount: 1,
        distinctCount: 2,
        maxLength: 11,
        min: 'a',
        topValues: [{ value: '13800138000', count: 1 }],
      }),
    ).toEqual({
      nullCount: 1,
      distinctCount: 2,
      maxLength: 11,
      redacted: true,
    });
  });
  it('lets nothing happen to a published version', () => {
    expect(actions(versionLifecycle, 'published')).toEqual([]);
  });
});

describe('filters in an address', () => {
  it('are read back as written, also with colons in the value', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((s) => !/:/.test(s)),
        fc.constantFrom(...filterOps.filter((op) => !['isnull', 'notnull', 'in', 'not_in', 'between'].includes(op))),
        fc.string(),
        (column, op, value) => {
          expect(parseFilter(writeFilter({ column, op, value }))).toEqual({ column, op, value });
        },
      ),
    );
    expect(parseFilter('时间:gte:2026-01-01T08:00:00')).toEqual({
      column: '时间',
      op: 'gte',
      value: '2026-01-01T08:00:00',
    });
    expect(parseFilter('县区:in:太原|大同')).toEqual({ column: '县区', op: 'in', value: ['太原', '大同'] });
    expect(parseFilter('电话:isnull')).toEqual({ column: '电话', op: 'isnull' });
    expect(parseSort('-车道数')).toEqual({ column: '车道数', dir: 'desc' });
  });
  it('are refused by name when they cannot be read', () => {
    for (const text of ['', '车道数', '车道数:like:1', '车道数:eq', '电话:isnull:x', ':eq:1'])
      expect(() => parseFilter(text)).toThrowError(expect.objectContaining({ code: 'datasets.bad_filter' }));
  });
});
