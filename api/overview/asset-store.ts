/** What the register of assets puts on the desks of holders and of the department. */
import type { Db } from '#api/context.ts';
import { addDays, type Day, monthFrom } from '#api/kernel/time.ts';
import type { AssetCaseState } from '#prisma/generated/client.ts';
import { limit, type TaskRow, task } from './task-row.ts';

interface Spans {
  readonly today: Day;
  /** Days before its end from which a registration is renewed; months after which a card is maintained. */
  readonly renewal: number;
  readonly maintenance: number;
}

const fields = { id: true, no: true, name: true, validTo: true, maintainedOn: true, updatedAt: true } as const;

/** Supplements asked for, terms that end, cards to be maintained, differences to be settled. */
export async function holderAssets(
  db: Db,
  agencyId: string,
  { today, renewal, maintenance }: Spans,
): Promise<TaskRow[]> {
  const before = `${monthFrom(today.slice(0, 7), -maintenance)}${today.slice(7)}`;
  const [cases, cards, counts] = await Promise.all([
    db.assetCase.findMany({
      where: { holderId: agencyId, state: 'supplementing' },
      select: { no: true, cardId: true, updatedAt: true, supplementNotice: true },
      take: limit,
    }),
    db.assetCard.findMany({
      where: {
        holderId: agencyId,
        state: 'registered',
        OR: [{ validTo: { lte: addDays(today, renewal) } }, { maintainedOn: { lte: before } }],
      },
      select: { ...fields, cases: { where: { state: { in: ['filed', 'supplementing', 'accepted', 'noticed'] } } } },
      orderBy: { no: 'asc' },
      take: limit,
    }),
    inventoriesAt(db, agencyId, false),
  ]);
  return [
    ...cases.map((one) =>
      task('asset_supplement', {
        id: one.cardId,
        no: one.no,
        title: (one.supplementNotice ?? '').slice(0, 60),
        since: one.updatedAt,
      }),
    ),
    ...cards.flatMap((card) => {
      const own = { id: card.id, no: card.no, title: card.name, since: card.updatedAt };
      if (card.cases.length > 0) return [];
      const ends = card.validTo !== null && card.validTo <= addDays(today, renewal);
      return [ends ? task('asset_renew', { ...own, dueOn: card.validTo }) : task('asset_maintain', own)];
    }),
    ...counts,
  ];
}

/** Inventories with differences to settle, or, for the head, ready to be signed. */
export async function inventoriesAt(db: Db, agencyId: string, head: boolean): Promise<TaskRow[]> {
  const rows = await db.assetInventory.findMany({
    where: {
      agencyId,
      state: 'settling',
      lines: head ? { none: { outcome: null } } : { some: { outcome: null } },
    },
    select: { id: true, no: true, title: true, dueOn: true, createdAt: true },
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
  return rows.map(({ createdAt: since, ...row }) =>
    task(head ? 'asset_inventory_sign' : 'asset_inventory', { ...row, since }),
  );
}

const turn: Partial<Record<AssetCaseState, 'asset_accept' | 'asset_review'>> = {
  filed: 'asset_accept',
  accepted: 'asset_review',
};

/** Applications of a region by what is to be done next. A notice asks for nothing while it runs. */
export async function departmentAssets(db: Db, regionCode: string, today: Day): Promise<TaskRow[]> {
  const rows = await db.assetCase.findMany({
    where: { regionCode, state: { in: ['filed', 'accepted', 'noticed'] } },
    select: {
      no: true,
      cardId: true,
      state: true,
      dueOn: true,
      noticeTo: true,
      updatedAt: true,
      card: { select: { name: true } },
      objections: { where: { outcome: null }, select: { id: true } },
    },
    orderBy: [{ dueOn: 'asc' }, { no: 'asc' }],
    take: limit,
  });
  return rows.flatMap((row) => {
    const own = { id: row.cardId, no: row.no, title: row.card.name, since: row.updatedAt, dueOn: row.dueOn };
    const kind = turn[row.state];
    if (kind !== undefined) return [task(kind, own)];
    if (row.objections.length > 0) return [task('asset_objection', own)];
    return row.noticeTo !== null && today > row.noticeTo ? [task('asset_register', own)] : [];
  });
}
