import { bulk as words } from '#app/i18n/guides/bulk.ts';
import { call, type Guide, sh } from './guide.ts';

const key = { as: 'JINSHU_KEY' } as const;

export const bulk: Guide = {
  slug: 'bulk',
  words,
  parts: (facts) => {
    const path = `/licensed/${facts.licensed}/file`;
    const endpoint = `${facts.portal}/delta-sharing`;
    const bearer = '-H "Authorization: Bearer $JINSHU_KEY"';
    const table = '/shares/$SHARE/schemas/$SCHEMA/tables/$TABLE';
    return [
      {
        id: 'take',
        samples: [
          sh(
            'take',
            call(facts, `${path}?format=csv`, { ...key, more: ['-o table.csv -D headers.txt'] }),
            "told=$(sed -n 's/^repr-digest: sha-256=:\\(.*\\):.*$/\\1/Ip' headers.txt)",
            'test "$told" = "$(openssl dgst -sha256 -binary table.csv | openssl base64 -A)" && echo whole',
          ),
        ],
      },
      {
        id: 'profile',
        samples: [sh('profile', call(facts, '/licensed/profile', { ...key, more: ['-o jinshu.share'] }))],
      },
      {
        id: 'names',
        samples: [
          sh('shares', `curl -sS "${endpoint}/shares" ${bearer}`),
          sh('tables', `curl -sS "${endpoint}/shares/$SHARE/all-tables" ${bearer}`),
        ],
      },
      {
        id: 'read',
        samples: [
          {
            id: 'delta-pandas',
            language: 'python',
            name: 'Python (delta-sharing)',
            text: `import os
import delta_sharing

share, schema, table = (os.environ[name] for name in ("SHARE", "SCHEMA", "TABLE"))
rows = delta_sharing.load_as_pandas(f"jinshu.share#{share}.{schema}.{table}")
print(rows.describe())`,
          },
          {
            id: 'delta-spark',
            language: 'python',
            name: 'PySpark',
            text: `import os

share, schema, table = (os.environ[name] for name in ("SHARE", "SCHEMA", "TABLE"))
rows = spark.read.format("deltaSharing").load(f"jinshu.share#{share}.{schema}.{table}")
rows.show(5)`,
          },
          {
            id: 'pandas-csv',
            language: 'python',
            name: 'Python (pandas)',
            text: `import os
import pandas as pd

table = pd.read_csv(
    "${facts.portal}/api/v1${path}?format=csv",
    storage_options={"Authorization": "Bearer " + os.environ["JINSHU_KEY"]},
)
print(len(table), list(table.columns))`,
          },
        ],
      },
      {
        id: 'powerbi',
        samples: [
          {
            id: 'powerbi',
            language: 'm',
            text: `let\n  Source = DeltaSharing.Contents("${endpoint}", null)\nin\n  Source`,
          },
        ],
      },
      {
        id: 'past',
        samples: [
          sh('version', `curl -sS -o /dev/null -D - "${endpoint}${table}/version" ${bearer}`),
          sh(
            'past',
            `curl -sS "${endpoint}${table}/query" ${bearer} \\\n  -H 'Content-Type: application/json' -d '{ "version": 1 }'`,
          ),
        ],
      },
    ];
  },
};
