/** Every open interface with its address, and a call that works as it stands. */
import { interfaces } from '#app/i18n/interfaces.ts';
import { paths } from '#app/paths.ts';
import type { Snippet } from '#app/present/developer-snippets.ts';
import { useT } from '#app/present/words.ts';
import { type Column, DataTable } from '../data-table.tsx';
import { Section } from '../section.tsx';
import { Snippets } from './snippets.tsx';

interface Row {
  readonly standard: string;
  readonly path: string;
  readonly use:
    | 'dcat'
    | 'dcat_single'
    | 'dcat_us'
    | 'data_package'
    | 'croissant'
    | 'features'
    | 'records'
    | 'oai'
    | 'sitemap'
    | 'opensearch';
}

/** @param code a dataset for the addresses that need one; those are left out while there is none. */
function rowsOf(code: string | null): Row[] {
  const dataset = code === null ? null : paths.dataset(code);
  const one = (standard: string, suffix: string, use: Row['use']): Row[] =>
    dataset === null ? [] : [{ standard, path: `${dataset}${suffix}`, use }];
  return [
    { standard: 'DCAT-AP 3', path: '/catalog.ttl', use: 'dcat' },
    ...one('DCAT-AP 3', '.ttl', 'dcat_single'),
    { standard: 'DCAT-US 1.1', path: '/data.json', use: 'dcat_us' },
    ...one('Data Package v2', '/datapackage.json', 'data_package'),
    ...one('Croissant 1.1', '/croissant.json', 'croissant'),
    { standard: 'OGC API Features', path: '/ogc', use: 'features' },
    { standard: 'OGC API Records', path: '/ogc/collections/catalog/items', use: 'records' },
    { standard: 'OAI-PMH 2.0', path: '/oai?verb=Identify', use: 'oai' },
    { standard: 'Sitemaps', path: '/sitemap.xml', use: 'sitemap' },
    { standard: 'OpenSearch', path: '/opensearch.xml', use: 'opensearch' },
  ];
}

function snippets(base: string, code: string | null): Snippet[] {
  const dataset = code === null ? null : `${base}${paths.dataset(code)}`;
  return [
    { language: 'curl', text: `curl "${base}/catalog.ttl?modified_since=2026-01-01"` },
    ...(dataset === null
      ? []
      : [
          { language: 'curl (Accept)', text: `curl -H "Accept: application/ld+json" "${dataset}"` },
          {
            language: 'Python (frictionless)',
            text: `from frictionless import Package\n\npackage = Package("${dataset}/datapackage.json")\nprint(package.resources[0].read_rows()[:5])`,
          },
        ]),
    {
      language: 'GDAL',
      text: `ogrinfo OAPIF:${base}/ogc\nogr2ogr -f GPKG places.gpkg OAPIF:${base}/ogc -oo PAGE_SIZE=10000`,
    },
    { language: 'OAI-PMH', text: `curl "${base}/oai?verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01"` },
  ];
}

export function InterfacesSection({ base, code }: { readonly base: string; readonly code: string | null }) {
  const t = useT(interfaces);
  const columns: readonly Column<Row>[] = [
    { key: 'standard', head: t('standard'), cell: (row) => row.standard },
    { key: 'address', head: t('address'), cell: (row) => <a href={row.path}>{row.path}</a> },
    { key: 'use', head: t('use'), cell: (row) => t(row.use) },
  ];
  return (
    <Section margin id="interfaces" title={t('title')} lead={t('lead')}>
      <DataTable caption={t('title')} captionHidden columns={columns} rows={rowsOf(code)} rowKey={(row) => row.path} />
      <h3 className="mt-8">{t('examples')}</h3>
      <Snippets snippets={snippets(base, code)} />
    </Section>
  );
}
