/** Code lists of what happens to an agreement after it is drawn up, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const amendmentKinds = defineCodes({
  amendment: ['变更', 'Amendment'],
  renewal: ['续期', 'Renewal'],
});
export type AmendmentKind = CodeOf<typeof amendmentKinds>;

export const amendmentStates = defineCodes({
  draft: ['协商中', 'Being negotiated'],
  offered: ['待签署', 'Out for signature'],
  signed: ['已签署，待备案', 'Signed, to be filed'],
  filing: ['备案审查中', 'Filing under review'],
  accepted: ['已备案，待生效', 'Filed, not yet governing'],
  governing: ['已生效', 'Took effect'],
  withdrawn: ['已撤回', 'Withdrawn'],
  declined: ['未接受', 'Declined'],
  lapsed: ['因协议结束而作废', 'Void: the agreement ended'],
});
export type AmendmentState = CodeOf<typeof amendmentStates>;
/** As long as one of these stands, no other amendment is proposed. */
export const openAmendment: readonly AmendmentState[] = ['draft', 'offered', 'signed', 'filing', 'accepted'];

export const amendmentActions = defineCodes({
  propose: ['提出变更', 'Proposed it'],
  save: ['修改草案', 'Changed the draft'],
  comment: ['发表意见', 'Commented'],
  offer: ['发出签署', 'Sent out for signature'],
  return: ['退回修改', 'Sent back for changes'],
  revise: ['收回修改，原签名作废', 'Took back for changes; signatures void'],
  sign: ['签署', 'Signed'],
  complete: ['签署完成', 'Signed, now by both'],
  file: ['提交备案', 'Submitted the filing'],
  supplement: ['备案要求补正', 'Filing: asked for a supplement'],
  resubmit: ['提交备案补正', 'Filing: answered'],
  refuse: ['不予备案', 'Filing refused'],
  accept: ['准予备案', 'Filing accepted'],
  govern: ['开始生效', 'Took effect'],
  withdraw: ['撤回', 'Withdrew it'],
  decline: ['不接受', 'Declined it'],
  lapse: ['因协议结束而作废', 'Void: the agreement ended'],
});
export type AmendmentAction = CodeOf<typeof amendmentActions>;

/** Grounds of a notice of misuse (Articles 20, 25; brief 1.1). */
export const misuseGrounds = defineCodes({
  beyond_scope: ['超出约定的范围使用数据', 'Use beyond the agreed scope'],
  beyond_degree: ['超出约定的程度使用数据', 'Use beyond the agreed degree'],
  onward: ['未经同意向他人提供数据', 'Data passed on without consent'],
  no_source: ['产品未注明数据来源和获取日期', 'A product without source and date of acquisition'],
  security: ['未履行安全责任', 'Security duties not met'],
  personal: ['违规使用涉及商业秘密、个人信息的数据', 'Misuse of trade secrets or personal information'],
  split: ['未按约定分配收益', 'Income not divided as agreed'],
  other: ['其他违反协议的行为', 'Another breach of the agreement'],
});
export type MisuseGround = CodeOf<typeof misuseGrounds>;

export const measureStates = defineCodes({
  noticed: ['限期改正中', 'To be put right within the time limit'],
  answered: ['开发单位已答复', 'Answered by the developer'],
  resolved: ['已改正', 'Put right'],
  suspended: ['已暂停', 'Suspended'],
  lifted: ['已恢复', 'Suspension lifted'],
  terminated: ['协议已终止', 'The agreement was ended'],
  lapsed: ['因协议结束而终结', 'Closed: the agreement ended'],
});
export type MeasureState = CodeOf<typeof measureStates>;
export const openMeasure: readonly MeasureState[] = ['noticed', 'answered', 'suspended'];

export const measureActions = defineCodes({
  notice: ['发出限期改正通知', 'Gave notice with a time limit'],
  answer: ['答复通知', 'Answered the notice'],
  resolve: ['确认已改正', 'Confirmed that it was put right'],
  suspend: ['暂停协议', 'Suspended the agreement'],
  lift: ['恢复协议', 'Lifted the suspension'],
  terminate: ['终止协议', 'Ended the agreement'],
  lapse: ['因协议结束而终结', 'Closed: the agreement ended'],
});
export type MeasureAction = CodeOf<typeof measureActions>;

export const endingKinds = defineCodes({
  consent: ['双方同意提前终止', 'By consent of both'],
  one_sided: ['单方提前终止', 'By one side'],
});
export type EndingKind = CodeOf<typeof endingKinds>;

