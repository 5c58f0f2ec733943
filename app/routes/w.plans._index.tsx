import { data, Link, redirect } from 'react-router';
import { planDraftBody } from '#api/evaluation/plans-contract.ts';
import { planStates } from '#api/evaluation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { governmentPlans } from '#app/i18n/government-plans.ts';
import { paths } from '#app/paths.ts';
import { requireViewer, withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.plans._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return services.evaluation.listDevelopmentPlans(ctx);
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { evaluation: room } }) => {
    if (form.name !== 'draft') throw data(null, 400);
    const made = await form.once((ctx) => room.draftDevelopmentPlan(ctx, form.read(planDraftBody)));
    return redirect(paths.developmentPlan(made.id));
  });
}

export default function Plans({ loaderData: d }: Route.ComponentProps) {
  const t = useT(governmentPlans);
  const side = useSide();
  const place = usePlace();
  return (
    <>
      <PageHeader title={t('plans')} lead={t('plans_lead')} />
      <DataTable
        caption={t('plans')}
        captionHidden
        columns={[
          {
            key: 'title',
            head: t('plan'),
            cell: (row) => (
              <Link to={paths.developmentPlan(row.id)}>
                {row.title === '' ? t('untitled') : <span lang="zh-CN">{row.title}</span>}
              </Link>
            ),
          },
          { key: 'version', head: t('versions'), kind: 'fixed', cell: (row) => t('version', { n: row.version }) },
          { key: 'region', head: t('region'), cell: (row) => place(row.region_code) },
          {
            key: 'term',
            head: t('term'),
            kind: 'fixed',
            cell: (row) => (
              <>
                <DateText day={row.period_from} /> – <DateText day={row.period_to} />
              </>
            ),
          },
          {
            key: 'goals',
            head: t('goals'),
            cell: (row) => t('goals_of', { reached: row.reached, all: row.goals.length }),
          },
          {
            key: 'late',
            head: t('standing'),
            cell: (row) => (row.late > 0 ? <StateDot tone="late">{t('late', { n: row.late })}</StateDot> : null),
          },
          {
            key: 'state',
            head: t('state'),
            cell: (row) => (
              <StateDot tone={row.state === 'published' ? 'done' : 'open'}>
                {side(planStates.words[row.state])}
              </StateDot>
            ),
          },
        ]}
        rows={d.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('plans_none')}>{t('plans_none_text')}</Empty>}
      />
      {d.may_draft.length > 0 && (
        <Section title={t('draft')}>
          <Form name="draft">
            <Select
              name="region"
              label={t('region')}
              blank={null}
              options={d.may_draft.map((value) => ({ value, label: place(value) }))}
            />
            <Button look="plain">{t('draft')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
