import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'checkout.off': {
    status: 409,
    zh: '本平台没有开通银行卡和电子钱包付款，请使用银行转账。',
    en: 'Cards and wallets are not switched on here; pay by bank transfer.',
  },
  'checkout.too_large': {
    status: 422,
    zh: '单笔超过 ¥{{largest}} 的订单不能用银行卡或电子钱包支付，请使用银行转账。',
    en: 'An order above ¥{{largest}} cannot be paid by card or wallet; pay by bank transfer.',
  },
  'checkout.term_over': {
    status: 409,
    zh: '付款期限即将届满，来不及在付款页完成支付，请使用银行转账。',
    en: 'The term ends too soon for the payment page; pay by bank transfer.',
  },
  'checkout.processing': {
    status: 409,
    zh: '上一次付款仍在处理中，请等待结果，以免重复付款。',
    en: 'The last payment is still being processed; wait for its outcome so that nothing is paid twice.',
  },
  'checkout.case_not_found': { status: 404, zh: '没有这项待办。', en: 'There is no such case.' },
  'checkout.case_closed': { status: 409, zh: '该事项已经办结。', en: 'This case is closed already.' },
  'checkout.no_event': {
    status: 409,
    zh: '该事项没有可以重新处理的事件。',
    en: 'This case has no event that could be handled again.',
  },
  'checkout.nothing_to_send_back': {
    status: 409,
    zh: '该事项没有可以原路退回的款项。',
    en: 'There is no money in this case that could be sent back.',
  },
  'checkout.not_by_card': {
    status: 409,
    zh: '该订单不是经支付平台付款的，不能原路退回。',
    en: 'This order was not paid through the payment provider, so nothing goes back that way.',
  },
  'checkout.dispute_open': {
    status: 409,
    zh: '该笔付款有尚未了结的争议，争议了结前不能退款。',
    en: 'The payment is disputed; nothing is refunded until the dispute is decided.',
  },
  'checkout.refund_not_failed': {
    status: 409,
    zh: '该笔退款没有失败，不能改由银行退回。',
    en: 'This refund has not failed, so it is not paid by bank.',
  },
  'checkout.not_subscribable': {
    status: 409,
    zh: '只有按期方案、以标价下单且不是续订的订单可以开通自动续费。',
    en: 'Only an order of a plan by period, at its list price and not itself a renewal, can become a subscription.',
  },
  'checkout.subscription_not_found': { status: 404, zh: '没有这项订阅。', en: 'There is no such subscription.' },
  'checkout.subscription_over': {
    status: 409,
    zh: '该订阅已经终止。',
    en: 'This subscription has ended already.',
  },
  'checkout.stop_asked': {
    status: 409,
    zh: '该订阅已经申请停止，期满后不再扣款。',
    en: 'This subscription is being stopped already; nothing is charged after its term.',
  },
  'checkout.not_an_enterprise': {
    status: 403,
    zh: '只有开发企业可以在支付平台开立收款账户；机构收入缴入国库。',
    en: 'Only an enterprise opens an account at the payment provider; what is an agency’s goes to the treasury.',
    article: '21',
  },
  'checkout.country_not_payable': {
    status: 422,
    zh: '支付平台不能向该国家或地区（{{country}}）付款，中国内地也不在其列。请登记银行账户收款。',
    en: 'The payment provider does not pay into {{country}}; mainland China is not among its countries either. Enter a bank account instead.',
  },
  'checkout.bad_mail': {
    status: 422,
    zh: '账单邮箱的格式不正确。',
    en: 'The billing address is no mail address.',
  },
});
