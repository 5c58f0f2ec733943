import { data, redirect } from 'react-router';
import { z } from 'zod';
import * as shapes from '#api/security/incidents-contract.ts';
import { drillForms, drillResults } from '#api/security/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.drills.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties } = requireViewer(ctx, url);
  return orRefusal(async () => ({
    plans: (await services.security.listPlans(ctx)).items,
    drills: (await services.security.listDrills(ctx)).items,
    works: duties.some((duty) => ['steward', 'admin', 'developer', 'signatory'].includes(duty)),
    done: url.searchParams.has('done'),
  }));
}

/** The page takes one improvement with the record; the API takes several. */
const recordForm = shapes.drillRecordBody
  .omit({ improvements: true })
  .extend({ improvement: z.string().trim().max(4000).default(''), improvement_due: z.string().max(10).default('') });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    const [verb, id = '', part = ''] = (form.name ?? '').split(':');
    await form.once(async (ctx): Promise<unknown> => {
      if (verb === 'draft') return security.draftPlan(ctx, form.read(shapes.planBody));
      if (verb === 'approve') return security.approvePlan(ctx, id);
      if (verb === 'plan') return security.planDrill(ctx, form.read(shapes.drillBody));
      if (verb === 'record') {
        const { improvement, improvement_due, ...rest } = form.read(recordForm);
        const improvements = improvement === '' ? [] : [{ words: improvement, due_on: improvement_due }];
        return security.recordDrill(ctx, id, { ...rest, improvements });
      }
      if (verb === 'finish')
        return security.finishImprovement(ctx, id, {
          ...form.read(shapes.improvementBody.omit({ improvement: true })),
          improvement: part,
        });
      if (verb === 'close') return security.closeDrill(ctx, id);
      throw data(null, 400);
    });
    return redirect(paths.drills({ done: 1 }));
  });
}

