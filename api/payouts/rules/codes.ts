/** Code lists of payouts, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const payoutStates = defineCodes({
  proposed: ['待批准', 'To be approved'],
  approved: ['已批准，待银行付款', 'Approved, with the bank'],
  paid: ['已付款', 'Paid'],
  returned: ['已退回', 'Returned'],
  rejected: ['未批准', 'Not approved'],
});
export type PayoutState = CodeOf<typeof payoutStates>;
/** What counts as paid or on its way: nothing of an order is paid again while it is so. */
export const liveStates = ['proposed', 'approved', 'paid'] as const satisfies readonly PayoutState[];

export const batchStates = defineCodes({
  proposed: ['待批准', 'To be approved'],
  approved: ['已批准', 'Approved'],
  rejected: ['未批准', 'Not approved'],
});
export type BatchState = CodeOf<typeof batchStates>;

export const accountStates = defineCodes({
  entered: ['待核验', 'To be verified'],
  verified: ['已核验', 'Verified'],
  refused: ['未通过核验', 'Not verified'],
  retired: ['已停用', 'Retired'],
});
export type AccountState = CodeOf<typeof accountStates>;

export const payoutChannels = defineCodes({
  bank: ['银行转账', 'Bank transfer'],
  stripe_transfer: ['支付平台划转', 'Transfer by the payment provider'],
});
export type PayoutChannel = CodeOf<typeof payoutChannels>;

/** Why a part of a sale is not paid out yet. */
export const holds = defineCodes({
  window: ['退款期未满', 'The refund window is open'],
  refund: ['退款申请未办结', 'A refund is asked for'],
  dispute: ['拒付争议未了结', 'A card payment is disputed'],
  flagged: ['交易核查中', 'The trade is being looked into'],
});
export type Hold = CodeOf<typeof holds>;

/** Why a payee is not in a run. */
export const waits = defineCodes({
  account: ['没有已核验的收款账户', 'No verified account'],
  minimum: ['未达到最低付款金额', 'Below the least amount'],
  claim: ['尚有应退款项', 'It has money to give back'],
});
export type Wait = CodeOf<typeof waits>;

export const payoutActions = defineCodes({
  'payouts.propose': ['提出付款批次', 'Run proposed'],
  'payouts.approve': ['批准付款批次', 'Run approved'],
  'payouts.reject': ['不予批准', 'Run not approved'],
  'payouts.export': ['导出付款文件', 'Payment file exported'],
  'payouts.settle': ['银行流水核对', 'Matched with the bank’s record'],
  'payouts.return': ['登记退回', 'Return entered'],
  'payouts.transfer_failed': ['划转未成功', 'Transfer failed'],
  'payouts.reverse': ['要求划转退回', 'Transfer asked back'],
  'payouts.reversal_failed': ['划转退回未成功', 'Reversal failed'],
});

/** Reason kept with a payout that came back on the bank's own record. */
export const bankReturned = '银行退回';
/** Heads of the sheet for the bank. */
export const sheetHeads = ['付款编号', '收款户名', '收款账号', '开户行', '联行号', '金额（元）', '附言'] as const;

/** Heads of the income sheets, zh and en. */
export const incomeHeads = {
  period: ['月份', 'Month'],
  order: ['订单', 'Order'],
  product: ['产品', 'Product'],
  agreement: ['协议', 'Agreement'],
  paid_on: ['到账日', 'Paid on'],
  orders: ['订单数', 'Orders'],
  gross: ['销售额', 'Sales'],
  refunds: ['退款', 'Refunds'],
  net: ['净收入', 'Net'],
  treasury: ['政府部分', 'Government part'],
  operator: ['平台运营', 'Operator'],
  own: ['本单位部分', 'Own part'],
  paid_out: ['已付款', 'Paid out'],
  on_way: ['付款中', 'On its way'],
  open: ['未付', 'Open'],
  payouts: ['付款编号', 'Payouts'],
  total: ['合计', 'Total'],
} as const;
