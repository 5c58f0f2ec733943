import { cardRefundStates } from '#api/checkout/rules/codes.ts';
import type { CheckoutOut } from '#api/checkout/sessions.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { checkout } from '#app/i18n/checkout.ts';
import { stripeBilling } from '#app/i18n/stripe-billing.ts';
import { paths } from '#app/paths.ts';
import { instantText, moneyText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';

interface Props {
  readonly order: OrderOut;
  readonly card: CheckoutOut;
  /** What the browser says on its way back: nothing about the money. */
  readonly from: 'back' | 'left' | null;
}

/** Where paying on the provider's page stands, and the way there. */
export function CardPayment({ order: o, card, from }: Props) {
  const t = useT(checkout);
  const bill = useT(stripeBilling);
  const locale = useLocale();
  const waiting = o.state === 'awaiting_payment';
  if (!waiting || o.side !== 'buyer' || (!card.on && card.state === null)) return <Aftermath order={o} card={card} />;
  const until = card.expires_at == null ? '' : instantText(new Date(card.expires_at), locale);
  const open = card.state === 'open' && card.url !== null;
  return (
    <Section id="card" title={t('title')} lead={t('lead')}>
      {card.state === 'processing' ? (
        <Notice tone="warn" title={t('processing')} live>
          {t('processing_text')}
        </Notice>
      ) : open ? (
        <Notice
          tone={from === 'back' ? 'info' : 'success'}
          title={card.mode === 'subscription' ? bill('subscribe_ready') : t('ready')}
          live
        >
          <p>{from === null ? t('ready_text', { until }) : t(from)}</p>
          {card.fault !== null && <p>{t('declined', { reason: card.fault })}</p>}
          <p>
            {/* A link, not a redirect of the form: the page's policy lets forms go nowhere else. */}
            <a className="btn" data-look="primary" data-size="normal" href={card.url ?? ''} rel="external noreferrer">
              {t('go', { amount: moneyText(o.amount_fen) })}
            </a>
          </p>
        </Notice>
      ) : (
        <>
          {card.state === 'failed' && (
            <Notice tone="warn" title={t('failed')}>
              {t('failed_text', { reason: card.fault ?? '' })}
            </Notice>
          )}
          {card.state === 'expired' && <Notice>{t('expired')}</Notice>}
          <CaseAction name="card" title={t(card.state === 'failed' ? 'again' : 'open')} refusal={card.refusal ?? null}>
            <Button look="plain">{t(card.state === 'failed' ? 'again' : 'open')}</Button>
          </CaseAction>
        </>
      )}
      {card.subscribable && card.state !== 'processing' && !(open && card.mode === 'subscription') && (
        <CaseAction
          name="subscribe"
          title={bill('subscribe')}
          lead={bill('subscribe_lead')}
          refusal={card.refusal ?? null}
        >
          <Button look="plain">{bill('subscribe')}</Button>
        </CaseAction>
      )}
    </Section>
  );
}

/** After the payment: money on its way back, and what a card's bank holds. */
function Aftermath({ order: o, card }: Omit<Props, 'from'>) {
  const t = useT(checkout);
  const bill = useT(stripeBilling);
  const side = useSide();
  const amountOf = (id: string) => o.refunds.find((one) => one.id === id)?.amount_fen ?? '0';
  return (
    <>
      {card.subscription != null && o.side !== 'developer' && (
        <Notice title={bill('of_subscription')}>
          <LinkButton look="plain" to={paths.stripeSubscription(card.subscription.id)}>
            {bill('to_subscription')}
          </LinkButton>
        </Notice>
      )}
      {card.disputed_fen !== '0' && (
        <Notice tone="warn">{t('disputed', { amount: moneyText(card.disputed_fen) })}</Notice>
      )}
      {card.refunds.length > 0 && (
        <Section id="card-refunds" title={t('refunds')}>
          <ul>
            {card.refunds.map((one) => (
              <li key={one.id}>
                {t('refund_line', {
                  amount: moneyText(amountOf(one.refund_id)),
                  state: side(cardRefundStates.words[one.state]),
                })}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
