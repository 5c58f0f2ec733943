import type { Words } from '#api/kernel/words.ts';

export const apiProducts = {
  title: ['通过网关出售接口', 'Sell an API through the gateway'],
  lead: [
    '平台网关替您发放密钥、计量、限额、出账；数据放在平台，或者转发到您自己的服务器。',
    'The gateway hands out keys, meters, limits and bills for you; the rows lie on the platform, or calls are passed on to a server of your own.',
  ],
  table: ['放在平台上的表', 'A table on the platform'],
  table_1: [
    '登记一个 `api` 产品，注明来源，上传表（[上架并出售数据产品](/developers/guides/products) 的前三步），再写明方式 `table`。',
    'Enter a product of kind `api`, cite its sources and upload the table (the first three steps of [sell a product](/developers/guides/products)), then state the mode `table`.',
  ],
  metered: ['按量计价', 'Metered tiers'],
  metered_1: [
    '按次 `call` 或者按行 `row`，分段单价。下面：每月前 1000 次免费，之后每次 0.005 元。单价可以小到一亿分之一元，账单按期合计后取整到分。',
    'By `call` or by `row`, in tiers. Here: the first 1000 a month are free, then ¥0.005 each. Rates go down to eight decimals; a bill is rounded to the fen once, over the whole period.',
  ],
  metered_2: [
    '每次调用都追加进流水，买卖双方看到的是同一份；没有取得答复的调用（502、504 等）退回，不计费。',
    'Each call is appended to a log that buyer and seller see alike; a call that brought nothing (502, 504 and so on) is given back and not billed.',
  ],
  buy: ['买方怎么用', 'How a buyer uses it'],
  buy_1: [
    '方案编号放在 `PLAN`。下单、取得密钥 `jok_…`、调用。筛选和翻页与授权数据的行接口相同；余量在 `RateLimit` 响应头。',
    'Put the number of the plan into `PLAN`. Order, make a key `jok_…`, call. Filters and paging are those of the row API, and `RateLimit` says what is left.',
  ],
  bill: ['用量与账单', 'Use and bills'],
  bill_1: [
    '每天每种答复的次数和行数、费用、账单。订单号放在 `ORDER`。到期未付的账单停用接口，付清即恢复。',
    'Calls and rows by day and answer, the cost, the bills. An overdue bill stops the calls until it is paid.',
  ],
  server: ['转发到自己的服务器', 'Calls to a server of your own'],
  server_1: [
    '方式 `upstream` 写明端点的地址；内网地址不接受，重定向不跟随，超过 20 秒或者 20 MB 断开。别人看不到您的地址。',
    'With mode `upstream` you state the addresses of the endpoints. Inner addresses are not taken, redirects not followed, and more than 20 seconds or 20 MB is cut off. Nobody else sees your addresses.',
  ],
  server_2: [
    '写明端点之后取得签名用的密钥，只显示一次，放进您服务器的环境变量 `JINSHU_UPSTREAM_SECRET`。',
    'Then make the signing secret. It is shown once; keep it on your server as `JINSHU_UPSTREAM_SECRET`.',
  ],
  server_3: [
    '网关的请求带 `Jinshu-Id`、`Jinshu-Timestamp`、`Jinshu-Signature`，只有网关能签。在您的服务器上这样检查：',
    'The gateway’s requests carry `Jinshu-Id`, `Jinshu-Timestamp` and `Jinshu-Signature`, which nobody else can make. Your server checks them so:',
  ],
  sample_plan: ['按次', 'By the call'],
  sample_key: ['生产环境', 'production'],
} as const satisfies Words;
