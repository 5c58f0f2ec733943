import { data, redirect } from 'react-router';
import { digitisationBody, digitisationReportBody } from '#api/evaluation/plans-contract.ts';
import { goalStandings, mediums } from '#api/evaluation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { governmentPlans } from '#app/i18n/government-plans.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { goalTone } from '#app/ui/evaluation/goal-table.tsx';
import { Name } from '#app/ui/evaluation/name.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.digitisation.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    ...(await services.evaluation.listDigitisations(ctx)),
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { evaluation: room } }) => {
    await form.once((ctx) => {
      if (form.name === 'plan') return room.planDigitisation(ctx, form.read(digitisationBody));
      if (form.name?.startsWith('report-') === true)
        return room.reportDigitisation(ctx, form.name.slice('report-'.length), form.read(digitisationReportBody));
      throw data(null, 400);
    });
    return redirect(paths.digitisation({ done: 1 }));
  });
}

export default function Digitisation({ loaderData: d }: Route.ComponentProps) {
  const t = useT(governmentPlans);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('digitisation')} lead={t('digitisation_lead')} />
      {d.done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <DataTable
        caption={t('digitisation')}
        captionHidden
        columns={[
          { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
          { key: 'title', head: t('resource'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
          { key: 'agency', head: t('agency'), cell: (row) => <Name zh={row.agency.name} en={row.agency.name_en} /> },
          { key: 'medium', head: t('medium'), cell: (row) => side(mediums.words[row.medium]) },
          {
            key: 'done',
            head: t('progress'),
            kind: 'number',
            cell: (row) => (
              <span lang="zh-CN">
                {row.done} / {row.total} {row.unit} {row.percent}%
              </span>
            ),
          },
          { key: 'due', head: t('due_on'), kind: 'fixed', cell: (row) => <DateText day={row.due_on} /> },
          {
            key: 'standing',
            head: t('standing'),
            cell: (row) => <StateDot tone={goalTone[row.standing]}>{side(goalStandings.words[row.standing])}</StateDot>,
          },
        ]}
        rows={d.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('digitisation_none')}>{t('digitisation_none_text')}</Empty>}
      />
      {d.items
        .filter((row) => row.may_report)
        .map((row) => (
          <CaseAction
            key={row.id}
            name={`report-${row.id}`}
            title={t('report', { title: row.title })}
            refusal={null}
            folded
          >
            <TextInput name="done" label={t('report_done', { title: row.title })} width="short" inputMode="numeric" />
            <TextArea name="words" label={t('words')} limit={2000} rows={2} />
            <Button>{t('send')}</Button>
          </CaseAction>
        ))}
      {d.may_plan && (
        <Section title={t('plan_new')}>
          <Form name="plan">
            <TextInput name="title" label={t('resource')} />
            <Select
              name="medium"
              label={t('medium')}
              blank={null}
              options={mediums.codes.map((value) => ({ value, label: side(mediums.words[value]) }))}
            />
            <TextInput name="total" label={t('total')} width="short" inputMode="numeric" />
            <TextInput name="unit" label={t('unit')} width="short" />
            <DateInput name="due_on" label={t('due_on')} />
            <TextInput name="entry" label={t('entry')} width="medium" optional />
            <Button>{t('plan_new')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
