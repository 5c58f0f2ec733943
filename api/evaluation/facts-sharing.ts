/** Indicators: sharing between agencies (Order 809). */
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { termDays } from '#api/sharing/terms.ts';
import { type Clocked, clocked, ofEntries, type Query, type Scope } from './facts-known.ts';
import * as store from './facts-store.ts';
import { deliveryClock, replyClock } from './rules/cases.ts';
import type { LibraryCode } from './rules/library.ts';
import { type CountedRow, row } from './rules/rows.ts';

async function sharing(ctx: Ctx, scope: Scope, kind: 'reply' | 'delivery'): Promise<CountedRow[]> {
  const cases = await store.sharingCases(ctx.db, scope.agencies);
  const terms = new Map<string, number>();
  const found: Clocked[] = [];
  for (const one of cases) {
    const term = kind === 'reply' ? 'reply' : 'provision';
    const days = terms.get(one.regionCode) ?? (await termDays(ctx, term, one.regionCode));
    terms.set(one.regionCode, days);
    const steps = one.steps.map(({ action, at }) => ({ action, day: dayOf(at) }));
    const extension = one.extensionAnswer === 'consented' ? (one.extensionDays ?? 0) : 0;
    const clock =
      kind === 'reply'
        ? one.shareType === '2'
          ? replyClock(steps, { days, extension }, ctx.calendar())
          : null
        : deliveryClock(steps, days, ctx.calendar());
    found.push({
      agency: one.providerId,
      ref: one.no,
      title: one.need,
      clock,
      fix: kind === 'reply' ? 'reply' : 'deliver',
      to: `/w/sharing/${one.id}`,
    });
  }
  return clocked(found, scope);
}

export const sharingQueries = {
  shared_items: ofEntries((entry) => {
    const items = entry.content.items.length;
    const shared = entry.content.share_type === '1' || entry.content.share_type === '2';
    return row(entry.providerId, entry.code, entry.content.title, { num: shared ? items : 0, den: items });
  }),
  reply_on_time: (ctx, scope) => sharing(ctx, scope, 'reply'),
  delivery_on_time: (ctx, scope) => sharing(ctx, scope, 'delivery'),
  refusals_with_basis: async (ctx, scope) => {
    const cases = await store.sharingCases(ctx.db, scope.agencies);
    return cases.flatMap((one) => {
      const refused = one.steps.findLast(({ action }) => action === 'confirm_refusal');
      const day = refused === undefined ? null : dayOf(refused.at);
      if (day === null || day < scope.from || day > scope.to) return [];
      const stood = one.refusalGround !== null && one.objections.every(({ outcome }) => outcome !== 'returned');
      return row(
        one.providerId,
        one.no,
        one.need.slice(0, 80),
        { num: stood ? 1 : 0, day },
        null,
        `/w/sharing/${one.id}`,
      );
    });
  },
} as const satisfies Partial<Readonly<Record<LibraryCode, Query>>>;
