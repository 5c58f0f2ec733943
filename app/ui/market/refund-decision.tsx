import { Link } from 'react-router';
import { checkout } from '#app/i18n/checkout.ts';
import { orders } from '#app/i18n/orders.ts';
import { paths } from '#app/paths.ts';
import { moneyText } from '#app/present/format.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';

export interface RefundToDecide {
  readonly id: string;
  readonly amount_fen: string;
  readonly reason: string;
  readonly requested_at: string;
  readonly refundable_fen: string;
  readonly order: {
    readonly id: string;
    readonly no: string;
    readonly product_title: string;
    readonly buyer_name: string;
  };
}

interface Props {
  readonly refund: RefundToDecide;
  /** Whether it can go back the way it came. */
  readonly byCard: boolean;
}

/** One refund with its answers: back the way it came, paid back under a serial, or refused with an opinion. */
export function RefundDecision({ refund: r, byCard }: Props) {
  const t = useT(orders);
  const ofCard = useT(checkout);
  const amount = moneyText(r.amount_fen);
  return (
    <section className="case-action" aria-labelledby={`refund-${r.id}`}>
      <h3 id={`refund-${r.id}`}>{t('refund_of', { no: r.order.no, amount })}</h3>
      <DescriptionList
        facts={[
          { term: t('product'), value: <Link to={paths.order(r.order.id)}>{r.order.product_title}</Link> },
          { term: t('buyer'), value: r.order.buyer_name },
          { term: t('amount'), value: <Money fen={r.amount_fen} /> },
          { term: t('refund_reason'), value: r.reason },
          { term: t('refund_asked'), value: <DateText instant={r.requested_at} /> },
        ]}
      />
      <div className="mt-5 grid gap-6">
        {byCard && (
          <Form name={`card-${r.id}`}>
            <input type="hidden" name="refundable_seen_fen" value={r.refundable_fen} readOnly />
            <p className="help">{ofCard('by_card_help')}</p>
            <ConfirmButton title={ofCard('by_card_question', { amount })} consequence={ofCard('by_card_consequence')}>
              {ofCard('by_card_send')}
            </ConfirmButton>
          </Form>
        )}
        <Form name={`approve-${r.id}`}>
          <input type="hidden" name="refundable_seen_fen" value={r.refundable_fen} readOnly />
          <TextInput
            name="bank_serial"
            label={t('refund_serial')}
            help={t('refund_serial_help')}
            optional
            width="medium"
            autoComplete="off"
          />
          <ConfirmButton title={t('refund_approve_question', { amount })} consequence={t('refund_approve_consequence')}>
            {t('refund_approve')}
          </ConfirmButton>
        </Form>
        <Form name={`refuse-${r.id}`}>
          <TextInput name="opinion" label={t('refund_opinion')} maxLength={500} />
          <Button look="plain">{t('refund_refuse')}</Button>
        </Form>
      </div>
    </section>
  );
}
