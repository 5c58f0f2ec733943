/** What a dataset is scored by, and how each point is won; words for the page and the API alike. */
import { type CodeOf, defineCodes, type Word } from '#api/kernel/words.ts';

/** The nine criteria of udata (the software of data.gouv.fr), and two of our own. */
export const criteria = defineCodes({
  description: ['数据说明', 'Description'],
  documentation: ['版本说明', 'Documentation of the files'],
  licence: ['开放许可', 'Licence'],
  frequency: ['更新周期', 'Update frequency stated'],
  fulfilled: ['当前数据按期', 'Data up to date'],
  formats: ['开放格式', 'Open formats'],
  temporal: ['时间范围', 'Period covered'],
  spatial: ['空间范围', 'Area covered'],
  available: ['文件可取得', 'Files available'],
  punctuality: ['历次更新准时', 'Updates in time'],
  columns: ['字段说明', 'Columns described'],
});
export type CriterionCode = CodeOf<typeof criteria>;

/** A hundred in all: eight for each of the nine, fourteen for each of ours, which are measured in shares. */
export const weights: Readonly<Record<CriterionCode, number>> = {
  description: 8,
  documentation: 8,
  licence: 8,
  frequency: 8,
  fulfilled: 8,
  formats: 8,
  temporal: 8,
  spatial: 8,
  available: 8,
  punctuality: 14,
  columns: 14,
};

export const criterionStates = defineCodes({
  met: ['已满足', 'Met'],
  partly: ['部分满足', 'Partly met'],
  not: ['未满足', 'Not met'],
  unknown: ['不计分', 'Not counted'],
});
export type CriterionState = CodeOf<typeof criterionStates>;

/** How long a description has to be: in half-width characters, of which a Han character is two. */
export const describedAt = 100;

/** How a criterion is met. */
export const ways: Readonly<Record<CriterionCode, Word>> = {
  description: [
    '把摘要写到至少 50 个汉字：数据包含什么、从哪里来、怎样统计、有何限制。',
    'Write an abstract of at least 100 letters (50 Han characters): what the data hold, where they come from, how they were made, what they cannot tell.',
  ],
  documentation: [
    '上传下一版数据时填写版本说明，或随数据附上说明文档。',
    'Say with the next version what it holds and what changed, or add a document beside the table.',
  ],
  licence: ['选择开放许可，让使用者知道可以怎样使用。', 'Choose a licence, so that users know what they may do.'],
  frequency: ['填写更新周期。', 'State how often the data are updated.'],
  fulfilled: [
    '现有数据已过更新期，上传并发布新的版本；如果实际周期不同，请修改更新周期。',
    'The data are overdue: publish a new version, or correct the update frequency if it is another.',
  ],
  formats: [
    '提供机器可读的开放格式（如 CSV、JSON、Parquet）的数据。',
    'Offer the data in an open, machine-readable format such as CSV, JSON or Parquet.',
  ],
  temporal: ['填写数据的起止时间。', 'State the period the data cover.'],
  spatial: ['填写数据的空间范围。', 'State the area the data cover.'],
  available: ['上传数据文件并发布。', 'Upload the data and publish them.'],
  punctuality: [
    '在更新日（含宽限期）之前发布新版本；按最近 12 次应更新计算。',
    'Publish each new version by its due day (with its days of grace); the last twelve due updates are counted.',
  ],
  columns: ['为每个字段确认中文名称或说明。', 'Confirm a label or a description for every column.'],
};

/** Why something is left out of the score. */
export const omissions = defineCodes({
  not_told: [
    '来源平台的接口不提供这一项，不计入总分。',
    'The portal it comes from does not tell this; it is left out of the score.',
  ],
  not_checked: [
    '文件保存在来源平台，本平台不代为检查，不计入总分。',
    'The files stay at their portal and are not checked here; it is left out of the score.',
  ],
  nothing_due: ['还没有到第一个更新日，暂不计入总分。', 'No update was due yet; it is left out of the score.'],
  no_promise: [
    '更新周期为“不定期”，没有可以对照的更新日，不计入总分。',
    'Updated irregularly: no day was promised, so it is left out of the score.',
  ],
  not_offered: [
    '数据依法不予开放，不提供文件，不计入总分。',
    'The data are not open by law and no file is offered; it is left out of the score.',
  ],
});
export type Omission = CodeOf<typeof omissions>;
