/** Code lists of revenue, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const statementStates = defineCodes({
  drawn: ['待双方确认', 'To be confirmed by both parties'],
  confirmed: ['双方已确认，待财政审核', 'Confirmed, with the finance bureau'],
  returned: ['已退回，待重新出具', 'Returned, to be drawn again'],
  approved: ['审核通过，待开缴款书', 'Approved, payment order to be issued'],
  ordered: ['已开缴款书，待入库', 'Payment order issued, receipt awaited'],
  received: ['已入库，待对账', 'Received by the treasury, to be reconciled'],
  closed: ['已对账归档', 'Reconciled and closed'],
});
export type StatementState = CodeOf<typeof statementStates>;

/** What stands in the record of a statement. */
export const statementActions = defineCodes({
  'revenue.draw': ['出具账单', 'Drew up the statement'],
  'revenue.redraw': ['重新出具账单', 'Drew it up again'],
  'revenue.confirm': ['确认账单', 'Confirmed the statement'],
  'revenue.return': ['财政退回', 'Returned by the finance bureau'],
  'revenue.outdate': ['账单因退款失效，待重新出具', 'Outdated by a refund, to be drawn again'],
  'revenue.approve': ['财政审核通过', 'Approved by the finance bureau'],
  'revenue.issue': ['开具一般缴款书', 'Issued the payment order'],
  'revenue.receive': ['登记国库入库', 'Registered the treasury receipt'],
  'revenue.close': ['三方对账一致，归档', 'Reconciled three ways and closed'],
  'revenue.withdraw': ['财政撤回审核', 'Approval withdrawn by the finance bureau'],
  'revenue.reject': ['缴款书作废，待重新出具', 'Payment order voided, to be drawn again'],
});

/** What the finance bureau's review compares (brief 6.3). */
export const reviewChecks = defineCodes({
  lines: ['逐笔合计等于账单金额', 'The lines add up to the statement'],
  parts: ['各方所得之和等于净收入', 'The parts add up to the net'],
  current: ['与当前分配记录一致，无遗漏订单', 'Agrees with the allocations as they stand; no order is missing'],
  replay: ['按签署比例重算结果一致', 'Computing again from the signed shares gives the same'],
  level: ['国库与提供机构同级同地区', 'The treasury is of the agency’s own level and region'],
  confirmed: ['协议双方均已确认', 'Both parties to the agreement have confirmed'],
});
export type ReviewCheck = CodeOf<typeof reviewChecks>;

/** From which side a statement is looked at. */
export const statementSides = defineCodes({
  agency: ['授权机构', 'Agency'],
  developer: ['开发单位', 'Developer'],
  finance: ['财政部门', 'Finance bureau'],
  audit: ['审计查阅', 'Audit office'],
});
export type StatementSide = CodeOf<typeof statementSides>;

export const repaymentStates = defineCodes({
  opened: ['待执收单位申请', 'To be applied for by the agency'],
  applied: ['待财政审核', 'With the reviewer'],
  reviewed: ['待财政批准', 'To be approved by another officer'],
  approved: ['已开退还书，待退付到账', 'Approved, money awaited'],
  repaid: ['已退付', 'Repaid'],
  lapsed: ['未缴库，无须退付', 'Lapsed: the money never left'],
});
export type RepaymentState = CodeOf<typeof repaymentStates>;

/** Why a treasury gives money back. */
export const repaymentGrounds = defineCodes({
  refund: ['订单退款', 'A refund to the buyer'],
  over: ['多缴', 'Paid too much'],
  duplicate: ['重复缴库', 'Paid twice'],
  wrong_level: ['错级次缴库', 'Paid to a treasury of another level'],
  wrong_treasury: ['错缴他库', 'Paid to another treasury'],
  wrong_account: ['错科目缴库', 'Paid under another account code'],
});
export type RepaymentGround = CodeOf<typeof repaymentGrounds>;

export const lineActions = defineCodes({
  confirm: ['核对入账', 'Match'],
  book: ['按差异入账', 'Book as this difference'],
  correct: ['登记更正', 'Enter the correction'],
  repay: ['转退付', 'Have it repaid'],
  explain: ['查明销项', 'Explain'],
});

export const repaymentActions = defineCodes({
  'revenue.open_repayment': ['立案', 'Opened'],
  'revenue.apply_repayment': ['提出退付申请', 'Applied for'],
  'revenue.return_repayment': ['退回补正', 'Returned'],
  'revenue.review_repayment': ['审核通过', 'Reviewed'],
  'revenue.approve_repayment': ['批准并开具退还书', 'Approved'],
  'revenue.register_repayment': ['登记退付到账', 'Money registered'],
  'revenue.lapse_repayment': ['款项未缴库，结案', 'Lapsed: the money never left'],
});

