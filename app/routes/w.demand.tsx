import { Link } from 'react-router';
import { demandQuery } from '#api/search/contract.ts';
import { appContext } from '#app/context.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { search } from '#app/i18n/search.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { RequestList } from '#app/ui/feedback/request-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.demand.ts';

const periods = [7, 30, 90, 366] as const;

export function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = demandQuery.safeParse(Object.fromEntries(url.searchParams));
  const query = asked.success ? asked.data : demandQuery.parse({});
  return orRefusal(async () => ({
    days: query.days,
    ...(await services.search.listDemand(ctx, query)),
    wanted: await services.feedback.mostWanted(ctx, 20),
  }));
}

export default function Demand({ loaderData }: Route.ComponentProps) {
  const t = useT(search);
  const locale = useLocale();
  const f = useT(feedback);
  const { days, from, to, searches, items, total, page, page_size, wanted } = loaderData;
  return (
    <>
      <PageHeader title={t('demand')} lead={t('demand_lead')} />
      <nav aria-label={t('period')} className="finder-bar">
        <ul className="flex flex-wrap gap-x-6">
          {periods.map((one) => (
            <li key={one}>
              <Link to={paths.searchDemand({ days: one })} aria-current={one === days || undefined}>
                {t(`days_${one}`)}
              </Link>
            </li>
          ))}
        </ul>
        <Link to={paths.synonyms()}>{t('to_synonyms')}</Link>
      </nav>
      <DataTable
        caption={t('demand')}
        note={t('demand_sum', { from, to, searches: numberText(searches, locale) })}
        rows={items}
        rowKey={(row) => row.text}
        empty={<Empty title={t('no_demand')} />}
        columns={[
          {
            key: 'text',
            head: t('words'),
            cell: (row) => <Link to={paths.datasets({ q: row.text })}>{row.text}</Link>,
          },
          { key: 'count', head: t('times'), kind: 'number', cell: (row) => numberText(row.count, locale) },
          { key: 'days', head: t('on_days'), kind: 'number', cell: (row) => numberText(row.days, locale) },
          { key: 'last', head: t('last_on'), kind: 'fixed', cell: (row) => <DateText day={row.last_on} /> },
        ]}
      />
      <Pagination
        page={page}
        pageSize={page_size}
        total={total}
        href={(next) => paths.searchDemand({ days, page: next })}
      />
      <Section title={f('demand_requests')}>
        {wanted.length === 0 ? <Empty title={f('demand_none')} /> : <RequestList items={wanted} heading="h3" />}
      </Section>
    </>
  );
}
