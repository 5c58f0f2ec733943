/** Code lists of sharing between agencies, with their words. T809: 《政务数据共享条例》 (State Council Order 809). */
import { shareMethods } from '#api/catalog/rules/codes.ts';
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export { shareMethods as sharingMethods };

export const sharingKinds = defineCodes({
  request: ['共享申请', 'Sharing request'],
  return: ['数据回流', 'Data returned downward'],
});
export type SharingKind = CodeOf<typeof sharingKinds>;

export const sharingStates = defineCodes({
  drafting: ['填写中', 'In preparation'],
  consenting: ['待本单位同意', 'Waiting for the unit’s consent'],
  filed: ['已受理，办理中', 'Received, in hand'],
  supplementing: ['待补正', 'To be supplemented'],
  proposed: ['答复待负责人确认', 'Reply to be confirmed'],
  granted: ['同意共享，供给中', 'Granted, being provided'],
  in_use: ['使用中', 'In use'],
  suspended: ['已暂停', 'Suspended'],
  refused: ['不同意共享', 'Refused'],
  withdrawn: ['已撤回', 'Withdrawn'],
  expired: ['使用期满，待处置', 'Term over, to be disposed of'],
  ended: ['已终止，待处置', 'Ended, to be disposed of'],
  disposed: ['已处置', 'Disposed of'],
});
export type SharingState = CodeOf<typeof sharingStates>;

/** States in which nothing is left to do but to object. */
export const closedSharing: readonly SharingState[] = ['refused', 'withdrawn', 'disposed'];
/** States in which a reply is being worked on. */
export const reviewing: readonly SharingState[] = ['filed', 'supplementing', 'proposed'];

export const sharingActions = defineCodes({
  start: ['建立申请', 'Begin'],
  save: ['保存', 'Save'],
  submit: ['送负责人同意', 'Send for consent'],
  consent: ['同意并提交', 'Consent and file'],
  send_back: ['退回修改', 'Send back'],
  withdraw: ['撤回', 'Withdraw'],
  supplement: ['一次性告知补正', 'Name what is missing'],
  resubmit: ['提交补正', 'Send the supplement'],
  ask_extension: ['申请延长答复期限', 'Ask for more time'],
  decide_extension: ['审定延长', 'Decide on more time'],
  propose: ['拟定答复', 'Draft the reply'],
  confirm: ['确认同意共享', 'Confirm: share'],
  confirm_refusal: ['确认不同意共享', 'Confirm: refuse'],
  return_proposal: ['退回重拟答复', 'Return the draft reply'],
  grant_at_once: ['平台即时同意', 'Granted at once by the platform'],
  open: ['开通供给', 'Provided'],
  suspend: ['暂停共享', 'Suspend'],
  report_remedy: ['报告整改情况', 'Report the remedy'],
  resume: ['恢复共享', 'Resume'],
  end: ['终止共享', 'End'],
  expire: ['使用期满', 'Term over'],
  dispose: ['报告期满处置', 'Report the disposition'],
  object: ['提出异议', 'Object'],
  answer_objection: ['维持原决定', 'Uphold the decision'],
  reopen: ['撤销并重新办理', 'Set aside, decide anew'],
  reinstate: ['撤销暂停', 'Set the suspension aside'],
});
export type SharingAction = CodeOf<typeof sharingActions>;

export const outcomes = defineCodes({
  granted: ['同意', 'Granted'],
  partly: ['部分同意', 'Granted in part'],
  refused: ['不同意', 'Refused'],
});
export type Outcome = CodeOf<typeof outcomes>;

/** Why data shared on conditions are not shared. Each stands on what the catalogue says; others cannot be added (T809, Articles 15, 21). */
export const sharingGrounds = defineCodes({
  outside_range: ['申请单位不在目录规定的共享范围内', 'The requester is outside the range named in the catalogue'],
  outside_use: ['使用用途不在目录规定的范围内', 'The use is outside what the catalogue names'],
  no_duty: ['与申请单位法定职责无关', 'Unrelated to the duties of the requester'],
  condition_unmet: ['未满足目录规定的使用条件', 'A condition named in the catalogue is not met'],
});
export type SharingGround = CodeOf<typeof sharingGrounds>;

