/** Code lists of licensing, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

/** What may leave the agency's domain under the licence (程度; brief 2.3). */
export const degrees = defineCodes({
  desensitised: ['脱敏数据', 'Desensitised records'],
  aggregated: ['汇总数据', 'Aggregated figures'],
  model_only: ['仅用于模型训练，数据可用不可见', 'Model training only; usable but not visible'],
  raw_in_domain: ['原始数据不出域', 'Raw data that stays in the domain'],
});
export type Degree = CodeOf<typeof degrees>;

/** Under these degrees no record leaves the domain, so nothing is delivered as rows or files. */
export const degreesInDomain: readonly Degree[] = ['aggregated', 'model_only', 'raw_in_domain'];

export const authorizationKinds = defineCodes({
  licensed_development: ['授权开发', 'Licensed development'],
  cooperative_development: ['合作开发', 'Cooperative development'],
  authorized_operation: ['授权运营', 'Authorised operation'],
});
export type AuthorizationKind = CodeOf<typeof authorizationKinds>;

export const applicationStates = defineCodes({
  consulting: ['咨询中', 'Consulting'],
  drafting: ['草稿', 'Draft'],
  applied: ['待受理', 'Awaiting acceptance'],
  supplementing: ['待补正', 'To be supplemented'],
  accepted: ['已受理', 'Accepted'],
  reviewing: ['审查中', 'Under review'],
  approved: ['准予授权', 'Granted'],
  refused: ['不予授权', 'Refused'],
  charging: ['收费', 'Fee'],
  certified: ['已发证', 'Certified'],
  withdrawn: ['已撤回', 'Withdrawn'],
});
export type ApplicationState = CodeOf<typeof applicationStates>;

/** The seven on-line steps of Article 7, in its order. */
export const onlineSteps = defineCodes({
  consult: ['咨询', 'Consultation'],
  apply: ['申请', 'Application'],
  accept: ['受理', 'Acceptance'],
  review: ['审查', 'Review'],
  decide: ['决定', 'Decision'],
  charge: ['收费', 'Fee'],
  certify: ['证照制作', 'Certificate'],
});
export type OnlineStep = CodeOf<typeof onlineSteps>;

/** Who has to act next. */
export const balls = defineCodes({
  applicant: ['申请单位', 'Applicant'],
  agency: ['授权机构', 'Agency'],
  finance: ['财政部门', 'Finance bureau'],
  department: ['政务信息管理部门', 'Information department'],
  nobody: ['已办结', 'Closed'],
});
export type Ball = CodeOf<typeof balls>;

/** What stands in the case file. */
export const applicationActions = defineCodes({
  start: ['建立申请', 'Began the application'],
  save: ['修改材料', 'Changed the material'],
  ask: ['咨询', 'Asked'],
  answer: ['答复咨询', 'Answered'],
  apply: ['提交申请', 'Applied'],
  supplement: ['一次性告知补正', 'Told once what is missing'],
  resubmit: ['提交补正材料', 'Supplied what was missing'],
  accept: ['受理', 'Accepted'],
  review: ['开始审查', 'Took up the review'],
  approve: ['准予授权', 'Granted'],
  refuse: ['不予授权', 'Refused'],
  charge: ['作出收费决定', 'Decided the fee'],
  confirm_fee: ['确认到账', 'Confirmed the receipt of the fee'],
  certify: ['制作证照', 'Issued the certificate'],
  withdraw: ['撤回', 'Withdrew'],
  pause: ['暂停计时', 'Stopped the clock'],
  resume: ['恢复计时', 'Let the clock run on'],
  ask_extension: ['申请延长期限', 'Asked for more time'],
  decide_extension: ['答复延期申请', 'Answered the request for more time'],
  propose_plan: ['提出合作方案', 'Proposed the cooperation plan'],
  confirm_plan: ['确认合作方案', 'Confirmed the cooperation plan'],
  publish_notice: ['公示拟授权的运营机构', 'Put the proposed operator on public notice'],
  record_award: ['登记政府决定', 'Recorded the government’s decision'],
  object: ['提出异议', 'Objected'],
  answer_objection: ['答复异议：维持', 'Answered the objection: the decision stands'],
  reopen: ['答复异议：退回重新审查', 'Answered the objection: sent back for review'],
  reissue: ['换发证照', 'Issued the certificate anew'],
  mark_certificate: ['变更证照状态', 'Changed the standing of the certificate'],
});
export type ApplicationAction = CodeOf<typeof applicationActions>;

/** What an applicant can do against a refusal (Administrative Reconsideration Law Article 20, Litigation Law Article 46). */
export const remedy = [
  '对本决定不服的，可以自收到决定之日起 {{days}} 日内向授权机构的本级人民政府申请行政复议，或者 {{months}} 个月内依法提起行政诉讼；也可以先向同级政务信息管理部门提出异议。',
  'Against this decision you may apply for administrative reconsideration to the government of the same level within {{days}} days of receiving it, or bring an administrative action within {{months}} months; you may also object to the information department of the same level first.',
] as const;

/** Who walks an edge, as a refusal names them. */
export const doerWords = defineCodes({
  applicant: ['申请单位', 'the applicant'],
  agency: ['授权机构的授权办理人员', 'the licensing staff of the agency'],
  signatory: ['授权机构的签署人员', 'the signatory of the agency'],
  finance: ['同级财政部门', 'the finance bureau'],
  authority: ['政务信息管理部门', 'the information department'],
  parties: ['申请单位和授权机构', 'the applicant and the agency'],
});
