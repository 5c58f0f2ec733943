import { data, redirect } from 'react-router';
import { exportStates } from '#api/security/rules/codes.ts';
import { exportBody, secondBody } from '#api/security/two-people-contract.ts';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { SecondPerson } from '#app/ui/security/second-person.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.security_.logs.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return {
    list: await orRefusal(() => services.security.listExports(ctx)),
    done: url.searchParams.has('done'),
  };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    const [verb, id = ''] = (form.name ?? '').split(':');
    await form.once((ctx): Promise<unknown> => {
      if (verb === 'ask') return security.askExport(ctx, form.read(exportBody));
      if (verb === 'decide') return security.decideExport(ctx, id, form.read(secondBody));
      throw data(null, 400);
    });
    return redirect(paths.securityLogs({ done: 1 }));
  });
}

const tones = { waiting: 'wait', granted: 'done', declined: 'refused', over: 'off' } as const;
const csvOf = (query: Readonly<Record<string, string>>) => `/api/v1/security/logs.csv?${new URLSearchParams(query)}`;

export default function SecurityLogs({ loaderData: { list, done } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('export')}
        lead={<p className="max-w-[42em]">{t('logs_desk_lead', { limit: list.limit.toLocaleString('en-US') })}</p>}
        breadcrumb={[{ label: t('desk'), to: paths.securityDesk() }]}
      />
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      {list.may_ask && (
        <form className="form mb-6" data-inline="" action="/api/v1/security/logs.csv">
          <div className="field">
            <label htmlFor="logs-from">{t('from')}</label>
            <input id="logs-from" className="input" data-width="short" type="date" name="from" required />
          </div>
          <div className="field">
            <label htmlFor="logs-to">{t('to')}</label>
            <input id="logs-to" className="input" data-width="short" type="date" name="to" required />
          </div>
          <button type="submit" className="btn" data-look="plain">
            {t('export')}
          </button>
        </form>
      )}
      <Section title={t('exports')}>
        <DataTable
          caption={t('exports')}
          captionHidden
          columns={[
            { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
            {
              key: 'span',
              head: t('span'),
              kind: 'fixed',
              cell: (row) => (
                <>
                  <DateText day={row.from} /> – <DateText day={row.to} />
                </>
              ),
            },
            { key: 'rows', head: t('lines'), kind: 'number', cell: (row) => row.rows.toLocaleString('en-US') },
            { key: 'reason', head: t('reason'), cell: (row) => <span lang="zh-CN">{row.reason}</span> },
            {
              key: 'by',
              head: t('asked_by'),
              kind: 'fixed',
              cell: (row) => <span lang="zh-CN">{row.requested_by}</span>,
            },
            {
              key: 'state',
              head: t('state'),
              cell: (row) => (
                <>
                  <StateDot tone={tones[row.state]}>{side(exportStates.words[row.state])}</StateDot>
                  {row.decided_by !== null && (
                    <span className="help block" lang="zh-CN">{`${row.decided_by} ${row.opinion ?? ''}`}</span>
                  )}
                  {row.state === 'granted' && row.mine && (
                    <span className="block">
                      <a
                        href={csvOf({ from: row.from, to: row.to, request: row.id })}
                        aria-label={`${t('take')} ${row.no}`}
                      >
                        {t('take')}
                      </a>{' '}
                      <span className="help">{t('take_until', { day: row.open_until ?? '' })}</span>
                    </span>
                  )}
                </>
              ),
            },
          ]}
          rows={list.items}
          rowKey={(row) => row.id}
          empty={
            <Empty title={t('exports_none')}>{t(list.may_ask ? 'exports_none_text' : 'exports_none_second')}</Empty>
          }
        />
        {list.items
          .filter((row) => row.may_decide)
          .map((row) => (
            <div key={row.id} className="mt-6">
              <SecondPerson id={row.id} title={t('second', { no: row.no })} refusal={row.decide_refusal} />
            </div>
          ))}
      </Section>
      {list.may_ask && (
        <Section title={t('logs_large')}>
          <Form name="ask">
            <DateInput name="from" label={t('from')} />
            <DateInput name="to" label={t('to')} />
            <TextArea name="reason" label={t('reason')} limit={2000} rows={3} />
            <Button>{t('ask')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
