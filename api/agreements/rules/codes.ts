/** Code lists of agreements and filings, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const agreementStates = defineCodes({
  draft: ['拟订中', 'Drafting'],
  offered: ['待签署', 'Out for signature'],
  signed: ['已签署，待备案', 'Signed, to be filed'],
  filing: ['备案审查中', 'Filing under review'],
  active: ['生效', 'In force'],
  suspended: ['暂停', 'Suspended'],
  expired: ['期满', 'Expired'],
  terminated: ['终止', 'Ended'],
});
export type AgreementState = CodeOf<typeof agreementStates>;

export const filingStates = defineCodes({
  submitted: ['待审查', 'To be reviewed'],
  supplement: ['待补正', 'To be supplemented'],
  accepted: ['已备案', 'Accepted'],
  refused: ['不予备案', 'Refused'],
});
export type FilingState = CodeOf<typeof filingStates>;

/** What the agency does to a filing that came back. */
export const filingAnswer = ['提交补正', 'answer the notice'] as const;

export const filingDecisions = defineCodes({
  accept: ['准予备案', 'Accept'],
  supplement: ['要求补正', 'Ask for a supplement'],
  refuse: ['不予备案', 'Refuse'],
});
export type FilingDecision = CodeOf<typeof filingDecisions>;

/** Who may be paid from a sale. There is no agency in the list (Article 21; brief 6.1.3). */
export const partyKinds = defineCodes({
  treasury: ['同级国库（政府取得的部分）', 'Treasury of the same level (the government part)'],
  developer: ['开发单位', 'Developer'],
  operator: ['平台运营机构', 'Platform operator'],
});
export type PartyKind = CodeOf<typeof partyKinds>;

/** How the parts of the split are found (brief 6.2). */
export const contributionMethods = defineCodes({
  agreed: ['约定比例', 'Agreed ratio'],
  cost: ['按投入成本', 'By cost'],
  usage: ['按使用量（平台计量）', 'By metered usage'],
  scoring: ['专家评分', 'Expert scoring'],
  shapley: ['沙普利值', 'Shapley value'],
});
export type ContributionMethod = CodeOf<typeof contributionMethods>;

export const costKinds = defineCodes({
  collection: ['采集', 'Collection'],
  governance: ['治理', 'Governance'],
  storage: ['存储', 'Storage'],
  processing: ['加工', 'Processing'],
  sale: ['销售', 'Sale'],
});

export const meteringMeasures = defineCodes({
  rows: ['提供的行数', 'Rows handed over'],
  calls: ['调用与下载次数', 'Calls and downloads'],
});

/** What experts score, from 0 to 100 a party. */
export const contributionCriteria = defineCodes({
  scale: ['数据规模', 'Scale of the data'],
  quality: ['数据质量', 'Quality of the data'],
  scarcity: ['稀缺性', 'Scarcity'],
  timeliness: ['时效性', 'Timeliness'],
  governance: ['治理投入', 'Governance'],
  technology: ['技术投入', 'Technology'],
  market: ['市场投入', 'Market'],
  risk: ['风险承担', 'Risk'],
});

/** Where the values of coalitions come from. */
export const valueOrigins = defineCodes({
  given: ['双方给定', 'Given by the parties'],
  measured: ['实测', 'Measured'],
});

/** What becomes of the data after the term (Article 20). */
export const dispositionModes = defineCodes({
  return: ['返还', 'Return'],
  destroy: ['销毁', 'Destroy'],
  seal: ['封存', 'Seal'],
  continue: ['按约定条件继续使用', 'Continue to use on the agreed conditions'],
});

/** Who owns the newly produced data (Article 20). */
export const newDataOwners = defineCodes({
  developer: ['归开发单位', 'The developer'],
  agency: ['归授权机构', 'The agency'],
  joint: ['双方按份共有', 'Both, in parts'],
});

/** Among whom newly produced data is divided; together they own all of it. */
export const newDataParties = defineCodes({
  developer: ['开发单位', 'The developer'],
  agency: ['授权机构', 'The agency'],
  third: ['第三方', 'A third party'],
});
export type NewDataParty = CodeOf<typeof newDataParties>;

/** What the data may be used for; the gateway refuses a delivery asked for anything else. */
export const purposes = defineCodes({
  public_governance: ['公共治理', 'Public governance'],
  public_welfare: ['公益事业', 'Public benefit'],
  industry: ['产业、行业发展', 'Industry and trade'],
  research: ['科学研究', 'Research'],
  model_training: ['模型训练', 'Model training'],
});
export type Purpose = CodeOf<typeof purposes>;

/** May the developer pass the data on? */
export const subLicences = defineCodes({
  forbidden: ['不得再许可、不得向第三方提供', 'Forbidden'],
  with_consent: ['经授权机构书面同意后可以', 'With the agency’s written consent'],
  allowed: ['可以按约定条件再许可', 'Allowed on the agreed conditions'],
});

