/** What the queries of the indicators share: the entries of a question loaded once, cases with clocks, numbers over something published. */
import type { Ctx } from '#api/context.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { loadEntries } from '#api/score/service.ts';
import * as store from './facts-store.ts';
import { inTime, type Timed } from './rules/cases.ts';
import type { FixKind } from './rules/codes.ts';
import type { Span } from './rules/period.ts';
import { type CountedRow, row } from './rules/rows.ts';

export interface Scope extends Span {
  readonly agencies: readonly string[];
  readonly today: Day;
}

/** Loaded once a question, whatever number of indicators ask for it. */
type Known = Awaited<ReturnType<typeof load>>;
const loaded = new WeakMap<Scope, Promise<Known>>();

async function load(ctx: Ctx, scope: Scope) {
  const entries = await store.entryIds(ctx.db, scope.agencies);
  const known = await loadEntries(
    ctx.db,
    entries.filter((one) => one.publishedRevision !== null).map((one) => one.id),
  );
  const published = known.toSorted((a, b) => a.code.localeCompare(b.code));
  return {
    entries,
    published,
    capacities: await store.capacities(
      ctx.db,
      published.map((one) => one.id),
    ),
  };
}

export function knownOf(ctx: Ctx, scope: Scope): Promise<Known> {
  const before = loaded.get(scope);
  if (before !== undefined) return before;
  const now = load(ctx, scope);
  loaded.set(scope, now);
  return now;
}

export type Query = (ctx: Ctx, scope: Scope) => Promise<CountedRow[]>;
export type Entry = Known['published'][number];

export const entryPage = (id: string, part = '') => `/w/entries/${id}${part}`;
export const ofEntries =
  (count: (entry: Entry, ctx: Ctx, scope: Scope, known: Known) => CountedRow | readonly CountedRow[]): Query =>
  async (ctx, scope) => {
    const known = await knownOf(ctx, scope);
    return known.published.flatMap((entry) => count(entry, ctx, scope, known));
  };
export const promiseOf = (entry: Entry) => {
  const cycle = entry.content.update_cycle;
  const first = [...entry.updates].sort()[0] ?? entry.publishedOn;
  return cycle === null ? null : { cycle, since: first < entry.cycleSince ? entry.cycleSince : first };
};
export const isOpen = (entry: Entry) => entry.content.open_type === 'unconditional';
export const cellsOf = (entry: Entry, known: Known) => known.capacities.find((one) => one.id === entry.id)?.cells ?? 0n;

export interface Clocked {
  readonly agency: string;
  readonly ref: string;
  readonly title: string;
  readonly clock: Timed | null;
  readonly fix: FixKind;
  readonly to: string;
}

export function clocked(cases: readonly Clocked[], scope: Scope): CountedRow[] {
  return cases.flatMap(({ agency, ref, title, clock, fix, to }) => {
    const counts = clock === null ? null : inTime(clock, scope, scope.today);
    if (clock === null || counts === null) return [];
    const mend = counts.open ? ({ kind: fix, num: 1, den: 1 } as const) : null;
    return [row(agency, ref, title.slice(0, 80), { ...counts, day: clock.dueOn }, mend, to)];
  });
}

export const dayOrNull = (at: Date | null | undefined) => (at == null ? null : dayOf(at));

/** A number of zero is judged where there is something published that could have been used, and only there. */
export function base(published: readonly Entry[], counted: ReadonlyMap<string, CountedRow>): CountedRow[] {
  const have = new Set([...counted.values()].map((one) => one.agency));
  const agencies = new Set(published.map((entry) => entry.providerId).filter((id) => !have.has(id)));
  return [...agencies].map((agency) => row(agency, '-', '-', { num: 0 }));
}
