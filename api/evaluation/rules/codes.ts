/** Code lists of the evaluation (Article 5), with their words. */
import { type CodeOf, defineCodes, type Word } from '#api/kernel/words.ts';

export const schemeKinds = defineCodes({
  performance: ['效能考核', 'Performance of agencies'],
  open_index: ['开放数据指数', 'Open-data index'],
});
export type SchemeKind = CodeOf<typeof schemeKinds>;

export const schemeStates = defineCodes({
  drafting: ['拟订中', 'In preparation'],
  published: ['已发布', 'Published'],
  replaced: ['已由新版本代替', 'Replaced by a newer version'],
});
export type SchemeState = CodeOf<typeof schemeStates>;

export const subjectKinds = defineCodes({
  agencies: ['本级各单位', 'Agencies of this level'],
  regions: ['下级各地区', 'Regions below'],
});
export type SubjectKind = CodeOf<typeof subjectKinds>;

export const periodKinds = defineCodes({
  month: ['月', 'Month'],
  quarter: ['季度', 'Quarter'],
  half_year: ['半年', 'Half-year'],
  year: ['年', 'Year'],
});
export type PeriodKind = CodeOf<typeof periodKinds>;

/** The last four are those of the open-data index of Fudan University (开放数林). */
export const indicatorDimensions = defineCodes({
  catalogue: ['目录编制', 'Catalogue'],
  quality: ['数据质量', 'Quality of data'],
  sharing: ['数据共享', 'Sharing'],
  opening: ['数据开放', 'Opening'],
  licensing: ['授权与收益', 'Licensing and income'],
  application: ['创新应用', 'Use by government'],
  assets: ['数据资产', 'Data assets'],
  security: ['安全保护', 'Security'],
  supervision: ['监督整改', 'Supervision'],
  readiness: ['准备度', 'Readiness'],
  platform: ['平台层', 'Platform'],
  data: ['数据层', 'Data'],
  use: ['利用层', 'Use'],
});
export type IndicatorDimension = CodeOf<typeof indicatorDimensions>;

export const figureUnits = defineCodes({
  share: ['百分比', 'Per cent'],
  per_thousand: ['每千个', 'Per thousand'],
  count: ['数量', 'Number'],
});
export type FigureUnit = CodeOf<typeof figureUnits>;

/** What becomes of an indicator of a body. The weight of what is not judged is spread over what is, in proportion. */
export const standings = defineCodes({
  judged: ['计分', 'Judged'],
  no_cases: ['本期没有应计事项，不计分，权重分摊', 'Nothing to judge in the period; its weight is spread'],
  too_few: ['分母低于最低数，不计分，权重分摊', 'Too few cases to be fair; its weight is spread'],
  not_reported_spread: ['未申报，不计分，权重分摊', 'Not reported; its weight is spread'],
  not_reported_lowest: ['逾期未申报，按最低分计', 'Not reported in time; counted as the lowest'],
});
export type Standing = CodeOf<typeof standings>;

export const missingRules = defineCodes({
  spread: ['未申报的不计分', 'Not reported is not judged'],
  lowest: ['未申报的按最低分计', 'Not reported counts as the lowest'],
});
export type MissingRule = CodeOf<typeof missingRules>;

/** How an indicator of a scheme differs from the version before. */
export const weightChanges = defineCodes({
  added: ['新增', 'Added'],
  dropped: ['删去', 'Dropped'],
  heavier: ['权重提高', 'Weighs more'],
  lighter: ['权重降低', 'Weighs less'],
  lines: ['分数线调整', 'Other lines'],
  same: ['未变', 'Unchanged'],
});
export type WeightChange = CodeOf<typeof weightChanges>;

/** What is missing of 100 points, or too many. @param points as people read them, without a sign. */
export const weightGap = (short: boolean, points: string): Word =>
  short ? [`还差 ${points} 分`, `${points} point(s) missing`] : [`多出 ${points} 分`, `${points} point(s) too many`];

export const runStates = defineCodes({
  collecting: ['申报中', 'Reports are collected'],
  cut: ['初步结果，可申诉', 'Draft results, open to appeal'],
  published: ['已公布', 'Published'],
});
export type RunState = CodeOf<typeof runStates>;

