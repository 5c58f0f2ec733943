/** What is wrong with one field, in both languages. */
import type { FieldFault } from '#api/kernel/refusal.ts';
import type { Word } from '#api/kernel/words.ts';

const words = {
  data_wanted: ['请说明所申请的数据。', 'Describe the data.'],
  agency: ['请选择机构。', 'Choose the agency.'],
  statement: ['请说明数据与您的重大利益关系。', 'Say in what way the data concern you.'],
  scope: ['请说明所需的记录范围。', 'Say which records you need.'],
  purpose: ['请说明用途。', 'State the purpose.'],
  proof: ['请至少添加一份证明材料。', 'Add at least one file of proof.'],
  undertaking: ['请确认承诺。', 'Confirm the undertaking.'],
  code: ['验证码不正确。', 'The code is wrong.'],
} as const satisfies Record<string, Word>;

export const fault = (path: keyof typeof words): FieldFault => ({ path, zh: words[path][0], en: words[path][1] });

export const dayFault = (path: string, from: string, to: string): FieldFault => ({
  path,
  zh: `应在 ${from} 至 ${to} 之间。`,
  en: `Between ${from} and ${to}.`,
});
