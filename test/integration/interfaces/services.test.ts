/** Interfaces that are asked step by step: OAI-PMH 2.0, OGC API Features and Records. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaFaults } from '#test/support/interface-schemas.ts';
import { interfacesScene, manyEntries, type Scene } from '#test/support/interfaces.ts';
import { all, child, type XmlElement, xmlTree } from '#test/support/xml-tree.ts';

const base = 'https://data.shanxi.example';
let scene: Scene;
beforeAll(async () => {
  scene = await interfacesScene({ PUBLIC_URL: base });
}, 120_000);
afterAll(() => scene.t.close());

const get = (path: string, init: RequestInit = {}) => fetch(`${scene.url}${path}`, { redirect: 'manual', ...init });

describe('OAI-PMH', () => {
  const oaiSpace = 'http://www.openarchives.org/OAI/2.0/';
  const stamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

  /** The envelope of every answer (section 3.2): date, request, then the verb's element or errors. */
  const ask = async (query: string): Promise<XmlElement> => {
    const response = await get(`/oai?${query}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/xml; charset=utf-8/i);
    const tree = xmlTree(await response.text());
    expect([tree.name, tree.uri]).toEqual(['OAI-PMH', oaiSpace]);
    expect(tree.attributes['xsi:schemaLocation']).toContain('OAI-PMH.xsd');
    const [date, request, ...rest] = tree.children;
    expect([date?.name, request?.name]).toEqual(['responseDate', 'request']);
    expect(date?.text).toMatch(stamp);
    expect(request?.text).toBe(`${base}/oai`);
    expect(rest.length).toBeGreaterThan(0);
    return tree;
  };
  const errors = async (query: string) => all(await ask(query), 'error').map((one) => one.attributes.code);
  const list = (tree: XmlElement, verb: string) => tree.children.find((one) => one.name === verb);
  const idOf = (code: string) => `oai:data.shanxi.example:${code}`;

  it('says who it is, by GET and by POST', async () => {
    const identify = child(await ask('verb=Identify'), 'Identify');
    expect(identify.children.map((one) => one.name)).toEqual([
      'repositoryName',
      'baseURL',
      'protocolVersion',
      'adminEmail',
      'earliestDatestamp',
      'deletedRecord',
      'granularity',
      'description',
    ]);
    expect(child(identify, 'deletedRecord').text).toBe('persistent');
    expect(child(identify, 'adminEmail').text).toMatch(/^\S+@(\S+\.)+\S+$/);
    expect(child(identify, 'description', 'oai-identifier', 'repositoryIdentifier').text).toBe('data.shanxi.example');
    const posted = await get('/oai', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'verb=Identify',
    });
    expect(child(xmlTree(await posted.text()), 'Identify', 'protocolVersion').text).toBe('2.0');
  });

  it('lists its format and its sets', async () => {
    const formats = child(await ask('verb=ListMetadataFormats'), 'ListMetadataFormats');
    expect(all(formats, 'metadataFormat').map((one) => child(one, 'metadataPrefix').text)).toEqual(['oai_dc']);
    expect(await errors(`verb=ListMetadataFormats&identifier=${idOf('301001/999999')}`)).toEqual(['idDoesNotExist']);
    const sets = all(child(await ask('verb=ListSets'), 'ListSets'), 'set').map((one) => child(one, 'setSpec').text);
    expect(sets).toContain('theme:environment');
    expect(sets.filter((one) => one.startsWith('agency:')).length).toBe(1);
    for (const one of sets) expect(one).toMatch(/^[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*$/);
  });

  it('gives records in Dublin Core, deleted ones with their header alone', async () => {
    const records = all(child(await ask('verb=ListRecords&metadataPrefix=oai_dc'), 'ListRecords'), 'record');
    expect(records.length).toBe(4);
    for (const one of records) {
      const header = child(one, 'header');
      expect(header.children.slice(0, 2).map((part) => part.name)).toEqual(['identifier', 'datestamp']);
      expect(child(header, 'datestamp').text).toMatch(stamp);
      const deleted = header.attributes.status === 'deleted';
      expect(all(one, 'metadata').length).toBe(deleted ? 0 : 1);
      expect(deleted).toBe(child(header, 'identifier').text === idOf(scene.withdrawn));
      if (deleted) continue;
      const dc = child(one, 'metadata', 'dc');
      expect(dc.uri).toBe('http://www.openarchives.org/OAI/2.0/oai_dc/');
      for (const element of dc.children) expect(element.uri).toBe('http://purl.org/dc/elements/1.1/');
      expect(child(dc, 'type').text).toBe('Dataset');
    }
    const one = child(
      await ask(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${idOf(scene.stations)}`),
      'GetRecord',
      'record',
    );
    const dc = child(one, 'metadata', 'dc');
    expect(all(dc, 'title').map((title) => [title.attributes['xml:lang'], title.text])).toEqual([
      ['zh', '汾河水质监测站点 </script><b>'],
      ['en', 'Water monitoring stations on the Fen'],
    ]);
    expect(all(dc, 'identifier')[0]?.text).toBe(`${base}/datasets/${scene.stations}`);
  });

  it('selects by date and set', async () => {
    const codes = async (query: string) =>
      all(list(await ask(`verb=ListIdentifiers&metadataPrefix=oai_dc&${query}`), 'ListIdentifiers')!, 'header').map(
        (one) => child(one, 'identifier').text.split(':')[2],
      );
    // The clock of the scene: first published on the 2nd, the second version on the 5th, withdrawn on the 6th at 05:00 UTC.
    expect(await codes('from=2026-11-06')).toEqual([scene.withdrawn]);
    expect(await codes('from=2026-11-06T05:00:00Z&until=2026-11-06T05:00:00Z')).toEqual([scene.withdrawn]);
    expect((await codes('until=2026-11-05')).sort()).toEqual([scene.stations, scene.areas, scene.licensed].sort());
    expect((await codes('set=theme:environment')).sort()).toEqual([scene.stations, scene.areas].sort());
    expect((await codes('set=agency')).length).toBe(4);
  });

  it('answers every error of the protocol by its code', async () => {
    const prefix = 'metadataPrefix=oai_dc';
    const cases: readonly (readonly [string, string])[] = [
      ['', 'badVerb'],
      ['verb=Delete', 'badVerb'],
      ['verb=Identify&verb=Identify', 'badVerb'],
      ['verb=Identify&x=1', 'badArgument'],
      ['verb=ListRecords', 'badArgument'],
      ['verb=GetRecord&metadataPrefix=oai_dc', 'badArgument'],
      [`verb=ListRecords&${prefix}&${prefix}`, 'badArgument'],
      [`verb=ListRecords&${prefix}&from=2026-13-01`, 'badArgument'],
      [`verb=ListRecords&${prefix}&from=2026-11-01&until=2026-11-02T00:00:00Z`, 'badArgument'],
      [`verb=ListRecords&${prefix}&from=2026-11-03&until=2026-11-02`, 'badArgument'],
      [`verb=ListRecords&${prefix}&resumptionToken=x`, 'badArgument'],
      ['verb=ListRecords&metadataPrefix=marc21', 'cannotDisseminateFormat'],
      [`verb=GetRecord&metadataPrefix=marc21&identifier=${idOf('1')}`, 'cannotDisseminateFormat'],
      [`verb=GetRecord&${prefix}&identifier=${idOf('301001/999999')}`, 'idDoesNotExist'],
      [`verb=GetRecord&${prefix}&identifier=oai:elsewhere.example:301001/000001`, 'idDoesNotExist'],
      [`verb=ListRecords&${prefix}&from=2030-01-01`, 'noRecordsMatch'],
      [`verb=ListRecords&${prefix}&set=theme:none`, 'noRecordsMatch'],
      [`verb=ListRecords&${prefix}&set=nonsense`, 'noRecordsMatch'],
      ['verb=ListRecords&resumptionToken=forged.token', 'badResumptionToken'],
      ['verb=ListSets&resumptionToken=x', 'badResumptionToken'],
    ];
    for (const [query, code] of cases) expect(await errors(query), query).toEqual([code]);
    // A wrong verb or argument is not echoed.
    expect(child(await ask('verb=Delete'), 'request').attributes).toEqual({});
    expect(child(await ask(`verb=ListRecords&${prefix}&from=2030-01-01`), 'request').attributes.from).toBe(
      '2030-01-01',
    );
  });

  it('continues long lists by a token that it signs, for a day', async () => {
    await manyEntries(scene.t, scene.areas, 230);
    const seen: string[] = [];
    const tokens: string[] = [];
    let query: string | null = 'verb=ListIdentifiers&metadataPrefix=oai_dc';
    while (query !== null) {
      const part: XmlElement = child(await ask(query), 'ListIdentifiers');
      expect(child(part, 'resumptionToken').attributes.completeListSize).toBe('234');
      expect(child(part, 'resumptionToken').attributes.cursor).toBe(String(seen.length));
      seen.push(...all(part, 'header').map((one) => child(one, 'identifier').text));
      const token: string = child(part, 'resumptionToken').text;
      if (token !== '') tokens.push(token);
      query = token === '' ? null : `verb=ListIdentifiers&resumptionToken=${encodeURIComponent(token)}`;
    }
    expect(tokens.length).toBe(2);
    expect(new Set(seen).size).toBe(234);
    const [token = ''] = tokens;
    // Another verb's, a changed one, one of yesterday.
    expect(await errors(`verb=ListRecords&resumptionToken=${token}`)).toEqual(['badResumptionToken']);
    const [body = '', signature = ''] = token.split('.');
    const changed = Buffer.from(
      Buffer.from(body, 'base64url').toString().replace('"set":null', '"set":"theme:health"'),
    ).toString('base64url');
    expect(await errors(`verb=ListIdentifiers&resumptionToken=${changed}.${signature}`)).toEqual([
      'badResumptionToken',
    ]);
    scene.t.clock.advance({ hours: 25 });
    expect(await errors(`verb=ListIdentifiers&resumptionToken=${token}`)).toEqual(['badResumptionToken']);
  });
});

