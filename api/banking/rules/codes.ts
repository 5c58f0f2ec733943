/** Code lists of statements, their lines and the cases of unplaced money, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const statementFormats = defineCodes({
  csv: ['CSV 对账单', 'CSV statement'],
  camt053: ['camt.053 对账单', 'camt.053 statement'],
  mt940: ['MT940 对账单', 'MT940 statement'],
});
export type StatementFormat = CodeOf<typeof statementFormats>;

export const bankStatementStates = defineCodes({
  draft: ['待核对', 'To be checked'],
  matching: ['正在匹配', 'Matching'],
  done: ['已导入', 'Imported'],
});
export type BankStatementState = CodeOf<typeof bankStatementStates>;

export const lineStates = defineCodes({
  new: ['待匹配', 'To be matched'],
  proposed: ['完全相符，待确认', 'Exact match, to confirm'],
  received: ['已入账', 'Booked to an order'],
  in_case: ['待查', 'In a case'],
  paid_out: ['支出已核对', 'Payment out, matched'],
  unexplained: ['待说明', 'To be explained'],
});
export type LineState = CodeOf<typeof lineStates>;

export const caseKinds = defineCodes({
  no_reference: ['附言没有参考号', 'No reference in the memo'],
  mistyped: ['参考号校验位不符', 'Reference mistyped'],
  several: ['附言有多个参考号', 'Several references'],
  reference_unknown: ['没有该参考号的订单', 'No order with this reference'],
  other_region: ['属于其他地区的订单', 'Order of another region'],
  short: ['金额不足', 'Too little'],
  over: ['金额多出', 'Too much'],
  late: ['超过付款期限', 'After the term'],
  before_order: ['早于下单日期', 'Before the order'],
  duplicate: ['重复付款', 'Paid twice'],
  cancelled: ['订单已取消', 'Order cancelled'],
  third_party: ['付款人不是购买方', 'Paid by a third party'],
  unknown_payer: ['付款人不明', 'Payer unknown'],
});
export type CaseKind = CodeOf<typeof caseKinds>;

export const caseStates = defineCodes({
  open: ['待处理', 'To be worked off'],
  held: ['暂挂', 'Held'],
  settling: ['办理中', 'Under way'],
  closed: ['已了结', 'Closed'],
});
export type CaseState = CodeOf<typeof caseStates>;

export const moveKinds = defineCodes({
  order: ['转入订单', 'To an order'],
  payback: ['退回付款人', 'Back to the payer'],
});
export type MoveKind = CodeOf<typeof moveKinds>;

export const moveStates = defineCodes({
  waiting: ['等待完成', 'Waiting'],
  done: ['已完成', 'Done'],
  taken_back: ['已冲回', 'Taken back'],
});
export type MoveState = CodeOf<typeof moveStates>;

export const stepKinds = defineCodes({
  opened: ['转入待查', 'Moved to suspense'],
  asked: ['经办，待第二人复核', 'Asked for, a second officer decides'],
  refused: ['复核不通过', 'Refused by the second officer'],
  applied: ['转入订单，等待补足', 'Applied to an order, the rest is awaited'],
  completed: ['订单款项补足，确认到账', 'Order paid in full'],
  payback: ['决定退回付款人', 'To be paid back'],
  paid: ['已退回付款人', 'Paid back'],
  held: ['暂挂', 'Held'],
  taken_back: ['冲回待查', 'Taken back into suspense'],
  released: ['订单未成立，冲回待查', 'Order fell through, back into suspense'],
});
export type StepKind = CodeOf<typeof stepKinds>;

/** What a column of a bank's export holds. */
export const columnRoles = defineCodes({
  day: ['交易日期', 'Day'],
  credit: ['贷方发生额（收入）', 'Credit (money in)'],
  debit: ['借方发生额（支出）', 'Debit (money out)'],
  amount: ['发生额', 'Amount'],
  direction: ['借贷标志', 'Debit or credit'],
  balance: ['余额', 'Balance'],
  payer_name: ['对方户名', 'Name of the other side'],
  payer_no: ['对方账号', 'Account of the other side'],
  memo: ['摘要、附言、用途', 'Memo'],
  serial: ['交易流水号', 'Bank serial'],
  own_no: ['本方账号', 'Own account'],
  currency: ['币种', 'Currency'],
});
export type ColumnRole = CodeOf<typeof columnRoles>;

/** Why the bank's closing balance differs from the books. */
export const differenceKinds = defineCodes({
  gap: ['与上一份对账单不衔接，缺少明细', 'Does not follow the statement before it; lines are missing'],
  matching: ['尚未匹配完', 'Not matched yet'],
  proposed: ['完全相符，尚未确认', 'Exact matches not confirmed yet'],
  unexplained: ['待说明的收支', 'Movements to be explained'],
  later: ['同日较晚对账单上的流水', 'Lines of later statements of the same day'],
  not_on_statement: ['手工确认到账，对账单上没有', 'Confirmed by hand, not on a statement'],
  unnamed: ['其他差额', 'Other difference'],
});
export type DifferenceKind = CodeOf<typeof differenceKinds>;

/** Headings of an export, in its order. */
export const exportColumns = defineCodes({
  value_date: ['交易日期', 'Day'],
  serial: ['交易流水号', 'Bank serial'],
  amount: ['发生额（元）', 'Amount (CNY)'],
  balance: ['余额（元）', 'Balance (CNY)'],
  payer_name: ['对方户名', 'Name of the other side'],
  payer_no: ['对方账号', 'Account of the other side'],
  memo: ['摘要', 'Memo'],
  state: ['状态', 'State'],
  reference: ['参考号', 'Reference'],
  order_no: ['订单编号', 'Order no.'],
  case_kind: ['待查原因', 'Why in a case'],
  note: ['说明', 'Remark'],
});
export const sheetName = ['银行流水', 'Bank lines'] as const;

/** Said of a line whose serial the officer had confirmed by hand with another amount. */
export const otherAmountByHand = ['手工确认的金额不同', 'confirmed by hand with another amount'] as const;
export const serialTwice = ['流水号在文件中重复', 'the serial stands twice in the file'] as const;
export const serialChanged = [
  '该流水号此前已导入，金额或日期不同',
  'this serial was imported before with another amount or day',
] as const;

/** Who collects the money of a region's orders. */
export const bureauOf = (region: string): string => `${region}财政部门`;
