/** The catalogue as files: DCAT-AP in three forms, DCAT-US, Croissant, Data Package; sitemaps, robots.txt, OpenSearch. */
import jsonld from 'jsonld';
import { Parser, type Quad, Store, Writer } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shaclFaults } from '#test/support/dcat-ap.ts';
import { schemaFaults } from '#test/support/interface-schemas.ts';
import { interfacesScene, manyEntries, type Scene } from '#test/support/interfaces.ts';
import { all, child, xmlTree } from '#test/support/xml-tree.ts';

const base = 'https://data.shanxi.example';
const dcat = 'http://www.w3.org/ns/dcat#';
const dct = 'http://purl.org/dc/terms/';
const hydra = 'http://www.w3.org/ns/hydra/core#';
const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

let scene: Scene;
beforeAll(async () => {
  scene = await interfacesScene({ PUBLIC_URL: base });
}, 120_000);
afterAll(() => scene.t.close());

// Node's fetch asks for a fresh answer as soon as it is given a condition, unless it is told how old one may be.
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${scene.url}${path}`, { headers: { 'cache-control': 'max-age=0', ...headers }, method, redirect: 'manual' });
const body = async (path: string) => {
  const response = await get(path);
  expect(response.status, path).toBe(200);
  return response.text();
};
const json = async (path: string) => JSON.parse(await body(path)) as Record<string, never>;

const turtle = (text: string): Quad[] => new Parser().parse(text);
const rdfXml = (text: string): Promise<Quad[]> =>
  new Promise((resolve, reject) => {
    const quads: Quad[] = [];
    const parser = new RdfXmlParser({ baseIRI: base });
    parser.on('data', (quad: Quad) => quads.push(quad));
    parser.on('error', reject);
    parser.on('end', () => resolve(quads));
    parser.end(text);
  });
const nQuads = (quads: readonly Quad[]): string => new Writer({ format: 'N-Quads' }).quadsToString([...quads]);
/** Blank nodes named by what is said of them (RDFC-1.0): equal lines are the same graph. */
const canonical = (lines: string): Promise<string> =>
  jsonld.canonize(
    lines as never,
    { algorithm: 'RDFC-1.0', inputFormat: 'application/n-quads', format: 'application/n-quads' } as object,
  );
const datasets = (quads: readonly Quad[]) =>
  quads
    .filter((one) => one.predicate.value === rdfType && one.object.value === `${dcat}Dataset`)
    .map((one) => one.subject.value);
const objects = (quads: readonly Quad[], subject: string, predicate: string) =>
  quads
    .filter((one) => one.subject.value === subject && one.predicate.value === predicate)
    .map((one) => one.object.value);

describe('DCAT-AP', () => {
  it('says the same in Turtle, JSON-LD and RDF/XML', async () => {
    for (const path of ['/catalog', `/datasets/${scene.stations}`, `/datasets/${scene.licensed}`]) {
      const graph = turtle(await body(`${path}.ttl`));
      const fromJson = (await jsonld.toRDF(JSON.parse(await body(`${path}.jsonld`)), {
        format: 'application/n-quads',
      })) as unknown as string;
      const fromXml = await rdfXml(await body(`${path}.rdf`));
      // The page of the catalogue names itself by its extension.
      const plain = async (lines: string) =>
        (await canonical(lines))
          .replaceAll(/catalog\.(ttl|jsonld|rdf)/g, 'catalog.x')
          .split('\n')
          .sort();
      expect(graph.length).toBeGreaterThan(40);
      expect(await plain(fromJson)).toEqual(await plain(nQuads(graph)));
      expect(await plain(nQuads(fromXml))).toEqual(await plain(nQuads(graph)));
    }
  });

  it('conforms to the shapes of DCAT-AP 3', async () => {
    for (const path of ['/catalog.ttl', `/datasets/${scene.stations}.ttl`, `/datasets/${scene.licensed}.ttl`])
      expect(await shaclFaults(new Store(turtle(await body(path)))), path).toEqual([]);
  });

  it('has shapes that find what is missing', async () => {
    const quads = turtle(await body('/catalog.ttl'));
    const without = (predicate: string) => new Store(quads.filter((one) => one.predicate.value !== predicate));
    expect((await shaclFaults(without(`${dct}title`))).length).toBeGreaterThan(2);
    expect((await shaclFaults(without(`${dcat}accessURL`))).join()).toContain('MinCount');
    const wrong = quads.filter(
      (one) => !(one.predicate.value === rdfType && one.object.value === 'http://xmlns.com/foaf/0.1/Agent'),
    );
    expect((await shaclFaults(new Store(wrong))).join()).toContain('Class');
  });

  it('lists what is public and nothing else, in both languages', async () => {
    const quads = turtle(await body('/catalog.ttl'));
    expect(datasets(quads).sort()).toEqual(
      [scene.stations, scene.areas, scene.licensed].map((code) => `${base}/datasets/${code}`).sort(),
    );
    const at = `${base}/datasets/${scene.stations}`;
    const titles = quads.filter((one) => one.subject.value === at && one.predicate.value === `${dct}title`);
    expect(titles.map((one) => (one.object as { language?: string }).language).sort()).toEqual(['en', 'zh']);
    expect(objects(quads, at, `${dcat}theme`)).toEqual([
      'http://publications.europa.eu/resource/authority/data-theme/ENVI',
      `${base}/ns/theme/environment`,
    ]);
    expect(objects(quads, at, `${dct}accrualPeriodicity`)).toEqual([
      'http://publications.europa.eu/resource/authority/frequency/MONTHLY',
    ]);
    expect(objects(quads, `${base}/datasets/${scene.licensed}`, `${dct}accessRights`)[0]).toMatch(/RESTRICTED$/);
  });

  it('offers downloads of open data that are there, with the hash of the stored file', async () => {
    const quads = turtle(await body(`/datasets/${scene.stations}.ttl`));
    const [parquet = ''] = quads
      .filter((one) => one.subject.value.endsWith('versions/2#1-parquet'))
      .map((one) => one.subject.value);
    const [address = ''] = objects(quads, parquet, `${dcat}downloadURL`);
    const file = Buffer.from(await (await get(address.replace(base, ''))).arrayBuffer());
    const [size] = objects(quads, parquet, `${dcat}byteSize`);
    expect(String(file.length)).toBe(size);
    const { createHash } = await import('node:crypto');
    const [checksum = ''] = objects(quads, parquet, 'http://spdx.org/rdf/terms#checksum');
    expect(objects(quads, checksum, 'http://spdx.org/rdf/terms#checksumValue')).toEqual([
      createHash('sha256').update(file).digest('hex'),
    ]);
    for (const one of quads.filter((quad) => quad.predicate.value === `${dcat}downloadURL`))
      expect((await get(one.object.value.replace(base, ''), {}, 'HEAD')).status, one.object.value).toBe(200);
    const licensed = turtle(await body(`/datasets/${scene.licensed}.ttl`));
    expect(licensed.some((one) => one.predicate.value === `${dcat}downloadURL`)).toBe(false);
  });

  it('gives a dataset with all its versions, a list only with its newest', async () => {
    const at = `${base}/datasets/${scene.stations}`;
    const one = turtle(await body(`/datasets/${scene.stations}.ttl`));
    expect(objects(one, at, `${dcat}hasVersion`)).toEqual([`${at}/versions/2`, `${at}/versions/1`]);
    expect(objects(turtle(await body('/catalog.ttl')), at, `${dcat}hasVersion`)).toEqual([]);
  });

  it('tells the quality score', async () => {
    const at = `${base}/datasets/${scene.stations}`;
    const { score } = JSON.parse(await body(`/api/v1/datasets/${scene.stations}/score`)) as { score: number };
    const dqv = 'http://www.w3.org/ns/dqv#';
    for (const path of [`/datasets/${scene.stations}.ttl`, '/catalog.ttl']) {
      const quads = turtle(await body(path));
      expect(objects(quads, at, `${dqv}hasQualityMeasurement`)).toEqual([`${at}#quality`]);
      expect(objects(quads, `${at}#quality`, `${dqv}value`)).toEqual([String(score)]);
    }
  });

  it('leaves a tombstone at 410 in each form', async () => {
    for (const extension of ['ttl', 'jsonld', 'rdf']) {
      const response = await get(`/datasets/${scene.withdrawn}.${extension}`);
      expect(response.status).toBe(410);
      expect(await response.text()).toContain('dataset-status/WITHDRAWN');
    }
    for (const file of ['croissant.json', 'datapackage.json', 'versions/1/datapackage.json']) {
      const response = await get(`/datasets/${scene.withdrawn}/${file}`);
      expect(response.status).toBe(410);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(((await response.json()) as { code: string }).code).toBe('catalog.withdrawn');
    }
    expect((await get('/datasets/301001/999999.ttl')).status).toBe(404);
  });

  it('answers by what the reader accepts at the address of the dataset', async () => {
    const path = `/datasets/${scene.stations}`;
    const accept = async (type: string) => {
      const response = await get(path, { accept: type });
      return [
        response.status,
        response.headers.get('content-type')?.split(';')[0],
        response.headers.get('content-location'),
      ];
    };
    expect(await accept('text/turtle')).toEqual([200, 'text/turtle', `${base}${path}.ttl`]);
    expect(await accept('application/rdf+xml')).toEqual([200, 'application/rdf+xml', `${base}${path}.rdf`]);
    expect(await accept('application/ld+json, */*;q=0.1')).toEqual([
      200,
      'application/ld+json',
      `${base}${path}.jsonld`,
    ]);
    // A browser is passed on to the pages, which are not built here.
    const browser = await get(path, { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' });
    expect(browser.status).toBe(404);
    expect(browser.headers.get('vary')).toContain('Accept');
    expect(browser.headers.get('link')).toContain(`<${base}${path}.ttl>; rel="alternate"; type="text/turtle"`);
    expect((await get('/catalog', { accept: 'text/turtle' })).headers.get('content-type')).toContain('text/turtle');
    expect((await get('/catalog', { accept: 'text/html' })).headers.get('location')).toBe('/datasets');
  });

  it('answers 304, HEAD and any site', async () => {
    for (const path of [
      '/catalog.ttl',
      `/datasets/${scene.stations}.jsonld`,
      '/data.json',
      '/sitemap.xml',
      '/sitemaps/datasets-1.xml',
    ]) {
      const first = await get(path, { origin: 'https://elsewhere.example' });
      await first.arrayBuffer();
      expect(first.headers.get('access-control-allow-origin'), path).toBe('*');
      const etag = first.headers.get('etag') ?? '';
      expect(etag, path).toMatch(/^(W\/)?".+"$/);
      expect((await get(path, { 'if-none-match': etag })).status, path).toBe(304);
      const head = await get(path, {}, 'HEAD');
      expect([head.status, await head.text()], path).toEqual([200, '']);
    }
    const modified = (await get(`/datasets/${scene.stations}.ttl`)).headers.get('last-modified') ?? '';
    expect((await get(`/datasets/${scene.stations}.ttl`, { 'if-modified-since': modified })).status).toBe(304);
    expect((await get('/catalog.ttl', {}, 'OPTIONS')).headers.get('access-control-allow-headers')).toContain(
      'If-None-Match',
    );
  });

  it('refuses parameters that mean nothing', async () => {
    for (const query of ['page=0', 'page=x', 'modified_since=yesterday', 'modified_since=2026-13-01'])
      expect((await get(`/catalog.ttl?${query}`)).status, query).toBe(400);
    const beyond = await get('/catalog.ttl?page=2');
    expect([beyond.status, ((await beyond.json()) as { code: string }).code]).toEqual([404, 'interfaces.no_page']);
  });
});

