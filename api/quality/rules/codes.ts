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

/** Heads of the dictionary as a sheet. */
export const sheetHeads = defineCodes({
  table: ['表', 'Table'],
  column: ['列', 'Column'],
  type: ['类型', 'Type'],
  label: ['中文名称', 'Name (Chinese)'],
  label_en: ['英文名称', 'Name (English)'],
  unit: ['单位', 'Unit'],
  description: ['说明', 'Description'],
  sensitivity: ['敏感级别', 'Sensitivity'],
  codes: ['代码表', 'Code list'],
});
export type SheetHead = CodeOf<typeof sheetHeads>;

/** Why a row or a cell of such a sheet cannot be taken as it is. */
export const sheetFaults = defineCodes({
  unknown_column: [
    '数据字典中没有“{{table}}”表的“{{column}}”列',
    'The dictionary has no column "{{column}}" of table "{{table}}"',
  ],
  no_column: ['数据字典中没有“{{column}}”列', 'The dictionary has no column "{{column}}"'],
  which_table: ['有几个表都有“{{column}}”列，请填写表名', 'Several tables have a column "{{column}}": name the table'],
  twice: [
    '“{{column}}”列在文件中重复出现，只取第一次',
    'Column "{{column}}" stands in the file twice; the first counts',
  ],
  needed: ['中文名称不能为空', 'The Chinese name must not be empty'],
  too_long: ['最多 {{most}} 个字，现有 {{now}} 个', 'At most {{most}} characters, there are {{now}}'],
  control: ['不能含有换行或控制字符', 'Line breaks and control characters are not allowed'],
  unknown_level: ['没有“{{value}}”这一敏感级别', 'There is no sensitivity "{{value}}"'],
  code_twice: ['代码“{{code}}”重复', 'The code "{{code}}" stands there twice'],
  too_many_codes: ['最多 {{most}} 个代码', 'At most {{most}} codes'],
});
export type SheetFault = CodeOf<typeof sheetFaults>;
