import { Link } from 'react-router';
import { deskQuery } from '#api/feedback/contract.ts';
import { requestStates } from '#api/feedback/rules/codes.ts';
import type { RequestSummary } from '#api/feedback/view.ts';
import { appContext } from '#app/context.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { requestTone } from '#app/present/feedback-tone.ts';
import { orRefusal } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { agencyName } from '#app/ui/feedback/request-list.tsx';
import { Said } from '#app/ui/feedback/said.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.requests._index.ts';

const shown = ['filed', 'assigned', 'promised', 'opened', 'partly', 'refused', 'not_held'] as const;

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const read = deskQuery.safeParse(Object.fromEntries([...url.searchParams].filter(([, value]) => value !== '')));
  const query = read.success ? read.data : deskQuery.parse({});
  return { query, list: await orRefusal(() => services.feedback.listRequestDesk(ctx, query)) };
}

export default function RequestDesks({ loaderData: { query, list } }: Route.ComponentProps) {
  const t = useT(feedback);
  const locale = useLocale();
  const { viewer } = useRootData();
  const department = viewer?.powers.some((held) => held.power === 'information_department') ?? false;
  const columns: readonly Column<RequestSummary>[] = [
    {
      key: 'title',
      head: t('f_title'),
      cell: (row) => (
        <Link to={paths.requestDesk(row.id)}>{row.hidden ? t('taken_down') : <Said>{row.title}</Said>}</Link>
      ),
    },
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={requestTone(row.state, row.overdue)}>{requestStates.label(row.state, locale)}</StateDot>
      ),
    },
    ...(department
      ? [{ key: 'agency', head: t('agency'), cell: (row: RequestSummary) => agencyName(row.agency, locale) }]
      : []),
    { key: 'votes', head: t('votes_head'), kind: 'number', cell: (row) => numberText(row.votes, locale) },
    { key: 'filed', head: t('filed_on'), kind: 'fixed', cell: (row) => <DateText instant={row.filed_at} /> },
    {
      key: 'due',
      head: t('due'),
      kind: 'fixed',
      cell: (row) => (row.due_on === null ? null : <Clock due={row.due_on} left={row.days_left} />),
    },
  ];
  return (
    <>
      <PageHeader title={t('title')} lead={t(department ? 'desk_lead_department' : 'desk_lead_agency')} />
      <Tabs
        label={t('tabs')}
        tabs={[undefined, ...shown].map((state) => ({
          to: paths.requestDesks({ state }),
          label: state === undefined ? t('all') : requestStates.label(state, locale),
          current: query.state === state,
        }))}
      />
      <DataTable
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('desk_empty')}>
            <p>{t('desk_empty_text')}</p>
          </Empty>
        }
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.requestDesks({ state: query.state, page })}
      />
    </>
  );
}
