import { data, redirect } from 'react-router';
import { secondDecisions } from '#api/security/rules/codes.ts';
import { parameterNames } from '#api/security/rules/parameters.ts';
import { proposeBody, secondBody } from '#api/security/two-people-contract.ts';
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
import { NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { SecondPerson } from '#app/ui/security/second-person.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.security_.parameters.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return {
    seen: await orRefusal(() => services.security.showParameters(ctx)),
    done: url.searchParams.has('done'),
  };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    const [verb, id = ''] = (form.name ?? '').split(':');
    await form.once((ctx): Promise<unknown> => {
      if (verb === 'propose') return security.proposeParameter(ctx, form.read(proposeBody));
      if (verb === 'decide') return security.decideParameter(ctx, id, form.read(secondBody));
      throw data(null, 400);
    });
    return redirect(paths.securityParameters({ done: 1 }));
  });
}

export default function SecurityParameters({ loaderData: { seen, done } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('parameters')}
        lead={<p className="max-w-[42em]">{t('parameters_lead')}</p>}
        breadcrumb={[{ label: t('desk'), to: paths.securityDesk() }]}
      />
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <DataTable
        caption={t('parameters')}
        captionHidden
        columns={[
          { key: 'name', head: t('parameter'), cell: (row) => side(parameterNames.words[row.name]) },
          {
            key: 'value',
            head: t('value'),
            kind: 'number',
            cell: (row) => row.value.toLocaleString('en-US'),
          },
          {
            key: 'default',
            head: t('by_default'),
            kind: 'number',
            cell: (row) => row.by_default.toLocaleString('en-US'),
          },
          {
            key: 'bounds',
            head: t('bounds'),
            kind: 'fixed',
            cell: (row) => `${row.least.toLocaleString('en-US')} – ${row.most.toLocaleString('en-US')}`,
          },
          { key: 'basis', head: t('basis'), cell: (row) => side(row.basis) },
          {
            key: 'waiting',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => (row.waiting ? <StateDot tone="wait">{t('change_waits')}</StateDot> : null),
          },
        ]}
        rows={seen.items}
        rowKey={(row) => row.name}
      />
      <Section title={t('changes')}>
        <DataTable
          caption={t('changes')}
          captionHidden
          columns={[
            { key: 'at', head: t('since'), kind: 'fixed', cell: (row) => <DateText instant={row.proposed_at} /> },
            { key: 'name', head: t('parameter'), cell: (row) => side(parameterNames.words[row.name]) },
            {
              key: 'change',
              head: t('change_of'),
              kind: 'fixed',
              cell: (row) => `${row.before.toLocaleString('en-US')} → ${row.value.toLocaleString('en-US')}`,
            },
            {
              key: 'reason',
              head: t('reason'),
              cell: (row) => <span lang="zh-CN">{`${row.reason}（${row.document_no}）`}</span>,
            },
            {
              key: 'by',
              head: t('proposed_by'),
              kind: 'fixed',
              cell: (row) => <span lang="zh-CN">{row.proposed_by}</span>,
            },
            {
              key: 'decision',
              head: t('decision'),
              cell: (row) =>
                row.decision === null ? (
                  <StateDot tone="wait">{t('state_waiting')}</StateDot>
                ) : (
                  <>
                    <StateDot tone={row.decision === 'granted' ? 'done' : 'refused'}>
                      {side(secondDecisions.words[row.decision])}
                    </StateDot>
                    <span className="help block" lang="zh-CN">{`${row.decided_by ?? ''} ${row.opinion ?? ''}`}</span>
                  </>
                ),
            },
          ]}
          rows={seen.changes}
          rowKey={(row) => row.id}
          empty={<Empty title={t('changes_none')}>{t('changes_none_text')}</Empty>}
        />
        {seen.changes
          .filter((row) => row.may_decide)
          .map((row) => (
            <SecondPerson
              key={row.id}
              id={row.id}
              title={t('second', { no: side(parameterNames.words[row.name]) })}
              refusal={row.decide_refusal}
            />
          ))}
      </Section>
      {seen.may_propose && (
        <Section title={t('propose')}>
          <Form name="propose">
            <Select
              name="name"
              label={t('parameter')}
              options={parameterNames.codes.map((value) => ({ value, label: side(parameterNames.words[value]) }))}
            />
            <NumberInput name="value" label={t('new_value')} />
            <TextArea name="reason" label={t('reason')} limit={2000} rows={3} />
            <TextInput name="document_no" label={t('document_no')} width="medium" />
            <Button>{t('propose')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
