import { Link } from 'react-router';
import type { z } from 'zod';
import type { orderLine } from '#api/orders/contract.ts';
import { orderOperations } from '#api/orders/contract.ts';
import { type OrderSide, orderStates } from '#api/orders/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { orders } from '#app/i18n/orders.ts';
import { stripeBilling } from '#app/i18n/stripe-billing.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { orderTone } from '#app/present/market-tone.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Money } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.orders._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties } = requireViewer(ctx, url);
  const sides = (['buyer', 'developer'] as const).filter((side) => duties.includes(side));
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const fallback = { page: 1, page_size: 20, side: sides[0] ?? ('buyer' as const) };
  const read = orderOperations.listOrders.query.catch(fallback).parse({ side: fallback.side, ...asked });
  const query = { ...read, side: read.side === 'finance' ? fallback.side : read.side };
  const cards = ctx.ports.checkout !== null;
  return orRefusal(async () => ({ query, sides, cards, list: await services.orders.listOrders(ctx, query) }));
}

export default function Orders({ loaderData: { query, sides, cards, list } }: Route.ComponentProps) {
  const t = useT(orders);
  const bill = useT(stripeBilling);
  const buying = query.side === 'buyer';
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<p>{t(buying ? 'lead_buyer' : 'lead_developer')}</p>}
        {...(buying
          ? {
              actions: (
                <>
                  <LinkButton look="plain" to={paths.products()}>
                    {t('to_products')}
                  </LinkButton>
                  {cards && (
                    <LinkButton look="plain" to={paths.stripeBilling()}>
                      {bill('title')}
                    </LinkButton>
                  )}
                </>
              ),
            }
          : {})}
      />
      {sides.length > 1 && (
        <Tabs
          label={t('sides')}
          tabs={sides.map((side) => ({
            to: paths.orders({ side }),
            label: t(side === 'buyer' ? 'purchases' : 'sales'),
            current: side === query.side,
          }))}
        />
      )}
      <List items={list.items} side={query.side} />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.orders({ side: query.side, page })}
      />
    </>
  );
}

type Line = z.output<typeof orderLine>;

function List({ items, side }: { readonly items: readonly Line[]; readonly side: OrderSide }) {
  const t = useT(orders);
  const say = useSide();
  const columns: readonly Column<Line>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.order(row.id)}>{row.no}</Link> },
    { key: 'product', head: t('product'), cell: (row) => <Clip>{row.product_title}</Clip> },
    side === 'buyer'
      ? { key: 'developer', head: t('developer'), cell: (row) => row.developer_name }
      : { key: 'buyer', head: t('buyer'), cell: (row) => row.buyer_name },
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    {
      key: 'refunded',
      head: t('refunded'),
      kind: 'number',
      cell: (row) => (row.refunded_fen === '0' ? null : <Money fen={row.refunded_fen} />),
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => <StateDot tone={orderTone(row.state, side)}>{say(orderStates.words[row.state])}</StateDot>,
    },
    { key: 'placed', head: t('placed'), kind: 'fixed', cell: (row) => <DateText instant={row.placed_at} /> },
    {
      key: 'deadline',
      head: t('deadline'),
      kind: 'fixed',
      cell: (row) => (row.state === 'awaiting_payment' ? <Clock due={row.pay_by} left={row.days_left} /> : null),
    },
  ];
  return (
    <DataTable
      caption={t('title')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={
        <Empty title={t(side === 'buyer' ? 'empty_buyer' : 'empty_developer')}>
          <p>{t(side === 'buyer' ? 'empty_buyer_text' : 'empty_developer_text')}</p>
          {side === 'buyer' && <LinkButton to={paths.products()}>{t('to_products')}</LinkButton>}
        </Empty>
      }
    />
  );
}
