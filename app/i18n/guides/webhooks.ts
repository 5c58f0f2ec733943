import type { Words } from '#api/kernel/words.ts';

export const webhooks = {
  title: ['变更通知（Webhook）', 'Webhooks'],
  lead: [
    '数据更新时由平台通知您的服务器，不必轮询；每条消息都有签名，失败自动重试，可以重放。',
    'The platform tells your server when data changes, so you need not ask again and again. Messages are signed, retried when they fail, and can be replayed.',
  ],
  make: ['登记地址', 'Enter an address'],
  make_1: [
    '关注的对象 `target`：数据集 `dataset`、机构 `agency`、主题 `theme`、检索 `search`、整个目录 `catalogue`。地址必须是公网可以到达的。答复中的 `secret` 只显示一次，`id` 放进 `SUBSCRIPTION`。',
    'What to follow (`target`): a `dataset`, an `agency`, a `theme`, a `search`, or the whole `catalogue`. The address must be reachable from the internet. The `secret` of the answer is shown once; put `id` into `SUBSCRIPTION`.',
  ],
  ping: ['试一次', 'Try it'],
  ping_1: [
    '发一条 `ping`，看您的服务器是否收到并通过签名检查。',
    'Send a `ping` and see whether your server gets it and finds the signature good.',
  ],
  check: ['检查签名', 'Check the signature'],
  check_1: [
    '签名按 Standard Webhooks：`webhook-id`、`webhook-timestamp` 和请求正文的原始字节一起做 HMAC-SHA256。先检查签名再解析 JSON；时间相差超过 5 分钟的不收；同一个 `webhook-id` 只处理一次。',
    'Signatures follow Standard Webhooks: HMAC-SHA256 over `webhook-id`, `webhook-timestamp` and the raw bytes of the body. Check first and parse afterwards; take nothing that is more than five minutes off; act on a `webhook-id` once.',
  ],
  answer: ['答复与重试', 'Answers and retries'],
  answer_1: [
    '尽快答复 2xx。其他答复或者超时会重试，一天之内共八次，间隔越来越长；答复 `410` 表示不再需要，订阅随即暂停，一直失败的也会暂停，在 [变更通知](/w/subscriptions) 可以看到。重定向不跟随。',
    'Answer 2xx quickly. Anything else is tried again after growing pauses, eight times within a day; `410` says no longer wanted and pauses the subscription, and so does failing on and on, as [change notices](/w/subscriptions) show. Redirects are not followed.',
  ],
  replay: ['重放', 'Replay'],
  replay_1: [
    '列出消息和每次投递的结果；服务器恢复以后把漏掉的重放。重放的消息有新的 `webhook-id`，其中的事件 `id` 不变：按事件去重。轮换签名密钥时新旧两个签名并存一段时间。',
    'List the messages with the outcome of each attempt, and replay what was missed once your server is back. A replay has a new `webhook-id` while the events keep their `id`: tell them apart by event. When the secret is rotated, messages carry both signatures for a while.',
  ],
} as const satisfies Words;
