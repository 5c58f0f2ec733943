import { data, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { PlanOut } from '#api/evaluation/plans.ts';
import { goalReportBody, planPublishBody, planSaveBody } from '#api/evaluation/plans-contract.ts';
import { planStates } from '#api/evaluation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { governmentPlans } from '#app/i18n/government-plans.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { GoalTable } from '#app/ui/evaluation/goal-table.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.plans.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const plan = await orRefusal(() => services.evaluation.showDevelopmentPlan(ctx, params.id));
  return { plan, done: url.searchParams.has('done') };
}

/** Rows without a title are left out; a new goal gets the code of its place. */
const filled = z
  .object({ goals: z.array(z.record(z.string(), z.unknown())).default([]) })
  .loose()
  .transform(({ goals, ...head }) => ({
    ...head,
    goals: goals.flatMap((goal, at) =>
      typeof goal.title === 'string' && goal.title !== '' ? [{ code: `goal-${at + 1}`, ...goal }] : [],
    ),
  }))
  .pipe(planSaveBody);

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { evaluation: room }, ctx }) => {
    const { id } = params;
    if (form.name === 'next') {
      const { region_code } = await room.showDevelopmentPlan(ctx, id);
      const made = await form.once((once) => room.draftDevelopmentPlan(once, { region: region_code, after: id }));
      return redirect(paths.developmentPlan(made.id));
    }
    await form.once((once) => {
      if (form.name === 'save') return room.saveDevelopmentPlan(once, id, form.read(filled));
      if (form.name === 'publish') return room.publishDevelopmentPlan(once, id, form.read(planPublishBody));
      if (form.name?.startsWith('report-') === true)
        return room.reportPlanGoal(once, id, form.name.slice('report-'.length), form.read(goalReportBody));
      throw data(null, 400);
    });
    return redirect(paths.developmentPlan(id, { done: 1 }));
  });
}

export default function Plan({ loaderData: { plan: p, done } }: Route.ComponentProps) {
  const t = useT(governmentPlans);
  const side = useSide();
  const place = usePlace();
  const reports = p.goals.flatMap((goal) => goal.reports.map((one) => ({ ...one, goal: goal.title })));
  return (
    <>
      <PageHeader
        title={p.title === '' ? t('untitled') : p.title}
        breadcrumb={[{ label: t('plans'), to: paths.developmentPlans() }]}
        meta={
          <>
            <StateDot tone={p.state === 'published' ? 'done' : p.state === 'drafting' ? 'open' : 'off'}>
              {side(planStates.words[p.state])}
            </StateDot>
            <span>{place(p.region_code)}</span>
            <span>{t('version', { n: p.version })}</span>
            {p.document_no !== null && <span lang="zh-CN">{p.document_no}</span>}
            <span>
              <DateText day={p.period_from} /> – <DateText day={p.period_to} />
            </span>
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {p.summary !== '' && (
        <p lang="zh-CN" className="whitespace-pre-line">
          {p.summary}
        </p>
      )}
      <Section title={t('goals')}>
        <GoalTable goals={p.goals} />
        {p.goals
          .filter((goal) => goal.may_report)
          .map((goal) => (
            <CaseAction
              key={goal.code}
              name={`report-${goal.code}`}
              title={t('report', { title: goal.title })}
              refusal={null}
              folded={goal.standing === 'reached'}
            >
              <TextInput name="value" label={t('report_value')} width="short" inputMode="numeric" />
              <TextArea name="words" label={t('words')} limit={2000} rows={3} />
              <Button>{t('send')}</Button>
            </CaseAction>
          ))}
      </Section>
      {p.may_save && <Edit plan={p} />}
      {p.state === 'drafting' && (
        <CaseAction
          name="publish"
          title={t('publish')}
          lead={t('publish_lead')}
          refusal={p.may_publish ? null : { zh: governmentPlans.publish_lead[0], en: governmentPlans.publish_lead[1] }}
        >
          <input type="hidden" name="revision" value={p.revision} readOnly />
          <TextInput name="document_no" label={t('document_no')} width="medium" />
          <ConfirmButton title={t('publish')} consequence={t('publish_lead')}>
            {t('publish')}
          </ConfirmButton>
        </CaseAction>
      )}
      <Section title={t('history')}>
        <DataTable
          caption={t('history')}
          captionHidden
          columns={[
            { key: 'goal', head: t('goal'), cell: (row) => <span lang="zh-CN">{row.goal}</span> },
            { key: 'at', head: t('on'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
            { key: 'value', head: t('value'), kind: 'number', cell: (row) => row.value },
            { key: 'words', head: t('words'), cell: (row) => <span lang="zh-CN">{row.words}</span> },
          ]}
          rows={reports}
          rowKey={(row) => row.id}
          empty={<Empty title={t('history_none')} />}
        />
      </Section>
      <Section title={t('versions')}>
        <ul>
          {p.versions.map((one) => (
            <li key={one.id}>
              <Link to={paths.developmentPlan(one.id)}>{t('version', { n: one.version })}</Link>{' '}
              {side(planStates.words[one.state])} <span lang="zh-CN">{one.document_no}</span>
            </li>
          ))}
        </ul>
        {p.state === 'published' && p.may_next && (
          <Form name="next">
            <Button look="plain">{t('draft_next')}</Button>
          </Form>
        )}
      </Section>
    </>
  );
}

function Edit({ plan: p }: { readonly plan: PlanOut }) {
  const t = useT(governmentPlans);
  const rows = [...p.goals, null, null, null];
  return (
    <Section title={t('edit')} lead={t('edit_lead')}>
      <Form name="save">
        <input type="hidden" name="revision" value={p.revision} readOnly />
        <TextInput name="title" label={t('title')} defaultValue={p.title} lang="zh-CN" />
        <DateInput name="period_from" label={t('from')} defaultValue={p.period_from} />
        <DateInput name="period_to" label={t('to')} defaultValue={p.period_to} />
        <TextArea name="summary" label={t('summary')} limit={2000} rows={3} defaultValue={p.summary} optional />
        {rows.map((goal, at) => (
          <fieldset key={goal?.code ?? `new-${at}`} className="fieldset">
            <legend>{t('goal_n', { n: at + 1 })}</legend>
            {goal !== null && <input type="hidden" name={`goals.${at}.code`} value={goal.code} readOnly />}
            <TextInput name={`goals.${at}.title`} label={t('goal')} defaultValue={goal?.title ?? ''} />
            <TextInput name={`goals.${at}.measure`} label={t('measure')} defaultValue={goal?.measure ?? ''} />
            <TextInput
              name={`goals.${at}.target`}
              label={t('target')}
              width="short"
              defaultValue={goal?.target ?? ''}
            />
            <TextInput name={`goals.${at}.unit`} label={t('unit')} width="short" defaultValue={goal?.unit ?? ''} />
            <TextInput
              name={`goals.${at}.responsible`}
              label={t('responsible')}
              help={t('responsible_help')}
              width="medium"
              defaultValue={goal?.responsible.uscc ?? ''}
            />
            <DateInput name={`goals.${at}.due_on`} label={t('due_on')} defaultValue={goal?.due_on ?? ''} />
          </fieldset>
        ))}
        <Button>{t('save')}</Button>
      </Form>
    </Section>
  );
}
