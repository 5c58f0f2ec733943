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
});
export type CaseKind = CodeOf<typeof caseKinds>;

export const eventStates = defineCodes({
  received: ['待处理', 'To be handled'],
  deferred: ['稍后重试', 'To be tried again'],
  done: ['已处理', 'Handled'],
  noted: ['已知悉，无须处理', 'Noted, nothing to do'],
  parked: ['待人工处理', 'Needs a person'],
});
