import { voice } from '#app/i18n/market-voice.ts';
import { useT } from '#app/present/words.ts';

/** One to five stars, as a picture that says its number. */
export function Stars({ n }: { readonly n: number }) {
  const t = useT(voice);
  return (
    <span role="img" aria-label={t('r_stars', { n, count: n })}>
      {'★'.repeat(n)}
      {'☆'.repeat(5 - n)}
    </span>
  );
}

/** The mean with the number of reviews; nothing where there are none. */
export function StarsMean({ mean, count }: { readonly mean: string | null; readonly count: number }) {
  const t = useT(voice);
  if (mean === null) return null;
  return (
    <span>
      <span aria-hidden="true">★ </span>
      {t('r_mean', { mean, n: count, count })}
    </span>
  );
}
