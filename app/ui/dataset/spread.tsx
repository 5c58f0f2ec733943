import { dataset as words } from '#app/i18n/dataset.ts';
import { rangeLabel } from '#app/present/dataset-chart.ts';
import { type TableView, withFilter } from '#app/present/dataset-view.ts';
import { numberText } from '#app/present/format.ts';
import type { ShownTable } from '#app/present/tables.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { useDataset } from './dataset-context.ts';
import { ViewLink } from './view-link.tsx';

type Column = ShownTable['columns'][number];
type Bin = NonNullable<Column['stats']['histogram']>[number];

const height = 32;
/** Ranges offered as links; more would be a page of their own. */
const most = 30;

/** How the values of a number or a date lie, as a small picture, with each range leading to its rows. */
export function Spread({ column, rows }: { readonly column: Column; readonly rows: number }) {
  const t = useT(words);
  const locale = useLocale();
  const { view, to, label } = useDataset();
  const bins = column.stats.histogram ?? [];
  if (bins.length < 2 || rows === 0) return null;
  const peak = Math.max(1, ...bins.map((bin) => bin.count));
  const name = label(column.name);
  const { mean } = column.stats;
  const href = rangeLinks(to, view, column.name);
  return (
    <div className="spread">
      <svg
        viewBox={`0 0 ${bins.length * 4} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('spread_of', { label: name })}
        focusable="false"
      >
        <path d={outline(bins, peak)} />
      </svg>
      {mean !== undefined && <small>{t('mean_is', { mean: numberText(Number(mean.toPrecision(6)), locale) })}</small>}
      {bins.length <= most && (
        <details className="more">
          <summary>{t('spread_list', { count: bins.length })}</summary>
          <ul aria-label={t('only_rows', { label: name })}>
            {bins.map((bin) => (
              <li key={String(bin.from)}>
                <ViewLink to={href(bin)} part="preview" go>
                  {rangeText(bin, column.type)}
                </ViewLink>
                <span>{numberText(bin.count, locale)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** One path for all bars: a table has many columns. */
function outline(bins: readonly Bin[], peak: number): string {
  return bins
    .map(({ count }, at) => {
      const tall = count === 0 ? 0 : Math.max(1, (count / peak) * height);
      return tall === 0 ? '' : `M${at * 4} ${height}v-${Number(tall.toFixed(1))}h3.2v${Number(tall.toFixed(1))}z`;
    })
    .join('');
}

const rangeText = ({ from, to }: Bin, type: Column['type']): string =>
  type === 'integer' || type === 'decimal'
    ? rangeLabel(Number(from), Number(to), type === 'integer')
    : String(from).replace('T', ' ').slice(0, 16);

const [fromMark, toMark] = ['--from--', '--to--'];

/** The address of the rows within a range, made from one address for all ranges. The upper end is not part of a range. */
function rangeLinks(address: (view: TableView) => string, view: TableView, column: string): (bin: Bin) => string {
  const all = address(withFilter(withFilter(view, `${column}:gte:${fromMark}`), `${column}:lt:${toMark}`));
  const at = all.lastIndexOf(toMark);
  const before = all.lastIndexOf(fromMark, at);
  const [head, middle, tail] = [
    all.slice(0, before),
    all.slice(before + fromMark.length, at),
    all.slice(at + toMark.length),
  ];
  return ({ from, to }) =>
    `${head}${encodeURIComponent(String(from))}${middle}${encodeURIComponent(String(to))}${tail}`;
}
