/** The one decision of the gateway: is this access granted, now, after what was used? Whatever is not granted is refused. */
import { type QuotaMeasure, type QuotaWindow, quotaMeasures, quotaWindows } from '#api/agreements/rules/codes.ts';
import { type AgreementGrant, type DataAction, tableGrant } from '#api/agreements/rules/policy.ts';
import type { RowCondition } from '#api/agreements/rules/terms-types.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { isRegionCode, within } from '#api/kernel/regions.ts';
import { addDays, type Day, dayOf, startOfDay } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { refuse } from './refusals.ts';

export interface Access {
  readonly action: DataAction;
  readonly dataset: string;
  /** As it was called when the agreement was written. */
  readonly table: string;
  /** Columns asked for; null asks for all that are granted. */
  readonly columns: readonly string[] | null;
  /** Columns it filters by, groups by or computes with: one that is not granted tells of itself by what it does. */
  readonly touches: readonly string[];
  /** Rows it takes; 0 while they are not known. */
  readonly rows: number;
  readonly purpose: string | null;
  readonly region: string | null;
}

export interface Used {
  readonly calls: Readonly<Record<QuotaWindow, number>>;
  readonly rows: Readonly<Record<QuotaWindow, number>>;
}

export const nothingUsed: Used = { calls: { day: 0, month: 0, term: 0 }, rows: { day: 0, month: 0, term: 0 } };

export type Decision =
  | {
      readonly allowed: true;
      /** Columns to show; null shows all. */
      readonly columns: readonly string[] | null;
      readonly filter: readonly RowCondition[];
    }
  | { readonly allowed: false; readonly refusal: Refusal };

/** @param now by the clock of the database. */
export function decide(grant: AgreementGrant, access: Access, now: Date, used: Used): Decision {
  const refusal = faultOf(grant, access, now, used);
  if (refusal !== null) return { allowed: false, refusal };
  const table = tableGrant(grant, access.dataset, access.table);
  if (table === null) throw new Error('an access without a table was let through');
  return { allowed: true, columns: access.columns ?? table.columns, filter: table.filter };
}

function faultOf(grant: AgreementGrant, access: Access, now: Date, used: Used): Refusal | null {
  const { no } = grant;
  if (grant.unknown.length > 0)
    return refuse('usage.unknown_constraint', { no, what: grant.unknown.slice(0, 5).join(', ') });
  const day = dayOf(now);
  if (day > grant.to) return refuse('usage.term_over', { no, to: grant.to });
  if (day < grant.from) return refuse('usage.term_not_begun', { no, from: grant.from });
  if (!grant.actions.includes(access.action)) return degreeRefusal(grant.degree);
  if (!grant.tables.some((one) => one.dataset === access.dataset))
    return refuse('usage.not_covered', { code: access.dataset, no });
  const table = tableGrant(grant, access.dataset, access.table);
  if (table === null) return refuse('usage.table_not_granted', { table: access.table, no });
  const stranger = [...(access.columns ?? []), ...access.touches].find(
    (column) => table.columns !== null && !table.columns.includes(column),
  );
  if (stranger !== undefined) return refuse('usage.column_not_covered', { column: stranger.slice(0, 100), no });
  if (grant.purposes.length > 0 && !grant.purposes.includes(access.purpose ?? ''))
    return refuse('usage.purpose_not_agreed', { purpose: access.purpose ?? '-', no });
  if (grant.regions.length > 0 && !inRegions(access.region, grant.regions))
    return refuse('usage.region_not_agreed', { region: access.region ?? '-', no });
  for (const line of takesOf(grant, now, access.rows))
    if (used[line.measure][line.window] + line.takes > line.cap)
      return overQuota(grant, line, used[line.measure][line.window], now);
  return null;
}

function inRegions(region: string | null, agreed: readonly string[]): boolean {
  return region !== null && isRegionCode(region) && agreed.some((one) => within(region, one));
}

