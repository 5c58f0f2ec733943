import { Link } from 'react-router';
import { searchQuery } from '#api/search/contract.ts';
import { appContext } from '#app/context.ts';
import { home } from '#app/i18n/home.ts';
import { portal } from '#app/i18n/portal.ts';
import { paths } from '#app/paths.ts';
import { moneyText, numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { DatasetResults } from '#app/ui/dataset-results.tsx';
import { PageTitle } from '#app/ui/page-header.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const [newest, wanted, figures] = await Promise.all([
    services.search.search(ctx, searchQuery.parse({ sort: 'updated', page_size: 5 })),
    services.search.search(ctx, searchQuery.parse({ sort: 'downloads', page_size: 5 })),
    services.overview.figures(ctx),
  ]);
  const hits = [...newest.items, ...wanted.items];
  const sketches = await services.datasets.listSketches(ctx, [...new Set(hits.map((hit) => hit.id))]);
  return {
    newest: newest.items,
    wanted: wanted.items.filter((hit) => hit.downloads > 0),
    sketches,
    themes: newest.facets.theme,
    agencies: newest.facets.agency.slice(0, 12),
    figures,
  };
}

const ways = [
  ['way_data', paths.datasets()],
  ['way_request', paths.requests()],
  ['way_reuse', paths.reuses()],
  ['way_develop', paths.developers()],
  ['way_products', paths.products()],
  ['way_verify', paths.verify()],
  ['way_follow', paths.transparency()],
] as const;

export default function Home({
  loaderData: { newest, wanted, sketches, themes, agencies, figures },
}: Route.ComponentProps) {
  const t = useT(home);
  const p = useT(portal);
  const locale = useLocale();
  const numbers = [
    ['figure_datasets', numberText(figures.datasets, locale)],
    ['figure_open', numberText(figures.open_datasets, locale)],
    ['figure_agencies', numberText(figures.agencies, locale)],
    ['figure_rows', numberText(BigInt(figures.rows), locale)],
    ['figure_products', numberText(figures.products, locale)],
    ['figure_treasury', moneyText(figures.treasury_fen)],
  ] as const;
  const label = (f: { label_zh: string; label_en: string }) => (locale === 'zh' ? f.label_zh : f.label_en);
  return (
    <>
      <PageTitle page={t('tab')} />
      <header className="max-w-reading py-4 md:py-10">
        <h1>{t('title')}</h1>
        <p className="mt-3 mb-6 text-soft">{t('lead')}</p>
        <SearchBox large />
      </header>
      <Section title={p('themes')} margin>
        <ul className="theme-grid">
          {themes.map((theme) => (
            <li key={theme.value}>
              <Link to={paths.theme(theme.value)}>
                <span>{label(theme)}</span>
                <span>{numberText(theme.count, locale)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={p('newest')} margin actions={<Link to={paths.datasets({ sort: 'updated' })}>{p('more')}</Link>}>
        <DatasetResults hits={newest} sketches={sketches} heading="h3" compact />
      </Section>
      {wanted.length > 0 && (
        <Section
          title={p('wanted')}
          margin
          actions={<Link to={paths.datasets({ sort: 'downloads' })}>{p('more')}</Link>}
        >
          <DatasetResults hits={wanted} sketches={sketches} heading="h3" compact />
        </Section>
      )}
      <Section title={p('agencies')} margin>
        <ul className="theme-grid" data-wide>
          {agencies.map((agency) => (
            <li key={agency.value}>
              <Link to={paths.agency(agency.value)}>
                <span>{label(agency)}</span>
                <span>{numberText(agency.count, locale)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={p('figures')} margin>
        <dl className="figures">
          {numbers.map(([word, value]) => (
            <div key={word}>
              <dt>{p(word)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t('ways')} margin>
        <dl className="facts">
          {ways.map(([word, to]) => (
            <div key={word}>
              <dt>
                <Link to={to}>{t(word)}</Link>
              </dt>
              <dd>{t(`${word}_text`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}
