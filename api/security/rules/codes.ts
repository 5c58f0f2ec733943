/** Code lists of the security desk, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const incidentKinds = defineCodes({
  leak: ['数据泄露', 'Leak of data'],
  tampering: ['数据篡改', 'Data tampered with'],
  loss: ['数据丢失或者毁损', 'Data lost or destroyed'],
  misuse: ['违规访问或者使用', 'Access or use against the rules'],
  intrusion: ['网络入侵', 'Intrusion'],
  malware: ['恶意程序', 'Malware'],
  outage: ['服务中断', 'Service interrupted'],
  defect: ['安全缺陷或者漏洞', 'Security defect or vulnerability'],
});
export type IncidentKind = CodeOf<typeof incidentKinds>;

export const incidentGrades = defineCodes({
  '1': ['特别重大', 'Extremely grave'],
  '2': ['重大', 'Grave'],
  '3': ['较大', 'Serious'],
  '4': ['一般', 'Ordinary'],
});

export const incidentStates = defineCodes({
  open: ['处置中', 'In hand'],
  contained: ['已控制', 'Contained'],
  closed: ['已结案', 'Closed'],
});
export type IncidentState = CodeOf<typeof incidentStates>;

export const incidentActions = defineCodes({
  file: ['登记事件', 'Incident filed'],
  note: ['记录处置', 'Note a measure'],
  regrade: ['调整等级', 'Change the grade'],
  start_plan: ['启动应急预案', 'Start the emergency plan'],
  report: ['向上级报告', 'Report upward'],
  notify: ['通知个人', 'Tell the persons affected'],
  contain: ['宣布已控制', 'Declare it contained'],
  close: ['结案', 'Close'],
});
export type IncidentAction = CodeOf<typeof incidentActions>;

export const notifications = defineCodes({
  told: ['已通知个人', 'The persons were told'],
  spared: ['措施已有效避免危害，不通知', 'Measures averted the harm; they are not told'],
});

export const drillForms = defineCodes({
  tabletop: ['桌面推演', 'On paper'],
  live: ['实战演练', 'Live'],
});
export const drillResults = defineCodes({
  passed: ['达到目标', 'Passed'],
  partly: ['部分达到', 'Passed in part'],
  failed: ['没有达到', 'Failed'],
});

export const privilegeKinds = defineCodes({
  duty: ['职责', 'Duty'],
  delegation: ['代理', 'Delegation'],
  token: ['访问令牌', 'Access token'],
  api_key: ['接口密钥', 'API key'],
  order_key: ['订单密钥', 'Order key'],
});
export type PrivilegeKind = CodeOf<typeof privilegeKinds>;

export const privilegeDecisions = defineCodes({
  keep: ['保留', 'Kept'],
  revoke: ['收回', 'Revoked'],
});

export const providerStates = defineCodes({
  active: ['服务中', 'In service'],
  rectifying: ['限期整改', 'To rectify'],
  suspended: ['暂停访问', 'Access suspended'],
  ended: ['已终止', 'Ended'],
  banned: ['限期禁入', 'Banned'],
});
export type ProviderState = CodeOf<typeof providerStates>;

export const providerActions = defineCodes({
  register: ['登记', 'Registered'],
  rectify: ['责令整改', 'Order to rectify'],
  suspend: ['暂停访问', 'Suspend access'],
  resume: ['恢复服务', 'Resume'],
  end: ['终止服务', 'End the service'],
  ban: ['限期禁入', 'Ban for a term'],
  confirm_return: ['确认数据交回', 'Data returned'],
});
export type ProviderAction = CodeOf<typeof providerActions>;

export const onwardRules = defineCodes({
  forbidden: ['不得转委托、不得向他人提供', 'No sub-contracting, no passing on'],
  with_consent: ['经书面同意方可转委托', 'Sub-contracting with written consent only'],
});

/** What a year is judged by, 20 points each. */
export const evaluationParts = defineCodes({
  service: ['服务交付', 'Service delivered'],
  security: ['安全管理', 'Security'],
  data: ['数据保护', 'Protection of data'],
  people: ['人员管理', 'People'],
  response: ['响应与改进', 'Response and improvement'],
});
export const pointsEach = 20;
export const gradeOf = (score: number): 'A' | 'B' | 'C' | 'D' =>
  score >= 90 ? 'A' : score >= 75 ? 'B' : score >= 60 ? 'C' : 'D';

