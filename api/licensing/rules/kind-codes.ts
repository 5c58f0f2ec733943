/** Code lists of the three procedures, the enterprise file, joint cases and certificates, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

/** Papers of an enterprise that count for every application. */
export const credentialKinds = defineCodes({
  business_licence: ['营业执照', 'Business licence'],
  qualification: ['资质证书', 'Qualification certificate'],
  security_assessment: ['数据安全评估报告', 'Data security assessment'],
  no_bad_record: ['无不良记录声明', 'Statement of no bad record'],
});
export type CredentialKind = CodeOf<typeof credentialKinds>;

/** What the check list asks for: the papers, and the person who acts for the enterprise. */
export const fileItems = defineCodes({
  ...credentialKinds.words,
  representative: ['实名代表人', 'Real-name representative'],
});
export type FileItem = CodeOf<typeof fileItems>;

export const paperStates = defineCodes({
  submitted: ['待核验', 'To be checked'],
  verified: ['已核验', 'Checked'],
  rejected: ['核验未通过', 'Rejected'],
  withdrawn: ['已撤下', 'Taken back'],
});
export type PaperState = CodeOf<typeof paperStates>;

/** How an item of the check list stands on a day. */
export const itemStates = defineCodes({
  missing: ['缺', 'Missing'],
  submitted: ['待核验', 'To be checked'],
  verified: ['已核验', 'Checked'],
  expiring: ['即将到期', 'Runs out soon'],
  expired: ['已过期', 'Expired'],
  rejected: ['核验未通过', 'Rejected'],
});
export type ItemState = CodeOf<typeof itemStates>;

export const paperFileKinds = defineCodes({ pdf: ['PDF', 'PDF'], png: ['PNG', 'PNG'], jpeg: ['JPEG', 'JPEG'] });
export type PaperFileKind = CodeOf<typeof paperFileKinds>;

/** Why somebody opens a sealed paper or name: the reason stays in the audit record. */
export const fileLookReasons = defineCodes({
  check: ['核验', 'Checking it'],
  review: ['审查申请', 'Reviewing an application'],
  complaint: ['处理投诉举报', 'Following a complaint'],
});

/** Further material that a procedure asks for beside purpose, scenario, scope, degree and term. */
export const extraMaterials = defineCodes({
  security_plan: ['安全保障方案', 'Security plan'],
  developer_part: ['本单位的投入', 'What we contribute'],
  operation_plan: ['运营方案', 'Operating plan'],
  track_record: ['数据运营能力和业绩', 'Capability and track record'],
});
export type ExtraMaterial = CodeOf<typeof extraMaterials>;

/** Every material that a supplement notice can name. */
export const materialItems = defineCodes({
  purpose: ['使用目的', 'Purpose'],
  scenario: ['应用场景', 'Scenario'],
  scope: ['使用范围', 'Scope'],
  degree: ['使用程度', 'Degree'],
  term: ['期限', 'Term'],
  ...extraMaterials.words,
  ...fileItems.words,
  other: ['其他', 'Other'],
});
export type MaterialItem = CodeOf<typeof materialItems>;

export const callMethods = defineCodes({
  public_call: ['公开征集', 'Public call'],
  competitive: ['公开竞争选择', 'Competitive selection'],
  direct: ['直接确定', 'Direct choice'],
});
export type CallMethod = CodeOf<typeof callMethods>;

export const callStates = defineCodes({
  drafting: ['拟订中', 'Being drawn up'],
  deliberating: ['报本级人民政府审定', 'Before the government'],
  approved: ['方案已审定', 'Plan consented to'],
  open: ['征集中', 'Open'],
  closed: ['已截止', 'Closed'],
  cancelled: ['已取消', 'Cancelled'],
});
export type CallState = CodeOf<typeof callStates>;

export const decisionStages = defineCodes({
  plan: ['实施方案审定', 'Implementation plan'],
  award: ['授权决定', 'Award'],
});
export const decisionOutcomes = defineCodes({ consent: ['同意', 'Consented'], return: ['退回', 'Returned'] });

/** What stops the clock of a review by law (Administrative Licensing Law Article 45). */
export const pauseGrounds = defineCodes({
  expert_review: ['专家评审', 'Expert review'],
  hearing: ['听证', 'Hearing'],
  third_party: ['征求第三方意见', 'Hearing a third party'],
  testing: ['检验、检测、鉴定', 'Tests and inspection'],
});
export type PauseGround = CodeOf<typeof pauseGrounds>;

