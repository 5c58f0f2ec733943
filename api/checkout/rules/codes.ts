/** Code lists of card and wallet payments, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

/** Where a try to pay stands, as the buyer reads it. */
export const checkoutStates = defineCodes({
  creating: ['正在打开付款页', 'Opening the payment page'],
  open: ['等待付款', 'Waiting for the payment'],
  processing: ['付款处理中', 'The payment is being processed'],
  paid: ['已付款', 'Paid'],
  failed: ['付款未成功', 'The payment failed'],
  expired: ['付款页已关闭', 'The payment page is closed'],
});
export type CheckoutState = CodeOf<typeof checkoutStates>;

export const cardRefundStates = defineCodes({
  queued: ['待提交', 'To be sent'],
  sent: ['原路退回处理中', 'On its way back'],
  succeeded: ['已原路退回', 'Paid back the way it came'],
  failed: ['原路退回未成功，待银行退回', 'Could not go back the way it came; to be paid by bank'],
  bank: ['已由银行退回', 'Paid back by bank'],
});
export type CardRefundState = CodeOf<typeof cardRefundStates>;

/** Why a person must look. */
export const caseKinds = defineCodes({
  no_order: ['款项没有对应的订单', 'Money without an order'],
  not_due: ['款项与订单不符', 'Money that does not fit its order'],
  wrong_currency: ['非人民币款项', 'Money in another currency'],
  settled_elsewhere: ['以其他币种结算', 'Settled in another currency'],
  unknown_event: ['未知的事件类型', 'An event of an unknown type'],
  unknown_status: ['未知的状态', 'An unknown status'],
  other_account: ['来自其他账户的事件', 'An event of another account'],
  event_failed: ['事件处理失败', 'An event that could not be handled'],
  refund_failed: ['原路退款失败', 'A refund that did not go back'],
  refund_foreign: ['平台以外办理的退款', 'A refund made outside the platform'],
  refund_differs: ['退款与登记不符', 'A refund that differs from what was asked'],
  dispute: ['持卡人争议', 'A dispute'],
  dispute_lost_open: ['争议败诉，款项未能从各方收回', 'A lost dispute that was not taken back from the parties'],
  dispute_won_late: ['败诉后又返还的款项', 'Money that came back after a dispute was lost'],
  payout: ['支付平台向银行划款', 'A payout to the bank'],
  invoice_differs: ['账单与订阅不符', 'An invoice that differs from its subscription'],
  renewal_refused: ['续费已收、但不得续订', 'Charged for a renewal that may not be sold'],
  subscription_foreign: ['不是本平台开立的订阅', 'A subscription that is not ours'],
  transfer_failed: ['向开发单位划转未成功', 'A transfer to a developer that failed'],
  transfer_foreign: ['与登记不符的划转或退回', 'A transfer or reversal that differs from ours'],
  reversal_failed: ['划转未能退回，下批付款时抵扣', 'A transfer that could not be taken back; set off in the next run'],
  developer_payout_failed: ['开发单位账户提现失败', 'A payout of a developer’s account failed'],
});
export type CaseKind = CodeOf<typeof caseKinds>;

export const eventStates = defineCodes({
  received: ['待处理', 'To be handled'],
  deferred: ['稍后重试', 'To be tried again'],
  done: ['已处理', 'Handled'],
  noted: ['已知悉，无须处理', 'Noted, nothing to do'],
  parked: ['待人工处理', 'Needs a person'],
});

/** Where a subscription stands, folded from its facts. */
export const subscriptionStates = defineCodes({
  opening: ['待首次付款', 'Waiting for the first payment'],
  active: ['生效中', 'Active'],
  dunning: ['扣款未成功，催缴中', 'A payment failed; it is being tried again'],
  ended: ['已终止', 'Ended'],
});
export type SubscriptionState = CodeOf<typeof subscriptionStates>;

export const stopTimes = defineCodes({
  period_end: ['已付期满时', 'At the end of the paid term'],
  now: ['立即', 'Now'],
});
export type StopTime = CodeOf<typeof stopTimes>;

/** Why a subscription is stopped. */
export const stopReasons = defineCodes({
  buyer: ['购买方停止', 'The buyer stopped it'],
  product: ['产品已下架', 'The product is not on sale any more'],
  plan: ['价格方案已停售', 'The plan has ended'],
  agreement: ['合作协议已不在有效期内', 'The agreement behind the product is not in force'],
  price: ['价格超过最高限价或没有限价文件', 'The price guard does not let it be sold at this price'],
  allowed: ['已达最高准许收入', 'The maximum allowed revenue is reached'],
  sale: ['不满足销售条件', 'It may not be sold any more'],
  unpaid: ['多次扣款未成功', 'The payments failed for good'],
  order: ['首期订单已另行付款或关闭', 'The first order was paid otherwise or closed'],
});
export type StopReason = CodeOf<typeof stopReasons>;

/** Of an invoice, as the provider names it. */
export const invoiceStates = defineCodes({
  draft: ['待出账', 'Draft'],
  open: ['待支付', 'Open'],
  paid: ['已支付', 'Paid'],
  uncollectible: ['无法收回', 'Uncollectible'],
  void: ['已作废', 'Void'],
});