export const assessmentStates = defineCodes({
  drafting: ['填写中', 'In preparation'],
  submitted: ['待审批', 'Waiting for approval'],
  approved: ['已批准', 'Approved'],
});
export const assessmentSubjects = defineCodes({
  entry: ['目录条目（公开或者提供）', 'Catalogue entry (opening or provision)'],
  sharing: ['部门间共享', 'Sharing between agencies'],
  agreement: ['授权开发协议', 'Agreement on licensed development'],
  targeted: ['向特定对象开放', 'Targeted opening'],
});
export type AssessmentSubject = CodeOf<typeof assessmentSubjects>;
export const risks = defineCodes({
  low: ['低', 'Low'],
  medium: ['中', 'Medium'],
  high: ['高', 'High'],
});
export const conclusions = defineCodes({
  proceed: ['可以开展', 'May go ahead'],
  with_measures: ['落实措施后开展', 'May go ahead with the measures'],
  stop: ['不得开展', 'Must not go ahead'],
});

/** What a detector reads: each is a fact of the records and names whom it concerns. */
export const signalKinds = defineCodes({
  incident_unreported: ['安全事件逾期未报告', 'An incident was not reported in time'],
  incident_reported_late: ['安全事件迟报', 'An incident was reported late'],
  persons_not_told: [
    '涉及个人信息的事件未记录是否通知',
    'It is not on record whether persons were told of an incident',
  ],
  no_plan: ['没有经批准的应急预案', 'No approved emergency plan'],
  plan_review_due: ['应急预案逾期未评审', 'The emergency plan is due for review'],
  drill_late: ['应急演练逾期', 'A drill is overdue'],
  no_drill: ['一年内没有应急演练', 'No drill for a year'],
  improvement_late: ['演练改进逾期', 'An improvement after a drill is overdue'],
  privileges_unreviewed: ['权限复核逾期', 'A privilege review is overdue'],
  provider_unevaluated: ['技术服务单位未评价', 'A service provider was not evaluated'],
  provider_contract_over: ['技术服务合同到期仍在服务', 'A provider works on after its contract'],
  provider_rectification_late: ['技术服务单位整改逾期', 'A provider has not rectified in time'],
  provider_data_out: ['终止后数据未交回', 'Data were not returned at the end'],
  no_assessment: ['没有个人信息保护影响评估', 'No impact assessment'],
  control_off: ['安全控制措施未启用', 'A security control is off'],
});
export type SignalKind = CodeOf<typeof signalKinds>;

/** What is wrong with a proof that does not hold. */
export const proofFaults = defineCodes({
  record_changed: ['记录文字与它自己的摘要不符', 'The text of the record does not fit its own hash'],
  no_such_root: ['证明所指的审计根没有公布过', 'The root that the proof names was never published'],
  other_size: ['证明与所指审计根的记录数不符', 'The proof is for another number of records than the root it names'],
  not_in_root: ['记录不在所指的审计根之内', 'The record is not in the root that the proof names'],
});
export type ProofFault = CodeOf<typeof proofFaults>;

/** What the second person says. */
export const secondDecisions = defineCodes({ granted: ['同意', 'Granted'], declined: ['不同意', 'Declined'] });
export type SecondDecision = CodeOf<typeof secondDecisions>;

export const exportStates = defineCodes({
  waiting: ['待审批', 'Waiting for the second person'],
  granted: ['已同意', 'Granted'],
  declined: ['未同意', 'Declined'],
  over: ['已过期', 'Over'],
});
export type ExportState = CodeOf<typeof exportStates>;