export const refusalGrounds = defineCodes({
  outside_condition: ['不符合开放条件列明的用途', 'Outside the purposes that the opening condition names'],
  security: ['安全保障措施不能防止风险', 'The security measures do not meet the risk'],
  personal_information: ['会侵害个人信息或者个人隐私', 'Would harm personal information or privacy'],
  third_party: ['会侵害第三方商业秘密', 'Would harm trade secrets of a third party'],
  qualification: ['申请单位不具备条件', 'The applicant lacks the qualification'],
  not_selected: ['经竞争选择未被选定', 'Not chosen in the selection'],
  law: ['法律、行政法规另有规定', 'A law or administrative regulation rules otherwise'],
});
export type RefusalGround = CodeOf<typeof refusalGrounds>;

export const extensionDecisions = defineCodes({ consented: ['同意', 'Consented'], declined: ['不同意', 'Declined'] });
export const objectionOutcomes = defineCodes({
  maintained: ['维持原决定', 'The decision stands'],
  returned: ['退回重新审查', 'Sent back for a new review'],
});

export const leadKinds = defineCodes({
  lead_agency: ['牵头机构', 'Lead agency'],
  information_department: ['政务信息管理部门牵头', 'Led by the information department'],
});
export type LeadKind = CodeOf<typeof leadKinds>;

export const jointStates = defineCodes({
  drafting: ['草稿', 'Draft'],
  applied: ['待受理', 'Awaiting acceptance'],
  supplementing: ['待补正', 'To be supplemented'],
  reviewing: ['各机构审查中', 'With the agencies'],
  granted: ['全部准予', 'Granted by all'],
  partly_granted: ['部分准予', 'Granted in part'],
  refused: ['不予授权', 'Refused'],
  withdrawn: ['已撤回', 'Withdrawn'],
});
export type JointState = CodeOf<typeof jointStates>;

export const jointActions = defineCodes({
  start: ['建立联合申请', 'Began the joint application'],
  save: ['修改材料', 'Changed the material'],
  apply: ['提交申请', 'Applied'],
  supplement: ['一次性告知补正', 'Told once what is missing'],
  resubmit: ['提交补正材料', 'Supplied what was missing'],
  accept: ['受理并分送各机构', 'Accepted and handed to the agencies'],
  urge: ['催办', 'Urged an agency'],
  withdraw: ['撤回', 'Withdrew'],
});
export type JointAction = CodeOf<typeof jointActions>;

/** What an agency says of its own datasets in a joint case. */
export const opinionKinds = defineCodes({
  waiting: ['待受理', 'Not yet accepted'],
  reviewing: ['审查中', 'Under review'],
  agree: ['同意', 'Agrees'],
  agree_with_conditions: ['附条件同意', 'Agrees with conditions'],
  refuse: ['不同意', 'Refuses'],
  withdrawn: ['申请单位已撤回', 'Taken back by the applicant'],
});
export type OpinionKind = CodeOf<typeof opinionKinds>;

export const certificateStandings = defineCodes({
  valid: ['有效', 'Valid'],
  not_yet: ['尚未生效', 'Not yet in force'],
  expired: ['已过期', 'Expired'],
  suspended: ['已暂停', 'Suspended'],
  superseded: ['已被新证书替代', 'Superseded by a new certificate'],
  revoked: ['已撤销', 'Revoked'],
});
export type CertificateStanding = CodeOf<typeof certificateStandings>;

/** What a token of a certificate at hand is. */
export const tokenVerdicts = defineCodes({
  genuine: ['由本平台签发，仍在有效时间内', 'Signed by this platform, and not run out'],
  expired: [
    '由本平台签发，但已过有效时间，请向出示人索取新的',
    'Signed by this platform, but run out: ask for a new one',
  ],
  altered: ['签名不符：内容被改动，或者不是本平台签发', 'The signature does not fit: changed, or not of this platform'],
  unreadable: ['这不是证照的 JWT', 'This is no JWT of a certificate'],
});

export const certificateEvents = defineCodes({
  superseded: ['替代', 'Superseded'],
  suspended: ['暂停', 'Suspended'],
  restored: ['恢复', 'Restored'],
  revoked: ['撤销', 'Revoked'],
  reissue_asked: ['待换发', 'To be issued anew'],
});
export type CertificateEventKind = CodeOf<typeof certificateEvents>;
