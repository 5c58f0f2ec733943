/**
 * Published versions. The database refuses to change one or any part of it (`version_is_immutable`,
 * `version_part_is_immutable`), so its parts and columns are read once and kept; whether it is there is asked each time.
 */
import type { Db } from '#api/context.ts';
import { type Column, listColumns, loadParts, type Version, type VersionParts, versionRows } from './store.ts';

/** Keeps what was used last, as much of it as its weights allow. */
class Recent<T> {
  readonly #kept = new Map<string, { readonly value: T; readonly weight: number }>();
  #weight = 0;
  constructor(readonly most: number) {}

  get(key: string): T | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found.value;
  }

  set(key: string, value: T, weight: number): void {
    this.#weight += weight - (this.#kept.get(key)?.weight ?? 0);
    this.#kept.delete(key);
    this.#kept.set(key, { value, weight });
    for (const [oldest, { weight: freed }] of this.#kept) {
      if (this.#weight <= this.most) break;
      this.#kept.delete(oldest);
      this.#weight -= freed;
    }
  }
}

/** Tables, files, findings and treatments together. */
const parts = new Recent<VersionParts>(20_000);
/** Columns; the statistics of one are a few kilobytes. */
const columns = new Recent<readonly Column[]>(5_000);

type Named = Pick<Version, 'id' | 'sourceSha256' | 'readyAt' | 'publishedAt'>;
const keyOf = ({ id, sourceSha256, readyAt, publishedAt }: Named): string =>
  `${id} ${sourceSha256} ${readyAt?.getTime()} ${publishedAt?.getTime()}`;

const weightOf = (one: VersionParts): number =>
  1 + one.tables.length + one.files.length + one.findings.length + one.treatments.length;

/** Newest first. */
export async function listPublished(db: Db, entryId: string): Promise<Version[]> {
  return withParts(db, await versionRows(db, { entryId, state: 'published' }));
}

export async function findPublished(db: Db, entryId: string, number: number | 'latest'): Promise<Version | null> {
  const which = { entryId, state: 'published' as const, ...(number === 'latest' ? {} : { number }) };
  const [found] = await withParts(db, await versionRows(db, which, 1));
  return found ?? null;
}

async function withParts(db: Db, rows: Awaited<ReturnType<typeof versionRows>>): Promise<Version[]> {
  const known = new Map(rows.map((row) => [row.id, parts.get(keyOf(row))]));
  const missing = rows.filter((row) => known.get(row.id) === undefined);
  for (const [id, found] of await loadParts(
    db,
    missing.map(({ id }) => id),
  ))
    known.set(id, found);
  return rows.flatMap((row) => {
    const found = known.get(row.id);
    if (found === undefined) return [];
    parts.set(keyOf(row), found, weightOf(found));
    return [{ ...row, ...found }];
  });
}

/** Of all tables of a published version. */
export async function publishedColumns(db: Db, version: Named): Promise<readonly Column[]> {
  const key = keyOf(version);
  const known = columns.get(key);
  if (known !== undefined) return known;
  const read = await listColumns(db, version.id);
  columns.set(key, read, 1 + read.length);
  return read;
}
