import { data, redirect, useActionData } from 'react-router';
import type { z } from 'zod';
import { cardApproval } from '#api/checkout/contract.ts';
import { pageQuery } from '#api/kernel/operation.ts';
import { dayOf } from '#api/kernel/time.ts';
import { accountEntry, evidence, type orderLine, refundRefusal } from '#api/orders/contract.ts';
import { refundApproval } from '#api/revenue/contract.ts';
import { appContext } from '#app/context.ts';
import { banking } from '#app/i18n/banking.ts';
import { checkout } from '#app/i18n/checkout.ts';
import { orders } from '#app/i18n/orders.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { moneyText } from '#app/present/format.ts';
import { isRefused } from '#app/present/refused.ts';
import { useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { ReceiptForm } from '#app/ui/market/receipt-form.tsx';
import { RefundDecision } from '#app/ui/market/refund-decision.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.payments.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { powers, duties } = requireViewer(ctx, url);
  const asked = Object.fromEntries(url.searchParams);
  const { page, page_size } = pageQuery.catch({ page: 1, page_size: 20 }).parse(asked);
  const region = powers.find((held) => held.power === 'finance_bureau')?.regionCode ?? '';
  return orRefusal(async () => ({
    waiting: await services.orders.listOrders(ctx, { side: 'finance', state: 'awaiting_payment', page, page_size }),
    refunds: (await services.orders.listRefundsToDecide(ctx)).items,
    byCard: (await services.checkout.refundsByCard(ctx)).ids,
    account: region === '' ? null : (await services.orders.getAccount(ctx, region)).account,
    region,
    issues: duties.includes('finance_issue'),
    reviews: duties.includes('finance_review'),
    reference: (asked.reference ?? '').slice(0, 60),
    confirmed: /^[\w-]{1,40}$/.test(asked.confirmed ?? '') ? asked.confirmed : null,
    amount: /^\d{1,18}$/.test(asked.amount ?? '') ? asked.amount : null,
    done: asked.done === 'refund' || asked.done === 'account' ? asked.done : null,
    today: dayOf(ctx.clock.now()),
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: s }) => {
    const [verb, id = ''] = (form.name ?? '').split('-');
    if (verb === 'confirm') {
      const input = form.read(evidence);
      const done = await form.once((ctx) => s.orders.confirmPayment(ctx, input));
      return redirect(paths.payments({ confirmed: done.no, amount: done.amount_fen }));
    }
    if (verb === 'approve') {
      const input = form.read(refundApproval);
      await form.once((ctx) => s.revenue.approveRefund(ctx, id, input));
      return redirect(paths.payments({ done: 'refund' }));
    }
    if (verb === 'card') {
      const input = form.read(cardApproval);
      await form.once((ctx) => s.checkout.approveByCard(ctx, id, input));
      return redirect(paths.payments({ done: 'refund' }));
    }
    if (verb === 'refuse') {
      const input = form.read(refundRefusal);
      await form.once((ctx) => s.orders.refuseRefund(ctx, id, input));
      return redirect(paths.payments({ done: 'refund' }));
    }
    if (verb === 'account') {
      const input = form.read(accountEntry);
      await form.once((ctx) => s.orders.enterAccount(ctx, input));
      return redirect(paths.payments({ done: 'account' }));
    }
    throw data(null, 400);
  });
}

export const shouldRevalidate = () => true;

type Loaded = Route.ComponentProps['loaderData'];

