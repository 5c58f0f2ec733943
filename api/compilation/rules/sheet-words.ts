/** What stands in the workbook: names of sheets and columns, and what is wrong with a cell. */
import { defineCodes, type Words } from '#api/kernel/words.ts';

export const sheetNames = defineCodes({
  entries: ['目录条目', 'Entries'],
  items: ['信息项', 'Data items'],
  guide: ['填写说明', 'How to fill in'],
  lists: ['代码表', 'Code lists'],
  faults: ['错误清单', 'Errors'],
});
export type SheetName = 'entries' | 'items';

/** Columns beside the elements. */
export const fixedColumns = defineCodes({
  code: ['信息资源代码', 'Resource code'],
  classification_code: ['信息资源分类代码', 'Classification code'],
  provider: ['信息资源提供方', 'Provider'],
  uscc: ['信息资源提供方代码', 'Provider code'],
  'share_basis.kind': ['依据类别', 'Kind of basis'],
  'share_basis.instrument': ['依据文件', 'Instrument of the basis'],
  'share_basis.article': ['依据条款', 'Article of the basis'],
  state: ['状态', 'State'],
  published_on: ['发布日期', 'Published on'],
});

export const itemColumns = defineCodes({
  title: ['信息资源名称', 'Title of the entry'],
  name: ['字段名', 'Column name'],
  label: ['信息项名称', 'Name of the item'],
  data_type: ['数据类型', 'Data type'],
  unit: ['计量单位', 'Unit'],
  sensitivity: ['敏感标识', 'Sensitivity'],
  description: ['说明', 'Description'],
});
export type ItemColumn = keyof typeof itemColumns.words;

export const guideColumns = defineCodes({
  column: ['列', 'Column'],
  demand: ['要求', 'Demand'],
  values: ['可用取值', 'Values'],
  hint: ['填写提示', 'Hint'],
  source: ['出处', 'Source'],
});

export const faultColumns = defineCodes({
  sheet: ['工作表', 'Sheet'],
  cell: ['单元格', 'Cell'],
  title: ['资源名称', 'Title'],
  stops: ['影响', 'Effect'],
  words: ['说明', 'What is wrong'],
});

export const effects = defineCodes({
  stops: ['不能导入', 'Not imported'],
  later: ['可导入为草稿，提交前须补正', 'Imported as a draft; to be put right before submission'],
});

export const guideLines = [
  [
    '每行一个目录条目；信息项写在“信息项”工作表，以资源名称对应。新条目不填资源代码；有代码的行更新该条目。',
    'One entry a row; its data items stand in the sheet of items under the same title. New entries have no code; a row with a code updates that entry.',
  ],
  [
    '空单元格清空该要素；整列删除则保留原值。信息项工作表中没有任何行的条目，保留原有信息项。',
    'An empty cell clears the element; a column taken out leaves it as it was. An entry without rows in the sheet of items keeps the items it has.',
  ],
  [
    '涉密资源不得填入本表：含有涉密行的文件整个不予保存。不要使用公式和合并单元格。',
    'Secret resources do not belong here: a file with a secret row is not kept at all. Use no formulas and no merged cells.',
  ],
] as const;

export const cellFaults = {
  formula: ['单元格是公式，请改为填写文字或数值', 'The cell is a formula: write the text or number instead'],
  broken: ['单元格的值是错误（例如 #REF!）', 'The cell holds an error such as #REF!'],
  not_a_code: [
    '“{{text}}”不是“{{column}}”的取值，可用：{{values}}',
    '"{{text}}" is no value of "{{column}}"; use {{values}}',
  ],
  title_missing: ['请填写资源名称', 'Give the title'],
  title_twice: ['资源名称“{{text}}”与第 {{row}} 行重复', 'The title "{{text}}" stands in row {{row}} too'],
  code_twice: ['资源代码“{{text}}”与第 {{row}} 行重复', 'The code "{{text}}" stands in row {{row}} too'],
  classification_missing: ['新条目须填写分类代码', 'A new entry needs its classification code'],
  classification_unknown: [
    '“{{text}}”不是目录分类中可编目的目或细目',
    '"{{text}}" is no entry or sub-entry of the classification',
  ],
  classification_fixed: ['分类代码不能更改，原为 {{was}}', 'The classification cannot change; it is {{was}}'],
  code_unknown: [
    '没有代码为“{{text}}”的本单位条目；新条目请不填代码',
    'Your agency has no entry with the code "{{text}}"; leave it empty for a new one',
  ],
  title_taken: ['本单位已有同名条目 {{code}}', 'Your agency already has an entry of this name, {{code}}'],
  other_agency: ['该行的提供方代码不是本单位', 'The provider of this row is not your agency'],
  not_editable: ['条目目前的状态是“{{state}}”，不能修改', 'The entry is "{{state_en}}" now and cannot be changed'],
  item_lost: ['工作表“目录条目”中没有名为“{{text}}”的条目', 'The sheet of entries has no entry titled "{{text}}"'],
  item_lost_title: ['请填写该信息项所属的资源名称', 'Say which entry the item belongs to'],
  items_many: ['一个条目最多 500 个信息项', 'An entry has at most 500 data items'],
  unreadable: ['{{zh}}', '{{en}}'],
} as const satisfies Words;
export type CellFault = keyof typeof cellFaults;
