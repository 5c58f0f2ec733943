/** The way from data to what was sold, as a graph; and the same as W3C PROV. */
import type { LineageKind } from './codes.ts';

export interface LineageNode {
  readonly id: string;
  readonly kind: LineageKind;
  readonly label: string;
  readonly label_en: string | null;
  /** A second line: code and version, day, number. */
  readonly detail: string;
  /** Page of the platform, where there is one. */
  readonly path: string | null;
  /** Something happened to it since: withdrawn, corrected. */
  readonly warned: boolean;
}
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
}
export interface Lineage {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
}

export interface LineageProduct {
  readonly no: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly developerName: string;
  readonly sales: number;
  readonly sources: readonly LineageSource[];
}
export interface LineageSource {
  readonly deliveryId: string;
  readonly resourceCode: string;
  readonly resourceName: string;
  readonly datasetVersion: number;
  readonly acquiredOn: string;
  readonly withdrawn: boolean;
  readonly corrected: boolean;
}

const versionId = (source: LineageSource) => `version:${source.resourceCode}/${source.datasetVersion}`;

/** Versions, deliveries, products and sales, each once, with arrows in the way the data went. */
export function lineageOf(products: readonly LineageProduct[]): Lineage {
  const nodes = new Map<string, LineageNode>();
  const edges = new Map<string, LineageEdge>();
  const add = (node: LineageNode) => {
    const known = nodes.get(node.id);
    if (known === undefined || (node.warned && !known.warned)) nodes.set(node.id, node);
  };
  const join = (from: string, to: string) => edges.set(`${from}>${to}`, { from, to });
  for (const product of products) {
    const at = `product:${product.no}`;
    for (const source of product.sources) {
      const version = versionId(source);
      const delivery = `delivery:${source.deliveryId}`;
      add({
        id: version,
        kind: 'version',
        label: source.resourceName,
        label_en: null,
        detail: `${source.resourceCode} v${source.datasetVersion}`,
        path: `/datasets/${source.resourceCode}/versions/${source.datasetVersion}`,
        warned: source.withdrawn || source.corrected,
      });
      add({
        id: delivery,
        kind: 'delivery',
        label: product.developerName,
        label_en: null,
        detail: source.acquiredOn,
        path: null,
        warned: false,
      });
      join(version, delivery);
      join(delivery, at);
    }
    add({
      id: at,
      kind: 'product',
      label: product.title,
      label_en: product.titleEn,
      detail: product.no,
      path: `/products/${product.no}`,
      warned: false,
    });
    if (product.sales > 0) {
      const sold = `order:${product.no}`;
      add({
        id: sold,
        kind: 'order',
        label: '',
        label_en: null,
        detail: String(product.sales),
        path: null,
        warned: false,
      });
      join(at, sold);
    }
  }
  const order: Readonly<Record<LineageKind, number>> = { version: 0, delivery: 1, product: 2, order: 3 };
  return {
    nodes: [...nodes.values()].sort((a, b) => order[a.kind] - order[b.kind]),
    edges: [...edges.values()],
  };
}

// W3C PROV ----------------------------------------------------------------------------------------------------------

export interface ProvFacts {
  /** Origin of the platform. */
  readonly base: string;
  readonly product: {
    readonly no: string;
    readonly title: string;
    readonly titleEn: string | null;
    readonly hash: string;
    readonly listedAt: string;
    readonly developer: { readonly name: string; readonly uscc: string };
    /** Number of its certificate of sources, where one is made already. */
    readonly citation: string | null;
  };
  readonly sources: readonly {
    readonly deliveryId: string;
    readonly at: string;
    readonly resourceCode: string;
    readonly resourceName: string;
    readonly datasetVersion: number;
    readonly contentHash: string;
    readonly handedHash: string | null;
    readonly agreementNo: string;
    readonly provider: { readonly name: string; readonly uscc: string };
  }[];
}

export type ProvObject =
  | { readonly ref: string }
  | { readonly text: string; readonly lang?: 'zh' | 'en'; readonly type?: 'dateTime' };
export interface ProvNode {
  readonly id: string;
  readonly kind: 'Entity' | 'Activity' | 'Agent';
  /** Predicates with their prefix: `prov:`, `jinshu:`, `rdfs:`, `dct:`. */
  readonly says: readonly (readonly [predicate: string, object: ProvObject])[];
}

export const provPrefixes = (base: string) => ({
  prov: 'http://www.w3.org/ns/prov#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  dct: 'http://purl.org/dc/terms/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  jinshu: `${base}/ns/prov#`,
});

const zh = (text: string): ProvObject => ({ text, lang: 'zh' });
const plain = (text: string): ProvObject => ({ text });
const moment = (text: string): ProvObject => ({ text, type: 'dateTime' });
const ref = (id: string): ProvObject => ({ ref: id });

/**
 * PROV-O: a version is used by a delivery, which gives the copy that the developer holds; making the product used the copies;
 * the product was derived from the versions. Agencies and developers are agents; persons are not named.
 */
