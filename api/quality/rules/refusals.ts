import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'quality.changed_meanwhile': {
    status: 409,
    zh: '{{who}} 已于 {{when}} 修改了数据字典（现为第 {{revision}} 次修改）。您填写的内容仍在页面上，请核对后重新保存。',
    en: '{{who}} changed the dictionary at {{when}} (now change {{revision}}). What you typed is still on the page; compare and save again.',
  },
  'quality.unknown_column': {
    status: 422,
    zh: '数据字典中没有“{{table}}”表的“{{column}}”列。',
    en: 'The dictionary has no column "{{column}}" of table "{{table}}".',
  },
  'quality.unknown_table': {
    status: 422,
    zh: '数据字典中没有“{{table}}”表。',
    en: 'The dictionary has no table "{{table}}".',
  },
  'quality.sheet_too_big': {
    status: 413,
    zh: '数据字典文件太大：最多 {{most}} MB、两万行。',
    en: 'The file of the dictionary is too big: at most {{most}} MB and 20,000 rows.',
  },
  'quality.sheet_unreadable': {
    status: 422,
    zh: '无法读出这个文件（第 {{line}} 行起）。请在 Excel 中另存为 CSV 后重新上传；什么都没有改变。',
    en: 'The file cannot be read (from line {{line}}). Save it as CSV and upload it again; nothing was changed.',
  },
  'quality.sheet_heads': {
    status: 422,
    zh: '文件第一行没有“列”这一栏，无法知道各行说的是哪一列。请以下载的文件为底稿；什么都没有改变。',
    en: 'The first row has no head “Column”, so nobody knows which column a row is about. Start from the downloaded file; nothing was changed.',
  },
  'quality.no_version': {
    status: 409,
    zh: '还没有可以检查的数据版本：请先上传数据并处理其中的个人信息。',
    en: 'There is no version to check yet: upload the data and treat the personal information in it first.',
  },
  'quality.no_report': {
    status: 404,
    zh: '第 {{number}} 版还没有质量报告。',
    en: 'There is no quality report of version {{number}} yet.',
  },
  'quality.reference_missing': {
    status: 422,
    zh: '引用的数据集“{{dataset}}”没有已发布的表“{{table}}”和列“{{column}}”。',
    en: 'The dataset "{{dataset}}" has no published table "{{table}}" with column "{{column}}".',
  },
  'quality.reference_closed': {
    status: 422,
    zh: '数据集“{{dataset}}”不是无条件开放的，也不属于本单位，不能作为引用对象。',
    en: 'The dataset "{{dataset}}" is neither open to everyone nor of your own agency, so a rule cannot refer to it.',
    article: '15',
  },
  'quality.codes_repeated': {
    status: 422,
    zh: '“{{column}}”列的代码“{{code}}”出现了两次。',
    en: 'Code "{{code}}" stands twice in the list of column "{{column}}".',
  },
  'quality.codes_needed': {
    status: 422,
    zh: '“{{column}}”列要求使用代码表，但代码表是空的。',
    en: 'Column "{{column}}" asks for a code list, but the list is empty.',
  },
});
