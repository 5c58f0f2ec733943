/** The words of the record of an inspection, and of clues that come from one. */
import type { Word } from '#api/kernel/words.ts';
import { type Circumstance, circumstances } from './codes.ts';
import { factWords } from './template.ts';

export const inspectionRule: Word = ['监督检查发现的问题', 'Found by an inspection'];

export interface RecordFacts {
  readonly no: string;
  readonly basis: string;
  readonly scope: string;
  readonly body: string;
  readonly record: string;
  readonly visitedOn: string;
  readonly statement: string;
  readonly findings: readonly {
    readonly number: number;
    readonly circumstance: number;
    readonly article: string;
    readonly fact: string;
    readonly evidenceSha256: string;
  }[];
}

export function recordText(facts: RecordFacts) {
  const found = facts.findings.map(
    (one) =>
      `${one.number}. ${circumstances.label(String(one.circumstance) as Circumstance, 'zh')}；依据：${one.article}；事实：${one.fact}；证据摘要 SHA-256：${one.evidenceSha256}`,
  );
  const fact = (name: keyof typeof factWords, value: string) => ({
    zh: factWords[name][0],
    en: factWords[name][1],
    value,
  });
  return {
    title: '监督检查记录',
    and: '、',
    opening: `依据《山西省政务数据管理应用条例》第二十三条和检查计划 ${facts.no}，检查人员于 ${facts.visitedOn} 对${facts.body}进行了检查，记录如下。`,
    sections: [
      { head: '检查依据', lines: [facts.basis] },
      { head: '检查范围', lines: [facts.scope] },
      { head: '检查情况', lines: [facts.record] },
      { head: '发现的问题', lines: found.length === 0 ? ['未发现问题。'] : found },
      { head: '被检查单位陈述', lines: [facts.statement] },
    ],
    publicFacts: [fact('inspection', facts.no), fact('body', facts.body)],
    reason: '检查人员均已签名的检查记录',
  };
}
