/** Requirements as data: they add to the law and never relax it; patterns cannot run away; versions can be compared. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyContent } from '#api/catalog/rules/entry.ts';
import { guideline } from '#api/catalog/rules/guideline.ts';
import {
  isSafePattern,
  matches,
  type Requirement,
  type RequirementContent,
  requirementContent,
} from '#api/catalog/rules/requirement.ts';
import { requirementDifferences } from '#api/catalog/rules/requirement-difference.ts';
import { requirementFaults, requirementFaultWords } from '#api/catalog/rules/requirement-faults.ts';
import { completeness, submissionFaults } from '#api/catalog/rules/submission.ts';
import { fullContent } from '#test/support/catalog.ts';

const clause = { instrument: '《山西省政务数据目录编制要求》', article: '第六条' };
const changed = (over: Partial<Record<string, object>>, more: Partial<RequirementContent> = {}): RequirementContent =>
  requirementContent.parse({
    ...guideline.content,
    ...more,
    fields: guideline.content.fields.map((one) => ({ ...one, ...(over[one.element] ?? {}) })),
  });
const version = (content: RequirementContent): Requirement => ({
  number: 3,
  title: ['要求', 'Requirements'],
  documentNo: '晋数〔2026〕3号',
  effectiveOn: '2026-01-01',
  content,
});
const said = (content: RequirementContent, entry = fullContent()) =>
  submissionFaults(entry, undefined, version(content)).map(({ path, word, clause: of }) => [path, word, of]);

describe('what a version asks', () => {
  it('is nothing beyond the law while it is the guideline', () => {
    expect(requirementFaults(guideline.content)).toEqual([]);
    expect(submissionFaults(fullContent(), undefined, guideline)).toEqual(submissionFaults(fullContent()));
    expect(said(guideline.content)).toEqual([]);
  });

  it('marks a further element mandatory, with the clause of the version in both languages', () => {
    const content = changed({ spatial: { status: 'mandatory', clause } });
    const [fault] = submissionFaults(fullContent(), undefined, version(content));
    expect(fault).toMatchObject({ path: 'spatial', word: 'required', clause: 'REQ' });
    expect(fault?.zh).toContain('编制要求第 3 号 · 《山西省政务数据目录编制要求》 第六条');
    expect(fault?.en).toContain('Requirements No. 3');
    expect(completeness(fullContent(), version(content)).missing).toEqual(['spatial']);
    expect(said(content, fullContent({ spatial: '山西省' }))).toEqual([]);
  });

  it('asks in some cases only', () => {
    const when = { element: 'open_type', is: ['unconditional'] };
    const content = changed({ title_en: { status: 'conditional', when } });
    expect(said(content, fullContent({ title_en: '' }))).toEqual([['title_en', 'required', 'REQ']]);
    expect(
      said(
        content,
        fullContent({ title_en: '', open_type: 'conditional', open_condition: '按协议', licence: 'agreement' }),
      ),
    ).toEqual([]);
  });

  it('measures length and form, narrows codes, and rules over several elements', () => {
    const content = changed(
      {
        abstract: { min_length: 30 },
        title_en: { max_length: 5, pattern: '[A-Z].*' },
        grade: { list: 'grades' },
      },
      {
        lists: [
          {
            code: 'sensitive',
            name: { zh: '敏感标识', en: 'Sensitivity' },
            values: [{ value: 'none', zh: '', en: '' }],
          },
          { code: 'grades', name: { zh: '分级', en: 'Grades' }, values: [{ value: 'general_2', zh: '', en: '' }] },
        ],
        rules: [
          {
            kind: 'at_least',
            no: '1',
            says: { zh: '关键词不少于三个', en: 'Three keywords' },
            clause,
            element: 'keywords',
            number: 3,
          },
          {
            kind: 'item_part',
            no: '2',
            says: { zh: '信息项须有说明', en: 'Items are described' },
            clause,
            part: 'description',
          },
          {
            kind: 'item_list',
            no: '4',
            says: { zh: '信息项不得为直接标识', en: 'No direct identifiers' },
            clause,
            part: 'sensitivity',
            list: 'sensitive',
          },
          {
            kind: 'not_together',
            no: '3',
            says: { zh: '无条件开放须有确定周期', en: 'Open data has a cycle' },
            clause,
            first: { element: 'open_type', is: ['unconditional'] },
            second: { element: 'update_cycle', is: ['irregular'] },
          },
        ],
      },
    );
    expect(requirementFaults(content)).toEqual([]);
    const [first, second] = fullContent().items;
    const items = [{ ...first!, sensitivity: 'direct_identifier' as const }, second!];
    expect(said(content, fullContent({ title_en: 'motorways', update_cycle: 'irregular', items }))).toEqual([
      ['title_en', 'too_long', 'REQ'],
      ['title_en', 'not_as_written', 'REQ'],
      ['abstract', 'too_short', 'REQ'],
      ['grade', 'not_in_list', 'REQ'],
      ['keywords', 'ruled', 'REQ'],
      ['items.0.description', 'ruled', 'REQ'],
      ['items.1.description', 'ruled', 'REQ'],
      ['items.0.sensitivity', 'ruled', 'REQ'],
      ['update_cycle', 'ruled', 'REQ'],
    ]);
  });

  it('never takes a fault of the law away, whatever it says', () => {
    const status = fc.constantFrom('mandatory', 'conditional', 'optional');
    fc.assert(
      fc.property(fc.array(status, { minLength: 27, maxLength: 27 }), (statuses) => {
        const content = requirementContent.parse({
          ...guideline.content,
          fields: guideline.content.fields.map((one, at) => ({ ...one, status: statuses[at] })),
        });
        const law = submissionFaults(emptyContent());
        expect(submissionFaults(emptyContent(), undefined, version(content))).toEqual(expect.arrayContaining(law));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a draft', () => {
  it('is refused where it relaxes the law or contradicts itself', () => {
    const twice = {
      kind: 'at_least' as const,
      no: '1',
      says: { zh: '', en: '' },
      clause: { instrument: '', article: '' },
      element: 'items' as const,
      number: 1,
    };
    const ofItems = { ...twice, kind: 'item_list' as const, part: 'data_type' as const };
    const content = changed(
      {
        grade: { status: 'optional' },
        share_reason: { status: 'optional', when: { element: 'grade', is: ['nonsense'] } },
        title: { clause: { instrument: '', article: '' } },
        spatial: { status: 'conditional', when: null, min_length: 9, max_length: 3, pattern: '(a+)+' },
        theme: { list: 'none', min_length: 2 },
        open_type: { list: 'short' },
        keywords: { list: 'short' },
      },
      {
        lists: [
          { code: 'short', name: { zh: '', en: '' }, values: [{ value: 'x', zh: '', en: '' }] },
          { code: 'short', name: { zh: '', en: '' }, values: [{ value: 'x', zh: '', en: '' }] },
          { code: 'bare', name: { zh: '', en: '' }, values: [] },
        ],
        rules: [twice, twice, { ...ofItems, no: '2', list: 'short' }, { ...ofItems, no: '3', list: 'nowhere' }],
      },
    );
    const broken = {
      ...content,
      fields: [...content.fields.filter((one) => one.element !== 'secret'), content.fields[0]!],
    };
    const faults = requirementFaults(broken);
    for (const word of Object.values(requirementFaultWords)) {
      const part = word[0].split(/\{\{\w+\}\}/).sort((a, b) => b.length - a.length)[0] ?? '';
      expect(
        faults.some(({ zh }) => zh.includes(part)),
        word[0],
      ).toBe(true);
    }
    expect(faults.find(({ path }) => path.endsWith('.status'))?.en).toContain('asked for by law');
  });

  it('takes patterns that end, and no other', () => {
    for (const good of ['[A-Z]{2}\\d{4}', '晋.{2,10}', '(?:甲|乙)\\d+', '\\d{4}-\\d{2}', 'a*b+'])
      expect(isSafePattern(good), good).toBe(true);
    for (const bad of [
      '(a+)+',
      '(a*){2}',
      '\\1',
      '(?=a)',
      '(?<x>a)',
      'a*b*c*',
      '[',
      '',
      'a{9999}',
      `${'a'.repeat(121)}`,
    ])
      expect(isSafePattern(bad), bad).toBe(false);
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 400 }), (pattern, text) => {
        const from = performance.now();
        matches(pattern, text);
        expect(performance.now() - from).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
  });

  it('is compared with another by element, list and rule', () => {
    const after = changed(
      { spatial: { status: 'mandatory' } },
      { lists: [{ code: 'areas', name: { zh: '', en: '' }, values: [{ value: '全省', zh: '', en: '' }] }] },
    );
    expect(requirementDifferences(guideline.content, after)).toEqual([
      { of: 'field', key: 'spatial', kind: 'changed', parts: ['status'], before: 'optional', after: 'mandatory' },
      { of: 'list', key: 'areas', kind: 'added', parts: [], before: null, after: '全省' },
    ]);
    expect(requirementDifferences(after, guideline.content).map((one) => one.kind)).toEqual(['changed', 'removed']);
    expect(requirementDifferences(after, after)).toEqual([]);
  });
});
