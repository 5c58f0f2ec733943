import { Link } from 'react-router';
import { bases } from '#app/i18n/bases.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { UnitName } from '#app/ui/sharing/clock-cell.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

export interface SetRow {
  readonly code: string;
  readonly kind: 'base' | 'topic';
  readonly name: string;
  readonly name_en: string;
  readonly lead: { readonly name: string; readonly name_en: string | null } | null;
  readonly members: number;
  readonly entries: number;
  readonly waiting: number;
  readonly closed_on: string | null;
}

/** Bases or topics; `href` says where a row leads. */
export function SetTable({
  kind,
  rows,
  href,
  desk = false,
}: {
  readonly kind: 'base' | 'topic';
  readonly rows: readonly SetRow[];
  readonly href: (code: string) => string;
  readonly desk?: boolean;
}) {
  const t = useT(bases);
  const side = useSide();
  return (
    <DataTable
      caption={t(kind === 'base' ? 'kind_base' : 'kind_topic')}
      captionHidden
      rows={rows}
      rowKey={(row) => row.code}
      empty={
        <Empty title={t(kind === 'base' ? 'none_base' : 'none_topic')}>
          {kind === 'topic' && <p>{t('none_topic_text')}</p>}
        </Empty>
      }
      columns={[
        { key: 'code', head: t('code'), kind: 'fixed', cell: (row) => row.code },
        {
          key: 'name',
          head: t('name'),
          cell: (row) => <Link to={href(row.code)}>{side({ zh: row.name, en: row.name_en })}</Link>,
        },
        { key: 'lead', head: t('lead'), cell: (row) => <LeadName row={row} /> },
        { key: 'members', head: t('members'), kind: 'number', cell: (row) => row.members },
        { key: 'entries', head: t('entries'), kind: 'number', cell: (row) => row.entries },
        ...(desk
          ? [{ key: 'waiting', head: t('waiting'), kind: 'number' as const, cell: (row: SetRow) => row.waiting }]
          : []),
      ]}
    />
  );
}

function LeadName({ row }: { readonly row: SetRow }) {
  const t = useT(bases);
  if (row.closed_on !== null) return <StateDot tone="off">{t('closed', { day: row.closed_on })}</StateDot>;
  if (row.kind === 'base') return t('by_department');
  return row.lead === null ? <StateDot tone="late">{t('no_lead')}</StateDot> : <UnitName of={row.lead} />;
}
