/** The pure parts: what is said of a change, when it is tried again, what a search is called, how a message is signed. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { actions } from '#api/kernel/lifecycle.ts';
import { atomXml } from '#api/subscriptions/atom.ts';
import { uuidOf } from '#api/subscriptions/feeds.ts';
import { changeText, columnChanges, type VersionFacts } from '#api/subscriptions/rules/change.ts';
import { digestLetter } from '#api/subscriptions/rules/letter.ts';
import { subscriptionLifecycle } from '#api/subscriptions/rules/lifecycle.ts';
import { nextAttempt, retryAfter, waits } from '#api/subscriptions/rules/retry.ts';
import { canonicalTarget, searchValue } from '#api/subscriptions/rules/target.ts';
import { signatures } from '#api/subscriptions/secrets.ts';

const facts = (over: Partial<VersionFacts> = {}): VersionFacts => ({
  number: 2,
  previous: 1,
  rows_before: 1000,
  rows_after: 1234,
  columns_added: [],
  columns_dropped: [],
  columns_retyped: [],
  sha256: 'a'.repeat(64),
  note: null,
  ...over,
});

describe('what is said of a change', () => {
  it('compares a version with the one before it', () => {
    expect(changeText('version_published', { version: facts() }, 'zh')).toBe(
      '第 2 版已发布，共 1,234 行，较第 1 版增加 234 行。',
    );
    expect(changeText('version_published', { version: facts({ rows_after: 990 }) }, 'en')).toBe(
      'Version 2 was published with 990 rows, 10 fewer than version 1.',
    );
    expect(changeText('version_published', { version: facts({ rows_after: 1000 }) }, 'en')).toContain(
      'as many as version 1',
    );
    const more = {
      columns_added: ['车道数'],
      columns_dropped: ['旧列'],
      columns_retyped: [{ name: '日期', from: 'text', to: 'date' }],
      note: '补报',
    };
    expect(
      changeText(
        'version_published',
        { version: facts(more), diff: { added: 3, removed: 1, changed: 2, changed_columns: ['收费', '车型'] } },
        'zh',
      ),
    ).toBe(
      '第 2 版已发布，共 1,234 行，较第 1 版增加 234 行（新增 3、删除 1、修改 2 行）。取值有变化的列：收费、车型。新增列：车道数。删除列：旧列。改变类型的列：日期 (text → date)。说明：补报',
    );
  });
  it('says when rows have no key, and why they were not compared', () => {
    const diff = { added: 3, removed: 3, changed: null, changed_columns: [] };
    expect(changeText('version_published', { version: facts({ rows_after: 1000 }), diff }, 'en')).toBe(
      'Version 2 was published with 1,000 rows, as many as version 1 (3 added, 3 removed).',
    );
    expect(changeText('version_published', { version: facts(), diff_skipped: 'too_large' }, 'zh')).toBe(
      '第 2 版已发布，共 1,234 行，较第 1 版增加 234 行。数据量较大，未逐行比较。',
    );
    expect(changeText('version_published', { version: facts(), diff_skipped: 'took_too_long' }, 'en')).toContain(
      'took too long',
    );
  });
  it('names what changed in a description, and why something was withdrawn', () => {
    expect(changeText('metadata_changed', { fields: ['title'] }, 'zh')).toBe('目录信息有变更：信息资源名称。');
    expect(changeText('dataset_withdrawn', { reason: '与新版重复' }, 'zh')).toContain('原因：与新版重复');
    expect(changeText('dataset_published', {}, 'en')).toBe('The dataset was published.');
  });
  it('finds columns added, dropped and retyped, table by table', () => {
    const column = (name: string, type = 'text', table = 1) => ({ name, type, table });
    expect(columnChanges([column('a'), column('b')], [column('b', 'integer'), column('c')])).toEqual({
      columns_added: ['c'],
      columns_dropped: ['a'],
      columns_retyped: [{ name: 'b', from: 'text', to: 'integer' }],
    });
    expect(columnChanges([column('a')], [column('a'), column('a', 'text', 2)]).columns_added).toEqual(['2:a']);
  });
});

describe('trying again', () => {
  const at = new Date('2026-11-02T04:00:00Z');
  it('goes on for about a day, further apart each time, and ends', () => {
    const total = waits.reduce((sum, wait) => sum + wait, 0) / 3600_000;
    expect(total).toBeGreaterThan(20);
    expect(total).toBeLessThan(26);
    expect([...waits].sort((a, b) => a - b)).toEqual(waits);
    expect(nextAttempt(1, at)?.getTime()).toBe(at.getTime() + 60_000);
    expect(nextAttempt(waits.length, at)).not.toBeNull();
    expect(nextAttempt(waits.length + 1, at)).toBeNull();
  });
  it('waits as long as asked, within reason', () => {
    expect(nextAttempt(1, at, 600_000)?.getTime()).toBe(at.getTime() + 600_000);
    expect(nextAttempt(1, at, 1e12)?.getTime()).toBe(at.getTime() + 12 * 3600_000);
    expect(retryAfter('120', at)).toBe(120_000);
    expect(retryAfter('Mon, 02 Nov 2026 04:01:00 GMT', at)).toBe(60_000);
    expect(retryAfter('Mon, 02 Nov 2020 04:01:00 GMT', at)).toBeNull();
    expect(retryAfter('soon', at)).toBeNull();
  });
});

describe('what is subscribed to', () => {
  it('writes one search in one way', () => {
    const value = searchValue(
      new URLSearchParams('sort=title&page=3&theme=transport,health&q=%20公路%20&theme=health&evil=1'),
    );
    expect(value).toBe(
      `${new URLSearchParams([
        ['q', '公路'],
        ['theme', 'health'],
        ['theme', 'transport'],
      ])}`,
    );
    expect(canonicalTarget('search', value)).toBe(value);
    expect(canonicalTarget('search', 'sort=title')).toBeNull();
  });
  it.each([
    ['dataset', '301001/1', '301001/1'],
    ['dataset', '../etc', null],
    ['agency', '11140000MB1234567X', '11140000MB1234567X'],
    ['agency', 'x', null],
    ['theme', 'health', 'health'],
    ['theme', 'nonsense', null],
    ['catalogue', 'anything', ''],
  ] as const)('reads %s %s', (target, value, out) => expect(canonicalTarget(target, value)).toBe(out));
});

describe('the signature', () => {
  // The example of the Standard Webhooks specification, reproduced by its published reference libraries' tests.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  it('is the one of Standard Webhooks', () => {
    expect(signatures([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });
  it('is one for each secret while two are good', () => {
    const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const [one, two] = signatures([secret, other], 'msg', 5, '数').split(' ');
    const expected = createHmac('sha256', Buffer.alloc(32, 7)).update('msg.5.数').digest('base64');
    expect(two).toBe(`v1,${expected}`);
    expect(one).not.toBe(two);
  });
});

describe('papers', () => {
  it('draws Atom that is well-formed whatever a title holds', () => {
    const xml = atomXml({
      id: 'http://x/feeds/catalog.atom',
      self: 'http://x/feeds/catalog.atom',
      first: 'http://x/feeds/catalog.atom',
      next: null,
      alternate: 'http://x/datasets?a=1&b=2',
      locale: 'zh',
      title: '一 <b> & \u0001 二 ]]>',
      subtitle: '',
      platform: '晋数',
      updated: '2026-11-02T04:00:00.000Z',
      entries: [],
    });
    expect(xml).toContain('<title>一 &lt;b&gt; &amp;  二 ]]&gt;</title>');
    expect(xml).toContain('href="http://x/datasets?a=1&amp;b=2"');
    expect(xml).toContain('xml:lang="zh-CN"');
  });
  it('makes a UUIDv7 of an id', () => {
    expect(uuidOf('chg_06o5ekbm2ot03o00000000000g')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    );
  });
  it('writes each change with its address and the way out', () => {
    const { subject, text } = digestLetter(
      { what: '数据集：流量', frequency: 'daily', link: 'https://x/subscriptions/t', locale: 'zh' },
      [{ day: '2026-11-02', title: '流量', agency: '交通厅', text: '第 2 版已发布。', url: 'https://x/d' }],
    );
    expect(subject).toBe('更新通知：数据集：流量（1 项）');
    for (const part of ['流量 | 交通厅 | 2026-11-02', '第 2 版已发布。', 'https://x/d', 'https://x/subscriptions/t'])
      expect(text).toContain(part);
  });
  it('ends every subscription but an ended one', () => {
    for (const state of ['pending', 'active', 'paused'] as const)
      expect(actions(subscriptionLifecycle, state)).toContain('end');
    expect(actions(subscriptionLifecycle, 'ended')).toEqual([]);
  });
});
