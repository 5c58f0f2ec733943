import { Link, redirect } from 'react-router';
import { incidentBody } from '#api/security/incidents-contract.ts';
import { incidentGrades, incidentKinds, incidentStates } from '#api/security/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox, Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.incidents._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties } = requireViewer(ctx, url);
  const page = Math.max(1, Math.min(1000, Number(url.searchParams.get('page') ?? 1) || 1));
  return orRefusal(async () => ({
    list: await services.security.listIncidents(ctx, { page, page_size: 20 }),
    files: duties.some((duty) => ['steward', 'admin', 'developer', 'signatory'].includes(duty)),
    now: new Date(ctx.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 16),
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    const input = form.read(incidentBody);
    const made = await form.once((ctx) => security.fileIncident(ctx, input));
    return redirect(paths.incident(made.id));
  });
}

export default function Incidents({ loaderData: { list, files, now } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('incidents')}
        lead={<p className="max-w-[42em]">{t('incidents_lead')}</p>}
        breadcrumb={[{ label: t('desk'), to: paths.securityDesk() }]}
      />
      <DataTable
        caption={t('incidents')}
        captionHidden
        columns={[
          { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.incident(row.id)}>{row.no}</Link> },
          { key: 'title', head: t('incident_title'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (
              <StateDot tone={row.state === 'closed' ? 'done' : row.late ? 'late' : 'open'}>
                {side(incidentStates.words[row.state])}
              </StateDot>
            ),
          },
          { key: 'kind', head: t('kind'), cell: (row) => side(incidentKinds.words[row.kind]) },
          {
            key: 'grade',
            head: t('grade'),
            kind: 'fixed',
            cell: (row) => {
              const grade = String(row.grade);
              return incidentGrades.is(grade) ? side(incidentGrades.words[grade]) : grade;
            },
          },
          {
            key: 'discovered',
            head: t('discovered'),
            kind: 'fixed',
            cell: (row) => <DateText instant={row.discovered_at} />,
          },
          {
            key: 'reported',
            head: t('reported'),
            kind: 'fixed',
            cell: (row) => (
              <>
                {row.reported_at === null ? t('not_reported') : <DateText instant={row.reported_at} />}
                {row.late && <StateDot tone="late">{t('late')}</StateDot>}
              </>
            ),
          },
          { key: 'unit', head: t('unit'), cell: (row) => <span lang="zh-CN">{row.organization.name}</span> },
        ]}
        rows={list.items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('incidents_none')}>{t('incidents_none_text')}</Empty>}
      />
      <Pagination
        page={list.page}
        pageSize={list.page_size}
        total={list.total}
        href={(page) => paths.incidents({ page })}
      />
      {files && (
        <Section id="file" title={t('file')}>
          <Form name="file">
            <TextInput name="title" label={t('incident_title')} maxLength={120} />
            <Select
              name="kind"
              label={t('kind')}
              options={incidentKinds.codes.map((value) => ({ value, label: side(incidentKinds.words[value]) }))}
            />
            <Select
              name="grade"
              label={t('grade')}
              defaultValue="4"
              blank={null}
              options={incidentGrades.codes.map((value) => ({ value, label: side(incidentGrades.words[value]) }))}
            />
            <Checkbox name="threatens" label={t('threatens')} />
            <TextInput
              name="discovered_at"
              label={t('discovered')}
              type="datetime-local"
              width="medium"
              defaultValue={now}
            />
            <TextArea name="systems" label={t('systems')} limit={4000} rows={2} />
            <TextArea name="data_affected" label={t('data_affected')} limit={4000} rows={2} />
            <Checkbox name="personal" label={t('personal')} />
            <NumberInput name="persons_count" label={t('persons')} optional />
            <Button>{t('file')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
