/** First calls of CKAN's own clients, as one would paste them. */
import type { Snippet } from './developer-snippets.ts';

/** `name` is that of a dataset; without one a search is shown alone. */
export function ckanReadSnippets(base: string, code: string | null): Snippet[] {
  const name = code?.replace('/', '-').toLowerCase() ?? null;
  const rows = (text: string) => (name === null ? '' : text);
  return [
    {
      language: 'Python (ckanapi)',
      text: `from ckanapi import RemoteCKAN\n\nportal = RemoteCKAN("${base}")\nfound = portal.action.package_search(q="", fq="res_format:CSV", rows=5)\nfor package in found["results"]:\n    print(package["name"], package["title"])${rows(`\nrows = portal.action.datastore_search(resource_id="${name}", limit=100)["records"]`)}`,
    },
    {
      language: 'R (ckanr)',
      text: `library(ckanr)\n\nckanr_setup(url = "${base}")\nfound <- package_search(q = "*:*", fq = "res_format:CSV", rows = 5)${rows(`\nrows <- ds_search(resource_id = "${name}", limit = 100)$records`)}`,
    },
    {
      language: 'curl',
      text: `curl "${base}/api/3/action/package_search?q=*:*&rows=5"${rows(`\ncurl -O "${base}/datastore/dump/${name}?bom=true"`)}`,
    },
  ];
}

export function ckanWriteSnippets(base: string): Snippet[] {
  return [
    {
      language: 'Python (ckanapi)',
      text: `import os\nfrom ckanapi import RemoteCKAN\n\nportal = RemoteCKAN("${base}", apikey=os.environ["JINSHU_TOKEN"])\nentry = portal.action.package_create(title="…", classification_code="301001")\nfile = portal.action.resource_create(package_id=entry["id"], upload=open("table.csv", "rb"))\nprint(portal.action.resource_show(id=file["id"])["ingest_state"])\nportal.action.package_patch(id=entry["id"], state="active")`,
    },
  ];
}
