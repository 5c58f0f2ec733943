/** Words of the revenue papers and of their public verification page. */
import type { PublicFact } from '#api/documents/service.ts';

export const statementTitle = '收益分配账单';
export const paymentOrderTitle = '一般缴款书';
export const confirmedWords = '核对并确认账单';
export const approvedWords = '审核通过';
export const approvalReason = '财政审核收益分配账单';
export const issuingReason = '开具一般缴款书';
export const repaymentOrderTitle = '收入退还书';
export const repaymentReason = '批准退付，开具收入退还书';

export const purposeWords = (period: string, agreementNo: string): string =>
  `政务数据开发利用收入（${period}，协议 ${agreementNo}）`;

/** Reason written to a statement that a refund has overtaken. */
export const outdatedWords = (orderNo: string): string => `订单 ${orderNo} 在审核前发生退款，账单须重新出具。`;

const fact = (zh: string, en: string, value: string): PublicFact => ({ zh, en, value });

export function statementFacts(f: {
  period: string;
  agreementNo: string;
  agency: string;
  developer: string;
}): PublicFact[] {
  return [
    fact('所属期', 'Period', f.period),
    fact('协议编号', 'Agreement no.', f.agreementNo),
    fact('授权机构', 'Agency', f.agency),
    fact('开发单位', 'Developer', f.developer),
  ];
}

export function repaymentFacts(f: { treasury: string; collector: string; amount: string }): PublicFact[] {
  return [
    fact('退款国库', 'Treasury', f.treasury),
    fact('执收单位', 'Collecting agency', f.collector),
    fact('金额（元）', 'Amount (CNY)', f.amount),
  ];
}

export function paymentOrderFacts(f: {
  period: string;
  treasury: string;
  payer: string;
  amount: string;
}): PublicFact[] {
  return [
    fact('所属期', 'Period', f.period),
    fact('收款国库', 'Treasury', f.treasury),
    fact('缴款单位', 'Payer', f.payer),
    fact('金额（元）', 'Amount (CNY)', f.amount),
  ];
}
