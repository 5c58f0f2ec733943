import { Link } from 'react-router';
import type { DeliveryOut } from '#api/usage/service.ts';
import { usage } from '#app/i18n/usage.ts';
import { paths } from '#app/paths.ts';
import { bytesText } from '#app/present/format.ts';
import { useT } from '#app/present/words.ts';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { NumberText } from '#app/ui/money.tsx';

/** What was handed over, newest first. `taker` shows to whom, for the agency's side. */
export function Deliveries({
  items,
  taker = false,
}: {
  readonly items: readonly DeliveryOut[];
  readonly taker?: boolean;
}) {
  const t = useT(usage);
  const columns: readonly Column<DeliveryOut>[] = [
    { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
    {
      key: 'dataset',
      head: t('dataset'),
      cell: (row) => <Link to={paths.dataset(row.dataset.code)}>{row.dataset.title}</Link>,
    },
    ...(taker ? [{ key: 'taker', head: t('taker'), cell: (row: DeliveryOut) => row.organization.name }] : []),
    { key: 'version', head: t('version'), kind: 'number', cell: (row) => row.version },
    { key: 'rows', head: t('rows'), kind: 'number', cell: (row) => <NumberText value={BigInt(row.rows)} /> },
    { key: 'bytes', head: t('bytes'), kind: 'number', cell: (row) => bytesText(BigInt(row.bytes)) },
    {
      key: 'way',
      head: t('way'),
      kind: 'fixed',
      cell: (row) => (row.key_prefix === null ? t('way_person') : t('way_key', { prefix: row.key_prefix })),
    },
    { key: 'hash', head: t('hash'), cell: (row) => <Clip>{row.sha256}</Clip> },
  ];
  return (
    <DataTable
      caption={t('deliveries')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={<Empty title={t('deliveries_empty')}>{t('deliveries_empty_text')}</Empty>}
    />
  );
}
