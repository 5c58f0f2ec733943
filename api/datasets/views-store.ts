import type { Db } from '#api/context.ts';
import type { Prisma, SavedView } from '#prisma/generated/client.ts';

export type { SavedView };

export const findView = (db: Db, id: string): Promise<SavedView | null> => db.savedView.findUnique({ where: { id } });

export const findViewByHash = (db: Db, hash: string): Promise<SavedView | null> =>
  db.savedView.findUnique({ where: { hash } });

export interface NewView extends Omit<SavedView, 'spec'> {
  readonly spec: object;
}

/** False when the same view was saved meanwhile. */
export async function insertView(db: Db, row: NewView): Promise<boolean> {
  const { count } = await db.savedView.createMany({
    data: { ...row, spec: row.spec as Prisma.InputJsonObject },
    skipDuplicates: true,
  });
  return count === 1;
}
