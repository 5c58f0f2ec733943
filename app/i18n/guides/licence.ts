import type { Words } from '#api/kernel/words.ts';

export const licence = {
  title: ['从咨询到取得数据', 'From a question to the data'],
  lead: [
    '有条件开放的数据怎样申请、签订协议、备案，直到用密钥读到第一行。网页和接口办的是同一件事，可以中途换着用。',
    'How conditionally open data is asked for, agreed on, filed, and read for the first time. Pages and API do the same work; you can change from one to the other at any step.',
  ],
  before: ['准备', 'Before you begin'],
  before_1: [
    '企业在 [注册](/register) 后有自己的账号。程序用访问令牌代表您本人办事，令牌在 [访问令牌](/w/tokens) 创建，只显示一次，放进环境变量 `JINSHU_TOKEN`。',
    'An enterprise has its accounts after [registration](/register). A program acts for you with an access token, made at [access tokens](/w/tokens) and shown once; keep it in the environment as `JINSHU_TOKEN`.',
  ],
  before_2: [
    '命令可以原样粘贴。大写的名字是环境变量：前一步的答复里有它的值。',
    'The commands run as they stand. Names in capitals are environment variables: the answer of the step before has their value.',
  ],
  see: ['先看清楚数据', 'Look at the data first'],
  see_1: [
    '可申请的数据集和条件是公开的。登录的单位在申请之前可以取合成数据：列名、类型、常见取值的占比与真实表相近，但没有一行是真的。',
    'What can be licensed, and on what condition, is public. Before applying, an organisation that is signed in can take synthetic rows: columns, types and the shares of common values resemble the real table, and no row is real.',
  ],
  ask: ['咨询', 'Ask'],
  ask_1: [
    '拿不准能不能用、能用到什么程度，先问。带 `question` 的申请是咨询，不计办理时限；答复会留在同一个案卷里，之后可以直接转为申请。',
    'Ask first when you are unsure whether or how far the data may be used. An application with a `question` is a consultation and no clock runs; the answer stays in the same case, which you later turn into the application.',
  ],
  ask_after: ['答复中的 `id` 放进 `APPLICATION`。', 'Put the `id` of the answer into `APPLICATION`.'],
  apply: ['申请', 'Apply'],
  apply_1: [
    '写明用途、场景、范围、程度和期限后提交。程度有四种：`desensitised` 脱敏数据、`aggregated` 汇总数据、`raw_in_domain` 原始数据不出域、`model_only` 仅用于模型训练；只有脱敏数据按行交付。',
    'State purpose, scenario, scope, degree and term, then send. There are four degrees: `desensitised` records, `aggregated` figures, `raw_in_domain` (computing inside, figures leave) and `model_only`; rows are delivered under the first alone.',
  ],
  apply_2: [
    '材料不全会在受理期限内一次告知要补的内容；自受理起 10 个工作日内作出决定，延长要说明理由。',
    'What is missing is told once, within the time for acceptance; the decision follows within ten working days of it, and an extension gives its reason.',
  ],
  follow: ['看办到哪一步', 'Follow the case'],
  follow_1: [
    '`state` 是状态，`ball` 是现在该谁办，`clock.due_on` 是到期日，`actions` 是您现在能做的事；不能做的写明原因。',
    '`state` says where the case stands, `ball` whose turn it is, `clock.due_on` by when, and `actions` what you can do now; what you cannot do carries the reason.',
  ],
  follow_after: [
    '不同意申请的决定写明理由、依据和救济途径，在同一案卷提出异议。',
    'A refusal names its reason, its legal basis and the remedy; objections are raised in the same case.',
  ],
  terms: ['读懂协议', 'Read the agreement'],
  terms_1: [
    '发放证照后，机构拟订协议。同一份记录生成三样东西，不会互相矛盾：双方签名的 PDF、机器可读的 ODRL 策略、接口执行的规则。',
    'After the certificate the agency draws up the agreement. One record makes three things that cannot disagree: the PDF both sign, the ODRL policy for machines, and the rules the API enforces.',
  ],
  terms_2: [
    '看五项必备条款（第二十条）：范围、程度、期限、期满处置、新数据归属；再看费用、分成和限额。要改就在协议页提出修改稿，改动逐条可见。',
    'Look at the five terms of Article 20 (scope, degree, term, disposition, ownership of new data), then at fees, split and quotas. Propose changes on the agreement’s page; every change is tracked.',
  ],
  sign: ['签署', 'Sign'],
  sign_1: [
    '签署由有签署权的人本人办理，访问令牌不能签。企业先签，机构后签；签名时再次验证密码，签的是页面上显示摘要的那份文件。',
    'A person with the right to sign does so; an access token cannot. The enterprise signs first, then the agency. The password is asked once more, and what is signed is the document whose digest is shown.',
  ],
  file: ['备案', 'Filing'],
  file_1: [
    '机构向信息化主管部门备案；取得备案回执之前任何接口都不交付数据（第十九条）。登记簿是公开的，人人可查。',
    'The agency files the agreement with the information department. Nothing is delivered before the filing receipt (Article 19). The register is public.',
  ],
  key: ['创建密钥，读第一行', 'Make a key, read the first row'],
  key_1: [
    '密钥属于一份协议，可以限定用途（`rows` 读行、`files` 取文件）、数据集和最后使用日。密钥只显示一次，放进 `JINSHU_KEY`。',
    'A key belongs to one agreement and can be limited by scope (`rows`, `files`), datasets and last day. It is shown once; keep it as `JINSHU_KEY`.',
  ],
  key_after: [
    '一份协议可以有多个密钥；轮换时新旧密钥并行一段时间。密钥泄露了，任何人都可以在 [报告泄露的密钥](/developers/leaked-key) 立即停用它。',
    'An agreement can have several keys; when one is rotated, old and new work side by side for a while. A leaked key can be stopped by anyone at [report a leaked key](/developers/leaked-key).',
  ],
  sample_purpose: ['改进货运车辆的路线规划', 'Better routes for freight vehicles'],
  sample_scenario: ['为物流企业提供拥堵预测', 'Congestion forecasts for hauliers'],
  sample_scope: ['逐日车流量，仅用于模型与统计', 'Daily traffic, for models and statistics only'],
  sample_question: ['能否按小时提供？', 'Can it be had by the hour?'],
  sample_key: ['路线规划程序', 'route planner'],
} as const satisfies Words;
