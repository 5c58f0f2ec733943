import { data, Link } from 'react-router';
import { jobsQuery, settingBody } from '#api/enclave/contract.ts';
import { jobStates, reviewModes } from '#api/enclave/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { enclave } from '#app/i18n/enclave.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { jobTone } from '#app/present/job-tone.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.jobs._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = jobsQuery.safeParse(Object.fromEntries(url.searchParams));
  const jobs = await services.enclave.listEnclaveJobs(ctx, asked.success ? asked.data : jobsQuery.parse({}));
  const agency = ctx.viewer?.organization.kind === 'agency';
  const may = ctx.viewer?.duties.some((one) => one === 'licensing' || one === 'steward') === true;
  return { ...jobs, agency, setting: agency && may ? await services.enclave.showEnclaveSetting(ctx) : null };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(settingBody);
    await form.once((ctx) => services.enclave.setEnclaveSetting(ctx, input));
    return data({ saved: true as const });
  });
}

type Row = Route.ComponentProps['loaderData']['items'][number];

export default function Jobs({ loaderData, actionData }: Route.ComponentProps) {
  const { items, agency, setting, page, page_size, total } = loaderData;
  const t = useT(enclave);
  const side = useSide();
  const columns: readonly Column<Row>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.job(row.id)}>{row.no}</Link> },
    { key: 'name', head: t('name'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
    agency
      ? { key: 'developer', head: t('developer'), cell: (row) => <span lang="zh-CN">{row.developer.name}</span> }
      : { key: 'agreement', head: t('agreement'), kind: 'fixed', cell: (row) => row.agreement.no },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => <StateDot tone={jobTone(row.state, agency)}>{side(jobStates.words[row.state])}</StateDot>,
    },
    { key: 'at', head: t('submitted'), kind: 'fixed', cell: (row) => <DateText instant={row.submitted_at} /> },
    {
      key: 'due',
      head: t('due'),
      kind: 'fixed',
      cell: (row) => (row.state === 'reviewing' && row.due_on !== null ? <DateText day={row.due_on} /> : null),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t(agency ? 'lead_agency' : 'lead')}
        actions={agency ? undefined : <LinkButton to={paths.newJob()}>{t('new')}</LinkButton>}
      />
      <DataTable
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('none')}>{t(agency ? 'none_agency' : 'none_text')}</Empty>}
      />
      <Pagination page={page} pageSize={page_size} total={total} href={(n) => paths.jobs({ page: n })} />
      {setting !== null && (
        <Section id="setting" title={t('setting')} lead={t('setting_lead')}>
          {actionData !== undefined && 'saved' in actionData && (
            <Notice tone="success" live>
              {t('saved')}
            </Notice>
          )}
          <Form name="setting">
            <RadioGroup
              name="review"
              label={t('setting')}
              help={t(setting.own ? 'setting_own' : 'setting_region')}
              defaultValue={setting.review}
              options={reviewModes.codes.map((code) => ({ value: code, label: side(reviewModes.words[code]) }))}
            />
            <Button look="plain">{t('save')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