describe('pages of a large catalogue', () => {
  beforeAll(() => manyEntries(scene.t, scene.areas, 230));

  it('are followed by the links, a hundred a page, every dataset once', async () => {
    const seen: string[] = [];
    let next: string | undefined = '/catalog.ttl';
    let pages = 0;
    while (next !== undefined && pages < 9) {
      const quads: Quad[] = turtle(await body(next));
      seen.push(...datasets(quads));
      expect(quads.find((one) => one.predicate.value === `${hydra}totalItems`)?.object.value).toBe('233');
      next = quads.find((one) => one.predicate.value === `${hydra}next`)?.object.value.replace(base, '');
      pages++;
    }
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(233);
    expect(seen.length).toBe(233);
  });

  it('hold what changed since, and keep asking so', async () => {
    const quads = turtle(await body('/catalog.ttl?modified_since=2026-11-01'));
    expect(datasets(quads).sort()).toEqual(
      [scene.stations, scene.areas, scene.licensed].map((code) => `${base}/datasets/${code}`).sort(),
    );
    const early = turtle(await body('/catalog.ttl?modified_since=2026-06-01T01:00:00Z'));
    expect(early.find((one) => one.predicate.value === `${hydra}next`)?.object.value).toBe(
      `${base}/catalog.ttl?page=2&modified_since=2026-06-01T01%3A00%3A00Z`,
    );
  });

  it('hold what a question finds', async () => {
    const quads = turtle(await body(`/catalog.ttl?q=${encodeURIComponent('汾河')}`));
    expect(datasets(quads)).toEqual([`${base}/datasets/${scene.stations}`]);
  });
});

