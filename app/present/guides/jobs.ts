import { jobs as words } from '#app/i18n/guides/jobs.ts';
import { call, file, type Guide, sh } from './guide.ts';

const person = { as: 'JINSHU_TOKEN' } as const;
const sql = 'SELECT \\"$COLUMN\\", count(*) AS n FROM \\"$TABLE\\" GROUP BY 1 ORDER BY 2 DESC';

export const jobs: Guide = {
  slug: 'jobs',
  words,
  parts: (facts, say) => [
    { id: 'room', samples: [sh('room', call(facts, '/agreements/$AGREEMENT/enclave', person))] },
    {
      id: 'try',
      samples: [
        sh(
          'try',
          file('try.json', `{ "sql": "${sql}" }`),
          call(facts, '/agreements/$AGREEMENT/enclave/try', { ...person, json: 'try.json' }),
        ),
      ],
    },
    {
      id: 'submit',
      samples: [
        sh(
          'submit',
          file(
            'job.json',
            `{\n  "title": "${say('sample_title')}",\n  "words": "${say('sample_words')}",\n  "sql": "${sql}"\n}`,
          ),
          call(facts, '/agreements/$AGREEMENT/enclave/jobs', { ...person, json: 'job.json' }),
        ),
      ],
    },
    { id: 'wait', samples: [sh('wait', call(facts, '/enclave/jobs/$JOB', person))] },
    {
      id: 'result',
      samples: [
        sh(
          'result',
          call(facts, '/licensed/jobs/$JOB/result?format=csv', { as: 'JINSHU_KEY', more: ['-o figures.csv'] }),
          'cat figures.csv',
        ),
      ],
    },
  ],
};
