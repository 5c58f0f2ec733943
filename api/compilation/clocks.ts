/** Every clock of the catalogue on one board, and what is late for whoever supervises or evaluates. */
import type { z } from 'zod';
import { requirementInForce } from '#api/catalog/requirement-store.ts';
import { type Field, fields } from '#api/catalog/rules/codes.ts';
import { needed } from '#api/catalog/rules/submission.ts';
import { reviewDue } from '#api/catalog/show.ts';
import type { Ctx } from '#api/context.ts';
import { boardOf } from '#api/kernel/board.ts';
import { neutral } from '#api/kernel/formula.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { orUnloaded } from '#api/quality/reports.ts';
import { dueAfter } from '#api/quality/rules/report.ts';
import type { clockQuery, clockRow, clocksOut, completenessOut } from './clock-contract.ts';
import { toneOf } from './rules/clocks.ts';
import { balls, boardColumns, type ClockKind, clockKinds, type Tone, tones } from './rules/codes.ts';
import { scopeOf } from './scope.ts';
import * as store from './trigger-store.ts';
import { daysLeft, done } from './triggers.ts';

export type CatalogueClock = z.input<typeof clockRow>;
export type CatalogueClocks = z.input<typeof clocksOut>;
export type Completeness = z.input<typeof completenessOut>;

const urgency: readonly Tone[] = ['late', 'due', 'green'];

export async function listClocks(ctx: Ctx, query: z.output<typeof clockQuery>): Promise<CatalogueClocks> {
  const scope = scopeOf(ctx);
  const own = ctx.viewer?.organization.id;
  const all = (await clocksWithin(ctx, scope)).map((one) => ({
    ...one,
    mine: one.ball === 'agency' ? one.agency.id === own : scope.regions.length > 0,
  }));
  return boardOf(all, query, urgency);
}

export async function exportClocks(
  ctx: Ctx,
  query: z.output<typeof clockQuery>,
): Promise<{ name: string; text: string }> {
  const { items } = await listClocks(ctx, query);
  const { locale } = ctx;
  const lines = items.map((one) => [
    one.no,
    one.title,
    one.agency.name,
    clockKinds.label(one.kind, locale),
    balls.label(one.ball, locale),
    one.due_on ?? '',
    one.days_left === null ? '' : String(one.days_left),
    tones.label(one.tone, locale),
  ]);
  const head = boardColumns.codes.map((code) => boardColumns.label(code, locale));
  const cell = (text: string) => `"${(/^-?\d+$/.test(text) ? text : neutral(text)).replaceAll('"', '""')}"`;
  return {
    name: 'catalogue-clocks.csv',
    text: `\uFEFF${[head, ...lines].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`,
  };
}

type Clock = Omit<CatalogueClock, 'mine'>;

async function clocksWithin(ctx: Ctx, scope: store.Scope): Promise<Clock[]> {
  const [{ rows: triggers }, submitted, data] = await Promise.all([
    store.listTriggers(ctx.db, scope, 'open', 1000),
    store.submittedEntries(ctx.db, scope),
    store.dataOf(ctx.db, scope),
  ]);
  const agencies = await store.agenciesOf(ctx.db, [
    ...triggers.map((one) => one.organizationId),
    ...submitted.map((one) => one.providerId),
    ...data.map((one) => one.providerId),
  ]);
  const clock = (
    kind: ClockKind,
    ball: Clock['ball'],
    dueOn: Day | null,
    of: Clock['of'],
    row: { id: string; no: string; title: string },
    agencyId: string,
  ): Clock => {
    const left = dueOn === null ? null : daysLeft(ctx, dueOn);
    return {
      kind,
      ball,
      due_on: dueOn,
      days_left: left,
      tone: toneOf(left),
      of,
      ...row,
      agency: agencies.get(agencyId) ?? { id: agencyId, name: '', name_en: null },
    };
  };
  const running = triggers.flatMap((row): Clock[] => {
    const named = { id: row.id, no: row.no, title: row.document };
    const waits = row.entries.some((one) => !done(row, one));
    const asked = row.extensionAt !== null && row.extensionAnswer === null;
    return [
      ...(waits ? [clock('update', 'agency', row.dueOn, 'trigger', named, row.organizationId)] : []),
      ...(asked ? [clock('consent', 'information_department', row.dueOn, 'trigger', named, row.organizationId)] : []),
    ];
  });
  const reviews = submitted.map(({ id, code, title, providerId, submittedAt }) =>
    clock(
      'review',
      'information_department',
      submittedAt === null ? null : reviewDue(ctx, submittedAt),
      'entry',
      { id, no: code, title },
      providerId,
    ),
  );
  const overdue = data.flatMap(({ id, code, title, providerId, publishedAt, cycle }) => {
    const due = orUnloaded(null, () => dueAfter(dayOf(publishedAt), cycle, ctx.calendar()));
    if (due === null) return [];
    const one = clock('data', 'agency', due, 'entry', { id, no: code, title }, providerId);
    // Data in time are the rule: the board shows those that need someone.
    return one.tone === 'green' ? [] : [one];
  });
  return [...running, ...reviews, ...overdue];
}

