import { money as words } from '#app/i18n/guides/money.ts';
import { call, file, type Guide, sh } from './guide.ts';

const person = { as: 'JINSHU_TOKEN' } as const;

export const money: Guide = {
  slug: 'money',
  words,
  parts: (facts) => [
    {
      id: 'pay',
      samples: [
        sh(
          'pay',
          file('order.json', '{ "product_no": "$NO" }'),
          call(facts, '/orders', { ...person, json: 'order.json' }),
        ),
        sh('notice', call(facts, '/orders/$ORDER/payment-notice', { ...person, more: ['-o notice.pdf'] })),
      ],
    },
    { id: 'arrive', samples: [sh('arrivals', call(facts, '/orders/$ORDER/arrivals', person))] },
    {
      id: 'deliver',
      samples: [sh('product', call(facts, '/orders/$ORDER/file', { ...person, more: ['-o product.csv'] }))],
    },
    { id: 'split', samples: [] },
    {
      id: 'income',
      samples: [
        sh('income', call(facts, '/income', person)),
        sh('income-csv', call(facts, '/income.csv', { ...person, more: ['-o income.csv'] })),
      ],
    },
    { id: 'account', samples: [sh('accounts', call(facts, '/payout-accounts', person))] },
    {
      id: 'recompute',
      samples: [
        sh('statements', call(facts, '/statements', person)),
        sh(
          'recompute',
          call(facts, '/statements/$STATEMENT/evidence', { ...person, more: ['-o evidence.json'] }),
          'npm run -s revenue:recompute -- "$PWD/evidence.json"',
        ),
      ],
    },
    { id: 'refund', samples: [] },
  ],
};