describe('DCAT-US', () => {
  it('is valid by the schema, and holds every public dataset', async () => {
    const document = await json('/data.json');
    expect(schemaFaults('dcatUs', document)).toEqual([]);
    const list = document.dataset as unknown as { identifier: string; accessLevel: string; distribution?: unknown[] }[];
    expect(list.length).toBe(233);
    const of = (code: string) => list.find((one) => one.identifier === `${base}/datasets/${code}`);
    expect(of(scene.stations)?.accessLevel).toBe('public');
    expect(of(scene.stations)?.distribution?.length).toBeGreaterThanOrEqual(4);
    expect(of(scene.licensed)).toMatchObject({ accessLevel: 'restricted public', rights: expect.any(String) });
    expect(of(scene.licensed)?.distribution).toBeUndefined();
    expect(of(scene.withdrawn)).toBeUndefined();
    // The schema finds faults.
    expect(schemaFaults('dcatUs', { ...document, dataset: [{ title: 'x' }] }).length).toBeGreaterThan(3);
  });
});

describe('Data Package and Croissant', () => {
  it('describe the newest version, and any other at its address', async () => {
    const newest = await json(`/datasets/${scene.stations}/datapackage.json`);
    expect(schemaFaults('dataPackage', newest)).toEqual([]);
    expect(newest).toMatchObject({ version: '2', name: 'jinshu-301001-000001', licenses: [{ name: 'CC-BY-4.0' }] });
    const fields = (
      newest.resources as unknown as { schema: { fields: { name: string; type: string; unit?: string }[] } }[]
    )[0]?.schema.fields;
    expect(fields?.map((one) => one.type)).toEqual(['string', 'number', 'number', 'date', 'string', 'number']);
    expect(fields?.at(-1)).toMatchObject({ name: '流量', title: '平均流量', unit: '立方米/秒' });
    const first = await json(`/datasets/${scene.stations}/versions/1/datapackage.json`);
    expect(first).toMatchObject({ version: '1' });
    expect((await get(`/datasets/${scene.stations}/versions/7/datapackage.json`)).status).toBe(404);
    expect(
      schemaFaults('dataPackage', { ...newest, resources: [{ name: 'x', type: 'table' }] }).length,
    ).toBeGreaterThan(1);
  });

  it('are valid Croissant whose context reads as the standard means it', async () => {
    const document = await json(`/datasets/${scene.stations}/croissant.json`);
    expect(schemaFaults('croissant', document)).toEqual([]);
    const quads = (await jsonld.toRDF(document, { base })) as unknown as Quad[];
    const version = `${base}/datasets/${scene.stations}/versions/2`;
    expect(objects(quads, version, `${dct}conformsTo`)).toEqual(['http://mlcommons.org/croissant/1.1']);
    expect(objects(quads, version, 'http://mlcommons.org/croissant/isLiveDataset')).toEqual(['false']);
    expect(quads.filter((one) => one.object.value === 'http://mlcommons.org/croissant/Field').length).toBe(6);
    expect(
      quads
        .filter((one) => one.predicate.value === 'http://mlcommons.org/croissant/dataType')
        .map((one) => one.object.value),
    ).toContain('https://schema.org/Date');
    expect(String(document.citeAs)).toContain('version   = {2}');
  });

  it('refuse what is not open as the download does', async () => {
    for (const file of ['croissant.json', 'datapackage.json']) {
      const response = await get(`/datasets/${scene.licensed}/${file}`);
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
        403,
        'datasets.licence_needed',
      ]);
    }
  });
});

