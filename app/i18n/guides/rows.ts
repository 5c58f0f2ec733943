import type { Words } from '#api/kernel/words.ts';

export const rows = {
  title: ['读取授权数据表', 'Read a licensed table'],
  lead: [
    '按行读取：列、筛选、翻页、限额，以及 403 和 429 说的是什么。',
    'Row by row: columns, filters, paging, quotas, and what 403 and 429 say.',
  ],
  opens: ['密钥能打开什么', 'What a key opens'],
  opens_1: [
    '先问密钥自己：协议编号、期限、程度、可用的用途和地域、限额和余量、每张表授予的列和行筛选。',
    'Ask the key itself: number and term of the agreement, degree, purposes and regions agreed, quotas and what is left, and for each table the columns and rows granted.',
  ],
  page: ['逐页读', 'Page by page'],
  page_1: [
    '每页最多 10,000 行。把答复里的 `next_cursor` 带回去就是下一页，直到它为空；第一万页和第一页一样快。',
    'A page has up to 10,000 rows. Send back `next_cursor` for the next one until it is null; page ten thousand is as quick as page one.',
  ],
  page_2: [
    '`acquired_on` 是获取日期，`delivery_id` 是这次交付的编号。产品注明来源时引用的就是它们（第二十条），请一并保存。',
    '`acquired_on` is the date of acquisition and `delivery_id` the delivery: a product cites exactly these (Article 20). Keep them with the rows.',
  ],
  filter: ['只取需要的列和行', 'Only the columns and rows you need'],
  filter_1: [
    '`columns` 选列，`filter` 写作“列:条件:值”，可以写多个，同时满足。条件有 `eq`、`ne`、`lt`、`lte`、`gt`、`gte`、`contains`、`in` 等。协议没有授予的列既不能读，也不能用来筛选。',
    '`columns` picks columns; `filter` is `column:op:value`, several are joined by AND. Operators are `eq`, `ne`, `lt`, `lte`, `gt`, `gte`, `contains`, `in` and others. A column that is not granted can neither be read nor filtered by.',
  ],
  quota: ['看余量', 'What is left'],
  quota_1: [
    '协议有限额时，每个答复都带两行响应头：`RateLimit-Policy` 是约定的限额，`RateLimit` 是余量 `r` 和重新计算前的秒数 `t`。',
    'Where the agreement has quotas each answer carries two headers: `RateLimit-Policy` says them, `RateLimit` what is left (`r`) and the seconds until it begins anew (`t`).',
  ],
  refused: ['被拒绝时', 'When a call is refused'],
  refused_1: [
    '先看 `code`，不要解析句子。401：密钥不对或者停用了，换密钥。403：协议不允许，重试没有用，要么改请求，要么与机构变更协议。429：用完了，按 `Retry-After` 等，或者在协议页申请更大的限额。',
    'Look at `code` and never parse the sentence. 401: the key is wrong or stopped, use another. 403: the agreement does not allow it and a retry will not help; change the call or amend the agreement. 429: used up, wait as `Retry-After` says or ask for more on the agreement’s page.',
  ],
  refused_2: [
    '协议期满的那一秒起就是 403 `usage.term_over`，正在使用的文件地址也同时失效。',
    'From the second the term ends the answer is 403 `usage.term_over`, for addresses of files in use too.',
  ],
  client: ['用客户端', 'With the client'],
  client_1: [
    '`jinshu-client` 自己翻页，遇到 429 和 503 按 `Retry-After` 等待；要等一分钟以上的不等，作为错误告诉您。',
    '`jinshu-client` pages by itself and waits out 429 and 503 as `Retry-After` asks; a pause of more than a minute is not waited for but told as an error.',
  ],
} as const satisfies Words;
