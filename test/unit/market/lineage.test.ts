import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { provJsonLd, provTurtle } from '#api/market/lineage/rdf.ts';
import { type LineageProduct, lineageOf, type ProvFacts, provJson, provOf } from '#api/market/rules/lineage.ts';
import { fitting, layOut } from '#app/present/lineage-layout.ts';

const source = {
  deliveryId: 'dlv_1',
  resourceCode: '306014/000127',
  resourceName: '车流量',
  datasetVersion: 1,
  acquiredOn: '2026-11-02',
  withdrawn: false,
  corrected: false,
};
const product = (no: string, sources: LineageProduct['sources'], sales = 0): LineageProduct => ({
  no,
  title: `产品${no}`,
  titleEn: null,
  developerName: '开发单位',
  sales,
  sources,
});

describe('a lineage', () => {
  it('has each station once, with arrows in the way the data went', () => {
    const second = { ...source, deliveryId: 'dlv_2', corrected: true };
    const graph = lineageOf([product('CP-1', [source, second], 2), product('CP-2', [source])]);
    expect(graph.nodes.map((node) => [node.kind, node.detail])).toEqual([
      ['version', '306014/000127 v1'],
      ['delivery', '2026-11-02'],
      ['delivery', '2026-11-02'],
      ['product', 'CP-1'],
      ['product', 'CP-2'],
      ['order', '2'],
    ]);
    expect(graph.nodes[0]?.warned).toBe(true);
    expect(graph.edges).toContainEqual({ from: 'delivery:dlv_1', to: 'product:CP-2' });
    expect(graph.edges).toHaveLength(6);
  });

  it('is drawn without two boxes in one place', () => {
    const graph = lineageOf([
      product('CP-1', [source, { ...source, deliveryId: 'dlv_2' }], 1),
      product('CP-2', [source]),
    ]);
    const { boxes, arrows, width, height } = layOut({ nodes: [...graph.nodes], edges: [...graph.edges] });
    expect(new Set(boxes.map(({ x, y }) => `${x} ${y}`)).size).toBe(graph.nodes.length);
    expect(arrows).toHaveLength(graph.edges.length);
    expect(Math.max(...boxes.map(({ x }) => x))).toBeLessThan(width);
    expect(Math.max(...boxes.map(({ y }) => y))).toBeLessThan(height);
    expect(fitting('很长的名称'.repeat(9))).toMatch(/…$/);
  });
});

const base = 'https://data.example';
const facts: ProvFacts = {
  base,
  product: {
    no: 'CP-2026-000001',
    title: '拥堵指数',
    titleEn: 'Congestion',
    hash: 'a'.repeat(64),
    listedAt: '2026-11-02T04:00:00.000Z',
    developer: { name: '开发单位', uscc: 'D' },
    citation: 'LY-2026-000001',
  },
  sources: [
    {
      deliveryId: 'dlv_1',
      at: '2026-11-02T03:00:00.000Z',
      resourceCode: '306014/000127',
      resourceName: '车流量',
      datasetVersion: 1,
      contentHash: 'b'.repeat(64),
      handedHash: 'c'.repeat(64),
      agreementNo: 'XY-2026-000001',
      provider: { name: '交通运输厅', uscc: 'A' },
    },
  ],
};

describe('W3C PROV', () => {
  const prov = 'http://www.w3.org/ns/prov#';
  it('says the same in Turtle and JSON-LD, and reads as RDF', async () => {
    const nodes = provOf(facts);
    const quads = new Parser().parse(await provTurtle(base, nodes));
    const has = (subject: string, predicate: string, object: string) =>
      quads.some(
        (q) => q.subject.value === subject && q.predicate.value === prov + predicate && q.object.value === object,
      );
    const url = `${base}/products/CP-2026-000001`;
    const version = `${base}/datasets/306014/000127/versions/1`;
    expect(has(url, 'wasDerivedFrom', version)).toBe(true);
    expect(has(`${url}#delivery-dlv_1`, 'used', version)).toBe(true);
    expect(has(`${url}#copy-dlv_1`, 'wasGeneratedBy', `${url}#delivery-dlv_1`)).toBe(true);
    expect(has(`${url}#making`, 'used', `${url}#copy-dlv_1`)).toBe(true);
    const graph = JSON.parse(await provJsonLd(base, nodes)) as { '@graph': { '@id': string; '@type': string }[] };
    expect(graph['@graph'].find((one) => one['@id'] === url)?.['@type']).toBe('prov:Entity');
  });

  it('is PROV-JSON whose relations name what is there', () => {
    const out = provJson(base, provOf(facts)) as Record<string, Record<string, Record<string, string>>>;
    const known = new Set(['entity', 'activity', 'agent'].flatMap((group) => Object.keys(out[group] ?? {})));
    expect(known.size).toBe(7);
    const ends = ['wasGeneratedBy', 'used', 'wasDerivedFrom', 'wasAttributedTo', 'wasAssociatedWith'].flatMap((kind) =>
      Object.values(out[kind] ?? {}).flatMap((relation) => Object.values(relation)),
    );
    expect(ends.length).toBeGreaterThan(10);
    expect(ends.filter((end) => !known.has(end))).toEqual([]);
  });

  it('names an agency and a version once', () => {
    const [one] = facts.sources;
    if (one === undefined) throw new Error('no source');
    const nodes = provOf({ ...facts, sources: [one, { ...one, deliveryId: 'dlv_2' }] });
    expect(new Set(nodes.map((node) => node.id)).size).toBe(nodes.length);
    expect(nodes).toHaveLength(9);
  });
});