export const useKinds = defineCodes({
  scenario: ['使用场景', 'Scenario'],
  process: ['使用过程', 'Process'],
  result: ['使用成效', 'Result'],
  storage: ['存储情况', 'Storage'],
  destruction: ['销毁情况', 'Destruction'],
});
export type UseKind = CodeOf<typeof useKinds>;

export const deliveryKinds = defineCodes({
  file: ['文件下载', 'File'],
  rows: ['服务接口', 'Interface'],
  batch: ['批量交换', 'Batch exchange'],
});
export type SharedKind = CodeOf<typeof deliveryKinds>;

export const sharedFormats = defineCodes({
  csv: ['CSV', 'CSV'],
  xlsx: ['Excel（XLSX）', 'Excel (XLSX)'],
});
export type SharedFormat = CodeOf<typeof sharedFormats>;

export const objectionRungs = defineCodes({
  '1': ['与提供单位协商', 'Consultation with the provider'],
  '2': ['政务信息管理部门协调', 'The information department'],
  '3': ['本级人民政府决定', 'The government of the level'],
});

export const objectionAnswers = defineCodes({
  upheld: ['维持原决定', 'The decision stands'],
  returned: ['撤销原决定', 'The decision is set aside'],
});

export const extensionAnswers = defineCodes({
  consented: ['同意延长', 'Consented'],
  declined: ['不同意延长', 'Declined'],
});

export const correctionAnswers = defineCodes({
  corrected: ['已更正', 'Corrected'],
  kept: ['经核实无误，不更正', 'Verified, stays as it is'],
});

export const returnForms = defineCodes({
  code: ['行政区划代码', 'Division code'],
  name: ['行政区划名称', 'Name of the division'],
});
export type ReturnForm = CodeOf<typeof returnForms>;

export const doerWords = defineCodes({
  requester: ['申请单位的目录与数据编制人员', 'the steward of the requesting unit'],
  requester_head: ['申请单位的负责人', 'the head of the requesting unit'],
  provider: ['提供单位的目录与数据编制人员', 'the steward of the providing unit'],
  provider_head: ['提供单位的负责人', 'the head of the providing unit'],
  authority: ['同级政务信息管理部门', 'the information department of the level'],
  body: ['收到异议的单位', 'the body that has the objection'],
  system: ['平台', 'the platform'],
});
export type Doer = CodeOf<typeof doerWords>;

/** What a clock on the board measures. */
export const clockKinds = defineCodes({
  consent: ['本单位同意', 'Consent of the unit'],
  reply: ['答复', 'Reply'],
  confirm: ['确认答复', 'Confirming the reply'],
  supplement: ['补正', 'Supplement'],
  extension: ['审定延长', 'Consent to more time'],
  provision: ['供给', 'Provision'],
  remedy: ['整改', 'Remedy'],
  resumption: ['审核整改', 'Looking at the remedy'],
  objection: ['异议答复', 'Answer to an objection'],
  correction: ['校核', 'Correction'],
  expiry: ['使用期', 'Term of use'],
  disposition: ['期满处置', 'Disposition'],
});
export type ClockKind = CodeOf<typeof clockKinds>;

export const tones = defineCodes({
  green: ['正常', 'On time'],
  due: ['临期', 'Due soon'],
  late: ['超期', 'Late'],
  paused: ['停止计时', 'Standing still'],
  none: ['不计时', 'No clock'],
});
export type Tone = CodeOf<typeof tones>;

/** Head of the board's CSV. */
export const boardColumns = defineCodes({
  no: ['编号', 'No.'],
  title: ['数据', 'Data'],
  requester: ['申请单位', 'Requester'],
  provider: ['提供单位', 'Provider'],
  clock: ['时限', 'Clock'],
  ball: ['经办方', 'With'],
  due_on: ['截止日', 'Due on'],
  days_left: ['剩余天数', 'Days left'],
  tone: ['状态', 'Standing'],
});

export const useColumns = defineCodes({
  no: ['编号', 'No.'],
  kind: ['类别', 'Kind'],
  on: ['日期', 'Day'],
  words: ['内容', 'Record'],
  format: ['格式', 'Format'],
  rows: ['行数', 'Rows'],
  sha256: ['SHA-256', 'SHA-256'],
  at: ['登记时间', 'Recorded at'],
  keep_until: ['保存至', 'Kept until'],
});
