/** Indicators: uses of data, digitisation, goals of the plan. */
import { dayOf } from '#api/kernel/time.ts';
import type { Query } from './facts-known.ts';
import * as store from './facts-store.ts';
import type { LibraryCode } from './rules/library.ts';
import { type CountedRow, row } from './rules/rows.ts';

export const usesQueries = {
  use_granted: async (ctx, scope) => {
    const rows: CountedRow[] = [];
    for (const one of await store.dataUses(ctx.db, scope.agencies)) {
      const ids = one.sources.map((source) => source.entryId);
      const granted = (await store.grants(ctx.db, one.agencyId, ids, scope.today)).filter(
        (grant) => grant.providerId === one.agencyId || grant.open || grant.shared,
      );
      rows.push(row(one.agencyId, one.no, one.title, { num: granted.length, den: ids.length }, null, '/w/data-uses'));
    }
    return rows;
  },
  use_effect: async (ctx, scope) =>
    (await store.dataUses(ctx.db, scope.agencies)).map((one) => {
      const told = one._count.effects > 0;
      const fix = told ? null : ({ kind: 'effect', num: 1 } as const);
      return row(one.agencyId, one.no, one.title, { num: told ? 1 : 0 }, fix, `/w/data-uses/${one.id}`);
    }),
  digitised: async (ctx, scope) =>
    (await store.digitisations(ctx.db, scope.agencies)).map((one) => {
      const done = one.reports[0]?.done ?? 0n;
      const fix = done < one.total ? ({ kind: 'digitise', num: one.total } as const) : null;
      const counts = { num: done, den: one.total, day: one.dueOn };
      return row(one.agencyId, one.no, one.title, counts, fix, '/w/digitisation');
    }),
  goals_reached: async (ctx, scope) =>
    (await store.goalsDue(ctx.db, scope.agencies, scope.to)).map((goal) => {
      const reached = goal.reports.some((one) => one.value >= goal.target && dayOf(one.at) <= goal.dueOn);
      const fix = reached || scope.today > goal.dueOn ? null : ({ kind: 'goal', num: 1 } as const);
      const counts = { num: reached ? 1 : 0, day: goal.dueOn };
      return row(goal.responsibleId, goal.code, goal.title, counts, fix, `/w/plans/${goal.plan.id}`);
    }),
} as const satisfies Partial<Readonly<Record<LibraryCode, Query>>>;
