import { Link } from 'react-router';
import { dataset as words } from '#app/i18n/dataset.ts';
import { ui } from '#app/i18n/ui.ts';
import { pageSizes } from '#app/present/dataset-view.ts';
import { numberText } from '#app/present/format.ts';
import { pageNumbers } from '#app/present/page-numbers.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { useDataset } from './dataset-context.ts';
import { ViewLink } from './view-link.tsx';

/** Farther than this a page is reached from the one before it: counting off what lies before takes longer and longer. */
const farRows = 100_000;

/** Pages of rows; each leads back to the top of the table. The next one goes on after the last row shown. */
export function PreviewPager({ total, next }: { readonly total: number; readonly next: string | null }) {
  const t = useT(words);
  const u = useT(ui);
  const locale = useLocale();
  const { view, to } = useDataset();
  const last = Math.ceil(total / view.size);
  if (last < 2) return null;
  const { page } = view;
  const at = (n: number, after: string | null = null) => `${to({ ...view, page: n, after })}#preview`;
  const far = (n: number) => n > 1 && n * view.size > farRows;
  const known = Math.min(page, last);
  return (
    <nav className="pager" aria-label={`${t('s_preview')} ${u('pages')}`}>
      <ul>
        {page > 1 && !far(page - 1) && (
          <li>
            <Link to={at(Math.min(page - 1, last))} rel="prev nofollow" preventScrollReset>
              {u('previous')}
            </Link>
          </li>
        )}
        {pageNumbers(known, last)
          .filter((n) => n === page || !far(n))
          .map((n, index, all) => (
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
            <Link to={at(page + 1, next)} rel="next nofollow" preventScrollReset>
              {u('next')}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** How many rows a page holds. */
export function PageSize() {
  const t = useT(words);
  const { view, to } = useDataset();
  return (
    <p className="page-size no-print">
      {t('page_size')}
      {pageSizes.map((size) =>
        size === view.size ? (
          <b key={size} aria-current="true">
            {size}
          </b>
        ) : (
          <ViewLink
            key={size}
            to={to({ ...view, size, page: 1, after: null })}
            part="preview"
            label={t('page_size_n', { n: size })}
          >
            {String(size)}
          </ViewLink>
        ),
      )}
    </p>
  );
}
