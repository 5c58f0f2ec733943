/** Code lists of the dictionary and of the quality report (Article 11; the dimensions are those of GB/T 36344-2018). */
import { type CodeOf, defineCodes } from '#api/kernel/words.ts';

export const ruleKinds = defineCodes({
  not_null: ['必填', 'Required'],
  unique: ['不重复', 'Unique'],
  range: ['取值范围', 'Range'],
  pattern: ['格式', 'Pattern'],
  codes: ['代码表', 'Code list'],
  reference: ['引用其他数据集', 'Found in another dataset'],
  row_count: ['行数变化', 'Change of the number of rows'],
});
export type RuleKind = CodeOf<typeof ruleKinds>;

export const dimensions = defineCodes({
  completeness: ['完整性', 'Completeness'],
  accuracy: ['准确性', 'Accuracy'],
  timeliness: ['及时性', 'Timeliness'],
  uniqueness: ['唯一性', 'Uniqueness'],
  consistency: ['一致性', 'Consistency'],
});
export type Dimension = CodeOf<typeof dimensions>;

export const outcomes = defineCodes({
  kept: ['符合', 'Holds'],
  failed: ['不符合', 'Does not hold'],
  skipped: ['未检查', 'Not checked'],
});
export type Outcome = CodeOf<typeof outcomes>;

/** Why a rule was not checked. */
export const skips = defineCodes({
  column_missing: ['该版本没有这一列', 'the version has no such column'],
  target_missing: [
    '被引用的数据集、表或列已不存在或不再公开',
    'the dataset, table or column referred to is gone or no longer public',
  ],
  nothing_before: ['没有可以比较的前一版本', 'there is no version before to compare with'],
  no_codes: ['代码表是空的', 'the code list is empty'],
  unreadable: ['规则与该列现在的类型不符', 'the rule does not fit the type the column has now'],
});
export type Skip = CodeOf<typeof skips>;
