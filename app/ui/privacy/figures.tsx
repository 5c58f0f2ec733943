import type { ReportFacts } from '#api/deidentification/show.ts';
import { privacy } from '#app/i18n/privacy.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { GroupSizes } from './sizes.tsx';

type Figures = ReportFacts['after'];
export interface FiguresProps {
  readonly before: Figures;
  readonly after: Figures;
  readonly loss: ReportFacts['loss'];
  readonly verdict: ReportFacts['verdict'] | null;
  /** Rows demanded in each class. */
  readonly k: number | null;
}

const percent = (value: number): string => `${(value * 100).toFixed(2)}%`;

/** Risk before and after, what was lost, and how rows spread over classes. */
export function Figures({ before, after, loss, verdict, k }: FiguresProps) {
  const t = useT(privacy);
  const locale = useLocale();
  const n = (value: number) => numberText(value, locale);
  const rows = [
    { key: 'k', name: t('f_k'), before: n(before.smallest), after: n(after.smallest) },
    { key: 'classes', name: t('f_classes'), before: n(before.classes), after: n(after.classes) },
    { key: 'rows', name: t('f_rows'), before: n(loss.rows_before), after: n(loss.rows_after) },
    { key: 'mean', name: t('f_mean'), before: percent(before.mean_risk), after: percent(after.mean_risk) },
    ...(verdict === null
      ? []
      : [
          {
            key: 'risk',
            name: `${t('f_risk')} (${t('f_threshold', { threshold: (verdict.threshold * 100).toFixed(1) })})`,
            before: null,
            after: percent(verdict.risk),
          },
        ]),
    { key: 'suppressed', name: t('f_suppressed'), before: null, after: n(loss.rows_suppressed) },
    { key: 'cells', name: t('f_cells'), before: null, after: n(loss.cells_blanked) },
    { key: 'height', name: t('f_height'), before: null, after: percent(loss.mean_height) },
  ];
  return (
    <div className="stack">
      <DataTable
        caption={t('report')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: 'name', head: t('figure'), cell: (row) => row.name },
          { key: 'before', head: t('before'), kind: 'number', cell: (row) => row.before },
          { key: 'after', head: t('after'), kind: 'number', cell: (row) => row.after },
        ]}
      />
      <GroupSizes before={before} after={after} k={k} />
      {after.sensitive.length > 0 && (
        <DataTable
          caption={t('sensitive')}
          rows={after.sensitive}
          rowKey={(row) => row.column}
          columns={[
            { key: 'column', head: t('column'), cell: (row) => <span lang="zh-CN">{row.column}</span> },
            { key: 'distinct', head: t('distinct'), kind: 'number', cell: (row) => n(row.distinct) },
            { key: 'entropy', head: t('entropy'), kind: 'number', cell: (row) => row.entropy.toFixed(2) },
            { key: 'closeness', head: t('closeness'), kind: 'number', cell: (row) => row.closeness.toFixed(3) },
          ]}
        />
      )}
    </div>
  );
}