describe('what crawlers and browsers look for', () => {
  it('is a sitemap of sitemaps with dates', async () => {
    const index = xmlTree(await body('/sitemap.xml'));
    const files = all(index, 'sitemap').map((one) => child(one, 'loc').text);
    expect(index.uri).toBe('http://www.sitemaps.org/schemas/sitemap/0.9');
    expect(files).toEqual([`${base}/sitemaps/pages.xml`, `${base}/sitemaps/datasets-1.xml`]);
    const urls = all(xmlTree(await body('/sitemaps/datasets-1.xml')), 'url');
    expect(urls.length).toBe(233);
    const places = urls.map((one) => child(one, 'loc').text);
    expect(places).toContain(`${base}/datasets/${scene.stations}`);
    expect(places).not.toContain(`${base}/datasets/${scene.withdrawn}`);
    for (const one of urls) expect(Number.isNaN(Date.parse(child(one, 'lastmod').text))).toBe(false);
    const pages = all(xmlTree(await body('/sitemaps/pages.xml')), 'url').map((one) => child(one, 'loc').text);
    expect(pages).toContain(`${base}/themes/environment`);
    expect((await get('/sitemaps/datasets-2.xml')).status).toBe(404);
    expect((await get('/sitemaps/other.xml')).status).toBe(404);
  });

  it('is robots.txt that names the sitemap and keeps crawlers from desks', async () => {
    const text = await body('/robots.txt');
    expect(text).toContain(`Sitemap: ${base}/sitemap.xml`);
    expect(text).toContain('Disallow: /w/');
    expect(text).not.toMatch(/Disallow: \/(datasets|catalog|$)/m);
  });

  it('is an OpenSearch description whose templates answer', async () => {
    const tree = xmlTree(await body('/opensearch.xml'));
    expect(tree.uri).toBe('http://a9.com/-/spec/opensearch/1.1/');
    expect(child(tree, 'ShortName').text.length).toBeLessThanOrEqual(16);
    const templates = new Map(
      all(tree, 'Url').map((one) => [one.attributes.type ?? '', one.attributes.template ?? '']),
    );
    expect(templates.get('text/html')).toBe(`${base}/datasets?q={searchTerms}`);
    const path = templates
      .get('application/x-suggestions+json')
      ?.replace(base, '')
      .replace('{searchTerms}', encodeURIComponent('汾河'));
    const response = await get(path ?? '');
    expect(response.headers.get('content-type')).toContain('application/x-suggestions+json');
    const [asked, titles, , addresses] = (await response.json()) as [string, string[], string[], string[]];
    expect(asked).toBe('汾河');
    expect(titles[0]).toContain('汾河');
    expect(addresses[0]).toBe(`${base}/datasets/${scene.stations}`);
    expect(await (await get('/opensearch/suggestions?q=')).json()).toEqual(['', [], [], []]);
  });

  it('leads from the names of our vocabulary to what they mean', async () => {
    const to = async (path: string) => (await get(path)).headers.get('location');
    expect(await to('/ns/theme/environment')).toBe('/themes/environment');
    expect(await to('/ns/region/140100')).toBe('/datasets?region=140100');
    expect((await get('/ns/constructor/x')).status).toBe(404);
  });
});
