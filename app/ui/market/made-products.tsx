import { Link } from 'react-router';
import type { MadeProduct } from '#api/market/lineage/service.ts';
import { productKinds, productStates } from '#api/products/rules/codes.ts';
import { marketLineage } from '#app/i18n/market-lineage.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';

type Row = MadeProduct & { readonly state?: string; readonly sales?: number };

/** Products with the versions of one dataset that they rest on; for its agency also how they sell. */
export function MadeProducts({ rows, inside = false }: { readonly rows: readonly Row[]; readonly inside?: boolean }) {
  const t = useT(marketLineage);
  const locale = useLocale();
  const english = locale === 'en';
  const columns: readonly Column<Row>[] = [
    {
      key: 'product',
      head: t('product'),
      cell: (row) => {
        const title = english ? (row.title_en ?? row.title) : row.title;
        return (
          <>
            {row.state === 'withdrawn' ? title : <Link to={paths.product(row.no)}>{title}</Link>}{' '}
            <small>{productKinds.label(row.kind, locale)}</small>
          </>
        );
      },
    },
    {
      key: 'developer',
      head: t('developer'),
      cell: (row) => (english ? (row.developer_name_en ?? row.developer_name) : row.developer_name),
    },
    { key: 'versions', head: t('versions'), kind: 'fixed', cell: (row) => row.versions.join(', ') },
    { key: 'acquired', head: t('acquired'), kind: 'fixed', cell: (row) => <DateText day={row.acquired_on} /> },
    ...(inside
      ? [
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed' as const,
            cell: (row: Row) => productStates.labelOrCode(row.state ?? '', locale),
          },
          { key: 'sales', head: t('sales'), kind: 'number' as const, cell: (row: Row) => row.sales ?? 0 },
        ]
      : []),
  ];
  return <DataTable caption={t('made_title')} captionHidden columns={columns} rows={rows} rowKey={(row) => row.no} />;
}
