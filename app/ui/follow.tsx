import { Link } from 'react-router';
import type { Target } from '#api/subscriptions/rules/codes.ts';
import { searchValue } from '#api/subscriptions/rules/target.ts';
import { subscriptions as words } from '#app/i18n/subscriptions.ts';
import { paths, withQuery } from '#app/paths.ts';
import type { FindQuery } from '#app/present/find-query.ts';
import { useLocale, useT } from '#app/present/words.ts';

/** The feed of what is followed. @param value as in a subscription: code, social credit code, theme, query of the search. */
export function feedPath(target: Target, value: string, locale: 'zh' | 'en'): string {
  const lang = locale === 'en' ? 'lang=en' : '';
  const search = target === 'search' ? [searchValue(new URLSearchParams(value)), lang].filter(Boolean).join('&') : lang;
  const path = {
    catalogue: '/feeds/catalog.atom',
    dataset: `/feeds/datasets/${value}.atom`,
    agency: `/feeds/agencies/${value}.atom`,
    theme: `/feeds/themes/${value}.atom`,
    search: '/feeds/search.atom',
  }[target];
  return search === '' ? path : `${path}?${search}`;
}

/** The ways to be told of changes, and the feed in the page's head for readers that look there. */
export function Follow({
  target,
  value,
  name,
}: {
  readonly target: Target;
  readonly value: string;
  readonly name: string;
}) {
  const t = useT(words);
  const feed = feedPath(target, value, useLocale());
  return (
    <nav className="no-print flex flex-wrap items-baseline gap-x-4 gap-y-1" aria-label={t('follow')}>
      <link rel="alternate" type="application/atom+xml" href={feed} title={t('feed_of', { name })} />
      <span>{t('follow')}</span>
      <Link to={paths.subscribe({ target, value })}>{t('by_mail')}</Link>
      <a href={feed} type="application/atom+xml">
        {t('by_atom')}
      </a>
      <Link to={paths.newWebhook({ target, value })}>{t('by_webhook')}</Link>
    </nav>
  );
}

/** Of a list of datasets: what was searched for, or the whole catalogue when nothing was. */
export function FollowSearch({ query }: { readonly query: FindQuery }) {
  const t = useT(words);
  const { sort: _sort, page: _page, ...asked } = query;
  const value = searchValue(new URLSearchParams(withQuery('', asked).slice(1)));
  return value === '' ? (
    <Follow target="catalogue" value="" name={t('follow_all')} />
  ) : (
    <Follow target="search" value={value} name={t('follow_search')} />
  );
}
