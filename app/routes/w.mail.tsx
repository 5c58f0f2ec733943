import { faults } from '#api/subscriptions/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.mail.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.subscriptions.showMailroom(ctx));
}

type Failed = Route.ComponentProps['loaderData']['failed'][number];

export default function Mailroom({ loaderData: { kind, kept, failed } }: Route.ComponentProps) {
  const t = useT(subscriptions);
  const locale = useLocale();
  const columns: readonly Column<Failed>[] = [
    { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.created_at} /> },
    {
      key: 'subscription',
      head: t('subscription'),
      cell: (row) => <code className="break-all">{row.subscription_id}</code>,
    },
    { key: 'attempts', head: t('attempts'), kind: 'number', cell: (row) => row.attempts },
    {
      key: 'reason',
      head: t('reason'),
      cell: (row) =>
        `${row.last_fault === null ? '—' : faults.labelOrCode(row.last_fault, locale)} ${row.last_status ?? ''}`,
    },
  ];
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('hooks_title'), to: paths.webhooks() }]}
        title={t('mailroom')}
        lead={t(kind === 'folder' ? 'mailroom_lead_folder' : 'mailroom_lead_smtp')}
      />
      {kind === 'folder' && (
        <Section title={t('kept')}>
          {kept.length === 0 && <Empty title={t('kept_empty')} />}
          {kept.map((one) => (
            <details key={one.name} className="kept-mail">
              <summary>
                <DateText instant={one.at} /> {one.to} <b>{one.subject}</b>
              </summary>
              <pre className="whitespace-pre-wrap break-words">{one.text}</pre>
            </details>
          ))}
        </Section>
      )}
      <Section title={t('undelivered')}>
        <DataTable
          caption={t('undelivered')}
          captionHidden
          columns={columns}
          rows={failed}
          rowKey={(row) => row.id}
          empty={<Empty title={t('undelivered_empty')} />}
        />
      </Section>
    </>
  );
}