export const reportStates = defineCodes({
  submitted: ['待审核', 'To be reviewed'],
  accepted: ['已采信', 'Accepted'],
  returned: ['已退回', 'Returned'],
  replaced: ['已由新申报代替', 'Replaced by a newer report'],
});
export type ReportState = CodeOf<typeof reportStates>;
export const reportDecisions = defineCodes({ accepted: ['采信', 'Accept'], returned: ['退回', 'Return'] });

export const appealOutcomes = defineCodes({
  upheld: ['申诉成立，更正数值', 'Upheld: the figure is corrected'],
  rejected: ['维持原结果', 'Rejected: the result stands'],
});
export type AppealOutcome = CodeOf<typeof appealOutcomes>;

/** What an agency can still do about a row that does not count in full. */
export const fixKinds = defineCodes({
  describe: ['补全目录条目的说明', 'Complete the description of the entry'],
  publish_entry: ['提交并发布目录条目', 'Have the entry published'],
  publish_update: ['发布到期的数据更新', 'Publish the update that is due'],
  publish_table: ['发布可机读的数据表', 'Publish a machine-readable table'],
  reply: ['在期限内答复共享申请', 'Answer the sharing request in time'],
  deliver: ['在期限内供给共享数据', 'Provide the shared data in time'],
  correct: ['在期限内答复校核申请', 'Answer the correction request in time'],
  answer: ['在期限内答复数据需求', 'Answer the data request in time'],
  file: ['在期限内提交授权备案', 'File the licence in time'],
  remit: ['在期限内缴入国库', 'Remit to the treasury in time'],
  cite: ['办结产品来源疑义', 'Settle the doubt about a source'],
  effect: ['登记应用成效', 'Record what the use brought'],
  digitise: ['完成纸质资源数字化', 'Finish the digitisation'],
  goal: ['报告并完成规划目标', 'Reach the goal and report it'],
  rule: ['修正不合质量规则的数据', 'Mend the data that break a rule'],
  register: ['登记数据资产', 'Register the data asset'],
  change: ['办结法规职责变化引起的目录更新', 'Bring the entries up to date after a change'],
  subject: ['在期限内答复个人数据请求', 'Answer the data subject in time'],
  rectify: ['按期完成整改', 'Finish the correction in time'],
});
export type FixKind = CodeOf<typeof fixKinds>;

export const planStates = defineCodes({
  drafting: ['拟订中', 'In preparation'],
  published: ['实施中', 'In force'],
  replaced: ['已由新版本代替', 'Replaced by a newer version'],
});
export type PlanState = CodeOf<typeof planStates>;

export const goalStandings = defineCodes({
  reached: ['已完成', 'Reached'],
  running: ['推进中', 'Under way'],
  silent: ['尚无进展报告', 'Nothing reported yet'],
  late: ['逾期', 'Late'],
});
export type GoalStanding = CodeOf<typeof goalStandings>;

export const useCaseKinds = defineCodes({
  application: ['应用系统', 'Application'],
  scenario: ['应用场景', 'Scenario'],
  model: ['算法模型', 'Model'],
});
export type UseCaseKind = CodeOf<typeof useCaseKinds>;
export const useCaseStates = defineCodes({ in_use: ['使用中', 'In use'], ended: ['已停用', 'Ended'] });
export type UseCaseState = CodeOf<typeof useCaseStates>;

/** Why a source may be worked with; `none` is data used without a grant. */
export const grantKinds = defineCodes({
  own: ['本单位数据', 'Own data'],
  open: ['已无条件开放', 'Open data'],
  shared: ['共享申请在有效期内', 'Shared, within its term'],
  none: ['没有授权', 'No grant'],
});
export type GrantKind = CodeOf<typeof grantKinds>;

export const mediums = defineCodes({
  paper: ['纸质档案', 'Paper'],
  microfilm: ['缩微胶片', 'Microfilm'],
  photograph: ['照片', 'Photographs'],
  tape: ['音像制品', 'Tapes'],
});
export type Medium = CodeOf<typeof mediums>;
