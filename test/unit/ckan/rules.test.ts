import { describe, expect, it } from 'vitest';
import { entryContent } from '#api/catalog/rules/entry.ts';
import { refuse as refuseCatalog } from '#api/catalog/rules/refusals.ts';
import { ckanValue, csvLine, readFilters, readSort, sqlType, xmlNames, xmlText } from '#api/ckan/rules/datastore.ts';
import { readInstant } from '#api/ckan/rules/dates.ts';
import { errorOf } from '#api/ckan/rules/errors.ts';
import { isQueryLanguage, parseQuery } from '#api/ckan/rules/lucene.ts';
import {
  codeOfName,
  idOf,
  packageName,
  type ResourceRef,
  readResourceId,
  resourceFormats,
  resourceId,
  uuidOf,
} from '#api/ckan/rules/names.ts';
import { contentOf, extrasOf, readOnlyExtras, writableExtras } from '#api/ckan/rules/package-form.ts';
import { conditionOf } from '#api/ckan/rules/search-fields.ts';
import { makeId } from '#api/kernel/ids.ts';
import { refuse } from '#api/kernel/refusal.ts';
import { fullContent } from '#test/support/catalog.ts';

const now = new Date('2026-11-02T04:05:06.789Z');
const random = (seed: number) => Uint8Array.from({ length: 10 }, (_, i) => (seed * 31 + i * 17) % 256);

describe('names', () => {
  it('go to UUIDs and back for any id', () => {
    for (let seed = 0; seed < 500; seed++) {
      const id = makeId('entry', new Date(seed * 7_919_000_017), random(seed));
      const uuid = uuidOf(id);
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(idOf('entry', uuid)).toBe(id);
    }
    expect(idOf('entry', 'not-a-uuid')).toBeNull();
  });

  it('read resource ids of every table and format', () => {
    const versionId = makeId('version', now, random(3));
    for (const table of [1, 2, 17])
      for (const format of resourceFormats) {
        const ref: ResourceRef = { versionId, table, format };
        // CKAN's own validator of resource ids: 7 to 100 of these characters.
        expect(resourceId(ref)).toMatch(/^[0-9a-zA-Z _-]{7,100}$/);
        expect(readResourceId(resourceId(ref))).toEqual(ref);
      }
    expect(readResourceId(`${uuidOf(versionId)}-exe`)).toBeNull();
    expect(readResourceId('301001-000001')).toBeNull();
  });

  it('are valid for CKAN and lead back to the code', () => {
    for (const code of ['301001/000001', '306014ABC/0000123']) {
      expect(packageName(code)).toMatch(/^[a-z0-9_-]{2,100}$/);
      expect(codeOfName(packageName(code))).toBe(code);
      expect(codeOfName(code)).toBe(code);
    }
    expect(codeOfName('../../etc')).toBeNull();
  });
});

