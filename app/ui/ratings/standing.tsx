import type { RatingsOut } from '#api/reuses/ratings.ts';
import { ratings } from '#app/i18n/ratings.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Stars } from './stars.tsx';

/** The mean, or why there is none yet, and how many gave how many stars: figures first, bars beside them. */
export function Standing({ standing }: { readonly standing: RatingsOut['standing'] }) {
  const t = useT(ratings);
  const locale = useLocale();
  const { mean, total, distribution } = standing;
  return (
    <div className="standing">
      <p>
        {mean === null ? <b>{t('not_enough')}</b> : <b className="mean">{t('mean', { mean })}</b>}
        {mean !== null && <Stars stars={Math.round(Number(mean))} />}
        <span>{t('count', { n: numberText(total, locale), count: total })}</span>
      </p>
      <ul aria-label={t('distribution')}>
        {distribution.map(({ stars, count, percent }) => (
          <li key={stars}>
            <span>{t('stars_n', { count: stars })}</span>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect width="100" height="6" className="of" />
              <rect width={percent} height="6" className="done" />
            </svg>
            <span className="num">{numberText(count, locale)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
