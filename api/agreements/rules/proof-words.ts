/** Words of the proof of disposition on its verification page. */
import type { Words } from '#api/kernel/words.ts';

export const proofTitle = '期满数据处置证明';
export const proofReason = '签署期满数据处置证明';

const facts = {
  no: ['编号', 'Number'],
  agreement: ['协议编号', 'Agreement no.'],
  developer: ['声明单位', 'Declared by'],
  mode: ['处置方式', 'How'],
  filed: ['声明日期', 'Filed on'],
  files: ['文件数', 'Files'],
} as const satisfies Words;

export function proofFacts(values: Readonly<Record<keyof typeof facts, string>>) {
  return (Object.keys(facts) as (keyof typeof facts)[]).map((key) => {
    const [zh, en] = facts[key];
    return { zh, en, value: values[key] };
  });
}
