/** What the public sees of an entry, in one question: most of the portal's pages begin with it. */
import type { Db } from '#api/context.ts';
import { Prisma } from '#prisma/generated/client.ts';
import type { EntryState } from './rules/codes.ts';
import { type EntryContent, entryContent } from './rules/entry.ts';
import type { Entry, Provider } from './store.ts';

export interface PublicRow extends Pick<Entry, 'id' | 'code' | 'regionCode' | 'level' | 'withdrawnAt'> {
  readonly state: EntryState;
  readonly withdrawnReason: string | null;
  readonly publishedRevision: number;
  readonly publishedAt: Date;
  /** When the published revision was let through. */
  readonly revisedAt: Date | null;
  readonly content: EntryContent;
  readonly provider: Provider;
  /** From the class down to the entry's own node. */
  readonly classification: { readonly code: string; readonly name: string; readonly name_en: string }[];
}

/** Null for what never was public. */
export async function findPublic(
  db: Db,
  by: { readonly code: string } | { readonly id: string },
): Promise<PublicRow | null> {
  const which = 'code' in by ? Prisma.sql`e.code = ${by.code}` : Prisma.sql`e.id = ${by.id}`;
  const [row] = await db.$queryRaw<PublicRow[]>`
    SELECT e.id, e.code, e.region_code AS "regionCode", e.level::text, e.state::text, e.withdrawn_at AS "withdrawnAt",
      e.withdrawn_reason AS "withdrawnReason", e.published_revision AS "publishedRevision",
      e.published_at AS "publishedAt", r.content,
      (SELECT max(v.at) FROM entry_review v WHERE v.entry_id = e.id AND v.revision = e.published_revision
        AND v.decision = 'publish') AS "revisedAt",
      jsonb_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en, 'uscc', o.uscc) AS provider,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('code', n.code, 'name', n.name, 'name_en', n.name_en) ORDER BY n.code),
        '[]') FROM classification_node n WHERE n.code IN (left(e.classification_code, 1),
        left(e.classification_code, 3), left(e.classification_code, 6), e.classification_code)) AS classification
    FROM entry e JOIN organization o ON o.id = e.provider_id
      JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
    WHERE ${which} AND e.published_at IS NOT NULL`;
  // Through the shape, so that content saved before an element existed has it, empty.
  return row === undefined ? null : { ...row, content: entryContent.parse(row.content) };
}
