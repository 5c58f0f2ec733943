import { Link } from 'react-router';
import { dayOf } from '#api/kernel/time.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { paths } from '#app/paths.ts';
import type { BuriedData } from '#app/present/dataset.server.ts';
import { dayText, numberText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from '../button.tsx';
import { Copyable } from '../copyable.tsx';
import { DataTable } from '../data-table.tsx';
import { DateText } from '../date-text.tsx';
import { DescriptionList } from '../description-list.tsx';
import { Mixed } from '../mixed.tsx';
import { Notice } from '../notice.tsx';
import { PageTitle } from '../page-header.tsx';
import { Section } from '../section.tsx';
import { StateDot } from '../state-dot.tsx';
import { Breadcrumb } from './breadcrumb.tsx';
import { GivenText } from './given.tsx';
import { MetadataSection } from './metadata.tsx';
import { ShortHash } from './short-hash.tsx';

/** The tombstone at the address of withdrawn data: what it was, who took it away, when and why. */
export function Withdrawn({ buried }: { readonly buried: BuriedData }) {
  const t = useT(words);
  const locale = useLocale();
  const place = usePlace();
  const { entry, reason, withdrawn_at } = buried;
  const { content, provider } = entry;
  const english = locale === 'en';
  const title = english && content.title_en !== '' ? content.title_en : content.title;
  const agency = english ? (provider.name_en ?? provider.name) : provider.name;
  const gone = dayText(dayOf(new Date(withdrawn_at)), locale);
  return (
    <>
      <PageTitle page={title} />
      <meta name="robots" content="noindex" />
      <header className="page-header dataset-head">
        <Breadcrumb theme={content.theme} />
        <div className="dataset-head-text">
          <h1>
            <Mixed>{title}</Mixed>
          </h1>
          <div className="abstract">
            <GivenText>{content.abstract}</GivenText>
          </div>
          <Notice tone="warn" title={t('gone_title')}>
            <p>{t('gone_text', { agency, day: gone })}</p>
            <p>{t('gone_kept')}</p>
          </Notice>
          <LinkButton look="plain" to={paths.datasets()}>
            {t('gone_search')}
          </LinkButton>
        </div>
        <div className="dataset-facts">
          <DescriptionList
            facts={[
              { term: t('state'), value: <StateDot tone="off">{t('state_withdrawn')}</StateDot> },
              { term: t('provider'), value: <Link to={paths.agency(provider.uscc)}>{agency}</Link> },
              { term: t('region'), value: place(entry.region_code) },
              { term: t('gone_published'), value: <DateText instant={entry.published_at} /> },
              { term: t('gone_at'), value: <DateText instant={withdrawn_at} /> },
              { term: t('gone_reason'), value: reason !== '' && <GivenText>{reason}</GivenText> },
              { term: t('code'), value: <Copyable text={entry.code} label={t('code')} /> },
            ]}
          />
        </div>
      </header>
      {buried.versions.length > 0 && (
        <Section id="versions" title={t('gone_versions')}>
          <DataTable
            caption={t('gone_versions')}
            captionHidden
            rows={buried.versions}
            rowKey={(one) => String(one.number)}
            columns={[
              { key: 'version', head: t('v_version'), kind: 'fixed', cell: (one) => t('version_n', { n: one.number }) },
              {
                key: 'published',
                head: t('v_published'),
                kind: 'fixed',
                cell: (one) => one.published_at !== null && <DateText instant={one.published_at} />,
              },
              { key: 'rows', head: t('v_rows'), kind: 'number', cell: (one) => numberText(one.row_count, locale) },
              {
                key: 'sha',
                head: t('v_sha'),
                kind: 'fixed',
                cell: (one) =>
                  one.table_sha256 !== null && (
                    <ShortHash hash={one.table_sha256} label={t('sha_full', { n: one.number })} />
                  ),
              },
            ]}
          />
        </Section>
      )}
      <MetadataSection entry={entry} />
    </>
  );
}
