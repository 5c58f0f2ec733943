/** Subscriptions by card against a stateful Stripe on loopback: terms, failures, ends, and whatever order events come in. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openConnect, showConnect } from '#api/checkout/accounts.ts';
import { listCases } from '#api/checkout/cases.ts';
import { checkCheckout } from '#api/checkout/invariants.ts';
import { heal } from '#api/checkout/jobs.ts';
import { approveByCard } from '#api/checkout/refunds.ts';
import { openCheckout, openSubscription, showCheckout } from '#api/checkout/sessions.ts';
import {
  getSubscription,
  listSubscriptions,
  saveBilling,
  showCustomer,
  stopByBuyer,
} from '#api/checkout/subscriptions.ts';
import { renewOrder, setRenewal } from '#api/orders/access.ts';
import { getOrder, placeOrder } from '#api/orders/service.ts';
import { getPayoutBatch } from '#api/payouts/batches.ts';
import { exportPayouts } from '#api/payouts/file.ts';
import { checkPayouts } from '#api/payouts/invariants.ts';
import { approvePayouts, getPayoutsDue, proposePayouts, returnPayout } from '#api/payouts/runs.ts';
import { healTransfers, sendTransfer } from '#api/payouts/transfers.ts';
import { createStripe } from '#api/ports/payments/stripe.ts';
import { fileCeiling } from '#api/products/guard.ts';
import { addPlan, changePlan, endPlan } from '#api/products/plans.ts';
import { withdrawProduct } from '#api/products/service.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { requestRefund } from '#api/revenue/refunds.ts';
import { codeOf, password } from '#test/support/licensed.ts';
import { listedProduct, type Market, marketWorld } from '#test/support/market.ts';
import { type StripeDouble, startStripe } from '#test/support/stripe-double/server.ts';

let m: Market;
let stripe: StripeDouble;
const monthly = { kind: 'period', unit: 'month', amount_fen: '30000', calls_per_month: null, trial: null } as const;
const plan = { name: '包月', name_en: 'Monthly', terms: monthly };

beforeAll(async () => {
  m = await marketWorld('2026-01-05T10:00:00+08:00', { from: '2026-01-05', to: '2027-12-31' });
  stripe = await startStripe({ now: () => m.t.clock.now() });
  const { secretKey, webhookSecret, url: apiBase } = stripe;
  Object.assign(m.t.app.ports, { checkout: createStripe({ secretKey, webhookSecret, apiBase, retries: 0 }) });
  stripe.listen(`${(await m.t.serve()).url}/api/webhooks/stripe`);
}, 240_000);
afterAll(async () => {
  await m?.t.close();
  await stripe?.close();
});
afterEach(async () => {
  expect(await checkInvariants(m.t.app.db)).toEqual([]);
  expect(await checkCheckout(m.t.app.db)).toEqual([]);
  expect(await checkPayouts(m.t.app.db)).toEqual([]);
});

const rows = <T extends object>(sql: string, values: unknown[] = []) =>
  m.t.database.query<T & Record<string, unknown>>(sql, values);
const pageId = (url: string | null | undefined) => (url ?? '').split('/').at(-1) ?? '';
const billing = () => stripe.state.billing;
const cases = async (kind: string) =>
  (await listCases(m.finance, { open: true, page: 1, page_size: 100 })).items.filter((one) => one.kind === kind);

async function product() {
  const made = await listedProduct(m);
  await addPlan(m.developer, made.id, plan);
  return made;
}
async function placed(no: string, over: object = {}) {
  return placeOrder(m.buyer, { product_no: no, plan: 2, ...over });
}
/** Posts what waits and runs what follows. */
async function told(): Promise<void> {
  billing().tick();
  await stripe.deliver();
  await m.t.drain();
}
async function subscribed(no: string, after: 'canceled' | 'unpaid' = 'canceled') {
  const order = await placed(no);
  const page = pageId((await openSubscription(m.buyer, order.id)).url);
  const sub = billing().subscribe(page, after);
  await told();
  const id = (await showCheckout(m.buyer, order.id)).subscription?.id ?? '';
  return { order, sub, id, shown: () => getSubscription(m.buyer, id) };
}
/** To the day after the term that runs now. */
async function nextTerm(shown: () => ReturnType<typeof getSubscription>): Promise<void> {
  m.t.clock.set(new Date(Date.parse((await shown()).paid_to ?? '') + 2 * 3_600_000));
  await told();
}

