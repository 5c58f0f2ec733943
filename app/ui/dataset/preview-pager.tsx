import { Link } from 'react-router';
import { dataset as words } from '#app/i18n/dataset.ts';
import { ui } from '#app/i18n/ui.ts';
import { rowsPerPage } from '#app/present/dataset-view.ts';
import { numberText } from '#app/present/format.ts';
import { pageNumbers } from '#app/present/page-numbers.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { useDataset } from './dataset-context.ts';

/** Pages of rows; each leads back to the top of the table. */
export function PreviewPager({ total }: { readonly total: number }) {
  const t = useT(words);
  const u = useT(ui);
  const locale = useLocale();
  const { view, to } = useDataset();
  const last = Math.ceil(total / rowsPerPage);
  if (last < 2) return null;
  const { page } = view;
  const at = (n: number) => `${to({ ...view, page: n })}#preview`;
  const known = Math.min(page, last);
  return (
    <nav className="pager" aria-label={`${t('s_preview')} ${u('pages')}`}>
      <ul>
        {page > 1 && (
          <li>
            <Link to={at(Math.min(page - 1, last))} rel="prev nofollow" preventScrollReset>
              {u('previous')}
            </Link>
          </li>
        )}
        {pageNumbers(known, last).map((n, index, all) => (
          <li key={n}>
            {index > 0 && n - (all[index - 1] ?? n) > 1 && <span className="gap">…</span>}
            {n === page ? (
              <b aria-current="page">{numberText(n, locale)}</b>
            ) : (
              <Link to={at(n)} aria-label={u('page_n', { n })} rel="nofollow" preventScrollReset>
                {numberText(n, locale)}
              </Link>
            )}
          </li>
        ))}
        {page < last && (
          <li>
            <Link to={at(page + 1)} rel="next nofollow" preventScrollReset>
              {u('next')}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}
