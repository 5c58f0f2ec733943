import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsShape } from '#api/agreements/contract.ts';
import { clauseKeys } from '#api/agreements/rules/clauses.ts';
import { clauseLines, clauseTitle } from '#app/present/clause-lines.ts';
import { textChange } from '#app/present/text-change.ts';

describe('what changed in a text', () => {
  const whole = (pieces: readonly { readonly text: string }[]) => pieces.map((one) => one.text).join('');

  it('marks the words, not the sentence', () => {
    const { before, after } = textChange('按季度报告使用情况', '按半年报告使用情况');
    expect(before.filter((one) => one.changed).map((one) => one.text)).toEqual(['季度']);
    expect(after.filter((one) => one.changed).map((one) => one.text)).toEqual(['半年']);
    const figures = textChange('within 10 working days', 'within 30 working days');
    expect(figures.after.filter((one) => one.changed).map((one) => one.text)).toEqual(['30']);
  });

  it('shows texts with little in common as replaced', () => {
    const { before, after } = textChange('第三方出具的销毁证明', '移交清单');
    expect([before, after].map((side) => side.length)).toEqual([1, 1]);
    expect(textChange('', '新增').before).toEqual([]);
  });

  it('loses and adds nothing', () => {
    const text = fc.string({
      unit: fc.constantFrom('甲', '乙', '丙', 'a', 'b', '1', ' ', '\n', '𠮷', '，'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { before, after } = textChange(one, other);
        expect([whole(before), whole(after)]).toEqual([one, other]);
        if (one === other) expect([...before, ...after].some((piece) => piece.changed)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a clause in words', () => {
  const terms = termsShape.parse({
    scope: '逐日车流量',
    data: [{ dataset: 'd', tables: [{ name: 't', columns: ['a'], filter: [{ column: 'a', op: 'eq', value: '1' }] }] }],
    degree: { code: 'aggregated' },
    term: { from: '2026-11-02', to: '2027-11-01' },
    purpose: { codes: ['research'] },
    region: { codes: ['140000'] },
    quota: { calls: { day: 5 } },
    disposition: { mode: 'destroy', days: 10, proof: '证明' },
    ownership: { owner: 'developer', licence_back: '可用' },
    fee: { mode: 'agreed', amounts: [{ basis: 'once', amount_fen: '100' }] },
    security: '加密',
    security_codes: ['in_country'],
    audit: { days: 5 },
    other: '其他',
    shares: [{ party: 'treasury', ppm: 1_000_000 }],
  });

  it('has a heading and says something in both languages, whichever clause it is', () => {
    for (const clause of clauseKeys()) {
      for (const locale of ['zh', 'en'] as const) {
        expect(clauseTitle(clause, locale), clause).toMatch(locale === 'zh' ? /\p{Script=Han}/u : /^[A-Z]/);
        expect(clauseLines(terms, clause, locale).join('').length, clause).toBeGreaterThan(0);
      }
    }
    expect(clauseLines(terms, 'quota', 'en').join('')).toMatch(/5/);
    expect(clauseLines(terms, 'disposition', 'en')).toContain('Within 10 working days');
  });

  it('tells a clause that is newer than the words by what it holds, and nothing of what is not agreed', () => {
    expect(clauseLines({ ...terms, later: { words: '新条款' } } as typeof terms, 'later', 'zh')).toEqual([
      'words: 新条款',
    ]);
    expect(clauseLines(termsShape.parse({ shares: [] }), 'other', 'zh')).toEqual([]);
  });
});
