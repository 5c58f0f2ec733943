import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { PublicEntry } from '#api/catalog/read.ts';
import {
  basisKinds,
  fields,
  formatCategories,
  grades,
  licences,
  openChecks,
  openTypes,
  shareMethods,
  shareTypes,
  storageLocations,
  themes,
  updateCycles,
} from '#api/catalog/rules/codes.ts';
import { levels } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { paths } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { type Locale, useLocale, useT } from '#app/present/words.ts';
import { DescriptionList, type Fact } from '../description-list.tsx';
import { Section } from '../section.tsx';
import { ArticleLink } from './article-link.tsx';
import { Given, GivenText } from './given.tsx';
import { MachineReadable } from './machine-readable.tsx';

interface Element {
  readonly name: string;
  readonly value: ReactNode;
  readonly articles?: readonly string[];
}

/** Every element of the entry: the 13 of the catalogue guideline in its order and numbers, then the rest. */
export function MetadataSection({ entry }: { readonly entry: PublicEntry }) {
  const t = useT(words);
  const locale = useLocale();
  return (
    <Section id="metadata" title={t('s_metadata')} lead={t('meta_lead')}>
      <div className="metadata">
        <div>
          <h3>{t('meta_core')}</h3>
          <Elements numbered elements={useCore(entry)} />
        </div>
        <div>
          <h3>{t('meta_more')}</h3>
          <Elements elements={useMore(entry, locale)} />
        </div>
      </div>
      <MachineReadable code={entry.code} />
    </Section>
  );
}

function Elements({
  elements,
  numbered = false,
}: {
  readonly elements: readonly Element[];
  readonly numbered?: boolean;
}) {
  const facts = elements.map(
    ({ name, value, articles = [] }, at): Fact => ({
      key: name,
      term: (
        <>
          {numbered && <span className="ordinal">{at + 1}</span>}
          {name}
          {articles.length > 0 && (
            <span className="articles">
              {articles.map((article) => (
                <ArticleLink key={article} article={article} />
              ))}
            </span>
          )}
        </>
      ),
      value,
    }),
  );
  return <DescriptionList facts={facts} />;
}

const given = (text: string): ReactNode => text !== '' && <GivenText>{text}</GivenText>;
const given1 = (text: string): ReactNode => text !== '' && <Given>{text}</Given>;

function useCore(entry: PublicEntry): Element[] {
  const t = useT(words);
  const locale = useLocale();
  const { content, provider } = entry;
  const english = locale === 'en';
  const path = entry.classification.map((node) => `${node.code} ${english ? node.name_en : node.name}`).join(' / ');
  const format = [
    content.format_category === null ? '' : formatCategories.label(content.format_category, locale),
    content.format_detail,
  ];
  return [
    { name: fields.label('classification_code', locale), value: path, articles: ['8'] },
    { name: fields.label('title', locale), value: given1(content.title) },
    { name: t('m_code'), value: <code>{entry.code}</code> },
    {
      name: t('m_provider'),
      value: (
        <Link to={paths.agency(provider.uscc)}>{english ? (provider.name_en ?? provider.name) : provider.name}</Link>
      ),
    },
    { name: t('m_provider_code'), value: <code>{provider.uscc}</code> },
    { name: fields.label('abstract', locale), value: given(content.abstract) },
    { name: t('m_format'), value: format.filter((one) => one !== '').join(' / '), articles: ['8'] },
    {
      name: t('m_items'),
      value: <a href="#fields">{t('m_items_value', { count: content.items.length })}</a>,
    },
    { name: t('m_share'), value: <Sharing entry={entry} />, articles: ['8', '12'] },
    { name: t('m_open'), value: <Opening entry={entry} />, articles: ['14', '15'] },
    {
      name: fields.label('update_cycle', locale),
      value: content.update_cycle !== null && updateCycles.label(content.update_cycle, locale),
      articles: ['8'],
    },
    { name: t('m_published'), value: dayText(dayOf(new Date(entry.published_at)), locale) },
    {
      name: fields.label('related_codes', locale),
      value: content.related_codes.length > 0 && (
        <ul>
          {content.related_codes.map((code) => (
            <li key={code}>
              <Link to={paths.dataset(code)}>{code}</Link>
            </li>
          ))}
        </ul>
      ),
    },
  ];
}

function useMore(entry: PublicEntry, locale: Locale): Element[] {
  const place = usePlace();
  const t = useT(words);
  const { content } = entry;
  const { temporal_from: from, temporal_to: to } = content;
  const until = to === '' ? '' : t('m_until', { to });
  const period = from === '' ? until : to === '' ? t('m_from', { from }) : t('m_span', { from, to });
  return [
    { name: fields.label('title_en', locale), value: content.title_en },
    { name: fields.label('keywords', locale), value: given1(content.keywords.join(t('list_join'))) },
    {
      name: fields.label('theme', locale),
      value: content.theme !== null && (
        <Link to={paths.theme(content.theme)}>{themes.label(content.theme, locale)}</Link>
      ),
    },
    { name: fields.label('spatial', locale), value: given1(content.spatial) },
    { name: t('m_period'), value: period },
    { name: t('m_region'), value: `${entry.region_code} ${place(entry.region_code)}` },
    { name: t('m_level'), value: levels.label(entry.level, locale) },
    { name: fields.label('usage_conditions', locale), value: given(content.usage_conditions) },
    {
      name: fields.label('licence', locale),
      value: content.licence !== null && licences.label(content.licence, locale),
    },
    { name: fields.label('grade', locale), value: content.grade !== null && grades.label(content.grade, locale) },
    {
      name: fields.label('secret', locale),
      value: content.secret === false && t('m_secret_no'),
      articles: ['2'],
    },
    {
      name: fields.label('storage_location', locale),
      value: content.storage_location !== null && storageLocations.label(content.storage_location, locale),
      articles: ['6'],
    },
    {
      name: t('m_revision'),
      value: t('m_revision_value', {
        n: entry.revision,
        day: dayText(dayOf(new Date(entry.revised_at)), locale),
      }),
    },
  ];
}

function Sharing({ entry: { content } }: { readonly entry: PublicEntry }) {
  const t = useT(words);
  const locale = useLocale();
  const { kind, instrument, article } = content.share_basis;
  const basis = [kind === null ? '' : basisKinds.label(kind, locale), `${instrument}${article}`];
  const lines = [
    ['m_condition', content.share_condition],
    ['m_reason', content.share_reason],
    ['m_basis', basis.filter((one) => one !== '').join(' ')],
    ['m_method', content.share_method === null ? '' : shareMethods.label(content.share_method, locale)],
  ] as const;
  return (
    <>
      {content.share_type !== null && <p>{shareTypes.label(content.share_type, locale)}</p>}
      <Lines lines={lines.map(([word, text]) => [t(word), text])} />
    </>
  );
}

function Opening({ entry: { content } }: { readonly entry: PublicEntry }) {
  const t = useT(words);
  const locale = useLocale();
  return (
    <>
      {content.open_type !== null && <p>{openTypes.label(content.open_type, locale)}</p>}
      <Lines lines={[[t('m_condition'), content.open_condition]]} />
      {content.open_checks.length > 0 && (
        <p className="help">{content.open_checks.map((one) => openChecks.label(one, locale)).join(t('list_join'))}</p>
      )}
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly (readonly [string, string])[] }) {
  return lines
    .filter(([, text]) => text !== '')
    .map(([name, text]) => (
      <p key={name} className="help">
        {name} <Given>{text}</Given>
      </p>
    ));
}
