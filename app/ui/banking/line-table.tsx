import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { caseKinds, lineStates } from '#api/banking/rules/codes.ts';
import type { LineOut } from '#api/banking/view.ts';
import { banking } from '#app/i18n/banking.ts';
import { paths } from '#app/paths.ts';
import { lineTone } from '#app/present/bank-tone.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { Money } from '#app/ui/money.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

interface Props {
  readonly caption: string;
  readonly rows: readonly LineOut[];
  readonly empty: ReactNode;
  /** A queue: its rows are walked with the keyboard. */
  readonly queue?: boolean;
  readonly more?: readonly Column<LineOut>[];
  readonly without?: readonly ('state' | 'balance' | 'order')[];
}

/** What the bank wrote of a payment, in its own words. */
export function writtenColumns<Row extends { readonly payer_name: string; readonly memo: string }>(heads: {
  readonly payer: string;
  readonly memo: string;
}): readonly Column<Row>[] {
  return [
    { key: 'payer', head: heads.payer, cell: (row) => <span lang="zh-CN">{row.payer_name}</span> },
    {
      key: 'memo',
      head: heads.memo,
      cell: (row) =>
        row.memo === '' ? null : (
          <span lang="zh-CN">
            <Clip>{row.memo}</Clip>
          </span>
        ),
    },
  ];
}

/** Lines of statements, dense: what the bank wrote and where the money went. */
export function LineTable({ caption, rows, empty, queue = false, more = [], without = [] }: Props) {
  const t = useT(banking);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<LineOut>[] = [
    {
      key: 'day',
      head: t('day'),
      kind: 'fixed',
      cell: (row) => {
        const to = row.case_id !== null ? paths.bankCase(row.case_id) : paths.bankStatement(row.statement_id);
        return (
          <Link to={to} {...(queue ? { 'data-queue-row': '' } : {})}>
            {dayText(row.value_date, locale)}
          </Link>
        );
      },
    },
    ...(queue ? more : []),
    { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
    ...writtenColumns<LineOut>({ payer: t('payer'), memo: t('memo') }),
    {
      key: 'order',
      head: t('order'),
      kind: 'fixed',
      cell: (row) => row.order?.no,
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <>
          <StateDot tone={lineTone[row.state]}>{side(lineStates.words[row.state])}</StateDot>
          {row.case_kind !== null && <small> {side(caseKinds.words[row.case_kind])}</small>}
        </>
      ),
    },
    {
      key: 'balance',
      head: t('balance'),
      kind: 'number',
      cell: (row) => (row.balance_fen === null ? null : <Money fen={row.balance_fen} />),
    },
    { key: 'serial', head: t('serial'), kind: 'fixed', cell: (row) => <code>{row.serial}</code> },
    ...(queue ? [] : more),
  ];
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={columns.filter((column) => !(without as readonly string[]).includes(column.key))}
      rows={rows}
      rowKey={(row) => row.id}
      empty={empty}
    />
  );
}
