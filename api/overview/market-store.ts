/** What stands around products and waits for somebody: answers about changed sources, and who did not give them. */
import type { Db } from '#api/context.ts';
import { limit, type TaskRow, task } from './task-row.ts';

async function titles(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.product.findMany({ where: { id: { in: [...ids] } }, select: { id: true, title: true } });
  return new Map(rows.map((row) => [row.id, row.title]));
}

/** For the developer what waits for an answer; for the agency what was not answered in time. */
export async function sourceNoticeTasks(
  db: Db,
  organizationId: string,
  side: 'developer' | 'agency',
): Promise<TaskRow[]> {
  const rows = await db.sourceNotice.findMany({
    where:
      side === 'developer'
        ? { developerId: organizationId, state: 'open' }
        : { agencyId: organizationId, state: 'open', overdueAt: { not: null } },
    orderBy: { dueOn: 'asc' },
    take: limit,
  });
  const named = await titles(
    db,
    rows.map((row) => row.productId),
  );
  return rows.map((row) =>
    task(side === 'developer' ? 'source_answer' : 'source_overdue', {
      id: row.id,
      no: row.no,
      title: named.get(row.productId) ?? '',
      since: row.createdAt,
      dueOn: row.dueOn,
    }),
  );
}

/** For whoever looks into trades of a region: what is new, what was answered, and what was not in time. */
export async function tradeClueTasks(db: Db, regionCode: string, today: string): Promise<TaskRow[]> {
  const rows = await db.tradeClue.findMany({
    where: {
      regionCode,
      OR: [{ state: { in: ['open', 'answered'] } }, { state: 'asked', dueOn: { lt: today } }],
    },
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
  return tradeTasks(db, 'trade_clue_decide', rows);
}

/** For the owner of a product what it was asked about its sales. */
export async function tradeAnswerTasks(db: Db, developerId: string): Promise<TaskRow[]> {
  const rows = await db.$queryRaw<ClueTask[]>`
    SELECT c.id, c.no, c.order_id AS "orderId", c.created_at AS "createdAt", c.due_on AS "dueOn"
    FROM trade_clue c JOIN "order" o ON o.id = c.order_id
    WHERE o.developer_id = ${developerId} AND c.state = 'asked' ORDER BY c.due_on, c.id LIMIT ${limit}`;
  return tradeTasks(db, 'trade_clue_answer', rows);
}

interface ClueTask {
  readonly id: string;
  readonly no: string;
  readonly orderId: string;
  readonly createdAt: Date;
  readonly dueOn: string | null;
}

async function tradeTasks(
  db: Db,
  kind: 'trade_clue_decide' | 'trade_clue_answer',
  rows: readonly ClueTask[],
): Promise<TaskRow[]> {
  const orders = await db.order.findMany({
    where: { id: { in: rows.map((row) => row.orderId) } },
    select: { id: true, amountFen: true, product: { select: { title: true } } },
  });
  const by = new Map(orders.map((one) => [one.id, one]));
  return rows.map((row) =>
    task(kind, {
      id: row.id,
      no: row.no,
      title: by.get(row.orderId)?.product.title ?? '',
      since: row.createdAt,
      dueOn: row.dueOn,
      amountFen: by.get(row.orderId)?.amountFen ?? null,
    }),
  );
}
