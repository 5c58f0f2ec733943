import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'payments.reference_mistyped': {
    status: 422,
    zh: '缴款参考号“{{reference}}”的校验位不符，应是录入有误，请对照银行回单重新录入。',
    en: 'The payment reference "{{reference}}" fails its check character: it was mistyped. Compare it with the bank slip.',
  },
  'payments.wrong_currency': {
    status: 422,
    zh: '只接受人民币（CNY）收款，不能登记 {{currency}}。',
    en: 'Only CNY is received; {{currency}} cannot be entered.',
  },
  'payments.bad_amount': {
    status: 422,
    zh: '到账金额应大于零。',
    en: 'The amount received is more than zero.',
  },
  'payments.bad_serial': {
    status: 422,
    zh: '银行流水号应为 4 至 40 位字母、数字或连字符。',
    en: 'A bank serial has 4 to 40 letters, digits or hyphens.',
  },
  'payments.bad_value_date': {
    status: 422,
    zh: '入账日期“{{day}}”不是有效日期或晚于今天。',
    en: 'The value date "{{day}}" is no day, or lies in the future.',
  },
});
