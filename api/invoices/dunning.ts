/**
 * Unpaid orders: reminded of by the region's table, told before they lapse or a key stops, told when it goes on. Nothing here
 * changes an order: it lapses, and the gateway stops and resumes, by their own rules. Each step is taken once and appended.
 */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { enqueue } from '#api/audit/enqueue.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { fill, isRefusal, type RefusalParams } from '#api/kernel/refusal.ts';
import { holdsPower, requireViewer } from '#api/kernel/rights.ts';
import { addDays, type Day, dayOf } from '#api/kernel/time.ts';
import { defaultGraceDays, payBy } from '#api/orders/rules/order.ts';
import { refuse as refuseOrder } from '#api/orders/rules/refusals.ts';
import * as orders from '#api/orders/store.ts';
import { sideOf } from '#api/orders/view.ts';
import { anyParameter, numberParameter } from '#api/organizations/service.ts';
import { mailToDuties } from '#api/participants/service.ts';
import type { dunningStepShape, orderRemindersShape, overdueShape, settingSteps } from './dunning-contract.ts';
import * as store from './dunning-store.ts';
import type { DunningKind } from './rules/codes.ts';
import {
  type DunningRow,
  dunningParameter,
  dunningTable,
  readTable,
  stepDue,
  stepName,
  tableHolds,
} from './rules/dunning.ts';
import { letters } from './rules/letters.ts';
import { refuse } from './rules/refusals.ts';
import { mailboxOf } from './titles.ts';

interface Clocks {
  readonly rows: readonly DunningRow[];
  /** Day a row falls on; null where the calendar does not reach. */
  readonly on: (days: number) => Day | null;
  /** The first day on which it is not to be paid any more. */
  readonly stopsOn: Day | null;
}

async function clocksOf(ctx: Ctx, row: Pick<store.UnpaidRow, 'expiresAt' | 'agreement'>): Promise<Clocks> {
  const { regionCode } = row.agreement;
  const rows = readTable(await anyParameter(ctx, dunningParameter, regionCode));
  const graceKey = 'orders.confirmation_grace_working_days';
  const grace = await numberParameter(ctx, graceKey, regionCode, defaultGraceDays);
  const due = payBy(row.expiresAt);
  const calendar = ctx.calendar();
  const on = (days: number): Day | null => {
    try {
      if (days >= 0) return calendar.addWorkingDays(due, days);
      let [at, left] = [due, -days];
      while (left > 0) {
        at = addDays(at, -1);
        if (calendar.isWorkingDay(at)) left -= 1;
      }
      return at;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return null;
    }
  };
  const last = on(grace);
  return { rows, on, stopsOn: last === null ? null : addDays(last, 1) };
}

const underWork = (ctx: Ctx, row: store.UnpaidRow) =>
  store.moneyUnderWork(ctx.db, {
    id: row.id,
    reference: row.reference,
    buyerName: row.buyer.name,
    regionCode: row.agreement.regionCode,
  });

interface Said {
  readonly step: string;
  readonly kind: DunningKind;
  readonly stopsOn: Day | null;
}

/** Appends a step and tells the buyer; on the desk of each of its buyers, and by mail where it named a mailbox. */
async function say(tx: Ctx, row: store.UnpaidRow, said: Said): Promise<boolean> {
  const id = newId(tx, 'dunning');
  const mailed = (await mailboxOf(tx, row.buyerId)) !== null;
  const at = tx.clock.now();
  const { step, kind, stopsOn } = said;
  const made = await store.appendStep(tx.db, {
    id,
    orderId: row.id,
    step,
    kind,
    stopsOn,
    amountFen: row.amountFen,
    mailed,
    at,
  });
  if (!made) return false;
  const { letter, params, path } = letterOf(row, kind, stopsOn);
  const news = { about: row.id, ...letter, params, path, once: { key: `${row.id}:${step}`, at } };
  await mailToDuties(tx, row.buyerId, ['buyer'], news);
  if (mailed) await enqueue(tx, 'invoices.mail_step', { step_id: id }, { key: `invoices.mail_step:${id}` });
  return true;
}