/** What a treasury's line differs in (brief 6.3); what is outstanding (未达) has no line and is listed by its order. */
export const treasuryDifferences = defineCodes({
  over: ['多缴', 'Paid too much'],
  short: ['少缴', 'Paid too little'],
  netted: ['少缴，疑似坐支', 'Paid too little, as if netted (坐支)'],
  supplement: ['补缴', 'The missing rest'],
  duplicate: ['重复', 'Paid twice'],
  wrong_level: ['错级', 'Wrong level'],
  wrong_treasury: ['错库', 'Wrong treasury'],
  wrong_account: ['错科目', 'Wrong account code'],
  late: ['逾期', 'Late'],
  unknown_order: ['无此缴款书', 'No such payment order'],
});
export type TreasuryDifference = CodeOf<typeof treasuryDifferences>;

export const treasuryLineStates = defineCodes({
  open: ['待核对', 'To be compared'],
  difference: ['差异待更正', 'Difference on the books'],
  settled: ['已处理', 'Settled'],
});

/** How a line was dealt with. */
export const settlements = defineCodes({
  matched: ['一致，已入账', 'Matched'],
  corrected: ['更正，冲销重记', 'Corrected: reversed and rebooked'],
  supplemented: ['补缴后入账', 'Counted with the missing rest'],
  repayment: ['转退付', 'To be repaid'],
  explained: ['查明，不属本平台', 'Explained: not ours'],
});

/** What is asked before a month is closed; any of them left open refuses it by name. */
export const monthChecks = defineCodes({
  earlier_open: ['此前月份均已结账', 'Every earlier month is closed'],
  balanced: ['账簿平衡，余额由分录重算一致', 'The ledger balances; balances follow from the entries'],
  unsplit: ['到账订单均已分配', 'Every paid order is split'],
  unmatched_money: ['无待查款项', 'No unmatched money'],
  statements_not_drawn: ['应出具的账单均已出具', 'Every statement due is drawn'],
  open_differences: ['国库行均已处理', 'Every treasury line is settled'],
});
export type MonthCheck = CodeOf<typeof monthChecks>;

export const monthStates = defineCodes({
  open: ['未结账', 'Open'],
  proposed: ['待签批', 'To be signed off'],
  closed: ['已结账锁定', 'Closed and locked'],
});

/** What waits on the finance desk. */
export const deskTasks = defineCodes({
  review: ['审核账单', 'Statements to review'],
  issue: ['开具缴款书', 'Payment orders to issue'],
  await: ['等待入库', 'Receipts awaited'],
  close: ['对账归档', 'Statements to close'],
  refunds: ['审核退款', 'Refunds to decide'],
  pay_refunds: ['支付退款', 'Refunds to pay out'],
  repay_review: ['审核退付', 'Repayments to review'],
  repay_approve: ['批准退付', 'Repayments to approve'],
  repay_register: ['登记退付到账', 'Repayments to register'],
  exact_lines: ['国库行待核对', 'Treasury lines that agree'],
  differences: ['国库差异', 'Treasury differences'],
  month: ['月结', 'Months to close'],
});
export type DeskTask = CodeOf<typeof deskTasks>;

/** By what the figures are added up. */
export const figureGroups = defineCodes({
  agency: ['按授权机构', 'By agency'],
  product: ['按产品', 'By product'],
  month: ['按月份', 'By month'],
  level: ['按预算级次', 'By budget level'],
});
export type FigureGroup = CodeOf<typeof figureGroups>;

export const sumWord = ['合计', 'Total'] as const;
export const figureHeads = [
  ['项目', 'Item'],
  ['订单数', 'Orders'],
  ['销售收入（元）', 'Gross (CNY)'],
  ['退款（元）', 'Refunds (CNY)'],
  ['净收入（元）', 'Net (CNY)'],
  ['国库（元）', 'Treasury (CNY)'],
  ['开发单位（元）', 'Developers (CNY)'],
  ['平台运营（元）', 'Operator (CNY)'],
] as const;

/** Heads of the exported overview. */
export const overviewHeads = [
  ['所属期', 'Period'],
  ['国库代码', 'Treasury code'],
  ['国库', 'Treasury'],
  ['销售收入（元）', 'Gross (CNY)'],
  ['退款（元）', 'Refunds (CNY)'],
  ['净收入（元）', 'Net (CNY)'],
  ['应缴国库（元）', 'Treasury part due (CNY)'],
  ['已缴国库（元）', 'Remitted (CNY)'],
  ['已退付（元）', 'Repaid (CNY)'],
  ['未缴（元）', 'Outstanding (CNY)'],
  ['待退付（元）', 'Open claims (CNY)'],
  ['账单数', 'Statements'],
  ['已归档', 'Closed'],
  ['最长逾期（工作日）', 'Longest delay (working days)'],
] as const;
