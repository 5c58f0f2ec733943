import { describe, expect, it } from 'vitest';
import { emptyContent } from '#api/catalog/rules/entry.ts';
import { codesFrom, hasCodes, type Known, propose, splitHeader, suggestRules } from '#api/quality/rules/propose.ts';

const known: Known = { items: [], grade: null, findings: [], masked: false };
const column = (name: string, type = 'text', stats: object = {}) => ({
  name,
  type,
  stats: { nullCount: 0, distinctCount: 10, ...stats },
});

describe('headers', () => {
  it.each([
    ['金额（万元）', '金额', '万元'],
    ['金额(万元)', '金额', '万元'],
    ['面积 [km²]', '面积', 'km²'],
    ['流量/辆', '流量', '辆'],
    ['speed_kmh', 'speed', 'km/h'],
    ['lengthKm', 'length', 'km'],
    ['站名', '站名', null],
    ['名称（全称）', '名称（全称）', null],
    ['id', 'id', null],
    ['m', 'm', null],
  ])('%s is %s in %s', (header, label, unit) => {
    expect(splitHeader(header)).toEqual({ label, unit });
  });
});

describe('a proposal', () => {
  it('takes the item of the catalogue before the header, the header before known words, and names what is left by itself', () => {
    const items = [
      {
        ...(emptyContent().items[0] ?? {}),
        name: '金额',
        label: '合同金额',
        data_type: null,
        description: '含税',
        unit: '元',
        sensitivity: 'none' as const,
      },
    ];
    expect(propose(column('金额（万元）', 'decimal'), { ...known, items })).toEqual({
      label: '合同金额',
      labelEn: null,
      description: '含税',
      unit: '元',
      sensitivity: 'none',
    });
    expect(propose(column('金额（万元）', 'decimal'), known)).toMatchObject({ label: '金额', unit: '万元' });
    expect(propose(column('station_name'), known)).toMatchObject({ label: '站点名称', labelEn: 'Station name' });
    expect(propose(column('xk7'), known)).toMatchObject({ label: 'xk7', labelEn: null, unit: null });
    // A unit of measure says nothing of a text.
    expect(propose(column('speed_kmh', 'text'), known).unit).toBeNull();
  });

  it('calls a column as sensitive as the gravest of what was found, declared and graded', () => {
    const of = (over: Partial<Known>) => propose(column('x'), { ...known, ...over }).sensitivity;
    expect(of({ findings: [{ kind: 'mobile', blocks: true }] })).toBe('direct_identifier');
    expect(of({ findings: [{ kind: 'personal_name', blocks: false }] })).toBe('quasi_identifier');
    expect(of({ findings: [{ kind: 'address', blocks: true }] })).toBe('quasi_identifier');
    expect(of({ findings: [{ kind: 'medical', blocks: true }] })).toBe('sensitive');
    expect(of({ grade: 'general_4' })).toBe('sensitive');
    expect(of({ masked: true })).toBe('sensitive');
    expect(of({ grade: 'general_1' })).toBe('none');
  });
});

describe('code lists', () => {
  it('are where few values come again and again, and never of a sensitive column', () => {
    const few = column('类型', 'text', { distinctCount: 5, maxLength: 4 });
    expect(hasCodes(few, 100, 'none')).toBe(true);
    expect(hasCodes(few, 100, 'quasi_identifier')).toBe(false);
    expect(hasCodes(few, 9, 'none')).toBe(false);
    expect(hasCodes(column('说明', 'text', { distinctCount: 51, maxLength: 4 }), 1000, 'none')).toBe(false);
    expect(hasCodes(column('说明', 'text', { distinctCount: 5, maxLength: 41 }), 1000, 'none')).toBe(false);
    expect(hasCodes(column('车道数', 'integer', { distinctCount: 5 }), 100, 'none')).toBe(false);
    expect(hasCodes(column('车辆类型', 'integer', { distinctCount: 5 }), 100, 'none')).toBe(true);
    expect(codesFrom(['主线', ' 1 ', ''])).toEqual([
      { code: '主线', zh: '主线', en: '' },
      { code: '1', zh: '', en: '' },
    ]);
  });
});

describe('suggested rules', () => {
  const kinds = (...args: Parameters<typeof suggestRules>) => suggestRules(...args).map((one) => one.rule);
  it('are those the data keep and that are likely meant', () => {
    expect(kinds(column('站点编号', 'text', { distinctCount: 50 }), 50, null)).toEqual(['not_null', 'unique']);
    expect(kinds(column('站点编号', 'text', { distinctCount: 49 }), 50, null)).toEqual(['not_null']);
    // Above 100,000 rows the count is an estimate: nothing is said of it.
    expect(kinds(column('站点编号', 'text', { distinctCount: 200_000 }), 200_000, null)).toEqual(['not_null']);
    expect(kinds(column('备注', 'text', { nullCount: 3 }), 50, null)).toEqual([]);
    expect(kinds(column('x'), 0, null)).toEqual([]);
    expect(suggestRules(column('经度', 'decimal', { min: '110.2', max: '114.5', nullCount: 1 }), 9, null)).toEqual([
      { rule: 'range', min: 73, max: 136, blocking: false },
    ]);
    expect(kinds(column('经度', 'decimal', { min: '0', max: '114.5', nullCount: 1 }), 9, null)).toEqual([]);
    expect(suggestRules(column('货车占比', 'decimal', { min: '0', max: '0.8', nullCount: 1 }), 9, null)).toMatchObject([
      { max: 1 },
    ]);
    expect(kinds(column('气温', 'decimal', { min: '-10', max: '30', nullCount: 1 }), 9, null)).toEqual([]);
    expect(kinds(column('统一社会信用代码', 'text', { nullCount: 1 }), 9, null)).toEqual(['pattern']);
  });

  it('never block', () => {
    const all = suggestRules(column('类型代码', 'text', { distinctCount: 9 }), 9, [{ code: 'a', zh: '', en: '' }]);
    expect(all.length).toBeGreaterThan(1);
    expect(all.every((one) => !one.blocking)).toBe(true);
  });
});
