import { Link } from 'react-router';
import type { z } from 'zod';
import type { ledgerDetail } from '#api/assets/ledger-contract.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Money, NumberText } from '#app/ui/money.tsx';

/** What stands behind the figures of an asset; a part without rows is left out, except the income. */
export function LedgerDetail({ detail: d }: { readonly detail: z.input<typeof ledgerDetail> }) {
  const t = useT(assets);
  const zh = (text: string) => <span lang="zh-CN">{text}</span>;
  return (
    <>
      <DataTable
        caption={t('treasury')}
        columns={[
          {
            key: 'no',
            head: t('statement'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.statement(row.id)}>{row.no}</Link>,
          },
          { key: 'period', head: t('period'), kind: 'fixed', cell: (row) => row.period },
          { key: 'agreement', head: t('agreement'), kind: 'fixed', cell: (row) => row.agreement_no },
          { key: 'gross', head: t('gross'), kind: 'number', cell: (row) => <Money fen={row.gross_fen} /> },
          { key: 'treasury', head: t('treasury'), kind: 'number', cell: (row) => <Money fen={row.treasury_fen} /> },
          { key: 'received', head: t('received'), kind: 'number', cell: (row) => <Money fen={row.received_fen} /> },
          { key: 'joint', head: t('joint'), cell: (row) => (row.joint ? t('joint') : null) },
        ]}
        rows={d.statements}
        rowKey={(row) => row.id}
        empty={<p>{t('detail_none')}</p>}
      />
      {d.authorisations.length > 0 && (
        <DataTable
          caption={t('authorisations')}
          columns={[
            {
              key: 'no',
              head: t('authorisations'),
              kind: 'fixed',
              cell: (row) => <Link to={paths.application(row.id)}>{row.no}</Link>,
            },
            { key: 'developer', head: t('developer'), cell: (row) => zh(row.developer) },
            { key: 'term', head: t('term'), kind: 'fixed', cell: (row) => `${row.valid_from} – ${row.valid_to}` },
          ]}
          rows={d.authorisations}
          rowKey={(row) => row.no}
        />
      )}
      {d.agreements.length > 0 && (
        <DataTable
          caption={t('agreements')}
          columns={[
            {
              key: 'no',
              head: t('agreement'),
              kind: 'fixed',
              cell: (row) => <Link to={paths.agreement(row.id)}>{row.no}</Link>,
            },
            { key: 'developer', head: t('developer'), cell: (row) => zh(row.developer) },
            { key: 'term', head: t('term'), kind: 'fixed', cell: (row) => `${row.from ?? ''} – ${row.to ?? ''}` },
          ]}
          rows={d.agreements}
          rowKey={(row) => row.id}
        />
      )}
      {d.products.length > 0 && (
        <DataTable
          caption={t('products')}
          columns={[
            {
              key: 'no',
              head: t('product'),
              kind: 'fixed',
              cell: (row) => <Link to={paths.product(row.no)}>{row.no}</Link>,
            },
            { key: 'title', head: t('name'), cell: (row) => zh(row.title) },
            { key: 'developer', head: t('developer'), cell: (row) => zh(row.developer) },
          ]}
          rows={d.products}
          rowKey={(row) => row.no}
        />
      )}
      {d.deliveries.length > 0 && (
        <DataTable
          caption={t('deliveries')}
          columns={[
            { key: 'no', head: t('agreement'), kind: 'fixed', cell: (row) => row.agreement_no },
            { key: 'count', head: t('times'), kind: 'number', cell: (row) => row.count },
            { key: 'rows', head: t('rows'), kind: 'number', cell: (row) => <NumberText value={BigInt(row.rows)} /> },
            { key: 'last', head: t('last_at'), kind: 'fixed', cell: (row) => <DateText instant={row.last_at} /> },
          ]}
          rows={d.deliveries}
          rowKey={(row) => row.agreement_no}
        />
      )}
      {d.grants.length > 0 && (
        <DataTable
          caption={t('grants')}
          columns={[
            { key: 'no', head: t('request_no'), kind: 'fixed', cell: (row) => row.no },
            { key: 'by', head: t('requester'), cell: (row) => zh(row.requester) },
            { key: 'until', head: t('term'), kind: 'fixed', cell: (row) => row.term_until },
          ]}
          rows={d.grants}
          rowKey={(row) => row.no}
        />
      )}
    </>
  );
}
