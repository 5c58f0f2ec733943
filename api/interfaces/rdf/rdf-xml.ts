/** RDF/XML (W3C Recommendation 2014): one description a subject, in the order in which subjects come. */
import type { Quad, Term } from 'n3';
import { create } from 'xmlbuilder2';
import { xmlText } from '../rules/oai/answer.ts';
import { prefixes } from '../rules/rdf.ts';

const rdf = prefixes.rdf;
const string = `${prefixes.xsd}string`;
const names = Object.entries(prefixes);

/** The predicate as an element's name; every predicate of ours is under a declared prefix. */
function qualified(iri: string): string {
  const found = names.find(([, space]) => iri.startsWith(space) && /^[A-Za-z_][\w.-]*$/.test(iri.slice(space.length)));
  if (found === undefined) throw new RangeError(`no prefix for ${iri}`);
  return `${found[0]}:${iri.slice(found[1].length)}`;
}

export function rdfXml(quads: readonly Quad[]): string {
  const subjects = new Map<string, { readonly subject: Term; readonly quads: Quad[] }>();
  for (const one of quads) {
    const key = `${one.subject.termType} ${one.subject.value}`;
    const group = subjects.get(key) ?? { subject: one.subject, quads: [] };
    group.quads.push(one);
    subjects.set(key, group);
  }
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele(rdf, 'rdf:RDF');
  for (const [prefix, space] of names)
    if (prefix !== 'rdf') root.att('http://www.w3.org/2000/xmlns/', `xmlns:${prefix}`, space);
  for (const { subject, quads: statements } of subjects.values()) {
    const node = root.ele('rdf:Description');
    node.att(subject.termType === 'BlankNode' ? 'rdf:nodeID' : 'rdf:about', subject.value);
    for (const { predicate, object } of statements) {
      const element = node.ele(qualified(predicate.value));
      if (object.termType === 'NamedNode') element.att('rdf:resource', object.value);
      else if (object.termType === 'BlankNode') element.att('rdf:nodeID', object.value);
      else if (object.termType === 'Literal') {
        if (object.language !== '') element.att('xml:lang', object.language);
        else if (object.datatype.value !== string) element.att('rdf:datatype', object.datatype.value);
        element.txt(xmlText(object.value));
      }
    }
  }
  return `${root.end({ prettyPrint: false })}\n`;
}
