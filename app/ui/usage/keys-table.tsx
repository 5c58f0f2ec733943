import type { KeyOut } from '#api/usage/keys.ts';
import { usage } from '#app/i18n/usage.ts';
import { useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Revoke, secretColumns } from '#app/ui/secrets-table.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';

const words = {
  in_force: 'live',
  over: 'over',
  suspended: 'suspended',
  not_active: 'not_active',
  not_yet: 'not_yet',
} as const;
const tones: Readonly<Record<KeyOut['agreement_standing'], Tone>> = {
  in_force: 'done',
  over: 'off',
  suspended: 'off',
  not_active: 'off',
  not_yet: 'wait',
};

export function KeysTable({ items }: { readonly items: readonly KeyOut[] }) {
  const t = useT(usage);
  const own = secretColumns<KeyOut>((key) => t(key));
  const columns: readonly Column<KeyOut>[] = [
    own.name,
    own.prefix,
    { key: 'agreement', head: t('agreement'), kind: 'fixed', cell: (row) => row.agreement_no },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) =>
        row.revoked_at === null ? (
          <StateDot tone={tones[row.agreement_standing]}>{t(words[row.agreement_standing])}</StateDot>
        ) : (
          <StateDot tone="off">{t('revoked')}</StateDot>
        ),
    },
    own.created,
    own.used,
    {
      key: 'do',
      head: t('do'),
      kind: 'fixed',
      cell: (row) =>
        row.revoked_at === null && (
          <Revoke
            field="key_id"
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
      caption={t('keys')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={<Empty title={t('keys_empty')}>{t('keys_empty_text')}</Empty>}
    />
  );
}