export default function Payments({ loaderData: d }: Route.ComponentProps) {
  const t = useT(orders);
  const b = useT(banking);
  const ofCard = useT(checkout);
  return (
    <>
      <PageHeader
        title={t('pay_page')}
        lead={<p className="max-w-[42em]">{t('pay_page_lead')}</p>}
        actions={
          <>
            <LinkButton to={paths.bank()}>{b('to_bank')}</LinkButton>
            <LinkButton look="plain" to={paths.stripeCases()}>
              {ofCard('to_cases')}
            </LinkButton>
          </>
        }
      />
      {d.confirmed !== null && d.confirmed !== undefined && (
        <Notice tone="success" live>
          {t('confirmed', { no: d.confirmed, amount: d.amount == null ? '' : moneyText(d.amount) })}
        </Notice>
      )}
      {d.done !== null && (
        <Notice tone="success" live>
          {t(d.done === 'refund' ? 'decided' : 'account_saved')}
        </Notice>
      )}
      {d.reviews && (
        <Section id="enter" title={t('pay_form')}>
          <ReceiptForm reference={d.reference} today={d.today} />
        </Section>
      )}
      <Section id="waiting" title={t('waiting')}>
        <Waiting list={d.waiting} enters={d.reviews} />
      </Section>
      <Section id="refunds" title={t('to_decide')}>
        {d.refunds.length === 0 ? (
          <p className="help">{t('to_decide_none')}</p>
        ) : (
          d.refunds.map((refund) => (
            <RefundDecision key={refund.id} refund={refund} byCard={d.byCard.includes(refund.id)} />
          ))
        )}
      </Section>
      <Account loaded={d} />
    </>
  );
}

type Line = z.output<typeof orderLine>;

function Waiting({ list, enters }: { readonly list: Loaded['waiting']; readonly enters: boolean }) {
  const t = useT(orders);
  const columns: readonly Column<Line>[] = [
    { key: 'reference', head: t('reference'), kind: 'fixed', cell: (row) => <code>{row.reference}</code> },
    ...(enters
      ? [
          {
            key: 'take',
            head: t('take'),
            kind: 'fixed' as const,
            cell: (row: Line) => (
              <LinkButton
                look="text"
                size="small"
                to={`${paths.payments({ reference: row.reference })}#enter`}
                aria-label={t('take_label', { reference: row.reference })}
              >
                {t('take')}
              </LinkButton>
            ),
          },
        ]
      : []),
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    { key: 'buyer', head: t('buyer'), cell: (row) => row.buyer_name },
    { key: 'product', head: t('product'), cell: (row) => <Clip>{row.product_title}</Clip> },
    { key: 'agency', head: t('agency'), cell: (row) => row.agency_name },
    { key: 'placed', head: t('placed'), kind: 'fixed', cell: (row) => <DateText instant={row.placed_at} /> },
    {
      key: 'deadline',
      head: t('deadline'),
      kind: 'fixed',
      cell: (row) => <Clock due={row.pay_by} left={row.days_left} />,
    },
  ];
  return (
    <>
      <DataTable
        caption={t('waiting')}
        captionHidden
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('waiting_empty')}>{t('waiting_empty_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.payments({ page })}
      />
    </>
  );
}

function Account({ loaded: d }: { readonly loaded: Loaded }) {
  const t = useT(orders);
  const { account } = d;
  const answer = useActionData<unknown>();
  const refusedHere = isRefused(answer) && answer.form === 'account';
  return (
    <Section id="account" title={t('account_title')} lead={t('account_lead')}>
      {account === null ? (
        <p>{t('account_none')}</p>
      ) : (
        <DescriptionList
          facts={[
            { term: t('pay_account_name'), value: account.account_name },
            { term: t('pay_bank'), value: account.bank_name },
            { term: t('pay_account_no'), value: account.account_no },
          ]}
        />
      )}
      {d.issues ? (
        <details className="more" open={account === null || refusedHere}>
          <summary>{t('account_send')}</summary>
          <Form name="account">
            <input type="hidden" name="region_code" value={d.region} readOnly />
            <TextInput name="account_name" label={t('pay_account_name')} defaultValue={account?.account_name ?? ''} />
            <TextInput name="bank_name" label={t('pay_bank')} defaultValue={account?.bank_name ?? ''} />
            <TextInput name="account_no" label={t('pay_account_no')} width="medium" autoComplete="off" />
            <TextInput name="document_no" label={t('account_document')} width="medium" />
            <Button look="plain">{t('account_send')}</Button>
          </Form>
        </details>
      ) : (
        <p className="help">{t('account_duty')}</p>
      )}
    </Section>
  );
}
