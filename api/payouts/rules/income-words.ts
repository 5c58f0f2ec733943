/** Words of the statement of income and of its public verification page. */
export const incomePaperTitle = '收益对账单';
export const incomePaperReason = '依据平台记录出具收益对账单';

export const incomePaperFacts = (f: { period: string; owner: string; issuer: string; own: string }) => [
  { zh: '所属期', en: 'Period', value: f.period },
  { zh: '收益单位', en: 'Enterprise', value: f.owner },
  { zh: '出具单位', en: 'Issuer', value: f.issuer },
  { zh: '应得（元）', en: 'Its part (CNY)', value: f.own },
];
