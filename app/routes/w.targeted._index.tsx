import { Link } from 'react-router';
import { targetedOperations } from '#api/targeted/contract.ts';
import { caseStates, interests } from '#api/targeted/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { AgencyName } from '#app/ui/targeted/facts.tsx';
import { targetedTone } from '#app/ui/targeted/tone.ts';
import type { Route } from './+types/w.targeted._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = targetedOperations.listTargetedDesk.query.catch({ page: 1, page_size: 20 }).parse(asked);
  const list = await orRefusal(() => services.targeted.listTargetedDesk(ctx, query));
  return { query, list, steward: ctx.viewer?.duties.includes('steward') ?? false };
}

export default function TargetedDesk({ loaderData: { query, list, steward } }: Route.ComponentProps) {
  const t = useT(targeted);
  const side = useSide();
  const tabs = [
    { open: undefined, label: t('tab_all') },
    { open: 'open', label: t('tab_open') },
    { open: 'closed', label: t('tab_closed') },
  ] as const;
  return (
    <>
      <PageHeader
        title={t('desk_title')}
        lead={t(steward ? 'desk_lead' : 'desk_supervise')}
        actions={
          steward && (
            <LinkButton look="plain" to={paths.targetedTrace()}>
              {t('trace_link')}
            </LinkButton>
          )
        }
      />
      <Tabs
        label={t('tabs')}
        tabs={tabs.map(({ open, label }) => ({
          to: paths.targetedDesk(open === undefined ? {} : { open }),
          label,
          current: query.open === open,
        }))}
      />
      <DataTable
        caption={t('desk_title')}
        captionHidden
        columns={[
          {
            key: 'no',
            head: t('no'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.targetedDeskCase(row.id)}>{row.no}</Link>,
          },
          {
            key: 'data',
            head: t('data'),
            cell: (row) => <span lang="zh-CN">{row.dataset?.title ?? row.data_wanted.slice(0, 60)}</span>,
          },
          ...(steward
            ? []
            : [
                {
                  key: 'agency',
                  head: t('agency'),
                  cell: (row: (typeof list.items)[number]) => <AgencyName of={row.agency} />,
                },
              ]),
          { key: 'interest', head: t('interest'), cell: (row) => side(interests.words[row.interest]) },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={targetedTone(row.state, 'agency', row.clock.overdue)}>
                {side(caseStates.words[row.state])}
              </StateDot>
            ),
          },
          {
            key: 'due',
            head: t('due'),
            kind: 'fixed',
            cell: (row) =>
              row.clock.due_on === null ? <Void /> : <Clock due={row.clock.due_on} left={row.clock.days_left} />,
          },
          { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.updated_at} /> },
        ]}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('desk_empty')}>{t('desk_empty_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.targetedDesk({ open: query.open, page })}
      />
    </>
  );
}