/** Grounds on which one side may end it; the basis in the agreement or the law is named beside. */
export const endingGrounds = defineCodes({
  agreed: ['协议约定的解除条件成就', 'A condition named in the agreement has come about'],
  law_changed: ['法律、政策调整', 'The law or the policy changed'],
  public_interest: ['国家安全、公共利益需要', 'National security or the public interest'],
  breach: ['对方违约且未在期限内改正', 'A breach by the other side, not put right in time'],
  force_majeure: ['不可抗力', 'Force majeure'],
  ceased: ['一方终止经营或者职能变更', 'A party ceased or lost its function'],
});
export type EndingGround = CodeOf<typeof endingGrounds>;

export const endingStates = defineCodes({
  proposed: ['待对方同意', 'Awaiting consent'],
  noticed: ['已通知，待届满', 'Notice given'],
  effective: ['已终止', 'Ended'],
  declined: ['对方不同意', 'Consent refused'],
  withdrawn: ['已撤回', 'Withdrawn'],
  lapsed: ['因协议结束而终结', 'Closed: the agreement ended'],
});
export type EndingState = CodeOf<typeof endingStates>;
export const openEnding: readonly EndingState[] = ['proposed', 'noticed'];

export const endingActions = defineCodes({
  propose: ['提议终止', 'Proposed to end it'],
  notify: ['通知终止', 'Gave notice of the end'],
  agree: ['同意终止', 'Agreed'],
  decline: ['不同意终止', 'Declined'],
  withdraw: ['撤回', 'Withdrew it'],
  take_effect: ['终止生效', 'The end took effect'],
  lapse: ['因协议结束而终结', 'Closed: the agreement ended'],
});
export type EndingAction = CodeOf<typeof endingActions>;

export const dispositionStates = defineCodes({
  due: ['待处置', 'To be disposed of'],
  submitted: ['已提交证明，待审核', 'Proof filed, to be reviewed'],
  returned: ['退回重新提交', 'Sent back'],
  accepted: ['已完成', 'Done'],
});
export type DispositionState = CodeOf<typeof dispositionStates>;

export const dispositionActions = defineCodes({
  start: ['期满处置开始，已通知开发单位', 'The duty began; the developer was told'],
  prove: ['提交处置证明', 'Filed the proof'],
  return: ['退回证明', 'Sent the proof back'],
  accept: ['确认处置完成', 'Accepted the proof'],
  remind: ['逾期提醒', 'Reminder: late'],
  escalate: ['报送监督', 'Passed to supervision'],
});
export type DispositionAction = CodeOf<typeof dispositionActions>;

export const templateStates = defineCodes({
  draft: ['拟订中', 'Drafting'],
  published: ['已发布', 'Published'],
  discarded: ['已放弃', 'Discarded'],
});
export type TemplateState = CodeOf<typeof templateStates>;

export const clueKinds = defineCodes({
  disposition_late: ['开发单位逾期未完成期满处置', 'The developer is late with the disposition'],
  review_late: ['授权机构逾期未审核处置证明', 'The agency is late with the review of the proof'],
});
export type ClueKind = CodeOf<typeof clueKinds>;

export const clueStates = defineCodes({
  open: ['待核实', 'To be checked'],
  confirmed: ['已确认为问题', 'Confirmed as a finding'],
  dismissed: ['不构成问题', 'Dismissed'],
});
export type ClueState = CodeOf<typeof clueStates>;

/** What the public register tells of an agreement. */
export const registrationKinds = defineCodes({
  authorization: ['授权', 'Authorisation'],
  amendment: ['变更', 'Amendment'],
  renewal: ['续期', 'Renewal'],
  suspension: ['暂停', 'Suspension'],
  lifting: ['恢复', 'Suspension lifted'],
  termination: ['终止', 'Termination'],
  expiry: ['期满', 'Expiry'],
});
export type RegistrationKind = CodeOf<typeof registrationKinds>;

/** Who walks an edge of these, as a refusal names them. */
export const lifeDoers = defineCodes({
  parties: ['协议双方的经办人员', 'the staff of either party'],
  agency: ['授权机构的授权办理人员', 'the licensing staff of the agency'],
  developer: ['开发单位', 'the developer'],
  signatory: ['签署人员', 'a signatory'],
  proposer: ['提出的一方', 'the side that proposed it'],
  other_side: ['另一方', 'the other side'],
  department: ['政务信息管理部门的审核人员', 'the reviewers of the information department'],
  keepers: ['授权机构或者政务信息管理部门', 'the agency or the information department'],
  opener: ['发出通知的单位或者政务信息管理部门', 'whoever gave the notice, or the information department'],
});
