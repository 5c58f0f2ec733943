import { appContext } from '#app/context.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { governmentPlans } from '#app/i18n/government-plans.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { GoalTable } from '#app/ui/evaluation/goal-table.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.evaluation.plans.$id.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return { plan: await orRefusal(() => services.evaluation.showDevelopmentPlan(ctx, params.id)) };
}

export default function PublicPlan({ loaderData: { plan } }: Route.ComponentProps) {
  const t = useT(governmentPlans);
  const e = useT(evaluation);
  const place = usePlace();
  return (
    <>
      <PageHeader
        title={plan.title}
        breadcrumb={[{ label: e('public_title'), to: paths.rankings() }]}
        meta={
          <>
            <span>{place(plan.region_code)}</span>
            <span lang="zh-CN">{plan.document_no}</span>
            <span>
              <DateText day={plan.period_from} /> – <DateText day={plan.period_to} />
            </span>
            <span>{t('version', { n: plan.version })}</span>
          </>
        }
      />
      {plan.summary !== '' && (
        <p lang="zh-CN" className="whitespace-pre-line">
          {plan.summary}
        </p>
      )}
      <Section title={t('goals')}>
        <GoalTable goals={plan.goals} />
      </Section>
    </>
  );
}
