/** Names of the kinds of accounts, as accountants say them. */
import { defineCodes } from '#api/kernel/words.ts';

export const accountWords = defineCodes({
  'cash:bank': ['监管账户存款', 'Supervised bank account'],
  'cash:psp': ['支付平台余额', 'Balance at the payment provider'],
  'held:orders': ['待分配订单款', 'Received, not yet split'],
  'held:part': ['未付足订单款', 'Paid in part, the rest awaited'],
  'pay:treasury': ['应缴财政款', 'Due to the treasury'],
  'transit:treasury': ['在途缴库款', 'On its way to the treasury'],
  'pay:developer': ['应付开发单位', 'Owed to a developer'],
  'pay:operator': ['应付平台运营机构', 'Owed to the platform operator'],
  'buyer:refund_due': ['应退购买方', 'Refunds due to buyers'],
  'recv:treasury_refund': ['应收国库退付', 'Repayments due from the treasury'],
  'recv:party': ['应收退回款', 'Due back from a party'],
  'recv:dispute': ['争议占款', 'Money held by card disputes'],
  'suspense:unmatched': ['待查款项', 'Unmatched money'],
  'exp:psp_fee': ['支付手续费', 'Fees of the payment provider'],
  'exp:dispute_fee': ['争议手续费', 'Dispute fees'],
});

/** The kind of an account by its name: `pay:treasury:140000` → `pay:treasury`. */
export const accountKind = (account: string): string => account.split(':').slice(0, 2).join(':');
