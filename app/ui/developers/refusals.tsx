import { developers } from '#app/i18n/developers.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '../data-table.tsx';

export interface RefusalRow {
  readonly code: string;
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

/** Refusals by name, with what they say. */
export function Refusals({ rows }: { readonly rows: readonly RefusalRow[] }) {
  const t = useT(developers);
  const side = useSide();
  const columns: readonly Column<RefusalRow>[] = [
    { key: 'code', head: t('code'), kind: 'fixed', cell: (row) => <code>{row.code}</code> },
    { key: 'status', head: t('status'), kind: 'number', cell: (row) => row.status },
    { key: 'meaning', head: t('meaning'), cell: (row) => side(row).replace(/\{\{\w+\}\}/g, '…') },
  ];
  return <DataTable caption={t('errors_key')} captionHidden columns={columns} rows={rows} rowKey={(row) => row.code} />;
}
