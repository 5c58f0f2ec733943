import { rowOps } from '#api/agreements/rules/codes.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';

type Grants = AgreementOut['terms']['data'];
type Filter = NonNullable<Grants[number]['tables']>[number]['filter'];

interface Line {
  readonly key: string;
  readonly dataset: string;
  readonly table: string | null;
  readonly columns: readonly string[] | null;
  readonly filter: Filter;
}

/** The tables, columns and rows that are granted, as a reader checks them before signing. */
export function GrantedData({ agreement: a }: { readonly agreement: AgreementOut }) {
  const t = useT(agreements);
  const locale = useLocale();
  if (a.terms.data.length === 0) return <p className="clause-text">{t('data_whole')}</p>;
  const titleOf = (code: string) => a.datasets.find((one) => one.code === code)?.title ?? code;
  const lines = a.terms.data.flatMap(({ dataset, tables }): Line[] => {
    const title = titleOf(dataset);
    if (tables === null) return [{ key: dataset, dataset: title, table: null, columns: null, filter: [] }];
    return tables.map(({ name, columns, filter }) => ({
      key: `${dataset} ${name}`,
      dataset: title,
      table: name,
      columns,
      filter,
    }));
  });
  const columns: readonly Column<Line>[] = [
    { key: 'dataset', head: t('data_dataset'), cell: (row) => <span lang="zh-CN">{row.dataset}</span> },
    {
      key: 'table',
      head: t('data_table'),
      cell: (row) => (row.table === null ? t('data_all') : <span lang="zh-CN">{row.table}</span>),
    },
    {
      key: 'columns',
      head: t('data_columns'),
      cell: (row) =>
        row.columns === null ? t('data_every_column') : <span lang="zh-CN">{row.columns.join(t('list_comma'))}</span>,
    },
    {
      key: 'rows',
      head: t('data_filter'),
      cell: (row) =>
        row.filter.length === 0 ? (
          t('data_every_row')
        ) : (
          <ul>
            {row.filter.map(({ column, op, value }) => (
              <li key={`${column} ${op} ${String(value)}`}>
                <span lang="zh-CN">{column}</span> {rowOps.label(op, locale)}{' '}
                {value !== undefined && (
                  <span lang="zh-CN">{typeof value === 'string' ? value : value.join(t('list_comma'))}</span>
                )}
              </li>
            ))}
          </ul>
        ),
    },
  ];
  // Wide on a phone: the table scrolls within itself, not the page.
  return (
    <div className="min-w-0">
      <DataTable
        caption={t('data')}
        captionHidden
        columns={columns}
        rows={lines}
        rowKey={(row) => row.key}
        empty={null}
      />
    </div>
  );
}
