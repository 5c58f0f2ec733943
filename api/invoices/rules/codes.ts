/** Code lists of invoices and reminders, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const invoiceKinds = defineCodes({
  special: ['数电票（增值税专用发票）', 'E-invoice (special VAT invoice)'],
  ordinary: ['数电票（普通发票）', 'E-invoice (ordinary invoice)'],
});
export type InvoiceKind = CodeOf<typeof invoiceKinds>;

export const invoiceColours = defineCodes({
  blue: ['蓝字发票', 'Invoice'],
  red: ['红字发票', 'Credit note (red invoice)'],
});
export type InvoiceColour = CodeOf<typeof invoiceColours>;

export const invoiceStates = defineCodes({
  requested: ['待填开', 'Asked for'],
  prepared: ['开票信息已定', 'Data fixed'],
  issued: ['已开具', 'Issued'],
  delivered: ['已交付', 'Delivered'],
  declined: ['不予开具', 'Declined'],
  withdrawn: ['已撤回', 'Withdrawn'],
});
export type InvoiceState = CodeOf<typeof invoiceStates>;

export const invoiceSides = defineCodes({
  buyer: ['收到的发票', 'Received'],
  seller: ['开具的发票', 'Issued'],
});
export type InvoiceSide = CodeOf<typeof invoiceSides>;

export const redNoticeStates = defineCodes({
  open: ['待办红字确认', 'To be confirmed'],
  confirmed: ['已确认，待开红字发票', 'Confirmed, credit note to issue'],
  done: ['已开红字发票', 'Credit note issued'],
  void: ['已作废', 'Void'],
});
export type RedNoticeState = CodeOf<typeof redNoticeStates>;

/** Reasons of the confirmation sheet, as the tax side names them (State Taxation Administration, announcement No. 11 of 2024). */
export const redReasons = defineCodes({
  issue_error: ['开票有误', 'Issued wrongly'],
  return: ['销货退回', 'Returned'],
  ended: ['服务中止', 'Service ended'],
  discount: ['销售折让', 'Price reduced'],
});
export type RedReason = CodeOf<typeof redReasons>;

export const redInitiators = defineCodes({
  seller: ['开票方', 'The issuer'],
  buyer: ['受票方', 'The recipient'],
});

/** Rates and collection rates of value added tax that stand on an invoice. Data: the law changes them, not this code. */
export const taxRates = defineCodes({
  r13: ['13%', '13%'],
  r9: ['9%', '9%'],
  r6: ['6%', '6%'],
  r5: ['5%', '5%'],
  r3: ['3%', '3%'],
  r1: ['1%', '1%'],
  r0: ['0%', '0%'],
  exempt: ['免税', 'Exempt'],
});
export type TaxRate = CodeOf<typeof taxRates>;

export const invoiceFileKinds = ['xml', 'ofd', 'pdf'] as const;
export const invoiceRoutes = ['manual', 'http'] as const;

export const invoiceStepKinds = defineCodes({
  requested: ['申请开票', 'Asked for'],
  adjusted: ['退款后调整金额', 'Reduced after a refund'],
  prepared: ['确定开票信息', 'Data fixed'],
  sent: ['提交开票服务', 'Handed to the issuing service'],
  refused: ['开票服务未受理', 'Not taken by the issuing service'],
  reopened: ['撤回开票信息', 'Data taken back'],
  issued: ['开具发票', 'Issued'],
  delivered: ['购买方取得发票', 'Taken by the buyer'],
  declined: ['不予开具', 'Declined'],
  withdrawn: ['撤回申请', 'Request withdrawn'],
  lapsed: ['全额退款，无须开票', 'Refunded in full, nothing to invoice'],
  red_opened: ['须开具红字发票', 'Credit note due'],
  red_confirmed: ['登记红字确认单', 'Confirmation sheet entered'],
  red_issued: ['开具红字发票', 'Credit note issued'],
  red_void: ['红字确认作废', 'Credit note no longer due'],
});
export type InvoiceStepKind = CodeOf<typeof invoiceStepKinds>;

/** What stands in the issuing data for the tax side's own batch entry, in its words. */
export const issueSheetNames = ['发票基本信息', '发票明细信息'] as const;
export const issueHeads = [
  '发票流水号',
  '发票类型',
  '购买方名称',
  '购买方纳税人识别号',
  '购买方地址',
  '购买方电话',
  '购买方开户银行',
  '购买方银行账号',
  '备注',
  '对应蓝字发票号码',
  '红字发票信息确认单编号',
] as const;
export const issueLineHeads = [
  '发票流水号',
  '项目名称',
  '商品和服务税收编码',
  '单位',
  '数量',
  '金额（不含税）',
  '税率',
  '税额',
  '价税合计',
] as const;

export const issueTypeWords = { special: '增值税专用发票', ordinary: '普通发票' } as const;
/** Written on the invoice so that both sides find the orders again. */
export const orderRemark = (numbers: readonly string[]): string => `订单编号：${numbers.join('、')}`;

export const dunningKinds = defineCodes({
  reminder: ['付款提醒', 'Reminder'],
  last_notice: ['最后通知', 'Last notice'],
  lapsed: ['逾期关闭', 'Lapsed unpaid'],
  stopped: ['停用密钥', 'Key stopped'],
  resumed: ['恢复使用', 'Use resumed'],
});
export type DunningKind = CodeOf<typeof dunningKinds>;

/** Why a reminder waits. */
export const dunningPauses = defineCodes({
  bank: ['银行来款处理中', 'Money of the bank is being worked on'],
  case: ['有待查款项', 'Money in suspense is being looked into'],
  card: ['正在在线支付', 'Being paid online'],
});
export type DunningPause = CodeOf<typeof dunningPauses>;

export const overdueStates = defineCodes({
  waiting: ['未到期', 'Not due yet'],
  overdue: ['逾期', 'Overdue'],
  stopped: ['已停用', 'Stopped'],
});
