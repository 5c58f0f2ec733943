/** From when until when a bought product may be used. It ends the same second, whoever is in the middle of something. */
import type { Refusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { PlanTerms } from '#api/products/rules/plan.ts';
import { type OrderState, orderStates } from './codes.ts';
import { refuse } from './refusals.ts';

const dayMs = 86_400_000;
const shanghaiMs = 8 * 3_600_000;

/** A month or a year later at the same time of day in Asia/Shanghai; where the month is shorter, on its last day. */
export function periodEnd(from: Date, unit: 'month' | 'year'): Date {
  const local = new Date(from.getTime() + shanghaiMs);
  const day = local.getUTCDate();
  const end = new Date(local);
  end.setUTCDate(1);
  end.setUTCMonth(local.getUTCMonth() + (unit === 'year' ? 12 : 1));
  const last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(day, last));
  return new Date(end.getTime() - shanghaiMs);
}

export interface Access {
  readonly from: Date;
  /** Null: no end is set. */
  readonly to: Date | null;
}

/** @param after the end of the order this one renews: the next period joins the last without gap or overlap. */
export function accessOf(terms: PlanTerms | null, trial: boolean, at: Date, after: Date | null = null): Access {
  const in_ = (days: number) => new Date(at.getTime() + days * dayMs);
  if (trial) return { from: at, to: in_(terms?.trial?.days ?? 0) };
  if (terms?.kind === 'period') {
    const from = after !== null && after > at ? after : at;
    return { from, to: periodEnd(from, terms.unit) };
  }
  return { from: at, to: terms?.kind === 'pack' ? in_(terms.days) : null };
}

export interface AccessFacts {
  readonly state: OrderState;
  readonly accessFrom: Date | null;
  readonly accessTo: Date | null;
  readonly billOfId: string | null;
}

/** Why the order opens nothing now, or null. */
export function accessFault(order: AccessFacts, now: Date): Refusal | null {
  if (order.billOfId !== null) return refuse('orders.bill_opens_nothing');
  if (order.state !== 'fulfilled') {
    const [zh, en] = orderStates.words[order.state];
    return refuse('orders.not_fulfilled', { state: zh, state_en: en });
  }
  if (order.accessFrom !== null && now < order.accessFrom)
    return refuse('orders.access_not_begun', { at: inShanghai(order.accessFrom) });
  if (order.accessTo !== null && now >= order.accessTo)
    return refuse('orders.access_over', { at: inShanghai(order.accessTo) });
  return null;
}

export const accessStates = ['none', 'not_begun', 'open', 'over'] as const;
export type AccessState = (typeof accessStates)[number];

export function accessState(order: AccessFacts, now: Date): AccessState {
  const fault = accessFault(order, now);
  if (fault === null) return 'open';
  if (fault.code === 'orders.access_not_begun') return 'not_begun';
  return fault.code === 'orders.access_over' ? 'over' : 'none';
}

const inShanghai = (at: Date): string =>
  `${dayOf(at)} ${new Date(at.getTime() + shanghaiMs).toISOString().slice(11, 19)}`;

/** Days before the end from which a period can be renewed, and from which a standing renewal places its order. */
export const renewalDays = 14;

export function renewalOpen(order: AccessFacts, now: Date): boolean {
  return (
    accessState(order, now) === 'open' &&
    order.accessTo !== null &&
    order.accessTo.getTime() - now.getTime() <= renewalDays * dayMs
  );
}
