import { Link } from 'react-router';
import { requestKinds, requestOutcomes, requestStates } from '#api/collection/rules/codes.ts';
import { deskQuery } from '#api/collection/subject-contract.ts';
import { appContext } from '#app/context.ts';
import { myData } from '#app/i18n/my-data.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Deadline } from '#app/ui/collection/deadline.tsx';
import { UnitName } from '#app/ui/collection/unit-name.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.subject-requests._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const query = deskQuery.catch({ page: 1, page_size: 20 }).parse(asked);
  const steward = services.collection.mayCollectAtAll(ctx);
  return {
    query,
    steward,
    list: await orRefusal(() => services.collection.listSubjectRequests(ctx, query)),
    proofs: steward ? (await services.collection.listSubjectProofs(ctx)).items : [],
  };
}

const tones = { filed: 'open', supplementing: 'wait', answered: 'done', withdrawn: 'off' } as const;

export default function SubjectDesk({ loaderData: { query, list, proofs, steward } }: Route.ComponentProps) {
  const t = useT(myData);
  const side = useSide();
  const tabs = [
    { open: undefined, label: t('tab_all') },
    { open: 'open', label: t('tab_open') },
    { open: 'closed', label: t('tab_closed') },
  ] as const;
  return (
    <>
      <PageHeader title={t('desk_title')} lead={t(steward ? 'desk_lead' : 'desk_supervise')} />
      <Tabs
        label={t('tabs')}
        tabs={tabs.map(({ open, label }) => ({
          to: paths.subjectDesk(open === undefined ? {} : { open }),
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
            cell: (row) => <Link to={paths.subjectDeskCase(row.id)}>{row.no}</Link>,
          },
          { key: 'kind', head: t('ask_kind'), cell: (row) => side(requestKinds.words[row.kind]) },
          { key: 'about', head: t('about'), cell: (row) => <span lang="zh-CN">{row.about_title}</span> },
          { key: 'by', head: t('by'), cell: (row) => <UnitName of={row.agency} /> },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={row.clock.late ? 'late' : tones[row.state]}>
                {side(requestStates.words[row.state])}
                {row.outcome !== null && ` · ${side(requestOutcomes.words[row.outcome])}`}
              </StateDot>
            ),
          },
          {
            key: 'due',
            head: t('due'),
            kind: 'fixed',
            cell: (row) =>
              row.state === 'answered' || row.state === 'withdrawn' ? <Void /> : <Deadline of={row.clock} />,
          },
        ]}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('desk_empty')}>{t('desk_empty_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.subjectDesk({ open: query.open, page })}
      />
      {steward && (
        <Section id="proofs" title={t('proofs')}>
          <DataTable
            caption={t('proofs')}
            captionHidden
            columns={[
              {
                key: 'who',
                head: t('masked'),
                cell: (row) => (
                  <Link to={paths.subjectProof(row.id)}>
                    <span lang="zh-CN">{row.masked_name}</span> {row.masked_number}
                  </Link>
                ),
              },
              { key: 'at', head: t('filed'), kind: 'fixed', cell: (row) => <DateText instant={row.filed_at} /> },
              {
                key: 'due',
                head: t('proof_due'),
                kind: 'fixed',
                cell: (row) => <Deadline of={row.clock} />,
              },
            ]}
            rows={proofs}
            rowKey={(row) => row.id}
            empty={<p>{t('proofs_empty')}</p>}
          />
        </Section>
      )}
    </>
  );
}
