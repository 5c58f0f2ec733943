/** What the CKAN door refuses of its own accord; the rooms behind it refuse by their own names. */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'ckan.not_found': { status: 404, zh: '没有找到“{{name}}”。', en: 'There is no "{{name}}".' },
  'ckan.bad_query': {
    status: 400,
    zh: '检索式无法理解，问题在“{{near}}”附近。',
    en: 'The query cannot be read near "{{near}}".',
  },
  'ckan.unknown_field': {
    status: 400,
    zh: '检索式中没有“{{field}}”这个字段。',
    en: 'The query names an unknown field "{{field}}".',
  },
  'ckan.bad_sort': { status: 400, zh: '不能按“{{sort}}”排序。', en: 'Results cannot be sorted by "{{sort}}".' },
  'ckan.no_datastore': {
    status: 404,
    zh: '资源“{{id}}”没有可查询的数据表。',
    en: 'The resource "{{id}}" has no table to query.',
  },
  'ckan.classification_missing': {
    status: 422,
    zh: '请以 classification_code 给出信息资源分类（目或细目），例如 306014。',
    en: 'Give the classification (six digits or longer) as classification_code, such as 306014.',
    article: '8',
  },
  'ckan.owner_org': {
    status: 422,
    zh: 'owner_org 不是您所代表的单位（{{name}}）：条目只能由本单位编制。',
    en: 'owner_org is not the organisation you act for ({{name}}): an agency compiles its own entries.',
    article: '8',
  },
  'ckan.one_theme': {
    status: 422,
    zh: '每个条目归入一个主题；groups 中“{{groups}}”无法采用。',
    en: 'An entry stands under exactly one theme; the groups "{{groups}}" cannot be taken.',
  },
  'ckan.unknown_extra': {
    status: 422,
    zh: '目录条目没有“{{key}}”这一项，未保存。可用的项见 help_show(package_create)。',
    en: 'A catalogue entry has no element "{{key}}"; nothing was saved. The elements are listed by help_show(package_create).',
  },
  'ckan.reason_missing': {
    status: 422,
    zh: '撤销已发布的条目须说明理由：请以 reason 给出（2 至 1000 字）。',
    en: 'Withdrawing a published entry needs a reason: give it as reason (2 to 1000 characters).',
  },
  'ckan.upload_missing': {
    status: 422,
    zh: '请以 multipart/form-data 上传文件，字段名 upload，package_id 在文件之前。平台保存数据本身，不收录外部链接。',
    en: 'Send the file as multipart/form-data in the field upload, with package_id before it. The platform keeps the data itself, not links to it.',
  },
  'ckan.version_permanent': {
    status: 409,
    zh: '数据版本一经接收不得改动或删除（下载地址和引用须永久有效）。请上传新版本，或以 package_delete 撤销整个条目。',
    en: 'A version is never changed or deleted once it is taken in, so that addresses and citations stay true. Upload a new version, or withdraw the whole entry with package_delete.',
  },
  'ckan.rows_permanent': {
    status: 409,
    zh: '已有版本中的行不能修改或删除。请用 datastore_create 提交完整的表，或用 method=insert 在末尾追加行，二者都生成新版本。',
    en: 'Rows of a version cannot be changed or deleted. Send the whole table with datastore_create, or append rows with method=insert; both make a new version.',
  },
  'ckan.no_records': {
    status: 422,
    zh: '没有收到记录：records 应为至少含一行的对象列表。',
    en: 'No records arrived: records is a list of at least one object.',
  },
  'ckan.unknown_record_field': {
    status: 422,
    zh: '第 {{row}} 行含有表中没有的列“{{column}}”。',
    en: 'Record {{row}} has a column "{{column}}" that the table has not.',
  },
  'ckan.nested_record': {
    status: 422,
    zh: '第 {{row}} 行的列“{{column}}”不是单个值，表中每格只能是文字、数字、是/否或空。',
    en: 'Column "{{column}}" of record {{row}} is no single value: a cell is a text, a number, true, false or empty.',
  },
  'ckan.resources_apart': {
    status: 422,
    zh: '数据文件请用 resource_create 上传，不能随 package 提交。',
    en: 'Send data files with resource_create, not within the package.',
  },
  'ckan.sql_table': {
    status: 409,
    zh: 'SQL 中的表“{{table}}”不是可查询的资源编号。',
    en: 'The table "{{table}}" in the SQL is no id of a resource that can be queried.',
  },
  'ckan.row_filter': {
    status: 409,
    zh: '_id 只能单独作为筛选条件，写作 {"_id": 行号}。',
    en: '_id is a filter only by itself, written {"_id": number of the row}.',
  },
  'ckan.distinct_limits': {
    status: 409,
    zh: 'distinct 须用 fields 指明 1 至 5 列，limit 与 offset 之和不超过 10000。',
    en: 'distinct needs 1 to 5 columns named by fields, with limit and offset together at most 10000.',
  },
});
