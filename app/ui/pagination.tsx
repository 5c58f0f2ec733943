import { Link } from 'react-router';
import { ui } from '#app/i18n/ui.ts';
import { numberText } from '#app/present/format.ts';
import { pageNumbers } from '#app/present/page-numbers.ts';
import { useLocale, useT } from '#app/present/words.ts';

export interface PaginationProps {
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly href: (page: number) => string;
}

/** Numbered pages with what is shown of how much. */
export function Pagination({ page, pageSize, total, href }: PaginationProps) {
  const t = useT(ui);
  const locale = useLocale();
  const last = Math.max(1, Math.ceil(total / pageSize));
  if (total === 0) return null;
  const from = numberText((page - 1) * pageSize + 1, locale);
  const to = numberText(Math.min(total, page * pageSize), locale);
  return (
    <nav className="pager" aria-label={t('pages')}>
      <p>{t('range', { from, to, total: numberText(total, locale), count: total })}</p>
      {last > 1 && (
        <ul>
          {page > 1 && (
            <li>
              <Link to={href(page - 1)} rel="prev">
                {t('previous')}
              </Link>
            </li>
          )}
          {pageNumbers(page, last).map((n, at, all) => (
            <li key={n}>
              {at > 0 && n - (all[at - 1] ?? n) > 1 && <span className="gap">…</span>}
              {n === page ? (
                <b aria-current="page">{n}</b>
              ) : (
                <Link to={href(n)} aria-label={t('page_n', { n })}>
                  {n}
                </Link>
              )}
            </li>
          ))}
          {page < last && (
            <li>
              <Link to={href(page + 1)} rel="next">
                {t('next')}
              </Link>
            </li>
          )}
        </ul>
      )}
    </nav>
  );
}
