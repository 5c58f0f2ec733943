import { Link } from 'react-router';
import { listQuery } from '#api/collection/contract.ts';
import { basisKinds, collectionStates, subjectKinds } from '#api/collection/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { collection } from '#app/i18n/collection.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { collectionTone } from '#app/ui/collection/tone.ts';
import { UnitName } from '#app/ui/collection/unit-name.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.collection._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = listQuery.catch({ page: 1, page_size: 20 }).parse(asked);
  return {
    query,
    list: await orRefusal(() => services.collection.listCollection(ctx, query)),
    collects: services.collection.mayCollectAtAll(ctx),
  };
}

export default function CollectionList({ loaderData: { query, list, collects } }: Route.ComponentProps) {
  const t = useT(collection);
  const side = useSide();
  const tabs = [
    { label: t('tab_all'), query: {} },
    { label: t('tab_open'), query: { open: 'open' } },
    { label: t('tab_exceptions'), query: { state: 'exception_proposed' } },
    { label: t('tab_approved'), query: { state: 'approved' } },
    { label: t('tab_closed'), query: { open: 'closed' } },
  ] as const;
  const current = (one: { readonly open?: string; readonly state?: string }) =>
    one.open === query.open && one.state === query.state;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {collects && <LinkButton to={paths.newCollection()}>{t('new')}</LinkButton>}
            <LinkButton look="plain" to={paths.dataElements()}>
              {t('elements')}
            </LinkButton>
          </>
        }
      />
      <Tabs
        label={t('tabs')}
        tabs={tabs.map((tab) => ({ to: paths.collection(tab.query), label: tab.label, current: current(tab.query) }))}
      />
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          {
            key: 'no',
            head: t('no'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.collectionItem(row.id)}>{row.no}</Link>,
          },
          { key: 'name', head: t('name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
          { key: 'subject', head: t('subject'), cell: (row) => side(subjectKinds.words[row.subject_kind]) },
          { key: 'basis', head: t('basis'), cell: (row) => side(basisKinds.words[row.basis_kind]) },
          { key: 'agency', head: t('agency'), cell: (row) => <UnitName of={row.agency} /> },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={collectionTone(row.state)}>{side(collectionStates.words[row.state])}</StateDot>
            ),
          },
          { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.updated_at} /> },
        ]}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('empty')}>{t('empty_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.collection({ state: query.state, open: query.open, page })}
      />
    </>
  );
}
