import { Link } from 'react-router';
import { runStates } from '#api/federation/rules/codes.ts';
import type { RunSummary } from '#api/federation/view.ts';
import { federation } from '#app/i18n/federation.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { runTone } from '#app/present/harvest-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '../data-table.tsx';
import { DateText } from '../date-text.tsx';
import { Empty } from '../empty.tsx';
import { StateDot } from '../state-dot.tsx';

const figures = ['seen', 'added', 'changed', 'removed', 'unchanged', 'failed'] as const;

export function RunsTable({ items }: { readonly items: readonly RunSummary[] }) {
  const t = useT(federation);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<RunSummary>[] = [
    {
      key: 'started',
      head: t('started_at'),
      kind: 'fixed',
      cell: (row) => (
        <Link to={paths.harvestRun(row.source_id, row.id)}>
          <DateText instant={row.started_at} />
        </Link>
      ),
    },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => <StateDot tone={runTone[row.state]}>{side(runStates.words[row.state])}</StateDot>,
    },
    { key: 'extent', head: t('extent'), kind: 'fixed', cell: (row) => t(row.full ? 'extent_full' : 'extent_part') },
    ...figures.map(
      (key): Column<RunSummary> => ({ key, head: t(key), kind: 'number', cell: (row) => numberText(row[key], locale) }),
    ),
  ];
  return (
    <DataTable
      caption={t('reports')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={<Empty title={t('reports_empty')}>{t('reports_empty_text')}</Empty>}
    />
  );
}
