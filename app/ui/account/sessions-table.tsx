import type { z } from 'zod';
import type { sessionOut } from '#api/people/contract.ts';
import { signInMethods } from '#api/people/rules/codes.ts';
import { security } from '#app/i18n/security.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Revoke } from '#app/ui/secrets-table.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

type Session = z.output<typeof sessionOut>;

export function SessionsTable({ items }: { readonly items: readonly Session[] }) {
  const t = useT(security);
  const side = useSide();
  const named = (row: Session) => row.device ?? t('unknown_device');
  const columns: readonly Column<Session>[] = [
    {
      key: 'device',
      head: t('device'),
      cell: (row) => (
        <>
          {named(row)} {row.present && <StateDot tone="done">{t('present_session')}</StateDot>}
        </>
      ),
    },
    { key: 'how', head: t('how'), cell: (row) => side(signInMethods[row.method]) },
    { key: 'first', head: t('first_seen'), kind: 'fixed', cell: (row) => <DateText instant={row.created_at} /> },
    { key: 'last', head: t('last_seen'), kind: 'fixed', cell: (row) => <DateText instant={row.last_seen_at} /> },
    {
      key: 'do',
      head: t('do'),
      kind: 'fixed',
      cell: (row) =>
        !row.present && (
          <Revoke
            field="session_id"
            id={row.id}
            title={t('end_title', { device: named(row) })}
            consequence={t('end_text')}
          >
            {t('end')}
          </Revoke>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('sessions')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={null}
    />
  );
}