describe('a developer’s account at the provider', () => {
  const developerId = () => m.developer.viewer?.organization.id ?? '';
  const balance = async (account: string) =>
    BigInt(
      (await rows<{ a: string }>('select amount_fen::text a from ledger_balance where account_id = $1', [account]))[0]
        ?.a ?? '0',
    );
  const accountId = async () => (await showConnect(m.developer)).account_id ?? '';
  const partOf = async (orderId: string) =>
    BigInt(
      (
        await rows<{ n: string }>(
          "select sum(l.amount_fen)::text n from allocation_line l join allocation a on a.id = l.allocation_id where a.order_id = $1 and l.party_kind = 'developer'",
          [orderId],
        )
      )[0]?.n ?? '0',
    );
  const sales: string[] = [];
  async function sale(no: string): Promise<string> {
    const order = await placeOrder(m.buyer, { product_no: no });
    stripe.state.pay(pageId((await openCheckout(m.buyer, order.id)).url));
    await told();
    return order.id;
  }
  async function refunded(orderId: string, amount_fen: string): Promise<void> {
    const now = await getOrder(m.buyer, orderId);
    const asked = await requestRefund(m.buyer, orderId, {
      amount_fen,
      reason: '数据不合用',
      refundable_seen_fen: now.refundable_fen,
    });
    await approveByCard(m.finance, asked.refunds.at(-1)?.id ?? '', { refundable_seen_fen: now.refundable_fen });
    await told();
    await told();
  }

  it('is opened on the provider’s page, once, by an enterprise of a country it pays into', async () => {
    expect(await codeOf(openConnect(m.developer, { country: 'CN' }))).toBe('checkout.country_not_payable');
    expect(await codeOf(openConnect(m.developer, { country: 'FR' }))).toBe('checkout.country_not_payable');
    expect(await codeOf(openConnect(m.finance, { country: 'HK' }))).toBe('auth.forbidden');
    expect(await codeOf(openConnect(m.head, { country: 'HK' }))).toBe('checkout.not_an_enterprise');
    stripe.failNext('POST /v1/accounts', 'drop_after', 2);
    expect(await codeOf(openConnect(m.developer, { country: 'HK' }))).toBe('payments.provider_unreachable');
    const opened = await openConnect(m.developer, { country: 'HK' });
    expect(stripe.state.connected.accounts.size).toBe(1);
    expect(opened).toMatchObject({
      transfers: 'inactive',
      payouts_enabled: false,
      due: ['company.tax_id', 'external_account'],
    });
    expect(opened.link).toMatch(/^https:/);
    expect((await showConnect(m.buyer)).link).toBeNull();
    stripe.state.setAccount(opened.account_id ?? '');
    await told();
    expect(await showConnect(m.developer)).toMatchObject({ transfers: 'active', payouts_enabled: true, due: [] });
    expect(stripe.state.connected.accounts.get(opened.account_id ?? '')?.metadata).toEqual({
      organization_id: developerId(),
    });
    const agency = m.head.viewer?.organization.id;
    await expect(
      m.t.database.query(
        "insert into stripe_account (organization_id, idempotency_key, country, due, created_by, created_at) values ($1, 'k', 'HK', '{}', 'p', now())",
        [agency],
      ),
    ).rejects.toThrow(/stripe_never_to_an_agency/);
  });

  it('is paid its part of an order out of that order’s own payment, after two officers; nobody else is', async () => {
    const { no } = await listedProduct(m);
    sales.push(await sale(no), await sale(no));
    m.t.clock.set(new Date('2026-02-10T10:00:00+08:00'));
    expect((await getPayoutsDue(m.finance)).transfers).toEqual([]);
    await m.t.database.query(
      "insert into parameter (id, key, region_code, value, set_at) values ('par_stripe', 'payouts.stripe_transfers', '140000', '1', now())",
    );
    const due = await getPayoutsDue(m.finance);
    expect(due.transfers.map((one) => one.order_id).sort()).toEqual([...sales].sort());
    const batch = await proposePayouts(m.cashier, { password });
    expect(batch.payouts.map((one) => [one.channel, one.party_kind, one.account_ends_in])).toEqual([
      ['stripe_transfer', 'developer', ''],
      ['stripe_transfer', 'developer', ''],
    ]);
    const approve = () => approvePayouts(m.finance, batch.id, { revision: batch.revision, password, opinion: '' });
    stripe.state.setAccount(await accountId(), { disabled: 'requirements.past_due', due: ['company.tax_id'] });
    await told();
    expect(await codeOf(approve())).toBe('payouts.channel_closed');
    stripe.state.setAccount(await accountId());
    await told();
    // The answer to the first is lost after it acted: it is looked for and not made again.
    stripe.failNext('POST /v1/transfers', 'drop_after', 2);
    await approve();
    await m.t.drain().catch(() => null);
    for (const one of batch.payouts) await sendTransfer(m.t.app, { payout_id: one.id });
    await told();
    expect(stripe.state.connected.transfers.size).toBe(2);
    const paid = await getPayoutBatch(m.finance, batch.id);
    expect(paid.payouts.map((one) => [one.state, one.returnable])).toEqual([
      ['paid', false],
      ['paid', false],
    ]);
    for (const one of paid.payouts) {
      const orderId = one.lines[0]?.order_id ?? '';
      const made = [...stripe.state.connected.transfers.values()].find((t) => t.metadata.payout_id === one.id);
      expect(BigInt(made?.amount ?? 0)).toBe(await partOf(orderId));
      const ch = stripe.state.charges.get(String(made?.source_transaction));
      expect(ch?.metadata.order_id).toBe(orderId);
      expect(await codeOf(returnPayout(m.finance, one.id, { reason: '未付' }))).toBe('payouts.not_with_bank');
    }
    expect(await balance(`pay:developer:${developerId()}`)).toBe(0n);
    const file = await exportPayouts(m.finance, batch.id, 'xml');
    expect(file.text).not.toContain('CdtTrfTxInf');
    const [row] = paid.payouts;
    await expect(m.t.database.query("update payout set channel = 'bank' where id = $1", [row?.id])).rejects.toThrow();
    await expect(
      m.t.database.query(
        "insert into payout (id, no, batch_id, organization_id, party_kind, channel, state, amount_fen) values ('pay_x', 'FK-x', $1, $2, 'operator', 'stripe_transfer', 'proposed', 1)",
        [batch.id, developerId()],
      ),
    ).rejects.toThrow(/payout_channel/);
    await expect(
      m.t.database.query(
        "insert into payout (id, no, batch_id, organization_id, party_kind, channel, state, amount_fen) values ('pay_y', 'FK-y', $1, $2, 'developer', 'stripe_transfer', 'proposed', 1)",
        [batch.id, m.head.viewer?.organization.id],
      ),
    ).rejects.toThrow(/stripe_never_to_an_agency/);
  });

  it('gives back what a refund takes from it, out of the transfer; what cannot be taken back is set off', async () => {
    const [first = '', second = ''] = sales;
    const made = (orderId: string) =>
      [...stripe.state.connected.transfers.values()].find(
        (t) => stripe.state.charges.get(String(t.source_transaction))?.metadata.order_id === orderId,
      );
    const before = await partOf(first);
    await refunded(first, '40000');
    const back = before - (await partOf(first));
    expect(back).toBeGreaterThan(0n);
    expect(made(first)?.amount_reversed).toBe(Number(back));
    expect(await balance(`recv:party:${developerId()}`)).toBe(0n);
    await healTransfers(m.t.app);
    await told();
    expect(made(first)?.amount_reversed).toBe(Number(back));

    stripe.state.connected.funds.set(await accountId(), 0);
    const was = await partOf(second);
    await refunded(second, '30000');
    expect(made(second)?.amount_reversed).toBe(0);
    expect((await cases('reversal_failed')).map((one) => one.detail)).toContain('balance_insufficient');
    expect(await balance(`recv:party:${developerId()}`)).toBe(was - (await partOf(second)));
    await healTransfers(m.t.app);
    await told();
    expect(made(second)?.amount_reversed).toBe(0);

    // One that nobody here asked for is nobody's payout.
    const charge = String(made(second)?.source_transaction);
    stripe.state.transfer({ amount: 5, to: await accountId(), charge, group: '', metadata: {} }, new Map());
    await told();
    expect((await cases('transfer_foreign')).length).toBe(1);
    await m.t.database.query(
      "insert into parameter (id, key, region_code, value, set_at) values ('par_stripe2', 'payouts.stripe_transfers', '140000', '0', now() + interval '1 day')",
    );
  });
});

