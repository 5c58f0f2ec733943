import { Link } from 'react-router';
import { ratings } from '#app/i18n/ratings.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '../button.tsx';
import { Empty } from '../empty.tsx';
import { CommentList } from '../ratings/comment-list.tsx';
import { Standing } from '../ratings/standing.tsx';
import { Section } from '../section.tsx';
import { useDataset } from './dataset-context.ts';

/** What its users think of it: the mean, the spread, the newest comments. */
export function RatingsSection() {
  const t = useT(ratings);
  const { code, opinions } = useDataset();
  const { standing, items, total } = opinions.ratings;
  return (
    <Section
      id="ratings"
      title={t('s_title')}
      actions={
        <LinkButton look="plain" size="small" to={`${paths.ratings(code)}#rate`}>
          {t('rate')}
        </LinkButton>
      }
    >
      {standing.total === 0 ? (
        <Empty title={t('none')}>
          <p>{t('none_text')}</p>
        </Empty>
      ) : (
        <Standing standing={standing} />
      )}
      {items.length > 0 && <CommentList items={items} />}
      {total > 0 && (
        <p className="mt-3">
          <Link to={`${paths.ratings(code)}#comments`}>{t('all')}</Link>
        </p>
      )}
    </Section>
  );
}
