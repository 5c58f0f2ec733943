import { Link } from 'react-router';
import { home } from '#app/i18n/home.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { PageTitle } from '#app/ui/page-header.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Section } from '#app/ui/section.tsx';

const ways = [
  ['way_data', paths.datasets()],
  ['way_develop', paths.developers()],
  ['way_products', paths.products()],
  ['way_verify', paths.verify()],
  ['way_follow', paths.transparency()],
] as const;

export default function Home() {
  const t = useT(home);
  return (
    <>
      <PageTitle page={t('tab')} />
      <header className="max-w-reading py-4 md:py-10">
        <h1>{t('title')}</h1>
        <p className="mt-3 mb-6 text-soft">{t('lead')}</p>
        <SearchBox large />
      </header>
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
