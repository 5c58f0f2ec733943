import { rows as words } from '#app/i18n/guides/rows.ts';
import { call, type Guide, sh } from './guide.ts';

const key = { as: 'JINSHU_KEY' } as const;

export const rows: Guide = {
  slug: 'rows',
  words,
  parts: (facts) => {
    const path = `/licensed/${facts.licensed}/rows`;
    const address = `${facts.portal}/api/v1${path}`;
    return [
      { id: 'opens', samples: [sh('opens', call(facts, '/licensed', key))] },
      {
        id: 'page',
        samples: [
          sh('page', call(facts, `${path}?limit=2`, key)),
          {
            id: 'pandas',
            language: 'python',
            name: 'Python (pandas)',
            text: `import json, os
from urllib.parse import urlencode
from urllib.request import Request, urlopen
import pandas as pd

address = "${address}"
key = {"Authorization": "Bearer " + os.environ["JINSHU_KEY"]}
rows, cursor = [], None
while True:
    query = {"limit": 10000} | ({"cursor": cursor} if cursor else {})
    with urlopen(Request(f"{address}?{urlencode(query)}", headers=key)) as answer:
        page = json.load(answer)
    rows += page["rows"]
    cursor = page["next_cursor"]
    if cursor is None:
        break
table = pd.DataFrame(rows, columns=[column["name"] for column in page["columns"]])
print(len(table), page["version"], page["acquired_on"], page["delivery_id"])`,
          },
          {
            id: 'r',
            language: 'r',
            text: `library(httr2)

page <- request("${address}") |>
  req_auth_bearer_token(Sys.getenv("JINSHU_KEY")) |>
  req_url_query(limit = 1000) |>
  req_perform() |>
  resp_body_json(simplifyVector = TRUE)
table <- as.data.frame(page$rows)
names(table) <- page$columns$name`,
          },
        ],
      },
      {
        id: 'filter',
        samples: [
          sh(
            'filter',
            call(facts, path, {
              ...key,
              more: ['-G', '--data-urlencode "columns=$COLUMN"', '--data-urlencode "filter=$COLUMN:eq:$VALUE"'],
            }),
          ),
        ],
      },
      { id: 'quota', samples: [sh('quota', call(facts, `${path}?limit=1`, { ...key, more: ['-o /dev/null -D -'] }))] },
      { id: 'refused', samples: [], table: 'refusals' },
      {
        id: 'client',
        samples: [
          {
            id: 'client',
            language: 'typescript',
            text: `import { env } from 'node:process';
import { createJinshu, JinshuRefusal } from 'jinshu-client';

const jinshu = createJinshu({ url: '${facts.portal}', credential: env.JINSHU_KEY, language: 'en' });
try {
  let count = 0;
  for await (const page of jinshu.licensedPages('${facts.licensed}', { limit: 10000 })) count += page.rows.length;
  console.log(count);
} catch (refusal) {
  if (!(refusal instanceof JinshuRefusal)) throw refusal;
  console.error(refusal.status, refusal.code, refusal.message, refusal.requestId);
}`,
          },
        ],
      },
    ];
  },
};
