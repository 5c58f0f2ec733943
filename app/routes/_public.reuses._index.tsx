import { Link } from 'react-router';
import { themes } from '#api/catalog/rules/codes.ts';
import { reusesQuery } from '#api/reuses/contract.ts';
import { reuseKinds, reuseSorts } from '#api/reuses/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { reuses } from '#app/i18n/reuses.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Given } from '#app/ui/dataset/given.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Facets } from '#app/ui/facets.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { ReuseCards } from '#app/ui/reuses/reuse-cards.tsx';
import type { Route } from './+types/_public.reuses._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = reusesQuery.safeParse(Object.fromEntries(url.searchParams));
  const query = asked.success ? asked.data : reusesQuery.parse({});
  const [list, [dataset]] = await Promise.all([
    services.reuses.listReuses(ctx, query),
    services.reuses.nameDatasets(ctx, query.dataset === undefined ? [] : [query.dataset]),
  ]);
  return { list, query, dataset: dataset ?? null };
}

export default function Reuses({ loaderData: { list, query, dataset } }: Route.ComponentProps) {
  const t = useT(reuses);
  const locale = useLocale();
  const { kind, theme, sort } = query;
  const chosen = { kind, theme, dataset: query.dataset, sort: sort === 'newest' ? undefined : sort };
  const filtered = kind !== undefined || theme !== undefined || query.dataset !== undefined;
  const group = (key: 'kind' | 'theme', label: (value: string) => string, current: string | undefined) => ({
    key,
    title: t(key),
    options: list.facets[key].map(({ value, count }) => ({
      value,
      label: label(value),
      count,
      chosen: value === current,
      to: paths.reuses({ ...chosen, [key]: value === current ? undefined : value }),
    })),
  });
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={<LinkButton to={paths.newReuse(query.dataset)}>{t('add')}</LinkButton>}
        meta={
          <>
            <Link to={paths.ownReuses()}>{t('mine')}</Link>
            {/* Served beside the pages, not by them. */}
            <a href={paths.reuseFeed()}>{t('feed')}</a>
          </>
        }
      />
      <link rel="alternate" type="application/atom+xml" href={paths.reuseFeed()} title={t('title')} />
      {dataset !== null && (
        <p className="mb-4">
          <Given>{t('of_dataset', { title: (locale === 'en' ? dataset.title_en : null) ?? dataset.title })}</Given>{' '}
          <Link to={paths.reuses()}>{t('all')}</Link>
        </p>
      )}
      {list.total === 0 && !filtered ? (
        <Empty title={t('empty')}>
          <p>{t('empty_text')}</p>
        </Empty>
      ) : (
        <div className="finder">
          <div className="finder-side">
            <Facets
              groups={[
                group('kind', (value) => reuseKinds.labelOrCode(value, locale), kind),
                group('theme', (value) => themes.labelOrCode(value, locale), theme),
              ]}
              clear={filtered ? paths.reuses() : null}
            />
          </div>
          <div>
            <div className="finder-bar">
              <p role="status">{t('found', { n: numberText(list.total, locale), count: list.total })}</p>
              <nav aria-label={t('sort')}>
                <ul>
                  {reuseSorts.codes.map((one) => (
                    <li key={one}>
                      <Link
                        to={paths.reuses({ ...chosen, sort: one === 'newest' ? undefined : one })}
                        aria-current={one === sort || undefined}
                        preventScrollReset
                      >
                        {reuseSorts.label(one, locale)}
                      </Link>
                    </li>
                  ))}
                </ul>
              </nav>
            </div>
            {list.items.length === 0 ? (
              <Empty title={t('empty_chosen')}>
                <p className="actions">
                  <LinkButton look="plain" to={paths.reuses()}>
                    {t('all')}
                  </LinkButton>
                </p>
              </Empty>
            ) : (
              <ReuseCards items={list.items} />
            )}
            <Pagination
              page={list.page}
              pageSize={list.page_size}
              total={list.total}
              href={(page) => paths.reuses({ ...chosen, page })}
            />
          </div>
        </div>
      )}
    </>
  );
}