describe('OGC API', () => {
  type Links = readonly { readonly rel: string; readonly href: string; readonly type?: string }[];
  interface Collection {
    readonly id: string;
    readonly itemType: string;
    readonly links: Links;
    readonly extent?: {
      readonly spatial?: { readonly bbox: number[][] };
      readonly temporal?: { readonly interval: string[][] };
    };
  }
  interface Features {
    readonly numberMatched?: number;
    readonly numberReturned: number;
    readonly links: Links;
    readonly features: readonly {
      readonly id: number | string;
      readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
      readonly properties: Readonly<Record<string, unknown>>;
      readonly links?: Links;
    }[];
  }
  const json = async <T>(path: string, type?: string): Promise<T> => {
    const response = await get(path);
    expect(response.status, path).toBe(200);
    if (type !== undefined) expect(response.headers.get('content-type')).toContain(type);
    return (await response.json()) as T;
  };
  const refused = async (path: string) => {
    const response = await get(path);
    const { code } = (await response.json()) as { code: string };
    return [response.status, code];
  };
  const to = (links: Links, rel: string) => links.find((one) => one.rel === rel)?.href.replace(base, '') ?? '';
  const stations = () => `/ogc/collections/${scene.stations.replace('/', '-')}-1`;
  const areas = () => `/ogc/collections/${scene.areas.replace('/', '-')}-1`;
  const names = (page: Features) => page.features.map((one) => one.properties.站名 ?? one.properties.名称);

  it('leads from its landing page to everything', async () => {
    const { links } = await json<{ links: Links }>('/ogc');
    const { conformsTo } = await json<{ conformsTo: string[] }>(to(links, 'conformance'));
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core');
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core');
    const document = await json<{
      openapi: string;
      paths: Record<string, unknown>;
      components: { parameters: { limit: { schema: { maximum: number } } } };
    }>(to(links, 'service-desc'), 'application/vnd.oai.openapi+json;version=3.0');
    expect(document.openapi).toMatch(/^3\.0\./);
    expect(document.components.parameters.limit.schema.maximum).toBe(10_000);
    // GDAL reads the parameters of a collection under its own path.
    const own = document.paths[`${stations().replace('/ogc', '')}/items`] as {
      get: { parameters: { name?: string }[] };
    };
    expect(own.get.parameters).toContainEqual({ $ref: '#/components/parameters/limit' });
    expect(own.get.parameters.map((one) => one.name)).toContain('水质类别');
    const collections = await json<{ collections: Collection[] }>(to(links, 'data'));
    expect(schemaFaults('collections', collections)).toEqual([]);
    expect(collections.collections.map((one) => [one.id, one.itemType])).toEqual([
      ['catalog', 'record'],
      [`${scene.stations.replace('/', '-')}-1`, 'feature'],
      [`${scene.areas.replace('/', '-')}-1`, 'feature'],
    ]);
    for (const one of collections.collections) expect((await get(to(one.links, 'items'))).status).toBe(200);
  });

  it('tells the extent of a collection in space and time', async () => {
    const points = await json<Collection>(stations());
    expect(points.extent?.spatial?.bbox).toEqual([[111.5602, 36.1508, 112.5311, 38.8502]]);
    expect(points.extent?.temporal?.interval[0]?.[0]).toBe('1985-10-01T00:00:00+08:00');
    // From the geometries themselves.
    expect((await json<Collection>(areas())).extent?.spatial?.bbox).toEqual([[111, 35.5, 112.5, 39.5]]);
  });

  it('gives rows as GeoJSON with what they say', async () => {
    const page = await json<Features>(`${stations()}/items`, 'application/geo+json');
    expect(schemaFaults('features', page)).toEqual([]);
    expect([page.numberMatched, page.numberReturned]).toEqual([6, 6]);
    expect(page.features[1]).toMatchObject({
      id: 2,
      geometry: { type: 'Point', coordinates: [111.9312, 38.3611] },
      properties: { 站名: '静乐 <上>, "一" & 二', 建站日期: '2001-06-15', 流量: 7.3 },
    });
    expect(page.features[5]?.geometry).toBeNull();
    const shapes = await json<Features>(`${areas()}/items`);
    expect(schemaFaults('features', shapes)).toEqual([]);
    expect(shapes.features.map((one) => one.geometry?.type ?? null)).toEqual(['Polygon', 'Polygon', null]);
    expect(shapes.features[0]?.properties).toEqual({ 名称: '北区' });
  });

  it('selects by box, also of shapes, by time and by property', async () => {
    const of = async (path: string) => names(await json<Features>(path));
    expect(await of(`${stations()}/items?bbox=111,38,112,39`)).toEqual(['静乐 <上>, "一" & 二', '汾河水库']);
    expect(await of(`${stations()}/items?bbox=111,38,0,112,39,9000`)).toEqual(['静乐 <上>, "一" & 二', '汾河水库']);
    // A box that lies within a shape, touches none of its corners, and one beside it.
    expect(await of(`${areas()}/items?bbox=112.1,39.1,112.2,39.2`)).toEqual(['北区']);
    expect(await of(`${areas()}/items?bbox=111.5,36,112,39`)).toEqual(['北区', '南区']);
    expect(await of(`${areas()}/items?bbox=113,39.1,113.2,39.2`)).toEqual([]);
    // Over the 180th meridian from 112.4 eastwards to 111.7: all but what lies between.
    expect(await of(`${stations()}/items?bbox=112.4,30,111.7,45`)).toEqual(['太原迎泽桥', '临汾甘亭']);
    expect(await of(`${stations()}/items?datetime=1998-05-01`)).toEqual(['雷鸣寺']);
    expect(await of(`${stations()}/items?datetime=2001-01-01/..`)).toEqual([
      '静乐 <上>, "一" & 二',
      '临汾甘亭',
      '未定点',
    ]);
    expect(await of(`${stations()}/items?datetime=../1990-01-01T00:00:00Z`)).toEqual(['汾河水库']);
    expect(
      await of(`${stations()}/items?${encodeURIComponent('水质类别')}=${encodeURIComponent('Ⅲ')}&bbox=111,36,112,39`),
    ).toEqual(['汾河水库', '临汾甘亭']);
  });

  it('pages by keyset, counting once', async () => {
    const seen: unknown[] = [];
    let path = `${stations()}/items?limit=2&bbox=110,30,115,45`;
    for (let n = 0; path !== '' && n < 9; n++) {
      const page: Features = await json<Features>(path);
      expect(page.numberMatched).toBe(5);
      seen.push(...page.features.map((one) => one.id));
      path = to(page.links, 'next');
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    // More than the maximum is the maximum, and no fault.
    expect((await json<Features>(`${stations()}/items?limit=1000000`)).numberReturned).toBe(6);
  });

  it('gives one feature, and refuses what is not there', async () => {
    const one = await json<Features['features'][number]>(`${stations()}/items/3`);
    expect(schemaFaults('feature', one)).toEqual([]);
    expect(one.properties.站名).toBe('汾河水库');
    expect((await json<Features['features'][number]>(`${stations()}/items/1`)).properties.站名).toBe('雷鸣寺');
    for (const path of [
      `${stations()}/items/7`,
      `${stations()}/items/0`,
      `${stations()}/items/x`,
      '/ogc/collections/catalog/items/1',
    ])
      expect(await refused(path), path).toEqual([404, 'interfaces.no_item']);
    for (const id of [
      '301001-000099-1',
      `${scene.stations.replace('/', '-')}-2`,
      `${scene.licensed.replace('/', '-')}-1`,
      'x',
    ])
      expect(await refused(`/ogc/collections/${id}`), id).toEqual([404, 'interfaces.no_collection']);
    expect(await refused(`/ogc/collections/${scene.withdrawn.replace('/', '-')}-1/items`)).toEqual([
      410,
      'catalog.withdrawn',
    ]);
    expect(await refused(`/ogc/collections/catalog/items/${scene.withdrawn.replace('/', '-')}`)).toEqual([
      410,
      'catalog.withdrawn',
    ]);
  });

  it('refuses parameters that are wrong or unknown', async () => {
    for (const query of [
      'limit=0',
      'limit=x',
      'bbox=1,2,3',
      'bbox=1,2,x,4',
      'bbox=1,91,2,92',
      'bbox=1,5,2,4',
      'datetime=..',
      'datetime=2026-02-30',
      'datetime=2026-02-02/2026-01-01',
      'cursor=x',
      'f=gml',
      'limit=1&limit=2',
    ])
      expect(await refused(`${stations()}/items?${query}`), query).toEqual([400, 'interfaces.bad_parameter']);
    expect(await refused(`${stations()}/items?colour=red`)).toEqual([400, 'interfaces.unknown_parameter']);
    expect(await refused('/ogc/collections?colour=red')).toEqual([400, 'interfaces.unknown_parameter']);
    expect((await refused(`${stations()}/items?${encodeURIComponent('流量')}=much`))[0]).toBe(400);
  });

  it('leads browsers to the pages', async () => {
    const at = async (path: string) => (await get(path)).headers.get('location');
    expect(await at('/ogc?f=html')).toBe('/developers#interfaces');
    expect(await at(`${stations()}?f=html`)).toBe(`${base}/datasets/${scene.stations}`);
    expect(await at('/ogc/collections/catalog/items?f=html')).toBe(`${base}/datasets`);
  });

  it('names what may be asked', async () => {
    const { properties } = await json<{ properties: Record<string, { type: string }> }>(
      `${stations()}/queryables`,
      'application/schema+json',
    );
    expect(properties.建站日期).toMatchObject({ type: 'string', format: 'date' });
    expect(properties.经度).toBeUndefined();
  });

  it('gives the catalogue as records, and finds them by words, place, kind and id', async () => {
    const items = '/ogc/collections/catalog/items';
    const page = await json<Features>(`${items}?limit=3`, 'application/geo+json');
    expect(schemaFaults('records', page)).toEqual([]);
    expect(page.numberReturned).toBe(3);
    const titles = async (query: string) =>
      (await json<Features>(`${items}?${query}`)).features.map((one) => one.properties.title);
    expect(await titles(`q=${encodeURIComponent('汾河')}`)).toEqual(['汾河水质监测站点 </script><b>']);
    expect(await titles(`ids=${scene.areas.replace('/', '-')}`)).toEqual(['生态保护区范围']);
    expect(await titles(`externalIds=${scene.areas},${base}/datasets/${scene.stations}`)).toHaveLength(2);
    expect(await titles('type=dataset&limit=2')).toHaveLength(2);
    expect(await titles('type=service')).toEqual([]);
    // Shanghai holds nothing of Shanxi's.
    expect(await titles('bbox=121,31,122,32')).toEqual([]);
    expect(await titles('bbox=112,37,113,38&limit=2')).toHaveLength(2);
    expect(new Set(await titles('datetime=2026-11-05/..'))).toEqual(
      new Set(['汾河水质监测站点 </script><b>', '生态保护区范围', '收费站车流量（授权）']),
    );
    expect(await refused(`${items}?colour=red`)).toEqual([400, 'interfaces.unknown_parameter']);
    const one = await json<Features['features'][number]>(`${items}/${scene.stations.replace('/', '-')}`);
    expect(schemaFaults('record', one)).toEqual([]);
    expect(one.links?.some((link) => link.rel === 'enclosure' && link.type === 'text/csv')).toBe(true);
  });

  it('pages through all records once', async () => {
    const seen: unknown[] = [];
    let path = '/ogc/collections/catalog/items?limit=100';
    for (let n = 0; path !== '' && n < 9; n++) {
      const page: Features = await json<Features>(path);
      seen.push(...page.features.map((one) => one.id));
      path = to(page.links, 'next');
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(233);
  });
});
