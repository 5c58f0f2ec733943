/** Code lists of jobs in the domain, with their words. */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const jobStates = defineCodes({
  queued: ['排队中', 'Waiting'],
  running: ['计算中', 'Running'],
  reviewing: ['待审查', 'Under review'],
  released: ['已放行', 'Released'],
  refused: ['不予放行', 'Not released'],
  failed: ['未完成', 'Failed'],
  cancelled: ['已取消', 'Cancelled'],
  expired: ['结果已清除', 'Result removed'],
});
export type JobState = CodeOf<typeof jobStates>;

export const jobActions = defineCodes({
  submit: ['提交', 'Submitted'],
  start: ['开始计算', 'Began'],
  review: ['送审', 'Sent to review'],
  release: ['放行', 'Released'],
  refuse: ['不予放行', 'Refused'],
  fail: ['未完成', 'Failed'],
  cancel: ['取消', 'Cancelled'],
  expire: ['清除结果', 'Removed the result'],
});
export type JobAction = CodeOf<typeof jobActions>;

export const stages = defineCodes({
  reading: ['取数', 'Reading the tables'],
  computing: ['计算', 'Computing'],
  keeping: ['保存结果', 'Keeping the answer'],
});
export type Stage = CodeOf<typeof stages>;

/** Why a person looks at a result before it leaves. */
export const reviewReasons = defineCodes({
  agency: ['授权机构要求逐件审查', 'The agency reviews every result'],
  region: ['本地区要求逐件审查', 'The region has every result reviewed'],
  similar: ['与此前的查询相差不足阈值', 'Differs from an earlier query by fewer records than the threshold'],
  failures: ['近期多次在真实数据上未完成', 'Several recent jobs failed on the real rows'],
});
export type ReviewReason = CodeOf<typeof reviewReasons>;

export const reviewModes = defineCodes({
  every: ['每件都审查', 'Review every result'],
  flagged: ['仅审查有疑点的', 'Review flagged results only'],
});
export type ReviewMode = CodeOf<typeof reviewModes>;

export const resultFormats = defineCodes({
  csv: ['CSV', 'CSV'],
  json: ['JSON', 'JSON'],
  parquet: ['Parquet', 'Parquet'],
});
export type ResultFormat = CodeOf<typeof resultFormats>;

/** How a synthetic column was made. */
export const recipeWords = defineCodes({
  codes: ['常见取值按占比抽取', 'Common values, drawn by their share'],
  numbers: ['按分段占比在段内抽取', 'Drawn within coarse ranges by their share'],
  times: ['按时间分段占比抽取', 'Drawn within periods by their share'],
  text: ['虚构文本', 'Made-up text'],
  series: ['虚构编号', 'Made-up numbers'],
  empty: ['留空', 'Left empty'],
});
