import { Link } from 'react-router';
import { dayOf } from '#api/kernel/time.ts';
import { reuseKinds } from '#api/reuses/rules/codes.ts';
import type { PublicReuse } from '#api/reuses/show.ts';
import { reuses } from '#app/i18n/reuses.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Given } from '../dataset/given.tsx';
import { DateText } from '../date-text.tsx';

/** Each with its picture, where it has one; the title carries the link, so the picture says nothing again. */
export function ReuseCards({
  items,
  heading: Heading = 'h2',
}: {
  readonly items: readonly PublicReuse[];
  readonly heading?: 'h2' | 'h3';
}) {
  const t = useT(reuses);
  const locale = useLocale();
  return (
    <ul className="reuse-cards">
      {items.map(({ id, content, published_at, views }) => (
        <li key={id}>
          <article>
            {content.picture !== null && (
              <img
                src={content.picture.url}
                width={content.picture.width}
                height={content.picture.height}
                alt=""
                loading="lazy"
                decoding="async"
              />
            )}
            <Heading>
              <Link to={paths.reuse(id)}>
                <Given>{content.title}</Given>
              </Link>
            </Heading>
            <p className="line">
              <span>{reuseKinds.label(content.kind, locale)}</span>
              <span>
                <Given>{content.author_name}</Given>
              </span>
            </p>
            <p className="abstract">
              <Given>{content.description}</Given>
            </p>
            <p className="line">
              <span>
                {t('uses_n', { n: numberText(content.datasets.length, locale), count: content.datasets.length })}
              </span>
              <span>
                {t('published')} <DateText day={dayOf(new Date(published_at))} />
              </span>
              {views > 0 && <span>{t('views', { n: numberText(views, locale), count: views })}</span>}
            </p>
          </article>
        </li>
      ))}
    </ul>
  );
}
