import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classificationPath, isResourceCode, resourceCode, takesEntries } from '#api/catalog/rules/code.ts';
import { basisKinds, entryStates, fields, nationalBases, shareTypes } from '#api/catalog/rules/codes.ts';
import { differences } from '#api/catalog/rules/differences.ts';
import { emptyContent, entryContent, tidyContent } from '#api/catalog/rules/entry.ts';
import { entryLifecycle } from '#api/catalog/rules/lifecycle.ts';
import { completeness, lacksBasis, submissionFaults, warnings } from '#api/catalog/rules/submission.ts';
import { actions } from '#api/kernel/lifecycle.ts';
import { fullContent } from '#test/support/catalog.ts';

const paths = (content: Parameters<typeof submissionFaults>[0]) => submissionFaults(content).map((fault) => fault.path);

describe('an entry is submitted', () => {
  it('when every demanded element is there', () => {
    expect(submissionFaults(fullContent())).toEqual([]);
    expect(completeness(fullContent())).toMatchObject({ percent: 100, missing: [] });
  });

  it('and an empty one is told everything at once, each with its clause in both languages', () => {
    const faults = submissionFaults(emptyContent());
    const missing = completeness(emptyContent()).missing;
    expect(faults.map((fault) => fault.path)).toEqual([...missing]);
    expect(missing).toEqual([
      'title',
      'abstract',
      'keywords',
      'theme',
      'format_category',
      'format_detail',
      'items',
      'update_cycle',
      'share_type',
      'share_method',
      'usage_conditions',
      'open_type',
      'grade',
      'storage_location',
      'secret',
    ]);
    for (const fault of faults) {
      expect(fault.zh).toMatch(/[（].+[）]/);
      expect(fault.en).toMatch(/\(.+\)/);
      expect(`${fault.zh}${fault.en}`).not.toContain('{{');
    }
    expect(faults.find((fault) => fault.path === 'update_cycle')?.zh).toContain('条例第八条');
  });

  it('never when one element is taken out again', () => {
    for (const field of completeness(fullContent()).missing) expect(field).toBe(undefined);
    for (const field of [
      'abstract',
      'theme',
      'grade',
      'storage_location',
      'usage_conditions',
      'share_type',
      'open_type',
      'format_detail',
    ] as const) {
      const content = entryContent.parse({ ...fullContent(), [field]: undefined });
      expect(paths(content), field).toContain(field);
      expect(completeness(content).percent).toBeLessThan(100);
    }
  });
});

describe('Article 12: a restriction has a reason and a basis', () => {
  it('for conditional sharing: condition, reason, kind, instrument and article, all named', () => {
    const faults = submissionFaults(fullContent({ share_type: '2' }));
    expect(faults.map((fault) => fault.path)).toEqual([
      'share_condition',
      'share_reason',
      'share_basis.kind',
      'share_basis.instrument',
      'share_basis.article',
    ]);
    expect(lacksBasis(faults)).toBe(true);
    expect(faults.find((fault) => fault.path === 'share_reason')?.clause).toBe('R12');
  });

  it('and is satisfied with any rank of basis when sharing is conditional', () => {
    for (const kind of basisKinds.codes) {
      const content = fullContent({
        share_type: '2',
        share_condition: '仅限公安机关办案使用',
        share_reason: '含有企业经营信息',
        share_basis: { kind, instrument: '《某规定》', article: '第三条' },
      });
      expect(submissionFaults(content)).toEqual([]);
    }
  });

  it('for not sharing only with a law, an administrative regulation or a State Council decision', () => {
    for (const kind of basisKinds.codes) {
      const content = fullContent({
        share_type: '3',
        share_method: null,
        open_type: 'none',
        open_checks: [],
        licence: null,
        share_reason: '法律规定保密',
        share_basis: { kind, instrument: '《中华人民共和国统计法》', article: '第九条' },
      });
      expect(paths(content)).toEqual(nationalBases.has(kind) ? [] : ['share_basis.kind']);
    }
    const local = fullContent({
      share_type: '3',
      share_method: null,
      open_type: 'none',
      open_checks: [],
      licence: null,
      share_reason: '不宜',
      share_basis: { kind: 'law', instrument: '《山西省某条例》', article: '第九条' },
    });
    expect(paths(local)).toEqual(['share_basis.instrument']);
    expect(lacksBasis(submissionFaults(local))).toBe(true);
  });

  it('and what is not fit for agencies is not opened to anyone', () => {
    for (const open_type of ['unconditional', 'conditional'] as const) {
      const content = fullContent({
        share_type: '3',
        share_reason: '不宜',
        open_type,
        open_condition: '签订协议',
        share_basis: { kind: 'law', instrument: '《中华人民共和国统计法》', article: '第九条' },
      });
      expect(paths(content)).toEqual(['open_type']);
    }
  });
});

