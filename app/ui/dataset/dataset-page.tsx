import { Link } from 'react-router';
import { assets } from '#app/i18n/assets.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { paths } from '#app/paths.ts';
import type { BuriedData, DatasetData } from '#app/present/dataset.server.ts';
import { useT } from '#app/present/words.ts';
import { FeedbackSection } from '../feedback/dataset-feedback.tsx';
import { Notice } from '../notice.tsx';
import { Tabs } from '../tabs.tsx';
import { ApiSection } from './api-section.tsx';
import { ApplySection } from './apply.tsx';
import { ChartSection } from './chart-section.tsx';
import { CiteSection } from './cite.tsx';
import { DatasetContext, useDataset, useShaped } from './dataset-context.ts';
import { DatasetMeta } from './dataset-meta.tsx';
import { FieldsSection } from './fields.tsx';
import { Head } from './head.tsx';
import { MapSection } from './map-section.tsx';
import { MetadataSection } from './metadata.tsx';
import { PreviewSection } from './preview.tsx';
import { ProductsSection } from './products-section.tsx';
import { RatingsSection } from './ratings-section.tsx';
import { ReusesSection } from './reuses-section.tsx';
import { useViewLinks } from './use-view-links.ts';
import { VersionsSection } from './versions.tsx';
import { Withdrawn } from './withdrawn.tsx';

export function DatasetPage({ shown }: { readonly shown: DatasetData | BuriedData }) {
  if (shown.kind === 'withdrawn') return <Withdrawn buried={shown} />;
  return <Open shown={shown} />;
}

function Open({ shown }: { readonly shown: DatasetData }) {
  useViewLinks();
  return (
    <DatasetContext value={useShaped(shown)}>
      <DatasetMeta />
      <Pinned />
      <Head />
      <Closed />
      <Registered />
      <Parts />
    </DatasetContext>
  );
}

/** At the permanent address of a version: which one this is, and the way to the newest. */
function Pinned() {
  const t = useT(words);
  const { pinned, version, dataset, code } = useDataset();
  if (!pinned || version === null) return null;
  const n = version.number;
  const latest = dataset.latest?.number ?? n;
  const old = n !== latest;
  return (
    <Notice tone={old ? 'warn' : 'info'} title={old ? t('older', { n }) : t('newest')}>
      <p>
        {old ? t('older_text', { n, latest }) : t('newest_text', { n })}{' '}
        <Link to={paths.dataset(code)}>{t(old ? 'to_newest' : 'to_dataset')}</Link>
      </p>
    </Notice>
  );
}

/** One line: the data are a registered asset. */
function Registered() {
  const t = useT(assets);
  const { asset } = useDataset();
  if (asset === null) return null;
  return (
    <p>
      <Link to={paths.registeredAsset(asset.code)}>{t('on_dataset', { code: asset.code })}</Link>
    </p>
  );
}

function Closed() {
  const t = useT(words);
  const { dataset } = useDataset();
  if (dataset.access !== 'closed') return null;
  return (
    <Notice tone="warn" title={t('closed_title')}>
      <p>
        {t('closed_text')} <Link to={paths.law('14')}>{t('m_article', { article: '14' })}</Link>
      </p>
    </Notice>
  );
}

function Parts() {
  const t = useT(words);
  const { dataset, entry, version, feedback, map, products } = useDataset();
  const open = dataset.access === 'open' && version !== null;
  const licence = dataset.access === 'licence';
  const parts = [
    ...(licence ? (['apply'] as const) : []),
    ...(open ? (['preview', 'chart'] as const) : []),
    ...(open && map !== null ? (['map'] as const) : []),
    'fields' as const,
    'versions' as const,
    ...(version === null ? [] : (['api', 'cite'] as const)),
    ...(products.length === 0 ? [] : (['products'] as const)),
    'reuses' as const,
    'ratings' as const,
    'feedback' as const,
    'metadata' as const,
  ];
  return (
    <>
      <div className="parts">
        <Tabs label={t('sections')} tabs={parts.map((part) => ({ to: `#${part}`, label: t(`s_${part}`) }))} />
      </div>
      {licence && <ApplySection />}
      {open && <PreviewSection />}
      {open && <ChartSection />}
      {open && <MapSection />}
      <FieldsSection />
      <VersionsSection />
      {version !== null && <ApiSection />}
      {version !== null && <CiteSection />}
      <ProductsSection />
      <ReusesSection />
      <RatingsSection />
      <FeedbackSection
        code={entry.code}
        uscc={entry.provider.uscc}
        version={version?.number ?? null}
        feedback={feedback}
      />
      <MetadataSection entry={entry} />
    </>
  );
}
