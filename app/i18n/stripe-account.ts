import type { Words } from '#api/kernel/words.ts';

/** A developer's own account at the payment provider. */
export const stripeAccount = {
  title: ['支付平台收款账户', 'Account at the payment provider'],
  lead: [
    '经支付平台付款的订单，本单位应得部分可由支付平台直接划入本账户，仍由财政部门两人批准。其余款项、以及不能划转的款项由银行付款。',
    'For orders paid through the provider, your part can be transferred to this account, approved by two officers as ever. Everything else, and what cannot be transferred, is paid by bank.',
  ],
  mainland: ['中国内地企业不能使用', 'Not for enterprises of mainland China'],
  mainland_text: [
    '支付平台不向中国内地付款。请登记银行账户，由银行付款。',
    'The provider does not pay into mainland China. Enter a bank account; you are paid by bank.',
  ],
  to_bank: ['登记银行账户', 'Enter a bank account'],
  off: ['本平台没有开通支付平台。', 'The payment provider is not switched on here.'],
  not_you: [
    '由开发企业的签字人员或开发人员开立；机构收入缴入国库，不能开立。',
    'Opened by a signatory or developer of an enterprise. What is an agency’s goes to the treasury.',
  ],
  facts: ['账户情况', 'The account'],
  id: ['账户编号', 'Number'],
  country: ['注册国家或地区', 'Country'],
  country_help: ['两位字母代码，如香港为 HK。开立后不能更改。', 'Two letters, e.g. HK. It does not change afterwards.'],
  currency: ['币种', 'Currency'],
  state: ['能否收款', 'Can be paid'],
  ready: ['可以收款', 'Yes'],
  waiting: ['还不能收款', 'Not yet'],
  disabled: ['已停用（{{reason}}）', 'Disabled ({{reason}})'],
  due: ['支付平台还需要', 'The provider still asks for'],
  nothing_due: ['没有', 'Nothing'],
  read_at: ['最近核对', 'Last read'],
  open: ['开立账户', 'Open an account'],
  go_on: ['继续填写', 'Go on with it'],
  open_lead: [
    '资料只在支付平台的页面上填写，本平台不接触。',
    'It is entered on the provider’s page only; this platform never sees it.',
  ],
  link: ['前往支付平台填写', 'Go to the provider'],
  link_text: ['链接只能使用一次，几分钟内有效。', 'The link works once, for some minutes.'],
  refresh: ['重新核对', 'Read it again'],
  done: ['已核对账户情况。', 'The account was read again.'],
} as const satisfies Words;
