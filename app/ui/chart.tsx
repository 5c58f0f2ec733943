import { ui } from '#app/i18n/ui.ts';
import type { ChartView } from '#app/present/chart.server.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { ChartDownloads } from './chart-downloads.tsx';
import { DataTable } from './data-table.tsx';

/** A chart drawn by the loader (`barChart`, `histogram`): picture, source, downloads, and its figures as a table. */
export function Chart({ chart }: { readonly chart: ChartView }) {
  const t = useT(ui);
  const locale = useLocale();
  const title = chart.unit === null ? chart.title : `${chart.title} (${chart.unit})`;
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <div
        className="plot"
        role="img"
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on a phone, so the keyboard must reach it
        tabIndex={0}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: SVG drawn by our own server, its labels escaped there
        dangerouslySetInnerHTML={{ __html: chart.svg }}
      />
      <div className="source">
        <span>{t('chart_source', { source: chart.source })}</span>
        <ChartDownloads chart={chart} />
      </div>
      <details className="more no-print">
        <summary>{t('chart_table')}</summary>
        <DataTable
          caption={title}
          captionHidden
          rows={chart.points}
          rowKey={(point) => point.label}
          columns={[
            { key: 'label', head: chart.labelHead, cell: (point) => point.label },
            {
              key: 'value',
              head: chart.title,
              ...(chart.unit === null ? {} : { unit: chart.unit }),
              kind: 'number',
              cell: (point) => numberText(point.value, locale),
            },
          ]}
        />
      </details>
    </figure>
  );
}