describe('opening (Articles 14, 15)', () => {
  it('takes the three checks, each missing one named', () => {
    expect(submissionFaults(fullContent({ open_checks: ['trade_secret'] })).map((fault) => fault.en)).toEqual([
      expect.stringContaining('national security'),
      expect.stringContaining('personal privacy'),
    ]);
  });
  it('is refused to core data, and to important data without conditions', () => {
    expect(paths(fullContent({ grade: 'core', open_type: 'conditional', open_condition: '协议' }))).toEqual([
      'open_type',
    ]);
    expect(paths(fullContent({ grade: 'important' }))).toEqual(['open_type']);
    expect(paths(fullContent({ grade: 'important', open_type: 'conditional', open_condition: '协议' }))).toEqual([]);
  });
  it('needs conditions when conditional, and a licence that is no agreement when unconditional', () => {
    expect(paths(fullContent({ open_type: 'conditional' }))).toEqual(['open_condition']);
    expect(paths(fullContent({ licence: 'agreement' }))).toEqual(['licence']);
    expect(paths(fullContent({ licence: null }))).toEqual(['licence']);
  });
});

describe('the rest', () => {
  it('names the row and part of an incomplete item, and an item that stands twice', () => {
    const [item] = fullContent().items;
    const content = fullContent({
      items: [
        { ...item!, label: '' },
        { ...item!, data_type: null },
      ],
    });
    expect(paths(content)).toEqual(['items.0.label', 'items.1.data_type', 'items.1.name']);
  });
  it('refuses a secret and an undeclared one (Article 2)', () => {
    expect(submissionFaults(fullContent({ secret: true })).map((fault) => [fault.path, fault.clause])).toEqual([
      ['secret', 'R2'],
    ]);
    expect(paths(fullContent({ secret: null }))).toEqual(['secret']);
  });
  it('refuses codes that are none, its own code, and a period that ends before it begins', () => {
    expect(paths(fullContent({ related_codes: ['12'] }))).toEqual(['related_codes']);
    expect(submissionFaults(fullContent({ related_codes: ['306014/000127'] }), { code: '306014/000127' })).toHaveLength(
      1,
    );
    expect(paths(fullContent({ temporal_from: '2026-03', temporal_to: '2025' }))).toEqual(['temporal_to']);
    expect(paths(fullContent({ temporal_from: '2026-03-05', temporal_to: '2026-03' }))).toEqual([]);
  });
  it('warns without refusing: storage off the level’s own cloud, identifiers in open data', () => {
    expect(warnings(fullContent({ storage_location: 'own' }), 'province').map((one) => one.clause)).toEqual(['R6']);
    expect(warnings(fullContent(), 'city').map((one) => one.path)).toEqual(['storage_location']);
    expect(warnings(fullContent(), 'county')).toEqual([]);
    const items = fullContent().items.map((item) => ({ ...item, sensitivity: 'direct_identifier' as const }));
    expect(warnings(fullContent({ items }), 'province').map((one) => one.path)).toEqual([
      'items.0.sensitivity',
      'items.1.sensitivity',
    ]);
  });
});

