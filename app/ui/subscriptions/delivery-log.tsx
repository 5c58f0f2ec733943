import { Link } from 'react-router';
import { changeKinds, faults, messageStates } from '#api/subscriptions/rules/codes.ts';
import type { MessageOut } from '#api/subscriptions/webhooks.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { type Column, DataTable } from '../data-table.tsx';
import { DateText } from '../date-text.tsx';
import { Empty } from '../empty.tsx';
import { Form } from '../form.tsx';
import { StateDot } from '../state-dot.tsx';

const tones = { pending: 'wait', delivered: 'done', failed: 'refused', dropped: 'off' } as const;

/** Every message with every attempt, newest first. */
export function DeliveryLog({ items, live }: { readonly items: readonly MessageOut[]; readonly live: boolean }) {
  const t = useT(subscriptions);
  const locale = useLocale();
  const columns: readonly Column<MessageOut>[] = [
    { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.created_at} /> },
    {
      key: 'message',
      head: t('message'),
      cell: (row) => (
        <>
          {row.kind === 'ping' && t('test_message')}
          {row.events.map((event) => (
            <div key={event.id}>
              <Link to={paths.dataset(event.code)}>{event.title}</Link> {changeKinds.label(event.kind, locale)}
            </div>
          ))}
          {row.replay_of !== null && <small>{t('replay_of')}</small>}
          <div>
            <code className="break-all">{row.replay_of ?? row.id}</code>
          </div>
        </>
      ),
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => <StateDot tone={tones[row.state]}>{messageStates.label(row.state, locale)}</StateDot>,
    },
    {
      key: 'attempts',
      head: t('attempts'),
      cell: (row) => (
        <ol className="list-none p-0">
          {row.log.map((one) => (
            <li key={one.at}>
              <DateText instant={one.at} /> {t('attempt', { status: one.status ?? '—', ms: one.ms })}{' '}
              {one.fault !== null && faults.labelOrCode(one.fault, locale)}
            </li>
          ))}
          {row.next_at !== null && (
            <li>
              {t('next_at')} <DateText instant={row.next_at} />
            </li>
          )}
        </ol>
      ),
    },
    {
      key: 'do',
      head: t('do'),
      kind: 'fixed',
      cell: (row) =>
        live &&
        row.kind === 'change' &&
        row.state !== 'pending' && (
          <Form inline name={`replay-${row.id}`}>
            <input type="hidden" name="message" value={row.id} />
            <Button look="plain" size="small" name="intent" value="replay">
              {t('replay')}
            </Button>
          </Form>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('log')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={<Empty title={t('log_empty')}>{t('log_empty_text')}</Empty>}
    />
  );
}
