/** The pure parts: what is asked of OGC and OAI, what is said of a dataset, RDF/XML of awkward words. */
import { DataFactory, type Quad } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { describe, expect, it } from 'vitest';
import { rdfXml } from '#api/interfaces/rdf/rdf-xml.ts';
import { addresses } from '#api/interfaces/rules/addresses.ts';
import { contactOf, dayOfMoment, descriptionOf } from '#api/interfaces/rules/describe.ts';
import { distributionsOf } from '#api/interfaces/rules/distributions.ts';
import { xmlText } from '#api/interfaces/rules/oai/answer.ts';
import { parseRequest, setQueryOf, stamp } from '#api/interfaces/rules/oai/request.ts';
import { feature } from '#api/interfaces/rules/ogc/features.ts';
import { boxOf, collectionId, cursorOf, limitOf, spanOf, tableOfCollection } from '#api/interfaces/rules/ogc/query.ts';
import { citiesMeeting } from '#api/interfaces/rules/ogc/records.ts';
import { expand } from '#api/interfaces/rules/rdf.ts';
import { type DatasetRecord, geoOf, type TableRecord } from '#api/interfaces/rules/record.ts';
import { openSearch, robots, sitemapIndex } from '#api/interfaces/rules/web/sitemap.ts';

const table: TableRecord = {
  number: 1,
  name: 'data',
  rowCount: 3,
  bytes: 10,
  sha256: 'ab'.repeat(32),
  geo: null,
  columns: [],
};
const record: DatasetRecord = {
  id: 'ent_1',
  code: '301001/000001',
  title: '名录',
  titleEn: '',
  abstract: '短',
  keywords: [],
  theme: 'environment',
  classification: [],
  provider: { uscc: '1114000000025DEMGK', name: '省厅', nameEn: null, contact: null, regionCode: '140000' },
  regionCode: '140100',
  access: 'open',
  openCondition: '',
  usageConditions: '',
  licence: 'attribution',
  updateCycle: 'daily',
  spatial: '',
  temporalFrom: '',
  temporalTo: '',
  related: [],
  quality: 72,
  issued: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-02T00:00:00.000Z',
  versions: [
    { number: 1, publishedAt: '2026-01-02T00:00:00.000Z', note: null, rowCount: 3, tables: [table], files: [] },
  ],
  withdrawn: null,
};

describe('what is said of a dataset', () => {
  it('has 50 to 5,000 characters, however short or long the abstract', () => {
    expect(descriptionOf(record).length).toBeGreaterThanOrEqual(50);
    expect(descriptionOf({ ...record, abstract: '' }).length).toBeGreaterThanOrEqual(50);
    expect(descriptionOf({ ...record, abstract: '长'.repeat(9000) }).length).toBe(5000);
  });

  it('turns years and months into their first and last days', () => {
    expect(dayOfMoment('2024', 'first')).toBe('2024-01-01');
    expect(dayOfMoment('2024', 'last')).toBe('2024-12-31');
    expect(dayOfMoment('2024-02', 'last')).toBe('2024-02-29');
    expect(dayOfMoment('2024-02-03', 'last')).toBe('2024-02-03');
    expect(dayOfMoment('', 'first')).toBeNull();
  });

  it('finds an address and a number in what a body gives as its contact', () => {
    const of = (contact: string | null) => contactOf({ ...record.provider, contact });
    expect(of('电话 0351-4066666，邮箱 data@shanxi.example')).toEqual({
      email: 'data@shanxi.example',
      phone: '0351-4066666',
    });
    expect(of('工作日到大厅 3 号窗口')).toEqual({ email: null, phone: null });
    expect(of(null)).toEqual({ email: null, phone: null });
  });

  it('offers no sheet for more rows than one holds, and no file of what is not open', () => {
    const to = addresses('https://x.example');
    const formats = (one: DatasetRecord, rows: number) =>
      distributionsOf(one, { ...record.versions[0]!, tables: [{ ...table, rowCount: rows }] }, to).map(
        (file) => file.format,
      );
    expect(formats(record, 1_048_575)).toContain('xlsx');
    expect(formats(record, 1_048_576)).not.toContain('xlsx');
    expect(formats({ ...record, access: 'licence' }, 1)).toEqual([]);
    expect(formats({ ...record, withdrawn: { at: record.modified, reason: '' } }, 1)).toEqual([]);
  });

  it('knows places by what the database holds, and nothing else', () => {
    expect(geoOf({ geometry: 'g' })).toEqual({ geometry: 'g' });
    expect(geoOf({ longitude: 'x', latitude: 'y', more: 1 })).toEqual({ longitude: 'x', latitude: 'y' });
    for (const odd of [null, 'x', {}, { longitude: 'x' }, { geometry: 1 }]) expect(geoOf(odd)).toBeNull();
  });
});

