/** The two routes by which an order is paid keep one contract; the port of the second is held against the double, or the real service. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { approveByCard } from '#api/checkout/refunds.ts';
import { openCheckout } from '#api/checkout/sessions.ts';
import { confirmPayment } from '#api/orders/payments.ts';
import { getOrder, placeOrder } from '#api/orders/service.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { createStripe } from '#api/ports/payments/stripe.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { checkInvariants } from '#api/revenue/invariants.ts';
import { approveRefund, requestRefund } from '#api/revenue/refunds.ts';
import { checkoutContract } from '#test/support/checkout-contract.ts';
import { listedProduct, type Market, marketWorld, nextSerial, slip } from '#test/support/market.ts';
import { type StripeDouble, startStripe } from '#test/support/stripe-double/server.ts';

checkoutContract('the double', async () => {
  const double = await startStripe();
  const { secretKey, webhookSecret, url: apiBase } = double;
  const port = createStripe({ secretKey, webhookSecret, apiBase, retries: 0 });
  return { port, secretKey, apiBase, close: () => double.close() };
});

const realKey = process.env.STRIPE_TEST_KEY ?? '';
if (realKey.startsWith('sk_test_'))
  checkoutContract('Stripe, test mode', async () => {
    const port = createStripe({ secretKey: realKey, webhookSecret: 'whsec_unused' });
    return { port, secretKey: realKey, close: async () => {} };
  });

interface RouteUnderTest {
  /** Pays and tells: `times` says how often the same payment is told. */
  pay(order: OrderOut, amountFen: bigint, times: number): Promise<void>;
  approve(refundId: string, seen: string): Promise<void>;
  readonly cash: string;
}

describe('a route of payment', () => {
  let m: Market;
  let stripe: StripeDouble;
  let product: OwnProductOut;
  beforeAll(async () => {
    m = await marketWorld();
    stripe = await startStripe({ now: () => m.t.clock.now() });
    const { secretKey, webhookSecret, url: apiBase } = stripe;
    Object.assign(m.t.app.ports, { checkout: createStripe({ secretKey, webhookSecret, apiBase, retries: 0 }) });
    stripe.listen(`${(await m.t.serve()).url}/api/webhooks/stripe`);
    product = await listedProduct(m);
  }, 240_000);
  afterAll(async () => {
    await m?.t.close();
    await stripe?.close();
  });
  afterEach(async () => {
    expect(await checkInvariants(m.t.app.db)).toEqual([]);
  });

  const routes: Readonly<Record<'bank' | 'stripe', RouteUnderTest>> = {
    bank: {
      cash: 'cash:bank',
      async pay(order, amountFen, times) {
        const evidence = slip(m, order, { amount_fen: amountFen.toString() });
        const told = Array.from({ length: times }, () => confirmPayment(m.finance, evidence));
        await Promise.allSettled(told);
      },
      approve: async (id, seen) => {
        await approveRefund(m.finance, id, { bank_serial: nextSerial(), refundable_seen_fen: seen });
      },
    },
    stripe: {
      cash: 'cash:psp:stripe',
      async pay(order, amountFen, times) {
        const page = (await openCheckout(m.buyer, order.id)).url?.split('/').at(-1) ?? '';
        const session = stripe.state.sessions.get(page);
        if (session !== undefined) session.amount_total = Number(amountFen);
        stripe.state.pay(page);
        const events = stripe.take();
        await Promise.all(Array.from({ length: times }, () => events.map((one) => stripe.post(one))).flat());
      },
      approve: async (id, seen) => {
        await approveByCard(m.finance, id, { refundable_seen_fen: seen });
      },
    },
  };

  it.each(['bank', 'stripe'] as const)(
    '%s: counts a payment once, takes no other amount, and gives back to the fen',
    async (name) => {
      const route = routes[name];
      const cash = async (order: OrderOut) => {
        const [row] = await m.t.database.query<{ n: string }>(
          `select coalesce(sum(e.amount_fen), 0)::text n from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
         where e.account_id = $1 and t.order_id = $2 and t.kind <> 'checkout.fee'`,
          [route.cash, order.id],
        );
        return row?.n;
      };
      const short = await placeOrder(m.buyer, { product_no: product.no });
      await route.pay(short, 99_999n, 1);
      await m.t.drain();
      expect(await getOrder(m.buyer, short.id)).toMatchObject({ state: 'awaiting_payment', payment: null, file: null });

      const order = await placeOrder(m.buyer, { product_no: product.no });
      await route.pay(order, 100_000n, 3);
      await m.t.drain();
      const paid = await getOrder(m.buyer, order.id);
      expect(paid).toMatchObject({ state: 'fulfilled', payment: { amount_fen: '100000' } });
      expect(await cash(order)).toBe('100000');
      for (const amount of ['33333', '66667']) {
        const seen = (await getOrder(m.buyer, order.id)).refundable_fen;
        const asked = await requestRefund(m.buyer, order.id, {
          amount_fen: amount,
          reason: '不合用',
          refundable_seen_fen: seen,
        });
        await route.approve(asked.refunds.at(-1)?.id ?? '', seen);
        await m.t.drain();
      }
      expect((await getOrder(m.buyer, order.id)).state).toBe('refunded');
      expect(await cash(order)).toBe('0');
      const [due] = await m.t.database.query<{ n: string }>(
        "select coalesce(sum(amount_fen), 0)::text n from ledger_balance where account_id = 'buyer:refund_due'",
      );
      expect(due?.n).toBe('0');
    },
  );
});
