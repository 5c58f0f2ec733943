import { describe, expect, it } from 'vitest';
import { graphOf } from '#api/federation/readers/rdf.ts';
import { checkXml } from '#api/federation/readers/rdf-xml.ts';
import { type Batch, inParts } from '#api/federation/readers/reader.ts';
import { mapCkan } from '#api/federation/rules/ckan.ts';
import { Graph } from '#api/federation/rules/graph.ts';
import { cleanLine, cleanText, textIn } from '#api/federation/rules/text.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { ckanPackage } from '#test/support/portals.ts';

const source = { url: 'https://data.city.example', name: '大同市开放平台', regionCode: '140200' };
const rdf = (body: string, head = '') =>
  `<?xml version="1.0"?>${head}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/">${body}</rdf:RDF>`;
const refused = async (text: string, type: string) => {
  try {
    await graphOf({ url: 'https://a.example/c', type, text });
  } catch (error) {
    if (isRefusal(error)) return [error.code, error.params.reason];
    throw error;
  }
  return null;
};

/** Generous for a loaded machine; what is guarded against takes minutes. */
const soon = async (work: () => unknown) => {
  const began = performance.now();
  await work();
  expect(performance.now() - began).toBeLessThan(5000);
};

describe('a record made to cost time', () => {
  it('is cleaned in the time of its length', async () => {
    for (const text of ['<p '.repeat(40_000), '<script'.repeat(20_000), '<!--'.repeat(30_000), '&'.repeat(100_000)])
      await soon(() => expect(cleanText(text, 8000).length + cleanLine(text, 300).length).toBeLessThanOrEqual(8300));
    expect(cleanText('<p class="a">一</p><script type="x">bad()</script>二', 100)).toBe('一\n二');
  });

  it('with lists in lists is a record without a title, not the end of the run', () => {
    let nested: unknown = '深';
    for (let i = 0; i < 50_000; i++) nested = [nested];
    expect(textIn(nested)).toBe('');
    expect(textIn([['', null], [['三']]])).toBe('三');
    expect(mapCkan(ckanPackage(1, { title: nested, name: nested, id: 'x' }), source)?.content.title).toBe('x');
  });

  it('with a hundred thousand themes and places is read to a bound', async () => {
    const groups = Array.from({ length: 100_000 }, (_, i) => ({ name: `g${i}` }));
    await soon(() => expect(mapCkan(ckanPackage(1, { groups, tags: [] }), source)?.content.theme).toBe('other'));
  });

  it('keeps the themes of a list written as JSON, escaped as Python does', () => {
    const extras = [
      {
        key: 'theme',
        value: JSON.stringify(['生态']).replace(/[^\0-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`),
      },
    ];
    expect(mapCkan(ckanPackage(1, { extras, groups: [], tags: [] }), source)?.content.theme).toBe('environment');
    const broken = [{ key: 'theme', value: `["${'\\"'.repeat(50_000)}` }];
    expect(mapCkan(ckanPackage(1, { extras: broken, groups: [], tags: [] }), source)?.content.theme).toBe('other');
  });
});

describe('a document made to grow', () => {
  const entity = (value: string) => `<!DOCTYPE rdf:RDF [<!ENTITY a "${value}">]>`;
  const uses = (count: number) =>
    rdf(`<rdf:Description rdf:about="http://a/b"><dct:title>${'&a;'.repeat(count)}</dct:title></rdf:Description>`);

  it('by its entities is left unread; namespaces as entities are read', async () => {
    const small = uses(3).replace('?>', `?>${entity('http://purl.org/dc/terms/')}`);
    expect(await refused(small, 'application/rdf+xml')).toBeNull();
    const grows = uses(60_000).replace('?>', `?>${entity('x'.repeat(1500))}`);
    const long = uses(3).replace('?>', `?>${entity('x'.repeat(5000))}`);
    const late = uses(3).replace('?>', `?><!--${'-'.repeat(30_000)} -->${entity('x')}`);
    for (const text of [grows, long, late])
      expect(await refused(text, 'application/rdf+xml')).toEqual([
        'federation.malformed',
        expect.stringContaining('entities'),
      ]);
  });

  it('is seen to break off, whatever stands at its end, in the time of its length', async () => {
    const whole = rdf('');
    for (const end of ['', '\n\n', '<!-- a --> <!-- b -->\n']) expect(() => checkXml(whole + end)).not.toThrow();
    for (const text of [whole.slice(0, -1), `${whole}<!-- `, rdf('<dct:a>').slice(0, -20)])
      expect(() => checkXml(text)).toThrow('breaks off');
    for (const bomb of [
      '<!DOCTYPE ['.repeat(200_000),
      `${' '.repeat(3_000_000)}x`,
      '<!-- '.repeat(300_000),
      ' -->'.repeat(300_000),
    ])
      await soon(() => expect(() => checkXml(bomb)).toThrow());
  });

  it('of more statements than a catalogue has is left where it becomes so', async () => {
    const line = '<http://a/b> <http://a/c> "d" .\n';
    expect(await refused(line.repeat(500_001), 'text/turtle')).toEqual([
      'federation.malformed',
      'more than 500000 statements',
    ]);
    expect(await refused(`{"a":"${'x'.repeat(8_000_000)}"}`, 'application/ld+json')).toEqual([
      'federation.malformed',
      'JSON-LD of more than 8000000 characters',
    ]);
  }, 60_000);

  it('is the same read in slices, wherever they cut', async () => {
    // Every character takes two halves or three bytes: slices fall into the middle of both.
    const titles = ['𠮷'.repeat(70_000), `a${'𠮷'.repeat(70_000)}`, '水'.repeat(70_000)];
    const text = titles.map((title, i) => `<http://a/${i}> <http://purl.org/dc/terms/title> "${title}" .`).join('\n');
    const graph = await graphOf({ url: 'https://a.example/c', type: 'text/turtle', text });
    expect(titles.map((_, i) => graph.text(`http://a/${i}`, 'zh', ['http://purl.org/dc/terms/title']))).toEqual(titles);
    expect(await refused(text.slice(0, -10), 'text/turtle')).toEqual(['federation.malformed', expect.any(String)]);
  });

  it('with many records about datasets is asked for each in the time of their number', async () => {
    const graph = new Graph();
    const topic = 'http://xmlns.com/foaf/0.1/primaryTopic';
    const iri = (value: string) => ({ kind: 'iri', value, language: '' }) as const;
    for (let i = 0; i < 30_000; i++) graph.add({ subject: `r${i}`, predicate: topic, object: iri(`d${i}`) });
    await soon(() => {
      for (let i = 0; i < 30_000; i++) expect(graph.pointingAt(`d${i}`, topic)[0] === `r${i}`).toBe(true);
    });
    graph.add({ subject: 'late', predicate: topic, object: iri('d1') });
    expect(graph.pointingAt('d1', topic)).toEqual(['r1', 'late']);
    expect(graph.pointingAt('d1', 'other')).toEqual([]);
  });
});

describe('a page longer than was asked for', () => {
  it('is taken in parts, and the harvest stands before it until the last', async () => {
    const items = Array.from({ length: 25 }, (_, i) => ({ identifier: `${i}`, fault: new Error() as never }));
    async function* pages(): AsyncGenerator<Batch> {
      yield { items, read: 25, position: { start: 25 }, told: 30 };
      yield { items: items.slice(0, 5), read: 5, position: { start: 30 }, told: 30 };
    }
    const parts: Batch[] = [];
    for await (const part of inParts(pages(), null, 10)) parts.push(part);
    expect(parts.map((part) => [part.items.length, part.read, part.position])).toEqual([
      [10, 0, null],
      [10, 0, null],
      [5, 25, { start: 25 }],
      [5, 5, { start: 30 }],
    ]);
    expect(parts.slice(0, 3).flatMap((part) => part.items)).toEqual(items);
  });
});
