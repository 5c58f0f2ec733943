/** Checks, disturbances and notices in the database. */
import type { Db } from '#api/context.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export type NoticeRow = Prisma.StatusNoticeGetPayload<{ include: { updates: true } }>;

/** The last sign of life; replaced by the new one. */
export async function beat(db: Db, at: Date): Promise<Date | null> {
  const last = await db.statusBeat.findUnique({ where: { id: 1 } });
  await db.statusBeat.upsert({ where: { id: 1 }, create: { id: 1, at }, update: { at } });
  return last?.at ?? null;
}

export async function lastBeat(db: Db): Promise<Date | null> {
  return (await db.statusBeat.findUnique({ where: { id: 1 } }))?.at ?? null;
}

export interface Counted {
  readonly part: string;
  readonly day: string;
  readonly checks: number;
  readonly failed: number;
  readonly ms: number;
}

export async function count(db: Db, { part, day, checks, failed, ms }: Counted): Promise<void> {
  await db.$executeRaw`
    INSERT INTO status_day (part, day, checks, failed, slowest_ms) VALUES (${part}, ${day}, ${checks}, ${failed}, ${ms})
    ON CONFLICT (part, day) DO UPDATE SET checks = status_day.checks + EXCLUDED.checks,
      failed = status_day.failed + EXCLUDED.failed, slowest_ms = greatest(status_day.slowest_ms, EXCLUDED.slowest_ms)`;
}

export async function openDisturbances(db: Db) {
  return db.statusDisturbance.findMany({ where: { until: null } });
}

export async function insertDisturbance(db: Db, row: Prisma.StatusDisturbanceCreateInput): Promise<void> {
  await db.statusDisturbance.create({ data: row });
}

export async function endDisturbance(db: Db, id: string, until: Date): Promise<void> {
  await db.statusDisturbance.updateMany({ where: { id, until: null }, data: { until } });
}

/** Seconds by which the oldest waiting job is late; 0 where none waits. */
export async function oldestJob(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ late: number | null }[]>`
    SELECT extract(epoch FROM now() - min(run_at))::float8 AS late FROM graphile_worker.jobs
    WHERE run_at < now() AND locked_at IS NULL AND attempts < max_attempts`;
  return Math.max(0, row?.late ?? 0);
}

export async function daysSince(db: Db, day: string) {
  return db.statusDay.findMany({ where: { day: { gte: day } }, orderBy: { day: 'asc' } });
}

export async function disturbancesSince(db: Db, since: Date) {
  return db.statusDisturbance.findMany({
    where: { OR: [{ until: null }, { until: { gt: since } }] },
    orderBy: { since: 'desc' },
    take: 100,
  });
}

export async function notices(db: Db, since: Date): Promise<NoticeRow[]> {
  return db.statusNotice.findMany({
    where: { OR: [{ closedAt: null }, { closedAt: { gt: since } }] },
    include: { updates: { orderBy: { number: 'desc' } } },
    orderBy: { startsAt: 'desc' },
    take: 50,
  });
}

export async function findNotice(db: Db, id: string): Promise<NoticeRow | null> {
  return db.statusNotice.findUnique({ where: { id }, include: { updates: { orderBy: { number: 'desc' } } } });
}

export async function insertNotice(db: Db, row: Prisma.StatusNoticeUncheckedCreateInput): Promise<void> {
  await db.statusNotice.create({ data: row });
}

/** @returns false when it was closed before. Of two updates at once the second gets the next number. */
export async function closeNotice(db: Db, id: string, at: Date): Promise<boolean> {
  return (await db.statusNotice.updateMany({ where: { id, closedAt: null }, data: { closedAt: at } })).count === 1;
}

/** Keeps other updates of a notice away until the transaction ends. */
export async function holdNotice(db: Db, id: string): Promise<NoticeRow | null> {
  await db.$queryRaw`SELECT id FROM status_notice WHERE id = ${id} FOR UPDATE`;
  return findNotice(db, id);
}

export async function insertUpdate(db: Db, row: Prisma.StatusNoticeUpdateUncheckedCreateInput): Promise<void> {
  await db.statusNoticeUpdate.create({ data: row });
}

/** Days older than what is shown are of no use to anyone. */
export async function forgetBefore(db: Db, day: string): Promise<void> {
  await db.statusDay.deleteMany({ where: { day: { lt: day } } });
}
