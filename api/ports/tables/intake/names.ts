/** Names of tables: they stand in addresses and in SQL. Pure. */

const longest = 60;

/** The end of the path without its extension, words joined by `_`; letters of any script stay. */
export function slug(origin: string): string {
  const made = origin
    .replace(/\.(csv|tsv|txt|xlsx|jsonl|ndjson|geojson|json|parquet)(?=$|#)/gi, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, longest);
  if (made === '') return 'table';
  return /^\p{N}/u.test(made) ? `t_${made}` : made;
}

/** One name for each, unlike all before it; the only table of an upload is `data`, so that its name outlives its file's. */
export function nameTables(origins: readonly (string | null)[]): string[] {
  if (origins.length === 1) return ['data'];
  const taken = new Set<string>();
  return origins.map((origin) => {
    const base = slug(origin ?? '');
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
    taken.add(name);
    return name;
  });
}
