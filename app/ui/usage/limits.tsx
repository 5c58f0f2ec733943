import { quotaMeasures, quotaWindows } from '#api/agreements/rules/codes.ts';
import type { Limit } from '#api/usage/rules/decide.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { NumberText } from '#app/ui/money.tsx';

/** What is used of each quota, what is left, and when it begins anew. */
export function Limits({ items }: { readonly items: readonly Limit[] }) {
  const t = useT(agreements);
  const locale = useLocale();
  const columns: readonly Column<Limit>[] = [
    {
      key: 'of',
      head: t('limits'),
      cell: (row) => `${quotaMeasures.label(row.measure, locale)} ${quotaWindows.label(row.window, locale)}`,
    },
    { key: 'cap', head: t('limit_of'), kind: 'number', cell: (row) => <NumberText value={row.cap} /> },
    { key: 'used', head: t('limit_used'), kind: 'number', cell: (row) => <NumberText value={row.used} /> },
    { key: 'left', head: t('limit_left'), kind: 'number', cell: (row) => <NumberText value={row.left} /> },
    { key: 'resets', head: t('limit_resets'), kind: 'fixed', cell: (row) => <DateText instant={row.resets_at} /> },
  ];
  return (
    <DataTable
      caption={t('limits')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => `${row.measure} ${row.window}`}
      empty={null}
    />
  );
}