export function provOf({ base, product, sources }: ProvFacts): ProvNode[] {
  const url = `${base}/products/${product.no}`;
  const making = `${url}#making`;
  const developer = `${url}#developer`;
  const version = (source: ProvFacts['sources'][number]) =>
    `${base}/datasets/${source.resourceCode}/versions/${source.datasetVersion}`;
  const copy = (id: string) => `${url}#copy-${id}`;
  const delivery = (id: string) => `${url}#delivery-${id}`;
  const agency = (uscc: string) => `${base}/agencies/${uscc}`;
  const nodes: ProvNode[] = [
    {
      id: url,
      kind: 'Entity',
      says: [
        ['rdfs:label', zh(product.title)],
        ...(product.titleEn === null ? [] : [['rdfs:label', { text: product.titleEn, lang: 'en' }] as const]),
        ['dct:identifier', plain(product.no)],
        ['jinshu:sha256', plain(product.hash)],
        ['prov:generatedAtTime', moment(product.listedAt)],
        ['prov:wasGeneratedBy', ref(making)],
        ['prov:wasAttributedTo', ref(developer)],
        ...[...new Set(sources.map(version))].map((one) => ['prov:wasDerivedFrom', ref(one)] as const),
        ...(product.citation === null
          ? []
          : [['prov:has_provenance', ref(`${base}/citations/${product.citation}`)] as const]),
      ],
    },
    {
      id: making,
      kind: 'Activity',
      says: [
        ...sources.map((one) => ['prov:used', ref(copy(one.deliveryId))] as const),
        ['prov:endedAtTime', moment(product.listedAt)],
        ['prov:wasAssociatedWith', ref(developer)],
      ],
    },
    {
      id: developer,
      kind: 'Agent',
      says: [
        ['rdfs:label', zh(product.developer.name)],
        ['dct:identifier', plain(product.developer.uscc)],
      ],
    },
  ];
  for (const one of sources) {
    nodes.push(
      {
        id: version(one),
        kind: 'Entity',
        says: [
          ['rdfs:label', zh(one.resourceName)],
          ['dct:identifier', plain(one.resourceCode)],
          ['jinshu:datasetVersion', plain(String(one.datasetVersion))],
          ['jinshu:sha256', plain(one.contentHash)],
          ['prov:wasAttributedTo', ref(agency(one.provider.uscc))],
        ],
      },
      {
        id: delivery(one.deliveryId),
        kind: 'Activity',
        says: [
          ['dct:identifier', plain(one.deliveryId)],
          ['prov:startedAtTime', moment(one.at)],
          ['prov:endedAtTime', moment(one.at)],
          ['prov:used', ref(version(one))],
          ['prov:wasAssociatedWith', ref(developer)],
          ['jinshu:agreement', plain(one.agreementNo)],
        ],
      },
      {
        id: copy(one.deliveryId),
        kind: 'Entity',
        says: [
          ...(one.handedHash === null ? [] : [['jinshu:sha256', plain(one.handedHash)] as const]),
          ['prov:wasGeneratedBy', ref(delivery(one.deliveryId))],
          ['prov:wasDerivedFrom', ref(version(one))],
        ],
      },
      {
        id: agency(one.provider.uscc),
        kind: 'Agent',
        says: [
          ['rdfs:label', zh(one.provider.name)],
          ['dct:identifier', plain(one.provider.uscc)],
        ],
      },
    );
  }
  const seen = new Set<string>();
  return nodes.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Relations of PROV-JSON (W3C Member Submission 2013) by their property in PROV-O, with the names of both ends. */
const relations: Readonly<Record<string, readonly [name: string, from: string, to: string]>> = {
  'prov:wasGeneratedBy': ['wasGeneratedBy', 'prov:entity', 'prov:activity'],
  'prov:used': ['used', 'prov:activity', 'prov:entity'],
  'prov:wasDerivedFrom': ['wasDerivedFrom', 'prov:generatedEntity', 'prov:usedEntity'],
  'prov:wasAttributedTo': ['wasAttributedTo', 'prov:entity', 'prov:agent'],
  'prov:wasAssociatedWith': ['wasAssociatedWith', 'prov:activity', 'prov:agent'],
};
const times: Readonly<Record<string, string>> = {
  'prov:startedAtTime': 'prov:startTime',
  'prov:endedAtTime': 'prov:endTime',
  'rdfs:label': 'prov:label',
};

/** Identifiers are qualified names under the platform's own prefix, as the format asks. */
export function provJson(base: string, nodes: readonly ProvNode[]): Record<string, unknown> {
  const name = (id: string) => `here:${id.startsWith(`${base}/`) ? id.slice(base.length + 1) : id}`;
  const { prov: _prov, xsd: _xsd, ...rest } = provPrefixes(base);
  const out: Record<string, Record<string, unknown>> = {
    prefix: { ...rest, here: `${base}/` },
    entity: {},
    activity: {},
    agent: {},
  };
  let serial = 0;
  for (const node of nodes) {
    const facts: Record<string, unknown> = {};
    for (const [predicate, object] of node.says) {
      const relation = relations[predicate];
      if ('ref' in object) {
        if (relation === undefined) {
          facts[predicate] = { $: object.ref, type: 'xsd:anyURI' };
          continue;
        }
        const [kind, from, to] = relation;
        serial += 1;
        out[kind] = { ...out[kind], [`_:r${serial}`]: { [from]: name(node.id), [to]: name(object.ref) } };
        continue;
      }
      const value =
        object.lang !== undefined
          ? { $: object.text, lang: object.lang }
          : object.type === undefined || times[predicate] !== undefined
            ? object.text
            : { $: object.text, type: 'xsd:dateTime' };
      const key = times[predicate] ?? predicate;
      const before = facts[key];
      facts[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
    }
    const group = node.kind.toLowerCase();
    out[group] = { ...out[group], [name(node.id)]: facts };
  }
  return out;
}
