/** What counts as the same item and what does not: the names as agencies write them, and those that only look alike. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Difference, Verdict } from '#api/collection/rules/codes.ts';
import { type Compared, judge, overlap, typeScore } from '#api/collection/rules/compare.ts';
import { conceptOf, isGeneral, languageOf, subjectOf } from '#api/collection/rules/concept.ts';
import { aliases, dataElements, elementById } from '#api/collection/rules/elements.ts';
import { pieces } from '#api/ports/search/words.ts';

const groups = [
  ['住房', '房屋', '房产'],
  ['补贴', '补助'],
];
const language = languageOf(pieces, groups);

const side = (name: string, over: Partial<Compared> = {}): Compared => ({
  name,
  meaning: '',
  about: '',
  type: 'C',
  profile: null,
  ...over,
  subject: over.subject ?? subjectOf(conceptOf(name, language), over.about ?? ''),
});
const judged = (ours: string | Compared, theirs: string | Compared) =>
  judge(typeof ours === 'string' ? side(ours) : ours, typeof theirs === 'string' ? side(theirs) : theirs, language);

describe('names of items', () => {
  const equal: [string, string][] = [
    ['姓名', '人员姓名'],
    ['姓名', '本人姓名'],
    ['申请人姓名', '姓名'],
    ['身份证号', '公民身份号码'],
    ['居民身份证号码', '公民身份号码'],
    ['申请人身份证号', '公民身份证号码'],
    ['SFZH', '身份证号码'],
    ['手机号', '移动电话号码'],
    ['统一社会信用代码', '企业信用代码'],
    ['企业名称', '单位名称'],
    ['法人代表', '法定代表人姓名'],
    ['车牌号', '机动车号牌'],
    ['住所', '注册地址'],
    ['家庭住址', '现居住地址'],
    ['出生年月日', '出生日期'],
    ['户籍所在地', '户籍地址'],
    ['住房补贴金额', '房屋补助金额'],
    ['道路编号', '道路 编号'],
    ['车道数', '车道数量'],
  ];
  it.each(equal)('%s is %s', (a, b) => {
    expect(judged(a, b)).toMatchObject({ verdict: 'equal', because: [] });
    expect(judged(b, a).verdict).toBe('equal');
  });

  const different: [string, string, Difference][] = [
    ['姓名', '法定代表人姓名', 'element'],
    ['姓名', '联系人姓名', 'qualifier'],
    ['监护人姓名', '配偶姓名', 'qualifier'],
    ['身份证号', '监护人身份证号', 'qualifier'],
    ['身份证号', '法定代表人身份证号', 'element'],
    ['出生日期', '出生年份', 'precision'],
    ['出生日期', '年龄', 'precision'],
    ['地址', '注册地址', 'broader'],
    ['注册地址', '经营地址', 'element'],
    ['户籍地址', '居住地址', 'element'],
    ['联系电话', '手机号', 'broader'],
    ['紧急联系人电话', '联系电话', 'qualifier'],
    ['企业名称', '姓名', 'element'],
    ['成立日期', '出生日期', 'element'],
    ['死亡日期', '出生日期', 'element'],
    ['驾驶证号', '身份证号', 'element'],
    ['企业类型', '行业代码', 'element'],
    ['道路长度', '桥梁跨径', 'little'],
    ['备注', '公民身份号码', 'element'],
  ];
  it.each(different)('%s is not %s: %s', (a, b, why) => {
    const [one, other] = [judged(a, b), judged(b, a)];
    expect([one.verdict, other.verdict]).toEqual(['different', 'different']);
    expect(one.because).toContain(why);
    expect(other.because).toContain(why);
  });

  it('say little when they are generic: the meanings decide', () => {
    const product = side('名称', { meaning: '产品的名称', about: '特种设备产品目录' });
    const scenic = side('名称', { meaning: '景区的名称', about: '旅游景区名录' });
    const again = side('名称', { meaning: '旅游景区的名称', about: '景区名录' });
    expect(judged(product, scenic)).toMatchObject({ verdict: 'different', because: ['generic'] });
    expect(judged(again, scenic).verdict).toBe('equal');
  });

  it('are not equal where another population is spoken of, and no type fits no other', () => {
    const all = side('姓名', { about: '全省常住人口' });
    const drivers = side('姓名', { about: '道路运输驾驶员' });
    expect(judged(drivers, all).verdict).toBe('equal');
    expect(judged(all, drivers)).toMatchObject({ verdict: 'likely', because: ['population'] });
    expect(judged(side('姓名', { about: '渔船船员' }), drivers)).toMatchObject({ verdict: 'likely' });
    const asked = side('办理时间', { type: 'D', about: '许可办理' });
    expect(judged(asked, side('办理时间', { type: 'N', about: '许可办理' }))).toMatchObject({
      verdict: 'different',
      because: ['type'],
    });
    expect(judged(asked, side('办理时间', { type: 'C', about: '许可办理' })).verdict).toBe('equal');
    expect(judged(side('地址', { subject: 'natural' }), side('地址', { subject: 'legal' })).because).toContain(
      'subject',
    );
  });

  it('are explained part by part, the column among them', () => {
    const profile = { rows: 100, distinct: 98, filled: 100, maxLength: 18, type: 'text' };
    const found = judged('身份证号', side('公民身份号码', { profile }));
    expect(found.parts.map((one) => one.part)).toEqual(['name', 'type', 'subject', 'profile']);
    expect(found.parts.find((one) => one.part === 'profile')).toMatchObject({ score: 1, ours: 'c18' });
    expect(found.score).toBe(100);
    const short = judged('身份证号', side('公民身份号码', { profile: { ...profile, maxLength: 4 } }));
    expect(short.score).toBeLessThan(100);
    expect(judged('身份证号', side('公民身份号码', { profile: { ...profile, filled: 0 } })).score).toBeLessThan(100);
  });
});

describe('the measures', () => {
  it('are symmetric and stay between 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 8 }), fc.array(fc.string(), { maxLength: 8 }), (a, b) => {
        expect(overlap(a, b)).toBe(overlap(b, a));
        expect(overlap(a, b)).toBeLessThanOrEqual(1);
        expect(a.length === 0 || overlap(a, [...new Set(a)]) === 1).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect([typeScore('C', 'M'), typeScore('C', 'D'), typeScore('N', 'D'), typeScore('', 'C')]).toEqual([
      1,
      0.5,
      0,
      null,
    ]);
  });

  it('judge any two names without a fault, alike in both directions, and a name as equal to itself', () => {
    const word = fc.constantFrom(
      '姓名',
      '地址',
      '企业',
      '道路',
      '编号',
      '监护人',
      '日期',
      '金额',
      '的',
      '本人',
      '2025',
    );
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(''));
    fc.assert(
      fc.property(name, name, (a, b) => {
        const one = judged(a, b);
        const other = judged(b, a);
        expect<Verdict>(one.verdict).toBe(other.verdict);
        expect(one.score).toBe(other.score);
        expect(one.score).toBeGreaterThanOrEqual(0);
        expect(one.score).toBeLessThanOrEqual(100);
        if (!conceptOf(a, language).generic) expect(judged(a, a).verdict).toBe('equal');
      }),
      { numRuns: 120 },
    );
  });

  it('know who is everybody', () => {
    for (const one of ['', '全省常住人口', '自然人', '人口基础信息', '企业登记信息', '法人基础信息库', '市场主体'])
      expect([one, isGeneral(one)]).toEqual([one, true]);
    for (const one of ['道路运输驾驶员', '残疾人', '低保家庭成员', '规模以上工业企业能耗'])
      expect([one, isGeneral(one)]).toEqual([one, false]);
  });
});

describe('the data elements', () => {
  it('have one meaning a name, and one id', () => {
    expect(new Set(dataElements.map((one) => one.id)).size).toBe(dataElements.length);
    const all = dataElements.flatMap((one) => one.aliases);
    expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
    for (const [alias, id] of aliases)
      expect(conceptOf(alias, language)).toMatchObject({ element: id, qualifiers: [] });
    for (const one of dataElements) if (one.broader !== undefined) expect(elementById.has(one.broader)).toBe(true);
  });
});
