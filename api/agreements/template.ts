/** Words of the agreement and the filing receipt that are put together from coded terms, and of their verification pages. */
import type { Words } from '#api/kernel/words.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { dispositionModes, feeModes, newDataOwners } from './rules/codes.ts';
import type { Terms } from './rules/terms.ts';

export const agreementTitle = '政务数据授权开发合作协议';
export const signingReason = '签署政务数据授权开发合作协议';
export const receiptTitle = '政务数据授权备案回执';
export const receiptReason = '出具政务数据授权备案回执';

export const agreementFacts = {
  no: ['协议编号', 'Agreement no.'],
  version: ['版本', 'Version'],
  agency: ['授权方', 'Agency'],
  developer: ['开发对象', 'Developer'],
  datasets: ['授权开发的政务数据', 'Licensed data'],
  degree: ['程度', 'Degree'],
  term: ['期限', 'Term'],
} as const satisfies Words;

export const receiptFacts = {
  no: ['回执编号', 'Receipt no.'],
  filing: ['备案编号', 'Filing no.'],
  department: ['备案机关', 'Information department'],
  agreement: ['协议编号', 'Agreement no.'],
  agreement_sha256: ['协议记录摘要（SHA-256）', 'SHA-256 of the agreement'],
  agency: ['报送单位', 'Filed by'],
  developer: ['开发对象', 'Developer'],
  term: ['协议期限', 'Term'],
  accepted: ['备案日期', 'Accepted on'],
} as const satisfies Words;

const sentences = (...parts: readonly (string | null)[]): string =>
  parts
    .filter((part) => part !== null && part !== '')
    .map((part) => (/[。；！？.]$/.test(part ?? '') ? part : `${part}。`))
    .join('\n');

export function degreeText({ code, words }: Terms['degree']): string {
  return sentences(degrees.labelOrCode(code, 'zh'), words);
}

export function dispositionText({ mode, days, proof, words }: Terms['disposition']): string {
  if (mode === 'continue') return sentences(dispositionModes.labelOrCode(mode, 'zh'), `条件：${words}`);
  const label = dispositionModes.labelOrCode(mode, 'zh');
  return sentences(`期满后 ${days ?? 0} 个工作日内${label}`, `证明：${proof}`, words === '' ? null : words);
}

export function ownershipText({ owner, developer_percent, licence_back, words }: Terms['ownership']): string {
  const label = newDataOwners.labelOrCode(owner, 'zh');
  const parts =
    owner === 'joint' && developer_percent !== null
      ? `${label}：开发单位 ${developer_percent}%，授权机构 ${100 - developer_percent}%`
      : `新产生数据${label}`;
  return sentences(parts, `另一方的使用权：${licence_back}`, words);
}

export function feeText({ mode, words }: Terms['fee']): string {
  return sentences(feeModes.labelOrCode(mode, 'zh'), words);
}

/** Free text as numbered items: one a line. */
export function items(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
