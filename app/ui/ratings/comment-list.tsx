import type { ReactNode } from 'react';
import type { CommentOut } from '#api/reuses/ratings.ts';
import { ratings } from '#app/i18n/ratings.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { GivenText } from '../dataset/given.tsx';
import { DateText } from '../date-text.tsx';
import { Stars } from './stars.tsx';

/** Comments as one reads them; `actions` are what may be done with one. */
export function CommentList({
  items,
  heading: Heading = 'h3',
  actions,
}: {
  readonly items: readonly CommentOut[];
  readonly heading?: 'h3' | 'h4';
  readonly actions?: (comment: CommentOut) => ReactNode;
}) {
  const t = useT(ratings);
  const locale = useLocale();
  return (
    <ol className="comments">
      {items.map((comment) => (
        <li key={comment.id} id={comment.id}>
          <article>
            <Heading>{locale === 'zh' ? comment.name_zh : comment.name_en}</Heading>
            <p className="line">
              <Stars stars={comment.stars} />
              <DateText instant={comment.at} />
              {comment.version !== null && <span>{t('version', { n: comment.version })}</span>}
              {comment.own && <span>{t('yours')}</span>}
            </p>
            <GivenText>{comment.comment}</GivenText>
            <Replies replies={comment.replies} />
            {actions?.(comment)}
          </article>
        </li>
      ))}
    </ol>
  );
}

function Replies({ replies }: { readonly replies: CommentOut['replies'] }) {
  const t = useT(ratings);
  const locale = useLocale();
  const [newest, ...earlier] = replies;
  if (newest === undefined) return null;
  const agency = (locale === 'en' ? newest.organization_en : null) ?? newest.organization;
  return (
    <div className="reply">
      <p className="line">
        <b>{t('reply_by', { agency })}</b>
        <DateText instant={newest.at} />
        {earlier.length > 0 && <span>{t('reply_edited')}</span>}
        {newest.outdated && <span>{t('outdated')}</span>}
      </p>
      <GivenText>{newest.text}</GivenText>
      {earlier.length > 0 && (
        <details>
          <summary>{t('reply_history', { count: earlier.length })}</summary>
          {earlier.map((one) => (
            <div key={one.number}>
              <p className="help">
                <DateText instant={one.at} />
              </p>
              <GivenText>{one.text}</GivenText>
            </div>
          ))}
        </details>
      )}
    </div>
  );
}