function letterOf(row: store.UnpaidRow, kind: DunningKind, stopsOn: string | null) {
  const bill = row.billOf !== null;
  const letter = kind === 'last_notice' && bill ? letters.last_notice_bill : letters[kind];
  const params: RefusalParams = {
    no: row.no,
    order: row.billOf?.no ?? row.no,
    product: row.product.title,
    period: row.billPeriod ?? '',
    amount: formatYuan(fen(row.amountFen)),
    pay_by: payBy(row.expiresAt),
    reference: row.reference,
    stops_on: stopsOn ?? '',
  };
  // What is stopped or goes on is the use under the order that was billed.
  const page = (kind === 'stopped' || kind === 'resumed') && row.billOf !== null ? row.billOf.id : row.id;
  return { letter, params, path: `/w/orders/${page}` };
}

/** Job, each morning: what the table has for today. One order that fails does not hold up the others. */
export async function remind(app: App): Promise<void> {
  const ctx = systemContext(app);
  for (const { id } of await store.awaiting(app.db)) {
    const seen = await store.findUnpaid(app.db, id);
    if (seen === null) continue;
    const clocks = await clocksOf(ctx, seen);
    const taken = new Set(seen.dunning.map((one) => one.step));
    const today = dayOf(ctx.clock.now());
    const due = stepDue(clocks.rows, today, clocks.on, taken);
    if (due === null || (await underWork(ctx, seen)) !== null) continue;
    await act(ctx, { action: 'invoices.remind', subject: ['order', id] }, async (tx, note) => {
      // Under the lock of the order: a payment that is booked now is seen, or waits for us.
      const locked = await orders.lockOrder(tx.db, id);
      note({ no: seen.no, step: stepName(due) });
      if (locked?.state !== 'awaiting_payment' || (await underWork(tx, seen)) !== null) return note({ skipped: true });
      await say(tx, seen, { step: stepName(due), kind: due.kind, stopsOn: clocks.stopsOn });
    });
  }
}

/** Job, often: what lapsed or stopped since, and what goes on again. */
export async function follow(app: App): Promise<void> {
  const ctx = systemContext(app);
  const today = dayOf(ctx.clock.now());
  const tell = (id: string, kindOf: (row: store.UnpaidRow) => 'lapsed' | 'stopped' | 'resumed') =>
    act(ctx, { action: 'invoices.follow', subject: ['order', id] }, async (tx, note) => {
      const row = await store.findUnpaid(tx.db, id);
      if (row === null) return;
      const kind = kindOf(row);
      note({ no: row.no, step: kind, already: !(await say(tx, row, { step: kind, kind, stopsOn: today })) });
    });
  for (const { id } of await store.lapsed(app.db))
    await tell(id, (row) => (row.billOf === null ? 'lapsed' : 'stopped'));
  for (const { id } of await store.resumed(app.db)) await tell(id, () => 'resumed');
}

/** Job: the mail of a step, to the mailbox the buyer named for invoices. */
export async function mailStep(app: App, { step_id: id }: { step_id: string }): Promise<void> {
  const found = await store.findStep(app.db, id);
  const to = found === null ? null : await mailboxOf(app, found.order.buyerId);
  if (found === null || to === null) return;
  const { letter, params, path } = letterOf(found.order, found.kind as DunningKind, found.stopsOn);
  await app.ports.mail.send({
    to,
    subject: fill(letter.subject[0], params),
    // The mailbox is an organisation's: both languages, as its people may read either.
    text: `${fill(letter.text[0], params)}\n\n${fill(letter.text[1], params)}\n\n${app.env.PUBLIC_URL}${path}\n`,
    about: found.orderId,
    id,
    locale: 'zh',
  });
}

type StepOut = z.input<typeof dunningStepShape>;
interface StepFacts {
  readonly id: string;
  readonly kind: string;
  readonly step: string;
  readonly stopsOn: string | null;
  readonly amountFen: bigint;
  readonly mailed: boolean;
  readonly at: Date;
}
const showStep = (one: StepFacts, order: { readonly no: string; readonly billPeriod: string | null }): StepOut => ({
  id: one.id,
  order_no: order.no,
  bill_period: order.billPeriod,
  kind: one.kind as DunningKind,
  step: one.step,
  stops_on: one.stopsOn,
  amount_fen: one.amountFen.toString(),
  mailed: one.mailed,
  at: one.at.toISOString(),
});

