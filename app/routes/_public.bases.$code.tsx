import { Link } from 'react-router';
import { appContext } from '#app/context.ts';
import { bases } from '#app/i18n/bases.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LeadHistory } from '#app/ui/bases/lead-history.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { UnitName } from '#app/ui/sharing/clock-cell.tsx';
import type { Route } from './+types/_public.bases.$code.ts';

export async function loader({ context, params: { code } }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  // As a passer-by sees it, whoever looks: what waits stands in the workspace.
  return { set: await orRefusal(() => services.bases.showResourceSet({ ...ctx, viewer: null }, code)) };
}

export default function Base({ loaderData: { set } }: Route.ComponentProps) {
  const t = useT(bases);
  const side = useSide();
  const rows = set.catalogue.filter((one) => one.published);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('public_title'), to: paths.bases() }]}
        title={side({ zh: set.name, en: set.name_en })}
        lead={side({ zh: set.purpose, en: set.purpose_en })}
        meta={set.closed_on === null ? undefined : <span>{t('closed', { day: set.closed_on })}</span>}
      />
      <DescriptionList
        facts={[
          { term: t('code'), value: set.code },
          {
            term: t('lead'),
            value:
              set.kind === 'base' ? t('by_department') : set.lead === null ? t('no_lead') : <UnitName of={set.lead} />,
          },
          {
            term: t('members'),
            value:
              set.participants.length === 0 ? null : (
                <ul>
                  {set.participants.map((one) => (
                    <li key={one.id}>
                      <Link to={paths.agency(one.uscc)}>
                        <UnitName of={one} />
                      </Link>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      <Section title={t('catalogue')}>
        <DataTable
          caption={t('catalogue')}
          captionHidden
          rows={rows}
          rowKey={(row) => row.id}
          empty={
            <Empty title={t('catalogue_empty')}>
              <p>{t('public_empty_text')}</p>
            </Empty>
          }
          columns={[
            {
              key: 'title',
              head: t('name'),
              cell: (row) => (
                <Link to={paths.dataset(row.code)} lang="zh-CN">
                  {row.title}
                </Link>
              ),
            },
            { key: 'code', head: t('entry_code'), kind: 'fixed', cell: (row) => row.code },
            { key: 'provider', head: t('provider'), cell: (row) => <UnitName of={row.provider} /> },
          ]}
        />
      </Section>
      {set.kind === 'topic' && <LeadHistory leads={set.leads} />}
    </>
  );
}
