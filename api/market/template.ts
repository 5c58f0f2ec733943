/** Words on the papers of this room. */
export const citationTitle = '数据来源证书';
export const citationReason = '数据来源与交付记录核对一致';
export const citationPublicFacts = {
  product: ['数据产品', 'Product'],
  developer: ['开发单位', 'Developer'],
  issuer: ['出具单位', 'Issued by'],
  sources: ['来源', 'Sources'],
} as const;
export const disclosureReason = '年度信息披露';
export const rightTitle = '数据产品权属声明';
export const rightReason = '权属与协议、备案记录核对一致';
export const rightFacts = {
  product: ['数据产品', 'Product'],
  owner: ['权利人', 'Holder of the right'],
  agreements: ['所依据的协议', 'Agreements'],
  valid: ['有效至', 'Valid until'],
} as const;
export const disclosureFacts = {
  title: (year: number) => `${year}年度信息披露`,
  contact: '联系方式',
  body: ['披露单位', 'Body'],
  year: ['年度', 'Year'],
} as const;