export async function orderReminders(ctx: Ctx, id: string): Promise<z.input<typeof orderRemindersShape>> {
  const viewer = requireViewer(ctx.viewer);
  const order = await orders.findOrder(ctx.db, id);
  const row = await store.findUnpaid(ctx.db, id);
  if (order === null || row === null || sideOf(order, viewer) === null) throw refuseOrder('orders.not_found');
  const steps = (await store.stepsOf(ctx.db, id)).map((one) => showStep(one, one.order));
  const waits = row.state === 'awaiting_payment' && row.amountFen > 0n;
  const clocks = waits ? await clocksOf(ctx, row) : null;
  const [today, taken] = [dayOf(ctx.clock.now()), new Set(row.dunning.map((one) => one.step))];
  const next = (clocks?.rows ?? [])
    .flatMap((one) => {
      const on = clocks?.on(one.days) ?? null;
      const stops = clocks?.stopsOn ?? null;
      const comes = on !== null && on > today && (stops === null || on < stops) && !taken.has(stepName(one));
      return comes ? [{ kind: one.kind, on }] : [];
    })
    .sort((a, b) => (a.on < b.on ? -1 : 1))[0];
  return {
    steps,
    next: next ?? null,
    stops_on: clocks?.stopsOn ?? null,
    paused: waits ? await underWork(ctx, row) : null,
    stopped: (await store.unpaidMonths(ctx.db, id)).length > 0,
  };
}

export async function listOverdue(ctx: Ctx): Promise<{ items: z.input<typeof overdueShape>[] }> {
  const viewer = requireViewer(ctx.viewer);
  const held = viewer.powers.filter(({ power }) => power === 'platform_operator' || power === 'finance_bureau');
  const sells = viewer.duties.includes('developer');
  const whole = held.some((one) => one.power === 'platform_operator' && one.regionCode.endsWith('0000'));
  const regionCodes = whole ? null : held.map((one) => one.regionCode);
  const rows = await store.unpaidOf(
    ctx.db,
    held.length > 0 || !sells ? { regionCodes } : { developerId: viewer.organization.id },
  );
  const today = dayOf(ctx.clock.now());
  const items: z.input<typeof overdueShape>[] = [];
  for (const row of rows) {
    const last = row.dunning.at(-1);
    const due = payBy(row.expiresAt);
    items.push({
      order_id: row.id,
      order_no: row.no,
      bill_period: row.billPeriod,
      product_title: row.product.title,
      buyer_name: row.buyer.name,
      seller_name: row.developer.name,
      region_code: row.agreement.regionCode,
      amount_fen: row.amountFen.toString(),
      pay_by: due,
      state: row.state === 'expired' ? 'stopped' : today > due ? 'overdue' : 'waiting',
      paused: row.state === 'expired' ? null : await underWork(ctx, row),
      last: last === undefined ? null : showStep(last, row),
      stops_on: row.state === 'expired' ? null : (await clocksOf(ctx, row)).stopsOn,
    });
  }
  return { items };
}

export async function getSteps(ctx: Ctx, regionCode: string) {
  const viewer = requireViewer(ctx.viewer);
  const set = await anyParameter(ctx, dunningParameter, regionCode);
  const read = dunningTable.safeParse(set);
  const may_set = viewer.duties.includes('finance_issue') && holdsPower(viewer, 'finance_bureau', regionCode);
  return { steps: readTable(set).map((one) => ({ ...one })), own: read.success && tableHolds(read.data), may_set };
}

/** The region's own table, from now on; what was said stays said. */
export async function setSteps(ctx: Ctx, { region_code, steps }: z.output<typeof settingSteps>) {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'invoices.set_steps', subject: ['region', region_code] }, async (tx, note) => {
    const may = viewer.duties.includes('finance_issue') && holdsPower(viewer, 'finance_bureau', region_code);
    if (!may) throw refuse('invoices.not_the_bureau');
    if (!tableHolds(steps)) throw refuse('invoices.bad_steps');
    const sorted = steps.toSorted((a, b) => a.days - b.days);
    await store.insertParameter(tx.db, {
      // A parameter has no noun of its own among the prefixes; its id sorts by time like all others.
      id: newId(tx, 'request').replace('req_', 'par_'),
      key: dunningParameter,
      regionCode: region_code,
      value: sorted,
      setBy: viewer.personId,
      setAt: tx.clock.now(),
    });
    note({ steps: sorted.map((one) => `${stepName(one)}:${one.kind}`) });
    return getSteps(tx, region_code);
  });
}
