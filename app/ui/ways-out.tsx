import { Link } from 'react-router';
import type { SearchOut } from '#api/search/service.ts';
import { portal } from '#app/i18n/portal.ts';
import { search } from '#app/i18n/search.ts';
import { withQuery } from '#app/paths.ts';
import { type FindQuery, without } from '#app/present/find-query.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';

/** What leads out of a search that found nothing, each with how much it finds. */
export function WaysOut({
  path,
  query,
  hints,
}: {
  readonly path: string;
  readonly query: FindQuery;
  readonly hints: NonNullable<SearchOut['hints']>;
}) {
  const t = useT(search);
  const p = useT(portal);
  const locale = useLocale();
  const found = (total: number) => t('found', { n: numberText(total, locale) });
  return (
    <>
      {hints.instead.length > 0 && (
        <p>
          {t('instead')}
          {hints.instead.map((one) => (
            <span key={one.text} className="way-out">
              <Link to={withQuery(path, { ...query, q: one.text, page: undefined })}>{one.text}</Link>
              {found(one.total)}
            </span>
          ))}
        </p>
      )}
      {hints.drop.length > 0 && (
        <p>
          {t('drop')}
          {hints.drop.map((one) => (
            <span key={one.facet} className="way-out">
              <Link to={withQuery(path, without(query, [one.facet]))}>
                {t('any_of', { facet: p(`facet_${one.facet}`) })}
              </Link>
              {found(one.total)}
            </span>
          ))}
        </p>
      )}
      {hints.asked > 1 && <p>{t('asked', { count: hints.asked })}</p>}
    </>
  );
}
