import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'payouts.no_income': {
    status: 422,
    zh: '{{period}} 没有收入，无须出具对账单。',
    en: 'There is no income in {{period}} to state.',
  },
  'payouts.no_issuer': {
    status: 409,
    zh: '没有指定平台运营机构或信息主管部门，暂不能出具对账单。',
    en: 'No operator or information department is appointed to issue the statement.',
  },
  'payouts.no_income_paper': {
    status: 404,
    zh: '{{period}} 还没有出具对账单。',
    en: 'No statement of {{period}} has been issued yet.',
  },
  'payouts.not_found': { status: 404, zh: '没有这个付款批次或账户。', en: 'There is no such payout or account.' },
  'payouts.not_an_enterprise': {
    status: 403,
    zh: '只有开发单位和平台运营机构可以收款，机构不能取得现金。',
    en: 'Developers and the platform operator are paid; an agency never receives cash.',
    article: '21',
  },
  'payouts.account_name': {
    status: 422,
    zh: '账户名称应与单位名称“{{name}}”一致。',
    en: 'The account must be in the name of the organisation, "{{name}}".',
  },
  'payouts.account_number': {
    status: 422,
    zh: '账号应为 8 至 32 位数字；62 开头的 16 至 19 位卡号须通过校验。',
    en: 'An account number has 8 to 32 digits; a card number (62…, 16 to 19 digits) has to pass its check digit.',
  },
  'payouts.bank_code': {
    status: 422,
    zh: '联行号应为 12 位数字。',
    en: 'A bank’s interbank code has 12 digits.',
  },
  'payouts.account_two_people': {
    status: 403,
    zh: '录入账户的人员不能核验，须由财政部门另一名人员办理。',
    en: 'Whoever entered an account does not verify it; an officer of the finance bureau does.',
  },
  'payouts.account_done': {
    status: 409,
    zh: '该账户当前为“{{state}}”，不能再核验。',
    en: 'The account is at "{{state_en}}"; there is nothing to verify.',
  },
  'payouts.opinion_missing': { status: 422, zh: '请写明理由。', en: 'Say why.' },
  'payouts.nothing_due': {
    status: 409,
    zh: '目前没有可以付款的金额。',
    en: 'Nothing is due to be paid out now.',
  },
  'payouts.two_people': {
    status: 403,
    zh: '提出付款批次的人员不能批准，须由另一名人员办理。',
    en: 'Whoever proposed a run does not approve it; another officer does.',
  },
  'payouts.batch_done': {
    status: 409,
    zh: '付款批次 {{no}} 当前为“{{state}}”，不能办理这一步。',
    en: 'Run {{no}} is at "{{state_en}}", so this cannot be done.',
  },
  'payouts.changed_meanwhile': {
    status: 409,
    zh: '付款批次刚刚发生变化，请查看最新内容后再操作。',
    en: 'The run has just changed; look at its newest state first.',
  },
  'payouts.outdated': {
    status: 409,
    zh: '提出批次之后，订单 {{order}} 的应付金额或状态发生变化。请不予批准，重新提出。',
    en: 'What is due for order {{order}} has changed since the run was proposed. Reject it and propose anew.',
  },
  'payouts.account_changed': {
    status: 409,
    zh: '{{name}} 的收款账户已变更，请不予批准，重新提出。',
    en: 'The account of {{name}} has changed; reject the run and propose anew.',
  },
  'payouts.not_with_bank': {
    status: 409,
    zh: '付款 {{no}} 当前为“{{state}}”，只有已批准、银行未付的款项可以登记退回；已付款的以银行流水为准。',
    en: 'Payout {{no}} is at "{{state_en}}": only what is with the bank can be entered as returned; what was paid comes back by the bank’s own record.',
  },
  'payouts.never_through_stripe': {
    status: 409,
    zh: '政府部分和机构的款项不得经支付平台划转，须缴入同级国库。',
    en: 'The government part, and whatever is an agency’s, never leaves through the payment provider; it is remitted to the treasury of its level.',
    article: '21',
  },
  'payouts.channel_closed': {
    status: 409,
    zh: '{{name}} 在支付平台的收款账户目前不能收款（{{reason}}）。请不予批准，重新提出后由银行付款。',
    en: 'The account of {{name}} at the payment provider cannot be paid now ({{reason}}). Reject the run; proposed anew it is paid by bank.',
  },
  'payouts.not_exportable': {
    status: 409,
    zh: '付款批次批准后才能导出付款文件。',
    en: 'The payment file exists once the run is approved.',
  },
  'payouts.bad_period': { status: 404, zh: '没有这个月份。', en: 'There is no such month.' },
});
