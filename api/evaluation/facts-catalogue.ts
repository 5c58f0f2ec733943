/** Indicators: catalogue, quality and corrections. */
import { punctuality } from '#api/score/rules/punctuality.ts';
import { clocked, dayOrNull, entryPage, knownOf, ofEntries, promiseOf, type Query } from './facts-known.ts';
import * as store from './facts-store.ts';
import { elementsOf, updatesDue } from './rules/cases.ts';
import type { LibraryCode } from './rules/library.ts';
import { row } from './rules/rows.ts';

export const catalogueQueries = {
  catalogue_published: async (ctx, scope) => {
    const { entries } = await knownOf(ctx, scope);
    return entries.map(({ id, code, title, providerId, publishedRevision }) =>
      publishedRevision !== null
        ? row(providerId, code, title, { num: 1 }, null, entryPage(id))
        : row(providerId, code, title, { num: 0 }, { kind: 'publish_entry', num: 1 }, entryPage(id)),
    );
  },
  catalogue_complete: ofEntries((entry) => {
    const { filled, of } = elementsOf(entry.content);
    const fix = filled < of ? ({ kind: 'describe', num: of } as const) : null;
    return row(entry.providerId, entry.code, entry.content.title, { num: filled, den: of }, fix, entryPage(entry.id));
  }),
  change_on_time: async (ctx, scope) =>
    clocked(
      (await store.catalogueTriggers(ctx.db, scope.agencies, scope.from, scope.to)).map((one) => ({
        agency: one.organizationId,
        ref: one.no,
        title: one.document,
        clock: { dueOn: one.dueOn, doneOn: dayOrNull(one.closedAt) },
        fix: 'change' as const,
        to: `/w/catalogue/triggers/${one.id}`,
      })),
      scope,
    ),
  update_on_time: ofEntries((entry, ctx, scope) => {
    const promise = promiseOf(entry);
    if (promise === null) return [];
    return updatesDue(promise, entry.updates, scope, scope.today, ctx.calendar()).map(({ on, met }) =>
      row(
        entry.providerId,
        entry.code,
        entry.content.title,
        { num: met === true ? 1 : 0, den: met === null ? 0 : 1, day: on },
        met === null ? { kind: 'publish_update', num: 1, den: 1 } : null,
        entryPage(entry.id, '/data'),
      ),
    );
  }),
  data_current: ofEntries((entry, ctx, scope) => {
    const promise = promiseOf(entry);
    const found = promise === null ? null : punctuality(promise, entry.updates, scope.today, ctx.calendar());
    const current = found === null ? null : (found.current ?? (entry.updates.length > 0 ? true : null));
    if (current === null) return [];
    const fix = current ? null : ({ kind: 'publish_update', num: 1 } as const);
    const counts = { num: current ? 1 : 0 };
    return row(entry.providerId, entry.code, entry.content.title, counts, fix, entryPage(entry.id, '/data'));
  }),
  quality_rules: async (ctx, scope) => {
    const { published } = await knownOf(ctx, scope);
    const found = await store.qualityRules(
      ctx.db,
      published.map((one) => one.id),
    );
    return published.flatMap((entry) => {
      const rules = found.find((one) => one.id === entry.id);
      if (rules === undefined || rules.rules === 0) return [];
      const counts = { num: rules.rules - rules.failed, den: rules.rules };
      const fix = rules.failed > 0 ? ({ kind: 'rule', num: rules.rules } as const) : null;
      return row(entry.providerId, entry.code, entry.content.title, counts, fix, entryPage(entry.id, '/quality'));
    });
  },
  correction_on_time: async (ctx, scope) => {
    const { shared, open } = await store.corrections(ctx.db, scope.agencies, scope.from, scope.to);
    const fix = 'correct' as const;
    return clocked(
      [
        ...shared.map((one) => ({
          agency: one.providerId,
          ref: one.no,
          title: one.wrong,
          clock: { dueOn: one.dueOn, doneOn: dayOrNull(one.answeredAt) },
          fix,
          to: `/w/sharing/${one.requestId}`,
        })),
        ...open.map((one) => ({
          agency: one.agencyId,
          ref: one.no,
          title: one.wrong,
          clock: { dueOn: one.dueOn, doneOn: dayOrNull(one.closedAt) },
          fix,
          to: `/w/corrections/${one.id}`,
        })),
      ],
      scope,
    );
  },
} as const satisfies Partial<Readonly<Record<LibraryCode, Query>>>;
