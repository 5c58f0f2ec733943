import { ratings } from '#app/i18n/ratings.ts';
import { useT } from '#app/present/words.ts';

const outline = 'M10 1.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8L10 14.9l-5.2 2.7 1-5.8L1.6 7.7l5.8-.8z';

/** So many of five, full and hollow, so that no colour has to tell; read out as one sentence. */
export function Stars({ stars }: { readonly stars: number }) {
  const t = useT(ratings);
  return (
    <svg className="stars" viewBox="0 0 108 20" role="img" aria-label={t('stars_of', { n: stars })} focusable="false">
      {[0, 1, 2, 3, 4].map((at) => (
        <path key={at} d={outline} transform={`translate(${at * 22} 0)`} data-full={at < stars || undefined} />
      ))}
    </svg>
  );
}
