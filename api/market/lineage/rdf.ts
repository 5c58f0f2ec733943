/** PROV-O as Turtle and JSON-LD. */
import jsonld, { type JsonLdDocument } from 'jsonld';
import { DataFactory, type Quad, Writer } from 'n3';
import { type ProvNode, provPrefixes } from '../rules/lineage.ts';

const { namedNode, literal, quad } = DataFactory;

function quadsOf(base: string, nodes: readonly ProvNode[]): Quad[] {
  const prefixes: Readonly<Record<string, string>> = provPrefixes(base);
  const whole = (name: string) => {
    const at = name.indexOf(':');
    return namedNode(`${prefixes[name.slice(0, at)] ?? ''}${name.slice(at + 1)}`);
  };
  const type = namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
  return nodes.flatMap((node) => [
    quad(namedNode(node.id), type, whole(`prov:${node.kind}`)),
    ...node.says.map(([predicate, object]) =>
      quad(
        namedNode(node.id),
        whole(predicate),
        'ref' in object
          ? namedNode(object.ref)
          : literal(object.text, object.lang ?? (object.type === undefined ? undefined : whole('xsd:dateTime'))),
      ),
    ),
  ]);
}

function written(quads: readonly Quad[], options: object): Promise<string> {
  const writer = new Writer(options);
  writer.addQuads([...quads]);
  return new Promise((resolve, reject) => {
    writer.end((error: Error | null, text: string) =>
      error === null || error === undefined ? resolve(text) : reject(error),
    );
  });
}

export function provTurtle(base: string, nodes: readonly ProvNode[]): Promise<string> {
  return written(quadsOf(base, nodes), { prefixes: provPrefixes(base) });
}

/** The prefixes are the whole context, so that nothing has to be fetched to read the file. */
export async function provJsonLd(base: string, nodes: readonly ProvNode[]): Promise<string> {
  const text = await written(quadsOf(base, nodes), { format: 'N-Quads' });
  const expanded = await jsonld.fromRDF(text as unknown as object, { format: 'application/n-quads' });
  const context = provPrefixes(base) as jsonld.ContextDefinition;
  return `${JSON.stringify(await jsonld.compact(expanded as JsonLdDocument, context, { graph: true }), null, 2)}\n`;
}
