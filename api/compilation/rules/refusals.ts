import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'compilation.requirement_not_found': {
    status: 404,
    zh: '没有这一版编制要求。',
    en: 'There is no such version of the requirements.',
  },
  'compilation.province_only': {
    status: 403,
    zh: '编制要求由省级政务信息管理部门统一制定。',
    en: 'The compilation requirements are made by the information department of the province.',
    article: '8',
  },
  'compilation.draft_open': {
    status: 409,
    zh: '第 {{number}} 版尚未发布或作废，请在该版上继续起草。',
    en: 'Version {{number}} is neither published nor dropped: go on with it.',
  },
  'compilation.changed_meanwhile': {
    status: 409,
    zh: '内容已被他人修改（现为第 {{revision}} 次修订）。您填写的内容没有覆盖它，请核对后再保存。',
    en: 'Someone changed it meanwhile (now revision {{revision}}). Your text did not overwrite it: compare and save again.',
  },
  'compilation.wrong_state': {
    status: 409,
    zh: '目前的状态是“{{state}}”，不能办理此项。',
    en: 'It is now "{{state_en}}", where this cannot be done.',
  },
  'compilation.requirement_faulty': {
    status: 422,
    zh: '编制要求有 {{count}} 处需要更正：版本内部须一致，且不得放宽法定要素。',
    en: 'The requirements need correction in {{count}} place(s): a version agrees with itself and relaxes nothing the law asks for.',
    article: '8',
  },
  'compilation.same_person': {
    status: 403,
    zh: '起草人不能核定自己起草的版本，请由另一人核定。',
    en: 'Who drafted a version does not check it: another person does.',
  },
  'compilation.words_missing': { status: 422, zh: '退回时须写明意见。', en: 'A return needs an opinion.' },
  'compilation.effective_early': {
    status: 422,
    zh: '生效日期不得早于发布当日，也不得早于上一版的生效日期（{{day}}）。',
    en: 'It comes into force no earlier than today and no earlier than the version before it ({{day}}).',
  },
  'compilation.document_taken': {
    status: 409,
    zh: '文号“{{document_no}}”已用于另一版编制要求。',
    en: 'The document number "{{document_no}}" belongs to another version.',
  },

  'compilation.no_file': { status: 400, zh: '请选择要上传的文件。', en: 'Choose a file to send.' },
  'compilation.file_too_large': {
    status: 413,
    zh: '文件超过 {{limit}}，请分批导入。',
    en: 'The file is larger than {{limit}}: send it in parts.',
  },
  'compilation.not_a_workbook': {
    status: 422,
    zh: '这不是可以读取的 .xlsx 工作簿：{{why}}。请用下载的模板填写，并另存为“Excel 工作簿（.xlsx）”。',
    en: 'This is no .xlsx workbook that can be read: {{why_en}}. Fill in the template and save it as "Excel workbook (.xlsx)".',
  },
  'compilation.sheet_missing': {
    status: 422,
    zh: '工作簿中没有名为“{{sheet}}”的工作表，现有：{{found}}。',
    en: 'The workbook has no sheet named "{{sheet}}"; it has: {{found}}.',
  },
  'compilation.heads_missing': {
    status: 422,
    zh: '工作表“{{sheet}}”的第一行缺少列：{{heads}}。请不要改动模板的表头。',
    en: 'The first row of sheet "{{sheet}}" lacks the columns {{heads}}. Leave the heads of the template as they are.',
  },
  'compilation.merged_cells': {
    status: 422,
    zh: '工作表“{{sheet}}”有合并的单元格（{{cells}}），请取消合并后再上传。',
    en: 'Sheet "{{sheet}}" has merged cells ({{cells}}): unmerge them and send it again.',
  },
  'compilation.too_many_rows': {
    status: 422,
    zh: '工作簿有 {{rows}} 行，一次最多导入 {{most}} 个条目、{{most_items}} 个信息项，请分批导入。',
    en: 'The workbook has {{rows}} rows; at most {{most}} entries and {{most_items}} data items are imported at a time. Send it in parts.',
  },
  'compilation.empty_workbook': {
    status: 422,
    zh: '工作表“{{sheet}}”没有任何条目。',
    en: 'Sheet "{{sheet}}" holds no entry.',
  },
  'compilation.import_not_found': { status: 404, zh: '没有这次导入。', en: 'There is no such import.' },
  'compilation.nothing_to_apply': {
    status: 409,
    zh: '这次导入没有可以写入的条目：有错误的行须更正后重新上传。',
    en: 'Nothing of this import can be applied: correct the rows with errors and send the workbook again.',
  },
  'compilation.overtaken': {
    status: 409,
    zh: '自预览以来有 {{count}} 个条目被他人改动或占用名称（例如 {{codes}}），全部未导入。请重新上传，以核对最新内容。',
    en: 'Since the preview {{count}} entries were changed by others or their titles were taken (such as {{codes}}). Nothing was imported: send the workbook again to compare.',
  },
  'compilation.secret_rows': {
    status: 403,
    zh: '工作簿有 {{count}} 行声明为涉密（{{cells}}）。涉密数据不得在本平台编目，整个文件未保存；请删除这些行后再上传，必要时只登记“依保密法律管理”的存根。',
    en: '{{count}} row(s) of the workbook are declared secret ({{cells}}). Secret data is not catalogued here and nothing of the file was kept: remove those rows, and record no more than a stub for them.',
    article: '2',
  },
  'compilation.export_too_large': {
    status: 422,
    zh: '超过 {{most}} 个条目，请按状态分别导出。',
    en: 'More than {{most}} entries: export them by state.',
  },
  'compilation.file_gone': {
    status: 410,
    zh: '原文件已过保存期，不能再下载。',
    en: 'The file is past its keeping time.',
  },

  'compilation.trigger_not_found': { status: 404, zh: '没有这项更新事由。', en: 'There is no such change on record.' },
  'compilation.future_day': {
    status: 422,
    zh: '变化日期不能晚于今天。',
    en: 'The day of the change cannot be after today.',
  },
  'compilation.foreign_entries': {
    status: 422,
    zh: '所选条目中有 {{count}} 个不属于该单位，或已撤销。',
    en: '{{count}} of the entries are not of that agency, or are withdrawn.',
  },
  'compilation.no_jurisdiction': {
    status: 403,
    zh: '本单位不是 {{region}} 的政务信息管理部门。此次尝试已记录。',
    en: 'Your organisation is not the information department of {{region_en}}. The attempt is on record.',
    article: '4',
  },
  'compilation.extension_used': {
    status: 409,
    zh: '延长只能申请一次。',
    en: 'More time can be asked for once.',
  },
  'compilation.nothing_asked': { status: 409, zh: '没有待审定的延长申请。', en: 'No extension waits for a decision.' },
  'compilation.still_open': {
    status: 409,
    zh: '还有 {{count}} 个条目没有更新，也没有说明无需更新。',
    en: '{{count}} entries are neither updated nor said to need no change.',
  },

  'compilation.stub_not_found': { status: 404, zh: '没有这个存根。', en: 'There is no such stub.' },
  'compilation.stub_closed': { status: 409, zh: '该存根已注销。', en: 'The stub is closed already.' },
});
