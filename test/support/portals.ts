/** Portals of other cities over real HTTP, written from the documentation of their interfaces; their faults can be scripted. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Portal {
  readonly url: string;
  /** `127.0.0.1:port`, for OUTBOUND_ALLOW. */
  readonly host: string;
  /** Paths with query, in the order they were asked for. */
  readonly asked: string[];
  /** Headers of the last question. */
  readonly heard: { headers: IncomingMessage['headers'] };
  /** Consulted before the portal answers; true when it has answered (or let the caller wait). */
  fault: ((path: string, response: ServerResponse, request: IncomingMessage) => boolean) | null;
  close(): Promise<void>;
}

export type Answer = (url: URL, response: ServerResponse, request: IncomingMessage) => void;

export async function portal(answer: Answer): Promise<Portal> {
  const asked: string[] = [];
  const heard: Portal['heard'] = { headers: {} };
  const made: Partial<Portal> & Pick<Portal, 'fault'> = { fault: null };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    heard.headers = request.headers;
    if (made.fault?.(path, response, request) === true) return;
    answer(new URL(path, 'http://portal'), response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(made, {
    url: `http://${host}`,
    host,
    asked,
    heard,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  }) as Portal;
}

export function send(response: ServerResponse, status: number, type: string, body: string, headers = {}): void {
  response.writeHead(status, { 'content-type': type, ...headers }).end(body);
}

// CKAN (docs.ckan.org, API guide: package_search with q, fq, sort, rows, start)

export interface Package {
  id: string;
  name: string;
  title: string;
  metadata_modified: string;
  [key: string]: unknown;
}

/** A package as CKAN 2.11 answers it. */
export function ckanPackage(n: number, over: Record<string, unknown> = {}): Package {
  const id = `${String(n).padStart(8, '0')}-aaaa-4bbb-8ccc-${String(n).padStart(12, '0')}`;
  return {
    id,
    name: `road-${n}`,
    title: `市政道路养护记录 ${n}`,
    notes: '道路养护的时间、地点和费用。\n\n**每月更新**',
    author: null,
    author_email: null,
    creator_user_id: '0e1c1b4c-1111-4222-8333-444444444444',
    isopen: true,
    license_id: 'cc-by-4.0',
    license_title: 'Creative Commons Attribution 4.0',
    license_url: 'https://creativecommons.org/licenses/by/4.0/',
    maintainer: '数据科',
    maintainer_email: 'data@city.example',
    metadata_created: '2026-01-05T02:03:04.567890',
    metadata_modified: new Date(Date.UTC(2026, 2, 1, 0, n)).toISOString().replace('Z', '000'),
    num_resources: 2,
    num_tags: 2,
    organization: { id: 'org-1', name: 'jtj', title: '大同市交通运输局', type: 'organization', state: 'active' },
    owner_org: 'org-1',
    private: false,
    state: 'active',
    type: 'dataset',
    url: '',
    version: '',
    extras: [{ key: 'frequency', value: 'http://publications.europa.eu/resource/authority/frequency/MONTHLY' }],
    groups: [{ name: 'transport', title: '交通出行', display_name: '交通出行', description: '' }],
    tags: [
      { name: '道路', display_name: '道路', state: 'active' },
      { name: '养护', display_name: '养护', state: 'active' },
    ],
    resources: [
      {
        id: `r-${n}-1`,
        name: '养护记录',
        description: '',
        format: 'CSV',
        mimetype: 'text/csv',
        url: `https://files.city.example/road-${n}.csv`,
        size: 2048,
        hash: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
      {
        id: `r-${n}-2`,
        name: '说明',
        format: '',
        mimetype: null,
        url: `https://files.city.example/road-${n}.pdf`,
        size: null,
      },
    ],
    ...over,
  };
}

export async function ckanPortal(packages: () => readonly unknown[]): Promise<Portal> {
  return portal((url, response) => {
    const json = (status: number, body: unknown) =>
      send(response, status, 'application/json;charset=utf-8', JSON.stringify(body));
    if (!url.pathname.endsWith('/api/3/action/package_search'))
      return json(404, { help: '', success: false, error: { __type: 'Not Found Error', message: 'Not found' } });
    const get = (name: string) => url.searchParams.get(name) ?? '';
    const since = /metadata_modified:\[(\S+) TO \*\]/.exec(get('fq'))?.[1];
    const all = (packages() as Package[]).filter(
      (one) => since === undefined || new Date(`${one.metadata_modified}Z`) >= new Date(since),
    );
    const by = get('sort') === 'id asc' ? 'id' : 'metadata_modified';
    const sorted = all.toSorted((a, b) => (String(a[by]) < String(b[by]) ? -1 : 1));
    const start = Number(get('start'));
    // CKAN gives at most 1000 rows whatever was asked for.
    const results = sorted.slice(start, start + Math.min(Number(get('rows')), 1000));
    json(200, {
      help: url.href,
      success: true,
      result: { count: all.length, facets: {}, results, sort: get('sort'), search_facets: {} },
    });
  });
}

// DCAT-AP 3 (as ckanext-dcat and data.europa.eu serve it, Hydra paging)

export type Writing = 'ttl' | 'jsonld' | 'rdf';

export interface DcatDataset {
  readonly id: string;
  readonly title: string;
  readonly titleEn?: string;
  readonly modified?: string;
  readonly extra?: string;
}

const media: Readonly<Record<Writing, string>> = {
  ttl: 'text/turtle',
  jsonld: 'application/ld+json',
  rdf: 'application/rdf+xml',
};

export interface DcatPage {
  readonly base: string;
  readonly datasets: readonly DcatDataset[];
  readonly next: string | null;
  readonly total: number | null;
}

export function dcatPage(writing: Writing, page: DcatPage): string {
  return { ttl: turtle, jsonld: jsonLd, rdf: rdfXml }[writing](page);
}

function turtle({ base, datasets, next, total }: DcatPage): string {
  const one = (d: DcatDataset) => `<${base}/dataset/${d.id}> a dcat:Dataset ;
  dct:title "${d.title}"@zh${d.titleEn === undefined ? '' : `, "${d.titleEn}"@en`} ;
  dct:description "按月公布的监测结果。"@zh ;
  dct:identifier "${d.id}" ;
  dcat:keyword "水质"@zh, "监测"@zh ;
  dcat:theme <http://publications.europa.eu/resource/authority/data-theme/ENVI> ;
  dct:publisher [ a foaf:Agent ; foaf:name "长治市生态环境局"@zh ] ;
  dcat:contactPoint [ a vcard:Kind ; vcard:fn "监测科" ; vcard:hasEmail <mailto:water@city.example> ] ;
  dct:issued "2026-01-01"^^xsd:date ;
  dct:modified "${d.modified ?? '2026-02-01T00:00:00Z'}"^^xsd:dateTime ;
  dct:license <https://creativecommons.org/licenses/by/4.0/> ;
  dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/MONTHLY> ;
  dct:spatial [ a dct:Location ; skos:prefLabel "长治市" ] ;
  dcat:distribution <${base}/dataset/${d.id}/csv> ${d.extra ?? ''}.
<${base}/dataset/${d.id}/csv> a dcat:Distribution ;
  dct:title "监测结果" ; dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;
  dcat:accessURL <${base}/dataset/${d.id}> ; dcat:downloadURL <${base}/files/${d.id}.csv> ; dcat:byteSize 4096 ;
  spdx:checksum [ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;
    spdx:checksumValue "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" ] .`;
  return `@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<${base}/> a dcat:Catalog ; dct:title "长治市公共数据"@zh ; dct:description "目录"@zh ; dct:publisher <${base}/about> .
${total === null && next === null ? '' : `<${base}/catalog> a hydra:PagedCollection ; ${total === null ? '' : `hydra:totalItems ${total} ;`} ${next === null ? '' : `hydra:nextPage "${next}" ;`} hydra:itemsPerPage 2 .`}
${datasets.map(one).join('\n')}
`;
}

function jsonLd({ base, datasets, next, total }: DcatPage): string {
  return JSON.stringify({
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      vcard: 'http://www.w3.org/2006/vcard/ns#',
      skos: 'http://www.w3.org/2004/02/skos/core#',
      spdx: 'http://spdx.org/rdf/terms#',
      hydra: 'http://www.w3.org/ns/hydra/core#',
    },
    '@graph': [
      { '@id': `${base}/`, '@type': 'dcat:Catalog', 'dct:title': { '@language': 'zh', '@value': '长治市公共数据' } },
      {
        '@id': `${base}/catalog`,
        '@type': 'hydra:Collection',
        ...(total === null ? {} : { 'hydra:totalItems': total }),
        ...(next === null
          ? {}
          : {
              'hydra:view': {
                '@id': `${base}/view`,
                '@type': 'hydra:PartialCollectionView',
                'hydra:next': { '@id': next },
              },
            }),
      },
      ...datasets.map((d) => ({
        '@id': `${base}/dataset/${d.id}`,
        '@type': 'dcat:Dataset',
        'dct:title': [
          { '@language': 'zh', '@value': d.title },
          ...(d.titleEn === undefined ? [] : [{ '@language': 'en', '@value': d.titleEn }]),
        ],
        'dct:description': { '@language': 'zh', '@value': '按月公布的监测结果。' },
        'dct:identifier': d.id,
        'dcat:keyword': ['水质', '监测'],
        'dcat:theme': { '@id': 'http://publications.europa.eu/resource/authority/data-theme/ENVI' },
        'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': '长治市生态环境局' },
        'dcat:contactPoint': { 'vcard:fn': '监测科', 'vcard:hasEmail': { '@id': 'mailto:water@city.example' } },
        'dct:issued': '2026-01-01',
        'dct:modified': d.modified ?? '2026-02-01T00:00:00Z',
        'dct:license': { '@id': 'https://creativecommons.org/licenses/by/4.0/' },
        'dct:accrualPeriodicity': { '@id': 'http://publications.europa.eu/resource/authority/frequency/MONTHLY' },
        'dct:spatial': { 'skos:prefLabel': '长治市' },
        'dcat:distribution': {
          '@id': `${base}/dataset/${d.id}/csv`,
          '@type': 'dcat:Distribution',
          'dct:title': '监测结果',
          'dct:format': { '@id': 'http://publications.europa.eu/resource/authority/file-type/CSV' },
          'dcat:accessURL': { '@id': `${base}/dataset/${d.id}` },
          'dcat:downloadURL': { '@id': `${base}/files/${d.id}.csv` },
          'dcat:byteSize': 4096,
          'spdx:checksum': {
            'spdx:algorithm': { '@id': 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256' },
            'spdx:checksumValue': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          },
        },
      })),
    ],
  });
}

function rdfXml({ base, datasets, next, total }: DcatPage): string {
  const one = (d: DcatDataset) => `<dcat:dataset><dcat:Dataset rdf:about="${base}/dataset/${d.id}">
  <dct:title xml:lang="zh">${d.title}</dct:title>${d.titleEn === undefined ? '' : `<dct:title xml:lang="en">${d.titleEn}</dct:title>`}
  <dct:description xml:lang="zh">按月公布的监测结果。</dct:description>
  <dct:identifier>${d.id}</dct:identifier>
  <dcat:keyword>水质</dcat:keyword><dcat:keyword>监测</dcat:keyword>
  <dcat:theme rdf:resource="http://publications.europa.eu/resource/authority/data-theme/ENVI"/>
  <dct:publisher><foaf:Agent><foaf:name>长治市生态环境局</foaf:name></foaf:Agent></dct:publisher>
  <dcat:contactPoint><vcard:Kind><vcard:fn>监测科</vcard:fn><vcard:hasEmail rdf:resource="mailto:water@city.example"/></vcard:Kind></dcat:contactPoint>
  <dct:issued>2026-01-01</dct:issued>
  <dct:modified>${d.modified ?? '2026-02-01T00:00:00Z'}</dct:modified>
  <dct:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>
  <dct:accrualPeriodicity rdf:resource="http://publications.europa.eu/resource/authority/frequency/MONTHLY"/>
  <dct:spatial><dct:Location><skos:prefLabel>长治市</skos:prefLabel></dct:Location></dct:spatial>
  <dcat:distribution><dcat:Distribution rdf:about="${base}/dataset/${d.id}/csv">
    <dct:title>监测结果</dct:title><dct:format rdf:resource="http://publications.europa.eu/resource/authority/file-type/CSV"/>
    <dcat:accessURL rdf:resource="${base}/dataset/${d.id}"/><dcat:downloadURL rdf:resource="${base}/files/${d.id}.csv"/>
    <dcat:byteSize>4096</dcat:byteSize>
    <spdx:checksum><spdx:Checksum><spdx:algorithm rdf:resource="http://spdx.org/rdf/terms#checksumAlgorithm_sha256"/>
      <spdx:checksumValue>9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</spdx:checksumValue></spdx:Checksum></spdx:checksum>
  </dcat:Distribution></dcat:distribution>
</dcat:Dataset></dcat:dataset>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
  xmlns:dct="http://purl.org/dc/terms/" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:vcard="http://www.w3.org/2006/vcard/ns#"
  xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:spdx="http://spdx.org/rdf/terms#" xmlns:hydra="http://www.w3.org/ns/hydra/core#">
<hydra:PagedCollection rdf:about="${base}/catalog">${total === null ? '' : `<hydra:totalItems>${total}</hydra:totalItems>`}${next === null ? '' : `<hydra:nextPage>${next}</hydra:nextPage>`}</hydra:PagedCollection>
<dcat:Catalog rdf:about="${base}/"><dct:title xml:lang="zh">长治市公共数据</dct:title>
${datasets.map(one).join('\n')}
</dcat:Catalog></rdf:RDF>`;
}

/** `/catalog.{ttl,jsonld,rdf}?page=N`, two datasets a page, `modified_since` understood. */
export async function dcatPortal(datasets: () => readonly DcatDataset[], size = 2): Promise<Portal> {
  let base = '';
  const made = await portal((url, response) => {
    const writing = /^\/catalog\.(ttl|jsonld|rdf)$/.exec(url.pathname)?.[1] as Writing | undefined;
    if (writing === undefined) return send(response, 404, 'text/html', '<html><body>404</body></html>');
    const since = url.searchParams.get('modified_since');
    const all = datasets().filter((d) => since === null || (d.modified ?? '2026-02-01T00:00:00Z') >= since);
    const page = Number(url.searchParams.get('page') ?? 1);
    const last = Math.max(1, Math.ceil(all.length / size));
    const query = new URLSearchParams({ page: String(page + 1), ...(since === null ? {} : { modified_since: since }) });
    send(
      response,
      200,
      `${media[writing]}; charset=utf-8`,
      dcatPage(writing, {
        base,
        datasets: all.slice((page - 1) * size, page * size),
        next:
          page < last ? `${base}/catalog.${writing}?${query}`.replaceAll('&', writing === 'rdf' ? '&amp;' : '&') : null,
        total: all.length,
      }),
    );
  });
  base = made.url;
  return made;
}

// DCAT-US 1.1 (resources.data.gov/resources/dcat-us)

export function usDataset(n: number, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    '@type': 'dcat:Dataset',
    identifier: `CITY-${n}`,
    title: `环境空气质量日报 ${n}`,
    description: '各监测点的日均值。',
    keyword: ['空气质量', 'PM2.5'],
    modified: '2026-02-03',
    issued: '2025-05-06',
    publisher: { '@type': 'org:Organization', name: '阳泉市生态环境局' },
    contactPoint: { '@type': 'vcard:Contact', fn: '监测站', hasEmail: 'mailto:air@city.example' },
    accessLevel: 'public',
    license: 'https://creativecommons.org/licenses/by/4.0/',
    spatial: '阳泉市',
    accrualPeriodicity: 'R/P1D',
    theme: ['environment'],
    landingPage: `https://data.city.example/air/${n}`,
    distribution: [
      {
        '@type': 'dcat:Distribution',
        downloadURL: `https://data.city.example/air/${n}.json`,
        mediaType: 'application/json',
      },
    ],
    ...over,
  };
}

export function usInventory(datasets: readonly unknown[]): string {
  return JSON.stringify({
    '@context': 'https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld',
    '@type': 'dcat:Catalog',
    conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
    describedBy: 'https://project-open-data.cio.gov/v1.1/schema/catalog.json',
    dataset: datasets,
  });
}

/** `/data.json` with an ETag that follows its content. */
export async function usPortal(body: () => string): Promise<Portal> {
  return portal((_url, response, request) => {
    const text = body();
    const etag = `"${text.length.toString(36)}-${text.slice(-80).length}-${[...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) | 0, 7)}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
    send(response, 200, 'application/json', text, { etag });
  });
}
