import { webhooks as words } from '#app/i18n/guides/webhooks.ts';
import { webhookSnippets } from '../webhook-snippets.ts';
import { call, file, type Guide, sh } from './guide.ts';

const person = { as: 'JINSHU_TOKEN' } as const;
const one = '/subscriptions/$SUBSCRIPTION';
const [node, python] = webhookSnippets;

export const webhooks: Guide = {
  slug: 'webhooks',
  words,
  parts: (facts) => [
    {
      id: 'make',
      samples: [
        sh(
          'webhook',
          file('webhook.json', { url: '$RECEIVER', target: 'dataset', target_value: facts.licensed }),
          call(facts, '/subscriptions', { ...person, json: 'webhook.json' }),
        ),
      ],
    },
    { id: 'ping', samples: [sh('ping', call(facts, `${one}/ping`, { method: 'POST', ...person }))] },
    {
      id: 'check',
      samples: [
        { id: 'check-node', language: 'typescript', name: node.name, text: node.code },
        { id: 'check-python', language: 'python', text: python.code },
      ],
    },
    { id: 'answer', samples: [] },
    {
      id: 'replay',
      samples: [
        sh('messages', call(facts, `${one}/messages`, person)),
        sh('replay', call(facts, `${one}/messages/$MESSAGE/replay`, { method: 'POST', ...person })),
      ],
    },
  ],
};