export default function Drills({ loaderData: { plans, drills, works, done } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  const own = drills.filter((one) => one.own);
  return (
    <>
      <PageHeader
        title={t('drills')}
        lead={<p className="max-w-[42em]">{t('drills_lead')}</p>}
        breadcrumb={[{ label: t('desk'), to: paths.securityDesk() }]}
      />
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <Section title={t('plans')}>
        <DataTable
          caption={t('plans')}
          captionHidden
          columns={[
            { key: 'version', head: t('version'), kind: 'number', cell: (row) => row.version },
            { key: 'title', head: t('plan_title'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
            {
              key: 'state',
              head: t('state'),
              kind: 'fixed',
              cell: (row) => (
                <StateDot tone={row.approved_at === null ? 'wait' : 'done'}>
                  {t(row.approved_at === null ? 'waiting' : 'approved')}
                </StateDot>
              ),
            },
            {
              key: 'review',
              head: t('review_due'),
              kind: 'fixed',
              cell: (row) => <DateText day={row.review_due_on} />,
            },
            { key: 'author', head: t('author'), cell: (row) => <span lang="zh-CN">{row.drafted_by}</span> },
            {
              key: 'approver',
              head: t('approver'),
              cell: (row) => (row.approved_by === null ? null : <span lang="zh-CN">{row.approved_by}</span>),
            },
          ]}
          rows={plans}
          rowKey={(row) => row.id}
          empty={<Empty title={t('plans_none')}>{t('plans_none_text')}</Empty>}
        />
        {plans
          .filter((one) => one.approved_at === null && works)
          .map((one) => (
            <CaseAction key={one.id} name={`approve:${one.id}`} title={`${t('approve')} ${one.version}`} refusal={null}>
              <p lang="zh-CN" className="whitespace-pre-line">
                {one.body}
              </p>
              <Button look="plain">{t('approve')}</Button>
            </CaseAction>
          ))}
        {works && (
          <CaseAction name="draft" title={t('draft_plan')} refusal={null} folded>
            <TextInput name="title" label={t('plan_title')} maxLength={120} />
            <TextArea name="body" label={t('body')} limit={20000} rows={10} />
            <TextArea name="contacts" label={t('contacts')} limit={2000} rows={3} />
            <DateInput name="review_due_on" label={t('review_due')} />
            <Button look="plain">{t('draft_plan')}</Button>
          </CaseAction>
        )}
      </Section>
      <Section title={t('drill_list')}>
        <DataTable
          caption={t('drill_list')}
          captionHidden
          columns={[
            { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
            { key: 'title', head: t('drill_title'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
            { key: 'form', head: t('form'), cell: (row) => side(drillForms.words[row.form]) },
            {
              key: 'due',
              head: t('due_on'),
              kind: 'fixed',
              cell: (row) => (
                <>
                  <DateText day={row.due_on} /> {row.late && <StateDot tone="late">{t('late')}</StateDot>}
                </>
              ),
            },
            {
              key: 'held',
              head: t('held_on'),
              kind: 'fixed',
              cell: (row) => (row.held_on === null ? null : <DateText day={row.held_on} />),
            },
            {
              key: 'result',
              head: t('result'),
              cell: (row) => (row.result === null ? null : side(drillResults.words[row.result])),
            },
            {
              key: 'improvements',
              head: t('improvement'),
              cell: (row) =>
                row.improvements.length === 0 ? null : (
                  <ul>
                    {row.improvements.map((one) => (
                      <li key={one.id}>
                        <span lang="zh-CN">{one.words}</span>{' '}
                        {one.late && one.done === null && <StateDot tone="late">{t('late')}</StateDot>}
                        {one.done !== null && <StateDot tone="done">{t('yes')}</StateDot>}
                      </li>
                    ))}
                  </ul>
                ),
            },
            { key: 'unit', head: t('unit'), cell: (row) => <span lang="zh-CN">{row.organization.name}</span> },
          ]}
          rows={drills}
          rowKey={(row) => row.id}
          empty={<Empty title={t('drills_none')}>{t('drills_none_text')}</Empty>}
        />
        {works &&
          own
            .filter((one) => one.held_on === null)
            .map((one) => (
              <CaseAction
                key={one.id}
                name={`record:${one.id}`}
                title={t('record', { no: one.no })}
                refusal={null}
                folded
              >
                <DateInput name="held_on" label={t('held_on')} />
                <NumberInput name="participants" label={t('participants')} />
                <RadioGroup
                  name="result"
                  label={t('result')}
                  options={drillResults.codes.map((value) => ({ value, label: side(drillResults.words[value]) }))}
                />
                <TextArea name="findings" label={t('findings')} limit={4000} rows={3} optional />
                <TextArea name="improvement" label={t('improvement')} limit={4000} rows={2} optional />
                <DateInput name="improvement_due" label={t('improvement_due')} optional />
                <Button look="plain">{t('save')}</Button>
              </CaseAction>
            ))}
        {works &&
          own.flatMap((one) =>
            one.improvements
              .filter((item) => item.done === null)
              .map((item) => (
                <CaseAction
                  key={item.id}
                  name={`finish:${one.id}:${item.id}`}
                  title={t('finish', { words: item.words })}
                  refusal={null}
                  folded
                >
                  <TextArea name="words" label={t('words')} limit={4000} rows={2} />
                  <Button look="plain">{t('save')}</Button>
                </CaseAction>
              )),
          )}
        {works &&
          own
            .filter((one) => one.held_on !== null && one.closed_at === null)
            .map((one) => (
              <Form key={one.id} name={`close:${one.id}`}>
                <Button look="plain">{t('close', { no: one.no })}</Button>
              </Form>
            ))}
        {works && (
          <CaseAction name="plan" title={t('plan_drill')} refusal={null} folded>
            <TextInput name="title" label={t('drill_title')} maxLength={120} />
            <RadioGroup
              name="form"
              label={t('form')}
              options={drillForms.codes.map((value) => ({ value, label: side(drillForms.words[value]) }))}
            />
            <DateInput name="due_on" label={t('due_on')} />
            <Button look="plain">{t('plan_drill')}</Button>
          </CaseAction>
        )}
      </Section>
    </>
  );
}
