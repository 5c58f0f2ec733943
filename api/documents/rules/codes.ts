/** Kinds of documents a passer-by can verify. */
export const documentKinds = {
  agreement: ['合作协议', 'Cooperation agreement'],
  agreement_form: ['协议模板', 'Template of agreements'],
  certificate: ['授权开发证书', 'Licence certificate'],
  filing_receipt: ['备案回执', 'Filing receipt'],
  disposition_proof: ['期满处置证明', 'Proof of disposition'],
  statement: ['收益分配账单', 'Revenue statement'],
  payment_order: ['一般缴款书', 'Payment order'],
  repayment_order: ['收入退还书', 'Repayment order'],
  income_statement: ['收益对账单', 'Income statement'],
  citation: ['数据来源证书', 'Citation certificate'],
  disclosure: ['年度信息披露', 'Yearly disclosure'],
  asset_certificate: ['数据资产登记证书', 'Certificate of a registered data asset'],
  asset_inventory: ['数据资产盘点表', 'Inventory of data assets'],
  asset_report: ['年度政务数据资产报告', 'Yearly report on data assets'],
  release_report: ['去标识化报告', 'De-identification report'],
  right_statement: ['数据产品权属声明', 'Statement of right'],
  correction_order: ['责令限期改正通知书', 'Order to correct within time'],
  recheck_opinion: ['整改复查意见', 'Re-check opinion'],
  criticism: ['通报批评', 'Circulated criticism'],
  supervision_letter: ['监督移送（告知）函', 'Letter of supervision'],
  inspection_record: ['监督检查记录', 'Record of an inspection'],
  audit_proof: ['审计记录存在证明', 'Proof of an audit record'],
  incident_report: ['安全事件报告', 'Security incident report'],
  privilege_review: ['权限复核结果', 'Result of a privilege review'],
  provider_evaluation: ['技术服务单位评价', 'Evaluation of a service provider'],
} as const;
/** What is added to the reason of a signature that a delegate placed (decision 0070): the paper names both. */
export const signedForWords = '{{reason}}（由{{delegate}}受{{holder}}委托签署）';

export type DocumentKind = keyof typeof documentKinds;
