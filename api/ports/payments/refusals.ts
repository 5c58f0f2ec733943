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
  'payments.provider_unreachable': {
    status: 503,
    zh: '支付平台暂时没有应答，结果未知。请稍后再试，同一笔业务不会重复办理。',
    en: 'The payment provider did not answer, so the outcome is unknown. Try again shortly: nothing is done twice.',
  },
  'payments.provider_rejected': {
    status: 422,
    zh: '支付平台不予办理（{{reason}}），没有任何款项变动。',
    en: 'The payment provider refused this ({{reason}}); no money moved.',
  },
  'payments.provider_key_reused': {
    status: 409,
    zh: '同一业务键曾用于不同内容的请求，支付平台已拒绝，原请求不受影响。',
    en: 'The payment provider knows this key for a different request; the original stands.',
  },
  'payments.provider_refuses_us': {
    status: 503,
    zh: '支付平台不接受本平台的密钥，请管理员核对配置。',
    en: 'The payment provider does not accept the platform’s key; its settings must be checked.',
  },
  'payments.provider_unknown_object': {
    status: 404,
    zh: '支付平台没有这项记录（{{id}}）。',
    en: 'The payment provider has no such record ({{id}}).',
  },
  'payments.bad_signature': {
    status: 400,
    zh: '通知的签名无效或时间不符，未接收。',
    en: 'The signature of the notification is wrong or its time is not now; it was not taken.',
  },
  'payments.wrong_mode': {
    status: 400,
    zh: '通知来自另一运行模式（测试或正式），未接收。',
    en: 'The notification is of the other mode (test or live); it was not taken.',
  },
  'payments.not_an_event': {
    status: 400,
    zh: '通知的格式不是本端点接收的事件，未接收。',
    en: 'The notification is not of the kind this endpoint takes; it was not taken.',
  },
});
