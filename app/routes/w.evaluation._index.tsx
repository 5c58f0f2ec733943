import { data, Link, redirect } from 'react-router';
import { draftBody, openBody } from '#api/evaluation/contract.ts';
import { periodKinds, runStates, schemeKinds, schemeStates, subjectKinds } from '#api/evaluation/rules/codes.ts';
import { periodsUpTo } from '#api/evaluation/rules/period.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { appContext } from '#app/context.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Name, useName } from '#app/ui/evaluation/name.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.evaluation._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => {
    const { items: schemes, may_draft } = await services.evaluation.listEvaluationSchemes(ctx);
    const today = dayOf(ctx.clock.now());
    return {
      schemes,
      may_draft,
      runs: (await services.evaluation.listEvaluationRuns(ctx)).items,
      inTwoWeeks: addDays(today, 14),
      periods: Object.fromEntries(periodKinds.codes.map((kind) => [kind, periodsUpTo(kind, today, 4)])),
    };
  });
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { evaluation: room } }) => {
    if (form.name === 'draft') {
      const made = await form.once((ctx) => room.draftEvaluationScheme(ctx, form.read(draftBody)));
      return redirect(paths.evaluationScheme(made.id));
    }
    if (form.name?.startsWith('open') === true) {
      const run = await form.once((ctx) => room.openEvaluationRun(ctx, form.read(openBody)));
      return redirect(paths.evaluationRun(run.id, { done: 1 }));
    }
    throw data(null, 400);
  });
}

export default function Evaluation({ loaderData: d }: Route.ComponentProps) {
  const t = useT(evaluation);
  const side = useSide();
  const place = usePlace();
  const name = useName();
  const live = d.schemes.filter((one) => one.state === 'published' && d.may_draft.includes(one.region_code));
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <Link className="btn" data-look="plain" to={paths.rankings()}>
            {t('public_page')}
          </Link>
        }
      />
      <Section title={t('runs')}>
        <DataTable
          caption={t('runs')}
          captionHidden
          columns={[
            {
              key: 'no',
              head: t('no'),
              kind: 'fixed',
              cell: (row) => <Link to={paths.evaluationRun(row.id)}>{row.no}</Link>,
            },
            { key: 'scheme', head: t('scheme'), cell: (row) => <Name zh={row.title} en={row.title_en} /> },
            { key: 'period', head: t('period'), kind: 'fixed', cell: (row) => row.period },
            {
              key: 'state',
              head: t('state'),
              cell: (row) => (
                <StateDot tone={row.state === 'published' ? 'done' : 'open'}>
                  {side(runStates.words[row.state])}
                </StateDot>
              ),
            },
            {
              key: 'due',
              head: t('report_due'),
              kind: 'fixed',
              cell: (row) => <DateText day={row.report_due_on} />,
            },
            {
              key: 'own',
              head: t('own_score'),
              kind: 'number',
              cell: (row) => (row.own_bodies.length === 1 ? row.own_bodies[0]?.score : null),
            },
            {
              key: 'waiting',
              head: t('waiting'),
              cell: (row) =>
                [
                  ...(row.reports_waiting > 0 ? [t('waiting_reports', { n: row.reports_waiting })] : []),
                  ...(row.appeals_open > 0 ? [t('waiting_appeals', { n: row.appeals_open })] : []),
                ].join(' '),
            },
          ]}
          rows={d.runs}
          rowKey={(row) => row.id}
          empty={<Empty title={t('runs_none')}>{t('runs_none_text')}</Empty>}
        />
      </Section>
      <Section title={t('schemes')}>
        <DataTable
          caption={t('schemes')}
          captionHidden
          columns={[
            {
              key: 'title',
              head: t('scheme'),
              cell: (row) => (
                <Link to={paths.evaluationScheme(row.id)}>
                  <Name zh={row.title} en={row.title_en} />
                </Link>
              ),
            },
            { key: 'version', head: t('version_head'), kind: 'number', cell: (row) => row.version },
            { key: 'region', head: t('region'), cell: (row) => place(row.region_code) },
            { key: 'subjects', head: t('subjects'), cell: (row) => side(subjectKinds.words[row.subjects]) },
            { key: 'period', head: t('period_kind'), cell: (row) => side(periodKinds.words[row.period_kind]) },
            {
              key: 'state',
              head: t('state'),
              cell: (row) => (
                <StateDot tone={row.state === 'published' ? 'done' : row.state === 'drafting' ? 'open' : 'off'}>
                  {side(schemeStates.words[row.state])}
                </StateDot>
              ),
            },
            {
              key: 'what_if',
              head: t('what_if'),
              cell: (row) =>
                row.state === 'published' ? <Link to={paths.evaluationWhatIf(row.id)}>{t('to_what_if')}</Link> : null,
            },
          ]}
          rows={d.schemes}
          rowKey={(row) => row.id}
          empty={<Empty title={t('schemes_none')}>{t('schemes_none_text')}</Empty>}
        />
      </Section>
      {d.may_draft.length > 0 && (
        <Section title={t('draft')} lead={t('draft_lead')}>
          <Form name="draft">
            <Select
              name="kind"
              label={t('kind')}
              blank={null}
              options={schemeKinds.codes.map((value) => ({ value, label: side(schemeKinds.words[value]) }))}
            />
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
      {live.length > 0 && (
        <Section title={t('open_run')} lead={t('open_run_lead')}>
          {live.map((one) => (
            <section key={one.id} className="case-action" aria-label={name(one.title, one.title_en)}>
              <h3>
                <Name zh={one.title} en={one.title_en} />
              </h3>
              <Form name={`open-${one.id}`}>
                <input type="hidden" name="scheme" value={one.id} readOnly />
                <Select
                  name="period"
                  label={t('period')}
                  blank={null}
                  defaultValue={d.periods[one.period_kind]?.[1] ?? ''}
                  options={(d.periods[one.period_kind] ?? []).map((value) => ({ value, label: value }))}
                />
                <DateInput name="report_due_on" label={t('report_due_label')} defaultValue={d.inTwoWeeks} />
                <Button look="plain">{t('begin')}</Button>
              </Form>
            </section>
          ))}
        </Section>
      )}
    </>
  );
}
