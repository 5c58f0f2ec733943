/** Code lists of collection (Article 10), with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const collectionStates = defineCodes({
  drafting: ['填写中', 'In preparation'],
  submitted: ['待信息部门审核', 'With the department'],
  duplicate: ['与已有数据重复', 'Held already'],
  exception: ['例外理由待审', 'Exception asked for'],
  exception_proposed: ['例外意见待复核', 'Exception to be confirmed'],
  returned: ['退回修改', 'Returned'],
  approved: ['已批准', 'Approved'],
  refused: ['不予批准', 'Refused'],
  withdrawn: ['已撤回或停止采集', 'Withdrawn or stopped'],
  superseded: ['已有新版本', 'Superseded'],
});
export type CollectionState = CodeOf<typeof collectionStates>;
export const collectionStatesOpen: readonly CollectionState[] = [
  'drafting',
  'submitted',
  'duplicate',
  'exception',
  'exception_proposed',
  'returned',
];

export const collectionActions = defineCodes({
  start: ['建立采集项', 'Begin'],
  save: ['保存', 'Save'],
  submit: ['查重并提交', 'Check and submit'],
  find_duplicate: ['查出重复', 'Found held already'],
  ask_exception: ['申请例外', 'Ask for an exception'],
  propose_exception: ['提出例外意见', 'Propose on the exception'],
  grant_exception: ['同意例外', 'Grant the exception'],
  decline_exception: ['不同意例外', 'Decline the exception'],
  return_exception: ['退回例外意见', 'Return the proposal'],
  approve: ['批准采集', 'Approve'],
  refuse: ['不予批准', 'Refuse'],
  send_back: ['退回修改', 'Return'],
  withdraw: ['撤回或停止采集', 'Withdraw or stop'],
  supersede: ['新版本取代', 'Superseded'],
});
export type CollectionAction = CodeOf<typeof collectionActions>;

export const subjectKinds = defineCodes({
  natural: ['自然人', 'Natural person'],
  legal: ['法人和非法人组织', 'Legal person or organisation'],
  other: ['其他对象', 'Other'],
});
export type SubjectKind = CodeOf<typeof subjectKinds>;

export const basisKinds = defineCodes({
  provision: ['本条例条文', 'Provision of the regulation'],
  instrument: ['其他法律法规', 'Another law or regulation'],
  consent: ['无依据，须经被采集人同意', 'None: consent is needed'],
});
export type BasisKind = CodeOf<typeof basisKinds>;

export const frequencies = defineCodes({
  once: ['一次', 'Once'],
  per_case: ['每次办事', 'With each case'],
  yearly: ['每年', 'Yearly'],
  quarterly: ['每季度', 'Quarterly'],
  monthly: ['每月', 'Monthly'],
  daily: ['每日', 'Daily'],
  continuous: ['持续', 'Continuously'],
});
export type Frequency = CodeOf<typeof frequencies>;

export const exceptionAnswers = defineCodes({
  granted: ['同意例外', 'Grant'],
  declined: ['不同意例外', 'Decline'],
});

export const verdicts = defineCodes({
  equal: ['相同', 'Equal'],
  likely: ['很可能相同', 'Likely the same'],
  different: ['不同', 'Different'],
});
export type Verdict = CodeOf<typeof verdicts>;

export const checkParts = defineCodes({
  name: ['名称', 'Name'],
  meaning: ['含义', 'Meaning'],
  type: ['数据类型', 'Type'],
  subject: ['采集对象', 'Subject'],
  profile: ['列特征', 'Column profile'],
});
export type CheckPart = CodeOf<typeof checkParts>;

/** Why two names that look alike are not the same. */
export const differences = defineCodes({
  qualifier: ['说的是不同的人或事物', 'Said of another person or thing'],
  element: ['是不同的数据元', 'Another data element'],
  broader: ['一个比另一个更宽泛', 'One is broader than the other'],
  precision: ['精度不同', 'Another precision'],
  subject: ['采集对象不同', 'Another kind of subject'],
  generic: ['名称过于通用，含义不同', 'The name is generic and the meaning another'],
  type: ['数据类型不能互换', 'The types do not fit each other'],
  population: ['涉及的人群或范围不同', 'Of another population'],
  little: ['共同之处太少', 'Little in common'],
});
export type Difference = CodeOf<typeof differences>;

