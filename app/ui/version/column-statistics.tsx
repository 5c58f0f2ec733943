import type { z } from 'zod';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import type { columnOut } from '#api/datasets/rules/shapes.ts';
import { datasets } from '#app/i18n/datasets.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Clip, type Column, DataTable } from '#app/ui/data-table.tsx';
import { Mixed } from '#app/ui/mixed.tsx';

type TableColumn = z.output<typeof columnOut>;

/** What is known of each column; values are left out where they are personal. */
export function ColumnStatistics({
  columns,
  captionHidden = true,
}: {
  readonly columns: readonly TableColumn[];
  readonly captionHidden?: boolean;
}) {
  const t = useT(datasets);
  const side = useSide();
  const locale = useLocale();
  const value = (one: unknown) => (one === null || one === undefined ? null : <Clip>{String(one)}</Clip>);
  const shown: readonly Column<TableColumn>[] = [
    { key: 'name', head: t('column'), cell: (column) => <Mixed>{column.name}</Mixed> },
    { key: 'type', head: t('type'), kind: 'fixed', cell: (column) => side(columnTypes.words[column.type]) },
    {
      key: 'empty',
      head: t('empty_values'),
      kind: 'number',
      cell: ({ stats }) => numberText(stats.null_count, locale),
    },
    {
      key: 'distinct',
      head: t('distinct'),
      kind: 'number',
      cell: ({ stats }) => numberText(stats.distinct_count, locale),
    },
    { key: 'min', head: t('min'), cell: ({ stats }) => (stats.redacted === true ? t('hidden') : value(stats.min)) },
    { key: 'max', head: t('max'), cell: ({ stats }) => value(stats.max) },
    {
      key: 'shape',
      head: t('distribution'),
      cell: (column) => <Shape column={column} />,
    },
  ];
  return (
    <DataTable
      caption={t('statistics')}
      captionHidden={captionHidden}
      rows={columns}
      rowKey={(column) => column.name}
      columns={shown}
    />
  );
}

/** A histogram as small bars, or the most frequent values in words. */
function Shape({ column: { name, stats } }: { readonly column: TableColumn }) {
  const t = useT(datasets);
  const locale = useLocale();
  if (stats.histogram !== undefined && stats.histogram.length > 1) {
    const bins = stats.histogram;
    const top = Math.max(...bins.map((bin) => bin.count), 1);
    const step = 100 / bins.length;
    return (
      <svg
        className="spark"
        viewBox="0 0 100 24"
        preserveAspectRatio="none"
        role="img"
        aria-label={t('distribution_of', { column: name })}
      >
        {bins.map((bin, at) => {
          const height = bin.count === 0 ? 0 : Math.max(1, (bin.count / top) * 24);
          return (
            <rect
              key={String(bin.from)}
              x={at * step}
              y={24 - height}
              width={Math.max(step - 0.6, 0.4)}
              height={height}
            />
          );
        })}
      </svg>
    );
  }
  if (stats.top_values === undefined || stats.top_values.length === 0) return null;
  return (
    <Clip>
      {stats.top_values
        .slice(0, 4)
        .map((one) => `${one.value} (${numberText(one.count, locale)})`)
        .join(' · ')}
    </Clip>
  );
}
