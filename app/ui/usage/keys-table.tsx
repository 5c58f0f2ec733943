import type { KeyOut } from '#api/usage/keys.ts';
import { usage } from '#app/i18n/usage.ts';
import { useT } from '#app/present/words.ts';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';

const words = { in_force: 'live', over: 'over', not_active: 'not_active', not_yet: 'not_yet' } as const;
const tones: Readonly<Record<KeyOut['agreement_standing'], Tone>> = {
  in_force: 'done',
  over: 'off',
  not_active: 'off',
  not_yet: 'wait',
};

export function KeysTable({ items }: { readonly items: readonly KeyOut[] }) {
  const t = useT(usage);
  const columns: readonly Column<KeyOut>[] = [
    { key: 'name', head: t('name'), cell: (row) => row.name },
    { key: 'prefix', head: t('prefix'), kind: 'fixed', cell: (row) => <code>{row.prefix}…</code> },
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
    { key: 'created', head: t('created'), kind: 'fixed', cell: (row) => <DateText instant={row.created_at} /> },
    {
      key: 'used',
      head: t('last_used'),
      kind: 'fixed',
      cell: (row) => (row.last_used_at === null ? t('never') : <DateText instant={row.last_used_at} />),
    },
    {
      key: 'do',
      head: t('do'),
      kind: 'fixed',
      cell: (row) =>
        row.revoked_at === null && (
          <Form inline name={`revoke-${row.id}`}>
            <input type="hidden" name="key_id" value={row.id} />
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
      caption={t('keys')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={<Empty title={t('keys_empty')}>{t('keys_empty_text')}</Empty>}
    />
  );
}
