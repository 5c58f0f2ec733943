/** The way of one call: whose key, may it, is there room; and what it was, written down when it is answered. */
import { type App, type Ctx, newId } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { accessFault } from '#api/orders/rules/access.ts';
import { readTerms } from '#api/products/plans-store.ts';
import { gatewayNow } from '#api/usage/quota.ts';
import type { Limit } from '#api/usage/rules/decide.ts';
import { hashOf, keyShape } from './keys.ts';
import { type Cap, capsOf, limitOf, overQuota } from './rules/quota.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

/** A call that may go on, with the room it has taken. */
export interface Opened {
  readonly key: store.KeyRow;
  readonly order: store.KeyRow['order'];
  readonly product: store.KeyRow['order']['product'];
  readonly caps: readonly Cap[];
  readonly startedAt: Date;
}

/** Paid for, whichever way: a bill that lapsed stands against it until one for the same month is paid. */
function overdue({ bills }: store.KeyRow['order']): string | null {
  const paid = new Set(
    bills.filter(({ state }) => state === 'paid' || state === 'fulfilled').map((one) => one.billPeriod),
  );
  return bills.find(({ state, billPeriod }) => state === 'expired' && !paid.has(billPeriod))?.billPeriod ?? null;
}

/** Whose key it is; refuses what is no key of that product. */
export async function knowKey(ctx: Ctx, no: string, token: string | null): Promise<store.KeyRow> {
  if (token === null) throw refuse('gateway.key_needed');
  const key = keyShape.test(token) ? await store.findByHash(ctx.db, hashOf(token)) : null;
  if (key === null) throw refuse('gateway.unknown_key');
  if (key.revokedAt !== null) throw refuse('gateway.key_revoked', { on: dayOf(key.revokedAt) });
  const { order } = key;
  if (order.product.no !== no)
    throw refuse('gateway.key_of_other_product', { no: order.no, product: order.product.no, asked: no.slice(0, 60) });
  return key;
}

/** Takes one call of the plan, or refuses by name. */
export async function open(ctx: Ctx, key: store.KeyRow): Promise<Opened> {
  const now = await gatewayNow(ctx);
  const { order } = key;
  const fault = accessFault(order, now);
  if (fault !== null) throw fault;
  const period = overdue(order);
  if (period !== null) throw refuse('gateway.bill_unpaid', { period });
  const caps = capsNow(order, now);
  const taken: Cap[] = [];
  for (const cap of caps) {
    if (cap.measure === 'rows') {
      const used = await store.usedOf(ctx.db, order.id, cap);
      if (used < cap.cap) continue;
      await giveBack(ctx, order.id, taken);
      throw overQuota(cap, used, now);
    }
    if ((await store.take(ctx.db, order.id, cap, 1)) === null) {
      await giveBack(ctx, order.id, taken);
      throw overQuota(cap, await store.usedOf(ctx.db, order.id, cap), now);
    }
    taken.push(cap);
  }
  await store.touchKey(ctx.db, key.id, now);
  return { key, order, product: order.product, caps, startedAt: now };
}

type Planned = Pick<store.KeyRow['order'], 'trial' | 'accessTo' | 'planVersion'>;

export const capsNow = ({ trial, accessTo, planVersion }: Planned, now: Date): Cap[] =>
  capsOf({ terms: planVersion === null ? null : readTerms(planVersion.terms), trial, accessTo }, now);

async function giveBack(ctx: Ctx, orderId: string, caps: readonly Cap[]): Promise<void> {
  for (const cap of caps) if (cap.measure === 'calls') await store.giveBack(ctx.db, orderId, cap, 1);
}

/** A call that brought its buyer nothing takes nothing. */
export const returnCall = (ctx: Ctx, opened: Opened): Promise<void> => giveBack(ctx, opened.order.id, opened.caps);

/** How many of the rows asked for the plan still has room for. */
export async function rowsLeft(ctx: Ctx, { order, caps }: Opened, asked: number): Promise<number> {
  let left = asked;
  for (const cap of caps)
    if (cap.measure === 'rows') left = Math.min(left, cap.cap - (await store.usedOf(ctx.db, order.id, cap)));
  return Math.max(0, left);
}

/** Takes the rows that were read; refuses when others took them meanwhile. */
export async function takeRows(ctx: Ctx, { order, caps, startedAt }: Opened, rows: number): Promise<void> {
  for (const cap of caps)
    if (cap.measure === 'rows' && rows > 0 && (await store.take(ctx.db, order.id, cap, rows)) === null)
      throw overQuota(cap, await store.usedOf(ctx.db, order.id, cap), startedAt);
}

export async function limitsNow(ctx: Ctx, order: Planned & { readonly id: string }, now: Date): Promise<Limit[]> {
  const limits: Limit[] = [];
  for (const cap of capsNow(order, now)) limits.push(limitOf(cap, await store.usedOf(ctx.db, order.id, cap), now));
  return limits;
}

export interface Answered {
  readonly endpoint: string;
  readonly status: number;
  readonly code: string | null;
  readonly rows: number;
  readonly bytes: number;
  readonly startedAt: Date;
}

/** Appends the call. Only what was answered well counts against a bill. */
export async function writeDown(
  ctx: App & { readonly requestId: string },
  key: Pick<store.KeyRow, 'id' | 'orderId'>,
  { endpoint, status, code, rows, bytes, startedAt }: Answered,
): Promise<void> {
  const at = ctx.clock.now();
  await store.appendCall(ctx.db, {
    id: newId(ctx, 'apiCall'),
    orderId: key.orderId,
    keyId: key.id,
    day: dayOf(at),
    endpoint,
    status,
    code,
    billable: status >= 200 && status < 300,
    rows,
    bytes: BigInt(bytes),
    ms: Math.max(0, at.getTime() - startedAt.getTime()),
    requestId: ctx.requestId,
    at,
  });
}
