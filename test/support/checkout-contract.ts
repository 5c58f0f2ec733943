/** What the checkout port must do; the same suite runs against the double and, with a key, against the real service. */
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckoutPort } from '#api/ports/payments/checkout-port.ts';
import { codeOf } from '#test/support/licensed.ts';

export interface CheckoutUnderTest {
  readonly port: CheckoutPort;
  readonly secretKey: string;
  readonly apiBase?: string;
  close(): Promise<void>;
}

export function checkoutContract(name: string, make: () => Promise<CheckoutUnderTest>): void {
  describe(`checkout port: ${name}`, () => {
    let under: CheckoutUnderTest;
    let customerId: string;
    /** Keys and numbers of this run: the real service remembers those of the last. */
    const run = `c${Date.now().toString(36)}`;
    beforeAll(async () => {
      under = await make();
      customerId = await under.port.createCustomer(
        { organizationId: `org_${run}`, name: '契约测试单位' },
        `customer:${run}`,
      );
    }, 60_000);
    afterAll(() => under.close());

    const request = (checkoutId: string, amountFen = 12_345n) => ({
      customerId,
      orderId: `ord_${run}`,
      orderNo: 'DD-TEST',
      checkoutId,
      title: '干线拥堵指数',
      amountFen,
      locale: 'zh' as const,
      expiresAt: new Date(Math.floor(Date.now() / 60_000) * 60_000 + 7_200_000),
      returnUrl: 'https://data.example.cn/w/orders/x',
    });

    /** Paid past any page, as the documentation lets tests do. */
    async function pay(amount: number): Promise<string> {
      const base = under.apiBase === undefined ? null : new URL(under.apiBase);
      const stripe = new Stripe(
        under.secretKey,
        base === null ? {} : { host: base.hostname, port: base.port, protocol: 'http' },
      );
      const intent = await stripe.paymentIntents.create({
        amount,
        currency: 'cny',
        confirm: true,
        payment_method: 'pm_card_visa',
        allowed_payment_method_types: ['card'],
        metadata: { order_id: `ord_${run}` },
      });
      return intent.id;
    }

    it('opens one page under one key, finds it again and closes it', async () => {
      const asked = request(`chk_${run}`);
      const page = await under.port.openPage(asked, `page:${run}`);
      expect(page).toMatchObject({ status: 'open', paymentStatus: 'unpaid', orderId: asked.orderId, paymentId: null });
      expect(page.url).toMatch(/^https?:/);
      expect((await under.port.openPage(asked, `page:${run}`)).id).toBe(page.id);
      expect(await codeOf(under.port.openPage({ ...asked, amountFen: 1n }, `page:${run}`))).toBe(
        'payments.provider_key_reused',
      );
      for (const at of [1, 2, 3]) await under.port.openPage(request(`chk_${run}_${at}`), `page:${run}:${at}`);
      expect((await under.port.findPage({ customerId, checkoutId: asked.checkoutId }))?.id).toBe(page.id);
      expect(await under.port.findPage({ customerId, checkoutId: 'chk_never' })).toBeNull();
      expect((await under.port.closePage(page.id)).status).toBe('expired');
      expect(await under.port.closePage(page.id)).toMatchObject({ status: 'expired', url: null });
      expect(await under.port.readPage(page.id)).toMatchObject({ status: 'expired' });
    });

    it('refuses by name what it does not know or cannot do', async () => {
      expect(await codeOf(under.port.readPayment('pi_never'))).toBe('payments.provider_unknown_object');
      const large = request(`chk_${run}_l`, under.port.largestFen + 1n);
      expect(await codeOf(under.port.openPage(large, `page:${run}:l`))).toBe('payments.provider_rejected');
    });

    it('reads a payment with its fee, sends a part back once, and finds it again', async () => {
      const id = await pay(10_000);
      const paid = await under.port.readPayment(id);
      expect(paid).toMatchObject({
        status: 'succeeded',
        receivedFen: 10_000n,
        currency: 'cny',
        method: 'card',
        livemode: false,
      });
      expect(paid.payer).toMatch(/·4242$/);
      expect(paid.paidAt).toBeInstanceOf(Date);
      const back = { paymentId: id, amountFen: 2_500n, cardRefundId: `crf_${run}` };
      const first = await under.port.sendBack(back, `refund:${run}`);
      expect((await under.port.sendBack(back, `refund:${run}`)).id).toBe(first.id);
      expect(await codeOf(under.port.sendBack({ ...back, amountFen: 1n }, `refund:${run}`))).toBe(
        'payments.provider_key_reused',
      );
      expect((await under.port.findRefund(back))?.id).toBe(first.id);
      expect(await under.port.findRefund({ paymentId: id, cardRefundId: 'crf_never' })).toBeNull();
      expect(await codeOf(under.port.sendBack({ ...back, amountFen: 9_000n }, `refund:${run}:2`))).toBe(
        'payments.provider_rejected',
      );
      expect((await under.port.readPayment(id)).refunds).toHaveLength(1);
      const events = await under.port.eventsSince(new Date(Date.now() - 600_000));
      expect(events.some((one) => one.type === 'payment_intent.succeeded' && one.paymentId === id)).toBe(true);
    });

    it('reads a subscription with an invoice a term and the payment of each, and stops it', async () => {
      const base = under.apiBase === undefined ? null : new URL(under.apiBase);
      const stripe = new Stripe(
        under.secretKey,
        base === null ? {} : { host: base.hostname, port: base.port, protocol: 'http' },
      );
      const begin = Math.floor(Date.now() / 1000);
      const clock = await stripe.testHelpers.testClocks.create({ frozen_time: begin });
      const customer = await stripe.customers.create({
        name: '契约测试单位',
        test_clock: clock.id,
        payment_method: 'pm_card_visa',
        invoice_settings: { default_payment_method: 'pm_card_visa' },
      });
      const product = await stripe.products.create({ name: '干线拥堵指数' });
      const made = await stripe.subscriptions.create({
        customer: customer.id,
        items: [
          {
            price_data: { currency: 'cny', product: product.id, unit_amount: 12_345, recurring: { interval: 'month' } },
          },
        ],
        metadata: { subscription_id: `ssb_${run}` },
      });
      const first = await under.port.readSubscription(made.id);
      expect(first).toMatchObject({ status: 'active', ourId: `ssb_${run}`, currency: 'cny', cancelAtPeriodEnd: false });
      expect(first.invoices).toHaveLength(1);
      const [invoice] = first.invoices;
      expect(invoice).toMatchObject({
        status: 'paid',
        paidFen: 12_345n,
        currency: 'cny',
        reason: 'subscription_create',
      });
      expect(invoice?.hostedUrl).toMatch(/^https:/);
      expect(invoice?.number).not.toBeNull();
      const payment = await under.port.readPayment(invoice?.paymentIds[0] ?? '');
      expect(payment).toMatchObject({
        status: 'succeeded',
        orderId: null,
        invoiceId: invoice?.id,
        subscriptionId: made.id,
        receivedFen: 12_345n,
      });
      expect(payment.chargeId).not.toBeNull();
      await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: begin + 33 * 86_400 });
      for (let at = 0; at < 60; at++) {
        if ((await stripe.testHelpers.testClocks.retrieve(clock.id)).status === 'ready') break;
        await new Promise((done) => setTimeout(done, 1000));
      }
      const second = await under.port.readSubscription(made.id);
      expect(second.invoices.map((one) => one.status)).toEqual(['paid', 'paid']);
      // The term of an invoice begins where the last one ended.
      expect(second.invoices[1]?.from).toEqual(second.invoices[0]?.to);
      await under.port.stopSubscription(made.id, 'period_end', `stop:${run}:1`);
      expect(await under.port.readSubscription(made.id)).toMatchObject({ status: 'active', cancelAtPeriodEnd: true });
      await under.port.stopSubscription(made.id, 'now', `stop:${run}:2`);
      await under.port.stopSubscription(made.id, 'now', `stop:${run}:3`);
      const over = await under.port.readSubscription(made.id);
      expect(over.status).toBe('canceled');
      expect(over.endedAt).toBeInstanceOf(Date);
    }, 120_000);
  });
}
