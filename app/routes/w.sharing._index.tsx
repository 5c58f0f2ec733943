import { Link } from 'react-router';
import { listQuery } from '#api/sharing/contract.ts';
import { sharingStates } from '#api/sharing/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Ball, DueOn, UnitName } from '#app/ui/sharing/clock-cell.tsx';
import { sharingTone } from '#app/ui/sharing/tone.ts';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.sharing._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = listQuery.catch({ page: 1, page_size: 20 }).parse(asked);
  const list = await orRefusal(() => services.sharing.listSharing(ctx, query));
  const supervises = ctx.viewer?.powers.some((held) => held.power === 'information_department') ?? false;
  return { query, list, asks: services.sharing.mayAsk(ctx), supervises };
}

export default function SharingList({ loaderData: { query, list, asks, supervises } }: Route.ComponentProps) {
  const t = useT(agencySharing);
  const side = useSide();
  const tabs = [
    { side: undefined, label: t('tab_all') },
    ...(supervises
      ? ([{ side: 'authority', label: t('tab_authority') }] as const)
      : ([
          { side: 'requester', label: t('tab_requester') },
          { side: 'provider', label: t('tab_provider') },
        ] as const)),
  ];
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {asks && <LinkButton to={paths.newSharing()}>{t('new')}</LinkButton>}
            <LinkButton look="plain" to={paths.sharingBoard()}>
              {t('board_link')}
            </LinkButton>
            <LinkButton look="plain" to={paths.sharingTrace()}>
              {t('trace_link')}
            </LinkButton>
          </>
        }
      />
      <Tabs
        label={t('tabs')}
        tabs={tabs.map((tab) => ({
          to: paths.sharing(tab.side === undefined ? {} : { side: tab.side }),
          label: tab.label,
          current: query.side === tab.side,
        }))}
      />
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          {
            key: 'no',
            head: t('no'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.sharingCase(row.id)}>{row.no}</Link>,
          },
          { key: 'data', head: t('data'), cell: (row) => <span lang="zh-CN">{row.dataset.title}</span> },
          { key: 'requester', head: t('requester'), cell: (row) => <UnitName of={row.requester} /> },
          { key: 'provider', head: t('provider'), cell: (row) => <UnitName of={row.provider} /> },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={sharingTone(row.state, row.clock?.tone === 'late')}>
                {side(sharingStates.words[row.state])}
              </StateDot>
            ),
          },
          {
            key: 'due',
            head: t('clock'),
            kind: 'fixed',
            cell: (row) => (row.clock === null ? <Void /> : <DueOn of={row.clock} />),
          },
          { key: 'ball', head: t('ball'), cell: (row) => (row.clock === null ? <Void /> : <Ball of={row.clock} />) },
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
        href={(page) => paths.sharing({ side: query.side, page })}
      />
    </>
  );
}