describe('parameters of OGC API', () => {
  it('reads limits, boxes, spans and cursors', () => {
    expect(limitOf({ limit: '5' }, 10, 100)).toBe(5);
    expect(limitOf({}, 10, 100)).toBe(10);
    expect(limitOf({ limit: '101' }, 10, 100)).toBe(100);
    expect(boxOf({ bbox: '1,2,3,4' })).toEqual([1, 2, 3, 4]);
    expect(boxOf({ bbox: '170,-10,0,-170,10,5' })).toEqual([170, -10, -170, 10]);
    expect(spanOf({ datetime: '2026-01-01' })).toEqual({ from: '2026-01-01', to: '2026-01-01' });
    expect(spanOf({ datetime: '/2026-01-01T00:00:00Z' })).toEqual({ from: null, to: '2026-01-01T00:00:00Z' });
    expect(cursorOf({ cursor: '9-100' })).toEqual({ after: 9, matched: 100 });
  });

  it('names collections without a slash, and reads only such names', () => {
    expect(tableOfCollection(collectionId('301001/000127', 2))).toEqual({ code: '301001/000127', table: 2 });
    for (const odd of ['301001-000127', '301001/000127-1', 'x-1-1', '301001-000127-0', "301001-1-1'"])
      expect(tableOfCollection(odd)).toBeNull();
  });

  it('finds the cities that meet a box', () => {
    expect(citiesMeeting([112.5, 37.8, 112.6, 37.9])).toContain('140100');
    expect(citiesMeeting([121, 31, 122, 32])).toEqual([]);
  });

  it('places a row only where its coordinates are coordinates', () => {
    const columns = [
      { name: 'x', type: 'text' },
      { name: 'y', type: 'decimal' },
      { name: 'n', type: 'decimal' },
    ];
    const at = (x: string | null, y: string | null) =>
      feature({ longitude: 'x', latitude: 'y' }, columns, { row: 0, cells: [x, y, '1.50'] });
    expect(at('112.5', '37.25')).toMatchObject({
      id: 1,
      geometry: { coordinates: [112.5, 37.25] },
      properties: { x: '112.5', n: 1.5 },
    });
    for (const [x, y] of [
      [null, '1'],
      ['', '1'],
      ['east', '1'],
      ['181', '1'],
      ['1', '91'],
    ] as const)
      expect(at(x, y).geometry).toBeNull();
    const shape = (cell: string | null) =>
      feature({ geometry: 'g' }, [{ name: 'g', type: 'text' }], { row: 0, cells: [cell] });
    expect(shape('{"type":"Point","coordinates":[1,2]}')).toMatchObject({
      geometry: { type: 'Point' },
      properties: {},
    });
    expect(shape('{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}').geometry).toMatchObject({
      type: 'Point',
    });
    expect(shape('not json').geometry).toBeNull();
  });
});

describe('requests of OAI-PMH', () => {
  it('widens days to their ends', () => {
    const parsed = parseRequest({
      verb: 'ListRecords',
      metadataPrefix: 'oai_dc',
      from: '2026-01-01',
      until: '2026-01-01',
    });
    expect(parsed).toMatchObject({
      ok: true,
      request: { listing: { from: '2026-01-01T00:00:00Z', until: '2026-01-01T23:59:59Z', set: null } },
    });
    expect(stamp('2026-01-01T00:00:00.999Z')).toBe('2026-01-01T00:00:00Z');
  });

  it('knows its sets', () => {
    expect(setQueryOf(null)).toEqual({ kind: 'all' });
    expect(setQueryOf('theme:health')).toEqual({ kind: 'theme', theme: 'health' });
    expect(setQueryOf("theme:' OR 1")).toBeNull();
  });
});

describe('writing XML', () => {
  it('keeps any words, also where they look like markup, and drops what XML cannot hold', async () => {
    const { namedNode, literal, blankNode, quad } = DataFactory;
    const words = ['<b> & "x" \'y\' ]]>', ' leading and trailing ', 'line\nbreak\ttab', '\u{20BB7} 𠮷', 'é'];
    const quads = [
      ...words.map((one) =>
        quad(
          namedNode('https://x.example/a?b=1&c=<'.replace('<', '%3C')),
          namedNode(expand('dct:title')),
          literal(one, 'zh'),
        ),
      ),
      quad(
        blankNode('b0'),
        namedNode(expand('dcat:byteSize')),
        literal('5', namedNode(expand('xsd:nonNegativeInteger'))),
      ),
      quad(namedNode('https://x.example/a'), namedNode(expand('dct:spatial')), blankNode('b0')),
    ];
    const read: Quad[] = await new Promise((resolve, reject) => {
      const found: Quad[] = [];
      const parser = new RdfXmlParser();
      parser.on('data', (one: Quad) => found.push(one));
      parser.on('error', reject);
      parser.on('end', () => resolve(found));
      parser.end(rdfXml(quads));
    });
    expect(
      read
        .filter((one) => one.object.termType === 'Literal')
        .map((one) => one.object.value)
        .sort(),
    ).toEqual([...words, '5'].sort());
    expect(read.find((one) => one.object.value === '5')?.object).toMatchObject({
      datatype: { value: expand('xsd:nonNegativeInteger') },
    });
    expect(xmlText('a\u0000\u0008b\ud800c\n')).toBe('abc\n');
    expect(() => expand('nope:x')).toThrow(RangeError);
  });

  it('escapes addresses in sitemaps, and agrees with robots.txt where they are', () => {
    expect(sitemapIndex([{ address: 'https://x.example/?a=1&b=<', modified: null }])).toContain(
      '?a=1&amp;b=&lt;</loc>',
    );
    expect(robots('https://x.example')).toContain('Sitemap: https://x.example/sitemap.xml\n');
    expect(JSON.stringify(openSearch('https://x.example'))).toContain('{searchTerms}');
  });
});