describe('the query language', () => {
  it.each([
    ['groups:a', { is: 'term', field: 'groups', text: 'a' }],
    ['tags:"a \\"b\\" c"', { is: 'term', field: 'tags', text: 'a "b" c', phrase: true }],
    ['*:*', { is: 'all' }],
    ['', { is: 'all' }],
    ['-groups:a', { is: 'not', part: { text: 'a' } }],
    ['a b', { is: 'and', parts: [{ text: 'a' }, { text: 'b' }] }],
    ['a OR b AND c', { is: 'or', parts: [{ text: 'a' }, { is: 'and', parts: [{ text: 'b' }, { text: 'c' }] }] }],
    ['(groups:a OR groups:b)', { is: 'or', parts: [{ text: 'a' }, { text: 'b' }] }],
    [
      'groups:(a OR b)^2',
      {
        is: 'or',
        parts: [
          { field: 'groups', text: 'a' },
          { field: 'groups', text: 'b' },
        ],
      },
    ],
    ['+a !b', { is: 'and', parts: [{ text: 'a' }, { is: 'not', part: { text: 'b' } }] }],
    ['m:[2020-01-01T00:00:00Z TO *]', { is: 'range', from: '2020-01-01T00:00:00Z', to: null, withFrom: true }],
    ['m:{* TO 5}', { is: 'range', from: null, to: '5', withTo: false }],
    ['name:a\\*b', { is: 'term', text: 'a*b', pattern: null }],
    ['name:ab*', { is: 'term', pattern: ['ab', { wild: '*' }] }],
    ['title:收费站~1', { is: 'term', field: 'title', text: '收费站' }],
    ['url:http://x.example/a', { is: 'term', field: 'url', text: 'http://x.example/a' }],
  ])('reads %s', (text, tree) => {
    expect(parseQuery(text)).toMatchObject(tree);
  });

  it.each([
    '(',
    'a)',
    'groups:',
    'groups: a',
    'a AND',
    'OR a',
    'm:[a b]',
    'm:[a TO',
    '"open',
    '[a TO b]',
    '!'.repeat(40),
    '('.repeat(40),
    'x'.repeat(9000),
  ])('refuses %s', (text) => {
    expect(() => parseQuery(text)).toThrow(expect.objectContaining({ code: 'ckan.bad_query' }));
  });

  it('tells words from language', () => {
    expect(isQueryLanguage('收费站 车流量')).toBe(false);
    expect(isQueryLanguage('C++: a primer')).toBe(false);
    expect(isQueryLanguage('title:收费站')).toBe(true);
    expect(isQueryLanguage('a OR b')).toBe(true);
  });

  it('resolves fields, and knows no others', () => {
    const of = (text: string) => conditionOf(parseQuery(text), now);
    expect(of('state:active')).toEqual({ is: 'all' });
    expect(of('private:true')).toEqual({ is: 'none' });
    expect(of('extras_update_cycle:daily')).toEqual({ is: 'equals', column: 'update_cycle', value: 'daily' });
    expect(of('organization:11140000abc')).toMatchObject({ value: '11140000ABC' });
    expect(of('tags:100%_a*')).toEqual({ is: 'like', column: 'tag', pattern: '100\\%\\_a%' });
    expect(of('metadata_modified:[NOW/DAY-1DAY TO *]')).toMatchObject({ from: new Date('2026-11-01T00:00:00Z') });
    expect(() => of('colour:red')).toThrow(expect.objectContaining({ code: 'ckan.unknown_field' }));
    expect(() => of('groups:[a TO b]')).toThrow(expect.objectContaining({ code: 'ckan.bad_query' }));
  });
});

it.each([
  ['NOW', '2026-11-02T04:05:06.789Z'],
  ['NOW/DAY', '2026-11-02T00:00:00.000Z'],
  ['NOW-7DAYS', '2026-10-26T04:05:06.789Z'],
  ['NOW/MONTH+1MONTH', '2026-12-01T00:00:00.000Z'],
  ['NOW/YEAR', '2026-01-01T00:00:00.000Z'],
  ['2020-01-31T00:00:00Z+1HOUR', '2020-01-31T01:00:00.000Z'],
  ['2020-01-31', '2020-01-31T00:00:00.000Z'],
  ['2020-01-31T10:00:00', '2020-01-31T10:00:00.000Z'],
])('reads the instant %s', (text, iso) => {
  expect(readInstant(text, now)?.toISOString()).toBe(iso);
});

it.each(['yesterday', '2020', 'NOW-1FORTNIGHT', '2020-13-01', 'NOW-99999999DAYS', 'NOW-'])(
  'knows no instant %s',
  (text) => {
    expect(readInstant(text, now)).toBeNull();
  },
);

describe('a package', () => {
  it('goes out and comes back the same', () => {
    const content = fullContent({
      share_type: '2',
      share_condition: '限政务',
      share_reason: '理由',
      share_basis: { kind: 'law', instrument: '数据安全法', article: '第二十一条' },
      related_codes: ['306014/000127'],
      temporal_from: '2020',
      spatial: '全省, 含开发区',
    });
    const sent = {
      title: content.title,
      notes: content.abstract,
      tags: content.keywords.map((name) => ({ name })),
      groups: [{ name: content.theme ?? '' }],
      license_id: content.licence ?? '',
      extras: [...extrasOf(content), { key: 'revision', value: '3' }],
      all: {},
    };
    expect(entryContent.parse(contentOf(sent, null))).toEqual(content);
    expect(entryContent.parse(contentOf({ all: {} }, content))).toEqual(content);
    for (const { key } of extrasOf(content)) expect([...writableExtras, ...readOnlyExtras]).toContain(key);
  });

  it('takes elements beside its own fields, which win over extras', () => {
    const made = contentOf(
      { extras: [{ key: 'grade', value: 'core' }], all: { grade: 'general_2', secret: 'false' } },
      null,
    );
    expect(made).toMatchObject({ grade: 'general_2', secret: false });
    expect(contentOf({ all: { open_checks: 'national_security, trade_secret' } }, null).open_checks).toEqual([
      'national_security',
      'trade_secret',
    ]);
    expect(contentOf({ all: { update_cycle: '' } }, null).update_cycle).toBeNull();
  });
});

