/** The three forms of RDF that harvesters ask for. */
import jsonld, { type JsonLdDocument } from 'jsonld';
import { Writer } from 'n3';
import type { RdfExtension } from '../rules/addresses.ts';
import { expand, type Node, prefixes, type Target } from '../rules/rdf.ts';
import { quadsOf } from './quads.ts';
import { rdfXml } from './rdf-xml.ts';

export const rdfTypes: Readonly<Record<RdfExtension, string>> = {
  ttl: 'text/turtle; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
  rdf: 'application/rdf+xml; charset=utf-8',
};

export async function serialize(nodes: readonly Node[], extension: RdfExtension): Promise<string> {
  switch (extension) {
    case 'ttl':
      return turtle(nodes);
    case 'rdf':
      return rdfXml(quadsOf(nodes));
    case 'jsonld':
      return `${JSON.stringify(await jsonLd(nodes))}\n`;
  }
}

function turtle(nodes: readonly Node[]): Promise<string> {
  const writer = new Writer({ prefixes: { ...prefixes } });
  writer.addQuads(quadsOf(nodes));
  return new Promise((resolve, reject) => {
    writer.end((error: Error | null, text: string) =>
      error === null || error === undefined ? resolve(text) : reject(error),
    );
  });
}

/** Our prefixes are the whole context, so that nothing has to be fetched to read the file. */
const context = { ...prefixes };

/** The tree as it is written: a dataset holds its distributions, as in a frame; what is named twice stands once. */
async function jsonLd(nodes: readonly Node[]): Promise<object> {
  const seen = new Set<string>();
  const expanded = nodes.map((node) => expandedNode(node, seen));
  return jsonld.compact(expanded as JsonLdDocument, context as jsonld.ContextDefinition, { graph: true });
}

type Expanded = Record<string, unknown>;

function expandedNode(node: Node, seen: Set<string>): Expanded {
  if (node.id !== null) {
    if (seen.has(node.id)) return { '@id': node.id };
    seen.add(node.id);
  }
  const shown: Record<string, unknown[]> = {};
  for (const [predicate, object] of node.properties) {
    const name = expand(predicate);
    shown[name] = [...(shown[name] ?? []), expandedObject(object, seen)];
  }
  return { ...(node.id === null ? {} : { '@id': node.id }), '@type': node.types.map(expand), ...shown };
}

function expandedObject(object: Target, seen: Set<string>): Expanded {
  switch (object.kind) {
    case 'text':
      return { '@value': object.text, '@language': object.language };
    case 'value':
      return object.type === 'xsd:string'
        ? { '@value': object.text }
        : { '@value': object.text, '@type': object.type.includes('://') ? object.type : expand(object.type) };
    case 'ref':
      return { '@id': object.id };
    case 'node':
      return expandedNode(object.node, seen);
  }
}
