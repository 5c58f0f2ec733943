/** Indicators: opening to the public, and what came of it. */
import { addDays, startOfDay } from '#api/kernel/time.ts';
import { base, cellsOf, clocked, dayOrNull, entryPage, isOpen, knownOf, ofEntries, type Query } from './facts-known.ts';
import * as store from './facts-store.ts';
import type { LibraryCode } from './rules/library.ts';
import { type CountedRow, row } from './rules/rows.ts';

export const openingQueries = {
  open_share: ofEntries((entry) =>
    row(entry.providerId, entry.code, entry.content.title, { num: isOpen(entry) ? 1 : 0 }, null, entryPage(entry.id)),
  ),
  machine_readable: ofEntries((entry) => {
    if (!isOpen(entry)) return [];
    const readable = (entry.newest?.stored ?? 0) > 0;
    const fix = readable ? null : ({ kind: 'publish_table', num: 1 } as const);
    const counts = { num: readable ? 1 : 0 };
    return row(entry.providerId, entry.code, entry.content.title, counts, fix, entryPage(entry.id, '/data'));
  }),
  open_capacity: ofEntries((entry, _ctx, _scope, known) => {
    const num = isOpen(entry) ? cellsOf(entry, known) : 0n;
    return row(entry.providerId, entry.code, entry.content.title, { num }, null, entryPage(entry.id, '/data'));
  }),
  open_sets: ofEntries((entry) => {
    const counts = { num: isOpen(entry) && entry.newest !== null ? 1 : 0 };
    return row(entry.providerId, entry.code, entry.content.title, counts, null, entryPage(entry.id, '/data'));
  }),
  requests_on_time: async (ctx, scope) => {
    const requests = await store.dataRequests(ctx.db, scope.agencies, scope.from, scope.to);
    return clocked(
      requests.map((one) => ({
        agency: one.agencyId ?? '',
        ref: one.no,
        title: one.title,
        clock: one.answerDueOn === null ? null : { dueOn: one.answerDueOn, doneOn: dayOrNull(one.answeredAt) },
        fix: 'answer' as const,
        to: `/w/requests/${one.id}`,
      })),
      scope,
    );
  },
  reuses: async (ctx, scope) => {
    const found = await store.publishedReuses(ctx.db, scope.agencies, startOfDay(addDays(scope.to, 1)));
    const { published } = await knownOf(ctx, scope);
    const uses = new Map<string, CountedRow>();
    for (const { reuseId, entry, reuse } of found) {
      const title = reuse.revisions.find((one) => one.number === reuse.publishedRevision)?.title ?? '';
      const key = `${entry.providerId} ${reuseId}`;
      if (!uses.has(key)) uses.set(key, row(entry.providerId, reuseId, title, { num: 1 }, null, `/reuses/${reuseId}`));
    }
    return [...uses.values(), ...base(published, uses)];
  },
  downloads: async (ctx, scope) => {
    const { published } = await knownOf(ctx, scope);
    const found = await store.downloads(ctx.db, scope.agencies, scope.from, scope.to);
    return published.filter(isOpen).map((entry) => {
      const num = found.find((one) => one.id === entry.id)?.count ?? 0n;
      return row(entry.providerId, entry.code, entry.content.title, { num }, null, entryPage(entry.id));
    });
  },
} as const satisfies Partial<Readonly<Record<LibraryCode, Query>>>;
