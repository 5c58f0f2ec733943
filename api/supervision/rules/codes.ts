/** Code lists of supervision (Articles 23, 26, 27), with their words. */
import { type CodeOf, defineCodes, type Word } from '#api/kernel/words.ts';

/** The seven circumstances of Article 27. */
export const circumstances = defineCodes({
  '1': ['擅自扩大采集范围或者重复采集', 'Collecting more than approved, or twice'],
  '2': ['因拒绝采集而拒绝履职', 'Refusing service because collection was refused'],
  '3': ['未按照规定共享、开放', 'Not sharing or opening as required'],
  '4': ['未按照规定登记、维护资产', 'Not registering or maintaining assets'],
  '5': ['违规使用或者故意泄露涉密、涉商、个人信息', 'Misusing or leaking secrets or personal information'],
  '6': ['未履行安全监管和保障职责', 'Neglecting security duties'],
  '7': ['其他违反条例的行为', 'Other breaches of the regulation'],
});
export type Circumstance = CodeOf<typeof circumstances>;

export const clueStates = defineCodes({
  open: ['待核实', 'To be checked'],
  confirmed: ['已确认为问题', 'Confirmed as a finding'],
  dismissed: ['不构成问题', 'Dismissed'],
  referred: ['已移送上级', 'Referred upward'],
});
export type ClueState = CodeOf<typeof clueStates>;

/** Where a clue of the common list comes from. */
export const clueSources = defineCodes({
  circumstance: ['第二十七条情形', 'Circumstance of Article 27'],
  agreement: ['协议期满处置', 'Disposition after a term'],
  trade: ['交易', 'Trade'],
});
export type ClueSource = CodeOf<typeof clueSources>;

export const caseStates = defineCodes({
  hearing: ['听取陈述申辩', 'Hearing the agency'],
  weighing: ['研究处理', 'Being weighed'],
  correcting: ['限期改正中', 'To be corrected in time'],
  overdue: ['逾期未改正', 'Not corrected in time'],
  reported: ['已报整改，待复查', 'Reported, to be re-checked'],
  corrected: ['复查合格', 'Re-check passed'],
  closed: ['已结案', 'Closed'],
  dropped: ['不成立，已撤销', 'Not upheld'],
});
export type CaseState = CodeOf<typeof caseStates>;
export const endedStates: readonly CaseState[] = ['closed', 'dropped'];

export const paperKinds = defineCodes({
  order: ['责令限期改正通知书', 'Order to correct within time'],
  recheck: ['整改复查意见', 'Re-check opinion'],
  criticism: ['通报批评', 'Circulated criticism'],
  discipline: ['处分建议移送函', 'Proposal of disciplinary action'],
  judicial: ['涉嫌犯罪案件移送函', 'Referral to the judicial authority'],
  compensation: ['损失赔偿告知书', 'Record of compensation'],
});
export type PaperKind = CodeOf<typeof paperKinds>;

/** Papers that only the department sees: they hold names and suspicions. */
export const departmentPapers: readonly PaperKind[] = ['discipline', 'judicial'];
/** Issued in the name of the government of the same level (Article 27). */
export const governmentPapers: readonly PaperKind[] = ['order', 'criticism'];

export const paperStates = defineCodes({
  drafted: ['待签发', 'To be issued'],
  returned: ['已退回', 'Returned'],
  issued: ['已签发', 'Issued'],
});
export type PaperState = CodeOf<typeof paperStates>;

