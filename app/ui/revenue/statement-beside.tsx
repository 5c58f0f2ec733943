import { Link } from 'react-router';
import { repaymentStates } from '#api/revenue/rules/codes.ts';
import type { StatementOut } from '#api/revenue/view.ts';
import { revenue } from '#app/i18n/revenue.ts';
import { paths } from '#app/paths.ts';
import { repaymentTone } from '#app/present/market-tone.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Money } from '#app/ui/money.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

/** What stands beside an approved statement: later refunds, their cases, orders that were sent back. */
export function Beside({ statement: s }: { readonly statement: StatementOut }) {
  const t = useT(revenue);
  const side = useSide();
  if (s.late_refunds.length + s.repayments.length + s.voided_orders.length === 0) return null;
  const sum = (of: (row: StatementOut['late_refunds'][number]) => string) =>
    s.late_refunds.reduce((all, row) => all + BigInt(of(row)), 0n);
  return (
    <Section id="beside" title={t('beside')} lead={t('beside_lead')}>
      {s.late_refunds.length > 0 && (
        <DataTable
          caption={t('late_refund')}
          rows={s.late_refunds}
          rowKey={(row) => row.refund_id}
          columns={[
            { key: 'order', head: t('order'), kind: 'fixed', cell: (row) => row.order_no },
            { key: 'at', head: t('date'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
            { key: 'amount', head: t('late_refund'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
            {
              key: 'treasury',
              head: t('to_treasury'),
              kind: 'number',
              cell: (row) => <Money fen={row.treasury_fen} />,
            },
          ]}
          totals={{
            order: t('total'),
            amount: <Money fen={sum((row) => row.amount_fen)} />,
            treasury: <Money fen={sum((row) => row.treasury_fen)} />,
          }}
        />
      )}
      {s.repayments.length > 0 && (
        <DataTable
          caption={t('repayment_case')}
          rows={s.repayments}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'no',
              head: t('repayment_case'),
              kind: 'fixed',
              cell: (row) => (s.side === 'developer' ? row.no : <Link to={paths.repayment(row.id)}>{row.no}</Link>),
            },
            { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
            {
              key: 'state',
              head: t('state'),
              kind: 'fixed',
              cell: (row) => (
                <StateDot tone={repaymentTone(row.state)}>{side(repaymentStates.words[row.state])}</StateDot>
              ),
            },
          ]}
        />
      )}
      {s.voided_orders.length > 0 && (
        <DataTable
          caption={t('voided')}
          rows={s.voided_orders}
          rowKey={(row) => row.no}
          columns={[
            { key: 'no', head: t('receipt_order'), kind: 'fixed', cell: (row) => row.no },
            { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
            { key: 'at', head: t('voided_at'), kind: 'fixed', cell: (row) => <DateText instant={row.voided_at} /> },
            { key: 'why', head: t('why'), cell: (row) => row.reason },
          ]}
        />
      )}
    </Section>
  );
}
