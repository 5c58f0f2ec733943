import { Link } from 'react-router';
import { triggerQuery } from '#api/compilation/clock-contract.ts';
import { triggerKinds, triggerStates } from '#api/compilation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { catalogueClocks } from '#app/i18n/catalogue-clocks.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { CatalogueTabs } from '#app/ui/compilation/catalogue-tabs.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import type { Route } from './+types/w.catalogue.triggers._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const query = triggerQuery
    .catch(triggerQuery.parse({}))
    .parse(Object.fromEntries([...url.searchParams].filter(([, value]) => value !== '')));
  return { list: await orRefusal(() => services.compilation.listTriggers(ctx, query)) };
}

export default function CatalogueTriggers({ loaderData: { list } }: Route.ComponentProps) {
  const t = useT(catalogueClocks);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('triggers')}
        lead={t('triggers_lead')}
        actions={<LinkButton to={paths.newCatalogueTrigger()}>{t('record')}</LinkButton>}
      />
      <CatalogueTabs at="triggers" />
      <DataTable
        caption={t('triggers')}
        captionHidden
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('no_triggers')}>{t('no_triggers_text')}</Empty>}
        columns={[
          {
            key: 'document',
            head: t('document'),
            cell: (row) => (
              <Link to={paths.catalogueTrigger(row.id)} lang="zh-CN">
                {row.document}
              </Link>
            ),
          },
          { key: 'kind', head: t('kind'), cell: (row) => side(triggerKinds.words[row.kind]) },
          { key: 'state', head: t('state'), kind: 'fixed', cell: (row) => side(triggerStates.words[row.state]) },
          {
            key: 'pending',
            head: t('pending'),
            kind: 'fixed',
            cell: (row) =>
              row.state === 'open' ? t('pending_of', { pending: row.pending, total: row.entries }) : null,
          },
          {
            key: 'due',
            head: t('due'),
            kind: 'fixed',
            cell: (row) => (row.state === 'open' ? <Clock due={row.due_on} left={row.days_left} /> : null),
          },
          { key: 'agency', head: t('agency'), cell: (row) => <span lang="zh-CN">{row.agency.name}</span> },
          { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
        ]}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.catalogueTriggers({ page })}
      />
    </>
  );
}
