import { Link } from 'react-router';
import { type OrderState, refundStates } from '#api/orders/rules/codes.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { orders } from '#app/i18n/orders.ts';
import { paths } from '#app/paths.ts';
import { bytesText, dayText, moneyText, percentText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { SplitBar } from '#app/ui/split-bar.tsx';
import { Steps, stepsOf } from '#app/ui/steps.tsx';

interface Props {
  readonly order: OrderOut;
}

const course = ['order', 'pay', 'confirm', 'deliver'] as const;
/** How many of the steps are behind the order. */
const passed: Readonly<Record<OrderState, number>> = {
  awaiting_payment: 1,
  paid: 3,
  fulfilled: 4,
  refunded: 4,
  cancelled: 1,
  expired: 1,
};

export function OrderSteps({ order: o }: Props) {
  const t = useT(orders);
  if (o.state === 'cancelled' || o.state === 'expired') return null;
  const at = passed[o.state];
  return <Steps label={t('steps')} steps={stepsOf(course, at, (step) => t(`step_${step}`))} />;
}

/** What the buyer takes away. */
export function Delivered({ order: o }: Props) {
  const t = useT(orders);
  if (o.side !== 'buyer') return null;
  if (o.state === 'paid') return <Notice>{t('delivering')}</Notice>;
  if (o.state !== 'fulfilled') return null;
  const file = o.file ?? null;
  return (
    <Notice tone="success" title={t('download_title')}>
      {file === null ? (
        <p>{t('no_file', { developer: o.developer.name })}</p>
      ) : (
        <>
          <p>
            <a className="btn" data-look="primary" data-size="normal" href={`/api/v1/orders/${o.id}/file`} download>
              {t('download', { name: file.name })}
            </a>
          </p>
          <p className="help hash">{t('download_size', { size: bytesText(BigInt(file.bytes)), hash: file.sha256 })}</p>
        </>
      )}
    </Notice>
  );
}

export function OrderFacts({ order: o }: Props) {
  const t = useT(orders);
  const v = useT(voice);
  const locale = useLocale();
  const name = (party: OrderOut['buyer']) => (locale === 'en' ? (party.name_en ?? party.name) : party.name);
  const title = locale === 'en' ? (o.product_title_en ?? o.product_title) : o.product_title;
  const { payment } = o;
  return (
    <Section title={t('facts')}>
      <DescriptionList
        facts={[
          { term: t('product'), value: <Link to={paths.product(o.product_no)}>{title}</Link> },
          ...(o.side === 'buyer' && (o.state === 'fulfilled' || o.state === 'refunded')
            ? [
                {
                  term: v('after'),
                  value: (
                    <>
                      <Link to={`${paths.product(o.product_no)}#reviews`}>{v('r_write')}</Link> ·{' '}
                      <Link to={paths.newComplaint(o.product_no)}>{v('c_new')}</Link>
                    </>
                  ),
                },
              ]
            : []),
          { term: t('amount'), value: <Money fen={o.amount_fen} /> },
          { term: t('buyer'), value: name(o.buyer) },
          { term: t('developer'), value: name(o.developer) },
          { term: t('agency'), value: name(o.agency) },
          { term: t('agreement'), value: t('agreement_value', { no: o.agreement_no, version: o.agreement_version }) },
          { term: t('reference'), value: o.reference },
          { term: t('placed'), value: <DateText instant={o.placed_at} /> },
          ...(payment === null || payment === undefined
            ? []
            : [
                {
                  term: t('paid'),
                  value: t('paid_value', {
                    amount: moneyText(payment.amount_fen),
                    day: dayText(payment.value_date, locale),
                  }),
                },
                ...(payment.bank_serial === null
                  ? []
                  : [
                      { term: t('serial'), value: payment.bank_serial },
                      { term: t('payer'), value: payment.payer_name },
                    ]),
              ]),
          ...(o.closed_reason === null ? [] : [{ term: t('closed_reason'), value: o.closed_reason }]),
        ]}
      />
    </Section>
  );
}

export function OrderSplit({ order: o }: Props) {
  const t = useT(orders);
  return (
    <Section title={t('split')} lead={t('split_lead')}>
      <SplitBar
        label={t('split_label')}
        shares={o.shares.map((share) => ({
          key: `${share.party_kind}-${share.party_id}`,
          label: share.party_name,
          ppm: share.ppm,
        }))}
      />
      {o.slices.length > 1 && (
        <DataTable
          caption={t('slices')}
          rows={o.slices}
          rowKey={(row) => row.agreement_no}
          columns={[
            { key: 'agency', head: t('slice_agency'), cell: (row) => row.agency_name },
            { key: 'agreement', head: t('slice_agreement'), kind: 'fixed', cell: (row) => row.agreement_no },
            { key: 'treasury', head: t('slice_treasury'), cell: (row) => row.treasury_name },
            { key: 'part', head: t('slice_part'), kind: 'number', cell: (row) => percentText(row.ppm) },
            { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.gross_fen} /> },
          ]}
        />
      )}
    </Section>
  );
}

export function Refunds({ order: o }: Props) {
  const t = useT(orders);
  const side = useSide();
  if (o.refunds.length === 0) return null;
  return (
    <Section id="refunds" title={t('refunds')}>
      <DataTable
        caption={t('refunds')}
        captionHidden
        rows={o.refunds}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'asked',
            head: t('refund_asked'),
            kind: 'fixed',
            cell: (row) => <DateText instant={row.requested_at} />,
          },
          { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
          { key: 'reason', head: t('refund_reason'), cell: (row) => row.reason },
          { key: 'state', head: t('refund_state'), kind: 'fixed', cell: (row) => side(refundStates.words[row.state]) },
          { key: 'opinion', head: t('opinion'), cell: (row) => row.opinion },
          { key: 'serial', head: t('serial'), kind: 'fixed', cell: (row) => row.bank_serial },
        ]}
      />
    </Section>
  );
}
