import type { RowsOut } from '#api/datasets/read.ts';
import { chart as chartWords } from '#app/i18n/chart.ts';
import { views as words } from '#app/i18n/views.ts';
import { cellText } from '#app/present/dataset-text.ts';
import { numberText } from '#app/present/format.ts';
import type { LoadedView } from '#app/present/view.server.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { ChartFigure } from '../dataset/chart-figure.tsx';
import { MapFigure } from '../dataset/map-figure.tsx';
import { Void } from '../description-list.tsx';
import { Empty } from '../empty.tsx';
import { Notice } from '../notice.tsx';

/** What was saved, away from its dataset: with its source, and without a title of its own. */
export function ShownView({ loaded }: { readonly loaded: LoadedView }) {
  const t = useT(words);
  const side = useSide();
  const { shown, theme, saved } = loaded;
  switch (shown.kind) {
    case 'chart':
      return <ChartFigure chart={shown.chart} theme={theme} title={null} />;
    case 'map':
      return <MapFigure model={shown.map.model} theme={theme} title={null} />;
    case 'table':
      return (
        <ViewTable
          loaded={loaded}
          title={saved.title}
          rows={shown.rows}
          labels={shown.labels}
          filters={shown.filters}
        />
      );
    default:
      return (
        <Notice tone="refusal" title={t('cannot')}>
          {side(shown.refusal)}
        </Notice>
      );
  }
}

interface ViewTableProps {
  readonly loaded: LoadedView;
  readonly title: string;
  readonly rows: RowsOut;
  readonly labels: readonly string[];
  readonly filters: readonly string[];
}

function ViewTable({ loaded, title, rows, labels, filters }: ViewTableProps) {
  const t = useT(words);
  const c = useT(chartWords);
  const locale = useLocale();
  const total = rows.total ?? rows.rows.length;
  return (
    <figure className="chart picture">
      {rows.rows.length === 0 ? (
        <Empty title={t('no_rows')} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        <section className="table-region preview-region" aria-label={title} tabIndex={0}>
          <table className="table preview-table">
            <caption className="sr-only">{title}</caption>
            <thead>
              <tr>
                {rows.columns.map((column, at) => (
                  <th key={column.name} scope="col" data-kind={kindOf(column.type)}>
                    {labels[at] ?? column.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.rows.map((row, line) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place
                <tr key={line}>
                  {rows.columns.map((column, at) => (
                    <td key={column.name} data-kind={kindOf(column.type)}>
                      {cellText(row[at], column.type, locale) ?? <Void />}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {filters.length > 0 && (
        <p className="help">{c('note_filters', { filters: filters.join(locale === 'zh' ? '；' : '; ') })}</p>
      )}
      {total > rows.rows.length && <p className="help">{t('cut', { total: numberText(total, locale) })}</p>}
      <div className="source">
        <span>{c('source', { source: loaded.source })}</span>
      </div>
    </figure>
  );
}

const kindOf = (type: string) => (type === 'integer' || type === 'decimal' ? 'number' : 'fixed');
