/** Trees of nodes as quads: each node once, its own statements before those of what it names. */

import { DataFactory, type Quad } from 'n3';
import { expand, type Node, type Target } from '../rules/rdf.ts';

const { namedNode, blankNode, literal, quad } = DataFactory;
const type = namedNode(expand('rdf:type'));

export function quadsOf(nodes: readonly Node[]): Quad[] {
  const quads: Quad[] = [];
  const seen = new Set<string>();
  const blanks = new Map<Node, string>();
  const subjectOf = (node: Node) => {
    if (node.id !== null) return namedNode(node.id);
    const label = blanks.get(node) ?? `b${blanks.size}`;
    blanks.set(node, label);
    return blankNode(label);
  };
  const objectOf = (object: Target) => {
    switch (object.kind) {
      case 'text':
        return literal(object.text, object.language);
      case 'value':
        return literal(object.text, namedNode(object.type.includes('://') ? object.type : expand(object.type)));
      case 'ref':
        return namedNode(object.id);
      case 'node':
        return subjectOf(object.node);
    }
  };
  const waiting = [...nodes];
  for (let at = 0; at < waiting.length; at++) {
    const node = waiting[at];
    if (node === undefined) continue;
    if (node.id !== null) {
      // What many datasets name (an agency, a licence) is described once.
      if (seen.has(node.id)) continue;
      seen.add(node.id);
    }
    const subject = subjectOf(node);
    for (const one of node.types) quads.push(quad(subject, type, namedNode(expand(one))));
    for (const [predicate, object] of node.properties) {
      quads.push(quad(subject, namedNode(expand(predicate)), objectOf(object)));
      if (object.kind === 'node') waiting.push(object.node);
    }
  }
  return quads;
}
