import { Link } from 'react-router';
import type { z } from 'zod';
import type { invoiceLine, redNoticeShape } from '#api/invoices/contract.ts';
import { invoiceOperations } from '#api/invoices/contract.ts';
import { invoiceColours, invoiceStates, redNoticeStates, redReasons } from '#api/invoices/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { invoices } from '#app/i18n/invoices.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { invoiceTone } from '#app/ui/invoices/parts.tsx';
import { Money } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.invoices._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties } = requireViewer(ctx, url);
  const sides = (['buyer', 'seller'] as const).filter((side) =>
    duties.includes(side === 'buyer' ? 'buyer' : 'developer'),
  );
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const fallback = { page: 1, page_size: 20, side: sides[0] ?? ('buyer' as const) };
  const query = invoiceOperations.listInvoices.query.catch(fallback).parse({ side: fallback.side, ...asked });
  return orRefusal(async () => ({
    sides,
    query,
    list: await services.invoices.listInvoices(ctx, query),
    notices: query.side === 'seller' ? (await services.invoices.listRedNotices(ctx)).items : [],
  }));
}

type Line = z.output<typeof invoiceLine>;
type RedNotice = z.output<typeof redNoticeShape>;

export default function Invoices({ loaderData: { sides, query, list, notices } }: Route.ComponentProps) {
  const t = useT(invoices);
  const buying = query.side === 'buyer';
  const exports = !buying && list.items.some((one) => one.state === 'prepared');
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<p>{t(buying ? 'lead_buyer' : 'lead_seller')}</p>}
        actions={
          <>
            {buying && <LinkButton to={paths.newInvoice()}>{t('ask')}</LinkButton>}
            <LinkButton look="plain" to={paths.invoiceTitle()}>
              {t('particulars')}
            </LinkButton>
          </>
        }
      />
      {sides.length > 1 && (
        <Tabs
          label={t('sides')}
          tabs={sides.map((side) => ({
            to: paths.invoices({ side }),
            label: t(side),
            current: side === query.side,
          }))}
        />
      )}
      {notices.length > 0 && <Reds items={notices} />}
      <List items={list.items} buying={buying} />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.invoices({ side: query.side, page })}
      />
      {exports && (
        <Section id="export" title={t('export')} lead={t('export_lead')}>
          <p className="actions">
            <a className="btn" data-look="plain" href="/api/v1/invoices/export?format=xlsx">
              {t('export_xlsx')}
            </a>
            <a className="btn" data-look="plain" href="/api/v1/invoices/export?format=json">
              {t('export_json')}
            </a>
          </p>
        </Section>
      )}
    </>
  );
}

function Reds({ items }: { readonly items: readonly RedNotice[] }) {
  const t = useT(invoices);
  const side = useSide();
  const columns: readonly Column<RedNotice>[] = [
    {
      key: 'no',
      head: t('no'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.invoice(row.invoice_id)}>{row.no}</Link>,
    },
    { key: 'invoice', head: t('invoice'), kind: 'fixed', cell: (row) => row.invoice_no },
    {
      key: 'order',
      head: t('order'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.order(row.order_id)}>{row.order_no}</Link>,
    },
    { key: 'reason', head: t('reason'), cell: (row) => side(redReasons.words[row.reason]) },
    { key: 'total', head: t('total'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    {
      key: 'state',
      head: t('state'),
      cell: (row) => (
        <StateDot tone={row.state === 'open' ? 'open' : 'wait'}>{side(redNoticeStates.words[row.state])}</StateDot>
      ),
    },
    { key: 'opened', head: t('opened'), kind: 'fixed', cell: (row) => <DateText instant={row.opened_at} /> },
  ];
  return (
    <Section id="red" title={t('reds')} lead={t('reds_lead')}>
      <DataTable caption={t('reds')} captionHidden columns={columns} rows={items} rowKey={(row) => row.id} />
    </Section>
  );
}

function List({ items, buying }: { readonly items: readonly Line[]; readonly buying: boolean }) {
  const t = useT(invoices);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<Line>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.invoice(row.id)}>{row.no}</Link> },
    { key: 'kind', head: t('kind'), cell: (row) => side(invoiceColours.words[row.colour]) },
    buying
      ? { key: 'seller', head: t('seller_name'), cell: (row) => row.seller_name }
      : { key: 'buyer', head: t('buyer_name'), cell: (row) => row.buyer_name },
    { key: 'total', head: t('total'), kind: 'number', cell: (row) => <Money fen={row.total_fen} /> },
    { key: 'number', head: t('number'), kind: 'fixed', cell: (row) => row.number },
    {
      key: 'issued',
      head: t('issued_on'),
      kind: 'fixed',
      cell: (row) => (row.issued_on === null ? null : dayText(row.issued_on, locale)),
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <>
          <StateDot tone={invoiceTone(row.state)}>{side(invoiceStates.words[row.state])}</StateDot>
          {row.red_due > 0 && <> {t('red_due', { n: row.red_due })}</>}
        </>
      ),
    },
    { key: 'asked', head: t('asked'), kind: 'fixed', cell: (row) => <DateText instant={row.requested_at} /> },
  ];
  return (
    <DataTable
      caption={t('title')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={
        <Empty title={t(buying ? 'empty_buyer' : 'empty_seller')}>
          <p>{t(buying ? 'empty_buyer_text' : 'empty_seller_text')}</p>
          {buying && <LinkButton to={paths.orders({ side: 'buyer' })}>{t('orders')}</LinkButton>}
        </Empty>
      }
    />
  );
}
