/** Entries by the thousand: one statement a table. */
import type { Db } from '#api/context.ts';
import type { BulkChange } from './bulk.ts';
import { type EntryContent, entryContent } from './rules/entry.ts';

/** Content with the columns that repeat parts of it, as one JSON row. */
const row = (content: EntryContent) => ({
  title: content.title,
  theme: content.theme ?? '',
  share: content.share_type ?? '',
  open: content.open_type ?? '',
  cycle: content.update_cycle ?? '',
  content,
});

/** Answers the ids that were changed: those that stood at the revision named and could be edited. */
export async function replaceMany(
  db: Db,
  changes: readonly BulkChange[],
  byId: string,
  at: Date,
  providerId: string,
): Promise<Set<string>> {
  if (changes.length === 0) return new Set();
  const json = JSON.stringify(changes.map(({ id, revision, content }) => ({ id, revision, ...row(content) })));
  const done = await db.$queryRaw<{ id: string }[]>`
    WITH said AS (SELECT * FROM jsonb_to_recordset(${json}::jsonb) AS x(id text, revision int, title text, theme text, share text,
      open text, cycle text, content jsonb)),
    changed AS (UPDATE entry e SET state = CASE WHEN e.state = 'returned' THEN e.state ELSE 'draft' END, revision = e.revision + 1,
        title = said.title, theme = said.theme, share_type = said.share, open_type = said.open, update_cycle = said.cycle,
        content = said.content, updated_at = ${at}::timestamptz
      FROM said WHERE e.id = said.id AND e.revision = said.revision AND e.provider_id = ${providerId}
        AND e.state IN ('draft', 'returned', 'published')
      RETURNING e.id, e.revision, e.content),
    kept AS (INSERT INTO entry_revision (entry_id, number, content, action, by_id, at)
      SELECT id, revision, content, 'import', ${byId}, ${at}::timestamptz FROM changed RETURNING entry_id AS id)
    SELECT id FROM kept`;
  return new Set(done.map(({ id }) => id));
}

export async function insertMany(
  db: Db,
  entries: readonly {
    readonly id: string;
    readonly code: string;
    readonly classification: string;
    readonly content: EntryContent;
  }[],
  of: {
    readonly providerId: string;
    readonly regionCode: string;
    readonly level: string;
    readonly byId: string;
    readonly at: Date;
  },
): Promise<void> {
  if (entries.length === 0) return;
  const json = JSON.stringify(
    entries.map(({ id, code, classification, content }) => ({ id, code, classification, ...row(content) })),
  );
  await db.$executeRaw`
    WITH said AS (SELECT * FROM jsonb_to_recordset(${json}::jsonb) AS x(id text, code text, classification text, title text,
      theme text, share text, open text, cycle text, content jsonb)),
    made AS (INSERT INTO entry (id, code, classification_code, provider_id, region_code, level, state, revision, title, theme,
        share_type, open_type, update_cycle, content, created_by, created_at, updated_at)
      SELECT id, code, classification, ${of.providerId}, ${of.regionCode}, ${of.level}::"Level", 'draft', 1, title, theme, share, open,
        cycle, content, ${of.byId}, ${of.at}::timestamptz, ${of.at}::timestamptz FROM said RETURNING id, content)
    INSERT INTO entry_revision (entry_id, number, content, action, by_id, at)
      SELECT id, 1, content, 'import', ${of.byId}, ${of.at}::timestamptz FROM made`;
}

/** Takes several sequences of a classification node at once; the first of them, or null when the node takes no entries. */
export async function takeSequences(db: Db, code: string, count: number): Promise<number | null> {
  const rows = await db.$queryRaw<{ first: number }[]>`
    UPDATE classification_node SET next_sequence = next_sequence + ${count}::int WHERE code = ${code} AND closed_on IS NULL
    RETURNING next_sequence - ${count}::int AS first`;
  return rows[0]?.first ?? null;
}

export interface OwnEntry {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly classificationCode: string;
  readonly state: string;
  readonly revision: number;
  readonly content: EntryContent;
}

/** Entries of an agency that have one of the codes or titles. */
export async function findOwn(
  db: Db,
  providerId: string,
  codes: readonly string[],
  titles: readonly string[],
): Promise<OwnEntry[]> {
  const rows = await db.$queryRaw<
    OwnEntry[]
  >`SELECT id, code, title, classification_code AS "classificationCode", state::text, revision, content
    FROM entry WHERE provider_id = ${providerId} AND (code = ANY(${[...codes]}::text[]) OR title = ANY(${[...titles]}::text[]))`;
  return rows.map((one) => ({ ...one, content: entryContent.parse(one.content) }));
}

/** Of the codes, those of nodes that take entries. */
export async function openNodes(db: Db, codes: readonly string[]): Promise<Set<string>> {
  const rows = await db.classificationNode.findMany({
    where: { code: { in: [...codes] }, closedOn: null },
    select: { code: true },
  });
  return new Set(rows.map(({ code }) => code));
}
