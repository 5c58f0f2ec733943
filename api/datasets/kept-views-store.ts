import type { Db } from '#api/context.ts';

export interface KeptRow {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly kind: string;
  readonly version: number | null;
  readonly keptAt: Date;
  readonly code: string;
  /** Of the entry as it is public. */
  readonly datasetTitle: string;
  readonly datasetTitleEn: string | null;
  readonly withdrawn: boolean;
}

/** False when it was kept already: the name chosen then stays. */
export async function keep(
  db: Db,
  row: { participantId: string; viewId: string; name: string; keptAt: Date },
): Promise<boolean> {
  return (await db.keptView.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

export async function isKept(db: Db, participantId: string, viewId: string): Promise<boolean> {
  return (await db.keptView.count({ where: { participantId, viewId } })) > 0;
}

/** Newest first. */
export async function listKept(
  db: Db,
  participantId: string,
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<{ rows: KeptRow[]; total: number }> {
  const [rows, total] = await Promise.all([
    db.$queryRaw<KeptRow[]>`
      SELECT v.id, k.name, v.title, v.kind, v.version_number AS version, k.kept_at AS "keptAt", e.code,
        r.content->>'title' AS "datasetTitle", nullif(r.content->>'title_en', '') AS "datasetTitleEn",
        e.state = 'withdrawn' AS withdrawn
      FROM kept_view k JOIN saved_view v ON v.id = k.view_id JOIN entry e ON e.id = v.entry_id
      JOIN entry_revision r ON r.entry_id = e.id AND r.number = e.published_revision
      WHERE k.participant_id = ${participantId} ORDER BY k.kept_at DESC, v.id DESC LIMIT ${take} OFFSET ${skip}`,
    db.keptView.count({ where: { participantId } }),
  ]);
  return { rows, total };
}

/** False when this participant keeps no such view. */
export async function rename(db: Db, participantId: string, viewId: string, name: string): Promise<boolean> {
  return (await db.keptView.updateMany({ where: { participantId, viewId }, data: { name } })).count === 1;
}

export async function drop(db: Db, participantId: string, viewId?: string): Promise<number> {
  const where = { participantId, ...(viewId === undefined ? {} : { viewId }) };
  return (await db.keptView.deleteMany({ where })).count;
}
