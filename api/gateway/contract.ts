import { z } from 'zod';
import { dayText, fenText, instantText, operation, page, pageQuery } from '#api/kernel/operation.ts';

export const orderKeyOut = z
  .object({
    id: z.string(),
    order_id: z.string(),
    name: z.string(),
    prefix: z.string(),
    created_at: instantText,
    revoked_at: instantText.nullable(),
    last_used_at: instantText.nullable(),
  })
  .meta({ id: 'OrderKey', description: 'A key of a bought product' });
export const newOrderKeyOut = orderKeyOut.extend({ secret: z.string() }).meta({ id: 'NewOrderKey' });
export const orderKeyName = z.object({ name: z.string().trim().min(1).max(60) });

const limit = z.object({
  measure: z.enum(['calls', 'rows']),
  window: z.enum(['day', 'month', 'term']),
  cap: z.number().int(),
  used: z.number().int(),
  left: z.number().int(),
  resets_at: z.string(),
});

export const orderUsageOut = z
  .object({
    from: dayText,
    to: dayText,
    items: z.array(
      z.object({
        day: dayText,
        status: z.number().int(),
        billable: z.boolean(),
        calls: z.number().int(),
        rows: z.string(),
      }),
    ),
    calls: z.number().int(),
    billable_calls: z.number().int(),
    billable_rows: z.string(),
    limits: z.array(limit),
    unit: z.enum(['call', 'row']).nullable().meta({ description: 'What a metered plan counts' }),
    cost_fen: fenText.nullable().meta({ description: 'Of the span under a metered plan, as a bill of it would be' }),
    bills: z.array(
      z.object({ id: z.string(), no: z.string(), period: z.string(), amount_fen: fenText, state: z.string() }),
    ),
  })
  .meta({ id: 'OrderUsage', description: 'Calls under an order by day and answer; of a bill, those it bills' });

export const orderCallOut = z
  .object({
    id: z.string(),
    at: instantText,
    day: dayText,
    endpoint: z.string(),
    status: z.number().int(),
    code: z.string().nullable(),
    billable: z.boolean(),
    rows: z.number().int(),
    bytes: z.string(),
    ms: z.number().int(),
    key_prefix: z.string(),
    request_id: z.string(),
  })
  .meta({ id: 'OrderCall', description: 'One call, as it was appended' });

const byId = z.object({ id: z.string().max(60) });
const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()));

/** What any call may be answered. */
const refusals = [
  'gateway.key_needed',
  'gateway.unknown_key',
  'gateway.key_revoked',
  'gateway.key_of_other_product',
  'gateway.not_callable',
  'gateway.bill_unpaid',
  'gateway.over_quota',
  'orders.access_over',
  'orders.access_not_begun',
  'orders.not_fulfilled',
] as const;
const upstream = [
  'gateway.no_such_endpoint',
  'gateway.wrong_method',
  'gateway.upstream_unreachable',
  'gateway.upstream_slow',
  'gateway.upstream_failed',
  'gateway.upstream_refused',
  'gateway.too_large',
] as const;
const withKey =
  'With a key of the order (`jok_…`) as a bearer token. Answers carry `RateLimit-Policy` and `RateLimit` where the plan limits.';
const endpoint = z.object({ no: z.string().max(60), endpoint: z.string().max(40) });

export const rowsAsked = z.object({
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  columns: several,
  filter: several.meta({ description: '`column:op:value`, joined by AND' }),
});

export const gatewayOperations = {
  listOrderKeys: operation({
    method: 'get',
    path: '/orders/:id/keys',
    auth: 'session',
    summary: ['所购产品的密钥', 'Keys of an order'],
    params: byId,
    out: z.object({ items: z.array(orderKeyOut) }),
    refusals: ['orders.not_found'],
  }),
  createOrderKey: operation({
    method: 'post',
    path: '/orders/:id/keys',
    auth: 'session',
    summary: ['创建产品密钥', 'Make a key'],
    description: 'The secret is answered once.',
    params: byId,
    body: orderKeyName,
    out: newOrderKeyOut,
    status: 201,
    refusals: [
      'orders.not_found',
      'gateway.not_callable',
      'gateway.too_many_keys',
      'orders.access_over',
      'orders.not_fulfilled',
    ],
  }),
  revokeOrderKey: operation({
    method: 'post',
    path: '/order-keys/:id/revocation',
    auth: 'session',
    summary: ['停用产品密钥', 'Revoke a key'],
    params: byId,
    out: orderKeyOut,
    refusals: ['gateway.key_not_found', 'gateway.key_already_revoked'],
  }),
  showOrderUsage: operation({
    method: 'get',
    path: '/orders/:id/usage',
    auth: 'session',
    summary: ['订单用量', 'Use of an order'],
    description:
      'For buyer, developer and finance bureau. The running month unless told; of a bill, the month and order it bills.',
    params: byId,
    query: z.object({ from: dayText.optional(), to: dayText.optional() }),
    out: orderUsageOut,
    refusals: ['orders.not_found', 'usage.period_invalid'],
  }),
  listOrderCalls: operation({
    method: 'get',
    path: '/orders/:id/calls',
    auth: 'session',
    summary: ['订单调用明细', 'Calls of an order'],
    params: byId,
    query: pageQuery.extend({ from: dayText.optional(), to: dayText.optional() }),
    out: page(orderCallOut),
    refusals: ['orders.not_found', 'usage.period_invalid'],
  }),
  rotateUpstreamSecret: operation({
    method: 'post',
    path: '/own/products/:id/upstream-secret',
    auth: 'session',
    summary: ['更换网关签名密钥', 'Make a new signing secret'],
    description:
      'The gateway signs its calls to the developer’s server with it: `Jinshu-Signature: v1,<HMAC-SHA256>` over `id.timestamp.METHOD url`. Answered once.',
    params: byId,
    out: z.object({ secret: z.string() }),
    status: 201,
    refusals: ['products.not_found', 'gateway.not_upstream'],
  }),
  readProductRows: operation({
    method: 'get',
    path: '/gateway/:no/rows',
    auth: 'public',
    summary: ['读取所购产品的数据行', 'Rows of a bought product'],
    description: withKey,
    params: z.object({ no: z.string().max(60) }),
    query: rowsAsked,
    out: { media: ['application/json'] },
    refusals: [...refusals, 'tables.unknown_column', 'datasets.bad_filter'],
  }),
  callProduct: operation({
    method: 'get',
    path: '/gateway/:no/call/:endpoint',
    auth: 'public',
    summary: ['调用所购接口', 'Call a bought API'],
    description: `${withKey} The query goes on as it is.`,
    params: endpoint,
    out: { media: ['application/json', 'text/csv', 'application/octet-stream'] },
    refusals: [...refusals, ...upstream],
  }),
  postToProduct: operation({
    method: 'post',
    path: '/gateway/:no/call/:endpoint',
    auth: 'public',
    summary: ['调用所购接口（提交内容）', 'Call a bought API with a body'],
    description: `${withKey} A JSON body of at most 1 MB goes on.`,
    params: endpoint,
    body: z.any(),
    out: { media: ['application/json', 'text/csv', 'application/octet-stream'] },
    refusals: [...refusals, ...upstream],
  }),
};
