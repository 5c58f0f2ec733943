import { licence as words } from '#app/i18n/guides/licence.ts';
import { call, file, type Guide, sh } from './guide.ts';

const person = { as: 'JINSHU_TOKEN' } as const;

export const licence: Guide = {
  slug: 'licence',
  words,
  parts: (facts, say) => {
    const application = (more: object) =>
      file('application.json', {
        datasets: [facts.licensed],
        purpose: say('sample_purpose'),
        scenario: say('sample_scenario'),
        scope: say('sample_scope'),
        degree: 'desensitised',
        term_from: '$TERM_FROM',
        term_to: '$TERM_TO',
        ...more,
      });
    return [
      { id: 'before', samples: [] },
      {
        id: 'see',
        samples: [
          sh('licensable', call(facts, '/licensable')),
          sh(
            'sandbox',
            call(facts, `/datasets/${facts.licensed}/sandbox/file?format=csv`, {
              ...person,
              more: ['-o synthetic.csv'],
            }),
            'head -3 synthetic.csv',
          ),
        ],
      },
      {
        id: 'ask',
        samples: [
          sh(
            'ask',
            application({ question: say('sample_question') }),
            call(facts, '/applications', { ...person, json: 'application.json' }),
          ),
        ],
      },
      {
        id: 'apply',
        samples: [sh('apply', call(facts, '/applications/$APPLICATION/apply', { method: 'POST', ...person }))],
      },
      { id: 'follow', samples: [sh('follow', call(facts, '/applications/$APPLICATION', person))] },
      {
        id: 'terms',
        samples: [
          sh('agreements', call(facts, '/agreements', person)),
          sh('record', call(facts, '/agreements/$AGREEMENT/record.json', person)),
          sh('policy', call(facts, '/agreements/$AGREEMENT/agreement.jsonld', person)),
        ],
      },
      {
        id: 'sign',
        samples: [
          sh(
            'session',
            file('login.json', '{ "login": "$JINSHU_LOGIN", "password": "$JINSHU_PASSWORD" }'),
            call(facts, '/session', { json: 'login.json' }),
            'rm login.json',
          ),
          sh(
            'sign',
            file('again.json', '{ "password": "$JINSHU_PASSWORD" }'),
            call(facts, '/agreements/$AGREEMENT/signatures', { as: 'JINSHU_SESSION', json: 'again.json' }),
            'rm again.json',
          ),
        ],
      },
      { id: 'file', samples: [sh('register', call(facts, '/register/agreements'))] },
      {
        id: 'key',
        samples: [
          sh(
            'key',
            file('key.json', { name: say('sample_key'), scopes: ['rows', 'files'] }),
            call(facts, '/agreements/$AGREEMENT/keys', { ...person, json: 'key.json' }),
          ),
          sh('first', call(facts, `/licensed/${facts.licensed}/rows?limit=1`, { as: 'JINSHU_KEY' })),
        ],
      },
    ];
  },
};