export const knownSources = defineCodes({
  entry: ['目录信息项', 'Catalogue item'],
  collected: ['已批准采集项', 'Approved collection item'],
});

export const doers = defineCodes({
  agency: ['采集单位', 'The agency'],
  department: ['政务信息管理部门', 'Information department'],
  second: ['信息部门的另一人', 'A second person of the department'],
  system: ['平台', 'Platform'],
});
export type Doer = CodeOf<typeof doers>;

export const consentKinds = defineCodes({
  given: ['同意', 'Given'],
  refused: ['拒绝', 'Refused'],
  withdrawn: ['撤回同意', 'Withdrawn'],
});
export type ConsentKind = CodeOf<typeof consentKinds>;

export const channels = defineCodes({
  hall: ['办事大厅', 'At the counter'],
  online: ['网上', 'Online'],
  phone: ['电话', 'By telephone'],
  paper: ['书面', 'On paper'],
  self: ['本人在平台办理', 'By the subject on this platform'],
});

/** What keeps a subject from being asked, or is wrong with what was collected. */
export const intakeFaults = defineCodes({
  not_approved: ['未登记或未获批准', 'Not registered or not approved'],
  no_consent: ['没有被采集人的同意', 'No consent of the subject'],
  refused: ['被采集人已拒绝', 'The subject refused'],
  withdrawn: ['被采集人已撤回同意', 'The subject withdrew its consent'],
  region: ['超出批准的地域范围', 'Outside the approved regions'],
  frequency: ['超出批准的采集频次', 'More often than approved'],
  asked_elsewhere: ['其他单位近期已向同一对象采集', 'Another agency asked the same subject lately'],
});
export type IntakeFault = CodeOf<typeof intakeFaults>;

export const caseOutcomes = defineCodes({
  open: ['办理中', 'In hand'],
  served: ['已办结', 'Served'],
  not_accepted: ['不予受理', 'Not accepted'],
  returned: ['退回', 'Returned'],
  suspended: ['中止', 'Suspended'],
  dropped: ['申请人撤回', 'Dropped by the applicant'],
});
export type CaseOutcome = CodeOf<typeof caseOutcomes>;

export const caseReasons = defineCodes({
  consent_refused: ['拒绝提供采集信息', 'The subject refused to be collected from'],
  materials: ['法定材料不齐', 'Statutory papers are missing'],
  not_eligible: ['不符合法定条件', 'Statutory conditions are not met'],
  not_competent: ['不属于本单位职权', 'Another body is competent'],
});
export type CaseReason = CodeOf<typeof caseReasons>;

/** Circumstances 1 and 2 of Article 27 as this room sees them. */
export const signalKinds = defineCodes({
  duplicate_collection: ['重复采集', 'Collected although held'],
  without_basis: ['无依据、无同意采集', 'Collected without basis or consent'],
  wider_than_approved: ['超出批准范围采集', 'Collected beyond the approval'],
  asked_twice: ['同一对象被重复索取', 'The same subject asked twice'],
  refused_not_served: ['因拒绝采集而未办理', 'Not served after a refusal'],
});
export type SignalKind = CodeOf<typeof signalKinds>;

export const proofStates = defineCodes({
  filed: ['待核验', 'To be verified'],
  verified: ['已核验', 'Verified'],
  rejected: ['未通过', 'Rejected'],
  lapsed: ['已失效', 'Lapsed'],
});

export const requestStates = defineCodes({
  filed: ['办理中', 'In hand'],
  supplementing: ['待本人补充', 'With the subject'],
  answered: ['已答复', 'Answered'],
  withdrawn: ['已撤回', 'Withdrawn'],
});

/** Personal Information Protection Law, Articles 44 to 48. */
export const requestKinds = defineCodes({
  access: ['查阅、复制', 'Access and copy'],
  correct: ['更正、补充', 'Correct or complete'],
  erase: ['删除', 'Erase'],
  object: ['限制或者拒绝处理', 'Object or restrict'],
  explain: ['解释处理规则', 'Explain the rules'],
});
export type RequestKind = CodeOf<typeof requestKinds>;

export const requestOutcomes = defineCodes({
  granted: ['同意', 'Granted'],
  partly: ['部分同意', 'Granted in part'],
  refused: ['不同意', 'Refused'],
});

export const proofDecisions = defineCodes({
  verified: ['核验通过', 'Verified'],
  rejected: ['不通过', 'Rejected'],
});
