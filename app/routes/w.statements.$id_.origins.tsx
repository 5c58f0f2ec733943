import { Link } from 'react-router';
import { contributionMethods, partyKinds } from '#api/agreements/rules/codes.ts';
import type { Metered } from '#api/revenue/rules/measure.ts';
import type { EvidenceOrder, Sealed } from '#api/revenue/rules/recompute.ts';
import { appContext } from '#app/context.ts';
import { payouts } from '#app/i18n/payouts.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { dayText, moneyText, monthText, percentText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { ProofLinks } from '#app/ui/security/proof-links.tsx';
import type { Route } from './+types/w.statements.$id_.origins.ts';

interface Note {
  readonly method: string;
  readonly period?: string;
  readonly units?: string;
  readonly measure_sha256?: string;
}

/** The same evidence a stranger recomputes, order by order, as a page. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { evidence, sha256 } = await orRefusal(() => services.revenue.exportEvidence(ctx, params.id));
  const { lines } = await services.revenue.getStatement(ctx, params.id);
  const ids = new Map(lines.map((one) => [one.order_no, one.order_id]));
  const measures = new Map((evidence.measures ?? []).map((one) => [one.sha256, one.canonical]));
  return {
    id: params.id,
    sha256,
    proofs: await services.security.listProvable(ctx, params.id),
    statement: evidence.statement,
    orders: evidence.orders.map((order) => {
      const note = (JSON.parse(order.allocation.input_canonical) as { contribution?: Note }).contribution;
      const metered = measures.get(note?.measure_sha256 ?? '');
      return {
        order,
        id: ids.get(order.no) ?? '',
        note: note ?? null,
        rows: metered === undefined ? [] : (JSON.parse(metered) as Metered).deliveries,
      };
    }),
  };
}

export default function StatementOrigins({ loaderData: d }: Route.ComponentProps) {
  const t = useT(payouts);
  const r = useT(revenue);
  return (
    <>
      <PageHeader
        title={t('origins', { no: d.statement.no })}
        lead={<p className="max-w-[42em]">{t('origins_lead')}</p>}
        breadcrumb={[
          { label: r('title'), to: paths.statements() },
          { label: d.statement.no, to: paths.statement(d.id) },
        ]}
      />
      {d.orders.length === 0 && <Empty title={t('origins_none')}>{t('origins_none_text')}</Empty>}
      {d.orders.map(({ order, id, note, rows }) => (
        <Section key={order.no} id={order.no} title={order.no} lead={<Mixed>{order.product}</Mixed>}>
          <OrderOrigin order={order} id={id} note={note} rows={rows} />
        </Section>
      ))}
      <ProofLinks records={d.proofs} />
      <p className="help break-all">
        {t('origins_hash')} {d.sha256} · <Link to={paths.statement(d.id)}>{d.statement.no}</Link>
      </p>
    </>
  );
}

function OrderOrigin({
  order,
  id,
  note,
  rows,
}: {
  readonly order: EvidenceOrder;
  readonly id: string;
  readonly note: Note | null;
  readonly rows: Metered['deliveries'];
}) {
  const t = useT(payouts);
  const locale = useLocale();
  const list = (items: readonly string[]) => (
    <ul>
      {items.map((one) => (
        <li key={one}>
          <Mixed>{one}</Mixed>
        </li>
      ))}
    </ul>
  );
  const parts = (some: Sealed['evidence']['orders'][number]['allocation']['parts']) =>
    some.map((part) =>
      t('part', {
        name: partyKinds.labelOrCode(part.party_kind, locale),
        percent: percentText(part.ppm),
        amount: moneyText(part.amount_fen),
      }),
    );
  return (
    <DescriptionList
      facts={[
        {
          term: t('payment'),
          value:
            order.payment === null ? null : (
              <>
                <DateText day={order.payment.value_date} /> {moneyText(order.payment.amount_fen)}
                <span className="hash help"> {order.payment.bank_serial_sha256}</span>
              </>
            ),
        },
        { term: t('parts'), value: list(parts(order.allocation.parts)) },
        ...order.refunds.map((refund) => ({
          key: refund.id,
          term: t('refunds'),
          value: (
            <>
              {dayText(refund.decided_at.slice(0, 10), locale)} {moneyText(refund.amount_fen)}
              {list(parts(refund.parts))}
            </>
          ),
        })),
        {
          term: t('measured'),
          value:
            note === null
              ? t('measured_agreed')
              : list([
                  contributionMethods.labelOrCode(note.method, locale),
                  ...(note.period === undefined
                    ? []
                    : [t('measured_usage', { period: monthText(note.period, locale), units: note.units ?? '0' })]),
                  ...rows.map((row) => t('measured_row', { ...row })),
                ]),
        },
        ...(order.usage === undefined
          ? []
          : [
              {
                term: t('usage'),
                value: (
                  <ul>
                    {order.usage.days.map((one) => (
                      <li key={one.day}>
                        <Link to={paths.meteredCalls(id, { day: one.day })}>
                          {t('usage_day', { day: dayText(one.day, locale), calls: one.calls, rows: one.rows })}
                        </Link>
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]),
        { term: t('hash'), value: <span className="hash">{order.allocation.result_sha256}</span> },
      ]}
    />
  );
}
