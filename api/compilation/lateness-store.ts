import type { Db } from '#api/context.ts';
import { addDays, type Day, dayOf, startOfDay } from '#api/kernel/time.ts';
import type { EntryEvent } from './rules/clocks.ts';

/** Changes with their last day between the two, whatever became of them, but for those dropped as a mistake. */
export async function triggersDue(db: Db, regionCode: string, from: Day, to: Day) {
  return db.catalogueTrigger.findMany({
    where: { regionCode, state: { not: 'dropped' }, dueOn: { gte: from, lte: to } },
    include: { entries: { select: { entryId: true, answeredAt: true } } },
  });
}

export async function submissionsBetween(db: Db, regionCode: string, from: Day, to: Day) {
  return db.entryStep.findMany({
    where: { kind: 'submit', entry: { regionCode }, at: { gte: startOfDay(from), lt: startOfDay(addDays(to, 1)) } },
    select: { entryId: true, at: true, entry: { select: { code: true, title: true, providerId: true } } },
    orderBy: { at: 'asc' },
  });
}

/** What happened to entries between agency and department, each entry's in order. */
export async function eventsOf(
  db: Db,
  entryIds: readonly string[],
): Promise<Map<string, (EntryEvent & { readonly at: Date })[]>> {
  const ids = [...new Set(entryIds)];
  const [steps, reviews, gone] = await Promise.all([
    db.entryStep.findMany({ where: { entryId: { in: ids } }, select: { entryId: true, kind: true, at: true } }),
    db.entryReview.findMany({ where: { entryId: { in: ids } }, select: { entryId: true, decision: true, at: true } }),
    db.entry.findMany({
      where: { id: { in: ids }, withdrawnAt: { not: null } },
      select: { id: true, withdrawnAt: true },
    }),
  ]);
  const all = [
    ...steps.map(({ entryId, kind, at }) => ({ entryId, kind: kind as EntryEvent['kind'], at })),
    ...reviews.map(({ entryId, decision, at }) => ({ entryId, kind: decision as EntryEvent['kind'], at })),
    ...gone.flatMap(({ id, withdrawnAt }) =>
      withdrawnAt === null ? [] : [{ entryId: id, kind: 'withdraw' as const, at: withdrawnAt }],
    ),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const found = new Map<string, (EntryEvent & { readonly at: Date })[]>();
  for (const { entryId, kind, at } of all) {
    const own = found.get(entryId) ?? [];
    own.push({ kind, at, on: dayOf(at) });
    found.set(entryId, own);
  }
  return found;
}
