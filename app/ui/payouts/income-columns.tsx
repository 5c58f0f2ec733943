import type { ReactNode } from 'react';
import type { payouts } from '#app/i18n/payouts.ts';
import type { useT } from '#app/present/words.ts';
import type { Column } from '#app/ui/data-table.tsx';
import { Money } from '#app/ui/money.tsx';

const keys = ['gross', 'refunds', 'net', 'treasury', 'operator', 'own', 'paid_out', 'on_way', 'open'] as const;
export type IncomeAmounts = Readonly<Record<`${(typeof keys)[number]}_fen`, string>>;

/** The money columns of income, the same for months and for orders, with their sums. */
export function incomeColumns<Row extends IncomeAmounts>(
  t: ReturnType<typeof useT<typeof payouts>>,
  total: IncomeAmounts,
): { readonly columns: readonly Column<Row>[]; readonly totals: Readonly<Record<string, ReactNode>> } {
  const money = (fen: string) => (fen === '0' ? null : <Money fen={fen} />);
  return {
    columns: keys.map((key) => ({
      key,
      head: t(key === 'treasury' ? 'government' : key),
      kind: 'number' as const,
      cell: (row: Row) => money(row[`${key}_fen`]),
    })),
    totals: Object.fromEntries(keys.map((key) => [key, <Money key={key} fen={total[`${key}_fen`]} />])),
  };
}
