import { Link } from 'react-router';
import { dataset as words } from '#app/i18n/dataset.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';

/** The article of the regulation a thing rests on. */
export function ArticleLink({ article }: { readonly article: string }) {
  const t = useT(words);
  return (
    <Link to={paths.law(article)} className="article-link">
      {t('m_article', { article })}
    </Link>
  );
}
