import { dataset as words } from '#app/i18n/dataset.ts';
import type { Quality } from '#app/present/dataset-quality.ts';
import { namesText } from '#app/present/dataset-text.ts';
import { useLocale, useT } from '#app/present/words.ts';

/** The share of what could be said of the columns, each measure with what is missing by name. */
export function QualityFacts({ quality }: { readonly quality: Quality }) {
  const t = useT(words);
  const locale = useLocale();
  const whole = quality.percent === 100;
  return (
    <div className="quality">
      <h3>
        {t('quality')} <b data-whole={whole || undefined}>{t('quality_value', { percent: quality.percent })}</b>
      </h3>
      {whole ? (
        <p className="help">{t('quality_all')}</p>
      ) : (
        <ul>
          {quality.measures.map(({ measure, done, of, missing }) => (
            <li key={measure}>
              <span>{t(`q_${measure}`)}</span>
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect width="100" height="6" className="of" />
                <rect width={of === 0 ? 0 : (100 * done) / of} height="6" className="done" />
              </svg>
              <span className="num">{t('quality_line', { done, of })}</span>
              <span className="help">
                {missing.length > 0 && t('q_missing', { names: namesText(missing, locale) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {quality.absent.length > 0 && (
        <p className="help">{t('q_absent', { names: namesText(quality.absent, locale) })}</p>
      )}
    </div>
  );
}
