import { describe, expect, it } from 'vitest';
import { codesText, readCodes } from '#api/quality/rules/code-text.ts';
import type { ColumnRule } from '#api/quality/rules/rule.ts';
import { fieldsOf, ruleForm, rulesOf } from '#app/present/rule-form.ts';

const rules: ColumnRule[] = [
  { rule: 'not_null', blocking: true },
  { rule: 'unique', with: ['年份', '地区'], blocking: false },
  { rule: 'range', min: 1, max: 30.5, blocking: false },
  { rule: 'pattern', pattern: 'S\\d+', blocking: true },
  { rule: 'codes', codes: [], blocking: false },
  { rule: 'reference', dataset: '301001/000001', table: '', column: '站码', blocking: false },
];

describe('the form of rules', () => {
  it('gives back what it was filled with', () => {
    expect(rulesOf(fieldsOf(rules))).toEqual(rules);
    expect(rulesOf(fieldsOf([]))).toEqual([]);
    const days: ColumnRule = { rule: 'range', min: '2020-01-01', max: null, blocking: false };
    expect(rulesOf(fieldsOf([days]))).toEqual([days]);
  });

  it('asks for what a chosen rule needs', () => {
    const read = ruleForm.safeParse({
      revision: '1',
      table: 'data',
      column: 'x',
      rules: { range: { mode: 'warn' }, pattern: { mode: 'block' }, reference: { mode: 'warn', dataset: '1/1' } },
    });
    expect(read.error?.issues.map((one) => one.path.join('.'))).toEqual([
      'rules.range.min',
      'rules.pattern.pattern',
      'rules.reference.column',
    ]);
  });

  it('reads codes a line, also where they hold the sign', () => {
    const codes = [
      { code: '1', zh: '主线', en: 'Main line' },
      { code: 'a=b', zh: '甲', en: '' },
      { code: '匝道', zh: '', en: '' },
    ];
    expect(readCodes(codesText(codes))).toEqual(codes);
    expect(readCodes('2=匝道|Ramp\n\n 3 ')).toEqual([
      { code: '2', zh: '匝道', en: 'Ramp' },
      { code: '3', zh: '', en: '' },
    ]);
  });
});
