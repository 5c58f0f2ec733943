import { redirect } from 'react-router';
import { z } from 'zod';
import { renewalSetting } from '#api/orders/access-contract.ts';
import { cancelling, refundRequest } from '#api/orders/contract.ts';
import { orderStates } from '#api/orders/rules/codes.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { appContext } from '#app/context.ts';
import { orders } from '#app/i18n/orders.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { moneyText } from '#app/present/format.ts';
import { orderTone } from '#app/present/market-tone.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Arrivals, NoticeLink } from '#app/ui/banking/arrivals.tsx';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { OrderInvoices, OrderReminders } from '#app/ui/invoices/parts.tsx';
import { CardPayment } from '#app/ui/market/card-payment.tsx';
import { Delivered, OrderFacts, OrderSplit, OrderSteps, Refunds } from '#app/ui/market/order-parts.tsx';
import { OrderUse, UseActions } from '#app/ui/market/order-use.tsx';
import { PayInstructions } from '#app/ui/market/pay-instructions.tsx';
import { TradeReview } from '#app/ui/market/trade-review.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { useRefresh } from '#app/ui/version/use-refresh.ts';
import type { Route } from './+types/w.orders.$id.ts';

const dones = ['place', 'cancel', 'refund'] as const;
const froms = ['back', 'left'] as const;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const done = dones.find((one) => one === url.searchParams.get('done')) ?? null;
  return orRefusal(async () => ({
    order: await services.orders.getOrder(ctx, params.id),
    waits: await services.revenue.refundWaitsFor(ctx, params.id),
    arrivals: await services.banking.orderArrivals(ctx, params.id),
    invoices: await services.invoices.orderInvoices(ctx, params.id),
    reminders: await services.invoices.orderReminders(ctx, params.id),
    card: await services.checkout.showCheckout(ctx, params.id),
    review: (await services.market.showTradeReview(ctx, params.id)).review,
    from: froms.find((one) => one === url.searchParams.get('card')) ?? null,
    done,
  }));
}

const atRevision = z.object({ revision: z.coerce.number().int() });

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.name === 'cancel') {
      const input = form.read(cancelling.extend(atRevision.shape));
      await form.once((ctx) => services.orders.cancelOrder(ctx, params.id, input));
    } else if (form.name === 'renew') {
      const made = await form.once((ctx) => services.orders.renewOrder(ctx, params.id));
      return redirect(`${paths.order(made.id)}?done=place`);
    } else if (form.name === 'renewal') {
      await form.once((ctx) => services.orders.setRenewal(ctx, params.id, form.read(renewalSetting)));
      return redirect(`${paths.order(params.id)}#use`);
    } else if (form.name === 'end') {
      await form.once((ctx) => services.orders.endAccess(ctx, params.id));
      return redirect(`${paths.order(params.id)}#use`);
    } else if (form.name === 'card' || form.name === 'subscribe') {
      const { openCheckout, openSubscription } = services.checkout;
      await (form.name === 'card' ? openCheckout : openSubscription)(ctx, params.id);
      return redirect(`${paths.order(params.id)}#card`);
    } else {
      const input = form.read(refundRequest);
      await form.once((ctx) => services.revenue.requestRefund(ctx, params.id, input));
    }
    return redirect(`${paths.order(params.id)}?done=${form.name === 'cancel' ? 'cancel' : 'refund'}`);
  });
}

export const shouldRevalidate = () => true;

export default function Order({
  loaderData: { order: o, arrivals, waits, card, review, invoices: found, reminders, from, done },
}: Route.ComponentProps) {
  const t = useT(orders);
  const side = useSide();
  // Delivery follows the receipt within moments: the page shows it when it happens.
  useRefresh(o.state === 'paid' || card.state === 'processing' || (o.state === 'awaiting_payment' && from === 'back'));
  return (
    <>
      <PageHeader
        title={t('detail_title', { no: o.no })}
        breadcrumb={[{ label: t('title'), to: paths.orders(o.side === 'developer' ? { side: 'developer' } : {}) }]}
        meta={
          <>
            <StateDot tone={orderTone(o.state, o.side)}>{side(orderStates.words[o.state])}</StateDot>
            <span>{o.product_title}</span>
            <span>{moneyText(o.amount_fen)}</span>
          </>
        }
      />
      {done !== null && (
        <Notice tone="success" live>
          {t(done === 'place' ? 'placed_done' : done === 'cancel' ? 'cancel_done' : 'refund_done')}
        </Notice>
      )}
      <TradeReview review={review} />
      <OrderSteps order={o} />
      <Delivered order={o} />
      <Arrivals found={arrivals} />
      {o.side === 'buyer' && card.state !== 'processing' && <PayInstructions order={o} />}
      {o.side === 'buyer' && <NoticeLink order={o} />}
      <CardPayment order={o} card={card} from={from} />
      <OrderReminders order={o} found={reminders} />
      <OrderUse order={o} />
      <OrderFacts order={o} />
      <OrderSplit order={o} />
      <OrderInvoices order={o} found={found} />
      <Refunds order={o} />
      <Actions order={o} waits={waits} />
    </>
  );
}

interface ActionsProps {
  readonly order: OrderOut;
  /** The approved statement that a refund has to wait for: the treasury repays first. */
  readonly waits: { readonly statement_no: string } | null;
}

function Actions({ order: o, waits }: ActionsProps) {
  const t = useT(orders);
  const cancel = o.actions.find((one) => one.name === 'cancel');
  const refund = o.actions.find((one) => one.name === 'refund');
  const shown = ['cancel', 'refund', 'renew', 'set_renewal', 'end'];
  if (!o.actions.some(({ name }) => shown.includes(name))) return null;
  return (
    <Section id="do" title={t('do_title')}>
      <UseActions order={o} />
      {refund !== undefined && (
        <CaseAction
          name="refund"
          title={t('do_refund')}
          lead={
            waits === null
              ? t('refund_lead', { amount: moneyText(o.refundable_fen) })
              : t('refund_waits', { amount: moneyText(o.refundable_fen), no: waits.statement_no })
          }
          refusal={refund.refusal}
        >
          <input type="hidden" name="refundable_seen_fen" value={o.refundable_fen} readOnly />
          <MoneyInput name="amount_fen" label={t('refund_amount')} defaultFen={o.refundable_fen} />
          <TextArea name="reason" label={t('refund_reason')} limit={500} rows={3} />
          <Button look="plain">{t('refund_send')}</Button>
        </CaseAction>
      )}
      {cancel !== undefined && (
        <CaseAction name="cancel" title={t('do_cancel')} refusal={cancel.refusal}>
          <input type="hidden" name="revision" value={o.revision} readOnly />
          <TextInput name="reason" label={t('cancel_reason')} maxLength={300} optional />
          <ConfirmButton look="warn" title={t('cancel_question', { no: o.no })} consequence={t('cancel_consequence')}>
            {t('do_cancel')}
          </ConfirmButton>
        </CaseAction>
      )}
    </Section>
  );
}