describe('errors', () => {
  it('take CKAN’s types, a prefix its clients cut off, and both languages', () => {
    expect(errorOf(refuse('auth.required'))).toMatchObject({
      status: 403,
      error: {
        __type: 'Authorization Error',
        __code: 'auth.required',
        message: expect.stringMatching(/^Access denied: 请先登录。 \/ Sign in first\.$/),
      },
    });
    expect(errorOf(refuseCatalog('catalog.not_found'))).toMatchObject({
      status: 404,
      error: { __type: 'Not Found Error' },
    });
    expect(errorOf(refuseCatalog('catalog.withdrawn', { title: 'x', code: 'y', day: 'z', reason: 'r' })).status).toBe(
      404,
    );
    const fields = [
      { path: 'abstract', zh: '甲', en: 'a' },
      { path: 'items.0.name', zh: '乙', en: 'b' },
      { path: 'items.1.name', zh: '丙', en: 'c' },
    ];
    expect(errorOf(refuse('request.invalid', { count: 3 }, fields))).toMatchObject({
      status: 409,
      error: { __type: 'Validation Error', notes: ['甲 / a'], items: ['乙 / b', '丙 / c'] },
    });
    expect(errorOf(refuse('request.too_many', { seconds: 3 })).status).toBe(500);
  });
});

describe('rows', () => {
  it('read filters and sorts', () => {
    expect(readFilters({ a: 'x', b: [1, 2], c: null, d: { gte: 1, lt: 5 } }).filters).toEqual([
      { column: 'a', op: 'eq', value: 'x' },
      { column: 'b', op: 'in', value: [1, 2] },
      { column: 'c', op: 'isnull' },
      { column: 'd', op: 'gte', value: 1 },
      { column: 'd', op: 'lt', value: 5 },
    ]);
    expect(readFilters({ _id: [7] }).row).toBe(7);
    expect(() => readFilters({ a: { near: 1 } })).toThrow(expect.objectContaining({ code: 'ckan.bad_query' }));
    expect(readSort('a desc, "b, c" asc, d e, 长度 DESC nulls last')).toEqual([
      { column: 'a', dir: 'desc' },
      { column: 'b, c', dir: 'asc' },
      { column: 'd e', dir: 'asc' },
      { column: '长度', dir: 'desc' },
    ]);
  });

  it('are numbers only where a number holds every digit', () => {
    expect(ckanValue('0.25', 'decimal')).toBe(0.25);
    expect(ckanValue('123456789012345.678', 'decimal')).toBe('123456789012345.678');
    expect(ckanValue('007', 'text')).toBe('007');
    expect(sqlType('DECIMAL(18,2)')).toBe('numeric');
    expect(sqlType('UBIGINT')).toBe('int8');
  });

  it('are quoted for CSV and XML', () => {
    const guard = (text: string) => (text.startsWith('=') ? `'${text}` : text);
    expect(csvLine(['a"b', 'c,d', null, 1.5, true, '=1+1', 'x\ny'], ',', guard)).toBe(
      '"a""b","c,d",,1.5,true,\'=1+1,"x\ny"\r\n',
    );
    expect(csvLine(['a\tb', 'c,d'], '\t', guard)).toBe('"a\tb"\tc,d\r\n');
    expect(xmlNames(['站名', '1st', 'xml', 'a b', 'a_b', '<>'])).toEqual([
      '站名',
      'st',
      'column',
      'a_b',
      'a_b_1',
      'column_1',
    ]);
    expect(xmlText('a<b>&\u0001c')).toBe('a&lt;b&gt;&amp;c');
  });
});
