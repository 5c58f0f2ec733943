import { Form as RouterForm, useSearchParams } from 'react-router';
import { type CitationFormat, citationFormats, citationForms } from '#api/datasets/rules/citation.ts';
import { citedOf } from '#api/datasets/rules/citation-query.ts';
import { dayOf } from '#api/kernel/time.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { versionPath } from '#app/present/dataset-links.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Copyable } from '../copyable.tsx';
import { Empty } from '../empty.tsx';
import { Section } from '../section.tsx';
import { CitationForms } from './citation-forms.tsx';
import { useDataset } from './dataset-context.ts';

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
  const cited = citedOf({
    agency: entry.provider.name,
    title: entry.content.title,
    titleEn: entry.content.title_en,
    code: entry.code,
    version: n,
    publishedOn: dayOf(new Date(version.published_at)),
    acquiredOn: today,
    url,
  });
  const lead = dataset.access === 'open' ? t('cite_lead', { day: dayText(today, locale), n }) : t('cite_lead_licence');
  const texts = Object.fromEntries(citationFormats.map((one) => [one, citationForms[one].write(cited)])) as Record<
    CitationFormat,
    string
  >;
  return (
    <Section id="cite" title={t('s_cite')} lead={lead}>
      {dataset.access === 'open' && <CiteView code={entry.code} version={n} />}
      <div className="cite">
        <CitationForms
          texts={texts}
          href={(format) => `/api/v1${versionPath(entry.code, n)}/citation?format=${format}`}
        />
        <div>
          <h3>{t('cite_address')}</h3>
          <Copyable text={url} label={t('cite_address')} />
        </div>
      </div>
    </Section>
  );
}

const kept = ['table', 'q', 'filter', 'sort', 'columns'] as const;

/** What is chosen of the table, as a citation of its own; nothing chosen, nothing to cite apart from the version. */
function CiteView({ code, version }: { readonly code: string; readonly version: number }) {
  const t = useT(subscriptions);
  const [search] = useSearchParams();
  const chosen = kept.flatMap((name) =>
    search
      .getAll(name)
      .filter((value) => value !== '')
      .map((value) => [name, value] as const),
  );
  if (chosen.every(([name]) => name === 'table')) return null;
  return (
    <RouterForm method="post" action="/cite?index" className="form cite-view">
      <p>{t('cite_view_text')}</p>
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="version" value={version} />
      {chosen.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="btn" data-look="plain">
        {t('cite_view')}
      </button>
    </RouterForm>
  );
}
