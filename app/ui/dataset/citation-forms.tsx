import { type CitationFormat, citationFormats } from '#api/datasets/rules/citation.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Copyable } from '../copyable.tsx';

/** Every form of a citation, to copy or to take as a file. A source is cited in its own language, whatever the page's. */
export function CitationForms({
  texts,
  href,
}: {
  readonly texts: Readonly<Record<CitationFormat, string>>;
  readonly href: (format: CitationFormat) => string;
}) {
  const t = useT(subscriptions);
  const zh = useLocale() === 'zh';
  return citationFormats.map((format) => {
    const name = t(`form_${format}`);
    return (
      <div key={format}>
        <h3>
          {name}{' '}
          <small>
            <a href={href(format)} download aria-label={`${t('download')} ${name}`}>
              {t('download')}
            </a>
          </small>
        </h3>
        <div lang={zh ? undefined : 'zh-CN'}>
          <Copyable text={texts[format].trimEnd()} label={name} plain={format === 'gbt7714' || format === 'apa'} />
        </div>
      </div>
    );
  });
}