export const caseActions = defineCodes({
  open: ['立案', 'Opened'],
  state: ['提交陈述申辩', 'State the case'],
  end_hearing: ['陈述申辩期满', 'End the hearing'],
  drop: ['问题不成立，撤销', 'Drop: not upheld'],
  set_law: ['记载适用的其他法律', 'Name the governing law'],
  hand_over: ['依其他法律移交处理', 'Hand over under another law'],
  draft_order: ['拟制责令限期改正通知书', 'Draft the order'],
  issue_order: ['签发责令限期改正通知书', 'Issue the order'],
  receive: ['签收送达', 'Confirm delivery'],
  save_item: ['填写整改情况', 'Record a measure'],
  ask_extension: ['申请延长改正期限', 'Ask for more time'],
  decide_extension: ['审定延期', 'Decide on more time'],
  report: ['提交整改报告', 'File the correction report'],
  lapse: ['改正期限届满', 'Term over'],
  draft_recheck: ['拟制复查意见', 'Draft the re-check opinion'],
  pass: ['复查合格', 'Re-check passed'],
  fall_short: ['复查未合格', 'Re-check not passed'],
  draft_criticism: ['拟制通报批评', 'Draft the criticism'],
  issue_criticism: ['签发通报批评', 'Issue the criticism'],
  draft_discipline: ['拟制处分建议', 'Draft the disciplinary proposal'],
  issue_discipline: ['移送处分建议', 'Send the disciplinary proposal'],
  draft_judicial: ['拟制涉嫌犯罪移送函', 'Draft the judicial referral'],
  issue_judicial: ['移送司法机关', 'Refer to the judicial authority'],
  draft_compensation: ['拟制损失赔偿告知', 'Draft the record of compensation'],
  issue_compensation: ['记录损失赔偿', 'Record the compensation'],
  return_draft: ['退回重拟', 'Return the draft'],
  close: ['结案', 'Close'],
});
export type CaseAction = CodeOf<typeof caseActions>;

export const doerWords = defineCodes({
  system: ['平台', 'the platform'],
  department: ['政务信息管理部门经办人', 'an officer of the information department'],
  department_head: ['政务信息管理部门签发人', 'whoever signs for the information department'],
  agency: ['被监督单位', 'the agency concerned'],
  agency_head: ['被监督单位负责人', 'whoever signs for the agency concerned'],
});
export type Doer = CodeOf<typeof doerWords>;

export const verdicts = defineCodes({
  qualified: ['合格', 'Qualified'],
  partly: ['部分合格', 'Partly qualified'],
  not: ['不合格', 'Not qualified'],
});
export type Verdict = CodeOf<typeof verdicts>;

export const extensionAnswers = defineCodes({ granted: ['同意', 'Granted'], declined: ['不同意', 'Declined'] });

export const disciplineBodies = defineCodes({
  appointing: ['任免机关、单位', 'Appointing authority'],
  supervisory: ['监察机关', 'Supervisory authority'],
});

/** To whom a department refers what is about itself (Article 27; Article 4: nobody supervises themselves). */
export const referralBodies = defineCodes({
  government: ['本级人民政府', 'The government of the same level'],
  national: ['国家数据局', 'National Data Administration'],
});
export type ReferralBody = CodeOf<typeof referralBodies>;

export const inspectionKinds = defineCodes({
  daily: ['日常检查', 'Routine'],
  special: ['专项检查', 'Special'],
  double_random: ['双随机检查', 'Double random'],
  remote: ['远程检查', 'Remote'],
});
export type InspectionKind = CodeOf<typeof inspectionKinds>;

export const inspectionStates = defineCodes({
  planned: ['计划中', 'Planned'],
  committed: ['种子已承诺，待抽取', 'Seed committed, to be drawn'],
  assigned: ['检查中', 'Under way'],
  published: ['结果已公开', 'Results published'],
  cancelled: ['已取消', 'Cancelled'],
});
export type InspectionState = CodeOf<typeof inspectionStates>;

export const visitStates = defineCodes({
  assigned: ['待检查', 'To be inspected'],
  recorded: ['待被检查单位陈述', 'Waiting for the body’s statement'],
  stated: ['待签名', 'To be signed'],
  signed: ['已签名', 'Signed'],
});
export type VisitState = CodeOf<typeof visitStates>;

/** What can be too few to draw from. */
export const drawnFrom = defineCodes({ bodies: ['单位', 'bodies'], inspectors: ['检查人员', 'inspectors'] });

export const tones = defineCodes({
  green: ['未逾期', 'Within time'],
  due: ['临近期限', 'Due soon'],
  late: ['已逾期', 'Late'],
  none: ['无期限', 'No clock'],
});
export type Tone = CodeOf<typeof tones>;

/** Heads of the exported board. */
export const figureColumns = defineCodes({
  agency: ['单位', 'Agency'],
  findings: ['问题', 'Findings'],
  orders: ['责令改正', 'Orders'],
  on_time: ['按期整改', 'Closed on time'],
  late: ['逾期', 'Late'],
  criticisms: ['通报批评', 'Criticisms'],
});

export const wordOf = (list: { readonly words: Readonly<Record<string, Word>> }, code: string): Word =>
  list.words[code] ?? [code, code];
