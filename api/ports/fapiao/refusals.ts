import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'fapiao.bad_number': {
    status: 422,
    zh: '数电票号码应为 20 位数字。',
    en: 'The number of an e-invoice has 20 digits.',
  },
  'fapiao.number_of_other_year': {
    status: 422,
    zh: '发票号码前两位“{{given}}”与开票日期的年份 {{year}} 不符。',
    en: 'The first two digits of the number, "{{given}}", are not the year of issue, {{year}}.',
  },
  'fapiao.bad_day': {
    status: 422,
    zh: '开票日期不正确：不能晚于今天，也不能早于申请日期。',
    en: 'The day of issue is not possible: neither after today nor before the request.',
  },
  'fapiao.file_kind': {
    status: 422,
    zh: '请上传税务系统生成的 XML、OFD 或 PDF 文件。',
    en: 'Upload the XML, OFD or PDF file that the tax bureau’s system made.',
  },
  'fapiao.file_too_large': { status: 413, zh: '发票文件超过 {{limit}}。', en: 'The file is larger than {{limit}}.' },
  'fapiao.not_an_invoice': {
    status: 422,
    zh: '该 XML 文件不是数电票：缺少{{what}}。',
    en: 'This XML is no e-invoice: {{what_en}} is missing.',
  },
  'fapiao.file_differs': {
    status: 422,
    zh: '文件中的{{what}}为“{{given}}”，应为“{{expected}}”。',
    en: 'The file says "{{given}}" for {{what_en}}; it should be "{{expected}}".',
  },
  'fapiao.no_evidence': {
    status: 422,
    zh: '请填写发票号码、开票日期并上传文件。',
    en: 'Enter number and day of issue and upload the file.',
  },
  'fapiao.unreachable': {
    status: 503,
    zh: '开票服务没有应答，请稍后再试；不会重复开具。',
    en: 'The issuing service does not answer; try again later, nothing is issued twice.',
  },
  'fapiao.answer_not_trusted': {
    status: 502,
    zh: '开票服务的应答签名不符或内容不完整，未采用。',
    en: 'The answer of the issuing service is not signed as agreed or not complete; it was not used.',
  },
});

/** What of a file is compared, in both languages. */
export const parts = {
  number: ['发票号码', 'the number'],
  day: ['开票日期', 'the day of issue'],
  buyer: ['购买方纳税人识别号', 'the buyer’s taxpayer number'],
  seller: ['销售方纳税人识别号', 'the seller’s taxpayer number'],
  amount: ['不含税金额合计', 'the amount without tax'],
  tax: ['税额合计', 'the tax'],
  total: ['价税合计', 'the total'],
} as const;
export type Part = keyof typeof parts;
