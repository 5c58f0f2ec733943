import { apiProducts as words } from '#app/i18n/guides/api-products.ts';
import { call, file, type Guide, sh } from './guide.ts';

const person = { as: 'JINSHU_TOKEN' } as const;
const own = '/own/products/$PRODUCT';

export const apiProducts: Guide = {
  slug: 'api-products',
  words,
  parts: (facts, say) => [
    {
      id: 'table',
      samples: [
        sh(
          'facts',
          file('facts.json', '{ "revision": $REVISION, "facts": { "kind": "api", "mode": "table" } }'),
          call(facts, `${own}/facts`, { method: 'PUT', ...person, json: 'facts.json' }),
        ),
      ],
    },
    {
      id: 'metered',
      samples: [
        sh(
          'metered',
          file('plan.json', {
            name: say('sample_plan'),
            terms: { kind: 'metered', unit: 'call', tiers: [{ up_to: 1000, rate_yuan: '0' }, { rate_yuan: '0.005' }] },
          }),
          call(facts, `${own}/plans`, { ...person, json: 'plan.json' }),
        ),
      ],
    },
    {
      id: 'buy',
      samples: [
        sh(
          'order',
          file('order.json', '{ "product_no": "$NO", "plan": $PLAN }'),
          call(facts, '/orders', { ...person, json: 'order.json' }),
        ),
        sh(
          'order-key',
          file('key.json', { name: say('sample_key') }),
          call(facts, '/orders/$ORDER/keys', { ...person, json: 'key.json' }),
        ),
        sh('gateway', call(facts, '/gateway/$NO/rows?limit=2', { as: 'JINSHU_ORDER_KEY' })),
      ],
    },
    { id: 'bill', samples: [sh('usage', call(facts, '/orders/$ORDER/usage', person))] },
    {
      id: 'server',
      samples: [
        sh(
          'endpoints',
          file(
            'facts.json',
            '{\n  "revision": $REVISION,\n  "facts": {\n    "kind": "api", "mode": "upstream",\n    "endpoints": [{ "name": "index", "method": "GET", "url": "$ENDPOINT" }]\n  }\n}',
          ),
          call(facts, `${own}/facts`, { method: 'PUT', ...person, json: 'facts.json' }),
        ),
        sh('secret', call(facts, `${own}/upstream-secret`, { method: 'POST', ...person })),
        {
          id: 'from-gateway',
          language: 'typescript',
          text: `import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from 'node:process';

/** url: the address you stated, with the query as it came. Header names in small letters. */
export function fromGateway(headers: Record<string, string>, method: string, url: string): boolean {
  const id = headers['jinshu-id'];
  const timestamp = headers['jinshu-timestamp'];
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;
  const expected = createHmac('sha256', env.JINSHU_UPSTREAM_SECRET ?? '')
    .update(\`\${id}.\${timestamp}.\${method} \${url}\`)
    .digest();
  const given = Buffer.from((headers['jinshu-signature'] ?? '').replace(/^v1,/, ''), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}`,
        },
      ],
    },
  ],
};
