/** First calls in three languages, as a developer would paste them. The key comes from the environment. */

export interface Snippet {
  readonly language: string;
  readonly text: string;
}

/** The resource code in the address of a dataset's rows. */
const codeIn = (rowsUrl: string): string => /\/(\w+\/\d+)\/(?:versions|rows)/.exec(rowsUrl)?.[1] ?? '';

/** Rows of open data without an account; `base` is the address of /api/v1. */
export function openSnippets(rowsUrl: string): Snippet[] {
  return [
    { language: 'curl', text: `curl "${rowsUrl}?limit=5"` },
    {
      language: 'Python',
      text: `import requests\n\npage = requests.get("${rowsUrl}", params={"limit": 5}).json()\nnames = [column["name"] for column in page["columns"]]\nfor row in page["rows"]:\n    print(dict(zip(names, row)))`,
    },
    {
      language: 'TypeScript',
      text: `import { createJinshu } from 'jinshu-client';\n\nconst jinshu = createJinshu({ url: "${new URL(rowsUrl).origin}" });\nfor await (const row of jinshu.openRows("${codeIn(rowsUrl)}")) console.log(row);`,
    },
    {
      language: 'R',
      text: `library(jsonlite)\n\npage <- fromJSON("${rowsUrl}?limit=5")\nrows <- as.data.frame(page$rows)\nnames(rows) <- page$columns$name\nprint(rows)`,
    },
  ];
}

/** Rows of licensed data, one page. */
export function keySnippets(rowsUrl: string): Snippet[] {
  return [
    { language: 'curl', text: `curl -H "Authorization: Bearer $JINSHU_KEY" "${rowsUrl}?limit=1000"` },
    {
      language: 'Python',
      text: `import os, requests\n\nheaders = {"Authorization": f"Bearer {os.environ['JINSHU_KEY']}"}\ncursor, rows = None, []\nwhile True:\n    page = requests.get("${rowsUrl}", headers=headers,\n                        params={"limit": 10000, "cursor": cursor}).json()\n    rows += page["rows"]\n    cursor = page["next_cursor"]\n    if cursor is None:\n        break\nprint(len(rows), page["delivery_id"], page["acquired_on"])`,
    },
    {
      language: 'TypeScript',
      text: `import { env } from 'node:process';\nimport { createJinshu } from 'jinshu-client';\n\nconst jinshu = createJinshu({ url: "${new URL(rowsUrl).origin}", credential: env.JINSHU_KEY });\nfor await (const page of jinshu.licensedPages("${codeIn(rowsUrl)}", { limit: 10000 }))\n  console.log(page.rows.length, page.delivery_id, page.acquired_on);`,
    },
    {
      language: 'R',
      text: `library(httr2)\n\npage <- request("${rowsUrl}") |>\n  req_auth_bearer_token(Sys.getenv("JINSHU_KEY")) |>\n  req_url_query(limit = 1000) |>\n  req_perform() |>\n  resp_body_json(simplifyVector = TRUE)\nrows <- as.data.frame(page$rows)\nnames(rows) <- page$columns$name`,
    },
  ];
}
