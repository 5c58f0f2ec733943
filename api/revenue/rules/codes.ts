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
});
export type StatementSide = CodeOf<typeof statementSides>;

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
  ['未缴（元）', 'Outstanding (CNY)'],
  ['账单数', 'Statements'],
  ['已归档', 'Closed'],
  ['最长逾期（工作日）', 'Longest delay (working days)'],
] as const;
