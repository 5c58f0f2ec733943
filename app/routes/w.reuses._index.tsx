import { reuseQueueQuery } from '#api/reuses/contract.ts';
import { reuseStates } from '#api/reuses/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { reuses } from '#app/i18n/reuses.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Given } from '#app/ui/dataset/given.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { useReuseColumns } from '#app/ui/reuses/reuse-columns.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.reuses._index.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = reuseQueueQuery.safeParse(Object.fromEntries(url.searchParams));
  const query = asked.success ? asked.data : reuseQueueQuery.parse({});
  const done = url.searchParams.get('done');
  return orRefusal(async () => ({
    state: query.state,
    done: reuseStates.is(done) ? done : null,
    list: await services.reuses.reuseQueue(ctx, query),
  }));
}

export default function ReuseQueue({ loaderData: { list, state, done } }: Route.ComponentProps) {
  const t = useT(reuses);
  const locale = useLocale();
  const place = usePlace();
  const columns = useReuseColumns(paths.reuseCase, [
    { key: 'by', head: t('by'), cell: (row) => <Given>{row.author_name}</Given> },
    { key: 'region', head: t('region'), cell: (row) => place(row.region_code) },
    {
      key: 'change',
      head: t('state'),
      cell: (row) =>
        row.published && row.state !== 'published' ? t('change_of') : reuseStates.label(row.state, locale),
    },
  ]);
  return (
    <>
      <PageHeader title={t('queue')} lead={t('queue_lead')} />
      {done !== null && (
        <Notice tone="success" live>
          {t('decided', { state: reuseStates.label(done, locale) })}
        </Notice>
      )}
      <Tabs
        label={t('state')}
        tabs={reuseStates.codes.map((one) => ({
          to: paths.reuseQueue({ state: one === 'submitted' ? undefined : one }),
          label: t(`tab_${one}`),
          current: one === state,
        }))}
      />
      <DataTable
        caption={t(`tab_${state}`)}
        captionHidden
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('queue_empty')}>{t('queue_empty_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.reuseQueue({ state, page })}
      />
    </>
  );
}
