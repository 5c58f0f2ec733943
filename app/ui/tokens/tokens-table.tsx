import type { TokenOut } from '#api/people/tokens.ts';
import { tokens } from '#app/i18n/tokens.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

export function TokensTable({ items }: { readonly items: readonly TokenOut[] }) {
  const t = useT(tokens);
  const locale = useLocale();
  const columns: readonly Column<TokenOut>[] = [
    { key: 'name', head: t('name'), cell: (row) => row.name },
    { key: 'prefix', head: t('prefix'), kind: 'fixed', cell: (row) => <code>{row.prefix}…</code> },
    {
      key: 'organization',
      head: t('organization'),
      cell: ({ organization: { name, name_en } }) => (locale === 'en' ? (name_en ?? name) : name),
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => <StateDot tone={row.standing === 'live' ? 'done' : 'off'}>{t(row.standing)}</StateDot>,
    },
    { key: 'created', head: t('created'), kind: 'fixed', cell: (row) => <DateText instant={row.created_at} /> },
    {
      key: 'used',
      head: t('last_used'),
      kind: 'fixed',
      cell: (row) => (row.last_used_at === null ? t('never') : <DateText instant={row.last_used_at} />),
    },
    { key: 'until', head: t('until'), kind: 'fixed', cell: (row) => <DateText day={row.expires_on} /> },
    {
      key: 'do',
      head: t('do'),
      kind: 'fixed',
      cell: (row) =>
        row.standing === 'live' && (
          <Form inline name={`revoke-${row.id}`}>
            <input type="hidden" name="token_id" value={row.id} />
            <ConfirmButton
              look="warn"
              size="small"
              name="intent"
              value="revoke"
              title={t('revoke_title', { name: row.name })}
              consequence={t('revoke_consequence')}
            >
              {t('revoke')}
            </ConfirmButton>
          </Form>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('list')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={<Empty title={t('empty')}>{t('empty_text')}</Empty>}
    />
  );
}