export function degreeRefusal(degree: string): Refusal {
  const words = degrees.is(degree) ? degrees.words[degree] : ([degree, degree] as const);
  return refuse('usage.degree_forbids', bilingual('degree', words));
}

/** One limit that an access counts against. */
export interface Take {
  readonly measure: QuotaMeasure;
  readonly window: QuotaWindow;
  /** Of which day, month or term; with the agreement, measure and window it names the counter. */
  readonly key: string;
  readonly cap: number;
  readonly takes: number;
  readonly startsAt: Date;
  readonly resetsAt: Date;
}

/** The counters an access moves, in one order, so that two of them never wait for each other. */
export function takesOf(grant: AgreementGrant, now: Date, rows: number): Take[] {
  return quotaMeasures.codes.flatMap((measure) =>
    quotaWindows.codes.flatMap((window) => {
      const cap = grant.quota[measure][window];
      if (cap === null) return [];
      const takes = measure === 'calls' ? 1 : rows;
      return [{ measure, window, cap, takes, ...windowOf(grant, window, dayOf(now)) }];
    }),
  );
}

function windowOf(grant: AgreementGrant, window: QuotaWindow, day: Day) {
  if (window === 'term')
    return { key: 'term', startsAt: startOfDay(grant.from), resetsAt: startOfDay(addDays(grant.to, 1)) };
  if (window === 'day') return { key: day, startsAt: startOfDay(day), resetsAt: startOfDay(addDays(day, 1)) };
  const key = day.slice(0, 7);
  const next = addDays(`${key}-28`, 4).slice(0, 7);
  return { key, startsAt: startOfDay(`${key}-01`), resetsAt: startOfDay(`${next}-01`) };
}

export function overQuota(grant: AgreementGrant, line: Take, used: number, now: Date): Refusal {
  return refuse('usage.over_quota', {
    no: grant.no,
    ...bilingual('measure', quotaMeasures.words[line.measure]),
    ...bilingual('window', quotaWindows.words[line.window]),
    cap: line.cap,
    used,
    left: Math.max(0, line.cap - used),
    resets_at: inShanghai(line.resetsAt),
    seconds: Math.max(1, Math.ceil((line.resetsAt.getTime() - now.getTime()) / 1000)),
  });
}

const inShanghai = (instant: Date): string =>
  `${new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

export interface Limit {
  readonly measure: QuotaMeasure;
  readonly window: QuotaWindow;
  readonly cap: number;
  readonly used: number;
  readonly left: number;
  readonly resets_at: string;
}

export function limitsOf(grant: AgreementGrant, used: Used, now: Date): Limit[] {
  return takesOf(grant, now, 0).map(({ measure, window, cap, resetsAt }) => ({
    measure,
    window,
    cap,
    used: used[measure][window],
    left: Math.max(0, cap - used[measure][window]),
    resets_at: inShanghai(resetsAt),
  }));
}

/** `RateLimit-Policy` and `RateLimit` as draft-ietf-httpapi-ratelimit-headers-10 writes them; null where nothing limits. */
export function rateHeaders(limits: readonly Limit[], now: Date): { policy: string; state: string } | null {
  if (limits.length === 0) return null;
  const name = ({ measure, window }: Limit) => `"${measure}-${window}"`;
  const seconds = (one: Limit) => Math.max(0, Math.ceil((Date.parse(one.resets_at) - now.getTime()) / 1000));
  const span = { day: 86_400, month: 2_678_400 };
  return {
    // The whole term is no sliding window and so has none to name.
    policy: limits
      .map((one) => {
        const unit = one.measure === 'rows' ? ';qu="rows"' : '';
        return `${name(one)};q=${one.cap}${unit}${one.window === 'term' ? '' : `;w=${span[one.window]}`}`;
      })
      .join(', '),
    state: limits.map((one) => `${name(one)};r=${one.left};t=${seconds(one)}`).join(', '),
  };
}
