import { errors as words } from '#app/i18n/guides/errors.ts';
import { call, file, type Guide, sh } from './guide.ts';

const person = { as: 'JINSHU_TOKEN' } as const;

export const errors: Guide = {
  slug: 'errors',
  words,
  parts: (facts, say) => [
    { id: 'form', samples: [sh('form', call(facts, '/datasets/000000/1', { more: ["-H 'Accept-Language: en'"] }))] },
    {
      id: 'fields',
      samples: [
        sh(
          'fields',
          file('product.json', '{ "kind": "song" }'),
          call(facts, '/own/products', { ...person, json: 'product.json' }),
        ),
      ],
    },
    { id: 'status', samples: [] },
    {
      id: 'once',
      samples: [
        sh(
          'once',
          file('application.json', { datasets: [facts.licensed], purpose: say('sample_purpose') }),
          'once=$(openssl rand -hex 16)',
          'for attempt in 1 2; do',
          call(facts, '/applications', {
            ...person,
            json: 'application.json',
            more: ['-H "Idempotency-Key: $once" -D - -o answer-$attempt.json'],
          }),
          'done',
        ),
      ],
    },
    { id: 'changed', samples: [] },
    {
      id: 'client',
      samples: [
        {
          id: 'done',
          language: 'typescript',
          text: `import { createJinshu, done, JinshuRefusal } from 'jinshu-client';

const { api } = createJinshu({ url: '${facts.portal}', language: 'en' });
try {
  done(await api.GET('/products/{no}', { params: { path: { no: 'CP-0000' } } }));
} catch (refusal) {
  if (!(refusal instanceof JinshuRefusal)) throw refusal;
  console.log(refusal.status, refusal.code, refusal.message);
}`,
        },
      ],
    },
    { id: 'going', samples: [] },
  ],
};
