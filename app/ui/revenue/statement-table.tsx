import { Link } from 'react-router';
import type { z } from 'zod';
import type { statementLine } from '#api/revenue/contract.ts';
import { statementStates } from '#api/revenue/rules/codes.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { monthText } from '#app/present/format.ts';
import { statementTone } from '#app/present/market-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import type { Empty } from '#app/ui/empty.tsx';
import { Money } from '#app/ui/money.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

export type StatementLine = z.output<typeof statementLine>;

export interface StatementTableProps {
  readonly caption: string;
  readonly rows: readonly StatementLine[];
  readonly href: (id: string) => string;
  readonly empty: ReturnType<typeof Empty>;
}

export function StatementTable({ caption, rows, href, empty }: StatementTableProps) {
  const t = useT(revenue);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<StatementLine>[] = [
    { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={href(row.id)}>{row.no}</Link> },
    { key: 'period', head: t('period'), kind: 'fixed', cell: (row) => monthText(row.period, locale) },
    { key: 'agency', head: t('agency'), cell: (row) => row.agency_name },
    { key: 'developer', head: t('developer'), cell: (row) => row.developer_name },
    { key: 'net', head: t('net'), kind: 'number', cell: (row) => <Money fen={row.net_fen} /> },
    { key: 'treasury', head: t('treasury_part'), kind: 'number', cell: (row) => <Money fen={row.treasury_fen} /> },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={statementTone(row.state, false, row.late_days > 0)}>
          {side(statementStates.words[row.state])}
        </StateDot>
      ),
    },
    {
      key: 'clock',
      head: t('clock'),
      kind: 'fixed',
      cell: (row) =>
        row.late_days > 0 ? (
          <span className="clock" data-late>
            {t('late', { count: row.late_days })}
          </span>
        ) : row.due_on !== null && row.days_left !== null ? (
          <Clock due={row.due_on} left={row.days_left} />
        ) : null,
    },
  ];
  return (
    <DataTable caption={caption} captionHidden columns={columns} rows={rows} rowKey={(row) => row.id} empty={empty} />
  );
}
