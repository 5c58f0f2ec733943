import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'datasets.version_not_found': { status: 404, zh: '没有这个数据版本。', en: 'There is no such version of the data.' },
  'datasets.table_not_found': {
    status: 404,
    zh: '这个版本没有第 {{number}} 个表。',
    en: 'The version has no table {{number}}.',
  },
  'datasets.file_not_found': { status: 404, zh: '这个版本没有该文件。', en: 'The version has no such file.' },
  'datasets.in_table': { status: 422, zh: '表“{{table}}”：{{reason}}', en: 'Table "{{table}}": {{reason}}' },
  'datasets.no_table': {
    status: 409,
    zh: '第 {{number}} 版没有可机器读取的表，不得开放：开放的数据须可机读、可下载。请另附 CSV、XLSX、JSON、GeoJSON 或 Parquet（可与文件一起打包为 ZIP）。',
    en: 'Version {{number}} has no table that machines can read and may not be opened. Add a CSV, XLSX, JSON, GeoJSON or Parquet (in a ZIP with the files, for instance).',
    article: '15',
  },
  'datasets.files_unconfirmed': {
    status: 409,
    zh: '第 {{number}} 版的以下文件平台无法检查，须先逐个确认其中不含个人信息：{{files}}。',
    en: 'Version {{number}} holds files that cannot be scanned; confirm for each that it holds no personal information: {{files}}.',
    article: '15',
  },
  'datasets.upload_not_found': {
    status: 404,
    zh: '没有这个上传，或者已经过期。请重新上传。',
    en: 'There is no such upload, or it has expired. Upload again.',
  },
  'datasets.no_file': {
    status: 400,
    zh: '没有收到文件。请以 multipart/form-data 上传，文件字段名为 file。',
    en: 'No file arrived. Send multipart/form-data with the file in the field "file".',
  },
  'datasets.empty': {
    status: 422,
    zh: '文件“{{name}}”是空的（0 字节），未接收。',
    en: 'The file "{{name}}" is empty (0 bytes) and was not taken.',
  },
  'datasets.too_large': {
    status: 413,
    zh: '文件超过 {{limit}} 的上限，未接收。请按年度或地区拆分，或只保留需要编目的列。',
    en: 'The file is larger than {{limit}} and was not taken. Split it by year or area, or keep only the catalogued columns.',
  },
  'datasets.broken_upload': {
    status: 400,
    zh: '上传中断，没有收到完整的文件，未作任何改动。',
    en: 'The upload broke off before the whole file arrived; nothing was changed.',
  },
  'datasets.file_name': {
    status: 422,
    zh: '文件名不合规定：须为 1 至 255 字节，不含控制字符。',
    en: 'The file name is not allowed: 1 to 255 bytes, no control characters.',
  },
  'datasets.duplicate': {
    status: 409,
    zh: '该文件与第 {{number}} 版完全相同（SHA-256 一致），未重复接收。第 {{number}} 版的状态是“{{state}}”。',
    en: 'This file is identical to version {{number}} (same SHA-256) and was not taken again. Version {{number}} is now: {{state_en}}.',
  },
  'datasets.wrong_state': {
    status: 409,
    zh: '第 {{number}} 版目前的状态是“{{state}}”，不能办理此项。',
    en: 'Version {{number}} is now "{{state_en}}", where this cannot be done.',
  },
  'datasets.not_ready': {
    status: 409,
    zh: '第 {{number}} 版仍在处理，请稍候再发布。',
    en: 'Version {{number}} is still being processed; publish it when that is done.',
  },
  'datasets.untreated': {
    status: 409,
    zh: '第 {{number}} 版的以下列含有尚未处理的个人信息，不得开放：{{columns}}。请逐列选择删除或遮盖。',
    en: 'Version {{number}} holds untreated personal information and may not be opened: {{columns}}. Choose for each column whether to drop or mask it.',
    article: '15',
  },
  'datasets.still_personal': {
    status: 409,
    zh: '处理后的表中仍能识别出个人信息：{{columns}}。请改为删除这些列。',
    en: 'Personal information is still recognisable after the treatment: {{columns}}. Drop these columns instead.',
    article: '15',
  },
  'datasets.unknown_column': {
    status: 422,
    zh: '表中没有名为“{{column}}”的列。',
    en: 'The table has no column named "{{column}}".',
  },
  'datasets.nothing_left': {
    status: 422,
    zh: '不能删除全部列，请至少保留一列。',
    en: 'Not every column can be dropped; keep at least one.',
  },
  'datasets.drift_open': {
    status: 409,
    zh: '第 {{number}} 版的列与已发布的第 {{before}} 版不同，须先由目录编制人员确认：{{columns}}。',
    en: 'The columns of version {{number}} differ from published version {{before}}; its steward has to accept that first: {{columns}}.',
    article: '11',
  },
  'datasets.no_drift': {
    status: 409,
    zh: '第 {{number}} 版的列与已发布的版本没有不同，无须确认。',
    en: 'The columns of version {{number}} are as in the published version; there is nothing to accept.',
  },
  'datasets.quality_failed': {
    status: 409,
    zh: '第 {{number}} 版不符合须遵守的质量规则，不得开放：{{rules}}。请更正数据后重新上传，或修改规则。',
    en: 'Version {{number}} does not keep quality rules that it must keep and may not be opened: {{rules}}. Correct the data and upload it again, or change the rules.',
    article: '11',
  },
  'datasets.quality_pending': {
    status: 409,
    zh: '第 {{number}} 版的质量检查尚未完成，请稍候再办理。',
    en: 'The quality checks of version {{number}} are not finished; try again in a moment.',
    article: '11',
  },
  'datasets.entry_unpublished': {
    status: 409,
    zh: '目录条目尚未发布，数据版本随条目一同审核发布。',
    en: 'The entry is not published yet; its data is published with it after the review.',
    article: '8',
  },
  'datasets.licence_needed': {
    status: 403,
    zh: '“{{title}}”属于有条件开放的数据，须由企业申请授权开发并签订合作协议后使用：在数据页面选择“申请授权开发”。',
    en: '"{{title}}" is open by licensed development only: an enterprise applies for it on the dataset page and signs a cooperation agreement.',
    article: '19',
  },
  'datasets.not_open': {
    status: 403,
    zh: '“{{title}}”依法不予开放，平台只公布其目录信息。',
    en: '"{{title}}" is not open by law; only its catalogue entry is public.',
    article: '14',
  },
  'datasets.bad_filter': {
    status: 400,
    zh: '筛选条件“{{filter}}”无法理解，应写作 列名:运算符:值，例如 县区:eq:太原；运算符为 {{ops}}。',
    en: 'The filter "{{filter}}" cannot be read; write column:operator:value, such as county:eq:Taiyuan. Operators: {{ops}}.',
  },
  'datasets.bad_group': {
    status: 400,
    zh: '分组“{{group}}”无法理解，应写作 列名、列名:month 或 列名:bins:20。',
    en: 'The group "{{group}}" cannot be read; write column, column:month or column:bins:20.',
  },
  'datasets.bad_measure': {
    status: 400,
    zh: '统计项“{{measure}}”无法理解，应写作 count 或 函数:列名，例如 sum:金额；函数为 {{fns}}。',
    en: 'The figure "{{measure}}" cannot be read; write count or function:column, such as sum:amount. Functions: {{fns}}.',
  },
  'datasets.no_such_table': {
    status: 404,
    zh: '这个版本没有名为“{{table}}”的表；有：{{tables}}。',
    en: 'The version has no table named "{{table}}". It has: {{tables}}.',
  },
  'datasets.source_withheld': {
    status: 403,
    zh: '该版本发布前处理过个人信息，原始文件不提供下载；请下载处理后的表。',
    en: 'Personal information was treated before this version was published, so the original file is not handed out; download the table.',
    article: '15',
  },
  'datasets.bad_range': {
    status: 416,
    zh: '请求的字节范围超出文件（共 {{bytes}} 字节）。',
    en: 'The requested byte range lies outside the file of {{bytes}} bytes.',
  },
  'datasets.ingest_broken': {
    status: 503,
    zh: '处理因平台故障中断，文件已保留。请点击“重新处理”；若再次失败，请联系平台运营机构。',
    en: 'The work broke off through a fault of the platform; the file is kept. Press "process again"; if it fails again, contact the operator.',
  },
});