describe('a subscription', () => {
  it('is taken on the page, and each paid invoice is an order with its own split and term', async () => {
    const p = await product();
    const plain = await placeOrder(m.buyer, { product_no: p.no });
    expect(await codeOf(openSubscription(m.buyer, plain.id))).toBe('checkout.not_subscribable');
    const order = await placed(p.no, { renew: true });
    expect(await codeOf(openSubscription(m.developer, order.id))).toBe('orders.not_found');
    const once = await openCheckout(m.buyer, order.id);
    const [first, second] = await Promise.all(
      [openSubscription(m.buyer, order.id), openSubscription(m.buyer, order.id)].map((one) => one.catch(() => null)),
    );
    const page = first ?? second ?? (await openSubscription(m.buyer, order.id));
    expect(stripe.state.sessions.get(pageId(once.url))?.status).toBe('expired');
    const shown = await openSubscription(m.buyer, order.id);
    expect(shown).toMatchObject({ mode: 'subscription', state: 'open', url: page.url, subscription: null });
    expect(stripe.state.sessions.get(pageId(shown.url))).toMatchObject({ mode: 'subscription', amount_total: 30_000 });
    billing().subscribe(pageId(shown.url));
    await told();
    const paid = await getOrder(m.buyer, order.id);
    expect(paid).toMatchObject({ state: 'fulfilled', renews: false });
    const id = (await showCheckout(m.buyer, order.id)).subscription?.id ?? '';
    const active = await getSubscription(m.buyer, id);
    expect(active).toMatchObject({ state: 'active', periods: 1, paid_fen: '30000', status: 'active' });
    // A day longer than what is paid: the provider charges after a term has begun.
    expect(Date.parse(paid.access_to ?? '') - Date.parse(active.paid_to ?? '')).toBe(86_400_000);
    expect(paid.actions.map((one) => one.name)).not.toContain('renew');
    expect(await codeOf(renewOrder(m.buyer, order.id))).toBe('orders.renews_by_subscription');
    expect(await codeOf(setRenewal(m.buyer, order.id, { renew: true }))).toBe('orders.renews_by_subscription');

    await changePlan(m.developer, p.id, 2, { ...plan, version: 1, terms: { ...monthly, amount_fen: '90000' } });
    await nextTerm(() => getSubscription(m.buyer, id));
    const two = await getSubscription(m.buyer, id);
    expect(two).toMatchObject({ state: 'active', periods: 2, paid_fen: '60000', amount_fen: '30000' });
    const renewal = await getOrder(m.buyer, two.invoices[0]?.order_id ?? '');
    expect(renewal).toMatchObject({
      state: 'fulfilled',
      amount_fen: '30000',
      renews_order: { id: order.id },
      access: 'open',
    });
    expect(renewal.plan).toMatchObject({ version: 1 });
    const [split] = await rows<{ n: string }>(
      'select sum(l.amount_fen)::text n from allocation_line l join allocation a on a.id = l.allocation_id where a.order_id = $1',
      [renewal.id],
    );
    expect(split?.n).toBe('30000');
    expect(two.invoices.map((one) => [one.status, one.number !== null, one.hosted_url !== null])).toEqual([
      ['paid', true, true],
      ['paid', true, true],
    ]);
    // The bureau sees the figures, not the addresses that open the invoice.
    expect((await getSubscription(m.finance, id)).invoices.map((one) => one.hosted_url)).toEqual([null, null]);
    expect((await listSubscriptions(m.finance, { page: 1, page_size: 20 })).items.some((one) => one.id === id)).toBe(
      true,
    );
    for (const other of [m.developer, m.cityFinance])
      expect(await codeOf(getSubscription(other, id))).toBe('checkout.subscription_not_found');
    await expect(
      m.t.database.query('update stripe_invoice set order_id = null where subscription_id = $1', [id]),
    ).rejects.toThrow(/append_only/);
    await expect(m.t.database.query('update stripe_subscription_fact set amount_fen = 1')).rejects.toThrow();
    await expect(
      m.t.database.query('update stripe_subscription set amount_fen = 1 where id = $1', [id]),
    ).rejects.toThrow(/append_only/);
  });

  it('that cannot be charged shows it, ends the use with what was paid, and goes on when it is paid after all', async () => {
    const p = await product();
    const { sub, order, shown } = await subscribed(p.no, 'unpaid');
    billing().setCard(sub, 'declined');
    await nextTerm(shown);
    const failed = await shown();
    expect(failed).toMatchObject({ state: 'dunning', failed_attempts: 1, periods: 1 });
    expect(failed.next_attempt_at).not.toBeNull();
    m.t.clock.set(new Date(Date.parse(failed.paid_to ?? '') + 26 * 3_600_000));
    expect((await getOrder(m.buyer, order.id)).access).toBe('over');
    billing().payInvoice(failed.invoices[0]?.id ?? '');
    await told();
    expect(await shown()).toMatchObject({ state: 'active', periods: 2, failed_attempts: 0, next_attempt_at: null });
    billing().setCard(sub, 'declined');
    await nextTerm(shown);
    for (let at = 0; at < 3; at++) {
      m.t.clock.advance({ days: 4 });
      await told();
    }
    await told();
    expect(await shown()).toMatchObject({ state: 'ended', stop: { when: 'now', reason: 'unpaid' } });
  });

  it('is stopped by its buyer: after the term, or now with the use; nobody else stops it', async () => {
    const p = await product();
    const slow = await subscribed(p.no);
    expect(await codeOf(stopByBuyer(m.developer, slow.id, { when: 'now' }))).toMatch(/forbidden|not_found/);
    await stopByBuyer(m.buyer, slow.id, { when: 'period_end' });
    await told();
    expect(await slow.shown()).toMatchObject({ state: 'active', ends_with_term: true, stop: { reason: 'buyer' } });
    expect(await codeOf(stopByBuyer(m.buyer, slow.id, { when: 'period_end' }))).toBe('checkout.stop_asked');
    await nextTerm(slow.shown);
    expect(await slow.shown()).toMatchObject({ state: 'ended', periods: 1 });

    const fast = await subscribed(p.no);
    // The answer is lost after it acted: the job asks again under the same key, and finds it done.
    stripe.failNext('DELETE /v1/subscriptions', 'drop_after', 2);
    await stopByBuyer(m.buyer, fast.id, { when: 'now' });
    await m.t.drain().catch(() => null);
    await heal(m.t.app);
    await told();
    expect(await fast.shown()).toMatchObject({ state: 'ended', stop: { when: 'now' } });
    expect((await getOrder(m.buyer, fast.order.id)).access).toBe('over');
    expect(await codeOf(stopByBuyer(m.buyer, fast.id, { when: 'now' }))).toBe('checkout.subscription_over');
  });

  it('to what may not be sold any more is stopped before the next charge; what came first goes to a person', async () => {
    const [ended, dear, gone, late] = [await product(), await product(), await product(), await product()];
    const all = {
      plan: await subscribed(ended.no),
      price: await subscribed(dear.no),
      product: await subscribed(gone.no),
    };
    const raced = await subscribed(late.no);
    await endPlan(m.developer, ended.id, 2);
    const day = (at: number) => new Date(m.t.clock.now().getTime() + at * 86_400_000).toISOString().slice(0, 10);
    await fileCeiling(m.finance, dear.no, {
      basis: 'month',
      ceiling_yuan: '299.99',
      document_no: '晋发改价〔2026〕9号',
      authority: '省发展改革委',
      valid_from: day(-1),
      valid_to: day(300),
    });
    await withdrawProduct(m.developer, gone.id, gone.revision);
    await heal(m.t.app);
    await told();
    for (const [reason, one] of Object.entries(all))
      expect(await one.shown()).toMatchObject({
        state: 'active',
        ends_with_term: true,
        stop: { when: 'period_end', reason },
      });
    await withdrawProduct(m.developer, late.id, late.revision);
    await nextTerm(raced.shown);
    await told();
    expect(await raced.shown()).toMatchObject({ state: 'ended', periods: 2, stop: { when: 'now', reason: 'product' } });
    const refused = (await raced.shown()).invoices[0];
    expect(refused).toMatchObject({ status: 'paid', order_id: null, fault: 'orders.not_on_sale' });
    expect((await cases('renewal_refused')).map((one) => one.object_id)).toContain(refused?.id);
    expect((await cases('no_order')).length).toBeGreaterThan(0);
    for (const one of Object.values(all)) expect(await one.shown()).toMatchObject({ state: 'ended', periods: 1 });
  });

  it('of an unknown status, amount or owner is a person’s matter, never a guess', async () => {
    const p = await product();
    const one = await subscribed(p.no);
    billing().setStatus(one.sub, 'hibernating');
    await told();
    expect((await cases('unknown_status')).map((found) => found.detail)).toContain('hibernating');
    expect((await one.shown()).state).toBe('active');
    billing().setStatus(one.sub, 'active');
    const kept = billing().subscriptions.get(one.sub);
    Object.assign(kept!, { amount: 29_999 });
    await nextTerm(one.shown);
    expect((await cases('invoice_differs')).map((found) => found.detail)).toContain('amount');
    expect((await one.shown()).invoices[0]).toMatchObject({ fault: 'amount', order_id: null });
    const [customer] = stripe.state.customers.keys();
    billing().start({ customer: customer ?? '', amount: 500, currency: 'cny', interval: 'month', metadata: {} });
    await told();
    expect((await cases('subscription_foreign')).length).toBeGreaterThan(0);
    Object.assign(kept!, { amount: 30_000 });
    await stopByBuyer(m.buyer, one.id, { when: 'now' });
    await told();
  });

  it('any order of events, any repetition, any gap ends in one order an invoice', async () => {
    const p = await product();
    const step = fc.constantFrom('term', 'term', 'fail', 'pay');
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.nat({ max: 999 })),
        async (steps, dice) => {
          const roll = () => dice.next().value as number;
          // Months pass in each run: the next begins in the same year again.
          m.t.clock.set(new Date('2026-06-01T10:00:00+08:00'));
          const order = await placed(p.no);
          const sub = billing().subscribe(pageId((await openSubscription(m.buyer, order.id)).url));
          for (const one of steps) {
            if (one === 'fail' || one === 'term') {
              billing().setCard(sub, one === 'fail' ? 'declined' : 'ok');
              m.t.clock.set(new Date((billing().subscriptions.get(sub)?.to ?? 0) * 1000 + 3_600_000));
            } else {
              const open = [...billing().invoices.values()].find(
                (i) => i.status === 'open' && i.parent?.subscription_details?.subscription === sub,
              );
              if (open !== undefined) billing().payInvoice(open.id);
            }
            billing().tick();
            if (roll() % 2 === 0) await scrambled(roll);
          }
          await scrambled(roll);
          await heal(m.t.app);
          await m.t.drain();
          const paid = [...billing().invoices.values()].filter(
            (i) => i.status === 'paid' && i.parent?.subscription_details?.subscription === sub,
          );
          const found = await rows<{ order_id: string; state: string; n: string }>(
            `select i.order_id, o.state, (select count(*) from ledger_transaction t where t.order_id = o.id and t.kind = 'order.receipt')::text n
           from stripe_invoice i join "order" o on o.id = i.order_id where i.id = any($1)`,
            [paid.map((i) => i.id)],
          );
          expect(found).toHaveLength(paid.length);
          expect(new Set(found.map((one) => one.order_id)).size).toBe(paid.length);
          expect(found.every((one) => one.state === 'fulfilled' && one.n === '1')).toBe(true);
          const { id = '' } = (await showCheckout(m.buyer, order.id)).subscription ?? {};
          const shown = await getSubscription(m.buyer, id);
          expect(shown.periods).toBe(paid.length);
          if (shown.state !== 'ended') await stopByBuyer(m.buyer, id, { when: 'now' });
          await told();
          expect(await checkCheckout(m.t.app.db)).toEqual([]);
        },
      ),
      { numRuns: 3 },
    );
  });
});

