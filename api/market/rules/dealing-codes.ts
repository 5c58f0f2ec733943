/** Code lists of relations between organisations and of clues about trades, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const relationKinds = defineCodes({
  controls: ['控制', 'Controls'],
  shareholder: ['持股 25% 以上', 'Holds 25 % or more'],
  same_representative: ['同一代表人', 'Same representative'],
});
export type RelationKind = CodeOf<typeof relationKinds>;

/** Who says so: the enterprise itself, an authority, or the platform from the representatives on file. */
export const relationSources = defineCodes({
  declared: ['单位自报', 'Declared by the enterprise'],
  recorded: ['主管部门登记', 'Recorded by an authority'],
  file: ['平台比对企业档案', 'Found in the enterprise files'],
});
export type RelationSource = CodeOf<typeof relationSources>;

export const tradeClueKinds = defineCodes({
  related_buyer: ['买卖双方有关联', 'Buyer and seller are related'],
  circular: ['资金循环', 'Money goes round'],
  unusual_price: ['价格异常', 'Unusual price'],
});
export type TradeClueKind = CodeOf<typeof tradeClueKinds>;

export const tradeClueStates = defineCodes({
  open: ['待核查', 'To be looked into'],
  asked: ['待产品单位说明', 'The owner was asked'],
  answered: ['已说明，待决定', 'Answered, to be decided'],
  confirmed: ['属实', 'Confirmed'],
  dismissed: ['排除', 'Dismissed'],
});
export type TradeClueState = CodeOf<typeof tradeClueStates>;
/** While it is so the developer's part of the sale is not paid out. */
export const holdingStates = ['open', 'asked', 'answered', 'confirmed'] as const satisfies readonly TradeClueState[];

export const tradeClueActions = defineCodes({
  opened: ['平台发现线索', 'Found by the platform'],
  asked: ['请产品单位说明', 'The owner was asked'],
  answered: ['产品单位说明', 'The owner answered'],
  confirmed: ['认定属实', 'Confirmed'],
  dismissed: ['排除，恢复付款', 'Dismissed, the payout goes on'],
});
export type TradeClueAction = CodeOf<typeof tradeClueActions>;

/** What an unusual price is held against. */
export const priceGrounds = defineCodes({
  list_price: ['公开价', 'List price'],
  median: ['成交价中位数', 'Median of sales'],
});
export type PriceGround = CodeOf<typeof priceGrounds>;

/** Heads of the sheet of clues, zh and en. */
export const clueSheetHeads = {
  no: ['编号', 'No.'],
  kind: ['线索', 'Clue'],
  state: ['状态', 'State'],
  order: ['订单', 'Order'],
  product: ['产品', 'Product'],
  buyer: ['购买方', 'Buyer'],
  owner: ['产品单位', 'Owner'],
  amount: ['金额（元）', 'Amount (yuan)'],
  paid_on: ['到账日', 'Paid on'],
  found_at: ['发现时间', 'Found'],
  decided_at: ['决定时间', 'Decided'],
  reason: ['理由', 'Reason'],
} as const;
