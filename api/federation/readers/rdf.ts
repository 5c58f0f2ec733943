/** Documents of RDF in any of their writings as statements. Nothing but the document itself is ever read. */
import jsonld from 'jsonld';
import { Parser } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { isRefusal } from '#api/kernel/refusal.ts';
import { Graph, type Term, type Triple } from '../rules/graph.ts';
import { refuse } from '../rules/refusals.ts';
import { bundledContext } from './contexts.ts';
import { type Document, reasonOf } from './web.ts';

type Writing = 'jsonld' | 'turtle' | 'rdfxml';

const types: Readonly<Record<string, Writing>> = {
  'application/ld+json': 'jsonld',
  'text/turtle': 'turtle',
  'application/x-turtle': 'turtle',
  'text/n3': 'turtle',
  'application/n-triples': 'turtle',
  'application/rdf+xml': 'rdfxml',
};

/** Servers often name a general type; then the first sign of the text decides. */
export function writingOf({ type, text }: Pick<Document, 'type' | 'text'>): Writing | null {
  const said = types[type];
  if (said !== undefined) return said;
  if (/html/.test(type)) return null;
  const start = text.slice(0, 2000).trimStart();
  if (/^[[{]/.test(start)) return 'jsonld';
  if (/^<\?xml|^<!DOCTYPE\s+rdf|^<rdf:RDF/i.test(start)) return /<html/i.test(start) ? null : 'rdfxml';
  if (/^(#|@prefix|@base|prefix\s|base\s|<https?:|_:)/i.test(start)) return 'turtle';
  return null;
}

/** Statements beyond this are no page of a catalogue. */
const maxTriples = 2_000_000;

export async function graphOf(document: Document): Promise<Graph> {
  const writing = writingOf(document);
  if (writing === null)
    throw refuse('federation.wrong_type', { url: document.url, type: document.type === '' ? '?' : document.type });
  try {
    return new Graph(await readers[writing](document));
  } catch (error) {
    if (isRefusal(error)) throw error;
    // A context that was refused comes back wrapped in the library's own error.
    const cause = (error as { details?: { cause?: unknown } }).details?.cause;
    if (isRefusal(cause)) throw cause;
    throw refuse('federation.malformed', { url: document.url, reason: reasonOf(error) });
  }
}

const readers: Readonly<Record<Writing, (document: Document) => Promise<Triple[]> | Triple[]>> = {
  turtle: ({ text, url }) => bounded(new Parser({ baseIRI: url }).parse(text).map(tripleOf)),
  rdfxml: ({ text, url }) =>
    new Promise((resolve, reject) => {
      if (!isWholeXml(text)) throw new Error('the document breaks off');
      const triples: Triple[] = [];
      const parser = new RdfXmlParser({ baseIRI: url });
      parser.on('data', (quad: Quad) => triples.push(tripleOf(quad)));
      parser.on('error', reject);
      parser.on('end', () => resolve(bounded(triples)));
      parser.end(text);
    }),
  async jsonld({ text, url }) {
    const quads = (await jsonld.toRDF(JSON.parse(text), {
      base: url,
      documentLoader: async (address: string) => {
        const document = bundledContext(address);
        if (document === null) throw refuse('federation.remote_context', { url: address.slice(0, 300) });
        return { contextUrl: undefined, documentUrl: address, document };
      },
    } as Parameters<typeof jsonld.toRDF>[1])) as unknown as Quad[];
    return bounded(quads.map(tripleOf));
  },
};

/** The parser takes a document that breaks off for its end, and what is missing would seem to be gone from the portal. */
function isWholeXml(text: string): boolean {
  const [, root = ''] = /<([A-Za-z_][\w.:-]*)/.exec(text.replace(/<!DOCTYPE[^[>]*(\[[\s\S]*?\])?\s*>/, '')) ?? [];
  const end = text.slice(-20_000).replace(/(\s|<!--((?!-->)[\s\S])*-->)+$/, '');
  return end.replace(/\s+>$/, '>').endsWith(`</${root}>`);
}

function bounded(triples: Triple[]): Triple[] {
  if (triples.length > maxTriples) throw new Error(`more than ${maxTriples} statements`);
  return triples;
}

/** As all three parsers give it (RDF/JS data model). */
interface Node {
  readonly termType: string;
  readonly value: string;
  readonly language?: string;
}
interface Quad {
  readonly subject: Node;
  readonly predicate: Node;
  readonly object: Node;
}

const nodeText = ({ termType, value }: Node): string =>
  termType === 'BlankNode' && !value.startsWith('_:') ? `_:${value}` : value;

function tripleOf({ subject, predicate, object }: Quad): Triple {
  const kind: Term['kind'] =
    object.termType === 'Literal' ? 'literal' : object.termType === 'BlankNode' ? 'blank' : 'iri';
  return {
    subject: nodeText(subject),
    predicate: predicate.value,
    object: {
      kind,
      value: kind === 'literal' ? object.value : nodeText(object),
      language: (object.language ?? '').toLowerCase(),
    },
  };
}