/** Posts what waits in any order, some twice, some never. */
async function scrambled(roll: () => number): Promise<void> {
  const order = stripe
    .take()
    .map((one) => ({ one, at: roll() }))
    .sort((a, b) => a.at - b.at);
  for (const { one, at } of order) {
    if (at % 5 === 0) continue;
    await stripe.post(one);
    if (at % 3 === 0) await stripe.post(one);
  }
  await m.t.drain();
}

describe('the customer record', () => {
  it('is one an organisation, with its name and a mail for bills; an answer that was lost makes no second', async () => {
    const mine = () =>
      [...stripe.state.customers.values()].filter(
        (one) => one.metadata.organization_id === m.other.viewer?.organization.id,
      );
    const other = { ...m.other, viewer: { ...m.other.viewer!, duties: ['buyer' as const] } };
    expect(await showCustomer(other)).toMatchObject({ customer_id: null, billing_mail: null, may_edit: true });
    expect(await codeOf(saveBilling(other, { billing_mail: 'not a mail' }))).toBe('checkout.bad_mail');
    stripe.failNext('POST /v1/customers', 'drop_after', 2);
    expect(await codeOf(saveBilling(other, { billing_mail: 'bills@example.com' }))).toBe(
      'payments.provider_unreachable',
    );
    expect(await showCustomer(other)).toMatchObject({ customer_id: null });
    // Two days later the provider has forgotten the key: the record is looked for before it is asked again.
    m.t.clock.advance({ days: 2 });
    const saved = await saveBilling(other, { billing_mail: 'bills@example.com' });
    expect(mine()).toHaveLength(1);
    expect(saved).toMatchObject({ customer_id: mine()[0]?.id, billing_mail: 'bills@example.com' });
    expect(mine()[0]).toMatchObject({ email: 'bills@example.com', name: other.viewer.organization.name });
    expect((await saveBilling(other, { billing_mail: '' })).billing_mail).toBeNull();
    expect(mine()[0]?.email).toBeNull();
    expect(await codeOf(saveBilling(m.finance, { billing_mail: '' }))).toBe('auth.forbidden');
  });
});