export const securityDuties = defineCodes({
  protection_level_2: ['落实网络安全等级保护二级以上要求', 'Network security protection of level 2 or higher'],
  encrypted_storage: ['存储和传输加密', 'Encryption in storage and transfer'],
  least_privilege: ['最小权限、专人管理密钥', 'Least privilege; named keepers of the keys'],
  in_country: ['数据只在境内存储和处理', 'Stored and processed within the country only'],
  no_reidentification: ['不得还原、识别个人', 'No re-identification of persons'],
  incident_24h: ['发生安全事件 24 小时内报告', 'Incidents reported within 24 hours'],
  access_log: ['保留使用记录不少于三年', 'Records of use kept three years or longer'],
  staff_training: ['接触数据的人员签订保密协议并接受培训', 'Confidentiality agreements and training of staff'],
});

/** What an amount of the fee is paid for. */
export const feeBases = defineCodes({
  once: ['一次性', 'Once'],
  per_year: ['每年', 'Per year'],
  per_month: ['每月', 'Per month'],
  per_call: ['每次调用', 'Per call'],
  per_1000_rows: ['每千行', 'Per 1,000 rows'],
});
export type FeeBasis = CodeOf<typeof feeBases>;

/** How a row filter compares; names and meaning are those of the query API. */
export const rowOps = defineCodes({
  eq: ['等于', 'equals'],
  ne: ['不等于', 'is not'],
  in: ['为其中之一', 'is one of'],
  not_in: ['不为其中任何一个', 'is none of'],
  gt: ['大于', 'is greater than'],
  gte: ['不小于', 'is at least'],
  lt: ['小于', 'is less than'],
  lte: ['不大于', 'is at most'],
  between: ['介于（含两端）', 'is between (both included)'],
  starts: ['以此开头', 'begins with'],
  contains: ['包含', 'contains'],
  isnull: ['为空', 'is empty'],
  notnull: ['不为空', 'is not empty'],
});
export type RowOp = CodeOf<typeof rowOps>;

export const quotaMeasures = defineCodes({
  calls: ['调用次数', 'calls'],
  rows: ['数据行数', 'rows'],
});
export type QuotaMeasure = CodeOf<typeof quotaMeasures>;

export const quotaWindows = defineCodes({
  day: ['每日', 'a day'],
  month: ['每月', 'a month'],
  term: ['整个期限内', 'in the whole term'],
});
export type QuotaWindow = CodeOf<typeof quotaWindows>;

export const feeModes = defineCodes({
  free: ['免费（公共治理、公益事业）', 'Free (public governance, public benefit)'],
  guided: ['政府指导价', 'Government-guided price'],
  agreed: ['协商定价', 'Agreed price'],
});

/** What stands in the record of an agreement. */
export const agreementActions = defineCodes({
  draft: ['拟订协议', 'Drew up the draft'],
  save: ['修改条款', 'Changed the terms'],
  merge: ['采纳对方提议的条款', 'Took over clauses that the other side proposed'],
  offer: ['发出签署', 'Sent out for signature'],
  return: ['退回修改', 'Sent back for changes'],
  revise: ['收回修改，原签名作废', 'Took back for changes; signatures void'],
  sign: ['签署', 'Signed'],
  complete: ['签署完成', 'Signed, now by both'],
  file: ['提交备案', 'Submitted the filing'],
  supplement: ['备案要求补正', 'Filing: asked for a supplement'],
  resubmit: ['提交备案补正', 'Filing: answered'],
  refuse: ['不予备案', 'Filing refused'],
  accept: ['准予备案，协议生效', 'Filing accepted; in force'],
  amend: ['变更后的版本开始生效', 'A new version took effect'],
  suspend: ['暂停', 'Suspended'],
  lift: ['恢复', 'Suspension lifted'],
  expire: ['期限届满', 'Term ended'],
  end: ['提前终止', 'Ended early'],
  terminate: ['终止', 'Ended'],
});
export type AgreementAction = CodeOf<typeof agreementActions>;

export const agreementBalls = defineCodes({
  agency: ['授权机构', 'Agency'],
  developer: ['开发单位', 'Developer'],
  department: ['政务信息管理部门', 'Information department'],
  nobody: ['无须办理', 'Nobody'],
});
export type AgreementBall = CodeOf<typeof agreementBalls>;

/** A clause as the list of what is missing names it; the first five are those of Article 20. */
export const clauses = defineCodes({
  scope: ['范围', 'scope'],
  degree: ['程度', 'degree'],
  term: ['期限', 'term'],
  disposition: ['期满后政务数据的处置', 'disposition after the term'],
  ownership: ['新产生数据的权属', 'ownership of the new data'],
  fee: ['收费方式', 'fee'],
  security: ['安全责任', 'security duties'],
  shares: ['收益分配', 'split of the income'],
  data: ['数据表、列与行', 'tables, columns and rows'],
  use: ['用途与地域', 'purpose and territory'],
  quota: ['调用与行数限额', 'quotas of calls and rows'],
  sublicence: ['再许可', 'sub-licence'],
  audit: ['审计权', 'right of audit'],
  contribution: ['贡献度的确定', 'how contribution is measured'],
});

export type Clause = CodeOf<typeof clauses>;

/** Who walks an edge, as a refusal names them. */
export const doerWords = defineCodes({
  agency: ['授权机构的授权办理人员', 'the licensing staff of the agency'],
  developer: ['开发单位', 'the developer'],
  department: ['政务信息管理部门的审核人员', 'the reviewers of the information department'],
  either: ['协议双方', 'the parties'],
  signatory: ['签署人员', 'a signatory'],
});
