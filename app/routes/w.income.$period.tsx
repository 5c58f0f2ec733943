import { Link, redirect } from 'react-router';
import { contributionMethods } from '#api/agreements/rules/codes.ts';
import { holds, payoutStates } from '#api/payouts/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { payouts } from '#app/i18n/payouts.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { dayText, moneyText, monthText, percentText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { incomeColumns } from '#app/ui/payouts/income-columns.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.income.$period.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({
    ...(await services.payouts.getIncomeMonth(ctx, params.period)),
    paper: await services.payouts.findIncomePaper(ctx, params.period),
  }));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    await form.once((ctx) => services.payouts.issueIncomePaper(ctx, params.period));
    return redirect(`${paths.incomeMonth(params.period)}#paper`);
  });
}

type Order = Route.ComponentProps['loaderData']['orders'][number];

export default function IncomeMonth({ loaderData: month }: Route.ComponentProps) {
  const t = useT(payouts);
  const side = useSide();
  const locale = useLocale();
  const { columns, totals } = incomeColumns<Order>(t, month.total);
  const period = monthText(month.period, locale);
  return (
    <>
      <PageHeader
        title={t('month_title', { period })}
        breadcrumb={[{ label: t('income'), to: paths.income({ year: month.period.slice(0, 4) }) }]}
      />
      <Section id="orders" title={t('orders')}>
        <DataTable
          caption={t('month_title', { period })}
          captionHidden
          columns={[
            {
              key: 'order',
              head: t('order'),
              kind: 'fixed',
              cell: (row) => <a href={`#${row.order_id}`}>{row.order_no}</a>,
            },
            { key: 'product', head: t('product'), cell: (row) => <Mixed>{row.product_title}</Mixed> },
            { key: 'paid', head: t('paid'), kind: 'fixed', cell: (row) => <DateText day={row.paid_on} /> },
            ...columns,
            {
              key: 'payouts',
              head: t('payouts_of'),
              cell: (row) =>
                row.hold !== null
                  ? side(holds.words[row.hold])
                  : row.payouts.map((one) => `${one.no} ${side(payoutStates.words[one.state])}`).join(' · '),
            },
          ]}
          rows={month.orders}
          rowKey={(row) => row.order_id}
          totals={{ order: t('total'), ...totals }}
          empty={<Empty title={t('month_none', { period })}>{t('month_none_text')}</Empty>}
        />
      </Section>
      {month.orders.length > 0 && (
        <Section id="paper" title={t('paper')} lead={t('paper_lead')}>
          {month.paper !== null && (
            <p>
              <a href={`/api/v1/income/${month.period}/paper`}>{t('paper_download', { no: month.paper.no })}</a>{' '}
              <Link to={paths.verify(month.paper.document_id)}>{t('paper_verify')}</Link>
            </p>
          )}
          <Form name="paper">
            <div className="actions">
              <Button>{t('paper_issue')}</Button>
            </div>
          </Form>
        </Section>
      )}
      {month.orders.map((order) => (
        <Section key={order.order_id} id={order.order_id} title={t('opened', { order: order.order_no })}>
          <OrderOrigin order={order} />
        </Section>
      ))}
    </>
  );
}

function OrderOrigin({ order }: { readonly order: Order }) {
  const t = useT(payouts);
  const locale = useLocale();
  const { payment, contribution: c } = order;
  const list = (items: readonly string[]) => (
    <ul>
      {items.map((one) => (
        <li key={one}>
          <Mixed>{one}</Mixed>
        </li>
      ))}
    </ul>
  );
  return (
    <DescriptionList
      facts={[
        { term: t('order'), value: <Link to={paths.order(order.order_id)}>{order.order_no}</Link> },
        {
          term: t('payment'),
          value:
            payment === null
              ? null
              : t('payment_text', {
                  day: dayText(payment.value_date, locale),
                  route: t(payment.route === 'stripe' ? 'route_stripe' : 'route_bank'),
                  amount: moneyText(payment.amount_fen),
                }),
        },
        {
          term: t('parts'),
          value: list(
            order.parts.map((part) =>
              t('part', {
                name: part.party_name,
                percent: percentText(part.ppm),
                amount: moneyText(part.amount_fen),
              }),
            ),
          ),
        },
        {
          term: t('measured'),
          value:
            c === null
              ? t('measured_agreed')
              : list([
                  contributionMethods.labelOrCode(c.method, locale),
                  ...(c.period === null
                    ? []
                    : [t('measured_usage', { period: monthText(c.period, locale), units: c.units ?? '0' })]),
                  ...c.rows.map((row) => t('measured_row', { ...row })),
                ]),
        },
        {
          term: t('sources'),
          value: list(
            order.sources.map((one) =>
              t('source', {
                dataset: one.dataset,
                version: one.version,
                day: dayText(one.acquired_on, locale),
                rows: one.rows,
              }),
            ),
          ),
        },
        ...(order.usage === null
          ? []
          : [
              {
                term: t('usage'),
                value: (
                  <ul>
                    {order.usage.days.map((one) => (
                      <li key={one.day}>
                        <Link to={paths.meteredCalls(order.order_id, { day: one.day })}>
                          {t('usage_day', { day: dayText(one.day, locale), calls: one.calls, rows: one.rows })}
                        </Link>
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]),
        ...(order.slices.length > 1
          ? [
              {
                term: t('slices'),
                value: list(
                  order.slices.map((slice) =>
                    t('slice', {
                      no: slice.agreement_no,
                      agency: slice.agency_name,
                      percent: percentText(slice.ppm),
                      amount: moneyText(slice.gross_fen),
                    }),
                  ),
                ),
              },
            ]
          : []),
        {
          term: t('hash'),
          value: (
            <>
              {order.slices.map((slice) => (
                <span key={slice.agreement_no} className="hash block">
                  {slice.result_sha256}
                </span>
              ))}
            </>
          ),
        },
      ]}
    />
  );
}
