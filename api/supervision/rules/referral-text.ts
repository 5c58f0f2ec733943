/** The letter with which a department refers a clue about itself upward. */
import { type Circumstance, circumstances, type ReferralBody, referralBodies } from './codes.ts';
import { factWords, governmentName } from './template.ts';

export interface Referred {
  readonly no: string;
  readonly department: string;
  readonly regionCode: string;
  readonly circumstance: number;
  readonly title: string;
  readonly provision: string;
  readonly since: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly evidenceSha256: string;
  readonly words: string;
}

export const referralTo = (body: ReferralBody, regionCode: string): string =>
  body === 'government' ? governmentName(regionCode) : referralBodies.label('national', 'zh');

export function referralText(one: Referred, body: ReferralBody, documentNo: string, today: string) {
  const to = referralTo(body, one.regionCode);
  const fact = (name: keyof typeof factWords, value: string) => ({
    zh: factWords[name][0],
    en: factWords[name][1],
    value,
  });
  return {
    title: '监督线索移送函',
    to,
    opening: `平台检测到涉及${one.department}自身的线索 ${one.no}。按照监督者不监督自己的要求，现将线索、证据和说明移送，请依职权核实处理。`,
    sections: [
      {
        head: '情形和依据',
        lines: [
          `第二十七条第（${one.circumstance}）项：${circumstances.label(String(one.circumstance) as Circumstance, 'zh')}`,
          one.provision,
          `起始日：${one.since}`,
        ],
      },
      { head: '事项', lines: [one.title] },
      {
        head: '证据',
        lines: [
          ...Object.entries(one.evidence).map(([name, value]) => `${name}：${value === null ? '无' : String(value)}`),
          `证据摘要 SHA-256：${one.evidenceSha256}`,
        ],
      },
      { head: '本单位说明', lines: [one.words] },
    ],
    publicFacts: [fact('issuer', one.department), fact('document', documentNo), fact('issued', today), fact('to', to)],
    reason: '涉及本单位的监督线索移送上级处理',
  };
}
