import { Link } from 'react-router';
import { fileItems, itemStates } from '#api/licensing/rules/kind-codes.ts';
import type { ApplicationOut } from '#api/licensing/view.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';

type List = ApplicationOut['file'];
type Item = List['items'][number];

export const itemTone: Readonly<Record<Item['state'], Tone>> = {
  missing: 'late',
  submitted: 'wait',
  verified: 'done',
  expiring: 'open',
  expired: 'late',
  rejected: 'refused',
};

/** What the enterprise file holds of what a kind asks for. */
export function CheckList({ list, to }: { readonly list: List; readonly to: string | null }) {
  const t = useT(licensingKinds);
  const side = useSide();
  const columns: readonly Column<Item>[] = [
    { key: 'item', head: t('item'), cell: (row) => side(fileItems.words[row.item]) },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => <StateDot tone={itemTone[row.state]}>{side(itemStates.words[row.state])}</StateDot>,
    },
    {
      key: 'until',
      head: t('valid_to'),
      kind: 'fixed',
      cell: (row) => (row.valid_to === null ? null : <DateText day={row.valid_to} />),
    },
  ];
  return (
    <>
      <DataTable
        caption={t('check_list')}
        captionHidden
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.item}
      />
      <p className="help mt-4">
        {t(list.wanted ? 'check_list_wanted' : 'check_list_unwanted')}{' '}
        {to !== null && <Link to={to}>{t('to_file')}</Link>}
      </p>
    </>
  );
}
