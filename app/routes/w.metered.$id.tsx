import { meteredQuery } from '#api/revenue/treasury-contract.ts';
import { appContext } from '#app/context.ts';
import { payouts } from '#app/i18n/payouts.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { monthText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { NumberText } from '#app/ui/money.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import type { Route } from './+types/w.metered.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = meteredQuery.catch({ page: 1, page_size: 20 }).parse(asked);
  return orRefusal(async () => ({
    id: params.id,
    day: query.day,
    calls: await services.revenue.listMeteredCalls(ctx, params.id, query),
  }));
}

export default function MeteredCalls({ loaderData: { id, day, calls } }: Route.ComponentProps) {
  const t = useT(payouts);
  const locale = useLocale();
  const title = t('calls_title', { no: calls.bill_no });
  return (
    <>
      <PageHeader
        title={title}
        lead={<p>{t('calls_lead', { order: calls.order_no, period: monthText(calls.period, locale) })}</p>}
      />
      <DataTable
        caption={title}
        captionHidden
        rows={calls.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('calls_none')}>{t('calls_none_text')}</Empty>}
        columns={[
          { key: 'at', head: t('calls_at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
          { key: 'endpoint', head: t('calls_endpoint'), cell: (row) => row.endpoint },
          { key: 'status', head: t('calls_status'), kind: 'number', cell: (row) => row.status },
          { key: 'rows', head: t('calls_rows'), kind: 'number', cell: (row) => <NumberText value={row.rows} /> },
        ]}
      />
      <Pagination
        page={calls.page}
        pageSize={calls.page_size}
        total={calls.total}
        href={(page) => paths.meteredCalls(id, { day, page })}
      />
    </>
  );
}
