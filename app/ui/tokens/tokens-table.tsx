import type { TokenOut } from '#api/people/tokens.ts';
import { tokens } from '#app/i18n/tokens.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Revoke, secretColumns } from '#app/ui/secrets-table.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

export function TokensTable({ items }: { readonly items: readonly TokenOut[] }) {
  const t = useT(tokens);
  const locale = useLocale();
  const own = secretColumns<TokenOut>((key) => t(key));
  const columns: readonly Column<TokenOut>[] = [
    own.name,
    own.prefix,
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
    own.created,
    own.used,
    { key: 'until', head: t('until'), kind: 'fixed', cell: (row) => <DateText day={row.expires_on} /> },
    {
      key: 'do',
      head: t('do'),
      kind: 'fixed',
      cell: (row) =>
        row.standing === 'live' && (
          <Revoke
            field="token_id"
            id={row.id}
            title={t('revoke_title', { name: row.name })}
            consequence={t('revoke_consequence')}
          >
            {t('revoke')}
          </Revoke>
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
