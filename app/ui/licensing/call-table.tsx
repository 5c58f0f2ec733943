import { Link } from 'react-router';
import type { CallOut } from '#api/licensing/calls.ts';
import { authorizationKinds } from '#api/licensing/rules/codes.ts';
import { callStates } from '#api/licensing/rules/kind-codes.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

interface CallTableProps {
  readonly items: readonly CallOut[];
  readonly to: (id: string) => string;
  readonly emptyText: string;
}

export function CallTable({ items, to, emptyText }: CallTableProps) {
  const t = useT(licensingKinds);
  const side = useSide();
  const columns: readonly Column<CallOut>[] = [
    { key: 'no', head: t('call_no'), kind: 'fixed', cell: (row) => <Link to={to(row.id)}>{row.no}</Link> },
    { key: 'title', head: t('call_title'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
    { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => side(authorizationKinds.words[row.kind]) },
    { key: 'agency', head: t('agency'), cell: (row) => <span lang="zh-CN">{row.agency.name}</span> },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={row.takes_applications ? 'open' : 'off'}>{side(callStates.words[row.state])}</StateDot>
      ),
    },
    {
      key: 'closes',
      head: t('closes_on'),
      kind: 'fixed',
      cell: (row) => (row.closes_on === null ? null : <DateText day={row.closes_on} />),
    },
  ];
  return (
    <DataTable
      caption={t('calls_title')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={<Empty title={t('calls_none')}>{emptyText}</Empty>}
    />
  );
}
