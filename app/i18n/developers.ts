import type { Words } from '#api/kernel/words.ts';

/** The guide for developers. */
export const developers = {
  title: ['开发者入门', 'Developers'],
  lead: [
    '公开数据直接调用，不需要账号；有条件开放的数据签订协议、备案后用密钥调用。',
    'Open data needs no account. Conditionally open data is read with a key, under an agreement that is filed.',
  ],
  docs: ['接口文档（Swagger）', 'API reference (Swagger)'],
  spec: ['OpenAPI 文件', 'OpenAPI file'],
  on_page: ['本页内容', 'On this page'],
  what: ['可以取得什么', 'What you can get'],
  what_kind: ['数据', 'Data'],
  what_how: ['怎样取得', 'How'],
  what_cost: ['条件', 'Condition'],
  open: ['无条件开放的数据', 'Open data'],
  open_how: ['直接读取行、筛选、下载 CSV、JSON、XLSX、Parquet', 'Rows, filters, downloads as CSV, JSON, XLSX, Parquet'],
  open_cost: ['免费、无需账号，注明来源', 'Free, no account; cite the source'],
  licensed: ['有条件开放的数据', 'Conditionally open data'],
  licensed_how: ['申请、签订协议、备案后凭密钥读取行或者下载文件', 'Apply, sign, file; then rows or files with a key'],
  licensed_cost: [
    '限协议约定的范围、程度和期限，每次交付留有记录',
    'Within scope, degree and term of the agreement; each delivery is on record',
  ],
  catalogue: ['目录与元数据', 'Catalogue and metadata'],
  catalogue_how: ['检索接口、数据集信息、全部历史版本', 'Search, dataset records, every past version'],
  catalogue_cost: ['免费、无需账号', 'Free, no account'],
  quick: ['两分钟上手', 'Quick start'],
  quick_open: ['读取公开数据', 'Read open data'],
  quick_open_text: ['以“{{title}}”（{{code}}）为例。', 'Taking “{{title}}” ({{code}}) as the example.'],
  quick_licensed: ['用密钥读取授权数据', 'Read licensed data with a key'],
  quick_licensed_text: [
    '密钥在工作台“接口密钥”中创建，只显示一次。把 JINSHU_KEY 放进环境变量，不要写进代码。',
    'Make the key in the workspace; it is shown once. Keep it in the environment as JINSHU_KEY, never in code.',
  ],
  client: ['TypeScript 客户端', 'TypeScript client'],
  client_text: [
    '源代码的 openapi 目录就是客户端软件包：类型由接口契约生成，自动翻页、按 Retry-After 等待重试、重复调用只生效一次。',
    'The folder openapi of the source is the package: types made from the contracts, paging by iteration, retries as Retry-After asks, and calls that act once.',
  ],
  leaked: ['发现泄露的密钥', 'A key lying about'],
  leaked_text: ['看到有人公开了密钥？任何人都可以立即停用它：', 'Seen a key in public? Anyone can stop it at once:'],
  leaked_link: ['报告泄露的密钥', 'report a leaked key'],
  all_rows: ['读完整张表', 'Reading a whole table'],
  all_rows_text: [
    '按 next_cursor 逐页读取，页数没有上限；每页最多 10,000 行。整表下载用 file 接口更快。',
    'Follow next_cursor; there is no last page number, and a page has up to 10,000 rows. For the whole table the file is quicker.',
  ],
  steps: ['取得授权数据的步骤', 'From question to data'],
  step_1: ['注册企业账号', 'Register your enterprise'],
  step_2: ['在数据集页面“申请授权开发”，可先咨询', 'Apply on the dataset’s page; ask first if you like'],
  step_3: ['受理、审查、决定，10 个工作日内答复', 'Accepted, reviewed and decided within ten working days'],
  step_4: ['与授权机构签订合作协议并备案', 'Sign the agreement; the agency files it'],
  step_5: ['创建密钥，读取数据', 'Make a key and read'],
  step_6: [
    '上架产品时从交付记录中选择来源，自动注明来源和获取日期',
    'List products citing the deliveries: source and date are facts',
  ],
  rules: ['约定', 'Conventions'],
  rule_errors: [
    '拒绝以 application/problem+json（RFC 9457）返回，code 是稳定的机器可读原因，title 含中英文。',
    'Refusals are application/problem+json (RFC 9457): code is stable, title carries both languages.',
  ],
  rule_money: [
    '金额是以分为单位的整数字符串，字段名以 _fen 结尾。',
    'Amounts are strings of whole fen in fields ending in _fen.',
  ],
  rule_time: [
    '时刻为 UTC（RFC 3339），日期为北京时间的 YYYY-MM-DD。',
    'Instants are UTC (RFC 3339), days are YYYY-MM-DD in Asia/Shanghai.',
  ],
  rule_idempotency: [
    '带 Idempotency-Key 的写请求可安全重试，相同内容返回同一结果。',
    'Writes with an Idempotency-Key can be retried safely and answer the same.',
  ],
  rule_log: [
    '授权数据的响应头 Jinshu-Delivery、Jinshu-Version、Jinshu-Acquired-On 给出交付编号、版本和获取日期。',
    'Licensed answers carry Jinshu-Delivery, Jinshu-Version and Jinshu-Acquired-On for your citation.',
  ],
  errors_key: ['密钥常见拒绝', 'Refusals of keys'],
  code: ['原因代码', 'Code'],
  status: ['状态', 'Status'],
  meaning: ['含义', 'Meaning'],
  no_example: [
    '平台上还没有公开数据，示例在发布后出现。',
    'No open data is published yet; examples appear once it is.',
  ],
} as const satisfies Words;