/**
 * A duty of the catalogue (Article 8; Order 809, Article 17) that is late today, as a fact. `kind` and `subject` together name it
 * for good: the same duty read tomorrow has the same two. It is gone once the duty is done; what stays is `lateCatalogueRecord`.
 */
export interface LateDuty {
  readonly kind: ClockKind;
  /** `trigger` or `entry`, and its id. */
  readonly subject: readonly ['trigger' | 'entry', string];
  readonly no: string;
  readonly title: string;
  readonly agency: { readonly id: string; readonly name: string };
  /** Who has to act: the agency, or the information department of the region. */
  readonly ball: 'agency' | 'information_department';
  readonly dueOn: Day;
  readonly workingDaysLate: number;
}

/** What is late in exactly this region. For rooms that read facts: nobody's rights are asked. */
export async function lateCatalogueDuties(ctx: Ctx, regionCode: string): Promise<LateDuty[]> {
  const clocks = await clocksWithin(ctx, { agencyId: null, regions: [regionCode] });
  return clocks.flatMap((one) =>
    one.tone !== 'late' || one.due_on === null
      ? []
      : [
          {
            kind: one.kind,
            subject: [one.of, one.id] as const,
            no: one.no,
            title: one.title,
            agency: { id: one.agency.id, name: one.agency.name },
            ball: one.ball,
            dueOn: one.due_on,
            workingDaysLate: -(one.days_left ?? 0),
          },
        ],
  );
}

interface Tally {
  entries: number;
  complete: number;
  done: number;
  total: number;
  missing: Map<Field, number>;
  oldest: { id: string; title: string } | null;
}

/** How many of the needed elements are filled, by agency and by element. */
export async function showCompleteness(ctx: Ctx): Promise<Completeness> {
  return completenessWithin(ctx, scopeOf(ctx));
}

/** The same for a whole region, for rooms that read facts. */
export async function regionCompleteness(ctx: Ctx, regionCode: string): Promise<Completeness> {
  return completenessWithin(ctx, { agencyId: null, regions: [regionCode] });
}

async function completenessWithin(ctx: Ctx, scope: store.Scope): Promise<Completeness> {
  const [rows, requirement] = await Promise.all([store.contentsOf(ctx.db, scope), requirementInForce(ctx)]);
  const elements = new Map<Field, { done: number; total: number }>();
  const agencies = new Map<string, Tally>();
  for (const { id, providerId, content } of rows) {
    const tally = agencies.get(providerId) ?? {
      entries: 0,
      complete: 0,
      done: 0,
      total: 0,
      missing: new Map(),
      oldest: null,
    };
    const all = needed(content, requirement);
    const missing = all.filter((one) => !one.filled);
    for (const { field, filled } of all) {
      const element = elements.get(field) ?? { done: 0, total: 0 };
      elements.set(field, { done: element.done + (filled ? 1 : 0), total: element.total + 1 });
      if (!filled) tally.missing.set(field, (tally.missing.get(field) ?? 0) + 1);
    }
    tally.entries += 1;
    tally.complete += missing.length === 0 ? 1 : 0;
    tally.done += all.length - missing.length;
    tally.total += all.length;
    if (missing.length > 0) tally.oldest ??= { id, title: content.title };
    agencies.set(providerId, tally);
  }
  const names = await store.agenciesOf(ctx.db, [...agencies.keys()]);
  const most = (missing: ReadonlyMap<Field, number>) => [...missing].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
  return {
    agencies: [...agencies]
      .map(([id, { missing, ...tally }]) => ({
        ...tally,
        agency: names.get(id) ?? { id, name: '', name_en: null },
        next: most(missing),
      }))
      .sort((a, b) => a.done / a.total - b.done / b.total || a.agency.name.localeCompare(b.agency.name)),
    elements: fields.codes.flatMap((field) => {
      const element = elements.get(field);
      return element === undefined ? [] : [{ field, ...element }];
    }),
  };
}
