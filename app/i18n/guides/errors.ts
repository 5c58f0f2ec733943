import type { Words } from '#api/kernel/words.ts';

export const errors = {
  title: ['错误与重复请求', 'Errors and doing things once'],
  lead: [
    '每个拒绝都有名字；断网以后可以放心地再发一次。',
    'Each refusal has a name, and after a broken connection you can safely send again.',
  ],
  form: ['拒绝的样子', 'What a refusal looks like'],
  form_1: [
    '`application/problem+json`（RFC 9457）。`code` 是稳定的名字，程序只看它；`title` 是中英文两句，`detail` 是请求的语言；`article` 是所依据的条款；`request_id` 报给运维就能找到这次请求。',
    '`application/problem+json` (RFC 9457). `code` is a stable name and all a program looks at; `title` has both languages, `detail` the one of the request; `article` is the provision it rests on; with `request_id` the operator finds the call.',
  ],
  fields: ['哪个字段错了', 'Which field is wrong'],
  fields_1: [
    '输入有误时 `code` 是 `request.invalid`，`fields` 逐个指出路径和两种语言的说明，一次给全。',
    'Bad input is `request.invalid`; `fields` names each path with a sentence in both languages, all at once.',
  ],
  status: ['状态码', 'Status codes'],
  status_1: [
    '400、422：请求要改。401：凭证不对。403：不允许，重试没有用。404：没有，或者不归您看。409：状态不对，或者别人刚刚改过。410：已经撤下或者停用。429、503：等 `Retry-After` 再来。500：平台的缺陷，请把 `request_id` 告诉我们。',
    '400 and 422: change the request. 401: wrong credential. 403: not allowed, retrying does not help. 404: not there, or not for you to see. 409: the wrong state, or somebody has just changed it. 410: withdrawn. 429 and 503: come back after `Retry-After`. 500: a defect of ours, tell us the `request_id`.',
  ],
  once: ['只办一次', 'Once only'],
  once_1: [
    '改变事物的请求带上 `Idempotency-Key`：同一个键、同样的内容再发，得到第一次的答复（`Idempotency-Replayed: true`），事情只办一次；同一个键配不同的内容会被拒绝。断线、超时以后用同一个键重发。',
    'Send an `Idempotency-Key` with what changes something. The same key with the same body is answered as the first time (`Idempotency-Replayed: true`) and acts once; the same key with another body is refused. After a broken connection send again with the same key.',
  ],
  once_2: [
    '一次意图用一个键，不要每次重试换键。`jinshu-client` 自动这样做。',
    'Use one key for one intention and do not change it on a retry. `jinshu-client` does so by itself.',
  ],
  changed: ['别人同时改了', 'When somebody else changed it'],
  changed_1: [
    '修改要带您看到的 `revision`。已经不是最新的，答复 409 并写明谁在何时改的，什么也没有保存；重新读取，合并，再发。',
    'A change carries the `revision` you saw. Where it is no longer the newest the answer is 409, says who changed it when, and nothing is saved: read again, merge, send.',
  ],
  client: ['在程序里', 'In a program'],
  client_1: [
    '`done` 取出答复，或者抛出带名字的 `JinshuRefusal`。',
    '`done` unwraps the answer or throws a `JinshuRefusal` with its name.',
  ],
  going: ['停用预告', 'What will go'],
  going_1: [
    '要停用的接口至少提前六个月在响应头 `Deprecation`、`Sunset` 和 [接口更新日志](/developers/changelog) 中预告，停用日起答复 410。',
    'An operation that will go says so at least six months ahead in the headers `Deprecation` and `Sunset` and in the [changelog](/developers/changelog); from that day on it answers 410.',
  ],
  sample_purpose: ['改进货运车辆的路线规划', 'Better routes for freight vehicles'],
} as const satisfies Words;
