/** Kinds of documents a passer-by can verify. */
export const documentKinds = {
  agreement: ['合作协议', 'Cooperation agreement'],
  agreement_form: ['协议模板', 'Template of agreements'],
  certificate: ['授权开发证书', 'Licence certificate'],
  filing_receipt: ['备案回执', 'Filing receipt'],
  disposition_proof: ['期满处置证明', 'Proof of disposition'],
  statement: ['收益分配账单', 'Revenue statement'],
  payment_order: ['一般缴款书', 'Payment order'],
  citation: ['数据来源证书', 'Citation certificate'],
  disclosure: ['年度信息披露', 'Yearly disclosure'],
} as const;
export type DocumentKind = keyof typeof documentKinds;
