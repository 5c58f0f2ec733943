/** The bills of months that are over. It may run as often as it likes: a month that has its bill is passed over. */
import { act } from '#api/audit/act.ts';
import { type App, systemContext } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { issueBill, termsOf } from '#api/orders/access.ts';
import * as orders from '#api/orders/store.ts';
import { unitsFen } from '#api/products/rules/plan.ts';
import { lastDayOf } from './rules/quota.ts';
import * as store from './store.ts';

/** Draws up a bill for each metered order and month; one that lapsed unpaid is drawn up again. */
export async function bill(app: App): Promise<void> {
  for (const { orderId, period } of await store.unbilled(app.db, dayOf(app.clock.now()).slice(0, 7)))
    await billMonth(app, orderId, period);
}

async function billMonth(app: App, orderId: string, period: string): Promise<void> {
  await act(systemContext(app), { action: 'gateway.bill', subject: ['order', orderId] }, async (tx, note) => {
    const row = await orders.lockOrder(tx.db, orderId);
    const terms = row === null ? null : termsOf(row);
    if (row === null || terms?.kind !== 'metered') return;
    const used = (await store.usageBetween(tx.db, orderId, `${period}-01`, lastDayOf(period))).filter(
      (one) => one.billable,
    );
    const units = used.reduce((sum, one) => sum + (terms.unit === 'call' ? BigInt(one.calls) : one.rows), 0n);
    const amountFen = unitsFen(terms.tiers, units);
    const made = await issueBill(tx, row, period, amountFen);
    note({ no: row.no, period, units: units.toString(), amount_fen: amountFen.toString(), bill: made?.no ?? null });
  });
}

export const gatewayJobs = { 'gateway.bill': bill };
/** At twenty past one in Shanghai: calls under way at midnight are written down by then. Hours are UTC. */
export const gatewayCrontab = '20 17 * * * gateway.bill';
