import { Link } from 'react-router';
import type { Sketch } from '#api/datasets/sketch.ts';
import { sorts } from '#api/search/contract.ts';
import type { SearchOut } from '#api/search/service.ts';
import { portal } from '#app/i18n/portal.ts';
import { paths, withQuery } from '#app/paths.ts';
import { type FindQuery, facetNames, toggled, without } from '#app/present/find-query.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from './button.tsx';
import { Cross } from './cross.tsx';
import { DatasetResults } from './dataset-results.tsx';
import { Empty } from './empty.tsx';
import { Facets } from './facets.tsx';
import { Pagination } from './pagination.tsx';
import { WaysOut } from './ways-out.tsx';

/** Facets left, results right; all of the state is in the address. `fixed` facets are given by the page itself. */
export function Finder({
  path,
  query,
  result,
  sketches,
  fixed = [],
}: {
  readonly path: string;
  readonly query: FindQuery;
  readonly result: SearchOut;
  readonly sketches: readonly Sketch[];
  readonly fixed?: readonly (typeof facetNames)[number][];
}) {
  const t = useT(portal);
  const locale = useLocale();
  const to = (next: FindQuery) => withQuery(path, next);
  const names = facetNames.filter((name) => !fixed.includes(name));
  const groups = names.map((name) => ({
    key: name,
    title: t(`facet_${name}`),
    options: result.facets[name].map((f) => ({
      value: f.value,
      label: locale === 'zh' ? f.label_zh : f.label_en,
      count: f.count,
      chosen: f.chosen,
      to: to(toggled(query, name, f.value)),
    })),
  }));
  const chosen = groups.flatMap((group) =>
    group.options.filter((option) => option.chosen).map((option) => ({ ...option, group })),
  );
  const clear = chosen.length > 0 ? to(without(query, names)) : null;
  const sort = query.sort ?? (query.q === undefined ? 'updated' : 'relevance');
  const shown = query.q === undefined ? sorts.filter((one) => one !== 'relevance') : sorts;
  return (
    <div className="finder">
      <div className="finder-side" id="filters">
        <Facets groups={groups} clear={clear} />
      </div>
      <div>
        <div className="finder-bar">
          <p role="status">{t('found', { n: numberText(result.total, locale), count: result.total })}</p>
          {/* On a phone the filters stand below the results. */}
          <a href="#filters" className="to-filters">
            {t('to_filters')}
          </a>
          <nav aria-label={t('sort')}>
            <ul>
              {shown.map((one) => (
                <li key={one}>
                  <Link
                    to={to({ ...query, sort: one, page: undefined })}
                    aria-current={one === sort || undefined}
                    preventScrollReset
                  >
                    {t(`sort_${one}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        {chosen.length > 0 && (
          <div className="chips">
            <p>{t('chosen')}</p>
            <ul>
              {chosen.map(({ group, value, label, to: without }) => (
                <li key={`${group.key}=${value}`}>
                  <Link
                    to={without}
                    className="chip"
                    preventScrollReset
                    rel="nofollow"
                    aria-label={t('unchoose', { facet: group.title, value: label })}
                  >
                    <span>{label}</span>
                    <Cross />
                  </Link>
                </li>
              ))}
              {chosen.length > 1 && clear !== null && (
                <li>
                  <Link to={clear}>{t('clear')}</Link>
                </li>
              )}
            </ul>
          </div>
        )}
        {result.items.length > 0 ? (
          <DatasetResults hits={result.items} sketches={sketches} />
        ) : result.total > 0 ? (
          <Empty title={t('past_end')}>
            <p>{t('past_end_text')}</p>
            <p className="actions">
              <LinkButton look="plain" to={to({ ...query, page: undefined })}>
                {t('first_page')}
              </LinkButton>
            </p>
          </Empty>
        ) : (
          <Empty title={t('nothing')}>
            <p>{t('nothing_text')}</p>
            {result.hints !== null && <WaysOut path={path} query={query} hints={result.hints} />}
            <p className="actions">
              <LinkButton look="plain" to={path}>
                {t('see_all')}
              </LinkButton>
              <LinkButton look="plain" to={paths.newRequest({ q: query.q })}>
                {t('request_data')}
              </LinkButton>
            </p>
          </Empty>
        )}
        <Pagination
          page={result.page}
          pageSize={result.page_size}
          total={result.total}
          href={(page) => to({ ...query, page })}
        />
      </div>
    </div>
  );
}
