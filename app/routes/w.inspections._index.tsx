import { Link } from 'react-router';
import { pageQuery } from '#api/kernel/operation.ts';
import { inspectionKinds, inspectionStates } from '#api/supervision/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { inspectionTone } from '#app/ui/supervision/draw-facts.tsx';
import { Zh } from '#app/ui/supervision/parts.tsx';
import type { Route } from './+types/w.inspections._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const query = pageQuery.catch({ page: 1, page_size: 20 }).parse(Object.fromEntries(url.searchParams));
  const department = services.supervision.maySupervise(ctx);
  return {
    list: await orRefusal(() => services.inspections.listInspections(ctx, query)),
    department,
    plans: department && viewer.duties.includes('reviewer'),
  };
}

export default function Inspections({ loaderData: { list, department, plans } }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('insp_title')}
        lead={t('insp_lead')}
        breadcrumb={[{ label: t('title'), to: paths.supervision() }]}
        actions={
          <>
            {plans && <LinkButton to={paths.newInspection()}>{t('insp_new')}</LinkButton>}
            {department && (
              <LinkButton look="plain" to={paths.inspectors()}>
                {t('insp_roster')}
              </LinkButton>
            )}
            <LinkButton look="plain" to={paths.publicSupervision()}>
              {t('to_public')}
            </LinkButton>
          </>
        }
      />
      <DataTable
        caption={t('insp_title')}
        captionHidden
        columns={[
          {
            key: 'no',
            head: t('no'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.inspection(row.id)}>{row.no}</Link>,
          },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={inspectionTone(row.state)}>{side(inspectionStates.words[row.state])}</StateDot>
            ),
          },
          { key: 'title', head: t('insp_name'), cell: (row) => <Zh>{row.title}</Zh> },
          { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => side(inspectionKinds.words[row.kind]) },
          { key: 'bodies', head: t('bodies'), kind: 'number', cell: (row) => row.bodies },
          { key: 'findings', head: t('findings'), kind: 'number', cell: (row) => row.findings },
          { key: 'to', head: t('to'), kind: 'fixed', cell: (row) => <DateText day={row.to} /> },
        ]}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('insp_none')}>{t('insp_none_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.inspections({ page })}
      />
    </>
  );
}
