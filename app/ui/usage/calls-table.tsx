import { Link } from 'react-router';
import { keys } from '#app/i18n/keys.ts';
import { usage } from '#app/i18n/usage.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';

interface Call {
  readonly dataset: string | null;
  readonly status: number;
  readonly calls: number;
}

type Outcome = 'ok' | 'quota' | 'refused' | 'failed';

function outcomeOf(status: number): Outcome {
  if (status < 400) return 'ok';
  if (status === 429) return 'quota';
  return status < 500 ? 'refused' : 'failed';
}

const outcomes = ['ok', 'quota', 'refused', 'failed'] as const;

/** Calls by dataset and outcome, summed over the days. */
export function CallsTable({ items }: { readonly items: readonly Call[] }) {
  const t = useT(keys);
  const of = useT(usage);
  const locale = useLocale();
  const sums = new Map<string | null, Record<Outcome, number>>();
  for (const { dataset, status, calls } of items) {
    const row = sums.get(dataset) ?? { ok: 0, quota: 0, refused: 0, failed: 0 };
    row[outcomeOf(status)] += calls;
    sums.set(dataset, row);
  }
  const rows = [...sums].map(([dataset, row]) => ({
    dataset,
    ...row,
    all: outcomes.reduce((sum, outcome) => sum + row[outcome], 0),
  }));
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    {
      key: 'dataset',
      head: of('dataset'),
      cell: ({ dataset }) => (dataset === null ? t('no_dataset') : <Link to={paths.dataset(dataset)}>{dataset}</Link>),
    },
    ...([...outcomes, 'all'] as const).map(
      (key): Column<Row> => ({
        key,
        head: t(`calls_${key}`),
        kind: 'number',
        cell: (row) => numberText(row[key], locale),
      }),
    ),
  ];
  return (
    <DataTable
      caption={t('calls')}
      captionHidden
      columns={columns}
      rows={rows.sort((a, b) => b.all - a.all)}
      rowKey={(row) => row.dataset ?? ''}
    />
  );
}
