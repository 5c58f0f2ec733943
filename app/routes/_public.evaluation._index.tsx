import { Link } from 'react-router';
import { schemeKinds, subjectKinds } from '#api/evaluation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { governmentPlans } from '#app/i18n/government-plans.ts';
import { paths } from '#app/paths.ts';
import { usePlace } from '#app/present/place.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Name } from '#app/ui/evaluation/name.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.evaluation._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return {
    rankings: (await services.evaluation.listEvaluationRankings(ctx)).items,
    plans: (await services.evaluation.listDevelopmentPlans(ctx)).items.filter((one) => one.state === 'published'),
  };
}

export default function Rankings({ loaderData: d }: Route.ComponentProps) {
  const t = useT(evaluation);
  const p = useT(governmentPlans);
  const side = useSide();
  const place = usePlace();
  return (
    <>
      <PageHeader title={t('public_title')} lead={<p className="max-w-[42em]">{t('public_lead')}</p>} />
      <Section title={t('rankings')}>
        <DataTable
          caption={t('rankings')}
          captionHidden
          columns={[
            {
              key: 'no',
              head: t('no'),
              kind: 'fixed',
              cell: (row) => <Link to={paths.ranking(row.no)}>{row.no}</Link>,
            },
            { key: 'title', head: t('scheme'), cell: (row) => <Name zh={row.title} en={row.title_en} /> },
            { key: 'kind', head: t('kind'), cell: (row) => side(schemeKinds.words[row.kind]) },
            { key: 'region', head: t('region'), cell: (row) => place(row.region_code) },
            { key: 'subjects', head: t('subjects'), cell: (row) => side(subjectKinds.words[row.subjects]) },
            { key: 'period', head: t('period'), kind: 'fixed', cell: (row) => row.period },
            { key: 'bodies', head: t('bodies_count'), kind: 'number', cell: (row) => row.bodies },
            { key: 'at', head: t('published'), kind: 'fixed', cell: (row) => <DateText instant={row.published_at} /> },
          ]}
          rows={d.rankings}
          rowKey={(row) => row.no}
          empty={<Empty title={t('rankings_none')}>{t('rankings_none_text')}</Empty>}
        />
      </Section>
      <Section title={t('plans')} lead={p('plans_lead')}>
        <DataTable
          caption={t('plans')}
          captionHidden
          columns={[
            {
              key: 'title',
              head: p('plan'),
              cell: (row) => (
                <Link to={paths.publicPlan(row.id)}>
                  <span lang="zh-CN">{row.title}</span>
                </Link>
              ),
            },
            { key: 'region', head: p('region'), cell: (row) => place(row.region_code) },
            { key: 'no', head: p('document_no'), cell: (row) => <span lang="zh-CN">{row.document_no}</span> },
            {
              key: 'goals',
              head: p('goals'),
              cell: (row) => p('goals_of', { reached: row.reached, all: row.goals.length }),
            },
          ]}
          rows={d.plans}
          rowKey={(row) => row.id}
          empty={<Empty title={p('plans_none')}>{p('plans_none_text')}</Empty>}
        />
      </Section>
    </>
  );
}
