/** Indicators: persons, assets, and orders to correct. */
import { addDays, dayOf, startOfDay } from '#api/kernel/time.ts';
import { clocked, dayOrNull, entryPage, knownOf, type Query } from './facts-known.ts';
import * as store from './facts-store.ts';
import type { LibraryCode } from './rules/library.ts';
import { row } from './rules/rows.ts';

export const dutiesQueries = {
  pi_hits: async (ctx, scope) =>
    (await store.uploads(ctx.db, scope.agencies, startOfDay(scope.from), startOfDay(addDays(scope.to, 1)))).map((one) =>
      row(
        one.entry.providerId,
        `${one.entry.code}#${one.number}`,
        one.entry.title,
        { num: new Set(one.findings.map((hit) => `${hit.table} ${hit.column}`)).size, day: dayOf(one.createdAt) },
        null,
        entryPage(one.entry.id, '/data'),
      ),
    ),
  subject_answers: async (ctx, scope) =>
    clocked(
      (await store.subjectRequests(ctx.db, scope.agencies, scope.from, scope.to)).map((one) => ({
        agency: one.agencyId,
        ref: one.no,
        // What a person asks stays sealed: the kind is all that is told.
        title: one.kind,
        clock: one.dueOn === null ? null : { dueOn: one.dueOn, doneOn: dayOrNull(one.answeredAt) },
        fix: 'subject' as const,
        to: '/w/subject-requests',
      })),
      scope,
    ),
  asset_coverage: async (ctx, scope) => {
    const { published } = await knownOf(ctx, scope);
    const withData = published.filter((entry) => entry.newest !== null);
    const carded = await store.carded(
      ctx.db,
      withData.map((entry) => entry.id),
    );
    return withData.map((entry) => {
      const has = carded.has(entry.id);
      const fix = has ? null : ({ kind: 'register', num: 1 } as const);
      return row(entry.providerId, entry.code, entry.content.title, { num: has ? 1 : 0 }, fix, '/w/assets/new');
    });
  },
  rectified_on_time: async (ctx, scope) =>
    clocked(
      (await store.ordersToCorrect(ctx.db, scope.agencies)).map((one) => {
        const dueOn = one.extensionAnswer === 'granted' ? (one.extensionTo ?? one.firstDueOn) : one.firstDueOn;
        const reported = dayOrNull(one.reportedAt);
        // Reported only after the term had run out is late, whatever was reported before it.
        const doneOn = one.lapsedOn !== null && dueOn !== null ? addDays(dueOn, 1) : reported;
        return {
          agency: one.accusedId,
          ref: one.no,
          title: one.title,
          clock: dueOn === null ? null : { dueOn, doneOn },
          fix: 'rectify' as const,
          to: `/w/supervision/cases/${one.id}`,
        };
      }),
      scope,
    ),
} as const satisfies Partial<Readonly<Record<LibraryCode, Query>>>;
