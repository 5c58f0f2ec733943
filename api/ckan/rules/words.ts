/** What the CKAN door says besides its refusals: what each action does, and names that CKAN has a field for. */
import type { Words } from '#api/kernel/words.ts';

export const site = {
  title: ['晋数 · 山西省公共数据平台', 'Jinshu, the public-data platform of Shanxi'],
  description: ['政务数据目录、开放与授权开发', 'Catalogue of government data, open data and licensed development'],
  draft_dropped: ['未发布的草稿，由编制人撤销', 'A draft never published, dropped by its steward'],
  title_missing: ['请填写资源名称', 'Give the title'],
  licensed: ['须申请授权开发后取得', 'By licensed development, on application'],
} as const satisfies Words;

/** One sentence an action, for help_show; the names are CKAN's. */
export const help = {
  status_show: ['平台的版本、地址与功能', 'Version, address and features of the site'],
  site_read: ['平台可读', 'True: the site may be read'],
  package_list: ['全部已发布数据集的名称（limit, offset）', 'Names of all published datasets (limit, offset)'],
  current_package_list_with_resources: [
    '已发布数据集及其资源，最近变更在前（limit, offset）',
    'Published datasets with their resources, the last changed first (limit, offset)',
  ],
  package_search: [
    '检索数据集：q, fq（field:value、引号、AND OR NOT、[a TO b]）, sort, rows（至多 1000）, start, facet.field, facet.limit',
    'Searches datasets: q, fq (field:value, quotes, AND OR NOT, [a TO b]), sort, rows (at most 1000), start, facet.field, facet.limit',
  ],
  package_show: [
    '一个数据集（id 为编号、名称或资源代码）；持令牌的本单位编制人看到工作稿',
    'A dataset (id: UUID, name or resource code); the steward of the agency, with a token, sees the working copy',
  ],
  package_autocomplete: ['按名称或标题的开头提示数据集（q, limit）', 'Datasets by part of name or title (q, limit)'],
  resource_show: ['一个资源：某版本的一张表的一种格式', 'A resource: one table of one version in one format'],
  resource_search: [
    '按 name、description、format、url、hash 检索资源（query="field:value"）',
    'Resources by name, description, format, url or hash (query="field:value")',
  ],
  resource_view_list: ['资源的视图：平台不用视图，总是空', 'Views of a resource: always none here'],
  group_list: ['主题（all_fields, sort, limit, offset）', 'Groups, which are themes (all_fields, sort, limit, offset)'],
  group_show: ['一个主题（include_datasets）', 'A group, which is a theme (include_datasets)'],
  group_package_show: ['一个主题下的数据集', 'Datasets of a group'],
  organization_list: ['政务机构（all_fields, sort, limit, offset）', 'Agencies (all_fields, sort, limit, offset)'],
  organization_show: ['一个政务机构（include_datasets）', 'An agency (include_datasets)'],
  organization_list_for_user: ['您所代表的单位', 'The organisation you act for'],
  tag_list: ['关键词（query, all_fields）', 'Keywords (query, all_fields)'],
  tag_show: ['一个关键词（include_datasets）', 'A keyword (include_datasets)'],
  tag_search: ['检索关键词（query, limit, offset）', 'Searches keywords (query, limit, offset)'],
  tag_autocomplete: ['按开头提示关键词', 'Keywords by part'],
  format_autocomplete: ['资源的格式', 'Formats of resources'],
  license_list: ['开放许可', 'Licences'],
  vocabulary_list: ['词表：没有', 'Vocabularies: none'],
  user_show: ['令牌所代表的本人', 'Yourself, by the token'],
  user_list: ['令牌所代表的本人', 'Yourself, by the token'],
  help_show: ['操作的说明（name）', 'What an action does (name)'],
  datastore_search: [
    '查询表中的行：resource_id, filters, q, fields, sort, limit（至多 32000）, offset, records_format（objects lists csv tsv）, include_total, distinct',
    'Rows of a table: resource_id, filters, q, fields, sort, limit (at most 32000), offset, records_format (objects lists csv tsv), include_total, distinct',
  ],
  datastore_search_sql: [
    '只读 SQL：SELECT … FROM "resource_id"，一条语句，同一数据集的表',
    'Read-only SQL: SELECT … FROM "resource_id", one statement, tables of one dataset',
  ],
  datastore_info: ['表的列与行数', 'Columns and number of rows of a table'],
  package_create: [
    '新建目录条目草稿：title, notes, tags, groups（一个主题）, license_id, classification_code 以及条例要求的各项（顶层或 extras）：{{keys}}。state="active" 表示同时提交审核',
    'Starts a catalogue entry as a draft: title, notes, tags, groups (one theme), license_id, classification_code and the elements the regulation asks for, beside them or in extras: {{keys}}. state="active" also submits it for review',
  ],
  package_update: [
    '以所给内容替换条目的工作稿（另成一次修订）；state="active" 表示提交审核',
    'Replaces the working copy with what is given, as a further revision; state="active" submits it for review',
  ],
  package_patch: ['只改所给的各项，其余同 package_update', 'Changes only what is given; else as package_update'],
  package_delete: ['撤销条目（已发布的须给 reason）', 'Withdraws an entry (a published one needs a reason)'],
  resource_create: [
    '以 multipart 上传一个文件（package_id, upload, description），成为新的数据版本，随后在后台处理',
    'Takes an uploaded file (package_id, upload, description) as a new version; it is processed in the background',
  ],
  resource_update: [
    '有 upload 时同 resource_create；state="active" 发布处理完毕的版本',
    'With upload as resource_create; state="active" publishes a version that is ready',
  ],
  resource_patch: ['state="active" 发布处理完毕的版本', 'state="active" publishes a version that is ready'],
  resource_delete: ['版本永久保留，不能删除', 'Versions are permanent and not deleted'],
  datastore_create: [
    '以 records 的行作为一张完整的表，生成新的数据版本（resource.package_id 或 resource_id, fields, records）',
    'Makes a new version whose table is the records (resource.package_id or resource_id, fields, records)',
  ],
  datastore_upsert: [
    'method="insert" 在该版本的行之后追加，生成新的数据版本；其他方法不可用',
    'method="insert" appends to the rows of the version and makes a new one; other methods are refused',
  ],
  datastore_delete: ['版本中的行永久保留，不能删除', 'Rows of a version are permanent and not deleted'],
} as const satisfies Words;
export type ActionName = keyof typeof help;
