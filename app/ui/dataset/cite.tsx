import { bibtex, type Cited, gbt7714 } from '#api/datasets/rules/citation.ts';
import { dayOf } from '#api/kernel/time.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { versionPath } from '#app/present/dataset-links.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useT, wordsIn } from '#app/present/words.ts';
import { Copyable } from '../copyable.tsx';
import { Empty } from '../empty.tsx';
import { Section } from '../section.tsx';
import { useDataset } from './dataset-context.ts';

/** A source is cited in its own language, whatever the page's. */
const own = wordsIn('zh', words);

export function CiteSection() {
  const t = useT(words);
  const locale = useLocale();
  const { dataset, entry, version, today, publicUrl } = useDataset();
  if (version === null)
    return (
      <Section id="cite" title={t('s_cite')}>
        <Empty title={t('cite_none')} />
      </Section>
    );
  const n = version.number;
  const url = `${publicUrl}${versionPath(entry.code, n)}`;
  const cited: Cited = {
    agency: entry.provider.name,
    title: entry.content.title,
    code: entry.code,
    version: n,
    edition: own('edition', { n }),
    platform: own('platform'),
    publishedOn: dayOf(new Date(version.published_at)),
    acquiredOn: today,
    url,
    note: own('bib_note', { code: entry.code, n, day: today }),
  };
  const lead = dataset.access === 'open' ? t('cite_lead', { day: dayText(today, locale), n }) : t('cite_lead_licence');
  const forms = [
    ['cite_gbt', gbt7714(cited)],
    ['cite_bibtex', bibtex(cited)],
    ['cite_address', url],
  ] as const;
  return (
    <Section id="cite" title={t('s_cite')} lead={lead}>
      <div className="cite">
        {forms.map(([word, text]) => (
          <div key={word} lang={word === 'cite_address' || locale === 'zh' ? undefined : 'zh-CN'}>
            <h3>{t(word)}</h3>
            <Copyable text={text} label={t(word)} plain={word === 'cite_gbt'} />
          </div>
        ))}
      </div>
    </Section>
  );
}
