import { chart as words } from '#app/i18n/chart.ts';
import type { Figures } from '#app/present/chart-model.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';

/** Rows put into the page; the CSV holds all. */
const most = 200;

/** What a picture shows, as a table: for those who do not see it, and for whoever wants the figures. */
export function FiguresTable({
  caption,
  figures: { head, rows },
  summary,
  open = false,
}: {
  readonly caption: string;
  readonly figures: Figures;
  readonly summary: string;
  readonly open?: boolean;
}) {
  const t = useT(words);
  const locale = useLocale();
  const shown = rows.slice(0, most);
  return (
    <details className="more figure-table no-print" open={open}>
      <summary>{summary}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="table-region" aria-label={`${caption}: ${summary}`} tabIndex={0}>
        <table className="table">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              {head.map((name, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
                <th key={at} scope="col" data-kind={at === 0 ? undefined : 'number'}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place
              <tr key={line}>
                {row.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
                  <Cell key={at} cell={cell} head={at === 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > most && (
        <p className="help">
          {t('figures_cut', { shown: numberText(most, locale), total: numberText(rows.length, locale) })}
        </p>
      )}
    </details>
  );
}

function Cell({ cell, head }: { readonly cell: string | number | null; readonly head: boolean }) {
  const locale = useLocale();
  const text = cell === null ? '—' : typeof cell === 'number' ? numberText(cell, locale) : cell;
  if (head) return <th scope="row">{text}</th>;
  return <td data-kind={typeof cell === 'string' ? undefined : 'number'}>{text}</td>;
}
