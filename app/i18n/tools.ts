import type { Words } from '#api/kernel/words.ts';

/** On the page for developers: clients that people have already. */
export const tools = {
  ckan: ['CKAN 客户端', 'CKAN clients'],
  ckan_lead: [
    '平台提供 CKAN Action API（2.11）。ckanapi、ckanr、QGIS 的 CKAN-Browser 等现有工具不作修改即可使用：把地址填为 {{base}}。',
    'The platform speaks the CKAN Action API (2.11). Tools such as ckanapi, ckanr and the QGIS CKAN-Browser work as they are: give them the address {{base}}.',
  ],
  ckan_read: ['检索、读取数据行', 'Search and read rows'],
  ckan_write: ['用访问令牌编目和上传', 'Catalogue and upload with an access token'],
  ckan_write_text: [
    '编制人在工作台创建访问令牌，把它作为 API 密钥。条目先是草稿，state="active" 表示提交审核；上传的文件成为新的数据版本，处理完毕后以 state="active" 发布。',
    'A steward makes an access token in the workspace and uses it as the API key. An entry begins as a draft, state="active" submits it for review; an uploaded file becomes a new version, and state="active" publishes it when it is ready.',
  ],
  ckan_tokens: ['访问令牌', 'Access tokens'],
  ckan_names: [
    '数据集名称是资源代码（斜线写作连字符）；资源编号永久指向一个版本，需要跟随最新版本时以数据集名称代替资源编号。',
    'A dataset is called by its resource code with a hyphen; a resource id points to one version for ever. To follow the newest, give the dataset’s name where a resource id is asked for.',
  ],
  mcp: ['智能助手（MCP）', 'Assistants (MCP)'],
  mcp_lead: [
    '支持 MCP 的智能助手可直接检索、说明、查询和引用公开数据，地址如下。只读，无需账号；每个回答都带有来源和获取日期，使用时请注明。',
    'Assistants that speak MCP can search, describe, query and cite open data at this address. Read-only, without an account; every answer carries its source and acquisition date, to be named with its use.',
  ],
  mcp_address: ['MCP 地址', 'MCP address'],
  mcp_limits: [
    '同一地址每分钟至多 {{calls}} 次调用，其中查询表至多 {{questions}} 次；每次至多 {{rows}} 行。整表请下载。',
    'One address has {{calls}} calls a minute, {{questions}} of them questions to tables, with at most {{rows}} rows each. For whole tables, download.',
  ],
  mcp_tools: ['工具', 'Tools'],
  mcp_tool: ['名称', 'Name'],
  mcp_does: ['作用', 'What it does'],
} as const satisfies Words;
