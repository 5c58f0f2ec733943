/** Code lists of orders and refunds, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const orderStates = defineCodes({
  awaiting_payment: ['待付款', 'Awaiting payment'],
  paid: ['已付款', 'Paid'],
  fulfilled: ['已交付', 'Delivered'],
  cancelled: ['已取消', 'Cancelled'],
  expired: ['已过期', 'Expired'],
  refunded: ['已全额退款', 'Refunded in full'],
});
export type OrderState = CodeOf<typeof orderStates>;

export const refundStates = defineCodes({
  requested: ['待财政审核', 'With the finance bureau'],
  approved: ['已退款', 'Paid back'],
  refused: ['不予退款', 'Refused'],
});

/** From which side an order is looked at. */
export const orderSides = defineCodes({
  buyer: ['采购', 'Purchases'],
  developer: ['销售', 'Sales'],
  finance: ['财政', 'Finance bureau'],
});
export type OrderSide = CodeOf<typeof orderSides>;
