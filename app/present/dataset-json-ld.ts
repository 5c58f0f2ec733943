/** The dataset as schema.org says it, for search engines that index data. */
import type { PublicEntry } from '#api/catalog/read.ts';
import { licences } from '#api/catalog/rules/codes.ts';
import { boxOf } from '#api/interfaces/rules/describe.ts';
import { say } from '#api/interfaces/rules/words.ts';
import { regionName } from '#api/kernel/regions.ts';
import { paths } from '#app/paths.ts';
import type { DatasetData } from './dataset.server.ts';
import { dataPath, fileFormats, versionPath } from './dataset-links.ts';
import { itemOf } from './dataset-quality.ts';

const media = {
  csv: 'text/csv',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
} as const;

/** Where a licence is one that the world knows; the others are told in words. */
const licenceUrls: Readonly<Record<string, string>> = { 'cc-by-4.0': 'https://creativecommons.org/licenses/by/4.0/' };

const orNothing = <T>(name: string, value: T | null | undefined | '') =>
  value === null || value === undefined || value === '' ? {} : { [name]: value };

/** Search engines take descriptions of 50 to 5,000 characters. */
function longEnough(description: string, { provider, content }: PublicEntry, code: string): string {
  const more = { title: content.title, agency: provider.name, code };
  const text = description.length >= 50 ? description : `${description} ${say('described', 'zh', more)}`;
  return (text.length >= 50 ? text : `${text} ${say('described', 'en', more)}`).slice(0, 5000);
}

/** A named place; with the extent of the region where the region is what is meant. */
function placeOf(spatial: string, regionCode: string): object {
  const region = regionName(regionCode, 'zh');
  const box = boxOf(regionCode);
  const name = spatial === '' ? region : spatial;
  if (box === null || name !== region) return { '@type': 'Place', name };
  const [west, south, east, north] = box;
  return { '@type': 'Place', name, geo: { '@type': 'GeoShape', box: `${south} ${west} ${north} ${east}` } };
}

export function jsonLd({ dataset, version, pinned, publicUrl }: DatasetData, description: string): string {
  const { entry, access } = dataset;
  const { content, code } = entry;
  const at = (path: string) => `${publicUrl}${path}`;
  const url = at(pinned && version !== null ? versionPath(code, version.number) : paths.dataset(code));
  const licence = content.licence;
  const span = [content.temporal_from, content.temporal_to];
  const document = {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    name: content.title,
    ...orNothing('alternateName', content.title_en),
    description: longEnough(description, entry, code),
    url,
    ...(url === at(paths.dataset(code)) ? {} : { sameAs: at(paths.dataset(code)) }),
    identifier: code,
    inLanguage: 'zh-CN',
    ...(content.keywords.length === 0 ? {} : { keywords: content.keywords }),
    creator: {
      '@type': 'GovernmentOrganization',
      name: entry.provider.name,
      identifier: entry.provider.uscc,
      url: at(paths.agency(entry.provider.uscc)),
    },
    includedInDataCatalog: { '@type': 'DataCatalog', name: say('catalog', 'zh'), url: at(paths.datasets()) },
    datePublished: entry.published_at,
    dateModified: version?.published_at ?? entry.revised_at,
    isAccessibleForFree: access === 'open',
    ...orNothing('license', licence === null ? null : (licenceUrls[licence] ?? at(`/ns/licence/${licence}`))),
    ...(licence === null ? {} : { usageInfo: licences.label(licence, 'zh') }),
    spatialCoverage: placeOf(content.spatial, entry.region_code),
    ...(span.every((one) => one === '') ? {} : { temporalCoverage: `${span[0] || '..'}/${span[1] || '..'}` }),
    ...(version === null ? {} : { version: String(version.number) }),
    variableMeasured: (version?.columns ?? []).slice(0, 200).map((column) => {
      const item = itemOf(content.items, column.name);
      return {
        '@type': 'PropertyValue',
        name: column.name,
        ...orNothing('description', item?.description || item?.label),
        ...orNothing('unitText', item?.unit),
      };
    }),
    ...(access !== 'open' || version === null
      ? {}
      : {
          distribution: fileFormats.map((format) => ({
            '@type': 'DataDownload',
            name: format.toUpperCase(),
            encodingFormat: media[format],
            contentUrl: at(dataPath(code, version.number, 'download', { format })),
            // The one file that is stored as it is handed out.
            ...(format === 'parquet' ? { contentSize: `${version.table_bytes} B`, sha256: version.table_sha256 } : {}),
          })),
        }),
  };
  // Inside a script element: `</script>` in a title must not end it.
  return JSON.stringify(document).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
