import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { themes } from '#api/catalog/rules/codes.ts';
import { graphOf, writingOf } from '#api/federation/readers/rdf.ts';
import { mapCkan, siteOf } from '#api/federation/rules/ckan.ts';
import { keyOf, ownCode } from '#api/federation/rules/content.ts';
import { datasetsIn, mapDcat, nextPage, totalItems } from '#api/federation/rules/dcat.ts';
import { mapDcatUs } from '#api/federation/rules/dcat-us.ts';
import { fullDue, looksWrong, nextRun } from '#api/federation/rules/schedule.ts';
import { cleanInstant, cleanLine, cleanText, cleanUrl, cleanWords } from '#api/federation/rules/text.ts';
import { cycleOf, formatOf, regionOf, themeOf } from '#api/federation/rules/vocabulary.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { ckanPackage, dcatPage, usDataset, type Writing } from '#test/support/portals.ts';

const source = { url: 'https://data.city.example', name: '大同市开放平台', regionCode: '140200' };
const code = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
  return null;
};

describe('a CKAN package', () => {
  it('becomes a record', () => {
    const mapped = mapCkan(ckanPackage(7), source);
    expect(mapped).toMatchObject({
      identifier: '00000007-aaaa-4bbb-8ccc-000000000007',
      originUrl: 'https://data.city.example/dataset/road-7',
      modified: '2026-03-01T00:07:00.000Z',
      content: {
        title: '市政道路养护记录 7',
        title_en: null,
        publisher: '大同市交通运输局',
        keywords: ['道路', '养护'],
        theme: 'public_services',
        contact: { name: '数据科', email: 'data@city.example' },
        licence: { code: 'cc-by-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
        region_code: '140200',
        update_cycle: 'monthly',
        formats: ['csv', 'pdf'],
      },
    });
    expect(mapped?.content.distributions[0]).toEqual({
      title: '养护记录',
      format: 'csv',
      url: 'https://files.city.example/road-7.csv',
      bytes: 2048,
      checksum: { algorithm: 'sha256', value: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
    });
    expect(mapped?.keys).toEqual(['uuid:00000007-aaaa-4bbb-8ccc-000000000007', 'url:data.city.example/dataset/road-7']);
  });
  it('is passed over when it is no dataset for the public', () => {
    for (const over of [{ private: true }, { state: 'deleted' }, { type: 'harvest' }])
      expect(mapCkan(ckanPackage(1, over), source)).toBeNull();
  });
  it('is refused by name', () => {
    expect(code(() => mapCkan('text', source))).toBe('federation.not_an_object');
    expect(code(() => mapCkan({ title: 'x' }, source))).toBe('federation.no_identifier');
    expect(code(() => mapCkan({ id: 'x'.repeat(501), title: 'x' }, source))).toBe('federation.identifier_too_long');
    expect(code(() => mapCkan({ id: '\u0000', title: 'x' }, source))).toBe('federation.no_identifier');
    expect(code(() => mapCkan({ id: 'a', name: ' ', title: '<script>x</script>' }, source))).toBe(
      'federation.no_title',
    );
  });
  it('takes translations of ckanext-fluent, and lists that ckanext-dcat keeps as text', () => {
    const mapped = mapCkan(
      ckanPackage(1, {
        title_translated: { zh_Hans: '道路', en: 'Roads' },
        groups: [],
        extras: [
          { key: 'theme', value: '["http://publications.europa.eu/resource/authority/data-theme/ENVI"]' },
          { key: 'uri', value: 'https://doi.org/10.1234/ABC' },
        ],
      }),
      source,
    );
    expect(mapped?.content).toMatchObject({ title: '道路', title_en: 'Roads', theme: 'environment' });
    expect(mapped?.keys).toContain('doi:10.1234/abc');
  });
  it('knows the site below its API', () => {
    for (const url of [
      'https://a.b',
      'https://a.b/',
      'https://a.b/api/3',
      'https://a.b/api/3/action/package_search?q=',
    ])
      expect(siteOf(url)).toBe('https://a.b');
    expect(siteOf('https://a.b/ckan/api')).toBe('https://a.b/ckan');
  });
});

describe('a DCAT dataset', () => {
  const base = 'https://data.city.example';
  const page = {
    base,
    datasets: [{ id: 'w1', title: '河流断面水质', titleEn: 'River quality' }],
    next: `${base}/catalog.x?page=2`,
    total: 3,
  };
  it.each<Writing>(['ttl', 'jsonld', 'rdf'])('reads the same from %s', async (writing) => {
    const type = { ttl: 'text/turtle', jsonld: 'application/json', rdf: 'application/xml' }[writing];
    const graph = await graphOf({ url: `${base}/catalog`, type, text: dcatPage(writing, page) });
    expect(nextPage(graph)).toBe(page.next);
    expect(totalItems(graph)).toBe(3);
    const [subject = ''] = datasetsIn(graph);
    expect(mapDcat(graph, subject, { ...source, regionCode: '140000' })).toMatchObject({
      identifier: `${base}/dataset/w1`,
      originUrl: `${base}/dataset/w1`,
      modified: '2026-02-01T00:00:00.000Z',
      content: {
        title: '河流断面水质',
        title_en: 'River quality',
        description: '按月公布的监测结果。',
        keywords: ['水质', '监测'],
        theme: 'environment',
        publisher: '长治市生态环境局',
        contact: { name: '监测科', email: 'water@city.example' },
        issued: '2026-01-01T00:00:00.000Z',
        licence: { code: 'cc-by-4.0' },
        region_code: '140400',
        spatial: '长治市',
        update_cycle: 'monthly',
        formats: ['csv'],
        distributions: [
          {
            title: '监测结果',
            format: 'csv',
            url: `${base}/files/w1.csv`,
            bytes: 4096,
            checksum: { algorithm: 'sha256' },
          },
        ],
      },
    });
  });
  it('does without what is not there, and names a blank node by its identifier', async () => {
    const text = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
      [] a dcat:Dataset ; dct:title "无名" ; dct:identifier "n-1" . [] a dcat:Dataset ; dct:title "y" .`;
    const graph = await graphOf({ url: `${base}/c.ttl`, type: 'text/turtle', text });
    const [one = '', other = ''] = datasetsIn(graph);
    expect(mapDcat(graph, one, source)).toMatchObject({
      identifier: 'n-1',
      originUrl: 'https://data.city.example#n-1',
      content: { publisher: source.name, distributions: [], theme: 'other', licence: null },
    });
    expect(code(() => mapDcat(graph, other, source))).toBe('federation.no_identifier');
  });
  it('tells the writing by the type, else by the first sign', () => {
    expect(writingOf({ type: 'text/turtle', text: '{' })).toBe('turtle');
    expect(writingOf({ type: 'text/plain', text: '  @prefix a: <b> .' })).toBe('turtle');
    expect(writingOf({ type: 'application/octet-stream', text: '<?xml version="1.0"?><rdf:RDF/>' })).toBe('rdfxml');
    expect(writingOf({ type: 'application/json', text: '[{}]' })).toBe('jsonld');
    expect(writingOf({ type: 'text/html', text: '{}' })).toBeNull();
    expect(writingOf({ type: '', text: '<?xml version="1.0"?><html/>' })).toBeNull();
    expect(writingOf({ type: 'text/plain', text: 'Service unavailable' })).toBeNull();
  });
  it('follows no remote context, and blows up no entity', async () => {
    const asked = (context: unknown) =>
      graphOf({
        url: `${base}/c`,
        type: 'application/ld+json',
        text: JSON.stringify({ '@context': context, '@id': 'http://a/b', '@type': 'dcat:Dataset', 'dct:title': 't' }),
      });
    await expect(asked('http://169.254.169.254/context.jsonld')).rejects.toMatchObject({
      code: 'federation.remote_context',
      params: { url: 'http://169.254.169.254/context.jsonld' },
    });
    expect(datasetsIn(await asked('https://www.w3.org/ns/dcat3.jsonld'))).toEqual(['http://a/b']);
    const bomb = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "${'&a;'.repeat(100)}"><!ENTITY c "${'&b;'.repeat(100)}">
      <!ENTITY f SYSTEM "file:///etc/passwd">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/terms/">
      <rdf:Description rdf:about="http://a/b"><d:title>&c;&f;</d:title></rdf:Description></rdf:RDF>`;
    const read = await graphOf({ url: `${base}/c`, type: 'application/rdf+xml', text: bomb }).then(
      (graph) => graph.text('http://a/b', 'zh', ['http://purl.org/dc/terms/title']).length,
      (error) => (error as { code: string }).code,
    );
    expect(read === 'federation.malformed' || (typeof read === 'number' && read < 1000)).toBe(true);
  });
  it.each([
    ['text/turtle', '<a> <b> '],
    ['application/rdf+xml', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>'],
    ['application/ld+json', '{"@context": {'],
    ['application/ld+json', '{"@context": {"a": {"@id": 5}}, "a": 1}'],
  ])('refuses what is not well-formed: %s %s', async (type, text) => {
    await expect(graphOf({ url: `${base}/c`, type, text })).rejects.toMatchObject({ code: 'federation.malformed' });
  });
  it('uses the parser it says', () => expect(new Parser().parse('<a:b> <a:c> "d" .')).toHaveLength(1));
});

describe('a DCAT-US dataset', () => {
  it('becomes a record', () => {
    expect(mapDcatUs(usDataset(3), { ...source, regionCode: '140000' })).toMatchObject({
      identifier: 'CITY-3',
      originUrl: 'https://data.city.example/air/3',
      modified: '2026-02-03T00:00:00.000Z',
      content: {
        publisher: '阳泉市生态环境局',
        theme: 'environment',
        region_code: '140300',
        update_cycle: 'daily',
        formats: ['json'],
        contact: { name: '监测站', email: 'air@city.example' },
      },
    });
  });
  it('is passed over when closed, and has a place without any address', () => {
    expect(mapDcatUs(usDataset(1, { accessLevel: 'non-public' }), source)).toBeNull();
    const bare = mapDcatUs(
      { identifier: 'a b', title: 't' },
      { ...source, url: 'https://data.city.example/data.json' },
    );
    expect(bare?.originUrl).toBe('https://data.city.example/data.json#a%20b');
  });
});

describe('what strangers wrote', () => {
  it('becomes plain text', () => {
    expect(cleanLine('<b>公交</b> &amp; <script>alert(1)</script>线路\u0000\u202e', 100)).toBe('公交 & 线路');
    expect(cleanLine('a < b, b > c', 100)).toBe('a < b, b > c');
    expect(cleanText('<p>一</p><p>二<br>三</p>', 100)).toBe('一\n\n二\n三');
    expect(cleanLine('&#x3C;script&#x3E;', 100)).toBe('<script>');
    expect(cleanLine(`\ud800坏${'长'.repeat(50)}`, 10)).toBe('坏长长长长长长长长…');
    expect(cleanLine('😀'.repeat(10), 6)).toBe('😀😀…');
    expect(cleanLine({ evil: true }, 10)).toBe('');
    expect(cleanLine([null, 'x'], 10)).toBe('x');
    expect(cleanWords('公交, 线路，公交；站点', 10)).toEqual(['公交', '线路', '站点']);
  });
  it('stays quick on hostile text', () => {
    const began = performance.now();
    for (const text of [
      '<'.repeat(100_000),
      '<script'.repeat(20_000),
      '&#'.repeat(50_000),
      '<!--'.repeat(30_000),
      `<a${' '.repeat(90_000)}`,
    ])
      cleanText(text, 8000);
    expect(performance.now() - began).toBeLessThan(5000);
  });
  it('gives addresses of the web alone', () => {
    expect(cleanUrl(' https://a.example/b?c=d#e ')).toBe('https://a.example/b?c=d#e');
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://a/b',
      'https://u:p@a/b',
      'https://',
      '//a/b',
      'https://a/\nb',
      'http://a/"><x',
      `http://a/${'x'.repeat(2000)}`,
    ])
      expect(cleanUrl(bad)).toBeNull();
  });
  it('gives instants', () => {
    expect(cleanInstant('2026-03-01T08:00:00.123456')).toBe('2026-03-01T08:00:00.123Z');
    expect(cleanInstant('2026-03-01T08:00:00+08:00')).toBe('2026-03-01T00:00:00.000Z');
    expect(cleanInstant('2026-03-01 08:00:00+0800')).toBe('2026-03-01T00:00:00.000Z');
    expect(cleanInstant('2026')).toBe('2026-01-01T00:00:00.000Z');
    for (const bad of ['R/P1D', '2026-13-01', '0001-01-01', 'yesterday', null, '2026-02-30T00:00:00Z'].slice(0, 5))
      expect(cleanInstant(bad)).toBeNull();
  });
});

describe('words of others', () => {
  it('find our theme, or none', () => {
    expect(themeOf(['health'])).toBe('health');
    expect(themeOf(['http://publications.europa.eu/resource/authority/data-theme/TRAN'])).toBe('public_services');
    expect(themeOf(['生态环保'])).toBe('environment');
    expect(themeOf(['https://health.example/groups/abc'])).toBe('other');
    expect(themeOf(['杂项', '食品安全'])).toBe('food_and_drugs');
    expect(themeOf([])).toBe('other');
    for (const theme of themes.codes) expect(themeOf([themes.words[theme][0]])).toBe(theme);
  });
  it('find formats, cycles, regions', () => {
    expect(formatOf(['CSV'])).toBe('csv');
    expect(formatOf(['http://publications.europa.eu/resource/authority/file-type/XLSX'])).toBe('xlsx');
    expect(formatOf(['https://www.iana.org/assignments/media-types/application/geo+json'])).toBe('geojson');
    expect(formatOf(['', 'application/vnd.ms-excel; charset=x'])).toBe('xls');
    expect(formatOf([], 'https://a/b.parquet?x=1')).toBe('parquet');
    expect(formatOf(['a weird long description'], 'https://a.csv/b')).toBe('');
    expect(cycleOf('R/P1Y')).toBe('yearly');
    expect(cycleOf('http://purl.org/cld/freq/daily')).toBe('daily');
    expect(cycleOf('sometimes')).toBeNull();
    expect(regionOf(['太原市杏花岭区'], '140000')).toBe('140100');
    expect(regionOf(['太原市'], '140200')).toBe('140200');
    expect(regionOf(['http://example/regions/140300'], '140000')).toBe('140300');
  });
  it('know a dataset again', () => {
    expect(keyOf('https://doi.org/10.5072/FK2')).toEqual(['doi:10.5072/fk2']);
    expect(keyOf('urn:uuid:00000007-AAAA-4bbb-8ccc-000000000007')).toEqual([
      'uuid:00000007-aaaa-4bbb-8ccc-000000000007',
    ]);
    expect(keyOf('HTTPS://Data.City.example:443/a/?x=1#top')).toEqual(['url:data.city.example/a/?x=1']);
    expect(keyOf('http://data.city.example/a/')).toEqual(['url:data.city.example/a']);
    for (const local of ['road-7', 'https://city.example/', '', null]) expect(keyOf(local)).toEqual([]);
    expect(ownCode('url:sx.example/datasets/306014/000127', 'sx.example')).toEqual({ code: '306014/000127' });
    expect(ownCode('ref:url:sx.example/datasets/306014/000127/versions/2', 'SX.example')).toEqual({
      code: '306014/000127',
    });
    expect(ownCode('url:sx.example/about', 'sx.example')).toEqual({ code: null });
    expect(ownCode('url:sx.example.evil/datasets/306014/000127', 'sx.example')).toBeNull();
  });
});

describe('the clock of a source', () => {
  const at = new Date('2026-03-01T00:00:00Z');
  it('goes on by its schedule, and sooner after a failure', () => {
    expect(nextRun('manual', at)).toBeNull();
    expect(nextRun('daily', at)?.toISOString()).toBe('2026-03-02T00:00:00.000Z');
    expect(nextRun('weekly', at, 'wrong')?.toISOString()).toBe('2026-03-01T02:00:00.000Z');
    expect(nextRun('hourly', at, 'wrong')?.toISOString()).toBe('2026-03-01T01:00:00.000Z');
  });
  it('reads everything once a week', () => {
    expect(fullDue(null, at)).toBe(true);
    expect(fullDue(new Date('2026-02-25T00:00:00Z'), at)).toBe(false);
    expect(fullDue(new Date('2026-02-22T00:30:00Z'), at)).toBe(true);
  });
  it('asks a person when more than half is gone', () => {
    expect([looksWrong(0, 10), looksWrong(5, 10), looksWrong(6, 10), looksWrong(3, 3), looksWrong(100, 100)]).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
  });
});