describe('the shape', () => {
  it('keeps markup and script as the text they are', () => {
    const title = '<script>alert(1)</script> & "引号"';
    expect(entryContent.parse({ title }).title).toBe(title);
  });
  it('refuses control characters, line breaks in a title, and half a surrogate pair', () => {
    for (const title of ['a\u0000b', 'a\nb', '\u001b[31m', 'a\ud800b'])
      expect(entryContent.safeParse({ title }).success).toBe(false);
    expect(entryContent.parse({ abstract: 'a\r\nb\tc' }).abstract).toBe('a\nb\tc');
  });
  it('names the field of an overlong text', () => {
    const result = entryContent.safeParse({ title: '长'.repeat(201), abstract: '长'.repeat(4001) });
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['title', 'abstract']);
  });
  it('fills what is left out, and an old content without a new element reads as empty there', () => {
    expect(entryContent.parse({ title: '甲' })).toEqual({ ...emptyContent(), title: '甲' });
  });
  it('drops the blank rows and doubled words a form leaves behind', () => {
    const blank = { name: '', label: '', data_type: 'C', description: '', unit: '', sensitivity: null };
    const content = tidyContent(entryContent.parse({ items: [blank], keywords: ['路', '', '路 '] }));
    expect(content.items).toEqual([]);
    expect(content.keywords).toEqual(['路']);
  });
});

describe('resource codes', () => {
  it('are a classification of at least a 目, a slash and a sequence', () => {
    expect(resourceCode('306014', 127)).toBe('306014/000127');
    expect(['306014/000127', '306014A1/1', '101001/9999999999'].every(isResourceCode)).toBe(true);
    expect(['406014/1', '306/1', '306014/', '306014/12345678901', '306014-1', ' 306014/1'].some(isResourceCode)).toBe(
      false,
    );
    expect([takesEntries('306014'), takesEntries('306'), takesEntries('3'), takesEntries('9060140')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(classificationPath('306014A1')).toEqual(['3', '306', '306014', '306014A1']);
  });
  it('hold for every classification and sequence', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('1', '2', '3'),
        fc.integer({ min: 0, max: 99999 }),
        fc.integer({ min: 1, max: 9999999 }),
        (a, b, n) => {
          expect(isResourceCode(resourceCode(`${a}${String(b).padStart(5, '0')}`, n))).toBe(true);
        },
      ),
    );
  });
});

describe('differences', () => {
  it('are none between equal contents and everything against nothing', () => {
    expect(differences(fullContent(), fullContent())).toEqual([]);
    expect(differences(null, fullContent()).every((one) => one.kind === 'added')).toBe(true);
  });
  it('name the element, and for items the item', () => {
    const after = fullContent({
      update_cycle: 'daily',
      abstract: '',
      items: fullContent()
        .items.slice(1)
        .map((item) => ({ ...item, unit: '个' })),
    });
    expect(differences(fullContent(), after)).toEqual([
      { field: 'abstract', part: null, kind: 'removed', before: fullContent().abstract, after: null },
      { field: 'items', part: '站名', kind: 'removed', before: '收费站名称 · C · none', after: null },
      {
        field: 'items',
        part: '车道数',
        kind: 'changed',
        before: '车道数量 · I · 条 · none',
        after: '车道数量 · I · 个 · none',
      },
      { field: 'update_cycle', part: null, kind: 'changed', before: 'monthly', after: 'daily' },
    ]);
  });
});

describe('the lifecycle', () => {
  it('ends with withdrawal, which is open from everywhere else', () => {
    for (const state of entryStates.codes)
      expect(actions(entryLifecycle, state).includes('withdraw'), state).toBe(state !== 'withdrawn');
  });
  it('never lets a steward publish or save what is under review', () => {
    expect(actions(entryLifecycle, 'submitted')).toEqual(['return', 'publish', 'recall', 'withdraw']);
  });
});

it('every code list and field has both words', () => {
  for (const list of [shareTypes, fields, entryStates])
    for (const code of list.codes) expect(list.words[code as never]).toEqual([expect.any(String), expect.any(String)]);
});
