import { Link } from 'react-router';
import { pauseReasons } from '#api/subscriptions/rules/codes.ts';
import type { WebhookOut } from '#api/subscriptions/webhooks.ts';
import { appContext } from '#app/context.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { HookState } from '#app/ui/subscriptions/hook-state.tsx';
import type { Route } from './+types/w.subscriptions._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return {
    items: (await services.subscriptions.listWebhooks(ctx)).items,
    mailroom: services.subscriptions.mayReadMail(ctx),
  };
}

export default function Webhooks({ loaderData: { items, mailroom } }: Route.ComponentProps) {
  const t = useT(subscriptions);
  const locale = useLocale();
  const stuck = items.filter((one) => one.state === 'paused' && one.paused_for !== null && one.paused_for !== 'own');
  const columns: readonly Column<WebhookOut>[] = [
    {
      key: 'about',
      head: t('about'),
      cell: (row) => <Link to={paths.webhook(row.id)}>{locale === 'zh' ? row.about_zh : row.about_en}</Link>,
    },
    { key: 'url', head: t('url'), cell: (row) => <span className="break-all">{row.url}</span> },
    { key: 'state', head: t('state'), kind: 'fixed', cell: (row) => <HookState state={row.state} /> },
    { key: 'delivered', head: t('delivered'), kind: 'number', cell: (row) => row.delivered },
    { key: 'waiting', head: t('waiting'), kind: 'number', cell: (row) => row.waiting },
    { key: 'failed', head: t('failed'), kind: 'number', cell: (row) => row.failed },
    {
      key: 'last',
      head: t('last'),
      kind: 'fixed',
      cell: (row) => (row.last_delivered_at === null ? t('never') : <DateText instant={row.last_delivered_at} />),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('hooks_title')}
        lead={t('hooks_lead')}
        actions={
          <>
            <LinkButton to={paths.newWebhook()}>{t('new_hook')}</LinkButton>
            {mailroom && <Link to={paths.mailroom()}>{t('mailroom')}</Link>}
          </>
        }
      />
      {stuck.length > 0 && (
        <Notice tone="warn" title={t('hooks_stuck')}>
          <ul>
            {stuck.map((one) => (
              <li key={one.id}>
                <Link to={paths.webhook(one.id)}>{one.url}</Link>{' '}
                {one.paused_for !== null && pauseReasons.label(one.paused_for, locale)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <DataTable
        caption={t('hooks_title')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('hooks_empty')}>{t('hooks_empty_text')}</Empty>}
      />
    </>
  );
}
