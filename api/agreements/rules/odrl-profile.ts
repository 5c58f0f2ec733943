/** The terms that our profile adds to ODRL 2.2 (W3C Recommendation, section 3.2 of the Information Model), with their meaning. */
import type { Words } from '#api/kernel/words.ts';

type Kind = 'Action' | 'LeftOperand' | 'Operator';

export const profileTerms = {
  figures: [
    'Action',
    '取得分组汇总数字，小于 smallestGroup 的组不显示',
    'Obtain figures over groups; groups smaller than smallestGroup are not shown',
  ],
  trainModel: ['Action', '在域内用于模型训练，记录不出域', 'Train models within the domain; no record leaves it'],
  queryInDomain: ['Action', '在域内查询，记录不出域', 'Query within the domain; no record leaves it'],
  reidentify: ['Action', '还原、识别个人', 'Identify persons from the data'],
  returnData: ['Action', '返还数据', 'Return the data'],
  seal: ['Action', '封存数据', 'Seal the data'],
  protect: ['Action', '履行一项安全责任', 'Fulfil a duty of security'],
  acceptAudit: ['Action', '接受审计', 'Submit to an audit'],
  shareIncome: ['Action', '按比例分配净收入', 'Divide net income by the agreed parts'],
  column: [
    'LeftOperand',
    '请求所读取、筛选、分组或者计算的每一列，逐列判断',
    'Each column a request reads, filters, groups or computes with; judged one by one',
  ],
  callsPerDay: [
    'LeftOperand',
    '本协议当日（东八区）调用次数，含本次',
    'Calls under the agreement on the day (UTC+8), this one included',
  ],
  callsPerMonth: [
    'LeftOperand',
    '本协议当月调用次数，含本次',
    'Calls under the agreement in the month, this one included',
  ],
  callsInTerm: [
    'LeftOperand',
    '本协议整个期限内调用次数，含本次',
    'Calls under the agreement in its term, this one included',
  ],
  rowsPerDay: ['LeftOperand', '本协议当日取得行数，含本次', 'Rows under the agreement on the day, these included'],
  rowsPerMonth: ['LeftOperand', '本协议当月取得行数，含本次', 'Rows under the agreement in the month, these included'],
  rowsInTerm: [
    'LeftOperand',
    '本协议整个期限内取得行数，含本次',
    'Rows under the agreement in its term, these included',
  ],
  smallestGroup: ['LeftOperand', '显示的最小一组的记录数', 'Records in the smallest group shown'],
  workingDaysAfterTerm: ['LeftOperand', '期满后的工作日数', 'Working days after the end of the term'],
  noticeDays: ['LeftOperand', '提前通知的天数', 'Days of notice'],
  duty: ['LeftOperand', '安全责任的代码', 'Code of a duty of security'],
  feeBasis: ['LeftOperand', '收费的计算单位', 'What an amount is paid for'],
  ppm: ['LeftOperand', '百万分比', 'Parts per million'],
  contributionMethod: [
    'LeftOperand',
    '确定贡献度的方法，参数在签署的记录中',
    'How contribution is measured; its parameters stand in the signed record',
  ],
  payee: ['LeftOperand', '收款方的类别', 'Kind of payee'],
  startsWith: ['Operator', '文本以右值开头（不分大小写）', 'The text begins with the right operand, whatever the case'],
  contains: ['Operator', '文本包含右值（不分大小写）', 'The text contains the right operand, whatever the case'],
  isEmpty: ['Operator', '单元格为空', 'The cell is empty'],
  isFilled: ['Operator', '单元格不为空', 'The cell is not empty'],
} as const satisfies Readonly<Record<string, readonly [Kind, ...Words[string]]>>;
export type ProfileTerm = keyof typeof profileTerms;

export const odrlNamespace = 'http://www.w3.org/ns/odrl/2/';
export const odrlContext = 'http://www.w3.org/ns/odrl.jsonld';

export const profileUri = (base: string): string => `${base}/api/v1/odrl/profile.jsonld`;

/** The profile as a document of its own: what `jinshu:` terms of a policy lead to. */
export function profileDocument(base: string) {
  const uri = profileUri(base);
  return {
    '@context': {
      odrl: odrlNamespace,
      skos: 'http://www.w3.org/2004/02/skos/core#',
      jinshu: `${uri}#`,
      definition: { '@id': 'skos:definition', '@container': '@language' },
      terms: { '@reverse': 'skos:inScheme' },
    },
    '@id': uri,
    '@type': 'skos:ConceptScheme',
    definition: {
      zh: '政务数据授权协议的 ODRL 2.2 扩展',
      en: 'ODRL 2.2 profile for agreements on licensed government data',
    },
    terms: Object.entries(profileTerms).map(([name, [kind, zh, en]]) => ({
      '@id': `jinshu:${name}`,
      '@type': [`odrl:${kind}`, 'skos:Concept'],
      ...(kind === 'Action' ? { 'odrl:includedIn': { '@id': 'odrl:use' } } : {}),
      definition: { zh, en },
    })),
  };
}
