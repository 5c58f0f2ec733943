/** What was late and stays on record when it is done: read from what happened, so that no job can forget it (decision 0081). */
import { reviewDue } from '#api/catalog/show.ts';
import type { Ctx } from '#api/context.ts';
import { addDays, type Day, dayOf } from '#api/kernel/time.ts';
import { orUnloaded } from '#api/quality/reports.ts';
import type { LateDuty } from './clocks.ts';
import * as store from './lateness-store.ts';
import { type EntryEvent, updatedSince } from './rules/clocks.ts';
import { agenciesOf } from './trigger-store.ts';

/** A duty that was not done on its last day; `doneOn` is the day it was done after all, null while it is not. */
export interface LateRecord extends LateDuty {
  readonly kind: 'update' | 'review';
  readonly doneOn: Day | null;
}

/**
 * Updates after a change of law or duty (Order 809, Article 17) and reviews by the department (Article 8) in exactly this region
 * whose last day lies in `from` to `to` and had passed with the duty not done. One line a change or a hand-in, in the order of
 * their last days. For rooms that read facts: nobody's rights are asked.
 */
export async function lateCatalogueRecord(
  ctx: Ctx,
  regionCode: string,
  { from, to }: { readonly from: Day; readonly to: Day },
): Promise<LateRecord[]> {
  const today = dayOf(ctx.clock.now());
  const last = to < today ? to : addDays(today, -1);
  const [triggers, handedIn] = await Promise.all([
    store.triggersDue(ctx.db, regionCode, from, last),
    // A review has two working days; between two of them lie at most a fortnight of holidays.
    store.submissionsBetween(ctx.db, regionCode, addDays(from, -20), last),
  ]);
  const events = await store.eventsOf(ctx.db, [
    ...triggers.flatMap((row) => row.entries.map((one) => one.entryId)),
    ...handedIn.map((one) => one.entryId),
  ]);
  const agencies = await agenciesOf(ctx.db, [
    ...triggers.map((row) => row.organizationId),
    ...handedIn.map((one) => one.entry.providerId),
  ]);
  const agency = (id: string) => ({ id, name: agencies.get(id)?.name ?? '' });
  const late = (due: Day, doneOn: Day | null) =>
    orUnloaded(0, () => ctx.calendar().workingDaysBetween(due, doneOn ?? today));
  const updates = triggers.flatMap((row): LateRecord[] => {
    const own = row.entries.map(({ entryId, answeredAt }): EntryEvent[] => [
      ...(answeredAt === null ? [] : [{ kind: 'unchanged' as const, on: dayOf(answeredAt) }]),
      ...(events.get(entryId) ?? []),
    ]);
    const inTime = own.every((list) =>
      updatedSince(
        list.filter(({ on }) => on <= row.dueOn),
        row.changedOn,
      ),
    );
    if (inTime) return [];
    const days = own.map((list) => updatedSince(list, row.changedOn));
    const doneOn = days.includes(null) ? null : ((days as Day[]).sort().at(-1) ?? null);
    return [
      {
        kind: 'update',
        subject: ['trigger', row.id],
        no: row.no,
        title: row.document,
        agency: agency(row.organizationId),
        ball: 'agency',
        dueOn: row.dueOn,
        doneOn,
        workingDaysLate: late(row.dueOn, doneOn),
      },
    ];
  });
  const reviews = handedIn.flatMap(({ entryId, at, entry }): LateRecord[] => {
    const due = reviewDue(ctx, at);
    if (due === null || due < from || due > last) return [];
    const doneOn = (events.get(entryId) ?? []).find((one) => one.at > at && one.kind !== 'submit')?.on ?? null;
    if (doneOn !== null && doneOn <= due) return [];
    return [
      {
        kind: 'review',
        subject: ['entry', entryId],
        no: entry.code,
        title: entry.title,
        agency: agency(entry.providerId),
        ball: 'information_department',
        dueOn: due,
        doneOn,
        workingDaysLate: late(due, doneOn),
      },
    ];
  });
  return [...updates, ...reviews].sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.no.localeCompare(b.no));
}
