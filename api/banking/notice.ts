/** 付款通知书: the transfer of an order on paper, for whoever pays it. Drawn anew each time: it grants nothing. */
import type { Ctx } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { fen } from '#api/kernel/money.ts';
import { regionName } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { wrongState } from '#api/orders/rules/order.ts';
import { refuse as refuseOrder } from '#api/orders/rules/refusals.ts';
import { getOrder } from '#api/orders/service.ts';
import { orderArrivals } from './desk.ts';
import { bureauOf } from './rules/codes.ts';
import { refuse } from './rules/refusals.ts';
import * as store from './store.ts';

export async function paymentNotice(ctx: Ctx, orderId: string): Promise<{ bytes: Uint8Array; name: string }> {
  const order = await getOrder(ctx, orderId);
  if (order.side === 'developer') throw refuseOrder('orders.not_found');
  const how = order.instructions ?? null;
  if (how === null) throw wrongState(order.state);
  if (how.account === null) throw refuse('banking.no_account');
  const { arrived_fen } = await orderArrivals(ctx, orderId);
  const { account, reference, amount_fen, pay_by } = how;
  const bytes = await ctx.ports.documents.render('payment_notice', {
    id: order.id,
    no: order.no,
    madeAt: ctx.clock.now(),
    demo: await store.demoBuyer(ctx.db, order.buyer.id),
    canonical: canonicalJson({ order: order.no, reference, amount_fen, arrived_fen, pay_by, account }),
    issuedOn: dayOf(ctx.clock.now()),
    reference,
    amountFen: fen(BigInt(amount_fen)),
    arrivedFen: fen(BigInt(arrived_fen)),
    payBy: pay_by,
    payee: { name: account.account_name, bank: account.bank_name, account: account.account_no },
    buyer: order.buyer,
    seller: order.developer,
    product: order.product_title,
    bureau: bureauOf(regionName(order.region_code, 'zh')),
    orderUrl: `${ctx.env.PUBLIC_URL.replace(/\/+$/, '')}/w/orders/${order.id}`,
  });
  return { bytes, name: `${order.no}.pdf` };
}
