import type { z } from 'zod';
import type { historyOut } from '#api/people/contract.ts';
import { accountEvents } from '#api/people/rules/codes.ts';
import { security } from '#app/i18n/security.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

type Row = z.output<typeof historyOut>['items'][number];

export function HistoryTable({ items }: { readonly items: readonly Row[] }) {
  const t = useT(security);
  const side = useSide();
  const columns: readonly Column<Row>[] = [
    { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
    {
      key: 'event',
      head: t('event'),
      cell: (row) =>
        row.failed ? (
          <StateDot tone="refused">{side(accountEvents[row.kind])}</StateDot>
        ) : (
          side(accountEvents[row.kind])
        ),
    },
    { key: 'device', head: t('device'), cell: (row) => row.device ?? t('unknown_device') },
  ];
  return (
    <DataTable
      caption={t('history')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => `${row.at} ${row.kind} ${items.indexOf(row)}`}
      empty={<Empty title={t('no_events')}>{t('no_events_text')}</Empty>}
    />
  );
}
