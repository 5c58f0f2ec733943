/** Words that go into papers and public facts. */

import { regionName } from '#api/kernel/regions.ts';
import type { Word } from '#api/kernel/words.ts';

/** The people's government of a region, as a paper names it. */
export const governmentName = (regionCode: string): string => `${regionName(regionCode, 'zh')}人民政府`;

export const manualWords: Word = ['登记的线索', 'Written down by a person'];
export const byHandSignal: Word = ['由工作人员登记', 'Written down by an officer'];

export const factWords = {
  issuer: ['签发机关', 'Issued by'],
  document: ['文号', 'Document number'],
  to: ['主送单位', 'Addressed to'],
  issued: ['签发日期', 'Issued on'],
  due: ['改正期限', 'Term'],
  result: ['复查结论', 'Result'],
  body: ['被检查单位', 'Inspected body'],
  inspection: ['检查编号', 'Inspection'],
} as const satisfies Readonly<Record<string, Word>>;
