import { Link, redirect } from 'react-router';
import type { z } from 'zod';
import { refundPayment } from '#api/revenue/contract.ts';
import { repaymentGrounds, repaymentStates } from '#api/revenue/rules/codes.ts';
import { type repaymentLine, treasuryOperations } from '#api/revenue/treasury-contract.ts';
import { appContext } from '#app/context.ts';
import { finance } from '#app/i18n/finance.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { repaymentTone } from '#app/present/market-tone.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { FinanceRooms } from '#app/ui/revenue/finance-rooms.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.finance.repayments._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = treasuryOperations.listRepayments.query.catch({ page: 1, page_size: 20 }).parse(asked);
  const desk = viewer.duties.includes('auditor') || viewer.powers.some((held) => held.power === 'finance_bureau');
  return orRefusal(async () => ({
    query,
    desk,
    list: await services.revenue.listRepayments(ctx, query),
    toPay: desk ? (await services.revenue.listRefundsToPay(ctx)).items : [],
    pays: viewer.duties.includes('finance_issue'),
    done: asked.done === 'pay',
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const id = (form.name ?? '').replace(/^pay-/, '');
    const input = form.read(refundPayment);
    await form.once((ctx) => services.revenue.payRefund(ctx, id, input));
    return redirect(paths.repayments({ done: 'pay' }));
  });
}

export const shouldRevalidate = () => true;

type Loaded = Route.ComponentProps['loaderData'];
type Line = z.output<typeof repaymentLine>;

export default function Repayments({ loaderData: d }: Route.ComponentProps) {
  const t = useT(finance);
  const side = useSide();
  const columns: readonly Column<Line>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.repayment(row.id)}>{row.no}</Link> },
    { key: 'ground', head: t('ground'), kind: 'fixed', cell: (row) => side(repaymentGrounds.words[row.ground]) },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => <StateDot tone={repaymentTone(row.state)}>{side(repaymentStates.words[row.state])}</StateDot>,
    },
    { key: 'age', head: t('age'), kind: 'number', cell: (row) => row.days_open },
    { key: 'treasury', head: t('treasury'), cell: (row) => row.treasury_name },
    { key: 'agency', head: t('agency'), cell: (row) => row.agency_name },
    {
      key: 'statement',
      head: t('statement'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.statement(row.statement_id)}>{row.statement_no}</Link>,
    },
    { key: 'order', head: t('order'), kind: 'fixed', cell: (row) => row.order_no },
  ];
  const sum = d.list.items.reduce((all, row) => all + BigInt(row.amount_fen), 0n);
  return (
    <>
      <PageHeader title={t('repayments')} lead={<p className="max-w-[42em]">{t('repayments_lead')}</p>} />
      {d.desk && <FinanceRooms room="repayments" />}
      {d.done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {d.toPay.length > 0 && <ToPay rows={d.toPay} pays={d.pays} />}
      <Section id="cases" title={t('room_repayments')}>
        <Tabs
          label={t('by_state')}
          tabs={[undefined, ...repaymentStates.codes].map((state) => ({
            to: paths.repayments({ state }),
            label: state === undefined ? t('all') : side(repaymentStates.words[state]),
            current: state === d.query.state,
          }))}
        />
        <DataTable
          caption={t('repayments')}
          captionHidden
          columns={columns}
          rows={d.list.items}
          rowKey={(row) => row.id}
          totals={{ no: t('total'), amount: <Money fen={sum} /> }}
          empty={<Empty title={t('none')}>{t('none_text')}</Empty>}
        />
        <Pagination
          page={d.list.page}
          pageSize={d.list.page_size}
          total={d.list.total}
          href={(page) => paths.repayments({ state: d.query.state, page })}
        />
      </Section>
    </>
  );
}

function ToPay({ rows, pays }: { readonly rows: Loaded['toPay']; readonly pays: boolean }) {
  const t = useT(finance);
  const side = useSide();
  type Row = Loaded['toPay'][number];
  const columns: readonly Column<Row>[] = [
    { key: 'order', head: t('order'), kind: 'fixed', cell: (row) => row.order_no },
    { key: 'buyer', head: t('buyer'), cell: (row) => row.buyer_name },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    { key: 'since', head: t('opened'), kind: 'fixed', cell: (row) => <DateText instant={row.decided_at} /> },
    {
      key: 'waits',
      head: t('waits'),
      kind: 'fixed',
      cell: (row) =>
        row.repayment == null || row.ready ? (
          <StateDot tone="open">{t('ready')}</StateDot>
        ) : (
          <>
            <Link to={paths.repayment(row.repayment.id)}>{row.repayment.no}</Link>{' '}
            {side(repaymentStates.words[row.repayment.state])}
          </>
        ),
    },
    {
      key: 'pay',
      head: t('pay'),
      cell: (row) =>
        pays && row.ready ? (
          <Form inline name={`pay-${row.id}`}>
            <TextInput name="bank_serial" label={t('serial')} width="medium" autoComplete="off" />
            <Button size="small">{t('pay')}</Button>
          </Form>
        ) : null,
    },
  ];
  return (
    <Section id="to-pay" title={t('to_pay')} lead={t('to_pay_lead')}>
      <DataTable caption={t('to_pay')} captionHidden columns={columns} rows={rows} rowKey={(row) => row.id} />
    </Section>
  );
}
