/** What the page of a dataset tells search engines for data. */
import { describe, expect, it } from 'vitest';
import { entryContent } from '#api/catalog/rules/entry.ts';
import type { DatasetData } from '#app/present/dataset.server.ts';
import { alternatesOf } from '#app/present/dataset-alternates.ts';
import { jsonLd } from '#app/present/dataset-json-ld.ts';

const base = 'https://data.shanxi.example';

function shown(over: object = {}, access: 'open' | 'licence' = 'open', pinned = false): DatasetData {
  const version = {
    id: 'ver_1',
    number: 2,
    row_count: 3,
    table_bytes: 1234,
    table_sha256: 'ab'.repeat(32),
    published_at: '2026-11-05T04:00:00.000Z',
    columns: [{ position: 1, name: '流量', type: 'decimal', stats: { null_count: 0, distinct_count: 3 } }],
  };
  const content = entryContent.parse({
    title: '站点</script><script>alert(1)</script>',
    licence: 'attribution',
    items: [{ name: '流量', label: '平均流量', unit: '立方米/秒' }],
    temporal_from: '2020',
    ...over,
  });
  const entry = {
    code: '301001/000001',
    provider: { id: 'org_1', uscc: '1114000000025DEMGK', name: '省厅', name_en: null },
    region_code: '140100',
    content,
    published_at: '2026-11-02T04:00:00.000Z',
    revised_at: '2026-11-02T04:00:00.000Z',
  };
  return {
    dataset: { entry, access, versions: [], latest: version, downloads: 0 },
    version,
    pinned,
    publicUrl: base,
  } as unknown as DatasetData;
}

const read = (data: DatasetData, description = '短') => JSON.parse(jsonLd(data, description)) as Record<string, never>;

describe('schema.org', () => {
  it('has every property that Google asks of a dataset', () => {
    const one = read(shown());
    expect(one).toMatchObject({
      '@context': 'https://schema.org/',
      '@type': 'Dataset',
      identifier: '301001/000001',
      url: `${base}/datasets/301001/000001`,
      isAccessibleForFree: true,
      license: `${base}/ns/licence/attribution`,
      version: '2',
      temporalCoverage: '2020/..',
      creator: { '@type': 'GovernmentOrganization', name: '省厅' },
      includedInDataCatalog: { '@type': 'DataCatalog', name: expect.any(String), url: `${base}/datasets` },
      spatialCoverage: { '@type': 'Place', name: '太原市', geo: { box: '37.45 111.5 38.42 113.15' } },
      variableMeasured: [{ '@type': 'PropertyValue', name: '流量', unitText: '立方米/秒' }],
    });
    const files = one.distribution as unknown as {
      encodingFormat: string;
      contentUrl: string;
      sha256?: string;
      contentSize?: string;
    }[];
    for (const file of files)
      expect(file.contentUrl.startsWith(`${base}/api/v1/datasets/301001/000001/versions/2/download?format=`)).toBe(
        true,
      );
    expect(files.find((file) => file.encodingFormat.includes('parquet'))).toMatchObject({
      contentSize: '1234 B',
      sha256: 'ab'.repeat(32),
    });
  });

  it('describes in 50 to 5,000 characters', () => {
    expect(String(read(shown(), '').description).length).toBeGreaterThanOrEqual(50);
    expect(String(read(shown(), '长'.repeat(6000)).description).length).toBe(5000);
  });

  it('cannot be ended by what a title says', () => {
    const text = jsonLd(shown(), '短');
    expect(text).not.toMatch(/[<>]/);
    expect(read(shown()).name).toBe('站点</script><script>alert(1)</script>');
  });

  it('offers no file of what needs a licence, and names the dataset of a version', () => {
    const licensed = read(shown({}, 'licence'));
    expect([licensed.isAccessibleForFree, licensed.distribution]).toEqual([false, undefined]);
    expect(read(shown({}, 'open', true))).toMatchObject({
      url: `${base}/datasets/301001/000001/versions/2`,
      sameAs: `${base}/datasets/301001/000001`,
    });
    expect(read(shown({ licence: 'cc-by-4.0', spatial: '汾河流域' }))).toMatchObject({
      license: 'https://creativecommons.org/licenses/by/4.0/',
      spatialCoverage: { '@type': 'Place', name: '汾河流域' },
    });
  });

  it('links to the forms that machines read', () => {
    const paths = (version: number | null) => alternatesOf('301001/000001', version).map((one) => one.path);
    expect(paths(2)).toContain('/datasets/301001/000001/versions/2/croissant.json');
    expect(paths(null)).toEqual(['ttl', 'jsonld', 'rdf'].map((one) => `/datasets/301001/000001.${one}`));
  });
});
