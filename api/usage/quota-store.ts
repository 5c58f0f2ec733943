/** The counters of quotas, and the clock of the database. */
import type { Db } from '#api/context.ts';
import type { Take } from './rules/decide.ts';

export async function databaseNow(db: Db): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  if (row === undefined) throw new Error('the database has no clock');
  return row.now;
}

/** What a counter stands at; where none was opened yet, what the record of deliveries says. */
export async function usedOf(db: Db, agreementId: string, line: Take): Promise<number> {
  const { measure, window, key } = line;
  const counter = await db.quotaUse.findUnique({
    where: { agreementId_measure_window_key: { agreementId, measure, window, key } },
    select: { used: true },
  });
  if (counter !== null) return Number(counter.used);
  const found = await db.delivery.aggregate({
    where: { agreementId, at: { gte: line.startsAt, lt: line.resetsAt } },
    _count: true,
    _sum: { rowCount: true },
  });
  return measure === 'calls' ? found._count : Number(found._sum.rowCount ?? 0n);
}

/**
 * Takes from a counter if the cap allows it, in one statement: of any number of calls at once, no more get through than there
 * is room for. Answers what it stands at now, or null when there is no room.
 */
export async function takeFrom(db: Db, agreementId: string, line: Take): Promise<number | null> {
  const { measure, window, key, takes, cap } = line;
  const take = () => db.$queryRaw<{ used: bigint }[]>`
    UPDATE quota_use SET used = used + ${takes}
    WHERE agreement_id = ${agreementId} AND measure = ${measure} AND "window" = ${window} AND key = ${key}
      AND used + ${takes} <= ${cap} RETURNING used`;
  let [taken] = await take();
  if (taken === undefined) {
    // A counter is opened at what was handed over before: a quota that is agreed later counts the whole of its window.
    await db.$executeRaw`
      INSERT INTO quota_use (agreement_id, measure, "window", key, used)
      SELECT ${agreementId}, ${measure}, ${window}, ${key},
        CASE WHEN ${measure} = 'calls' THEN count(*) ELSE coalesce(sum(row_count), 0) END
      FROM delivery WHERE agreement_id = ${agreementId} AND at >= ${line.startsAt} AND at < ${line.resetsAt}
      ON CONFLICT DO NOTHING`;
    [taken] = await take();
  }
  return taken === undefined ? null : Number(taken.used);
}
