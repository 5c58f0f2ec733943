import { Link, redirect } from 'react-router';
import { assessmentBody } from '#api/security/desk-contract.ts';
import { assessmentStates, assessmentSubjects, conclusions, risks } from '#api/security/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.assessments._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties } = requireViewer(ctx, url);
  return orRefusal(async () => ({
    ...(await services.security.listAssessments(ctx)),
    works: duties.some((duty) => ['steward', 'admin', 'developer', 'signatory'].includes(duty)),
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    const input = form.read(assessmentBody);
    const made = await form.once((ctx) => security.startAssessment(ctx, input));
    return redirect(paths.assessment(made.id));
  });
}

const tones = { drafting: 'open', submitted: 'wait', approved: 'done' } as const;

export default function Assessments({ loaderData: { items, demanded, works } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('assessments')}
        lead={<p className="max-w-[42em]">{t('assessments_lead')}</p>}
        breadcrumb={[{ label: t('desk'), to: paths.securityDesk() }]}
      />
      <DataTable
        caption={t('assessments')}
        captionHidden
        columns={[
          {
            key: 'no',
            head: t('no'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.assessment(row.id)}>{row.no}</Link>,
          },
          { key: 'type', head: t('subject_type'), cell: (row) => side(assessmentSubjects.words[row.subject_type]) },
          { key: 'name', head: t('subject'), cell: (row) => <span lang="zh-CN">{row.subject_name}</span> },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => <StateDot tone={tones[row.state]}>{side(assessmentStates.words[row.state])}</StateDot>,
          },
          { key: 'risk', head: t('risk'), kind: 'fixed', cell: (row) => side(risks.words[row.risk]) },
          { key: 'conclusion', head: t('conclusion'), cell: (row) => side(conclusions.words[row.conclusion]) },
          {
            key: 'keep',
            head: t('keep_until'),
            kind: 'fixed',
            cell: (row) => (row.keep_until === null ? null : <DateText day={row.keep_until} />),
          },
          { key: 'unit', head: t('unit'), cell: (row) => <span lang="zh-CN">{row.organization.name}</span> },
        ]}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('assessments_none')}>{t('assessments_none_text')}</Empty>}
      />
      {demanded.length > 0 && (
        <Section title={t('demanded')} lead={t('demanded_lead')}>
          <DataTable
            caption={t('demanded')}
            captionHidden
            columns={[
              {
                key: 'code',
                head: t('no'),
                kind: 'fixed',
                cell: (row) => <Link to={paths.dataset(row.code)}>{row.code}</Link>,
              },
              { key: 'title', head: t('subject'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
              { key: 'columns', head: t('columns'), kind: 'number', cell: (row) => row.columns },
              { key: 'unit', head: t('unit'), cell: (row) => <span lang="zh-CN">{row.organization.name}</span> },
            ]}
            rows={demanded}
            rowKey={(row) => row.code}
          />
        </Section>
      )}
      {works && (
        <Section id="start" title={t('assess')}>
          <Form name="start">
            <Select
              name="subject_type"
              label={t('subject_type')}
              options={assessmentSubjects.codes.map((value) => ({
                value,
                label: side(assessmentSubjects.words[value]),
              }))}
            />
            <TextInput name="subject" label={t('subject')} width="medium" maxLength={80} />
            <Button>{t('assess')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
