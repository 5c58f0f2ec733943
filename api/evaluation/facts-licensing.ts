/** Indicators: licensed development, products and the money they bring. */
import { dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { base, type Clocked, clocked, dayOrNull, knownOf, type Query } from './facts-known.ts';
import * as store from './facts-store.ts';
import type { LibraryCode } from './rules/library.ts';
import { row } from './rules/rows.ts';

export const licensingQueries = {
  filing_on_time: async (ctx, scope) => {
    const found: Clocked[] = [];
    for (const one of await store.signings(ctx.db, scope.agencies)) {
      const signed = one.steps[0];
      if (signed === undefined) continue;
      // The regulation names no number of days; the parameter is the one the review of a filing has, too.
      const days = await numberParameter(ctx, 'filing.submit_working_days', one.regionCode, 10);
      const dueOn = ctx.calendar().addWorkingDays(dayOf(signed.at), days);
      found.push({
        agency: one.agencyId,
        ref: one.no,
        title: one.no,
        clock: { dueOn, doneOn: dayOrNull(one.filings[0]?.submittedAt) },
        fix: 'file',
        to: `/w/agreements/${one.id}`,
      });
    }
    return clocked(found, scope);
  },
  products_cited: async (ctx, scope) =>
    (await store.listedProducts(ctx.db, scope.agencies)).map((one) =>
      row(one.agreement.agencyId, one.no, one.title, { num: one.cited ? 1 : 0 }, null, `/products/${one.no}`),
    ),
  products_listed: async (ctx, scope) => {
    const { published } = await knownOf(ctx, scope);
    const products = await store.listedProducts(ctx.db, scope.agencies);
    const rows = new Map(
      products.map((one) => [
        `${one.agreement.agencyId} ${one.no}`,
        row(one.agreement.agencyId, one.no, one.title, { num: 1 }, null, `/products/${one.no}`),
      ]),
    );
    return [...rows.values(), ...base(published, rows)];
  },
  remitted_on_time: async (ctx, scope) =>
    clocked(
      (await store.remittances(ctx.db, scope.agencies, scope.from, scope.to)).map((one) => ({
        agency: one.agencyId,
        ref: one.no,
        title: one.period,
        clock: one.dueOn === null ? null : { dueOn: one.dueOn, doneOn: one.receipt?.receivedOn ?? null },
        fix: 'remit' as const,
        to: '/w/statements',
      })),
      scope,
    ),
} as const satisfies Partial<Readonly<Record<LibraryCode, Query>>>;
