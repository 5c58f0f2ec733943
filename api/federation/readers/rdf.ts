/** Documents of RDF in any of their writings as statements. Nothing but the document itself is ever read. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import jsonld from 'jsonld';
import { StreamParser } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { isRefusal } from '#api/kernel/refusal.ts';
import { Graph, type Term, type Triple } from '../rules/graph.ts';
import { refuse } from '../rules/refusals.ts';
import { bundledContext } from './contexts.ts';
import { checkXml } from './rdf-xml.ts';
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

/** Statements beyond this are no page of a catalogue: ten thousand datasets have about so many. */
const maxStatements = 500_000;
/** JSON-LD is unfolded as a whole, and nothing else has its turn meanwhile; so large a catalogue has pages. */
const maxJsonLd = 8_000_000;
const sliceLength = 65_536;

export async function graphOf(document: Document): Promise<Graph> {
  const writing = writingOf(document);
  if (writing === null)
    throw refuse('federation.wrong_type', { url: document.url, type: document.type === '' ? '?' : document.type });
  try {
    return await readers[writing](document);
  } catch (error) {
    if (isRefusal(error)) throw error;
    // A context that was refused comes back wrapped in the library's own error.
    const cause = (error as { details?: { cause?: unknown } }).details?.cause;
    if (isRefusal(cause)) throw cause;
    throw refuse('federation.malformed', { url: document.url, reason: reasonOf(error) });
  }
}

const readers: Readonly<Record<Writing, (document: Document) => Promise<Graph>>> = {
  turtle: ({ text, url }) => streamed(text, new StreamParser({ baseIRI: url })),
  async rdfxml({ text, url }) {
    checkXml(text);
    return streamed(text, new RdfXmlParser({ baseIRI: url }));
  },
  async jsonld({ text, url }) {
    if (text.length > maxJsonLd) throw new Error(`JSON-LD of more than ${maxJsonLd} characters`);
    const quads = (await jsonld.toRDF(JSON.parse(text), {
      base: url,
      documentLoader: async (address: string) => {
        const document = bundledContext(address);
        if (document === null) throw refuse('federation.remote_context', { url: address.slice(0, 300) });
        return { contextUrl: undefined, documentUrl: address, document };
      },
    } as Parameters<typeof jsonld.toRDF>[1])) as unknown as Quad[];
    return gathered(quads);
  },
};

/** Piece by piece, so that other work has its turns and a document that is too long is left where it becomes so. */
async function streamed(text: string, parser: NodeJS.ReadWriteStream): Promise<Graph> {
  let broke: unknown = null;
  const gather = (quads: AsyncIterable<Quad>) =>
    gathered(quads).catch((error) => {
      broke = error;
      throw error;
    });
  try {
    return await pipeline(Readable.from(slices(text)), parser, (quads) =>
      gather(quads as unknown as AsyncIterable<Quad>),
    );
  } catch (error) {
    // Once one end gives up, the pipeline itself says only that it was aborted.
    throw (error as Error).name === 'AbortError' ? (broke ?? error) : error;
  }
}

async function* slices(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; ) {
    const last = text.charCodeAt(from + sliceLength - 1);
    // A character of two halves stays whole.
    const to = from + sliceLength + (last >= 0xd800 && last <= 0xdbff ? 1 : 0);
    yield text.slice(from, to);
    from = to;
    await turn();
  }
}

async function gathered(quads: AsyncIterable<Quad> | Iterable<Quad>): Promise<Graph> {
  const graph = new Graph();
  let count = 0;
  for await (const quad of quads) {
    count += 1;
    if (count > maxStatements) throw new Error(`more than ${maxStatements} statements`);
    graph.add(tripleOf(quad));
  }
  return graph;
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
