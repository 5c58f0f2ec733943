import { Link, redirect } from 'react-router';
import type { z } from 'zod';
import { type caseLine, checkoutOperations } from '#api/checkout/contract.ts';
import { caseKinds } from '#api/checkout/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { checkout } from '#app/i18n/checkout.ts';
import { orders } from '#app/i18n/orders.ts';
import { stripeBilling } from '#app/i18n/stripe-billing.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { caseAmount } from '#app/present/stripe-case.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.stripe._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  // Cases are the finance bureau's; whoever buys finds subscriptions and bills here.
  if (!viewer.powers.some((one) => one.power === 'finance_bureau')) throw redirect(paths.stripeBilling());
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const fallback = { page: 1, page_size: 20, open: true };
  const query = checkoutOperations.listStripeCases.query.catch(fallback).parse(asked);
  return orRefusal(async () => ({
    query,
    on: ctx.ports.checkout !== null,
    list: await services.checkout.listCases(ctx, query),
  }));
}

type Line = z.output<typeof caseLine>;

export default function StripeCases({ loaderData: { query, on, list } }: Route.ComponentProps) {
  const t = useT(checkout);
  const ofOrders = useT(orders);
  const billing = useT(stripeBilling);
  const side = useSide();
  const columns: readonly Column<Line>[] = [
    {
      key: 'kind',
      head: t('kind'),
      cell: (row) => <Link to={paths.stripeCase(row.id)}>{side(caseKinds.words[row.kind])}</Link>,
    },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => caseAmount(row) },
    {
      key: 'order',
      head: t('order'),
      kind: 'fixed',
      cell: (row) => (row.order_id === null ? null : <Link to={paths.order(row.order_id)}>{row.order_no}</Link>),
    },
    { key: 'detail', head: t('detail'), cell: (row) => <Clip>{row.detail}</Clip> },
    { key: 'object', head: t('object'), kind: 'fixed', cell: (row) => <code>{row.object_id}</code> },
    { key: 'opened', head: t('opened'), kind: 'fixed', cell: (row) => <DateText instant={row.opened_at} /> },
    ...(query.open ? [] : [{ key: 'note', head: t('note'), cell: (row: Line) => <Clip>{row.note ?? ''}</Clip> }]),
  ];
  return (
    <>
      <PageHeader
        title={t('cases')}
        breadcrumb={[{ label: ofOrders('pay_page'), to: paths.payments() }]}
        lead={<p className="max-w-[42em]">{t('cases_lead')}</p>}
        actions={
          <LinkButton look="plain" to={paths.stripeBilling()}>
            {billing('title')}
          </LinkButton>
        }
      />
      {!on && <Notice>{t('off')}</Notice>}
      <Tabs
        label={t('tabs')}
        tabs={[true, false].map((open) => ({
          to: paths.stripeCases(open ? {} : { open: 'false' }),
          label: t(open ? 'tab_open' : 'tab_closed'),
          current: open === query.open,
        }))}
      />
      <DataTable
        caption={t('cases')}
        captionHidden
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t(query.open ? 'empty_open' : 'empty_closed')}>
            {t(query.open ? 'empty_open_text' : 'empty_closed_text')}
          </Empty>
        }
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.stripeCases({ page, ...(query.open ? {} : { open: 'false' }) })}
      />
    </>
  );
}
